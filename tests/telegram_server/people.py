"""People who write to the bot, press its buttons, ask it inline, and block it."""

import mimetypes
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from tests.telegram_server.chat import Chat, User
from tests.telegram_server.formatted import find_entities, make_formatted
from tests.telegram_server.forwarding import caption_json, cut_paste, hidden_origin
from tests.telegram_server.links import START_PAYLOAD, deep_link_payload
from tests.telegram_server.message import Message
from tests.telegram_server.methods.content import MAX_TEXT, without_reply
from tests.telegram_server.methods.documents import document_json
from tests.telegram_server.methods.rooms import member_json
from tests.telegram_server.pressing import Inline, Press
from tests.telegram_server.privacy import reaches_bot
from tests.telegram_server.refusals import forbidden
from tests.telegram_server.utf16 import count_units
from tests.telegram_server.world import World

if TYPE_CHECKING:
    from tests.telegram_server.groups import Group

MAX_ALBUM = 10


@dataclass(frozen=True, slots=True)
class Person:
    """Someone on Telegram. Everything takes place in the private chat with the bot unless a group is named."""

    world: World
    user: User

    @property
    def id(self) -> int:
        return int(self.user["id"])

    def says(self, text: str, *, group: "Group | None" = None, topic: int | None = None, **more: Any) -> Message:
        """Send a text; `reply_to=message` makes it a reply, `quote=text` quotes a part of that message."""
        formatted = make_formatted(text, None, None, "entities")
        content: dict[str, Any] = {"text": formatted.text}
        if formatted.entities:
            content["entities"] = formatted.entities
        return self.sends(content, group=group, topic=topic, **more)

    def starts(self, payload: str = "") -> Message:
        """Open the bot, perhaps by a deep link with a payload."""
        assert not payload or START_PAYLOAD.fullmatch(payload), f"Telegram passes on no such payload: {payload!r}"
        return self.says(f"/start {payload}".strip())

    def follows(self, url: str) -> Message:
        """Tap a link that leads back to the bot."""
        payload = deep_link_payload(url)
        assert payload is not None, f"{url} does not lead to the bot"
        assert f"/{self.world.bot['username']}?" in url or f"domain={self.world.bot['username']}&" in url, url
        return self.starts(payload)

    def sends_file(self, name: str, data: bytes, *, caption: str = "", mime_type: str = "", **where: Any) -> Message:
        """Send a file."""
        kind = mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        with self.world.changed:
            file = self.world.keep_file(name, kind, data)
        return self.sends({"document": document_json(file)} | caption_json(caption), **where)

    def sends_album(self, *files: tuple[str, bytes], captions: Sequence[str] = (), **where: Any) -> list[Message]:
        """Send several files at once: a message each, which name the same album."""
        assert 2 <= len(files) <= MAX_ALBUM, "an album has 2 to 10 files"
        album = {"media_group_id": str(secrets.randbelow(10**17) + 10**16)}
        sent = []
        for (name, data), caption in zip_longest(files, captions, fillvalue=""):
            with self.world.changed:
                file = self.world.keep_file(str(name), mimetypes.guess_type(str(name))[0] or "text/plain", data)
            content = {"document": document_json(file), **album} | caption_json(caption)
            sent.append(self.sends(content, **where))
        return sent

    def pastes(self, text: str, size: int = MAX_TEXT, **where: Any) -> list[Message]:
        """Send a text of any length as programs do: in pieces of at most `size` units."""
        return [self.says(piece, **where) for piece in cut_paste(text, size)]

    def sends_photo(self, data: bytes = b"\xff\xd8\xff\xe0 a photo", **where: Any) -> Message:
        """Send a photo."""
        with self.world.changed:
            file = self.world.keep_file("photo.jpg", "image/jpeg", data)
        return self.sends({"photo": [file.to_json() | {"width": 90, "height": 60}]}, **where)

    def forwards(self, content: str | dict[str, Any], origin: str | dict[str, Any], **where: Any) -> Message:
        """Forward a text, or other content given as Telegram's JSON, from an origin.

        The origin is one of `tests.telegram_server.forwarding`, or the name of somebody whose account is hidden.
        """
        shown = hidden_origin(origin, int(self.world.now()) - 60) if isinstance(origin, str) else origin
        words = {"text": content, "entities": find_entities(content)} if isinstance(content, str) else content
        return self.sends({**words, "forward_origin": shown}, **where)

    def forwards_file(
        self, name: str, data: bytes, origin: str | dict[str, Any], caption: str = "", **where: Any
    ) -> Message:
        """Forward a file."""
        with self.world.changed:
            file = self.world.keep_file(name, mimetypes.guess_type(name)[0] or "text/plain", data)
        return self.forwards({"document": document_json(file)} | caption_json(caption), origin, **where)

    def sends(
        self,
        content: dict[str, Any],
        *,
        group: "Group | None" = None,
        topic: int | None = None,
        reply_to: Message | None = None,
        quote: str | None = None,
    ) -> Message:
        """Send a message of any content, given as Telegram's JSON."""
        with self.world.changed:
            chat = group.chat if group else self.chat
            chat.members.setdefault(self.id, self.user)
            fields = chat.thread_fields(topic) | _reply_fields(chat, reply_to, quote)
            message = self.world.post(chat, self.user, content | fields)
            if reaches_bot(self.world, chat, message):
                self.world.updates.add("message", dict(message.payload))
            return message

    def edits(self, message: Message, text: str) -> Message:
        """Change the text of an own message."""
        with self.world.changed:
            chat = self.world.chats[message.chat_id]
            content = {"text": text, "entities": find_entities(text) or None}
            changed = self.world.put(chat, chat.messages[message.id].changed(content, int(self.world.now())))
            if reaches_bot(self.world, chat, changed):
                self.world.updates.add("edited_message", dict(changed.payload))
            return changed

    def deletes(self, message: Message) -> None:
        """Take a message out of a chat; the bot is not told."""
        with self.world.changed:
            chat = self.world.chats[message.chat_id]
            self.world.put(chat, chat.messages[message.id].as_deleted())

    def presses(self, message: Message, label_or_data: str) -> Press:
        """Press a button, named by its label (or a part of it) or its data, of a message as it stands now."""
        with self.world.changed:
            current = self.world.chats[message.chat_id].find(message.id)
            assert current is not None, f"message {message.id} is gone, and its buttons with it"
            data = current.button(label_or_data).get("callback_data")
            assert data is not None, f"the button “{label_or_data}” tells the bot nothing"
            return self.sends_callback(current, data)

    def sends_callback(self, message: Message, data: str) -> Press:
        """Send the data of a button that need not be there (any more), as an outdated or forged client may."""
        with self.world.changed:
            query = self.world.new_query(self.world.callback_queries)
            shown = _with_reply_of_now(self.world.chats[message.chat_id], message)
            content = {"id": query.id, "from": self.user, "message": shown, "data": data}
            self.world.updates.add("callback_query", content | {"chat_instance": str(hash((message.chat_id, 7)))})
            return Press(self.world, query)

    def asks_inline(self, query: str, offset: str = "", chat_type: str = "sender") -> Inline:
        """Type `@bot query` somewhere."""
        with self.world.changed:
            asked = self.world.new_query(self.world.inline_queries)
            content = {"id": asked.id, "from": self.user, "query": query, "offset": offset, "chat_type": chat_type}
            self.world.updates.add("inline_query", content)
            return Inline(self.world, asked, self.user, query)

    def reacts(self, message: Message, *emoji: str) -> None:
        """Leave these reactions (or none) on a message."""
        with self.world.changed:
            chat = self.world.chats[message.chat_id]
            given = [{"type": "emoji", "emoji": one} for one in emoji]
            content = {"chat": chat.card, "message_id": message.id, "user": self.user, "date": int(self.world.now())}
            self.world.updates.add("message_reaction", content | {"old_reaction": [], "new_reaction": given})

    def blocks(self) -> None:
        """Block the bot: it can write no more."""
        self._turns("member", "kicked")
        self.chat.unreachable = forbidden("bot was blocked by the user")

    def leaves_telegram(self) -> None:
        """Delete the account; the bot is not told."""
        self.chat.unreachable = forbidden("user is deactivated")

    def unblocks(self) -> None:
        """Let the bot write again."""
        self.chat.unreachable = None
        self._turns("kicked", "member")

    def _turns(self, before: str, after: str) -> None:
        with self.world.changed:
            bot, now = self.world.bot, int(self.world.now())
            change = {"chat": self.chat.card, "from": self.user, "date": now}
            members = {"old_chat_member": member_json(bot, before), "new_chat_member": member_json(bot, after)}
            self.world.updates.add("my_chat_member", change | members)

    @property
    def chat(self) -> Chat:
        """The private chat with the bot; using it opens it."""
        with self.world.changed:
            card = {
                name: self.user[name] for name in ("id", "first_name", "last_name", "username") if name in self.user
            }
            return self.world.chats.setdefault(self.id, Chat(card | {"type": "private"}))

    @property
    def messages(self) -> list[Message]:
        """What stands in the private chat."""
        with self.world.changed:
            return [message for message in self.chat.messages.values() if not message.deleted]


def _with_reply_of_now(chat: Chat, message: Message) -> dict[str, Any]:
    """The JSON of a message with what it replies to as that stands now; nothing of it once that is deleted."""
    payload = dict(message.payload)
    if message.reply_to is not None and (answered := chat.messages.get(message.reply_to)):
        payload["reply_to_message"] = without_reply(answered)
        if answered.deleted:
            del payload["reply_to_message"]
    return payload


def _reply_fields(chat: Chat, reply_to: Message | None, quote: str | None) -> dict[str, Any]:
    if reply_to is None:
        return {}
    answered = chat.messages[reply_to.id]
    fields: dict[str, Any] = {"reply_to_message": without_reply(answered)}
    if quote is not None:
        assert quote in answered.text, f"“{quote}” does not stand in message {answered.id}"
        position = count_units(answered.text[: answered.text.index(quote)])
        fields["quote"] = {"text": quote, "position": position, "is_manual": True}
    return fields | chat.reply_thread_fields(answered.payload)


def make_user(user_id: int, first_name: str, **more: Any) -> User:
    """Telegram's JSON of a person."""
    given = {name: value for name, value in more.items() if value is not None}
    return {"id": user_id, "is_bot": False, "first_name": first_name, **given}
