"""/feedback: what readers said of answers, for the editors, the newest first and without the readers.

page of opinions | their records | a line each, with a link that opens the answer | buttons to other pages
"""

from telegram import Update

from bot.answering.answers import Answer, Refusal
from bot.answering.wording import format_date
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
from bot.state.feedback import FeedbackFigures, Rating, RatingPage, Verdict
from corpus.database import make_now

PAGE_BUTTON = r"fp:([0-9]{1,6})\Z"
PAGE = 6
QUESTION, WORDS = 160, 300
"""So short that each page is one message, whatever characters it is made of."""

MARKS = {Verdict.USEFUL: USEFUL, Verdict.USELESS: USELESS}
Record = Answer | Refusal


class Opinions:
    """Shows what readers said; handlers are registered for editors and admins only."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def list_opinions(self, update: Update, _context: Context) -> None:
        """Show the newest."""
        part = await self._room.workers.record(self._find_page, 0, update.get_bot().username)
        await self._room.reply_to(update).send(part)

    async def turn_page(self, update: Update, context: Context) -> None:
        """Show another page in the same message."""
        await stop_turning(update)
        message, number = find_message(update), int(find_match(context))
        part = await self._room.workers.record(self._find_page, number, update.get_bot().username)
        if message:
            await edit(update.get_bot(), message.chat.id, message.message_id, part)

    def _find_page(self, number: int, bot_name: str) -> Part:
        state = self._room.state
        page = state.feedback.find_page(PAGE, number * PAGE)
        if page.total and not page.ratings:  # some were forgotten since the button was made
            number = count_pages(page.total, PAGE) - 1
            page = state.feedback.find_page(PAGE, number * PAGE)
        records = {each.record_id: state.answers.get(each.record_id) for each in page.ratings}
        return render_opinions(page, number, records, state.feedback.count(make_now() - MONTH), bot_name)


def render_opinions(
    page: RatingPage, number: int, records: dict[str, Record | None], figures: FeedbackFigures, bot_name: str
) -> Part:
    """Give one page of opinions, and the buttons that turn the pages."""
    if not page.ratings:
        return Part(plain(texts.NOTHING_YET))
    heading = bold(texts.HEADING.format(useful=figures.useful, useless=figures.useless))
    entries = [render_opinion(each, records.get(each.record_id), bot_name) for each in page.ratings]
    pager = make_pager("fp:{}", number, count_pages(page.total, PAGE))
    return Part(join([heading, *entries], "\n\n"), (pager,) if pager else ())


def render_opinion(rating: Rating, record: Record | None, bot_name: str) -> Markup:
    """Give what was said, when and why, with the question and a link that opens the answer."""
    asked = plain(shorten(isolate(record.question.text), QUESTION)) if record else italic(texts.ENTRY_GONE)
    opened = link(texts.OPEN_ANSWER, make_link(bot_name, answer_payload(record.id))) if record else Markup()
    said = join([plain(format_date(rating.given_at.date())), plain(rating.reason or ""), opened], " · ")
    words = plain(f"“{shorten(isolate(rating.words), WORDS)}”") if rating.words else Markup()
    return join([plain(f"{MARKS[rating.verdict]} ") + asked, said, words], "\n")
