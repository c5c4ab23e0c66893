"""A recording as a page: a chat of our own plain design. Pure, from a recording to HTML.

As clients do, the page shows "edited" only on what people wrote, folds expandable quotations after three lines, and
hides what a link gave to /start. Each line takes its direction from its own first letter.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from tests.pictures.marking import mark_text
from tests.pictures.recording import Item, Recording

SHEET = Path(__file__).with_name("page.css")
FOLDING = """for (const quote of document.querySelectorAll('.expandable_blockquote')) {
  const lines = quote.firstElementChild;
  if (lines.scrollHeight > lines.clientHeight + 2) quote.classList.add('folded');
}"""
HUES = 7
FOLLOWED = "/start "
SIGNS = {"url": "↗\ufe0e", "copy_text": "⧉", "switch_inline_query": "➤", "switch_inline_query_current_chat": "➤"}
ATTACHED = {"voice": "Voice message", "sticker": "Sticker", "photo": "Photo", "location": "Location", "poll": "Poll"}

Payload = Mapping[str, Any]


def draw_page(recording: Recording) -> str:
    """Give the whole page."""
    drawn = "\n".join(draw_item(item, recording) for item in recording.items)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(recording.caption)}</title>'
        f"<style>{SHEET.read_text(encoding='utf-8')}</style></head><body>{draw_header(recording)}"
        f"<main>{drawn}</main><script>{FOLDING}</script></body></html>"
    )


def draw_header(recording: Recording) -> str:
    """Give the name of the chat."""
    if recording.is_group:
        title, kind = str(recording.chat.get("title", "")), "group"
    elif recording.chat["id"] == recording.viewer:
        title, kind = recording.bot, "bot"
    else:
        title, kind = get_name(recording.chat), "a chat without the bot"
    return f"<header>{draw_face(title, 0)}<div><b>{escape(title)}</b><small>{kind}</small></div></header>"


def draw_item(item: Item, recording: Recording) -> str:
    """Give one thing seen."""
    if item.kind == "message":
        return draw_message(item.content, recording)
    if item.kind == "notice":
        return f'<div class="notice"><div class="lines">{escape(item.content["text"])}</div></div>'
    if item.kind == "draft":
        body = mark_text(item.content["text"], item.content.get("entities", ()))
        return f'<div class="theirs row"><div class="bubble draft">{body}<i class="cursor"></i></div></div>'
    return draw_inline(item.content)


def draw_message(message: Payload, recording: Recording) -> str:
    """Give a message: who sent it, what it replies to, what it says, when, and its buttons."""
    sender, mine = message.get("from", {}), message.get("from", {}).get("id") == recording.viewer
    shows_sender = recording.is_group and not mine
    name = f'<b class="sender hue{get_hue(sender)}">{escape(get_name(sender))}</b>' if shows_sender else ""
    face = draw_face(get_name(sender), get_hue(sender)) if shows_sender else ""
    parts = [name, draw_via(message), draw_origin(message), draw_reply(message), draw_file(message), draw_text(message)]
    bubble = f'<div class="bubble">{"".join(parts)}{draw_moment(message)}</div>'
    pressed = {label for number, label in recording.pressed if number == message["message_id"]}
    side = "mine" if mine else "theirs"
    return f'<div class="{side} row">{face}<div class="column">{bubble}{draw_buttons(message, pressed)}</div></div>'


def draw_text(message: Payload) -> str:
    """Give the text of a message, or what stands under its file; of a link that was followed only the command."""
    if message.get("text", "").startswith(FOLLOWED) and not message["from"].get("is_bot"):
        return mark_text(FOLLOWED.strip(), message.get("entities", ()))
    if "text" in message:
        return mark_text(message["text"], message.get("entities", ()))
    return mark_text(message.get("caption", ""), message.get("caption_entities", ()))


def draw_origin(message: Payload) -> str:
    """Say from whom a message was forwarded; nothing for one that was not."""
    origin = message.get("forward_origin")
    if not origin:
        return ""
    chat = origin.get("chat") or origin.get("sender_chat") or {}
    name = chat.get("title") or origin.get("sender_user_name") or get_name(origin.get("sender_user", {}))
    return f'<div class="origin">Forwarded from <b>{escape(name)}</b></div>'


def draw_via(message: Payload) -> str:
    """Say which bot's words somebody sent; nothing for their own."""
    bot = message.get("via_bot")
    return f'<div class="origin">via @{escape(bot["username"])}</div>' if bot else ""


