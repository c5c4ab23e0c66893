"""Calls that a Bot API server must refuse, and calls just inside its limits.

They stand in a scene: a reader (5) with a question, a text, a message with a button and a document, someone who
blocked the bot (6), nobody (7), a forum with an open and a closed topic, a group, and a group that put the bot out.
"""

from typing import Any

READER, BLOCKER, STRANGER, FORUM, GROUP, LEFT = 5, 6, 7, -1001, -1002, -1003
TEXT, BUTTONS, DOCUMENT, QUESTION, TOPIC, CLOSED = 2, 3, 4, 1, 1, 2


def keyboard(*buttons: dict[str, Any], rows: int = 1) -> dict[str, Any]:
    """An inline keyboard of labelled buttons."""
    return {"inline_keyboard": [[{"text": "A", **button} for button in buttons]] * rows}


def say(**parameters: Any) -> tuple[str, dict[str, Any]]:
    """A sendMessage to the reader."""
    return "sendMessage", {"chat_id": READER, "text": "Yes 😀 no"} | parameters


def letters(count: int, **more: Any) -> tuple[str, dict[str, Any]]:
    """A sendMessage to the reader in which every letter is bold."""
    return say(text="a" * count, entities=[{"type": "bold", "offset": at, "length": 1} for at in range(count)], **more)


def react(*emoji: str) -> tuple[str, dict[str, Any]]:
    """A setMessageReaction on the reader's question."""
    reaction = [{"type": "emoji", "emoji": one} for one in emoji]
    return "setMessageReaction", {"chat_id": READER, "message_id": QUESTION, "reaction": reaction}


def mark(*marks: tuple[str, Any, int], **more: Any) -> tuple[str, dict[str, Any]]:
    """A sendMessage to the reader with entities; its text has 9 units, and 4 and 5 are one character."""
    return say(entities=[{"type": kind, "offset": start, "length": length, **more} for kind, start, length in marks])


def press(*buttons: dict[str, Any], rows: int = 1) -> tuple[str, dict[str, Any]]:
    """A sendMessage to the reader with buttons."""
    return say(reply_markup=keyboard(*buttons, rows=rows))


def ask_for_reply(placeholder: str) -> tuple[str, dict[str, Any]]:
    """A sendMessage to the reader that asks for a reply."""
    return say(reply_markup={"force_reply": True, "input_field_placeholder": placeholder})


def reply(message_id: int, **more: Any) -> tuple[str, dict[str, Any]]:
    """A sendMessage to the reader that replies."""
    return say(reply_parameters={"message_id": message_id} | more)


def link(url: str) -> tuple[str, dict[str, Any]]:
    """A sendMessage to the reader with a link."""
    return mark(("text_link", 0, 3), url=url)


def html(text: str) -> tuple[str, dict[str, Any]]:
    """A sendMessage to the reader with markup."""
    return say(text=text, parse_mode="HTML")


def attach(document: str, **more: Any) -> tuple[str, dict[str, Any]]:
    """A sendDocument to the reader."""
    return "sendDocument", {"chat_id": READER, "document": document} | more


def command(name: str, description: str = "Ask", times: int = 1, **more: Any) -> tuple[str, dict[str, Any]]:
    """A setMyCommands."""
    return "setMyCommands", {"commands": [{"command": name, "description": description}] * times} | more


def notice(**more: Any) -> tuple[str, dict[str, Any]]:
    """An answerCallbackQuery."""
    return "answerCallbackQuery", {"callback_query_id": "1"} | more


def draft(chat_id: int, draft_id: int, text: str = "Y") -> tuple[str, dict[str, Any]]:
    """A sendMessageDraft."""
    return "sendMessageDraft", {"chat_id": chat_id, "draft_id": draft_id, "text": text}


def hook(url: str, **more: Any) -> tuple[str, dict[str, Any]]:
    """A setWebhook."""
    return "setWebhook", {"url": url} | more


def edit(message_id: int = TEXT, **parameters: Any) -> tuple[str, dict[str, Any]]:
    """An editMessageText in the reader's chat."""
    return "editMessageText", {"chat_id": READER, "message_id": message_id, "text": "She said “yes”."} | parameters


def offer(*results: dict[str, Any], **parameters: Any) -> tuple[str, dict[str, Any]]:
    """An answerInlineQuery."""
    return "answerInlineQuery", {"inline_query_id": "1", "results": list(results)} | parameters


def article(result_id: str = "1", **more: Any) -> dict[str, Any]:
    """An inline result."""
    content = {"message_text": "A quotation"}
    return {"type": "article", "id": result_id, "title": "T", "input_message_content": content} | more


