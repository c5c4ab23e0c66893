"""Who the parties are: one name for each, however a quotation names them, and who is named without being heard."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.answering.answers import Source
from bot.answering.disputes.scripts import is_same_across
from bot.answering.wording import NO_OUTLET, open_name
from corpus.abbreviations import list_words
from corpus.attribution import Attribution, Voice
from corpus.duplicates import list_texts, read_words

WEIGHTLESS = list_words(
    "mr mrs ms miss dr sir lady lord professor prof the a an former senior of and s members member officials men "
    "agents supporters employees"
)
NAME = r"(?:[A-Z][\w’'-]*)(?:(?: (?:of|the|for|and|al|de|van|von))* [A-Z][\w’'-]*)*"
LED = (
    r"(?:(?:[Mm]embers|[Oo]fficials|[Mm]en|[Aa]gents|[Ss]upporters|[Ee]mployees) of )?(?:[Tt]he )?"
    r"(?:operator, |company, |group, )?"
)
ACCUSED = re.compile(
    rf"\b(?:blam(?:e|es|ed|ing)|accus(?:e|es|ed|ing)|suspect(?:s|ed)?|contradicts)\b,? (?:or praised, )?"
    rf"{LED}(?P<name>{NAME})"
)
ACTIVE = re.compile(
    rf"(?P<name>{NAME})(?:, [^,.;]{{3,60}},)? (?:has |have |had )?(?:also |again |repeatedly )?"
    r"(?:blamed|accused|denied|denies|rejected|rejects|claimed responsibility)\b"
)
DOER = re.compile(rf"\bby (?:[a-z’']+ ){{0,8}}(?P<name>{NAME})")
NO_NAMES = list_words(
    "i we he she they it nobody asked but and on in at by this that ministers officials monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august september october "
    "november december"
)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes a position: their name, their role where a report gives one, and whether they speak.

    One that does not speak is an outlet, in its own voice. `others` are spellings in other letters that reports give
    beside the name.
    """

    name: str
    role: str | None = None
    speaks: bool = False
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name, and how it is spelled in other letters."""
        return (self.name, *self.others)

    def is_same(self, other: "Party") -> bool:
        """Whether both are one party: by name, or where one is named by the other’s role alone."""
        return (
            any(is_same_name(one, each) or is_same_across(one, each) for one in self.names for each in other.names)
            or (other.role is not None and is_role(self.name, other.role))
            or (self.role is not None and is_role(other.name, self.role))
        )


def find_party(attribution: Attribution | None, source: Source) -> Party:
    """Give the party that a sentence speaks for: its speaker, else the outlet, else the report by its title."""
    if attribution is not None and attribution.voice is not Voice.OUTLET and attribution.speaker is not None:
        return Party(open_name(attribution.speaker.name), attribution.speaker.role, speaks=True)
    return Party(source.publisher or source.title or NO_OUTLET)


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are one party’s: the same words, or all of one among the other’s."""
    words, others = split_name(one), split_name(other)
    if not words or not others:
        return one == other
    return words <= others or others <= words


def is_name(text: str) -> bool:
    """Whether words name somebody: a capital after “the” and “members of”."""
    return re.match(rf"{LED}[A-Z]", text) is not None


def is_role(name: str, role: str) -> bool:
    """Whether a name is nothing but somebody’s role, as “the former Transport Minister”."""
    return bool(split_name(name)) and split_name(name) == split_name(role)


def list_accused(text: str) -> Iterator[str]:
    """Give the names that a text says are blamed, accused or suspected."""
    return find_names(ACCUSED, text)


def list_doers(text: str) -> Iterator[str]:
    """Give the names that a text says something was done by."""
    return find_names(DOER, text)


def list_named(texts: Iterable[str]) -> Iterator[str]:
    """Give the names that texts say accuse, deny or are accused."""
    for text in texts:
        yield from find_names(ACCUSED, text)
        yield from find_names(ACTIVE, text)


def find_names(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """Give the names that a pattern finds, without the ’s of a possessive."""
    for found in pattern.finditer(text):
        if split_name(found["name"]) - NO_NAMES:
            yield re.sub(r"[’']s\Z", "", found["name"])


def split_name(name: str) -> frozenset[str]:
    """Give the words of a name in small letters, without titles, articles and the ’s of a possessive."""
    plain = re.sub(r"[’']s?(?!\w)", "", name)
    return frozenset(list_texts(read_words(plain))) - WEIGHTLESS
