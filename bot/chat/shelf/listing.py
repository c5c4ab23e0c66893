"""How the list of the shelf and a report's card look: pure functions from what the catalogue gave to parts."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from telegram import CopyTextButton, InlineKeyboardButton, MessageEntity

from bot.chat.markup import Markup, bold, code, isolate, isolate_line, italic, join, link, mark, plain, shorten
from bot.chat.parts import Part, make_rows
from bot.chat.rendering import LABEL, NAME, render_title
from bot.chat.shelf import texts
from bot.chat.shelf.paging import count_pages, format_page, make_pager
from bot.keeping_wording import STATUSES, format_actor, format_moment
from bot.languages.speech import Said, Speech
from corpus.catalogue import Event, Listing
from corpus.listings import Entry, ListingPage, make_mark
from corpus.reports import Status
from corpus.shelf_queries import ShelfQuery

PAGE = 8
SHORT_TITLE, SHORT_NAME = 100, 50
"""So short that a page is one message, whatever characters the names are made of."""

NOTE = 500
EXAMPLE = "/reports ferry outlet:Courier since:2026-03 status:withdrawn"
COMMANDS = ((texts.HISTORY, "/history {id}"), (texts.REPLACE, "/replace {id}"), (texts.CORRECT, "/correct {id} "))
WITHDRAW, RESTORE = (texts.WITHDRAW, "/withdraw {id} "), (texts.RESTORE, "/restore {id}")


def render_page(page: ListingPage, query: ShelfQuery, number: int, token: str, speech: Speech) -> Part:
    """Give one page of the reports with a button for each, and the buttons that turn the pages."""
    if not page.entries:
        return Part(plain(speech.say(texts.EMPTY if query == ShelfQuery() else texts.NONE_FOUND)))
    pages = count_pages(page.total, PAGE)
    first = number * PAGE + 1
    looked_for = shorten(isolate_line(describe_query(query, speech), speech), NAME)
    counted = speech.count(*texts.REPORTS, page.total)
    places = list(enumerate(page.entries, first))
    blocks = [
        bold(" · ".join(filter(None, (counted, looked_for, format_page(number, pages, speech))))),
        *(render_entry(place, entry, speech) for place, entry in places),
        italic(speech.say(texts.OPEN_HINT, example=EXAMPLE)),
    ]
    buttons = [make_card_button(place, entry, speech) for place, entry in places]
    pager = make_pager(f"rp:{token}:{{}}", number, pages, speech)
    return Part(join(blocks, "\n\n"), (*make_rows(buttons, 2), *((pager,) if pager else ())))


def describe_query(query: ShelfQuery, speech: Speech) -> str:
    """Say what was looked for, or nothing."""
    say = speech.say
    bounds = (
        " ".join(speech.isolate(f"“{word}”") for word in query.words),
        say(texts.OUTLET_NAMED, outlet=query.publisher) if query.publisher else "",
        say(texts.SINCE, day=query.since) if query.since else "",
        say(texts.UNTIL, day=query.until) if query.until else "",
        say(STATUSES[query.status]) if query.status else "",
    )
    return speech.join(Said(bound) for bound in bounds if bound)


def render_entry(place: int, entry: Entry, speech: Speech) -> Markup:
    """Give a report in two lines: its title; then outlet, date, status, version, words, and who added it when."""
    listing, say = entry.listing, speech.say
    who = format_actor(entry.added_by, speech)
    details = (
        name_outlet(listing, SHORT_NAME, speech),
        speech.format_day(listing.published),
        *([] if listing.status is Status.CURRENT else [say(STATUSES[listing.status])]),
        say(texts.VERSION, version=listing.version),
        speech.count(*texts.WORDS_COUNTED, listing.words),
        say(texts.ADDED_BY, day=entry.added_at.date(), who=who),
    )
    title = link(shorten(isolate(listing.title), SHORT_TITLE), listing.url)
    return plain(f"{speech.format_number(place)}. ") + title + plain("\n" + " · ".join(details))


def name_outlet(listing: Listing, limit: int, speech: Speech) -> str:
    """Give the outlet of a report, apart from the direction of the line, or say that none is named."""
    if not listing.publisher:
        return speech.say(texts.NO_OUTLET)
    return speech.isolate(shorten(isolate(listing.publisher), limit))


def make_card_button(place: int, entry: Entry, speech: Speech) -> InlineKeyboardButton:
    """Give the button that opens a report's card."""
    label = f"{speech.format_number(place)} · {shorten(isolate(entry.listing.title), LABEL)}"
    return InlineKeyboardButton(label, callback_data=f"rc:{make_mark(entry.listing.id)}")


