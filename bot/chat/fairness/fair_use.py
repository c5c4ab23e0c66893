"""What the gate before an answer works with."""

from dataclasses import dataclass, field

from bot.chat.fairness.queues import Queues
from bot.fair_use import QuestionLimits


@dataclass(frozen=True, slots=True)
class FairUse:
    """The limits, the queues, and the secret with which a name is made for who asks."""

    limits: QuestionLimits
    queues: Queues
    secret: str = field(repr=False)