BUTTONS_AS_THEY_ARE = (
    "editMessageReplyMarkup",
    {"chat_id": READER, "message_id": BUTTONS, "reply_markup": keyboard({"callback_data": "s:1"})},
)

WRONG_CALLS: dict[str, tuple[tuple[str, dict[str, Any]], int, str]] = {
    "unknown method": (("sendWords", {}), 404, "Not Found: method not found"),
    "known method that is not carried out": (("logOut", {}), 501, "Not Implemented"),
    "unknown parameter": (say(colour="red"), 400, 'has no parameter "colour"'),
    "old parameter": (say(reply_to_message_id=1), 400, 'has no parameter "reply_to_message_id"'),
    "missing chat": (("sendMessage", {"text": "Yes"}), 400, "chat_id is empty"),
    "missing text": (("sendMessage", {"chat_id": READER}), 400, "message text is empty"),
    "missing id of a query": (("answerCallbackQuery", {}), 400, 'parameter "callback_query_id" is required'),
    "word for a number": (("deleteMessage", {"chat_id": READER, "message_id": "two"}), 400, "must be of type Integer"),
    "fraction for a number": (("deleteMessage", {"chat_id": READER, "message_id": 2.0}), 400, "of type Integer"),
    "word for a truth value": (say(protect_content="yes"), 400, "must be of type Boolean"),
    "broken JSON": (say(entities="[{"), 400, "can't parse entities JSON object"),
    "object for an array": (say(entities={}), 400, "must be an Array"),
    "array for an object": (say(link_preview_options=[]), 400, "must be an Object"),
    "unknown field": (mark(("bold", 0, 3), weight=7), 400, 'MessageEntity has no field "weight"'),
    "missing field": (say(entities=[{"type": "bold", "offset": 0}]), 400, 'can\'t find field "length"'),
    "text for a number inside": (mark(("bold", "0", 1)), 400, "entities[0].offset: must be"),
    "number for a text inside": (press({"callback_data": 7}), 400, "[0][0].callback_data"),
    "lone surrogate": (say(reply_markup='{"inline_keyboard":[[{"text":"\\ud83d"}]]}'), 400, "[0][0].text"),
    "unknown chat": (say(chat_id=STRANGER), 400, "Bad Request: chat not found"),
    "unknown name of a chat": (say(chat_id="@nowhere"), 400, "Bad Request: chat not found"),
    "person who blocked the bot": (say(chat_id=BLOCKER), 403, "Forbidden: bot was blocked by the user"),
    "action for one who blocked": (("sendChatAction", {"chat_id": BLOCKER, "action": "typing"}), 403, "blocked"),
    "group that put the bot out": (say(chat_id=LEFT), 403, "bot was kicked from the supergroup chat"),
    "empty text": (say(text=""), 400, "message text is empty"),
    "white text": (say(text=" \n\t "), 400, "text must be non-empty"),
    "long text": (say(text="a" * 4097), 400, "message is too long"),
    "long text in UTF-16 units": (say(text="😀" * 2049), 400, "message is too long"),
    "long text in an edit": (edit(text="a" * 4097), 400, "message is too long"),
    "101 entities": (letters(101), 400, "ENTITIES_TOO_LONG"),
    "unknown kind of entity": (mark(("huge", 0, 3)), 400, 'unsupported entity type "huge"'),
    "entity before the text": (mark(("bold", -1, 3)), 400, "incorrect offset -1"),
    "entity without length": (mark(("bold", 0, 0)), 400, "incorrect length 0"),
    "entity over the end": (mark(("bold", 7, 3)), 400, "ends after the end of the text at UTF-16 offset 10"),
    "entity behind the end": (mark(("bold", 9, 1)), 400, "begins after the end of the text"),
    "entity starting inside a character": (mark(("bold", 5, 2)), 400, "begins in a middle of a UTF-16 symbol"),
    "entity ending inside a character": (mark(("bold", 3, 2)), 400, "ends in a middle of a UTF-16 symbol"),
    "entities that cross": (mark(("bold", 0, 3), ("italic", 2, 4)), 400, "cross each other"),
    "nested quotations": (mark(("blockquote", 0, 9), ("expandable_blockquote", 0, 3)), 400, "can't be nested"),
    "bold code": (mark(("bold", 0, 9), ("code", 0, 3)), 400, "bold and code entities can't contain each other"),
    "link in a link": (mark(("text_link", 0, 9), ("text_link", 0, 3), url="https://a.example"), 400, "can't contain"),
    "link to nowhere": (mark(("text_link", 0, 3)), 400, 'needs the field "url"'),
    "link of an unknown scheme": (link("file:///etc/passwd"), 400, "Unsupported URL protocol"),
    "link with a space": (link("https://a.example/a b"), 400, "white space"),
    "address of bold text": (mark(("bold", 0, 3), url="https://a.example"), 400, 'of type "text_link" only'),
    "mention of nobody": (mark(("text_mention", 0, 3)), 400, 'needs the field "user"'),
    "deep link with a full stop": (link("https://t.me/bot?start=a.b"), 400, "START_PARAM_INVALID"),
    "long deep link": (link(f"https://t.me/bot?start={'a' * 65}"), 400, "START_PARAM_INVALID"),
    "unknown parse mode": (say(parse_mode="RTF"), 400, "unsupported parse_mode"),
    "parse mode beside entities": (letters(1, parse_mode="HTML"), 400, "both"),
    "unknown tag": (html("<h1>Yes</h1>"), 400, 'unsupported start tag "h1"'),
    "unclosed tag": (html("<b>Yes"), 400, 'can\'t find end tag corresponding to start tag "b"'),
    "crossing tags": (html("<b>Y<i>e</b>s</i>"), 400, 'unexpected end tag "b"'),
    "button that does nothing": (press({}), 400, "Text buttons are unallowed in the inline keyboard"),
    "button that does two things": (press({"callback_data": "a", "url": "https://a.example"}), 400, "exactly one"),
    "button without a label": (press({"text": "", "callback_data": "a"}), 400, "text must be non-empty"),
    "button with 65 bytes": (press({"callback_data": "a" * 65}), 400, "BUTTON_DATA_INVALID"),
    "button with 66 bytes of 33 letters": (press({"callback_data": "é" * 33}), 400, "BUTTON_DATA_INVALID"),
    "button with nothing": (press({"callback_data": ""}), 400, "BUTTON_DATA_INVALID"),
    "button to nowhere": (press({"url": "nowhere"}), 400, "Wrong HTTP URL"),
    "button copying 257 letters": (press({"copy_text": {"text": "a" * 257}}), 400, "BUTTON_COPY_TEXT_INVALID"),
    "reply asked for by no": (say(reply_markup={"force_reply": False}), 400, "force_reply must be true"),
    "asking with 65 letters": (ask_for_reply("a" * 65), 400, "1 to 64 characters"),
    "reply asked for by an edit": (edit(reply_markup={"force_reply": True}), 400, "can't parse"),
    "9 buttons in a row": (press(*[{"callback_data": "a"}] * 9), 400, "more than 8 buttons in a row"),
    "101 buttons": (press({"callback_data": "a"}, rows=101), 400, "more than 100 buttons"),
    "reply to nothing": (reply(99), 400, "message to be replied not found"),
    "quoting other words": (reply(QUESTION, quote="The minister"), 400, "QUOTE_TEXT_INVALID"),
    "quoting 1025 letters": (reply(QUESTION, quote="a" * 1025), 400, "quote is too long"),
    "reply to another chat": (reply(1, chat_id=GROUP), 501, "Not Implemented"),
    "unknown topic": (say(chat_id=FORUM, message_thread_id=99), 400, "message thread not found"),
    "closed topic": (say(chat_id=FORUM, message_thread_id=CLOSED), 400, "TOPIC_CLOSED"),
    "topic of a private chat": (say(message_thread_id=1), 400, "message thread not found"),
    "edit of nothing": (edit(99), 400, "message to edit not found"),
    "edit of a person's message": (edit(QUESTION), 400, "message can't be edited"),
    "edit of a document's text": (edit(DOCUMENT), 400, "there is no text in the message to edit"),
    "edit without change": (edit(text="She said “no”. 😀"), 400, "message is not modified"),
    "edit without change but for white space": (edit(text="\nShe said “no”. 😀 \n"), 400, "message is not modified"),
    "edit of a keyboard without change": (BUTTONS_AS_THEY_ARE, 400, "message is not modified"),
    "edit of no message": (("editMessageText", {"chat_id": READER, "text": "Y"}), 400, "identifier is not specified"),
    "edit of nothing inline": (("editMessageText", {"inline_message_id": "a", "text": "Y"}), 400, "ID_INVALID"),
    "deleting nothing": (("deleteMessage", {"chat_id": READER, "message_id": 99}), 400, "message to delete not found"),
    "deleting 101 messages": (("deleteMessages", {"chat_id": READER, "message_ids": [1] * 101}), 400, "too many"),
    "draft in a group": (draft(GROUP, 1), 400, "private chats only"),
    "draft numbered zero": (draft(READER, 0), 400, "non-zero"),
    "long draft": (draft(READER, 1, "a" * 4097), 400, "too long"),
    "unknown action": (("sendChatAction", {"chat_id": READER, "action": "thinking"}), 400, "wrong parameter action"),
    "long caption": (attach("x", caption="a" * 1025), 400, "caption is too long"),
    "document from an unknown file": (attach("x"), 400, "wrong remote file"),
    "document that is not attached": (attach("attach://x"), 400, "no file"),
    "document missing": (("sendDocument", {"chat_id": READER}), 400, 'parameter "document" is required'),
    "unknown file": (("getFile", {"file_id": "x"}), 400, "wrong file_id or the file is temporarily unavailable"),
    "unknown callback query": (notice(), 400, "query is too old"),
    "long callback answer": (notice(text="a" * 201), 400, "MESSAGE_TOO_LONG"),
    "unknown inline query": (offer(article()), 400, "query is too old and response timeout expired"),
    "51 inline results": (offer(*[article(str(n)) for n in range(51)]), 400, "too many inline query results"),
    "two inline results of one id": (offer(article(), article()), 400, "RESULT_ID_DUPLICATE"),
    "inline id of 65 bytes": (offer(article("a" * 65)), 400, "RESULT_ID_INVALID"),
    "inline id of nothing": (offer(article("")), 400, "RESULT_ID_INVALID"),
    "inline result of an unknown type": (offer(article(type="poem")), 400, "can't parse results[0]"),
    "inline result without content": (offer({"type": "article", "id": "1", "title": "T"}), 400, 'find field "input_me'),
    "inline result of white text": (offer(article(input_message_content={"message_text": " "})), 400, "text is empty"),
    "inline offset of 65 bytes": (offer(article(), next_offset="a" * 65), 400, "NEXT_OFFSET_INVALID"),
    "inline start button with a space": (offer(button={"text": "A", "start_parameter": "a b"}), 400, "START_PARAM"),
    "inline button that does nothing": (offer(button={"text": "Ask"}), 400, "exactly one optional field"),
    "command in capitals": (command("Ask", "Ask"), 400, "BOT_COMMAND_INVALID"),
    "command without a description": (command("ask", ""), 400, "DESCRIPTION_INVALID"),
    "101 commands": (command("ask", "Ask", 101), 400, "TOO_MUCH"),
    "commands for an unknown scope": (command("ask", scope={"type": "moon"}), 400, "scope"),
    "commands in an unknown language": (command("ask", language_code="english"), 400, "language code"),
    "unknown kind of update": (("getUpdates", {"allowed_updates": ["letters"]}), 400, "no kind of update"),
    "101 updates at once": (("getUpdates", {"limit": 101}), 400, "limit must be"),
    "webhook without TLS": (hook("http://bot.example/hook"), 400, "An HTTPS URL must be provided"),
    "webhook on another port": (hook("https://bot.example:5000/"), 400, "80, 88, 443 or 8443"),
    "webhook secret with a space": (hook("https://bot.example/", secret_token="a b"), 400, "secret token"),
    "two reactions": (react("👍", "👎"), 400, "REACTIONS_TOO_MANY"),
    "member of nowhere": (("getChatMember", {"chat_id": STRANGER, "user_id": 1}), 400, "chat not found"),
}  # fmt: skip


