"""The people and bodies that a report names: how fully it names them anywhere, with what role, and who is meant here.

Built once for a report from every capitalised name in it. Nobody is guessed: a surname that two people share, or a
description that fits none or several, finds nobody.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.speech.cues import CueStance


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something: the name alone, as fully as the report gives it, and the role it gives them."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """Who speaks in one sentence by its own words; `cue` is the stretch of the verb in the body.

    A speaker of None is somebody whom the sentence does not tell for certain.
    """

    speaker: Speaker | None
    cue: tuple[int, int]
    stance: CueStance
    relay: tuple[str, ...] = ()
    target: str | None = None


class Sort(StrEnum):
    """What kind of thing is named."""

    PERSON = "person"
    BODY = "body"
    UNNAMED = "unnamed"  # one person without a name: “a police official”
    TEXT = "text"  # what someone wrote: “a report by the court”
    SEVERAL = "several"  # several people: “health officials”


@dataclass(slots=True)
class Party:
    """Someone or something that the report names, and what it says about them."""

    name: str
    sort: Sort
    role: str | None = None
    gender: str | None = None
    words: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)

    @property
    def speaker(self) -> Speaker:
        """The value that is shown."""
        return Speaker(self.name, self.role)

    def suits(self, pronoun: str) -> bool:
        """Whether a pronoun can mean it."""
        match pronoun:
            case "he" | "she":
                wanted = "m" if pronoun == "he" else "f"
                return self.sort in (Sort.PERSON, Sort.UNNAMED) and self.gender in (None, wanted)
            case "they":
                return self.sort in (Sort.SEVERAL, Sort.BODY)
            case _:
                return self.sort in (Sort.BODY, Sort.TEXT)
