"""What /history shows: each event, and for new wording the old struck through with the new beside it."""

from telegram import MessageEntity, Update

from bot.answering.history_wording import format_event, format_reason
from bot.chat.markup import bold, isolate, mark, plain, shorten
from bot.chat.parts import Block, Part, pack
from bot.chat.rendering import NOTICE, render_title
from bot.chat.room import Context, Room
from bot.chat.standing import texts
from bot.chat.standing.choosing import HISTORY, accept_pick, choose_report, find_words, render_choice
from bot.chat.standing.revisions import describe_standing, render_revision
from bot.languages.speech import Speech
from bot.state.people import Role
from corpus.histories import History, Step, read_history
from corpus.reports import Report

PICK_BUTTON = r"vp:h:([0-9a-f]{16})\Z"
STEPS, PLACES = 12, 6


class Histories:
    """Shows what happened to reports."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def take_command(self, update: Update, context: Context) -> None:
        """Show the history of a report."""
        if update.message is None:
            return
        choice = await choose_report(self._room, update, HISTORY, find_words(update.message))
        if choice.report is None:
            await self._room.reply_to(update).send(render_choice(choice, HISTORY, context.speech))
        else:
            await self._show(update, choice.report, context.speech)

    async def press_pick(self, update: Update, context: Context) -> None:
        """Show the history of the report that was chosen from a list."""
        report = await accept_pick(self._room, update, context, Role.EDITOR)
        if report:
            await self._show(update, report, context.speech)

    async def _show(self, update: Update, report: Report, speech: Speech) -> None:
        reply = self._room.reply_to(update)
        await reply.hold(speech.say(texts.READING_HISTORY))
        history = await self._room.workers.read(read_history, report.id, self._room.house.shelf)
        await reply.show(render_history(history, speech))


def render_history(history: History, speech: Speech) -> list[Part]:
    """Give the messages that show a report and its last events, the oldest of them first."""
    report, steps = history.report, history.steps[-STEPS:]
    earlier = speech.count(*texts.EARLIER, len(history.steps) - len(steps))
    left_out = speech.say(texts.EARLIER_STEPS, events=earlier, command=f"`onrecord history {report.id}`")
    blocks = [
        Block(mark(render_title(report.title, report.url), MessageEntity.BOLD)),
        Block(plain(describe_standing(report, speech)), glued=True),
        Block(plain(left_out if len(history.steps) > len(steps) else "")),
    ]
    return pack([*blocks, *(block for step in steps for block in render_step(step, speech))])


def render_step(step: Step, speech: Speech) -> list[Block]:
    """Show one event: what was done, when, by whom and why, and what it changed."""
    reason = shorten(isolate(format_reason(step.event, speech)), NOTICE)
    blocks = [Block(bold(format_event(step.event, speech))), Block(plain(reason), glued=True)]
    return blocks + (list(render_revision(step.revision, PLACES, speech)) if step.revision else [])