def draw_reply(message: Payload) -> str:
    """Give a line of what a message replies to, or the part of it that it quotes."""
    replied = message.get("reply_to_message")
    if not replied:
        return ""
    said = message.get("quote", {}).get("text") or replied.get("text") or replied.get("caption") or "File"
    sender = replied.get("from", {})
    name = f'<b class="hue{get_hue(sender)}">{escape(get_name(sender))}</b>'
    return (
        f'<div class="reply hue{get_hue(sender)}">{name}<span dir="auto">{escape(" ".join(said.split()))}</span></div>'
    )


def draw_file(message: Payload) -> str:
    """Give the name and size of a file, or the kind of anything else that is no text."""
    document = message.get("document")
    if document:
        size = f"{max(1, round(document.get('file_size', 0) / 1000)):,} kB"
        name = f'<b dir="auto">{escape(document.get("file_name", "File"))}</b><small>{size}</small>'
        return f'<div class="file"><i></i><div>{name}</div></div>'
    kinds = [name for kind, name in ATTACHED.items() if kind in message]
    return f'<div class="file"><i></i><div><b>{kinds[0]}</b></div></div>' if kinds else ""


def draw_moment(message: Payload) -> str:
    """Give the time of day; what a person changed afterwards says so, as the bot's own messages never do."""
    edited = "edit_date" in message and not message.get("from", {}).get("is_bot")
    moment = datetime.fromtimestamp(message["date"], UTC)
    return f'<span class="moment">{"edited " if edited else ""}{moment:%H:%M}</span>'


def draw_buttons(message: Payload, pressed: set[str]) -> str:
    """Give the rows of buttons under a message."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    drawn = ("".join(draw_button(button, pressed) for button in row) for row in rows)
    return "".join(f'<div class="buttons">{row}</div>' for row in drawn)


def draw_button(button: Payload, pressed: set[str]) -> str:
    """Give a button, with a sign in its corner when it does not ask the bot, and a ring when it was pressed."""
    sign = next((sign for action, sign in SIGNS.items() if action in button), "")
    corner = f"<sup>{sign}</sup>" if sign else ""
    ring = " pressed" if button["text"] in pressed else ""
    return f'<span class="button{ring}"><span dir="auto">{escape(button["text"])}</span>{corner}</span>'


def draw_inline(content: Payload) -> str:
    """Give what stands over the line in which somebody types to the bot from another chat, and that line."""
    results = "".join(draw_result(result) for result in content["results"])
    typed = escape(content["query"])
    return f'<div class="inline"><div class="results">{results}</div><div class="typed">{typed}</div></div>'


def draw_result(result: Payload) -> str:
    """Give one inline result: its title and its description."""
    title, said = escape(result.get("title", "")), escape(result.get("description", ""))
    return f'<div class="result"><b dir="auto">{title}</b><p dir="auto">{said}</p></div>'


def draw_face(name: str, hue: int) -> str:
    """Give a round with the first letters of a name."""
    letters = "".join(word[0] for word in name.split()[:2]).upper()
    return f'<span class="face hue{hue}">{escape(letters)}</span>'


def get_name(user: Payload) -> str:
    """Give the name that a person or the bot goes by."""
    return " ".join(filter(None, (user.get("first_name"), user.get("last_name"))))


def get_hue(user: Payload) -> int:
    """Give the number of somebody's colour; 0 is the bot's."""
    return 0 if user.get("is_bot") else 1 + int(user.get("id", 0)) % (HUES - 1)
