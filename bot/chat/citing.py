"""How a quotation is cited outside the chat: its words, whose they are, the title, the day, the page and a link."""

import re

from bot.answering.answers import Quote
from bot.answering.wording import format_page, format_voice
from bot.chat.markup import count_units, find_cuts, is_web_address
from bot.languages.speech import Speech

SHORTEST_QUOTE = 24
LONGEST_NAME, LONGEST_LINK = 50, 100
MARKS = "“” — "
QUOTATION_MARK = re.compile('[“”„«»"]')


def format_citation(quote: Quote, speech: Speech, fallback: str, limit: int) -> str:
    """Give a citation of at most `limit` UTF-16 units, with as much of the beginning of the words as there is room for.

    The link is the report's own, or `fallback` where it has none or a very long one; that may be empty.
    """
    source = quote.source
    is_short = source.url and is_web_address(source.url) and count_units(source.url) <= LONGEST_LINK
    names = cut_words(format_voice(quote, speech), LONGEST_NAME), f"“{cut_words(source.title, LONGEST_NAME)}”"
    day, page = speech.format_day(source.published), format_page(quote.page, speech)
    details = speech.join(filter(None, [*names, day, page]))
    tail = " ".join(filter(None, (f"{details}.", source.url if is_short else fallback)))
    room = limit - count_units(tail + MARKS)
    return f"{set_in_marks(cut_words(quote.text, room))} — {tail}" if room >= SHORTEST_QUOTE else cut_words(tail, limit)


def set_in_marks(words: str) -> str:
    """Put words between quotation marks, those apart that have some of their own, which would be mistaken for ours."""
    return words if QUOTATION_MARK.search(words) else f"“{words}”"


def cut_words(text: str, limit: int) -> str:
    """Give a text on one line in at most `limit` units, an ellipsis in the place of the words that do not fit."""
    line = " ".join(text.split())
    if count_units(line) <= limit:
        return line
    return line[: next(find_cuts(line, limit - 1))[1]] + "…"
