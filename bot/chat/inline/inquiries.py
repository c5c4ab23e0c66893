"""How what is typed behind the bot's name is answered: retrieval alone, and of each person only what they typed last.

    words, offset | still what this person typed last? | a page of quotations | results | answered, or let go

Telegram asks again at every pause between two keystrokes. What was overtaken before its turn came is not searched
for, so that a person has at most one search waiting and one under way, however fast they type.
"""

import logging
import re
from collections.abc import Sequence

from telegram import InlineQuery, InlineQueryResultArticle, InlineQueryResultsButton, Update
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.answering.quoting import MOST, QuotePage
from bot.chat.inline import texts
from bot.chat.inline.rendering import render_result
from bot.chat.room import Context, Room
from bot.languages.hearing import hear_speech
from bot.languages.speech import Speech

START = "inline"
"""What the bot is opened with from there."""

OFFSET = re.compile(r"[1-9][0-9]?")
TOO_OLD = "query is too old"

log = logging.getLogger(__name__)


class Inquiries:
    """Offers quotations for what people type."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._typed_last: dict[int, int] = {}

    async def take_query(self, update: Update, context: Context) -> None:
        """Offer a page of quotations, or say what to type; what was overtaken is left unanswered."""
        query, number = update.inline_query, update.update_id
        if query is None:
            return
        person = query.from_user.id
        self._typed_last[person] = max(number, self._typed_last.get(person, 0))
        await self._answer(query, number, context.speech)
        if self._is_last(person, number):
            del self._typed_last[person]

    async def _answer(self, query: InlineQuery, number: int, speech: Speech) -> None:
        words, start = " ".join(query.query.split()), parse_offset(query.offset)
        if not words or start is None:
            await offer(query, (), None if words else speech.say(texts.TYPE_WORDS))
            return
        page = await self._room.workers.search(self._find_page, query.from_user.id, number, words, start)
        if page is not None and self._is_last(query.from_user.id, number):
            heard, name = hear_speech(words, speech), query.get_bot().username
            results = [render_result(quote, heard, name) for quote in page.quotes]
            await offer(query, results, None if results or start else speech.say(texts.NOTHING_FOUND), page.next_start)

    def _find_page(self, person: int, number: int, words: str, start: int) -> QuotePage | None:
        """Give the page; None, and nothing is searched, where this person has typed on meanwhile."""
        return self._room.house.quote(words, start) if self._is_last(person, number) else None

    def _is_last(self, person: int, number: int) -> bool:
        return self._typed_last.get(person) == number


def parse_offset(text: str) -> int | None:
    """Give where a page begins: 0 for nothing, None for what no page of ours gives."""
    if not text:
        return 0
    return int(text) if OFFSET.fullmatch(text) and int(text) < MOST else None


async def offer(
    query: InlineQuery, results: Sequence[InlineQueryResultArticle], hint: str | None, next_start: int | None = None
) -> None:
    """Answer what was typed; Telegram keeps nothing of it, so that what is withdrawn now is not offered a minute later.

    One that cannot be delivered is let go: the next keystroke brings another.
    """
    button = InlineQueryResultsButton(hint, start_parameter=START) if hint else None
    try:
        await query.answer(
            results,
            cache_time=0,
            is_personal=True,
            # The library would send an empty text as “[]”, which asks for one more page.
            next_offset=None if next_start is None else str(next_start),
            button=button,
        )
    except BadRequest as error:
        if TOO_OLD not in str(error).lower():
            raise
    except (RetryAfter, NetworkError) as error:
        log.info("What was typed inline could not be answered: %s", error)
