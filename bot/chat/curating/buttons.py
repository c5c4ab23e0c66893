"""The buttons under a preview: what each carries, and how that is read.

    o:VERB:OFFER:NUMBER:NONCE, at most 64 bytes

The nonce is what counts: it stands in the database for one person, one document as it was shown, and ten minutes. The
offer and the number let a button that is too old show its preview again. Number 0 is the whole offer.
"""

from dataclasses import dataclass

from telegram import InlineKeyboardButton

from bot.chat.room import Context

OFFER_BUTTON = r"o:([a-z]{2}):(\d{1,15}):(\d{1,6}):([A-Za-z0-9_-]{10,30})"
ACTION = "offer"

ADD, REPLACE, COPY, CANCEL = "ad", "rp", "cp", "ca"
EDIT, SHOW = "ed", "sh"
ADD_CLEAR, LOOK, ALL, CANCEL_ALL = "aa", "lk", "al", "cx"
FOR_ALL, HARMLESS = frozenset({ADD_CLEAR, CANCEL_ALL}), frozenset({LOOK, ALL, SHOW})
DETAILS = {
    "ft": "title",
    "fp": "publisher",
    "fa": "author",
    "fd": "published",
    "fu": "url",
    "fl": "language",
}
"""The verbs that ask for a detail."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button said when it was pressed."""

    verb: str
    offer_id: int
    number: int
    nonce: str


@dataclass(frozen=True, slots=True)
class Keys:
    """What all buttons under one preview carry."""

    offer_id: int
    number: int
    nonce: str

    def make_button(self, label: str, verb: str) -> InlineKeyboardButton:
        """Give one of the buttons."""
        return InlineKeyboardButton(label, callback_data=f"o:{verb}:{self.offer_id}:{self.number}:{self.nonce}")


def read_button(context: Context) -> Pressed:
    """Give what the button carried whose press is being handled."""
    verb, offer_id, number, nonce = context.matches[0].groups() if context.matches else ("", 0, 0, "")
    return Pressed(str(verb), int(offer_id), int(number), str(nonce))
