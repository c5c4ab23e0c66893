"""What new wording looks like before and after it stands: pure functions from values to messages."""

from collections.abc import Iterator

from telegram import InlineKeyboardButton, MessageEntity

from bot.answering.history_wording import format_revision, name_detail
from bot.answering.wording import format_count
from bot.chat.markup import Markup, bold, isolate, join, mark, plain, shorten
from bot.chat.parts import Block, Part, Rows, pack
from bot.chat.rendering import NAME, render_title
from bot.chat.standing import texts
from bot.chat.standing.choosing import name_title
from bot.intake import Proposal
from corpus.detail_changes import DetailChange
from corpus.excerpts import Excerpt, Kind, cut_excerpts
from corpus.histories import Revision
from corpus.publishing import Action
from corpus.reports import Report

WARNINGS, PLACES, LONGEST = 10, 8, 300
ENTITIES = {Kind.OLD: MessageEntity.STRIKETHROUGH, Kind.NEW: MessageEntity.UNDERLINE}


def render_request(report: Report, nonce: str, *, is_correction: bool) -> Part:
    """Ask for the new wording of a report, with a button to let it be."""
    sentence = texts.SEND_CORRECTED if is_correction else texts.SEND_WORDING
    return Part(plain(sentence.format(title=name_title(report), id=report.id)), make_way_out(nonce))


def render_refused(reason: str, nonce: str) -> Part:
    """Say why a document cannot be taken, and that another is waited for."""
    return Part(plain(texts.TRY_AGAIN.format(reason=reason)), make_way_out(nonce))


def make_way_out(nonce: str) -> Rows:
    """Give the button that ends the waiting for a document."""
    return ((InlineKeyboardButton(texts.NEVER_MIND, callback_data=f"vn:{nonce}"),),)


def render_proposal(proposal: Proposal, revision: Revision, note: str, nonce: str) -> list[Part]:
    """Show what new wording changes; the buttons to decide stand under the first message, the one that is there."""
    report = proposal.report
    replaces = texts.WILL_REPLACE.format(new=revision.new_version, old=revision.old_version)
    blocks = [
        Block(bold(texts.YES[Action.REPLACE] + ": ") + render_title(report.title, report.url)),
        Block(plain(replaces)),
        Block(plain(texts.WILL_CORRECT.format(note=note) if note else ""), glued=True),
        *render_revision(revision, PLACES),
        *(Block(plain(f"⚠ {shorten(warning, NAME)}"), glued=True) for warning in proposal.warnings[:WARNINGS]),
        Block(plain(texts.WITHIN)),
    ]
    rows = (
        (InlineKeyboardButton(texts.YES[Action.REPLACE], callback_data=f"vr:{nonce}"),),
        (InlineKeyboardButton(texts.LEAVE, callback_data=f"vn:{nonce}"),),
    )
    *before, last = pack(blocks)
    return [*before, Part(last.markup, rows)]


def render_revision(revision: Revision, most: int) -> Iterator[Block]:
    """Say how much changed, and show where: the old details and wording struck through, the new underlined."""
    yield Block(plain(format_revision(revision)))
    for change in revision.details:
        yield Block(render_detail(change), glued=True)
    excerpts = cut_excerpts(revision.difference, longest=LONGEST)
    for excerpt in excerpts[:most]:
        yield Block(render_excerpt(excerpt))
    if len(excerpts) > most:
        yield Block(plain(f"… {format_count(len(excerpts) - most, 'place')} more."))


def render_excerpt(excerpt: Excerpt) -> Markup:
    """Show a change with the words around it: those that went struck through, those that came underlined."""
    whole = Markup()
    for piece in excerpt:
        text = plain(piece.text)
        whole = whole + (mark(text, ENTITIES[piece.kind]) if piece.kind in ENTITIES else text)
    return whole


def render_detail(change: DetailChange) -> Markup:
    """Show what a detail was and is."""
    pieces = [(Kind.OLD, change.old), (Kind.NEW, change.new)]
    shown = [mark(plain(shorten(isolate(value), NAME)), ENTITIES[kind]) for kind, value in pieces if value]
    return plain(f"{name_detail(change)}: ") + join(shown, " ")


def describe_replaced(report: Report, told: int) -> str:
    """Say that new wording stands, and how many readers are told."""
    done = texts.REPLACED.format(title=name_title(report), id=report.id, version=report.version)
    readers = texts.TOLD.format(readers=format_count(told, "reader")) if told else ""
    return " ".join(filter(None, (done, readers)))
