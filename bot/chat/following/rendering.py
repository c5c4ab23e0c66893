"""How what somebody follows is shown: pure functions, and nothing is sent here.

A button that ends a follow works for the one who follows alone; that of a list (fl) also changes the list.
"""

from collections.abc import Sequence
from dataclasses import replace

from telegram import InlineKeyboardButton

from bot.answering.answers import Answer, Refusal
from bot.chat.following import texts
from bot.chat.markup import isolate, join, plain, shorten
from bot.chat.parts import BUTTONS, Part, make_rows
from bot.chat.rendering import render_record
from bot.languages.speech import Said, Speech
from bot.state.follows import Follow

QUESTION, A_ROW = 150, 4
MOST_LISTED = min(20, BUTTONS)
"""So many stand in one message; the later ones come into sight when earlier ones are ended."""


def render_follows(speech: Speech, follows: Sequence[Follow], place: str) -> Part:
    """Give the list of what somebody follows, seen from a place, with a button to end each."""
    if not follows:
        return Part(plain(speech.say(texts.NOBODY, how=speech.say(texts.HOW))))
    shown = follows[:MOST_LISTED]
    lines = [
        plain(f"{speech.format_number(number)}. {name_follow(speech, each, place)}")
        for number, each in enumerate(shown, 1)
    ]
    left_out = [plain("…")] if len(follows) > len(shown) else []
    heading = plain(speech.say(texts.LISTED, count=speech.count(*texts.QUESTIONS, len(follows))))
    buttons = [
        InlineKeyboardButton(speech.say(texts.END, number=number), callback_data=f"fl:{each.id}")
        for number, each in enumerate(shown, 1)
    ]
    return Part(join([heading, *lines, *left_out], "\n"), make_rows(buttons, A_ROW))


def name_follow(speech: Speech, follow: Follow, place: str) -> str:
    """Give the question on one line, and whether its changes are told elsewhere."""
    question = shorten(isolate(follow.question), QUESTION)
    return question if follow.place == place else speech.say(texts.ELSEWHERE, question=Said(question))


def render_followed(
    speech: Speech, record: Answer | Refusal, heading: str, follow_id: int, bot_name: str = ""
) -> list[Part]:
    """Give an answer under a heading, its last message with a button that ends the follow."""
    *before, last = render_record(record, speech, heading, bot_name)
    stop = InlineKeyboardButton(speech.say(texts.STOP), callback_data=f"fe:{follow_id}")
    return [*before, replace(last, rows=(*last.rows, (stop,)))]
