"""What a question asks for, a figure, a date or a side, and the one in a text that answers: the door for all languages.

question | in English, and the text too? | English rules, or those for all languages | kind, value
"""

from bot.answering.disputes.amounts import find_foreign_answer
from bot.answering.disputes.compass import asks_side, find_side
from bot.answering.disputes.kinds import Extract, Kind, Value
from bot.answering.disputes.values import find_english_answer, find_english_kind
from bot.answering.tongues.hearing import find_tongue, hear_tongue
from corpus.spelling import fold


def find_asked_kind(question: str) -> Kind | None:
    """Give the sort of value that a question asks for, or None."""
    tongue = hear_tongue(question)
    if tongue is None:
        kind = find_english_kind(question)
    else:
        folded = fold(question)
        is_number, is_date = tongue.asks_number.search(folded), tongue.asks_date.search(folded)
        kind = Kind.NUMBER if is_number else Kind.DATE if is_date else None
    return Kind.SIDE if kind is None and asks_side(question, tongue) else kind


def find_answer(question: str, extract: Extract, kind: Kind) -> Value | None:
    """Give the value of this kind that answers the question, as a text has it; None where it has none."""
    if kind is Kind.SIDE:
        return find_side(extract)
    if find_tongue(extract.language) or hear_tongue(question):
        return find_foreign_answer(question, extract, kind)
    return find_english_answer(question, extract.text, kind)
