"""What may be wrong with a translation: it is shown after every check here, or it is dropped with a reason.

    reply's text | without quotation marks | characters, links | length | language | figures | names | denials

The checks hold whatever the model was told by a report. They look at what can be looked at without knowing both
languages: a wrong word passes, which is why a translation is marked as ours and stands under its original.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.answering.faults.characters import LINK, SIGNS, name_script
from bot.answering.tongues.negations import keeps_denials
from bot.answering.translations import wording
from bot.answering.translations.amounts import has_same_figures
from bot.answering.translations.marks import strip_marks
from bot.answering.translations.names import has_foreign_name
from bot.answering.visible_text import HALF_SPACE, JOINED, is_invisible
from bot.languages.hearing import hear_language
from bot.languages.language import Language
from corpus.worded import Worded

MOST, SPARE = 2.2, 60
LEAST = 0.25
DENSE_MOST = 8.0
"""How much longer, and how much shorter a translation may be, in characters; from Chinese or Japanese far longer."""

DENSE = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL"})
SCRIPTS = {
    Language.PERSIAN: frozenset({"ARABIC"}),
    Language.ARABIC: frozenset({"ARABIC"}),
    Language.HEBREW: frozenset({"HEBREW"}),
}
LATIN = frozenset({"LATIN"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A quotation's words and a translation of them; `spoken` is None for a language that the bot does not speak."""

    original: str
    translation: str
    spoken: Language | None
    asked: Language


def clean_translation(text: str) -> str:
    """Give what a model wrote as it may be shown: without quotation marks, and on one line."""
    return strip_marks(text)


def find_translation_fault(pair: Pair) -> Worded | None:
    """Say what is wrong with a translation, or None."""
    return next(list_faults(pair), None)


def list_faults(pair: Pair) -> Iterator[Worded]:
    """Give what is wrong, the cheap checks first."""
    for is_wrong, reason in CHECKS:
        if is_wrong(pair):
            yield Worded(reason)


def is_empty(pair: Pair) -> bool:
    """Whether no letter stands in it."""
    return not any(map(str.isalpha, pair.translation))


def has_hidden(pair: Pair) -> bool:
    """Whether a character does not show, but for the half-spaces inside Persian words."""
    return any(is_invisible(each) for each in JOINED.sub("", pair.translation)) or HALF_SPACE in JOINED.sub(
        "", pair.translation
    )


def has_pressed(pair: Pair) -> bool:
    """Whether it has something that an application would make a link of, or a sign of markup, of its own."""
    shown = unicodedata.normalize("NFKC", pair.translation)
    original = unicodedata.normalize("NFKC", pair.original)
    if any(found.group() not in original for found in LINK.finditer(shown)):
        return True
    return bool(SIGNS & set(shown) - set(original))


def is_too_long(pair: Pair) -> bool:
    """Whether it says far more than its original can."""
    dense = any(name_script(each).split("-")[0] in DENSE for each in pair.original)
    return len(pair.translation) > len(pair.original) * (DENSE_MOST if dense else MOST) + SPARE


def is_too_short(pair: Pair) -> bool:
    """Whether it leaves most of its original out."""
    return len(pair.translation) < len(pair.original) * LEAST


def is_other_language(pair: Pair) -> bool:
    """Whether it is in another language than the one asked for, or has letters of scripts that neither text needs."""
    if hear_language(pair.translation, pair.asked) is not pair.asked:
        return True
    known = SCRIPTS.get(pair.asked, LATIN) | {name_script(each) for each in pair.original} | {""}
    return any(name_script(each) not in known for each in pair.translation if each.isalpha())


def has_other_figures(pair: Pair) -> bool:
    """Whether a figure was changed, left out or put in."""
    return not has_same_figures(pair.original, pair.translation, pair.spoken, pair.asked)


def has_other_names(pair: Pair) -> bool:
    """Whether a name stands in it that its original does not have."""
    return has_foreign_name(pair.original, pair.translation)


def has_other_denials(pair: Pair) -> bool:
    """Whether it lost its original's “not”, or gained one."""
    return not keeps_denials(pair.original, pair.translation, pair.spoken, pair.asked)


CHECKS: tuple[tuple[Callable[[Pair], bool], str], ...] = (
    (is_empty, wording.NOTHING),
    (has_hidden, wording.HIDDEN),
    (has_pressed, wording.PRESSED),
    (is_too_long, wording.TOO_LONG),
    (is_too_short, wording.TOO_SHORT),
    (is_other_language, wording.OTHER_LANGUAGE),
    (has_other_figures, wording.OTHER_FIGURES),
    (has_other_names, wording.OTHER_NAMES),
    (has_other_denials, wording.OTHER_DENIALS),
)
