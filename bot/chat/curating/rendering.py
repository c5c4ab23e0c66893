"""How offers become messages: pure functions from a preview, or a list of documents, to a part."""

from collections.abc import Iterator, Sequence

from telegram import InlineKeyboardButton, MessageEntity

from bot.chat.curating import buttons, texts
from bot.chat.curating.buttons import Keys
from bot.chat.markup import bold, code, isolate, isolate_line, italic, join, mark, plain, quotation, shorten
from bot.chat.parts import Block, Part, Rows, make_rows, pack
from bot.chat.questions import make_example, make_example_button
from bot.chat.rendering import LABEL, NAME, TITLE, render_title
from bot.chat.texts import ASK_THIS
from bot.languages.speech import Speech
from bot.offering.arrivals import Offered, Stage, Verdict
from bot.offering.detail_wording import LABELS, describe_detail, format_found
from bot.offering.proposals import Preview
from bot.offering.wording import describe_details, describe_verdict
from corpus.reports import Report

LINES, WARNINGS, LISTED, SENTENCE = 400, 10, 10, 500


def render_preview(preview: Preview, keys: Keys, heading: str, speech: Speech, *, one_of_many: bool) -> Part:
    """Show a document as it would stand on the shelf, what there is like it, and the buttons to decide."""
    if preview.is_decided and not one_of_many:
        return Part(plain(speech.say(preview.obstacle) if preview.obstacle else ""))
    report = preview.proposal.report
    verdict = [plain(shorten(isolate_line(line, speech), SENTENCE)) for line in describe_verdict(preview, speech)]
    blocks = [
        Block(italic(shorten(heading, SENTENCE))),
        Block(mark(render_title(report.title, report.url), MessageEntity.BOLD)),
        *(Block(plain(line), glued=True) for line in list_details(preview, speech)),
        Block(quotation(shorten(" ".join(report.body.split()), LINES))),
        *render_warnings(preview.proposal.warnings, speech),
        Block(join(verdict, "\n")),
    ]
    rows = make_preview_rows(preview, keys, speech, one_of_many=one_of_many)
    if rows:
        blocks.append(Block(plain(speech.say(texts.NOTHING_YET))))
    return Part(pack(blocks)[0].markup, rows)


def list_details(preview: Preview, speech: Speech) -> Iterator[str]:
    """Give the lines under the title: each detail and where it was found."""
    proposal = preview.proposal
    for label, value, found in describe_details(proposal, speech):
        yield describe_detail(label, shorten(isolate(value), NAME), found, speech)
    yield speech.say(texts.WORDS, count=proposal.report.words)
    if found := format_found(proposal.found_in.get("title"), speech):
        yield describe_detail(speech.say(LABELS["title"]), found, "", speech)


def make_preview_rows(preview: Preview, keys: Keys, speech: Speech, *, one_of_many: bool) -> Rows:
    """Give the buttons: what can be done with this document, then the way to the others."""
    say, twin = speech.say, preview.twin
    report_id = shorten(twin.report.id, LABEL) if twin else ""
    choices = [keys.make_button(say(texts.ADD), buttons.ADD)] if preview.obstacle is None else []
    if preview.can_replace:
        choices.append(keys.make_button(say(texts.REPLACE, report_id=report_id), buttons.REPLACE))
    if preview.can_be_copy:
        choices.append(keys.make_button(say(texts.COPY, report_id=report_id), buttons.COPY))
    if choices:
        choices.append(keys.make_button(say(texts.EDIT), buttons.EDIT))
    if choices or one_of_many:
        choices.append(keys.make_button(say(texts.CANCEL), buttons.CANCEL))
    ways = ((keys.make_button(say(texts.NEXT), buttons.LOOK), keys.make_button(say(texts.ALL), buttons.ALL)),)
    return make_rows(choices, 2) + (ways if one_of_many else ())


def make_edit_rows(keys: Keys, speech: Speech) -> Rows:
    """Give a button for each detail, and the way back."""
    named = [keys.make_button(speech.say(LABELS[name]), verb) for verb, name in buttons.DETAILS.items()]
    return make_rows([*named, keys.make_button(speech.say(texts.BACK), buttons.SHOW)], 3)


