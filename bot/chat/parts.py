"""How blocks of text become messages: in order, cut between blocks, each message inside Telegram's limits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardMarkupLimit, MessageLimit

from bot.chat.markup import Markup, cut, plain

UNITS = int(MessageLimit.MAX_TEXT_LENGTH)
ENTITIES = int(MessageLimit.MESSAGE_ENTITIES)
BUTTONS = int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER) - 10  # some more are hung under the last message

Rows = tuple[tuple[InlineKeyboardButton, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Something that stays in one piece where it can; a `glued` one stands on the line under the block before it."""

    markup: Markup
    glued: bool = False
    buttons: tuple[InlineKeyboardButton, ...] = ()

    @property
    def separator(self) -> str:
        """What stands between it and the block before it."""
        return "\n" if self.glued else "\n\n"


@dataclass(frozen=True, slots=True)
class Part:
    """One message: its text, its entities and its rows of buttons, or that it asks for a reply.

    A message that asks for a reply can only be sent, never be put in the place of another.
    """

    markup: Markup
    rows: Rows = ()
    asks: bool = False

    @property
    def keyboard(self) -> InlineKeyboardMarkup | None:
        """The buttons as Telegram takes them."""
        return InlineKeyboardMarkup(self.rows) if self.rows else None

    @property
    def response(self) -> InlineKeyboardMarkup | ForceReply | None:
        """What a new message asks of whoever sees it: to press a button, or to reply."""
        return ForceReply() if self.asks else self.keyboard


def pack(blocks: Sequence[Block], width: int = 2) -> list[Part]:
    """Fill messages with the blocks in order, `width` buttons a row.

    Blocks that are glued together part only when they do not fit into one message; a block is cut, between words,
    only when it alone does not.
    """
    packed: list[Block] = []
    for group in group_glued(blocks):
        for block in fit(group):
            if packed and fits(merged := merge(packed[-1], block)):
                packed[-1] = merged
            else:
                packed.append(block)
    return [Part(block.markup, make_rows(block.buttons, width)) for block in packed]


def group_glued(blocks: Sequence[Block]) -> list[list[Block]]:
    """Put each block together with the ones that are glued to it."""
    groups: list[list[Block]] = []
    for block in blocks:
        if not block.markup.text.strip():
            continue
        if block.glued and groups:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def fit(group: Sequence[Block]) -> Iterator[Block]:
    """Give the group as one block when that fits into a message, or its blocks, each in as few pieces as it needs."""
    whole = group[0]
    for block in group[1:]:
        whole = merge(whole, block)
    if fits(whole):
        yield whole
    elif len(group) > 1:
        yield from fit(group[:1])
        yield from fit(group[1:])
    else:
        *before, last = cut(whole.markup, UNITS)
        yield from (Block(piece, whole.glued) for piece in before)
        yield Block(last, whole.glued, whole.buttons)


def merge(above: Block, below: Block) -> Block:
    """Put one block under another."""
    markup = above.markup + plain(below.separator) + below.markup
    return Block(markup, above.glued, above.buttons + below.buttons)


def fits(block: Block) -> bool:
    """Whether it can be one message."""
    markup = block.markup
    return markup.units <= UNITS and len(markup.entities) <= ENTITIES and len(block.buttons) <= BUTTONS


def make_rows(buttons: Sequence[InlineKeyboardButton], width: int) -> Rows:
    """Lay buttons out in rows of `width`."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))
