"""Every sentence about translations: the mark that one is shown with, why there is none, and why one was dropped."""

from bot.answering.answers import Answer, Refusal, Translation
from bot.languages.speech import ENGLISH, Speech

MARK = "Our translation, by a language model, its words unchecked: {text}"
TRANSLATED = "Translated by {model}: {quotations}."
NO_TIME = "The answer itself took the time that there is for the language model."
TOO_SLOW = "The language model took longer than it may."
NOT_GIVEN = (
    "The language model left {count} quotation untranslated.",
    "The language model left {count} quotations untranslated.",
)
TOO_MUCH = (
    "{count} quotation more is too much to be translated at once.",
    "{count} quotations more are too much to be translated at once.",
)
TWICE = "it translates a sentence twice"
TRANSLATIONS = ("{count} translation", "{count} translations")
STEP = "translate"
UNDERWAY, UNDERWAY_NOW = "Translating the quotations…", "the quotations are being translated."

NOTHING = "a translation without words"
HIDDEN = "a translation with characters that do not show"
PRESSED = "a translation with a link, a name to press or markup"
TOO_LONG = "a translation far longer than its quotation"
TOO_SHORT = "a translation far shorter than its quotation"
OTHER_LANGUAGE = "a translation into another language than the question’s"
OTHER_FIGURES = "a translation with other figures than its quotation’s"
OTHER_NAMES = "a translation with a name that its quotation does not have"
OTHER_DENIALS = "a translation that denies what its quotation does not, or the other way round"

_FAULTS = frozenset(
    {
        NOTHING,
        HIDDEN,
        PRESSED,
        TOO_LONG,
        TOO_SHORT,
        OTHER_LANGUAGE,
        OTHER_FIGURES,
        OTHER_NAMES,
        OTHER_DENIALS,
    }
)


def format_translation(translation: Translation, speech: Speech = ENGLISH) -> str:
    """Give a translation behind the mark that it is ours, without quotation marks."""
    return speech.say(MARK, text=translation.text)


def find_translation(record: Answer | Refusal, number: int) -> Translation | None:
    """Give the translation of the citation with this number, or None."""
    return next((each for each in record.translations if each.number == number), None)


def is_translation_reason(reason: str) -> bool:
    """Whether a translation was left out, and not a statement or a quotation."""
    return reason in _FAULTS
