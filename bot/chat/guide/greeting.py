"""What /start and /help say: pure functions from what the shelf holds and the person's language to parts."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.chat.guide import texts
from bot.chat.markup import Markup, bold, code, join, plain
from bot.chat.parts import Part, make_rows
from bot.chat.people.matrix import COMMANDS
from bot.chat.questions import make_example, make_example_button
from bot.languages.speech import Speech
from corpus.catalogue import Listing
from corpus.listings import Outlet

EXAMPLES = 3


def render_start(speech: Speech, outlets: Sequence[Outlet], newest: Sequence[Listing]) -> Part:
    """Give the welcome: the size of the shelf, its newest date, and examples from the newest reports."""
    if not outlets:
        return Part(plain(f"{speech.say(texts.WELCOME)}\n\n{speech.say(texts.EMPTY_SHELF)}"))
    examples = choose_examples(newest)
    questions = [
        plain(f"{speech.format_number(place)}. ") + code(make_example(each, speech))
        for place, each in enumerate(examples, 1)
    ]
    blocks = [
        plain(speech.say(texts.WELCOME)),
        plain(format_shelf(speech, outlets)),
        join([plain(speech.say(texts.EXAMPLES)), *questions], "\n"),
    ]
    buttons = [
        make_example_button(each, speech.say(texts.ASK_NUMBER, number=speech.format_number(place)))
        for place, each in enumerate(examples, 1)
    ]
    return Part(join(blocks, "\n\n"), make_rows(buttons, EXAMPLES))


def render_help(speech: Speech, more: str = "") -> Part:
    """Say how to ask and which commands there are; `more` is for editors and admins."""
    lines = [format_command(speech, name) for name in texts.COMMANDS if name in COMMANDS]
    return Part(plain(f"{speech.say(texts.HELP)}\n\n" + "\n".join(lines) + more))


def format_command(speech: Speech, name: str) -> str:
    """Give “/ask QUESTION — …”; in a language written from the right, the line begins there too."""
    argument = f" {speech.say(texts.ARGUMENTS[name])}" if name in texts.ARGUMENTS else ""
    return f"{speech.line_start}/{name}{argument} — {speech.say(texts.COMMANDS[name])}"


def format_shelf(speech: Speech, outlets: Iterable[Outlet]) -> str:
    """Say how many reports the shelf holds from how many outlets, and of which day the newest is."""
    found = list(outlets)
    reports = speech.count(*texts.REPORTS, sum(each.reports for each in found))
    named = speech.count(*texts.OUTLETS, sum(each.name is not None for each in found))
    newest = max((each.last for each in found if each.last), default=None)
    if newest is None:
        return speech.say(texts.SHELF_UNDATED, reports=reports, outlets=named)
    return speech.say(texts.SHELF, reports=reports, outlets=named, day=speech.format_day(newest))


def choose_examples(newest: Sequence[Listing]) -> list[Listing]:
    """Choose the newest reports, each of another outlet as far as there are enough outlets."""
    ordered = sorted(newest, key=lambda each: (each.published or date.min, each.id), reverse=True)
    by_outlet: dict[str | None, Listing] = {}
    for listing in ordered:
        by_outlet.setdefault(listing.publisher, listing)
    first = list(by_outlet.values())
    return [*first, *(listing for listing in ordered if listing not in first)][:EXAMPLES]


def render_privacy(speech: Speech) -> Markup:
    """Say what is kept of people, how long, and how it is deleted."""
    kept = [plain(f"• {speech.say(each)}") for each in texts.KEPT]
    return join([bold(speech.say(texts.PRIVACY)), *kept, *(plain(speech.say(each)) for each in texts.NOT_HERE)], "\n\n")
