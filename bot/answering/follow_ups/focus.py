"""What a question of a conversation is about: what the one before was about, until another thing is brought in.

question | mentions and their grammatical place | focus, given the focus before
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.answering.follow_ups.mentions import Mention, find_mentions
from bot.answering.follow_ups.question_words import REPORTS, stem_word

BROUGHT_IN = re.compile(
    r"\b(?:(?<!say )(?<!said )(?<!think )about|regarding|concerning|(?:what|who)(?:['’]s| is| are| was| were))\s*$",
    re.IGNORECASE,
)
ABOUT = re.compile(r"\b(?:tell|know|learn|hear|heard|more|talk|read|what|how)\b[^?.!]*\babout\s*$", re.IGNORECASE)
INSTEAD = re.compile(r"\b(?:what|how) about(?: (?:for|with|of))?\s*$", re.IGNORECASE)
OWNER = re.compile(r"\b(?:of|for|behind)\s*$", re.IGNORECASE)
BESIDE = re.compile(r"\b(?:in|at|on|to|with|for|from|by|than|near)\s*$", re.IGNORECASE)
PLACE = re.compile(r"\b(?:in|at|near|from|around)\s*$", re.IGNORECASE)
ASKED_FOR = re.compile(r"\b(?:what|which|how many|how much)(?: new| other)?\s*$", re.IGNORECASE)
ATTRIBUTES = ("his", "her", "its", "their")
CARRIED = re.compile(r"^As for (?P<phrase>[^:?,]+), ")
"""How a rewritten question names what it is about where nothing in it could be replaced."""

DID = re.compile(
    r"\b(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|may|might|should)\s+$", re.IGNORECASE
)
MATTER = re.compile(r"\b(?P<before>\w+) (?P<verb>\w+) (?:about|of|on|regarding|concerning)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """An earlier question: its text, what it says it is about, the rest of it, and the mentions in the rest."""

    text: str
    body: str
    mentions: tuple[Mention, ...]

    @classmethod
    def of(cls, text: str) -> "Asked":
        """Read a question as it was understood."""
        found = CARRIED.match(text)
        body = text[found.end() :] if found else text
        return cls(text, body, tuple(find_mentions(body)))

    def stands_after(self, pattern: re.Pattern[str], mention: Mention) -> bool:
        """Whether the words right before the mention are those of the pattern."""
        return pattern.search(self.body[: mention.opening]) is not None

    @property
    def subject(self) -> Mention | None:
        """What the question says something of: the phrase right behind its auxiliary."""
        return next((mention for mention in self.mentions if self.stands_after(DID, mention)), None)

    @property
    def matter(self) -> Mention | None:
        """What somebody says, finds or knows something about, where the question is about that."""
        if self.subject is None:
            return None
        for mention in self.mentions:
            found = MATTER.search(self.body[: mention.opening])
            says = found and not REPORTS.isdisjoint(map(stem_word, found.groups()))
            if says and not (mention.human or mention.headed):
                return mention
        return None


def find_focus(asked: Asked, before: Mention | None, spoken: Sequence[Mention] = ()) -> Mention | None:
    """Give what a question is about, given what the one before was about and everything spoken of so far.

    A person who was spoken of before, as “he” mostly was, takes the place of no thing.
    """
    persons = [mention.stems for mention in spoken if mention.personal]
    telling = [each for each in asked.mentions if not (each.headed or (before and each.stems in persons))]
    if before and before.personal:
        telling = [mention for mention in asked.mentions if not mention.headed]
    if before is None or not telling:
        return (asked.matter or find_first(asked, telling)) if before is None and telling else before
    for mention in telling:
        if asked.stands_after(INSTEAD, mention):
            return mention
    new = [each for each in telling if not each.stems & before.stems and each.determiner not in ATTRIBUTES]
    brought = find_brought(asked, before, new)
    if brought:
        return brought
    known = [mention for mention in telling if mention.stems & before.stems]
    if known:
        fullest = max(known, key=lambda mention: len(mention.stems))
        return fullest if len(fullest.stems) >= len(before.stems) else before
    if asked.matter and asked.matter in new:
        return asked.matter
    entering = [mention for mention in new if asked.stands_after(OWNER, mention) and mention.named >= before.named]
    entering += [mention for mention in new if mention.named and not asked.stands_after(BESIDE, mention)]
    return entering[0] if entering else before


def find_brought(asked: Asked, before: Mention, new: Sequence[Mention]) -> Mention | None:
    """Give what “tell me about …” brings in, or what that is of: “the risks in mines”."""
    for mention, owner in pairwise(asked.mentions):
        if mention.headed and asked.stands_after(ABOUT, mention) and owner in new:
            return owner
    brought = next((mention for mention in new if asked.stands_after(BROUGHT_IN, mention)), None)
    if brought and (brought.named or not before.named or asked.stands_after(ABOUT, brought)):
        return brought
    return None


def is_attribute(mention: Mention) -> bool:
    """Whether it is something of what the question itself names: “its parapet”."""
    return mention.determiner in ATTRIBUTES and not mention.owner


def find_owners(mention: Mention) -> list[Mention]:
    """Give what a mention is of: “the ferry” in “the cables of the ferry”."""
    return find_mentions(mention.text.partition(" of ")[2])


def find_first(asked: Asked, telling: Sequence[Mention]) -> Mention:
    """Give what the first question is about: what it names rather than what it asks for (“what duties”) or where."""
    given = [
        each
        for each in telling
        if not (
            asked.stands_after(ASKED_FOR, each)
            or is_attribute(each)
            or (each.personal and asked.stands_after(PLACE, each))
        )
    ]
    return (given or telling)[0]
