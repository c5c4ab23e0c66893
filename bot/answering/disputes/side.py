"""What a sentence does in a dispute, as a value."""

from dataclasses import dataclass

from bot.answering.answers import Stance
from corpus.attribution import CueStance

CUES = {
    CueStance.CLAIMS: Stance.CLAIMS,
    CueStance.DENIES: Stance.DENIES,
    CueStance.BLAMES: Stance.BLAMES,
    CueStance.SUSPECTS: Stance.SUSPECTS,
    CueStance.DECLINES: Stance.DECLINES,
}
SIGNS = {
    Stance.CLAIMS: 1,
    Stance.BLAMES: 1,
    Stance.SUSPECTS: 1,
    Stance.DENIES: -1,
    Stance.REPORTS: 0,
    Stance.DECLINES: 0,
}


@dataclass(frozen=True, slots=True)
class Side:
    """What a sentence does in a dispute: +1 accuses or asserts, -1 denies, 0 neither.

    `worded` says that it does so in so many words, not only by asserting or negating what is asked; `names_blame` that
    it lays blame, and `claims_own` that it says to have done it itself.
    """

    stance: Stance
    sign: int
    names_blame: bool = False
    claims_own: bool = False
    worded: bool = False
