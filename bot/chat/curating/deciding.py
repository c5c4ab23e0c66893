"""What every press of a button under an offer goes through, whatever the button does.

    pressed | is the presser an editor now | is the offer theirs and young | take the nonce, once | carry out

A nonce that is used up or too old changes nothing: the preview is shown again, with new buttons, while there is
something left to decide.
"""

from collections.abc import Mapping

from telegram import Update

from bot.chat.curating import buttons, texts
from bot.chat.curating.adding import Adding
from bot.chat.curating.buttons import ACTION, Pressed, read_button
from bot.chat.curating.editing import Editing
from bot.chat.curating.previewing import Previewing, Progress
from bot.chat.pressing import stop_turning
from bot.chat.room import Context, Room, name_request
from bot.offering.arrivals import Stage
from bot.state.offers import Offer
from bot.state.people import Role

Payload = Mapping[str, object]


class Deciding:
    """Carries out what editors press."""

    def __init__(self, room: Room, previewing: Previewing, editing: Editing, adding: Adding) -> None:
        self._room = room
        self._previewing = previewing
        self._editing = editing
        self._adding = adding

    async def press(self, update: Update, context: Context) -> None:
        """Check a press and do what its button says."""
        pressed, speech = read_button(context), context.speech
        offer = await self._find_offer(update, pressed)
        if offer is None:
            await stop_turning(update, speech.say(texts.OFFER_OVER))
            return
        payload = await self._take(update, offer, pressed)
        if payload is not None:
            await stop_turning(update)
            await self._carry_out(Progress(self._room, update, offer, speech), pressed, payload)
            return
        documents = await self._room.workers.record(self._room.state.offers.list_documents, offer.id)
        waits = any(each.open for each in documents)
        await stop_turning(update, speech.say(texts.SHOWN_AGAIN if waits else texts.OFFER_OVER))
        if waits:
            await self._previewing.show(Progress(self._room, update, offer, speech), number=pressed.number)

    async def _find_offer(self, update: Update, pressed: Pressed) -> Offer | None:
        """Give the offer when the presser is an editor and it is theirs to decide about."""
        editor = update.effective_user
        if editor is None or not self._room.rights.allows(update, Role.EDITOR):
            return None
        return await self._room.workers.record(self._room.state.offers.find, pressed.offer_id, editor.id)

    async def _take(self, update: Update, offer: Offer, pressed: Pressed) -> Payload | None:
        """Give what the button was bound to when it was shown; None when its nonce is no good for this offer."""
        take, press = self._room.state.decisions.take, name_request(update)
        payload = await self._room.workers.record(take, pressed.nonce, offer.editor_id, ACTION, press)
        bound = payload is not None and (payload["offer"], payload["number"]) == (offer.id, pressed.number)
        fits = (pressed.number == 0) is (pressed.verb in buttons.FOR_ALL) or pressed.verb in buttons.HARMLESS
        return payload if bound and fits else None

    async def _carry_out(self, progress: Progress, pressed: Pressed, payload: Payload) -> None:
        number, verb = pressed.number, pressed.verb
        if verb in buttons.DETAILS:
            await self._editing.ask_detail(progress, number, buttons.DETAILS[verb])
        elif verb in (buttons.ADD, buttons.COPY, buttons.REPLACE):
            await self._adding.add_one(progress, number, verb, payload)
        elif verb == buttons.EDIT:
            await self._editing.show_choice(progress, number, payload)
        elif verb == buttons.LOOK:
            await self._previewing.show_next(progress, number)
        else:
            await self._carry_out_for_all(progress, pressed, payload)

    async def _carry_out_for_all(self, progress: Progress, pressed: Pressed, payload: Payload) -> None:
        if pressed.verb == buttons.ADD_CLEAR:
            await self._adding.add_clear(progress)
        elif pressed.verb == buttons.CANCEL:
            await self._drop_one(progress, pressed.number, payload)
        elif pressed.verb == buttons.CANCEL_ALL:
            await self._drop_all(progress)
        else:
            await self._previewing.show(progress, number=0 if pressed.verb == buttons.ALL else pressed.number)

    async def _drop_one(self, progress: Progress, number: int, payload: Payload) -> None:
        offers, press = self._room.state.offers, name_request(progress.update)
        documents = await self._room.workers.record(offers.list_documents, progress.offer.id)
        offered = next((each for each in documents if each.number == number), None)
        if (
            offered is None
            or offered.revision != payload.get("revision")
            or not await self._room.workers.record(offers.decide, offered, press, Stage.DROPPED)
        ):
            await self._previewing.show(progress, progress.speech.say(texts.CHANGED_SINCE), number)
        elif len(documents) == 1:
            await progress.tell(texts.CANCELLED)
        else:
            heading = progress.speech.say(texts.DROPPED, name=offered.title or offered.submission.name)
            await self._previewing.show_next(progress, number, heading)

    async def _drop_all(self, progress: Progress) -> None:
        offers = self._room.state.offers
        await self._room.workers.record(offers.drop, progress.offer.id)
        documents = await self._room.workers.record(offers.list_documents, progress.offer.id)
        added = sum(each.stage is Stage.ADDED for each in documents)
        if added:
            await progress.tell(texts.CANCELLED_REST, count=added)
        else:
            await progress.tell(texts.CANCELLED)
