"""/feedback: what readers said of answers, for the editors, the newest first and without the readers.

page of opinions | their records | a line each, with a link that opens the answer | buttons to other pages
"""

from collections.abc import Mapping
from dataclasses import dataclass

from telegram import Update

from bot.answering.answers import Answer, Refusal
from bot.chat.deep_links import answer_payload, make_link
from bot.chat.feedback import texts
from bot.chat.markup import Markup, bold, isolate, italic, join, link, plain, shorten
from bot.chat.parts import Part
from bot.chat.pressing import find_match, stop_turning
from bot.chat.room import Context, Room, find_message
from bot.chat.sending import edit
from bot.chat.shelf.paging import count_pages, make_pager
from bot.chat.texts import USEFUL, USELESS
from bot.keeping import MONTH
from bot.languages.speech import Speech
from bot.state.feedback import FeedbackFigures, Rating, RatingPage, Verdict
from corpus.database import make_now

PAGE_BUTTON = r"fp:([0-9]{1,6})\Z"
PAGE = 6
QUESTION, WORDS = 160, 300
"""So short that each page is one message, whatever characters it is made of."""

MARKS = {Verdict.USEFUL: USEFUL, Verdict.USELESS: USELESS}
Record = Answer | Refusal


@dataclass(frozen=True, slots=True)
class OpinionPage:
    """A page of opinions, its number from 0, the answers that they are of, and how many there were in a month."""

    page: RatingPage
    number: int
    records: Mapping[str, Record | None]
    figures: FeedbackFigures


class Opinions:
    """Shows what readers said; handlers are registered for editors and admins only."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def list_opinions(self, update: Update, context: Context) -> None:
        """Show the newest."""
        part = await self._room.workers.record(self._find_page, context.speech, 0, update.get_bot().username)
        await self._room.reply_to(update).send(part)

    async def turn_page(self, update: Update, context: Context) -> None:
        """Show another page in the same message."""
        await stop_turning(update)
        message, number, bot_name = find_message(update), int(find_match(context)), update.get_bot().username
        part = await self._room.workers.record(self._find_page, context.speech, number, bot_name)
        if message:
            await edit(update.get_bot(), message.chat.id, message.message_id, part)

    def _find_page(self, speech: Speech, number: int, bot_name: str) -> Part:
        state = self._room.state
        page = state.feedback.find_page(PAGE, number * PAGE)
        if page.total and not page.ratings:  # some were forgotten since the button was made
            number = count_pages(page.total, PAGE) - 1
            page = state.feedback.find_page(PAGE, number * PAGE)
        records = {each.record_id: state.answers.get(each.record_id) for each in page.ratings}
        opinions = OpinionPage(page, number, records, state.feedback.count(make_now() - MONTH))
        return render_opinions(speech, opinions, bot_name)


def render_opinions(speech: Speech, shown: OpinionPage, bot_name: str) -> Part:
    """Give one page of opinions, and the buttons that turn the pages."""
    page, figures = shown.page, shown.figures
    if not page.ratings:
        return Part(plain(speech.say(texts.NOTHING_YET)))
    heading = bold(speech.say(texts.HEADING, useful=figures.useful, useless=figures.useless))
    entries = [render_opinion(speech, each, shown.records.get(each.record_id), bot_name) for each in page.ratings]
    pager = make_pager("fp:{}", shown.number, count_pages(page.total, PAGE), speech)
    return Part(join([heading, *entries], "\n\n"), (pager,) if pager else ())


def render_opinion(speech: Speech, rating: Rating, record: Record | None, bot_name: str) -> Markup:
    """Give what was said, when and why, with the question and a link that opens the answer."""
    asked = plain(shorten(isolate(record.question.text), QUESTION)) if record else italic(speech.say(texts.ENTRY_GONE))
    url = make_link(bot_name, answer_payload(record.id)) if record else None
    opened = link(speech.say(texts.OPEN_ANSWER), url) if url else Markup()
    reason = speech.say(texts.REASONS[rating.reason]) if rating.reason else ""
    said = join([plain(speech.format_day(rating.given_at.date())), plain(reason), opened], " · ")
    words = plain(f"“{shorten(isolate(rating.words), WORDS)}”") if rating.words else Markup()
    return join([plain(f"{speech.line_start}{MARKS[rating.verdict]} ") + asked, said, words], "\n")
