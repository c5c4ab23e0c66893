"""How gaps look: the list, one of them, and what filling it comes to. Pure functions to parts."""

from collections.abc import Mapping
from dataclasses import dataclass

from telegram import CopyTextButton, InlineKeyboardButton

from bot.chat.markup import Markup, bold, isolate, italic, join, plain, shorten
from bot.chat.parts import Block, Part, make_rows, pack
from bot.chat.rendering import LABEL, TITLE
from bot.chat.shelf import gap_wording as wording
from bot.chat.shelf.paging import count_pages, format_page, make_pager
from bot.gaps.filling import Filled, Trial
from bot.keeping_wording import format_actor
from bot.languages.speech import Speech
from bot.state.gap_groups import GapGroup, GapPage, GapState

PAGE = 6
QUESTION, TRIED = 120, 70
"""So short that each page is one message, whatever characters the questions are made of."""

WORDINGS = 12

Titles = Mapping[str, str]
"""The titles of reports by their ids; a report that was never published is missing."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which page it is, counted from 0, of the gaps in a state."""

    state: GapState
    number: int


@dataclass(frozen=True, slots=True)
class Choices:
    """The nonces of what can be decided about a gap; None for what cannot."""

    fill: str | None = None
    dismiss: str | None = None
    reopen: str | None = None


def render_gaps(page: GapPage, place: Place, titles: Titles, speech: Speech) -> Part:
    """Give one page of gaps with a button for each, and the buttons that turn the pages."""
    if not page.groups:
        return Part(plain(speech.say(wording.NO_GAPS[place.state])))
    pages = count_pages(page.total, PAGE)
    counted = speech.count(*wording.GAPS_COUNTED[place.state], page.total)
    heading = " · ".join(filter(None, (counted, format_page(place.number, pages, speech))))
    hint = speech.say(wording.GAPS_HINT, filled="/gaps filled", dismissed="/gaps dismissed")
    groups = [render_line(group, titles, speech) for group in page.groups]
    buttons = [make_gap_button(group, speech) for group in page.groups]
    pager = make_pager(f"gp:{place.state}:{{}}", place.number, pages, speech)
    markup = join([bold(heading), *groups, italic(hint)], "\n\n")
    return Part(markup, (*make_rows(buttons, 2), *((pager,) if pager else ())))


def render_line(group: GapGroup, titles: Titles, speech: Speech) -> Markup:
    """Give a gap: what was asked first, how often, by how many, when first and last, and what answers it now."""
    others = len(group.wordings) - 1
    wordings = speech.count(*wording.OTHER_WORDINGS, others)
    more = f" {speech.say(wording.AND_IN_OTHERS, wordings=wordings)}" if others else ""
    asked = bold(speech.isolate(shorten(isolate(group.wordings[0]), QUESTION)))
    lines = [
        plain(f"{speech.format_number(group.number)}. ") + asked + plain(more),
        plain(describe_asking(group, speech)),
    ]
    return join([*lines, plain(describe_standing(group, titles, speech))], "\n")


def describe_asking(group: GapGroup, speech: Speech) -> str:
    """Say how often something was asked, by how many people, when first and when last."""
    first, last = group.first_asked.date(), group.last_asked.date()
    people, times = speech.count(*wording.PEOPLE, group.people), speech.count(*wording.TIMES_COUNTED, group.times)
    asked = speech.say(wording.ASKED_ONCE if group.times == 1 else wording.ASKED_TIMES, times=times, people=people)
    if first == last:
        return speech.say(wording.ASKED_ON, asked=asked, day=first)
    return speech.say(wording.ASKED_BETWEEN, asked=asked, first=first, last=last)


def describe_standing(group: GapGroup, titles: Titles, speech: Speech) -> str:
    """Say which report answers a gap or has filled it, or who dismissed it; nothing for one that is simply open."""
    if group.state is GapState.OPEN:
        suggested = name_report(group.suggested, titles, QUESTION)
        return speech.say(wording.SUGGESTED, title=suggested) if group.suggested else ""
    day = speech.format_day(group.decided_at.date() if group.decided_at else None)
    by = speech.say(wording.DECIDED_BY[group.state], who=format_actor(group.decided_by or "", speech), day=day)
    if not group.report_id:
        return by
    return speech.say(wording.DECIDED_WITH, decided=by, title=name_report(group.report_id, titles, QUESTION))


def name_report(report_id: str | None, titles: Titles, limit: int) -> str:
    """Give a report's title, or its id where it has none."""
    return shorten(isolate(titles.get(report_id or "", report_id or "")), limit)


