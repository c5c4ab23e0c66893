"""How gaps look: the list, one of them, and what filling it comes to. Pure functions to parts."""

from collections.abc import Mapping
from dataclasses import dataclass

from telegram import CopyTextButton, InlineKeyboardButton

from bot.answering.wording import format_count, format_date
from bot.chat.markup import Markup, bold, isolate, italic, join, plain, shorten
from bot.chat.parts import Block, Part, make_rows, pack
from bot.chat.rendering import LABEL, TITLE
from bot.chat.shelf import texts
from bot.chat.shelf.paging import count_pages, make_pager
from bot.gaps.filling import Filled, Trial
from bot.keeping_wording import format_actor
from bot.state.gap_groups import GapGroup, GapPage, GapState

PAGE = 6
QUESTION, TRIED = 120, 70
"""So short that each page is one message, whatever characters the questions are made of."""

WORDINGS = 12

Titles = Mapping[str, str]
"""The titles of reports by their ids; a report that was never published is missing."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The nonces of what can be decided about a gap; None for what cannot."""

    fill: str | None = None
    dismiss: str | None = None
    reopen: str | None = None


def render_gaps(page: GapPage, state: GapState, number: int, titles: Titles) -> Part:
    """Give one page of gaps with a button for each, and the buttons that turn the pages."""
    if not page.groups:
        return Part(plain(texts.NO_GAPS[state]))
    pages = count_pages(page.total, PAGE)
    heading = filter(None, (format_count(page.total, f"{state} gap"), texts.format_page(number, pages)))
    blocks = [bold(" · ".join(heading)), *(render_line(group, titles) for group in page.groups)]
    markup = join([*blocks, italic(texts.GAPS_HINT)], "\n\n")
    buttons = [make_gap_button(group) for group in page.groups]
    pager = make_pager(f"gp:{state}:{{}}", number, pages)
    return Part(markup, (*make_rows(buttons, 2), *((pager,) if pager else ())))


def render_line(group: GapGroup, titles: Titles) -> Markup:
    """Give a gap: what was asked first, how often, by how many, when first and last, and what answers it now."""
    others = len(group.wordings) - 1
    more = (f" and in {format_count(others, 'other wording')}",) if others else ()
    lines = [
        plain(f"{group.number:,}. ") + bold(shorten(isolate(group.wordings[0]), QUESTION)) + plain("".join(more)),
        plain(describe_asking(group)),
    ]
    return join([*lines, plain(describe_standing(group, titles))], "\n")


def describe_asking(group: GapGroup) -> str:
    """Say how often something was asked, by how many people, when first and when last."""
    first, last = group.first_asked.date(), group.last_asked.date()
    days = format_date(first) if first == last else f"first {format_date(first)}, last {format_date(last)}"
    return f"{texts.format_askers(group.times, group.people)}, {days}"


def describe_standing(group: GapGroup, titles: Titles) -> str:
    """Say which report answers a gap or has filled it, or who dismissed it; nothing for one that is simply open."""
    if group.state is GapState.OPEN:
        return texts.SUGGESTED.format(title=name_report(group.suggested, titles, QUESTION)) if group.suggested else ""
    by = f"{group.state} by {format_actor(group.decided_by or '')}"
    when = f", {format_date(group.decided_at.date())}" if group.decided_at else ""
    what = f", with “{name_report(group.report_id, titles, QUESTION)}”" if group.report_id else ""
    return f"{by}{when}{what}"


def name_report(report_id: str | None, titles: Titles, limit: int) -> str:
    """Give a report's title, or its id where it has none."""
    return shorten(isolate(titles.get(report_id or "", report_id or "")), limit)


def make_gap_button(group: GapGroup) -> InlineKeyboardButton:
    """Give the button that opens a gap."""
    label = shorten(isolate(group.wordings[0]), LABEL)
    return InlineKeyboardButton(f"{group.number:,} · {label}", callback_data=f"gc:{group.number}")


def render_gap(group: GapGroup, choices: Choices, titles: Titles) -> Part:
    """Give everything that was asked, and the buttons for what can be done about it."""
    asked = [plain(f"• {shorten(isolate(each), QUESTION)}") for each in group.wordings[:WORDINGS]]
    left = len(group.wordings) - WORDINGS
    more = f"and {format_count(left, 'other wording')}" if left > 0 else ""
    head = bold(f"Gap {group.number:,}") + plain(f"\n{describe_asking(group)}")
    hint = italic(texts.FILL_HINT.format(number=group.number)) if choices.dismiss else plain("")
    blocks = (head, join([*asked, plain(more)], "\n"), plain(describe_standing(group, titles)), hint)
    return Part(join(blocks, "\n\n"), make_rows(make_choice_buttons(group, choices, titles), 1))


def make_choice_buttons(group: GapGroup, choices: Choices, titles: Titles) -> list[InlineKeyboardButton]:
    """Give a button for each thing that can be decided."""
    buttons = []
    if choices.fill:
        label = texts.FILL_WITH.format(title=name_report(group.suggested, titles, LABEL))
        buttons.append(InlineKeyboardButton(label, callback_data=f"gt:{choices.fill}"))
    if choices.dismiss:
        command = CopyTextButton(f"/gaps fill {group.number} ")
        buttons.append(InlineKeyboardButton(texts.FILL_OTHER, copy_text=command))
        buttons.append(InlineKeyboardButton(texts.DISMISS, callback_data=f"gd:{choices.dismiss}"))
    if choices.reopen:
        buttons.append(InlineKeyboardButton(texts.REOPEN, callback_data=f"gr:{choices.reopen}"))
    return buttons


def render_trial(trial: Trial, nonce: str) -> Part:
    """Show which of a gap's wordings are answered now, whom filling it would tell, and the buttons that decide."""
    title = shorten(isolate(trial.report.title), TITLE)
    lines = [
        plain(f"{texts.ANSWERED_NOW if each in trial.answered else texts.UNANSWERED}: {shorten(isolate(each), TRIED)}")
        for each in trial.tried
    ]
    left = len(trial.group.wordings) - len(trial.tried)
    people = format_count(trial.people, "person", "people")
    blocks = [
        Block(plain(texts.TRIAL.format(number=trial.group.number, title=title))),
        *(Block(line, glued=True) for line in lines),
        Block(plain(texts.NOT_TRIED.format(count=format_count(left, "wording")) if left else ""), glued=True),
        Block(plain("" if trial.answered else texts.TELLS_ALL)),
        Block(plain(texts.TELLS.format(people=people) if trial.people else texts.TELLS_NOBODY)),
        Block(plain(texts.LEAVES_OPEN if 0 < len(trial.answered) < len(trial.group.wordings) else ""), glued=True),
    ]
    buttons = (
        InlineKeyboardButton(texts.FILL_YES, callback_data=f"gy:{nonce}"),
        InlineKeyboardButton(texts.FILL_NO, callback_data=f"gn:{nonce}"),
    )
    return Part(pack(blocks)[0].markup, (buttons,))


def render_filled(filled: Filled) -> Part:
    """Say that a gap is filled, and how many people are told."""
    title = shorten(isolate(filled.report.title), TITLE)
    people = format_count(filled.told, "person", "people")
    said = texts.FILLED.format(number=filled.group.number, title=title, people=people)
    return Part(plain(f"{said} {texts.REST.format(number=filled.rest)}" if filled.rest else said))


def render_decided(group: GapGroup) -> Part:
    """Say that a gap was dismissed or opened again."""
    text = texts.DISMISSED if group.state is GapState.DISMISSED else texts.REOPENED
    return Part(plain(text.format(number=group.number)))
