"""How the list of the shelf and a report's card look: pure functions from what the catalogue gave to parts."""

from collections.abc import Iterator, Sequence

from telegram import CopyTextButton, InlineKeyboardButton, MessageEntity

from bot.answering.wording import NO_OUTLET, format_count, format_date
from bot.chat.markup import Markup, bold, code, isolate, italic, join, link, mark, plain, shorten
from bot.chat.parts import Part, make_rows
from bot.chat.rendering import LABEL, NAME, render_title
from bot.chat.shelf import texts
from bot.chat.shelf.paging import count_pages, make_pager
from bot.keeping_wording import format_actor, format_moment
from corpus.catalogue import Event
from corpus.listings import Entry, ListingPage, make_mark
from corpus.reports import Status
from corpus.shelf_queries import ShelfQuery

PAGE = 8
SHORT_TITLE, SHORT_NAME = 100, 50
"""So short that a page is one message, whatever characters the names are made of."""

NOTE = 500


def render_page(page: ListingPage, query: ShelfQuery, number: int, token: str) -> Part:
    """Give one page of the reports with a button for each, and the buttons that turn the pages."""
    if not page.entries:
        return Part(plain(texts.EMPTY if query == ShelfQuery() else texts.NONE_FOUND))
    pages = count_pages(page.total, PAGE)
    first = number * PAGE + 1
    heading = filter(None, (format_count(page.total, "report"), describe(query), texts.format_page(number, pages)))
    blocks = [bold(" · ".join(heading))]
    blocks += [render_entry(place, entry) for place, entry in enumerate(page.entries, first)]
    blocks.append(italic(texts.OPEN_HINT))
    buttons = [make_card_button(place, entry) for place, entry in enumerate(page.entries, first)]
    pager = make_pager(f"rp:{token}:{{}}", number, pages)
    return Part(join(blocks, "\n\n"), (*make_rows(buttons, 2), *((pager,) if pager else ())))


def describe(query: ShelfQuery) -> str:
    """Say what was looked for, in as much as a heading has room for."""
    return shorten(isolate(texts.describe_query(query)), NAME)


def render_entry(place: int, entry: Entry) -> Markup:
    """Give a report in two lines: its title; then outlet, date, status, version, words, and who added it when."""
    listing = entry.listing
    status = [] if listing.status is Status.CURRENT else [listing.status.value]
    details = (
        shorten(isolate(listing.publisher or NO_OUTLET), SHORT_NAME),
        format_date(listing.published),
        *status,
        f"version {listing.version}",
        format_count(listing.words, "word"),
        f"added {format_date(entry.added_at.date())} by {format_actor(entry.added_by)}",
    )
    title = link(shorten(isolate(listing.title), SHORT_TITLE), listing.url)
    return plain(f"{place:,}. ") + title + plain("\n" + " · ".join(details))


def make_card_button(place: int, entry: Entry) -> InlineKeyboardButton:
    """Give the button that opens a report's card."""
    label = shorten(isolate(entry.listing.title), LABEL)
    return InlineKeyboardButton(f"{place:,} · {label}", callback_data=f"rc:{make_mark(entry.listing.id)}")


def render_card(entry: Entry, events: Sequence[Event], *, rules: bool) -> Part:
    """Give everything about a report but its text, and the buttons that copy commands; `rules`: an admin's too."""
    title = mark(render_title(entry.listing.title, entry.listing.url), MessageEntity.BOLD)
    lines = [plain(f"{name}: ") + value for name, value in list_details(entry, events)]
    markup = join([join([title, *lines], "\n"), italic(texts.COPY_HINT)], "\n\n")
    return Part(markup, make_rows(make_copy_buttons(entry, rules=rules), 2))


def list_details(entry: Entry, events: Sequence[Event]) -> Iterator[tuple[str, Markup]]:
    """Give the lines of a card, each with its name."""
    listing, added = entry.listing, events[0]
    yield "Id", code(listing.id)
    yield "Outlet", plain(shorten(isolate(listing.publisher or NO_OUTLET), NAME))
    if listing.author:
        yield "Author", plain(shorten(isolate(listing.author), NAME))
    yield "Published", plain(format_date(listing.published))
    yield "Language", plain(listing.language)
    yield "Status", plain(describe_status(entry))
    yield "Version", plain(f"{listing.version}, {format_count(listing.words, 'word')}")
    if listing.url:
        yield "Link", plain(shorten(isolate(listing.url), NAME))
    yield "From", plain(f"“{shorten(isolate(entry.original_name), NAME)}”")
    yield "Added", plain(f"{format_moment(added.at)}, by {format_actor(added.actor)}")
    if listing.version > 1:
        yield "This version", plain(f"{format_moment(entry.added_at)}, by {format_actor(entry.added_by)}")
    yield "History", plain(format_count(len(events), "event"))


def describe_status(entry: Entry) -> str:
    """Say how a report stands, since when, and why."""
    listing = entry.listing
    if listing.status is Status.CURRENT:
        return listing.status.value
    note = f": {shorten(isolate(listing.note), NOTE)}" if listing.note else ""
    return f"{listing.status} on {format_date(entry.status_date.date())}{note}"


def make_copy_buttons(entry: Entry, *, rules: bool) -> list[InlineKeyboardButton]:
    """Give the buttons that copy the commands for what can be done with a report."""
    withdrawn = entry.listing.status is Status.WITHDRAWN
    ruling = [texts.RESTORE if withdrawn else texts.WITHDRAW] if rules else []
    return [
        InlineKeyboardButton(label, copy_text=CopyTextButton(command.format(id=entry.listing.id)))
        for label, command in (*texts.COPY_LABELS, *ruling)
    ]