LIMITS: dict[str, tuple[str, dict[str, Any]]] = {
    "4096 units": say(text="a" * 4096),
    "2048 characters of two units": say(text="😀" * 2048),
    "4096 units after trimming": say(text=" " * 10 + "a" * 4096 + "\n" * 10),
    "4096 units after markup": say(text=f"<b>{'a' * 4096}</b>", parse_mode="HTML"),
    "100 entities": letters(100),
    "entities to the very end": mark(("expandable_blockquote", 0, 9), ("bold", 4, 2), ("italic", 4, 5)),
    "64 bytes in a button": press({"callback_data": "é" * 32}),
    "100 buttons": press(*[{"callback_data": "a"}] * 4, rows=25),
    "8 buttons in a row": press(*[{"callback_data": "a"}] * 8),
    "asking with 64 letters": ask_for_reply("a" * 64),
    "copying 256 letters": press({"copy_text": {"text": "a" * 256}}),
    "payload of 64": link(f"https://t.me/bot?start={'a' * 64}"),
    "exact quotation": reply(QUESTION, quote="minister say 😀"),
    "reply to nothing, if allowed": reply(99, allow_sending_without_reply=True),
    "caption of 1024": ("sendDocument", {"chat_id": READER, "caption": "a" * 1024, "files": {"document": ("a", b"a")}}),
    "open topic": say(chat_id=FORUM, message_thread_id=TOPIC),
    "number of a topic in a group without": say(chat_id=GROUP, message_thread_id=7),
    "empty draft": ("sendMessageDraft", {"chat_id": READER, "draft_id": 1}),
}
