"""How what an editor sends is received: kept, answered at once, and put together with what belongs to it.

    message | kept as a piece of an offer | “received” | does more of it come? then that goes on | prepare

The messages of one chat are dealt with in turn, so a message waits here only to see whether the next one, which is in
the inbox by then, belongs to it. One that comes too late for that is joined all the same, and the preview made anew.
"""

import asyncio
import json
import time
from dataclasses import replace

from telegram import Message, Update

from bot.chat.commands import Commands
from bot.chat.curating import texts
from bot.chat.curating.editing import Editing
from bot.chat.curating.posts import is_offer, make_piece, name_piece
from bot.chat.curating.preparing import Preparing
from bot.chat.curating.previewing import Progress
from bot.chat.markup import plain
from bot.chat.parts import Part
from bot.chat.questions import Questions
from bot.chat.room import Context, Room
from bot.offering.pieces import Piece
from bot.state.people import Role

WAIT_S, LOOK_S = 1.5, 0.15


class Gathering:
    """Takes documents from editors; handlers are registered for editors only."""

    def __init__(self, room: Room, preparing: Preparing, editing: Editing) -> None:
        self._room = room
        self._preparing = preparing
        self._editing = editing
        self._questions = Questions(room)

    async def take_document(self, update: Update, context: Context) -> None:
        """Offer a file, or whatever was forwarded."""
        if update.message:
            await self._take(update, context, make_piece(update.message))

    async def take_text(self, update: Update, context: Context) -> None:
        """Offer a link, a long text or the rest of one; anything else is a reply with a detail, or a question."""
        message, editor = update.message, update.effective_user
        if message is None or editor is None:
            return
        piece = make_piece(message)
        if await self._editing.take_reply(update, context):
            return
        if is_offer(piece) or (stands_alone(message) and await self._is_expected(update, editor.id, piece)):
            await self._take(update, context, piece)
        else:
            await self._questions.take_text(update, context)

    async def take_command(self, update: Update, context: Context) -> None:
        """Offer the text after /add, or the message to which it replies, with the details after it."""
        message = update.message
        if message is None:
            return
        if not self._room.rights.allows(update, Role.EDITOR):
            await Commands(self._room).decline_file(update, context)
            return
        words = "".join((message.text or "").split(maxsplit=1)[1:]).strip()
        replied = message.reply_to_message
        if replied and replied.from_user and replied.from_user.id == message.get_bot().id:
            await self._say(update, context, texts.OWN_MESSAGE)
        elif not words and replied is None:
            await self._say(update, context, texts.ADD_USAGE)
        else:
            await self._take(update, context, make_command_piece(message, words))

    async def _take(self, update: Update, context: Context, piece: Piece) -> None:
        editor, room = update.effective_user, self._room
        if editor is None:
            return
        offer = await room.workers.record(room.state.offers.join, editor.id, update.update_id, piece)
        progress = Progress(room, update, offer, context.speech)
        await progress.reply.hold(context.speech.say(texts.RECEIVED, name=name_piece(piece)))
        if not await self._is_continued(update, piece):
            await self._preparing.prepare(progress)

    async def _is_expected(self, update: Update, editor_id: int, piece: Piece) -> bool:
        expects = self._room.state.offers.expects
        return await self._room.workers.record(expects, editor_id, update.update_id, piece)

    async def _is_continued(self, update: Update, piece: Piece) -> bool:
        """Whether the next message of this chat belongs to this one, so that it goes on when its turn comes."""
        until = time.monotonic() + (WAIT_S if piece.expects_more else 0)
        while time.monotonic() < until:
            following = await self._room.workers.record(self._find_following, update)
            if following is not None:
                return following.continues(piece)
            await asyncio.sleep(LOOK_S)
        return False

    def _find_following(self, update: Update) -> Piece | None:
        """Give what the next message of the same chat brings that waits in the inbox; it blocks."""
        chat, bot = update.effective_chat, update.get_bot()
        for waiting in self._room.state.inbox.list_waiting():
            sent = json.loads(waiting.body).get("message") if waiting.update_id > update.update_id else None
            if sent and chat and sent["chat"]["id"] == chat.id:
                message = Message.de_json(sent, bot)
                return make_piece(message) if stands_alone(message) else None
        return None

    async def _say(self, update: Update, context: Context, sentence: str) -> None:
        await self._room.reply_to(update).send(Part(plain(context.speech.say(sentence))))


def stands_alone(message: Message) -> bool:
    """Whether a message can be the rest of what was sent before: it is neither a command nor a reply."""
    return message.reply_to_message is None and not (message.text or "").startswith("/")


def make_command_piece(message: Message, words: str) -> Piece:
    """Give what /add offers: the message to which it replies, with these words as its details, or these words."""
    replied = message.reply_to_message
    if replied is None:
        return replace(make_piece(message, words), album=None)
    piece = make_piece(replied)
    caption = "\n".join(filter(None, (piece.caption, words)))
    moment = int(message.date.timestamp())
    return replace(piece, caption=caption, album=None, position=message.message_id, sent_at=moment)
