"""Which language a text is written in. The only module that imports py3langid.

Chosen by measure: on 40 to 80 characters of English, Arabic and Persian it named the language of 92 to 99% of texts
(lingua 91 to 100% with 1.2 GiB of memory, 75 to 99% in its small mode), in 0.1 ms; on 1,000 characters of all.
"""

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from corpus.worded import Worded

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]  # it has no types

SAMPLE = 5_000
LEAST_CONFIDENCE = 0.3
LANGUAGES = {
    "ar": Worded("Arabic"),
    "bg": Worded("Bulgarian"),
    "bn": Worded("Bengali"),
    "ca": Worded("Catalan"),
    "cs": Worded("Czech"),
    "da": Worded("Danish"),
    "de": Worded("German"),
    "el": Worded("Greek"),
    "en": Worded("English"),
    "es": Worded("Spanish"),
    "et": Worded("Estonian"),
    "fa": Worded("Persian"),
    "fi": Worded("Finnish"),
    "fr": Worded("French"),
    "he": Worded("Hebrew"),
    "hi": Worded("Hindi"),
    "hu": Worded("Hungarian"),
    "hy": Worded("Armenian"),
    "id": Worded("Indonesian"),
    "it": Worded("Italian"),
    "ja": Worded("Japanese"),
    "ka": Worded("Georgian"),
    "ko": Worded("Korean"),
    "lt": Worded("Lithuanian"),
    "lv": Worded("Latvian"),
    "nl": Worded("Dutch"),
    "pl": Worded("Polish"),
    "pt": Worded("Portuguese"),
    "ro": Worded("Romanian"),
    "ru": Worded("Russian"),
    "sv": Worded("Swedish"),
    "sw": Worded("Swahili"),
    "ta": Worded("Tamil"),
    "th": Worded("Thai"),
    "tr": Worded("Turkish"),
    "uk": Worded("Ukrainian"),
    "ur": Worded("Urdu"),
    "vi": Worded("Vietnamese"),
    "zh": Worded("Chinese"),
}
"""Languages that a paragraph of some length is told by; left out are those that are nearly another one."""

LEAST_LETTERS = 80
SURE = 0.99
MOST_PARAGRAPHS = 300


def find_language(text: str) -> str | None:
    """Give the two-letter code of the language of a text, None when there is too little of it to tell."""
    return classify_text(text, LEAST_CONFIDENCE)


def choose_language(stated: str | None, body: str) -> str | None:
    """Give the language of a text whose file states one; programs state their own, so the words go before it.

    Where the model does not know the stated language, what the words look like is no better.
    """
    found = classify_text(body, LEAST_CONFIDENCE)
    return stated if stated and (found is None or stated not in load_identifier().labels) else found


def measure_languages(body: str) -> Counter[str]:
    """Count the letters of a text in each language that whole paragraphs of it are surely in.

    Of a long text, paragraphs at even distances are looked at.
    """
    paragraphs = [paragraph for paragraph in body.split("\n") if len(paragraph) >= LEAST_LETTERS]
    letters = Counter[str]()
    for paragraph in paragraphs[:: 1 + len(paragraphs) // MOST_PARAGRAPHS]:
        language = classify_text(paragraph[:SAMPLE], SURE)
        if language in LANGUAGES:
            letters[language] += sum(map(str.isalpha, paragraph))
    return letters


def classify_text(text: str, least: float) -> str | None:
    """Give the code of the language that the beginning of a text is in; None where the model is less sure than that."""
    language, confidence = load_identifier().classify(text[:SAMPLE])
    return str(language) if confidence >= least else None


@cache
def load_identifier() -> "LanguageIdentifier":
    """Load the model, once in a process: it takes most of a second, so each reader's process does without."""
    identifier = read_model()
    identifier.set_languages(code for code in identifier.labels if len(code) == 2)
    return identifier


@cache
def load_identifier_of(languages: tuple[str, ...]) -> "LanguageIdentifier":
    """Load the model for some languages alone, as `load_identifier` does."""
    identifier = read_model()
    identifier.set_languages(languages)
    return identifier


def read_model() -> "LanguageIdentifier":
    """Read the model, whose figures are shares of one."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def compare_languages(text: str, languages: tuple[str, ...]) -> dict[str, float]:
    """Give how likely each of some languages is for a text, by their codes; the likelihoods add up to one."""
    return {code: float(share) for code, share in load_identifier_of(languages).rank(text[:SAMPLE])}
