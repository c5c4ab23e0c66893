"""The characters of a statement: plain words to be read, with nothing in them that acts, hides or looks like another.

Markup, links, mentions and commands that an application would turn into something to press are faults, as are
characters that show nothing and letters of a script that neither the quotations nor the question use.
"""

import re
import unicodedata
from functools import lru_cache

from bot.answering.faults.ground import Ground
from bot.answering.faults.marks import strip_marked
from bot.answering.visible_text import is_invisible
from corpus.worded import Worded

INVISIBLE = Worded("characters that do not show")
MARKUP = Worded("markup, or something to press")
STRANGE = Worded("letters or signs that its quotations do not use")
TOO_LONG = Worded("more words than a statement may have")
FOREIGN_VOICE = Worded("it speaks for itself, or to the reader")

LONGEST = 400
"""Of a statement, in characters: two long lines of a report."""

LINK = re.compile(
    r"://|\bwww\.|\bt\.me\b|\b(?:https?|mailto|tel|tg|javascript|data|ftp|file):\S|\S@\S|(?<!\w)[@#/]\w|\$[A-Za-z]"
    r"|\b[^\W_]{2,}(?:-[^\W_]+)*\.[^\W\d_]{2,}(?=[/\s:?#.,!)]|\Z)|&#?\w+;",
    re.IGNORECASE,
)
SIGNS = frozenset("<>[]{}|\\`*_~#@^=")
PLAIN = frozenset(" .,;:!?'\"()-–—…%‰°/&$£€¥₹’‘“”„«»‹›+−×§½¼¾⅓⅔،؛؟۔٪")
PRONOUNS = re.compile(r"\b(?:[Ii]|[Ww]e|us|[Mm]e|[Mm]y|[Oo]ur|[Oo]urs|[Yy]ou|[Yy]our|[Yy]ours|[Yy]ourself|[Mm]yself)\b")


def find_character_fault(statement: str, ground: Ground) -> str | None:
    """Say what is wrong with the characters of the statement, or None."""
    if len(statement) > LONGEST:
        return TOO_LONG
    if any(is_invisible(character) for character in statement):
        return INVISIBLE
    shown = unicodedata.normalize("NFKC", statement)
    if LINK.search(shown) or SIGNS & set(shown) or "\n" in statement:
        return MARKUP
    if has_strange(unicodedata.normalize("NFC", statement), " ".join(ground.everything)):
        return STRANGE
    return None


def find_voice_fault(statement: str, ground: Ground) -> str | None:
    """Say that words outside quotation marks are in the first or second person, or None."""
    plain = strip_marked(statement)
    found = PRONOUNS.search(plain)
    return FOREIGN_VOICE if found and not is_numeral(plain, found) else None


def is_numeral(text: str, found: re.Match[str]) -> bool:
    """Whether an “I” is a numeral behind a name, as in “Charles I”."""
    return found.group() == "I" and re.search(r"[A-Z]\w+ \Z", text[: found.start()]) is not None


def has_strange(statement: str, known: str) -> bool:
    """Whether a character is of a script, or a sign or mark, that what is known does not use."""
    letters = list_scripts(known)
    return any(
        script not in letters if script else character not in PLAIN and character not in known
        for character in set(statement)
        for script in [name_script(character)]
    )


@lru_cache(maxsize=512)
def list_scripts(text: str) -> frozenset[str]:
    """Give the scripts of a text's letters and digits."""
    return frozenset(filter(None, map(name_script, set(text)))) | {"DIGIT"}


@lru_cache(maxsize=5_000)
def name_script(character: str) -> str:
    """Give the script of a letter or digit by its Unicode name, which begins with it; nothing for another character."""
    kind = unicodedata.category(character)
    if kind[0] != "L" and kind != "Nd":
        return ""
    return unicodedata.name(character, "UNKNOWN").partition(" ")[0]
