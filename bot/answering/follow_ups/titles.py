"""Who holds an office, as far as the quoted passages say: “the minister, Corwin Haddle”.

office, passages and their speakers | names that stand beside the office | the only one
"""

import re
from collections.abc import Sequence

from bot.answering.follow_ups.mentions import Mention, find_mentions
from bot.answering.follow_ups.typed_words import list_stems

NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+"


def find_titled(office: str, passages: Sequence[str]) -> str | None:
    """Give the one name that the latest passage to name any sets beside an office; None where it sets several."""
    beside = re.escape(office)
    titled = re.compile(
        rf"\b(?i:{beside}),? (?P<after>{NAME})|\b(?P<before>{NAME}), the (?:[\w’'-]+ ){{0,4}}(?i:{beside})\b"
    )
    for passage in passages:
        found = {match["after"] or match["before"] for match in titled.finditer(passage)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def make_name(name: str) -> Mention | None:
    """Give a speaker’s name as a mention; None for one that names nobody, such as “a police official”."""
    mentions = find_mentions(f"about {name}")
    return mentions[0] if len(mentions) == 1 and mentions[0].named else None


def make_phrase(words: str) -> Mention:
    """Give words that stand for somebody as a mention: “the one who leads the brigade”."""
    return Mention(
        text=words,
        start=0,
        end=len(words),
        stems=list_stems(words),
        named=False,
        plural=False,
        relational=False,
        headed=False,
        determiner="",
        opening=0,
    )
