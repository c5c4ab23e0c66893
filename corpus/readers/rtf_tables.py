"""The tables at the head of an RTF file: which encoding each font's bytes are in, and which styles make headings."""

import re
from collections.abc import Callable

from corpus.readers.rtf_codes import CHARSETS, SYMBOL_CHARSET, SYMBOLS_CODEC, find_code_page
from corpus.readers.rtf_state import PROSE

ANSI = 0
HEADING = re.compile(r"heading ([1-9])|title", re.IGNORECASE)


class Fonts:
    """The fonts by their numbers."""

    def __init__(self) -> None:
        self.codec = "cp1252"
        """The encoding of bytes whose font names none."""
        self.default = self.current = 0
        self._charsets: dict[int, int] = {}

    def set_charset(self, charset: int | None) -> None:
        """Say which characters the current font has."""
        self._charsets[self.current] = charset or ANSI

    def set_default(self, font: int | None) -> None:
        """Say which font holds where none is named."""
        self.default = font or 0

    def set_code_page(self, number: int | None) -> None:
        """Say which Windows code page the file's bytes are in."""
        self.codec = find_code_page(number or 0) or self.codec

    def find_codec(self, font: int | None) -> str:
        """Give the encoding of bytes in a font.

        Fonts of the set “ANSI” are Western, unless no font is said to have the characters of the file's own code
        page: then the program that wrote it did not care about sets.
        """
        charset = self._charsets.get(self.default if font is None else font)
        if charset == SYMBOL_CHARSET:
            return SYMBOLS_CODEC
        if charset == ANSI and self.codec in {CHARSETS.get(each) for each in self._charsets.values()}:
            return "cp1252"
        return CHARSETS.get(charset or ANSI, self.codec)


FONT_WORDS: dict[bytes, Callable[[Fonts, int | None], None]] = {
    b"fcharset": Fonts.set_charset,
    b"deff": Fonts.set_default,
    b"ansicpg": Fonts.set_code_page,
    b"mac": lambda fonts, _: fonts.set_code_page(10000),
    b"pc": lambda fonts, _: fonts.set_code_page(437),
    b"pca": lambda fonts, _: fonts.set_code_page(850),
}


class Styles:
    """The styles of paragraphs by their numbers."""

    def __init__(self) -> None:
        self.current = 0
        self.outline = PROSE
        self._levels: dict[int, int] = {}

    def keep(self, name: str) -> None:
        """End the description of the current style, which has this name and perhaps others after commas."""
        found = HEADING.fullmatch(name.strip().rstrip(";").split(",")[0].strip())
        level = int(found[1] or 1) if found else 0 if self.outline >= PROSE else self.outline + 1
        if level:
            self._levels[self.current] = level
        self.current, self.outline = 0, PROSE

    def find_level(self, style: int) -> int:
        """Give the level of the heading that a style makes, 0 for prose."""
        return self._levels.get(style, 0)