def render_card(entry: Entry, events: Sequence[Event], speech: Speech, *, rules: bool) -> Part:
    """Give everything about a report but its text, and the buttons that copy commands; `rules`: an admin's too."""
    title = mark(render_title(entry.listing.title, entry.listing.url), MessageEntity.BOLD)
    lines = [
        plain(f"{speech.say(texts.LABELLED, label=speech.say(label))} ") + value
        for label, value in list_details(entry, events, speech)
    ]
    markup = join([join([title, *lines], "\n"), italic(speech.say(texts.COPY_HINT))], "\n\n")
    return Part(markup, make_rows(make_copy_buttons(entry, speech, rules=rules), 2))


def list_details(entry: Entry, events: Sequence[Event], speech: Speech) -> Iterator[tuple[str, Markup]]:
    """Give the lines of a card, each with its name as it is said in English."""
    listing = entry.listing
    yield texts.ID, code(listing.id)
    yield texts.OUTLET, plain(name_outlet(listing, NAME, speech))
    if listing.author:
        yield texts.AUTHOR, plain(speech.isolate(shorten(isolate(listing.author), NAME)))
    yield texts.PUBLISHED, plain(speech.format_day(listing.published))
    yield texts.LANGUAGE, plain(speech.isolate(listing.language))
    yield texts.STATUS, plain(describe_status(entry, speech))
    words = speech.count(*texts.WORDS_COUNTED, listing.words)
    yield texts.VERSION_LABEL, plain(speech.say(texts.VERSION_OF, version=listing.version, words=words))
    if listing.url:
        yield texts.LINK, plain(speech.isolate(shorten(isolate(listing.url), NAME)))
    yield texts.FROM, plain(speech.isolate(f"“{shorten(isolate(entry.original_name), NAME)}”"))
    yield texts.ADDED, plain(describe_deed(events[0].at, events[0].actor, speech))
    if listing.version > 1:
        yield texts.THIS_VERSION, plain(describe_deed(entry.added_at, entry.added_by, speech))
    yield texts.HISTORY_LABEL, plain(speech.count(*texts.EVENTS, len(events)))


def describe_deed(moment: datetime, actor: str, speech: Speech) -> str:
    """Say when something was done, and by whom."""
    return speech.say(texts.MOMENT_BY, moment=format_moment(moment, speech), who=format_actor(actor, speech))


def describe_status(entry: Entry, speech: Speech) -> str:
    """Say how a report stands, since when, and why."""
    listing, standing = entry.listing, speech.say(STATUSES[entry.listing.status])
    if listing.status is Status.CURRENT:
        return standing
    day, note = entry.status_date.date(), shorten(isolate(listing.note or ""), NOTE)
    form = texts.STANDS_SINCE_BECAUSE if note else texts.STANDS_SINCE
    return speech.say(form, standing=standing, day=day, note=note)


def make_copy_buttons(entry: Entry, speech: Speech, *, rules: bool) -> list[InlineKeyboardButton]:
    """Give the buttons that copy the commands for what can be done with a report."""
    withdrawn = entry.listing.status is Status.WITHDRAWN
    ruling = [RESTORE if withdrawn else WITHDRAW] if rules else []
    return [
        InlineKeyboardButton(speech.say(label), copy_text=CopyTextButton(command.format(id=entry.listing.id)))
        for label, command in (*COMMANDS, *ruling)
    ]
