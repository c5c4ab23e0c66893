"""How offers become messages: pure functions from a preview, or a list of documents, to a part."""

from collections.abc import Iterator, Sequence

from telegram import InlineKeyboardButton, MessageEntity

from bot.answering.wording import format_count
from bot.chat.curating import buttons, texts
from bot.chat.curating.buttons import Keys
from bot.chat.markup import bold, code, isolate, italic, join, mark, plain, quotation, shorten
from bot.chat.parts import Block, Part, Rows, make_rows, pack
from bot.chat.questions import make_example, make_example_button
from bot.chat.rendering import LABEL, NAME, TITLE, render_title
from bot.chat.texts import ASK_THIS
from bot.offering.arrivals import Offered, Stage, Verdict
from bot.offering.details import format_found
from bot.offering.proposals import Preview
from bot.offering.wording import LABELS, describe_details, describe_verdict
from corpus.reports import Report

LINES, WARNINGS, LISTED, SENTENCE = 400, 10, 10, 500


def render_preview(preview: Preview, keys: Keys, heading: str, *, one_of_many: bool) -> Part:
    """Show a document as it would stand on the shelf, what there is like it, and the buttons to decide."""
    if preview.is_decided and not one_of_many:
        return Part(plain(preview.obstacle or ""))
    report = preview.proposal.report
    warnings = preview.proposal.warnings
    blocks = [
        Block(italic(shorten(heading, SENTENCE))),
        Block(mark(render_title(report.title, report.url), MessageEntity.BOLD)),
        *(Block(plain(line), glued=True) for line in list_details(preview)),
        Block(quotation(shorten(" ".join(report.body.split()), LINES))),
        *render_warnings(warnings),
        Block(join([plain(shorten(isolate(line), SENTENCE)) for line in describe_verdict(preview)], "\n")),
    ]
    rows = make_preview_rows(preview, keys, one_of_many=one_of_many)
    if rows:
        blocks.append(Block(plain(texts.NOTHING_YET)))
    return Part(pack(blocks)[0].markup, rows)


def list_details(preview: Preview) -> Iterator[str]:
    """Give the lines under the title: each detail and where it was found."""
    proposal = preview.proposal
    for label, value, found in describe_details(proposal):
        yield f"{label}: {shorten(isolate(value), NAME)}" + (f" ({found})" if found else "")
    yield f"Words: {proposal.report.words:,}"
    if found := format_found(proposal.found_in.get("title")):
        yield f"Title: {found}"


def make_preview_rows(preview: Preview, keys: Keys, *, one_of_many: bool) -> Rows:
    """Give the buttons: what can be done with this document, then the way to the others."""
    twin = preview.twin
    choices = [keys.make_button(texts.ADD, buttons.ADD)] if preview.obstacle is None else []
    if twin and preview.can_replace:
        label = texts.REPLACE.format(report_id=shorten(twin.report.id, LABEL))
        choices.append(keys.make_button(label, buttons.REPLACE))
    if twin and preview.can_be_copy:
        label = texts.COPY.format(report_id=shorten(twin.report.id, LABEL))
        choices.append(keys.make_button(label, buttons.COPY))
    if choices:
        choices.append(keys.make_button(texts.EDIT, buttons.EDIT))
    if choices or one_of_many:
        choices.append(keys.make_button(texts.CANCEL, buttons.CANCEL))
    ways = ((keys.make_button(texts.NEXT, buttons.LOOK), keys.make_button(texts.ALL, buttons.ALL)),)
    return make_rows(choices, 2) + (ways if one_of_many else ())


def make_edit_rows(keys: Keys) -> Rows:
    """Give a button for each detail, and the way back."""
    named = [keys.make_button(LABELS[name], verb) for verb, name in buttons.DETAILS.items()]
    return make_rows([*named, keys.make_button(texts.BACK, buttons.SHOW)], 3)


def render_batch(documents: Sequence[Offered], keys: Keys, heading: str) -> Part:
    """Show many documents at once: how many were read, which cannot be, what became of each, and the buttons."""
    bad = [each for each in documents if each.error is not None]
    good = [each for each in documents if each.error is None]
    alike = sum(each.open and each.verdict is Verdict.ALIKE for each in documents)
    known = sum(each.open and each.verdict is Verdict.KNOWN for each in documents)
    rows = make_batch_rows(documents, keys)
    blocks = [
        Block(italic(shorten(heading, SENTENCE))),
        Block(bold(texts.format_batch(len(good), len(bad)))),
        *render_warnings(list(dict.fromkeys(warning for each in documents for warning in each.given.warnings))),
        *list_some([describe_bad(each) for each in bad]),
        *list_some([describe_good(each) for each in good]),
        Block(plain(texts.format_waiting(alike, known))),
        Block(plain(texts.BATCH_NOTHING if rows else "")),
    ]
    return Part(pack(blocks)[0].markup, rows)


def render_warnings(warnings: Sequence[str]) -> Iterator[Block]:
    """Give what is doubtful, a line each."""
    for warning in warnings[:WARNINGS]:
        yield Block(plain(f"⚠ {shorten(warning, NAME * 2)}"), glued=True)


def list_some(lines: Sequence[str]) -> Iterator[Block]:
    """Give the first lines, and how many more there are."""
    for number, line in enumerate(lines[:LISTED]):
        yield Block(plain(f"• {line}"), glued=number > 0)
    if len(lines) > LISTED:
        yield Block(plain(texts.MORE.format(count=len(lines) - LISTED)), glued=True)


def describe_bad(offered: Offered) -> str:
    """Name a document that cannot be added, and say why."""
    name, reason = shorten(offered.submission.name, LABEL * 2), shorten(offered.error or "", NAME)
    return reason if name in reason else f"{name}: {reason}"


def describe_good(offered: Offered) -> str:
    """Name a document by its title, and say what became of it or what stands in its way."""
    title = shorten(isolate(offered.title or offered.submission.name), LABEL * 3)
    states = {Stage.ADDED: texts.STATE_ADDED, Stage.ACCEPTED: texts.STATE_ADDING, Stage.DROPPED: texts.STATE_DROPPED}
    found = {Verdict.ALIKE: texts.ALIKE, Verdict.KNOWN: texts.KNOWN}
    note = states.get(offered.stage) or (found.get(offered.verdict) if offered.verdict else None)
    return f"{title} ({note})" if note else title


def make_batch_rows(documents: Sequence[Offered], keys: Keys) -> Rows:
    """Give the buttons under a list; none when nothing waits any more."""
    clear, waiting = sum(each.is_clear for each in documents), any(each.open for each in documents)
    if not waiting:
        return ()
    chosen: list[InlineKeyboardButton] = []
    if clear:
        label = texts.ADD_CLEAR.format(count=format_count(clear, "report"))
        chosen.append(keys.make_button(label, buttons.ADD_CLEAR))
    chosen.append(keys.make_button(texts.LOOK, buttons.LOOK))
    return make_rows([*chosen, keys.make_button(texts.CANCEL, buttons.CANCEL_ALL)], 2)


def render_added(report: Report, *, replaced: bool) -> Part:
    """Say that a report stands, and offer a question about it."""
    sentence = texts.REPLACED if replaced else texts.ADDED
    title = shorten(isolate(report.title), TITLE)
    told = sentence.format(title=title, report_id=report.id, version=report.version)
    example = make_example_button(report, ASK_THIS)
    return Part(join([plain(told), code(make_example(report))], "\n"), ((example,),))
