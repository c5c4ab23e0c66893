"""What can go wrong around an answer, as a tree.

BotError
├── SettingsError       a setting is missing or makes no sense
├── HomeError           the data folder cannot be used
│   └── HomeInUseError  another process holds it
├── UnknownAnswerError  no answer is kept under an id
├── GapError            a gap cannot be decided about
│   └── UnknownGapError no gap has this number
├── NotReceivedError    what was sent in a chat as a document cannot be taken
├── JobError            work handed over to another process failed there
├── BackupError         a backup cannot be written or read
├── QuestionSetError    a folder holds no question set
├── PeopleError         somebody's role cannot be given or taken, nobody can be invited, or banned as asked
├── StoppedError        who asked a question wants no answer any more
├── SyncError           a folder cannot be made the shelf
└── LanguageModelError  the language model gave no reply that can be used; the extractive answer stands in for it
    ├── ModelUnreachableError    nothing answers at its address
    │   └── ModelUntrustedError  what answers there cannot prove who it is
    ├── ModelTimeoutError        it took longer than it may
    ├── ModelAccessError         it does not let us in (401, 402, 403)
    ├── ModelUnknownError        it knows no such model, or no such address (404)
    ├── ModelBusyError           it is asked too often (429)
    ├── ModelFailedError         it has trouble (5xx)
    ├── ModelRequestError        it does not take the request (400 and the other refusals)
    ├── ModelReplyError          its reply makes no sense: a web page, no choices, no text, too much, a redirect
    │   ├── ModelCutOffError     its reply is cut off
    │   ├── ModelRefusalError    it declines to reply
    │   └── DraftError           it is no draft of an answer
    ├── ModelRestingError        it failed so often that it is left alone for a while
    └── BudgetError              no tokens may be spent
        ├── BudgetSpentError     the day's are spent
        └── BudgetUnknownError   what is left cannot be read

Every message is one sentence for the person at the keyboard: what was wrong and what to do. A refusal to answer
is not an error; it is a value (`bot.answering.answers.Refusal`).
"""

from datetime import datetime
from pathlib import Path
from typing import ClassVar

from corpus.worded import Worded


class BotError(Exception):
    """Anything that the bot room refuses; its text can be shown to a person as it is."""


class SettingsError(BotError):
    """A setting is missing or makes no sense."""


class HomeError(BotError):
    """The data folder cannot be used."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        super().__init__(f"The data folder {path} cannot be used: {reason}; set ONRECORD_HOME to another folder.")


class HomeInUseError(HomeError):
    """Another process holds the data folder."""

    def __init__(self, path: Path, holder: str = "another On Record process") -> None:
        self.holder = holder
        super().__init__(path, f"{holder} holds it")


class UnknownAnswerError(BotError):
    """No answer is kept under an id."""

    def __init__(self, answer_id: str) -> None:
        self.answer_id = answer_id
        super().__init__(f"No answer “{answer_id}” is kept here; `onrecord ask … --json` gives an answer's id.")


class GapError(BotError):
    """A gap cannot be decided about, since that was done before or makes no sense."""


class UnknownGapError(GapError):
    """No gap has this number."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(
            Worded(
                "There is no gap {number}; {command} and /gaps show the numbers.",
                number=str(number),
                command="`onrecord gaps`",
            )
        )


class NotReceivedError(BotError):
    """What was sent in a chat as a document cannot be taken."""


class JobError(BotError):
    """Work that was handed over to another process failed there."""


class BackupError(BotError):
    """A backup cannot be written or read."""


class QuestionSetError(BotError):
    """A folder holds no question set, or a line of it makes no sense."""


class PeopleError(BotError):
    """Somebody's role cannot be given or taken as asked, or nobody can be invited or banned so."""


class StoppedError(BotError):
    """Who asked a question wants no answer any more, so the work on it ends."""


class SyncError(BotError):
    """A folder cannot be made the shelf."""


class LanguageModelError(BotError):
    """The language model gave no reply that can be used.

    `tokens` is what the call is known to have cost, None when nobody can say; `retry_after` the seconds after which
    the same request may succeed, None when it will not. `blames_model` is False where the request may be the cause.
    """

    blames_model: ClassVar[bool] = True

    def __init__(self, sentence: str, *, tokens: int | None = 0, retry_after: float | None = None) -> None:
        self.tokens = tokens
        self.retry_after = retry_after
        super().__init__(sentence)


class ModelUnreachableError(LanguageModelError):
    """Nothing answers at the language model's address, or the connection broke."""


class ModelUntrustedError(ModelUnreachableError):
    """No secure connection can be made: a certificate is not trusted, or TLS is not spoken there."""


class ModelTimeoutError(LanguageModelError):
    """The language model took longer than it may."""


class ModelAccessError(LanguageModelError):
    """The endpoint does not let us in."""


class ModelUnknownError(LanguageModelError):
    """The endpoint knows no such model, or there is no such address."""


class ModelBusyError(LanguageModelError):
    """The endpoint is asked too often, or what its account may use is used up."""


class ModelFailedError(LanguageModelError):
    """The endpoint has trouble of its own."""


class ModelRequestError(LanguageModelError):
    """The endpoint does not take the request; `fields` are those of ours that it names in its complaint."""

    blames_model = False

    def __init__(self, sentence: str, status: int, fields: frozenset[str] = frozenset()) -> None:
        self.status = status
        self.fields = fields
        super().__init__(sentence)


class ModelReplyError(LanguageModelError):
    """The reply makes no sense, so nothing of it is used."""


class ModelCutOffError(ModelReplyError):
    """The reply ends before its end."""


class ModelRefusalError(ModelReplyError):
    """The language model declines to reply."""

    blames_model = False


class DraftError(ModelReplyError):
    """What a language model replied is no draft of an answer; `reason` says why in a few words."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(Worded("The language model’s reply cannot be used: {reason}.", reason=reason))


class ModelRestingError(LanguageModelError):
    """The language model failed so often in a row that it is not asked for a while (`seconds`)."""

    def __init__(self, place: str, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            Worded(
                "The language model at {place} failed several times in a row, so it is left alone for {seconds} s.",
                place=place,
                seconds=max(1, round(seconds)),
            )
        )


class BudgetError(LanguageModelError):
    """No tokens may be spent, so the language model was not asked."""

    blames_model = False


class BudgetSpentError(BudgetError):
    """The tokens of the day are spent, those of one person or everybody's; there are new ones at `resets_at` (UTC)."""

    def __init__(self, resets_at: datetime, *, by_everybody: bool) -> None:
        self.resets_at = resets_at
        self.by_everybody = by_everybody
        day, time = resets_at.date(), f"{resets_at:%H:%M}"
        super().__init__(
            Worded(
                "The language model's tokens of all people together are spent for today; there are new ones from "
                "{time} UTC on {day}.",
                day=day,
                time=time,
            )
            if by_everybody
            else Worded(
                "The language model's tokens of this person are spent for today; there are new ones from {time} UTC on "
                "{day}.",
                day=day,
                time=time,
            )
        )


class BudgetUnknownError(BudgetError):
    """What is left of the day's tokens cannot be read, so none are spent."""
