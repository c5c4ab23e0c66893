"""On which side something was, for questions that ask where: east or west, north or south, in six languages.

Only such words are values: of two places it cannot be told whether both are right, and of two sides it can. What a text
sets aside (“not on the eastern bank”) is none, and a text that names two sides answers nothing.
"""

import re

from bot.answering.disputes.kinds import Extract, Kind, Value
from bot.answering.tongues.hearing import find_tongue
from bot.answering.tongues.tongue import Tongue, find
from corpus.spelling import fold

ASKS = re.compile(r"\bwhere\b|\b(?:which|what) (?:bank|side|shore|end)\b", re.IGNORECASE)
NOT = re.compile(r"\b(?:not|rather than|instead of)(?: (?:on|at|from|the|in))*\s+\Z", re.IGNORECASE)
WORDS = {
    "east": r"east(?:ern)?|شرقی|شرق|خاور\w*|[وبل]?ال?شرقية?|شرق\w*|ה?מזרחית?|[בל]?מזרח|este|oriente|est"
    r"|orientale?s?|orientales",
    "west": r"west(?:ern)?|غربی|غرب|باختر\w*|[وبل]?ال?غربية?|ה?מערבית?|[בל]?מערב|oeste|occidente|ouest"
    r"|occidentale?s?|occidentales",
    "north": r"north(?:ern)?|شمالی|شمال|[وبل]?ال?شمالية?|ה?צפונית?|[בל]?צפון|norte|septentrional\w*|nord",
    "south": r"south(?:ern)?|جنوبی|جنوب|[وبل]?ال?جنوبية?|ה?דרומית?|[בל]?דרום|sur|meridional\w*|sud",
}
SIDES = {side: find(words) for side, words in WORDS.items()}
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0591-\u05c7\u064b-\u065f])*")
DOUBTFUL = {
    "en": frozenset({"est", "sur", "este"}),
    "es": frozenset({"est", "este"}),
    "fr": frozenset({"est", "sur", "este"}),
}
"""Words of one language that are other words in another, or in their own: “est”, “sur”, “este”."""

LEAD = 30


def asks_side(question: str, tongue: Tongue | None) -> bool:
    """Whether a question asks on which side or where something is."""
    return (tongue.side.search(fold(question)) if tongue else ASKS.search(question)) is not None


def find_side(extract: Extract) -> Value | None:
    """Give the one side that a text names and does not set aside, or None."""
    tongue = find_tongue(extract.language)
    doubtful = DOUBTFUL.get(extract.language, frozenset())
    found = [
        Value(Kind.SIDE, side, *word.span())
        for word in WORD.finditer(extract.text)
        if (folded := fold(word.group())) not in doubtful
        for side, words in SIDES.items()
        if words.fullmatch(folded) and not is_set_aside(fold(extract.text[: word.start()]), tongue)
    ]
    return found[0] if len({value.figure for value in found}) == 1 else None


def is_set_aside(lead: str, tongue: Tongue | None) -> bool:
    """Whether a negation stands in the few words before a side."""
    if tongue is None:
        return NOT.search(lead[-LEAD:]) is not None
    clause = re.split(r"[.,،؛;:]", lead)[-1]
    words = clause.split()[-3:]
    return any(tongue.negation.fullmatch(word) for word in words)