def make_gap_button(group: GapGroup, speech: Speech) -> InlineKeyboardButton:
    """Give the button that opens a gap."""
    label = f"{speech.format_number(group.number)} · {shorten(isolate(group.wordings[0]), LABEL)}"
    return InlineKeyboardButton(label, callback_data=f"gc:{group.number}")


def render_gap(group: GapGroup, choices: Choices, titles: Titles, speech: Speech) -> Part:
    """Give everything that was asked, and the buttons for what can be done about it."""
    shown = [speech.isolate(shorten(isolate(each), QUESTION)) for each in group.wordings[:WORDINGS]]
    left = len(group.wordings) - WORDINGS
    more = speech.say(wording.AND_OTHERS, wordings=speech.count(*wording.OTHER_WORDINGS, left)) if left > 0 else ""
    head = bold(speech.say(wording.GAP, number=group.number)) + plain(f"\n{describe_asking(group, speech)}")
    hint = speech.say(wording.FILL_HINT, command=f"/gaps fill {group.number} ID") if choices.dismiss else ""
    blocks = (
        head,
        plain("\n".join(filter(None, [*(f"• {each}" for each in shown), more]))),
        plain(describe_standing(group, titles, speech)),
        italic(hint),
    )
    return Part(join(blocks, "\n\n"), make_rows(make_choice_buttons(group, choices, titles, speech), 1))


def make_choice_buttons(
    group: GapGroup, choices: Choices, titles: Titles, speech: Speech
) -> list[InlineKeyboardButton]:
    """Give a button for each thing that can be decided."""
    buttons, say = [], speech.say
    if choices.fill:
        label = say(wording.FILL_WITH, title=name_report(group.suggested, titles, LABEL))
        buttons.append(InlineKeyboardButton(label, callback_data=f"gt:{choices.fill}"))
    if choices.dismiss:
        command = CopyTextButton(f"/gaps fill {group.number} ")
        buttons.append(InlineKeyboardButton(say(wording.FILL_OTHER), copy_text=command))
        buttons.append(InlineKeyboardButton(say(wording.DISMISS), callback_data=f"gd:{choices.dismiss}"))
    if choices.reopen:
        buttons.append(InlineKeyboardButton(say(wording.REOPEN), callback_data=f"gr:{choices.reopen}"))
    return buttons


def render_trial(trial: Trial, nonce: str, speech: Speech) -> Part:
    """Show which of a gap's wordings are answered now, whom filling it would tell, and the buttons that decide."""
    say, left = speech.say, len(trial.group.wordings) - len(trial.tried)
    title = shorten(isolate(trial.report.title), TITLE)
    people = speech.count(*wording.PEOPLE, trial.people)
    not_tried = say(wording.NOT_TRIED, wordings=speech.count(*wording.WORDINGS, left)) if left else ""
    in_part = 0 < len(trial.answered) < len(trial.group.wordings)
    blocks = [
        Block(plain(say(wording.TRIAL, number=trial.group.number, title=title))),
        *(Block(plain(describe_tried(each, trial, speech)), glued=True) for each in trial.tried),
        Block(plain(not_tried), glued=True),
        Block(plain("" if trial.answered else say(wording.TELLS_ALL))),
        Block(plain(say(wording.TELLS, people=people) if trial.people else say(wording.TELLS_NOBODY))),
        Block(plain(say(wording.LEAVES_OPEN) if in_part else ""), glued=True),
    ]
    buttons = (
        InlineKeyboardButton(say(wording.FILL_YES), callback_data=f"gy:{nonce}"),
        InlineKeyboardButton(say(wording.FILL_NO), callback_data=f"gn:{nonce}"),
    )
    return Part(pack(blocks)[0].markup, (buttons,))


def describe_tried(question: str, trial: Trial, speech: Speech) -> str:
    """Say whether a wording that was asked again is answered now."""
    form = wording.ANSWERED_NOW if question in trial.answered else wording.UNANSWERED
    return speech.say(form, question=shorten(isolate(question), TRIED))


def render_filled(filled: Filled, speech: Speech) -> Part:
    """Say that a gap is filled, and how many people are told."""
    title, people = shorten(isolate(filled.report.title), TITLE), speech.count(*wording.PEOPLE, filled.told)
    said = speech.say(wording.FILLED, number=filled.group.number, title=title, people=people)
    rest = speech.say(wording.REST, number=filled.rest) if filled.rest else ""
    return Part(plain(" ".join(filter(None, (said, rest)))))


def render_decided(group: GapGroup, speech: Speech) -> Part:
    """Say that a gap was dismissed or opened again."""
    if group.state is GapState.DISMISSED:
        command = f"/gaps reopen {group.number}"
        return Part(plain(speech.say(wording.DISMISSED, number=group.number, command=command)))
    return Part(plain(speech.say(wording.REOPENED, number=group.number)))
