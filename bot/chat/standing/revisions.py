"""What new wording looks like before and after it stands: pure functions from values to messages."""

from collections.abc import Iterator

from telegram import InlineKeyboardButton, MessageEntity

from bot.answering.history_wording import format_revision
from bot.chat.markup import Markup, bold, isolate, join, mark, plain, shorten
from bot.chat.parts import Block, Part, Rows, pack
from bot.chat.rendering import NAME, render_title
from bot.chat.standing import texts
from bot.chat.standing.choosing import name_title
from bot.intake import Proposal
from bot.keeping_wording import STATUSES
from bot.languages.speech import Speech
from bot.offering.detail_wording import LABELS
from corpus.detail_changes import DetailChange
from corpus.excerpts import Excerpt, Kind, cut_excerpts
from corpus.histories import Revision
from corpus.publishing import Action
from corpus.reports import Report

WARNINGS, PLACES, LONGEST = 10, 8, 300
ENTITIES = {Kind.OLD: MessageEntity.STRIKETHROUGH, Kind.NEW: MessageEntity.UNDERLINE}


def render_request(report: Report, nonce: str, speech: Speech, *, is_correction: bool) -> Part:
    """Ask for the new wording of a report, with a button to let it be."""
    sentence = texts.SEND_CORRECTED if is_correction else texts.SEND_WORDING
    asked = speech.say(sentence, title=name_title(report), id=report.id)
    return Part(plain(asked), make_way_out(nonce, speech))


def render_refused(reason: str, nonce: str, speech: Speech) -> Part:
    """Say why a document cannot be taken, and that another is waited for."""
    return Part(plain(speech.say(texts.TRY_AGAIN, reason=speech.say(reason))), make_way_out(nonce, speech))


def make_way_out(nonce: str, speech: Speech) -> Rows:
    """Give the button that ends the waiting for a document."""
    return ((InlineKeyboardButton(speech.say(texts.NEVER_MIND), callback_data=f"vn:{nonce}"),),)


def render_heading(action: Action, report: Report, speech: Speech) -> Markup:
    """Name what will be done, and the report that it is done to."""
    heading = speech.say(texts.HEADED, what=speech.say(texts.YES[action]))
    return bold(f"{heading} ") + render_title(report.title, report.url)


def describe_standing(report: Report, speech: Speech) -> str:
    """Give a report's id, its version and how it stands."""
    standing = speech.say(STATUSES[report.status])
    return speech.say(texts.STANDS, id=report.id, version=report.version, standing=standing)


def render_proposal(proposal: Proposal, revision: Revision, note: str, nonce: str, speech: Speech) -> list[Part]:
    """Show what new wording changes; the buttons to decide stand under the first message, the one that is there."""
    say, warnings = speech.say, [speech.say(warning) for warning in proposal.warnings[:WARNINGS]]
    blocks = [
        Block(render_heading(Action.REPLACE, proposal.report, speech)),
        Block(plain(say(texts.WILL_REPLACE, new=revision.new_version, old=revision.old_version))),
        Block(plain(say(texts.WILL_CORRECT, note=note) if note else ""), glued=True),
        *render_revision(revision, PLACES, speech),
        *(Block(plain(f"⚠ {shorten(warning, NAME)}"), glued=True) for warning in warnings),
        Block(plain(say(texts.WITHIN))),
    ]
    rows = (
        (InlineKeyboardButton(say(texts.YES[Action.REPLACE]), callback_data=f"vr:{nonce}"),),
        (InlineKeyboardButton(say(texts.LEAVE), callback_data=f"vn:{nonce}"),),
    )
    *before, last = pack(blocks)
    return [*before, Part(last.markup, rows)]


def render_revision(revision: Revision, most: int, speech: Speech) -> Iterator[Block]:
    """Say how much changed, and show where: the old details and wording struck through, the new underlined."""
    yield Block(plain(format_revision(revision, speech)))
    for change in revision.details:
        yield Block(render_detail(change, speech), glued=True)
    excerpts = cut_excerpts(revision.difference, longest=LONGEST)
    for excerpt in excerpts[:most]:
        yield Block(render_excerpt(excerpt))
    if len(excerpts) > most:
        yield Block(plain(speech.count(*texts.MORE_PLACES, len(excerpts) - most)))


def render_excerpt(excerpt: Excerpt) -> Markup:
    """Show a change with the words around it: those that went struck through, those that came underlined."""
    whole = Markup()
    for piece in excerpt:
        text = plain(piece.text)
        whole = whole + (mark(text, ENTITIES[piece.kind]) if piece.kind in ENTITIES else text)
    return whole


def render_detail(change: DetailChange, speech: Speech) -> Markup:
    """Show what a detail was and is."""
    pieces = [(Kind.OLD, change.old), (Kind.NEW, change.new)]
    shown = [mark(plain(shorten(isolate(value), NAME)), ENTITIES[kind]) for kind, value in pieces if value]
    label = speech.say(texts.HEADED, what=speech.say(LABELS[change.name]))
    return plain(f"{label} ") + join(shown, " ")


def describe_replaced(report: Report, told: int, speech: Speech) -> str:
    """Say that new wording stands, and how many readers are told."""
    done = speech.say(texts.REPLACED, title=name_title(report), id=report.id, version=report.version)
    readers = speech.count(*texts.TOLD, told) if told else ""
    return " ".join(filter(None, (done, readers)))
