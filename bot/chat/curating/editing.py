"""How an editor changes a detail of an offered document: choose which, then reply with its value.

    pressed “Edit” | choose | pressed a detail | asked by a message to reply to, kept | reply | checked | preview anew

The message that asks is on file, so a reply counts after a restart too; a value that makes no sense is asked for again.
"""

import asyncio
import time
from collections.abc import Mapping
from datetime import date

from telegram import InlineKeyboardMarkup, Update

from bot.chat.curating import texts
from bot.chat.curating.previewing import Previewing, Progress
from bot.chat.curating.rendering import make_edit_rows
from bot.chat.markup import isolate, plain, shorten
from bot.chat.parts import Part
from bot.chat.rendering import NAME, TITLE
from bot.chat.room import Context, Room, find_message
from bot.chat.sending import insist
from bot.offering.arrivals import Offered
from bot.offering.detail_wording import format_value
from bot.offering.details import change_detail, parse_detail
from bot.state.offers import Offer, Prompt
from bot.state.people import Role
from corpus.errors import InvalidReportError

FILED_S, LOOK_S = 1.5, 0.1
PROMPT_MARK = "✎ "
"""How the messages begin that ask for a detail."""

EXAMPLES = {"day": "2026-03-17", "start": "https://", "codes": ("en", "fa", "ar")}
"""How a day, a link and languages are written, as the messages that ask for them show it."""


class Editing:
    """Changes details of documents that wait."""

    def __init__(self, room: Room, previewing: Previewing) -> None:
        self._room = room
        self._previewing = previewing

    async def show_choice(self, progress: Progress, number: int, payload: Mapping[str, object]) -> None:
        """Put the details in place of the buttons of a preview."""
        message = find_message(progress.update)
        if message is None:
            return
        bound = {name: value for name, value in payload.items() if name not in ("offer", "number")}
        keys = await self._previewing.ask(progress.offer, number, bound)
        keyboard = InlineKeyboardMarkup(make_edit_rows(keys, progress.speech))
        bot, place = progress.update.get_bot(), (message.chat.id, message.message_id)
        await insist(lambda: bot.edit_message_reply_markup(*place, reply_markup=keyboard))

    async def ask_detail(self, progress: Progress, number: int, detail: str) -> None:
        """Show the preview with its buttons again, and ask for the value of a detail, by a message to reply to.

        In this order, since the reply to what is asked changes the preview.
        """
        room, offer = self._room, progress.offer
        offered = await room.workers.record(room.state.offers.find_document, offer.id, number)
        if offered is None or not offered.open:
            return
        await self._previewing.show(progress, number=number)
        title = shorten(isolate(offered.title or offered.submission.name), TITLE)
        asked = progress.speech.say(texts.ASK_DETAIL[detail], title=title, **EXAMPLES)
        await self._ask(progress.update, Prompt(offer.id, number, detail), asked)

    async def take_reply(self, update: Update, context: Context) -> bool:
        """Take a reply that gives a detail; False when the message is no such reply."""
        message = update.message
        replied = message.reply_to_message if message else None
        if message is None or replied is None or not (replied.text or "").startswith(PROMPT_MARK):
            return False
        room, prompt = self._room, await self._find_prompt(message.chat.id, replied.message_id)
        offer = await self._find_offer(update, prompt)
        if prompt is None or offer is None:
            await room.reply_to(update).send(Part(plain(context.speech.say(texts.PROMPT_OVER))))
            return True
        try:
            value = parse_detail(prompt.detail, message.text or "")
        except InvalidReportError as error:
            await self._ask(update, prompt, context.speech.say(texts.ASK_AGAIN, reason=str(error)))
        else:
            await self._change(Progress(room, update, offer, context.speech), prompt, value)
        return True

    async def _change(self, progress: Progress, prompt: Prompt, value: str | date | None) -> None:
        offered = await self._find_open(progress.offer, prompt)
        room, say = self._room, progress.speech.say
        reply = room.reply_to(progress.update)
        if offered is None:
            await reply.send(Part(plain(say(texts.PROMPT_OVER))))
            return
        details, given = change_detail(offered.submission.details, offered.given, prompt.detail, value)
        if (details, given) != (offered.submission.details, offered.given):  # not when this is done again
            await room.workers.record(room.state.offers.change, offered, details, given)
        await self._previewing.show(progress, number=prompt.number)
        if value is None:
            told = say(texts.DETAIL_CLEARED[prompt.detail])
        else:
            shown = shorten(isolate(format_value(prompt.detail, value, progress.speech)), NAME)
            told = say(texts.DETAIL_SET[prompt.detail], value=shown)
        await reply.send(Part(plain(told)))

    async def _ask(self, update: Update, prompt: Prompt, text: str) -> None:
        message = find_message(update)
        if message:
            sent = await self._room.reply_to(update).prompt(Part(plain(PROMPT_MARK + text), asks=True))
            await self._room.workers.record(self._room.state.offers.prompt, message.chat.id, sent, prompt)

    async def _find_prompt(self, chat_id: int, message_id: int) -> Prompt | None:
        """Give what a message asked for; one sent just now may be answered before it is on file."""
        find, until = self._room.state.offers.find_prompt, time.monotonic() + FILED_S
        while (prompt := await self._room.workers.record(find, chat_id, message_id)) is None:
            if time.monotonic() > until:
                return None
            await asyncio.sleep(LOOK_S)
        return prompt

    async def _find_offer(self, update: Update, prompt: Prompt | None) -> Offer | None:
        editor = update.effective_user
        if prompt is None or editor is None or not self._room.rights.allows(update, Role.EDITOR):
            return None
        return await self._room.workers.record(self._room.state.offers.find, prompt.offer_id, editor.id)

    async def _find_open(self, offer: Offer, prompt: Prompt) -> Offered | None:
        offers = self._room.state.offers
        offered = await self._room.workers.record(offers.find_document, offer.id, prompt.number)
        return offered if offered and offered.open else None
