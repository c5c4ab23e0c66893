"""How /sources looks: the outlets, and reports by date, of one outlet or of a search. Pure functions to parts.

Everything is short enough that a page is one message, whatever characters the names are made of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from telegram import InlineKeyboardButton

from bot.chat.deep_links import make_link, report_payload
from bot.chat.guide import texts
from bot.chat.guide.greeting import format_shelf
from bot.chat.markup import (
    ISOLATE,
    POP_ISOLATE,
    Markup,
    bold,
    isolate,
    italic,
    join,
    link,
    plain,
    shorten,
)
from bot.chat.parts import Part, make_rows
from bot.chat.rendering import LABEL
from bot.chat.shelf.paging import count_pages, make_pager
from bot.languages.speech import Speech
from corpus.catalogue import Listing
from corpus.listings import Outlet, StandingPage
from corpus.reports import Status

PAGE = 8
TITLE, NAME = 110, 60
MARK = 16
BY_DATE, BY_OUTLET = "pd:{}", "p:{}"


@dataclass(frozen=True, slots=True)
class View:
    """A list of reports: what stands over it, what the buttons that turn its pages carry, and of which outlet it is.

    `data` has `{}` for the number of the page, which counts from 0. Without an outlet, each report names its own.
    """

    heading: str
    data: str
    outlet: Outlet | None = None


def render_outlets(speech: Speech, outlets: Sequence[Outlet], number: int) -> Part:
    """Give a page of the outlets with a button for each, and one that leads to the reports by date."""
    if not outlets:
        return Part(plain(speech.say(texts.EMPTY_SHELF)))
    pages = count_pages(len(outlets), PAGE)
    number = min(number, pages - 1)
    shown = outlets[number * PAGE :][:PAGE]
    lines = [render_outlet(speech, each) for each in shown]
    blocks = [
        plain(format_shelf(speech, outlets)),
        join(lines, "\n"),
        italic(format_page(speech, number, pages)),
        plain(speech.say(texts.SOURCES_HINT)),
    ]
    buttons = [
        InlineKeyboardButton(name_outlet(speech, each.name, LABEL), callback_data=make_data(each)) for each in shown
    ]
    switch = InlineKeyboardButton(speech.say(texts.BY_DATE), callback_data=BY_DATE.format(0))
    pager = make_pager(BY_OUTLET, number, pages, speech)
    return Part(join(blocks, "\n\n"), (*make_rows(buttons, 2), (switch,), *((pager,) if pager else ())))


def render_reports(speech: Speech, view: View, page: StandingPage, number: int, bot_name: str) -> Part:
    """Give a page of reports, and the buttons to other pages and to the outlets."""
    if not page.total:
        return Part(plain(speech.say(texts.NONE_FOUND)))
    pages = count_pages(page.total, PAGE)
    heading = (view.heading, speech.count(*texts.REPORTS, page.total), format_page(speech, number, pages))
    lines = [render_report(speech, each, bot_name, named=view.outlet is None) for each in page.listings]
    switch = InlineKeyboardButton(speech.say(texts.BY_OUTLET), callback_data=BY_OUTLET.format(0))
    pager = make_pager(view.data, number, pages, speech)
    markup = join([bold(" · ".join(filter(None, heading))), join(lines, "\n")], "\n\n")
    return Part(markup, (*((pager,) if pager else ()), (switch,)))


def render_outlet(speech: Speech, outlet: Outlet) -> Markup:
    """Give an outlet, how many reports it has, and of which days."""
    days = speech.format_span(outlet.first, outlet.last) if outlet.first and outlet.last else speech.say(texts.UNDATED)
    details = speech.say(texts.OUTLET_LINE, reports=speech.count(*texts.REPORTS, outlet.reports), days=days)
    return plain(speech.line_start) + bold(name_outlet(speech, outlet.name, NAME)) + plain(f" — {details}")


def render_report(speech: Speech, listing: Listing, bot_name: str, *, named: bool) -> Markup:
    """Give a report's date and its title, which opens it, and its outlet where that is to be named."""
    title = link(set_name(speech, listing.title, TITLE), make_link(bot_name, report_payload(listing.id)))
    outlet = name_outlet(speech, listing.publisher, NAME) if named else ""
    corrected = speech.say(texts.CORRECTED) if listing.status is Status.CORRECTED else ""
    return join([plain(speech.format_day(listing.published)), title, plain(outlet), plain(corrected)], " · ")


def name_outlet(speech: Speech, name: str | None, limit: int) -> str:
    """Give the name of an outlet, or the words for none."""
    return set_name(speech, name or "", limit) or speech.say(texts.NO_OUTLET)


def set_name(speech: Speech, name: str, limit: int) -> str:
    """Give a name that keeps to its own direction; between words that run from the right, every name is kept apart."""
    clean = isolate(name)
    if clean and speech.language.is_right_to_left and not clean.startswith(ISOLATE):
        clean = ISOLATE + clean + POP_ISOLATE
    return shorten(clean, limit)


def format_page(speech: Speech, number: int, pages: int) -> str:
    """Give “page 2 of 3”, nothing where there is one page."""
    if pages == 1:
        return ""
    return speech.say(texts.PAGE, page=speech.format_number(number + 1), pages=speech.format_number(pages))


def make_data(outlet: Outlet, page: str = "0") -> str:
    """Give what a button to an outlet's reports carries; a name may be longer than a button can carry."""
    return f"po:{make_mark(outlet)}:{page}"


def make_mark(outlet: Outlet) -> str:
    """Give a short form of an outlet's name (16 characters of 0 to 9 and a to f); none stands for those without."""
    return sha256(f"={outlet.name}".encode() if outlet.name is not None else b"").hexdigest()[:MARK]
