"""Which report a command means: named by its id, by the message that it replies to, by words, or chosen from a list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from telegram import InlineKeyboardButton, Message, Update

from bot.chat.asking.messages import find_record_id, is_reply_to_bot
from bot.chat.deep_links import make_token
from bot.chat.markup import Markup, isolate, join, plain, shorten
from bot.chat.parts import Part
from bot.chat.pressing import find_match, stop_turning
from bot.chat.rendering import TITLE
from bot.chat.room import Context, Room
from bot.chat.standing import texts
from bot.keeping_wording import STATUSES
from bot.languages.speech import Speech
from bot.state.people import Role
from bot.state.quoted import list_citations
from corpus.catalogue import Listing
from corpus.errors import UnknownReportError
from corpus.publishing import Action
from corpus.report_ids import choose_nearest
from corpus.reports import Report, Status
from corpus.worded import Worded

SHOWN, LABEL = 8, 60
HISTORY = "history"
LETTERS = {
    "r": Action.REPLACE.value,
    "c": Action.CORRECT.value,
    "w": Action.WITHDRAW.value,
    "b": Action.RESTORE.value,
    "h": HISTORY,
}
PICK_BUTTON = r"vp:([rcwbh]):([0-9a-f]{16})\Z"
PASSAGE_TITLE = re.compile(r"\[\d+\] (.+)")


@dataclass(frozen=True, slots=True)
class Choice:
    """The report that is meant and the words that follow its id; or, without one, those it may be, with a heading.

    The heading is a sentence in English, which is said to whoever chooses.
    """

    report: Report | None = None
    words: str = ""
    listings: tuple[Listing, ...] = ()
    heading: str = texts.CHOOSE


async def choose_report(room: Room, update: Update, doing: str, text: str) -> Choice:
    """Find out which report is meant by the text after a command, or by the message that it replies to."""
    replied = update.message.reply_to_message if update.message else None
    meant = replied if update.message and is_reply_to_bot(update.message) else None
    record_id = find_record_id(meant)
    return await room.workers.record(find_choice, room, doing, text.strip(), (record_id, (meant and meant.text) or ""))


async def find_picked(room: Room, token: str) -> Report | None:
    """Give the report that a button of a list stands for; None when it is gone."""
    listings = await room.workers.record(room.house.shelf.list_reports)
    found = next((each.id for each in listings if make_token(each.id) == token), None)
    return await room.workers.record(room.house.shelf.get_report, found) if found else None


async def accept_pick(room: Room, update: Update, context: Context, role: Role) -> Report | None:
    """Answer the press on a button of a list, and give the report; None when it is gone or not theirs to choose."""
    report = await find_picked(room, find_match(context))
    notice = "" if report else context.speech.say(texts.PICK_GONE)
    if not room.rights.allows(update, role):
        notice = context.speech.say(texts.OVER)
    await stop_turning(update, notice)
    return None if notice else report


def find_choice(room: Room, doing: str, text: str, replied: tuple[str | None, str]) -> Choice:
    """Give the report named by its id or by the message replied to, else those that the words may mean; it blocks."""
    first, _, rest = text.partition(" ")
    named = find_report(room, first.strip().lower())
    if named:
        return Choice(named, rest.strip())
    listings = [each for each in room.house.shelf.list_reports() if can_be(doing, each)]
    pointed = find_pointed(room, listings, *replied)
    if len(pointed) == 1:
        return Choice(room.house.shelf.get_report(pointed[0].id), text)
    if pointed:
        return Choice(listings=pointed, heading=texts.CHOOSE_FOUND)
    return search(listings, text)


def find_report(room: Room, report_id: str) -> Report | None:
    """Give the report with this id, or None."""
    try:
        return room.house.shelf.get_report(report_id)
    except UnknownReportError:
        return None


def can_be(doing: str, listing: Listing) -> bool:
    """Whether this could be done to a report as it stands."""
    if doing == Action.RESTORE:
        return listing.status is Status.WITHDRAWN
    return listing.status.quotable or doing in (HISTORY, Action.REPLACE)


def find_pointed(room: Room, listings: Sequence[Listing], record_id: str | None, text: str) -> tuple[Listing, ...]:
    """Give the reports that the bot's message points to: those an answer quotes, or the one a passage stands in."""
    record = room.state.answers.get(record_id) if record_id else None
    if record:
        quoted = {each.quote.source.report_id for each in list_citations(record)}
        return tuple(each for each in listings if each.id in quoted)
    title = PASSAGE_TITLE.match(text)
    return tuple(each for each in listings if title and shorten(isolate(each.title), TITLE) == title[1])


def search(listings: Sequence[Listing], text: str) -> Choice:
    """Give the reports whose id, title or outlet has all these words, or ids that look like them; else the newest."""
    if not text:
        newest = sorted(listings, key=lambda each: (each.published or date.min, each.id), reverse=True)
        return Choice(listings=tuple(newest), heading=texts.CHOOSE if newest else texts.NO_REPORTS)
    words = text.casefold().split()
    found = [each for each in listings if all(word in describe_listing(each) for word in words)]
    if found:
        return Choice(listings=tuple(found), heading=texts.CHOOSE_FOUND)
    near = choose_nearest(words[0], [each.id for each in listings])
    likely = tuple(each for each in listings if each.id in near)
    heading = Worded(texts.NONE_FOUND, words=shorten(isolate(text), LABEL), command="`onrecord list`")
    return Choice(listings=likely, heading=heading)


def describe_listing(listing: Listing) -> str:
    """Give what is searched of a report."""
    return f"{listing.id} {listing.title} {listing.publisher or ''}".casefold()


def render_choice(choice: Choice, doing: str, speech: Speech) -> Part:
    """Give the list to choose from, a button a report."""
    letter = next(letter for letter, each in LETTERS.items() if each == doing)
    more = len(choice.listings) - SHOWN
    lines: list[Markup] = [
        plain(speech.say(choice.heading)),
        plain(speech.count(*texts.MORE_FOUND, more) if more > 0 else ""),
    ]
    buttons = tuple(
        (InlineKeyboardButton(make_label(each, speech), callback_data=f"vp:{letter}:{make_token(each.id)}"),)
        for each in choice.listings[:SHOWN]
    )
    return Part(join(lines, "\n"), buttons)


def make_label(listing: Listing, speech: Speech) -> str:
    """Give what stands on the button of a report."""
    title = shorten(isolate(listing.title), LABEL)
    if listing.status is Status.CURRENT:
        return title
    return speech.say(texts.MARKED_TITLE, title=title, standing=speech.say(STATUSES[listing.status]))


def find_words(message: Message) -> str:
    """Give what stands after a command, in a text or under a file."""
    return "".join((message.text or message.caption or "").split(maxsplit=1)[1:]).strip()


def name_title(report: Report) -> str:
    """Give a report's title as it stands in a sentence."""
    return shorten(isolate(report.title), TITLE)
