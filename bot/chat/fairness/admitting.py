"""Whether a question is answered now: the one gate before an answer begins.

    question | turn among the person's own | judged and counted, once | answered, or one sentence

Admins and editors are bound by no limit. Who is behind a question is kept only as a name made with the bot's token
(`name_asker`): it is of use for counting and for nothing else, so that nothing of a person is left behind when
everything that is kept of them is deleted, and nobody is given new questions by that.
"""

import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Chat, Update

from bot.chat.fairness import texts
from bot.chat.markup import plain
from bot.chat.parts import Part
from bot.chat.rights import find_asker
from bot.chat.room import Room, name_request
from bot.fair_use import Judgement
from bot.languages.speech import Speech
from bot.state.asked import Asking
from corpus.database import make_now


@asynccontextmanager
async def admit(room: Room, update: Update, speech: Speech) -> AsyncIterator[bool]:
    """Give whether a question is to be answered, when its turn has come; if not, the person is told why, in `speech`.

    The turn lasts as long as the block, so it should hold the answering and no more. A question that is dealt with
    again is counted once and decided about as before.
    """
    async with room.fair_use.queues.enter(update):
        judgement = await judge(room, update)
        if judgement.told:
            sentence = texts.format_objection(speech, judgement, make_now())
            await room.reply_to(update).send(Part(plain(sentence)))
        yield judgement.admits


async def judge(room: Room, update: Update) -> Judgement:
    """Decide whether a question is answered, and count it."""
    chat = update.effective_chat
    asking = Asking(
        request=name_request(update),
        asker=name_asker(update, room.fair_use.secret),
        place=f"telegram:{chat.id}" if chat and chat.type != Chat.PRIVATE else None,
        spared=room.rights.is_spared(update),
        crowded=room.fair_use.queues.is_crowded(update),
    )
    return await room.workers.record(room.state.asked.judge, asking, room.fair_use.limits)


def name_asker(update: Update, secret: str) -> str:
    """Give a name for who asks, which nobody can turn back into a number without the secret."""
    chat = update.effective_message.sender_chat if update.effective_message and not update.callback_query else None
    person = find_asker(update)
    number = person if person is not None else chat.id if chat else 0
    return hmac.new(secret.encode(), str(number).encode(), hashlib.sha256).hexdigest()[:32]
