"""Goes through an RTF file once: groups and control words change a state, and text goes where the state says."""

import re
from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING, Self

from corpus.errors import ReadingLimitError
from corpus.readers.characters import clean_line
from corpus.readers.rtf_codes import (
    DETAILS,
    NOTES,
    NUMBERS,
    PARAGRAPH_ENDS,
    READ_THOUGH_STARRED,
    SIGNS,
    SYMBOLS,
    UNREAD,
    decode_bytes,
)
from corpus.readers.rtf_flow import Flow, mend_halves
from corpus.readers.rtf_state import PROSE, SETTERS, Place, State
from corpus.readers.rtf_tables import FONT_WORDS, Fonts, Styles
from corpus.worded import Worded

if TYPE_CHECKING:
    from corpus.readers.blocks import Block

TOKEN = re.compile(
    rb"\\(?:'(?P<hex>[0-9A-Fa-f]{2})|(?P<word>[A-Za-z]{1,32})(?P<number>-?[0-9]{1,10})? ?|(?P<symbol>[^A-Za-z'])|)"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)
MAX_DEPTH = 1_000
BULLET = 0xF0B7


class RtfReading:
    """One reading of a file, and what it has found so far."""

    def __init__(self, data: bytes, name: str) -> None:
        self.blocks: list[Block] = []
        self.ended = False
        self.notes = self.objects = 0
        self.hid = self.struck_out = False
        self._data, self._name = data, name
        self._state = State()
        self._outer: list[State] = []
        self._flows: list[tuple[int, Flow]] = [(0, Flow())]
        self._fonts, self._styles = Fonts(), Styles()
        self._bytes, self._codec = bytearray(), self._fonts.codec
        self._to_skip = 0
        self._starred = False
        self._text: list[str] = []
        self._details: dict[str, list[str]] = {}

    def read(self) -> Self:
        """Read to the end of the outermost group."""
        at = self._data.index(b"{")
        while at < len(self._data) and not self.ended:
            token = TOKEN.match(self._data, at)
            if token is None:
                break
            at = token.end() + self._take(token)
        while self._flows:
            self.blocks = self._flow.close() + self.blocks
            self._flows.pop()
        return self

    def find_detail(self, name: str) -> str | None:
        """Give a detail of the file's properties."""
        return clean_line(mend_halves("".join(self._details.get(name, []))))

    @property
    def _flow(self) -> Flow:
        return self._flows[-1][1]

    def _take(self, token: re.Match[bytes]) -> int:
        """Do what a token says; gives how many bytes after it are no text."""
        match token.lastgroup:
            case "text":
                self._take_bytes(token["text"])
            case "hex":
                self._take_bytes(bytes.fromhex(token["hex"].decode()))
            case "word" | "number":
                return self._obey(token["word"], None if token["number"] is None else int(token["number"]))
            case "symbol":
                self._take_symbol(token["symbol"])
            case "brace":
                self._open_group() if token["brace"] == b"{" else self._close_group()
        return 0

    def _open_group(self) -> None:
        self._flush()
        if len(self._outer) >= MAX_DEPTH:
            raise ReadingLimitError(
                Worded(
                    "{name} is nested more deeply than any text is; save it again, or send its text instead.",
                    name=self._name,
                )
            )
        self._outer.append(self._state)
        self._state = copy(self._state)
        self._to_skip = 0

    def _close_group(self) -> None:
        self._flush()
        inner, self._to_skip, self._starred = self._state, 0, False
        if inner.place is Place.STYLES:
            self._styles.keep(self._take_text())
        while self._flows[-1][0] == len(self._outer):
            blocks = self._flows.pop()[1].close()
            self._flow.boxes += blocks
        self._state = self._outer.pop()
        if inner.place is Place.NUMBER and self._state.place is not Place.NUMBER:
            number = " ".join(self._take_text().split())
            self._flow.number = number if any(map(str.isalnum, number)) else ""
        self.ended = not self._outer

    def _take_text(self) -> str:
        text, self._text = "".join(self._text), []
        return text

    def _take_bytes(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        if self._state.place is Place.UNREAD:
            return
        codec = self._fonts.find_codec(self._state.font)
        if codec != self._codec:
            self._flush()
            self._codec = codec
        self._bytes += data[skipped:]

    def _flush(self) -> None:
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            self._add(decode_bytes(data, self._codec))

    def _take_symbol(self, symbol: bytes) -> None:
        self._flush()
        if symbol == b"*":
            self._starred = True
        elif self._to_skip:
            self._to_skip -= 1
        elif symbol in b"\r\n":
            self._end_paragraph(None)
        elif symbol in SYMBOLS:
            self._add(SYMBOLS[symbol])

    def _add(self, text: str) -> None:
        match self._state.place:
            case Place.BODY:
                self._add_to_body(text)
            case Place.NUMBER | Place.STYLES:
                self._text.append(text)
            case Place.DETAIL:
                self._details.setdefault(self._state.detail, []).append(text)

    def _add_to_body(self, text: str) -> None:
        state, words = self._state, bool(text.strip())
        self.hid = self.hid or (words and state.hidden)
        self.struck_out = self.struck_out or (words and state.struck and not state.hidden and not state.deleted)
        if state.is_shown:
            self._flow.add(text)

    def _obey(self, word: bytes, number: int | None) -> int:
        """Do what a control word says; gives how many bytes after it are no text."""
        self._flush()
        starred, self._starred = self._starred, False
        if word == b"bin":
            return max(0, number or 0)
        if word == b"ud" and self._state.instead:
            self._state.place = self._state.instead
        elif (starred and word not in READ_THOUGH_STARRED) or word in UNREAD:
            self._state.place = Place.UNREAD
        elif self._state.place is not Place.UNREAD:
            self._obey_in_text(word, number)
        return 0

    def _obey_in_text(self, word: bytes, number: int | None) -> None:
        if word in SIGNS:
            self._add(SIGNS[word])
        elif word in SETTERS:
            SETTERS[word](self._state, number)
        elif word in COMMANDS:
            COMMANDS[word](self, number)
        elif word in FONT_WORDS:
            FONT_WORDS[word](self._fonts, number)
        else:
            self._enter(word)

    def _enter(self, word: bytes) -> None:
        """Begin a destination, if the word is one."""
        state = self._state
        if word in NOTES:
            self.notes += 1
            state.place = Place.UNREAD
        elif word in NUMBERS:
            state.place = Place.NUMBER
        elif word in DETAILS and state.place is Place.INFO:
            state.place, state.detail = Place.DETAIL, word.decode()
        elif word in PLACES:
            state.place = PLACES[word]

    def _end_paragraph(self, _number: int | None) -> None:
        state = self._state
        if state.place is Place.BODY:
            level = state.outline + 1 if state.outline < PROSE else self._styles.find_level(state.style)
            self._flow.end_paragraph(level, state.in_table)

    def _end_cell(self, _number: int | None) -> None:
        self._flow.end_cell()

    def _end_row(self, _number: int | None) -> None:
        self._flow.end_row()

    def _set_style(self, number: int | None) -> None:
        if self._state.place is Place.STYLES:
            self._styles.current = number or 0
        self._state.style = number or 0

    def _set_outline(self, number: int | None) -> None:
        level = number if number is not None and 0 <= number < PROSE else PROSE
        if self._state.place is Place.STYLES:
            self._styles.outline = level
        self._state.outline = level

    def _set_font(self, number: int | None) -> None:
        self._state.font = self._fonts.current = number or 0

    def _take_code(self, number: int | None) -> None:
        code = (number or 0) & 0xFFFF
        self._add("•" if code == BULLET else chr(code))
        self._to_skip = self._state.fallback

    def _count_object(self, _number: int | None) -> None:
        self.objects += 1

    def _begin_box(self, _number: int | None) -> None:
        self._state.in_table = False
        self._flows.append((len(self._outer), Flow()))


PLACES = {b"fonttbl": Place.FONTS, b"stylesheet": Place.STYLES, b"info": Place.INFO}
COMMANDS: dict[bytes, Callable[[RtfReading, int | None], None]] = {
    **dict.fromkeys(PARAGRAPH_ENDS, RtfReading._end_paragraph),
    b"cell": RtfReading._end_cell,
    b"row": RtfReading._end_row,
    b"s": RtfReading._set_style,
    b"outlinelevel": RtfReading._set_outline,
    b"f": RtfReading._set_font,
    b"u": RtfReading._take_code,
    b"object": RtfReading._count_object,
    b"shptxt": RtfReading._begin_box,
}