def render_batch(documents: Sequence[Offered], keys: Keys, heading: str, speech: Speech) -> Part:
    """Show many documents at once: how many were read, which cannot be, what became of each, and the buttons."""
    bad = [each for each in documents if each.error is not None]
    good = [each for each in documents if each.error is None]
    warnings = list(dict.fromkeys(warning for each in documents for warning in each.given.warnings))
    rows = make_batch_rows(documents, keys, speech)
    blocks = [
        Block(italic(shorten(heading, SENTENCE))),
        Block(bold(describe_batch(len(good), len(bad), speech))),
        *render_warnings(warnings, speech),
        *list_some([describe_bad(each, speech) for each in bad], speech),
        *list_some([describe_good(each, speech) for each in good], speech),
        Block(plain(describe_waiting(documents, speech))),
        Block(plain(speech.say(texts.BATCH_NOTHING) if rows else "")),
    ]
    return Part(pack(blocks)[0].markup, rows)


def describe_batch(read: int, bad: int, speech: Speech) -> str:
    """Say how many reports were read and how many cannot be."""
    count = speech.count(*texts.READ, read)
    return speech.say(texts.READ_BUT, read=count, bad=bad) if bad else speech.say(texts.READ_ALL, read=count)


def describe_waiting(documents: Sequence[Offered], speech: Speech) -> str:
    """Say how many have to be looked at, and how many the shelf has."""
    alike = sum(each.open and each.verdict is Verdict.ALIKE for each in documents)
    known = sum(each.open and each.verdict is Verdict.KNOWN for each in documents)
    counted = ((alike, texts.ALIKE_SOME), (known, texts.KNOWN_SOME))
    return " ".join(speech.count(*forms, number) for number, forms in counted if number)


def render_warnings(warnings: Sequence[str], speech: Speech) -> Iterator[Block]:
    """Give what is doubtful, a line each."""
    for warning in warnings[:WARNINGS]:
        yield Block(plain(f"⚠ {shorten(speech.say(warning), NAME * 2)}"), glued=True)


def list_some(lines: Sequence[str], speech: Speech) -> Iterator[Block]:
    """Give the first lines, and how many more there are."""
    for number, line in enumerate(lines[:LISTED]):
        yield Block(plain(f"• {line}"), glued=number > 0)
    if len(lines) > LISTED:
        yield Block(plain(speech.say(texts.MORE, count=len(lines) - LISTED)), glued=True)


def describe_bad(offered: Offered, speech: Speech) -> str:
    """Name a document that cannot be added, and say why."""
    name = shorten(offered.submission.name, LABEL * 2)
    reason = shorten(speech.say(offered.error), NAME) if offered.error else ""
    return reason if name in reason else speech.say(texts.NAMED_REASON, name=name, reason=reason)


def describe_good(offered: Offered, speech: Speech) -> str:
    """Name a document by its title, and say what became of it or what stands in its way."""
    title = shorten(isolate(offered.title or offered.submission.name), LABEL * 3)
    states = {Stage.ADDED: texts.STATE_ADDED, Stage.ACCEPTED: texts.STATE_ADDING, Stage.DROPPED: texts.STATE_DROPPED}
    found = {Verdict.ALIKE: texts.ALIKE, Verdict.KNOWN: texts.KNOWN}
    note = states.get(offered.stage) or (found.get(offered.verdict) if offered.verdict else None)
    return speech.say(texts.NOTED_TITLE, title=title, note=speech.say(note)) if note else title


def make_batch_rows(documents: Sequence[Offered], keys: Keys, speech: Speech) -> Rows:
    """Give the buttons under a list; none when nothing waits any more."""
    clear, waiting = sum(each.is_clear for each in documents), any(each.open for each in documents)
    if not waiting:
        return ()
    chosen: list[InlineKeyboardButton] = []
    if clear:
        chosen.append(keys.make_button(speech.count(*texts.ADD_CLEAR, clear), buttons.ADD_CLEAR))
    chosen.append(keys.make_button(speech.say(texts.LOOK), buttons.LOOK))
    return make_rows([*chosen, keys.make_button(speech.say(texts.CANCEL), buttons.CANCEL_ALL)], 2)


def render_added(report: Report, speech: Speech, *, replaced: bool) -> Part:
    """Say that a report stands, and offer a question about it."""
    sentence = texts.REPLACED if replaced else texts.ADDED
    title = shorten(isolate(report.title), TITLE)
    told = speech.say(sentence, title=title, report_id=report.id, version=report.version)
    example = make_example_button(report, speech.say(ASK_THIS))
    return Part(join([plain(told), code(make_example(report, speech))], "\n"), ((example,),))
