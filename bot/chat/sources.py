"""Where quotations come from: the passage behind a source button, and the list of reports by outlet."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from telegram import InlineKeyboardButton, Update

from bot.answering.answers import Answer, Citation, Refusal
from bot.answering.wording import NO_OUTLET, format_count, format_date
from bot.chat import texts
from bot.chat.context import render_passage
from bot.chat.markup import Markup, bold, isolate, join, plain, shorten
from bot.chat.parts import Part
from bot.chat.pressing import find_match, stop_turning
from bot.chat.rendering import NAME, render_title
from bot.chat.room import Context, Room
from bot.chat.sending import edit
from corpus.catalogue import Event, Listing
from corpus.histories import find_replaced_day, find_standing_day
from corpus.publishing import Action
from corpus.reports import Report, Status

SOURCE_BUTTON = r"s:([A-Za-z0-9_-]{1,50}):([0-9]{1,4})"
PAGE_BUTTON = r"p:([0-9]{1,6})"
PAGE = 12
ACTIONS = {Status.CORRECTED: Action.CORRECT, Status.WITHDRAWN: Action.WITHDRAW}


class Sources:
    """Opens sources and lists the shelf."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def press_source(self, update: Update, context: Context) -> None:
        """Show the passage that a citation of a kept answer points to, as it stands in its report."""
        number = int(find_match(context, 2))
        record = await self._room.workers.record(self._room.state.answers.get, find_match(context))
        citation = find_citation(record, number)
        await stop_turning(update, "" if citation else texts.SOURCE_GONE)
        if citation:
            parts = await self._room.workers.record(self._render_passage, find_match(context), citation)
            await self._room.reply_to(update).send(*parts)

    async def list_sources(self, update: Update, _context: Context) -> None:
        """Show the first page of the reports on the shelf."""
        listings = await self._list_standing()
        await self._room.reply_to(update).send(render_shelf(listings, 0))

    async def turn_page(self, update: Update, context: Context) -> None:
        """Show another page of the list in the same message."""
        await stop_turning(update)
        message = update.callback_query.message if update.callback_query else None
        if message:
            part = render_shelf(await self._list_standing(), int(find_match(context)))
            await edit(update.get_bot(), message.chat.id, message.message_id, part)

    async def _list_standing(self) -> list[Listing]:
        listings = await self._room.workers.record(self._room.house.shelf.list_reports)
        return [listing for listing in listings if listing.status.quotable]

    def _render_passage(self, record_id: str, citation: Citation) -> list[Part]:
        source, shelf = citation.quote.source, self._room.house.shelf
        quoted, live = shelf.get_report(source.report_id, source.version), shelf.get_report(source.report_id)
        answered = self._room.state.answers.find_moment(record_id)
        standing = describe_standing(citation, live, shelf.history(live.id), answered.date() if answered else None)
        return render_passage(citation, quoted, standing)


def find_citation(record: Answer | Refusal | None, number: int) -> Citation | None:
    """Give the citation with this number, or the nearest passage of a refusal, or None."""
    if record is None:
        return None
    citations = record.nearest if isinstance(record, Refusal) else record.citations
    return next((citation for citation in citations if citation.number == number), None)


def describe_standing(citation: Citation, live: Report, events: Sequence[Event], answered: date | None) -> str:
    """Say what became of a report since it was quoted: replaced, and whether the words are gone; corrected, withdrawn.

    `answered` is the day of the answer that quotes it.
    """
    version = citation.quote.source.version
    action = ACTIONS.get(live.status)
    standing = texts.format_standing(live.status, live.note, find_standing_day(events, action) if action else None)
    if live.version == version:
        return standing
    kept = " ".join(citation.quote.text.split()) in " ".join(live.body.split())
    past = texts.format_past(version, live.version, answered, find_replaced_day(events, version))
    return f"{past} {texts.WORDS_KEPT if kept else texts.WORDS_GONE} {standing}".strip()


def render_shelf(listings: Sequence[Listing], page: int) -> Part:
    """Give one page of the reports by outlet, the newest first, with buttons to the pages beside it."""
    if not listings:
        return Part(plain(texts.EMPTY_SHELF))
    ordered = sorted(
        listings, key=lambda each: (each.publisher or "~", -(each.published or date.min).toordinal(), each.id)
    )
    pages = [ordered[start : start + PAGE] for start in range(0, len(ordered), PAGE)]
    page = min(page, len(pages) - 1)
    outlets = [
        render_outlet(publisher, list(group), ordered) for publisher, group in groupby(pages[page], key=get_outlet)
    ]
    return Part(join(outlets, "\n\n"), make_page_buttons(page, len(pages)))


def render_outlet(publisher: str, shown: Sequence[Listing], listings: Sequence[Listing]) -> Markup:
    """Give an outlet, how many reports of which time it has, and those of this page."""
    days = [each.published for each in listings if get_outlet(each) == publisher and each.published]
    count = format_count(sum(get_outlet(each) == publisher for each in listings), "report")
    span = f", {texts.format_span(min(days), max(days))}" if days else ""
    heading = bold(shorten(isolate(publisher), NAME)) + plain(f" — {count}{span}")
    return join([heading, *(render_listing(each) for each in shown)], "\n")


def render_listing(listing: Listing) -> Markup:
    """Give a report's date and title."""
    corrected = " (corrected)" if listing.status is Status.CORRECTED else ""
    return plain(f"{format_date(listing.published)} · ") + render_title(listing.title, listing.url) + plain(corrected)


def get_outlet(listing: Listing) -> str:
    """Give the outlet's name, or the words for none."""
    return listing.publisher or NO_OUTLET


def make_page_buttons(page: int, pages: int) -> tuple[tuple[InlineKeyboardButton, ...], ...]:
    """Give the row of buttons to the page before and after."""
    before = [InlineKeyboardButton(f"‹ {page}", callback_data=f"p:{page - 1}")] if page else []
    after = [InlineKeyboardButton(f"{page + 2} ›", callback_data=f"p:{page + 1}")] if page + 1 < pages else []
    return (tuple(before + after),) if before or after else ()
