"""What a link to the bot opens: an answer, one of its citations, a report, or a passage.

    /start PAYLOAD | target | looked up | an answer with what became of its sources, or a place in a report

The guard has let the sender in before; an answer is opened by whoever has its link, since its id cannot be guessed.
"""

from telegram import Message, Update
from telegram.ext.filters import MessageFilter

from bot.chat.deep_links import AnswerTarget, CitationTarget, PassageTarget, Target, read_payload
from bot.chat.markup import isolate, plain
from bot.chat.parts import Part
from bot.chat.reading import texts
from bot.chat.reading.pages import Pages
from bot.chat.reading.standing import find_standings
from bot.chat.rendering import render_record
from bot.chat.room import Context, Room
from bot.languages.speech import Speech


class Linked(MessageFilter):
    """Lets through what one of our links sends when somebody opens it."""

    def filter(self, message: Message) -> bool:
        """Whether it does."""
        return find_target(message) is not None


class Opening:
    """Opens links."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def open_link(self, update: Update, context: Context) -> None:
        """Show what a link leads to, or say why it cannot be shown."""
        target = find_target(update.message) if update.message else None
        if target is not None:
            parts = await self._room.workers.record(self._open, target, context.speech, update.get_bot().username)
            await self._room.reply_to(update).send(*parts)

    def _open(self, target: Target, speech: Speech, bot_name: str) -> list[Part]:
        pages = Pages(self._room, speech, bot_name)
        if isinstance(target, PassageTarget):
            return pages.open_passage(target)
        if isinstance(target, AnswerTarget | CitationTarget):
            return self._open_record(target, pages, bot_name) or [Part(plain(speech.say(texts.ANSWER_GONE)))]
        return pages.open_report(target.token)

    def _open_record(self, target: AnswerTarget | CitationTarget, pages: Pages, bot_name: str) -> list[Part] | None:
        """Show an answer as it was given, with what became of its sources, or one of its citations."""
        record = self._room.state.answers.get(target.record_id)
        if record is None:
            return None
        if isinstance(target, CitationTarget):
            return pages.hear(record).open_citation(record, target.number)
        answered, speech = pages.find_day(record.id), pages.hear(record).speech
        standings = find_standings(record, self._room.house.shelf, answered, speech)
        question, form = isolate(record.question.text), texts.ASKED_ON if answered else texts.ASKED_BEFORE
        heading = speech.say(form, question=question, **({"day": answered} if answered else {}))
        changed = f" {speech.say(texts.CHANGED_SINCE)}" if standings else ""
        return render_record(record, speech, heading + changed, bot_name, standings)


def find_target(message: Message) -> Target | None:
    """Give what the link leads to that sent this message, or None."""
    command, _, payload = (message.text or "").partition(" ")
    return read_payload(payload.strip()) if command.partition("@")[0] == "/start" else None
