"""What RTF's control words mean for the text, and which encoding its bytes are in (RTF specification 1.9.1)."""

import codecs

SIGNS = {
    b"tab": " ", b"line": "\n", b"lbr": "\n", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"emspace": "\u2003", b"enspace": "\u2002",
    b"qmspace": "\u2005", b"zwj": "\u200d", b"zwnj": "\u200c", b"ltrmark": "\u200e", b"rtlmark": "\u200f",
    b"zwbo": "\u200b", b"zwnbo": "\u2060",
}  # fmt: skip
SYMBOLS = {b"~": "\u00a0", b"-": "\u00ad", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}"}
PARAGRAPH_ENDS = frozenset({b"par", b"sect", b"page", b"softpage", b"column", b"nestcell", b"nestrow"})

# Destinations whose words are no part of the text: parts of the page's frame, programs' notes, pictures, index marks.
UNREAD = frozenset(
    b"colortbl pict nonshppict objdata shprslt sp filetbl listtable listoverridetable revtbl rsidtbl mmathPr"
    b" header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn"
    b" fldinst bkmkstart bkmkend annotation atnid atnauthor atntime atnicn atnref atnparent atrfstart atrfend xe tc tcn"
    b" rxe txe private template operator doccomm manager category keywords comment hlinkbase background do themedata"
    b" colorschememapping datastore latentstyles xmlnstbl generator userprops docvar passwordhash datafield formfield"
    b" pntxta pntxtb pnseclvl".split()
)
READ_THOUGH_STARRED = frozenset({b"shpinst", b"shptxt", b"result"})
"""Destinations that a program may pass over if it does not know them, and that hold text."""

NOTES = frozenset({b"footnote", b"ftnalt", b"endnote"})
NUMBERS = frozenset({b"listtext", b"pntext"})
DETAILS = frozenset({b"title", b"author"})

CODE_PAGES = {10000: "mac_roman", 65001: "utf-8", 936: "gb18030", 950: "big5", 932: "cp932", 949: "cp949", 0: "cp1252"}
CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}  # fmt: skip
SYMBOL_CHARSET, SYMBOLS_CODEC = 2, "symbols"


def find_code_page(number: int) -> str | None:
    """Give Python's name of a Windows code page."""
    name = CODE_PAGES.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def decode_bytes(data: bytes, codec: str) -> str:
    """Give text; what cannot be told is shown as lost, which is all that is set in fonts of symbols but bullets."""
    if codec == SYMBOLS_CODEC:
        return "".join("•" if byte == 0xB7 else "\ufffd" if byte > 0x20 else " " for byte in data)
    return data.decode(codec, "replace")
