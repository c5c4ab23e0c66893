"""In which of our languages a question is asked: by its letters, then by the small words that one language has.

    letters | another script than ours: the person's own | Hebrew
            | Arabic letters: Persian or Arabic, by letters and words that one of them has
            | Latin letters: English, Spanish or French, by small words and letters; where these leave it open, a model

Where nothing tells, as with a name alone, the language of the person counts. The model is asked seldom, since reading
it takes half a second: a question nearly always has a small word.
"""

import re
from enum import StrEnum

from bot.languages.language import Language
from bot.languages.small_words import ASKING, WORDS
from bot.languages.speech import Speech, get_speech
from corpus.readers.language import compare_languages


class Script(StrEnum):
    """Letters of a kind."""

    HEBREW = r"[\u05d0-\u05ea]"
    ARABIC = r"[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]"
    LATIN = r"[A-Za-z\u00c0-\u024f]"
    OTHER = r"[^\W\d_]"


LATIN = (Language.ENGLISH, Language.SPANISH, Language.FRENCH)
ARABIC = (Language.PERSIAN, Language.ARABIC)

FOREIGN_ARABIC = re.compile(r"[ٹڈڑںےېۍښڕڵۆ]")
"""Letters of Urdu, Pashto and Kurdish, which are none of ours."""

SIGNS = {
    Language.PERSIAN: re.compile(r"[پچژگکی\u200c۰-۹]"),
    Language.ARABIC: re.compile(r"[ةىًٌٍإ]|ي\b|(?<!\w)(?:وال|بال|لل|كال|فال|ال)(?=\w{3})|[٠-٩]"),
    Language.SPANISH: re.compile(r"[¿¡ñ]|[áíóú](?=\w)|\wción\b"),
    Language.FRENCH: re.compile(r"[çœêâîûùèëï]|\b(?:qu|[ldjncts])['’](?=\w)|\w\s\?"),
    Language.ENGLISH: re.compile(r"\w['’](?:s|t|re|ve|ll)\b"),
}
"""What only one of the languages that share a script is written with."""

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LEAST_LETTERS = 16
"""From how many letters on the model is asked, where small words leave it open."""

NEIGHBOURS = ("de", "it", "nl", "pt")
"""Languages with Latin letters that are none of ours, and that the model takes for one of ours when it may."""

LEAST_CONFIDENCE = 0.8
LEAST_OF_WORD = 3
"""So many Hebrew or Arabic letters are a word, beside which Latin ones without a small word are a name."""


def hear_speech(text: str, speech: Speech) -> Speech:
    """Give how a question is answered: in its own language, or as the person who asks is spoken to."""
    return get_speech(hear_language(text, speech.language))


def hear_language(text: str, likely: Language) -> Language:
    """Give the language of a question; `likely` is that of the person who asks, which counts where it is unclear."""
    script = find_script(text)
    if script is Script.HEBREW:
        return Language.HEBREW
    if script is Script.LATIN:
        return tell_latin(text, likely)
    if script is Script.ARABIC and not FOREIGN_ARABIC.search(text):
        return tell_arabic(text, likely)
    return likely


def find_script(text: str) -> Script:
    """Give the script of a question, which may have names in another: that of its small words, else of most letters.

    OTHER stands for one that is none of ours, and for no letters at all.
    """
    counts = {script: len(re.findall(script, text)) for script in Script}
    counts[Script.OTHER] -= sum(counts[each] for each in (Script.HEBREW, Script.ARABIC, Script.LATIN))
    asking = {Script.ARABIC: weigh_words(text, ARABIC), Script.LATIN: weigh_words(text.lower(), LATIN)}
    from_right = {script for script in (Script.HEBREW, Script.ARABIC) if counts[script] >= LEAST_OF_WORD}
    return max(Script, key=lambda each: (asking.get(each, 0), each in from_right, counts[each], each is Script.OTHER))


def tell_arabic(text: str, likely: Language) -> Language:
    """Tell Persian from Arabic."""
    found = weigh(text, ARABIC)
    if found[Language.PERSIAN] != found[Language.ARABIC]:
        return max(found, key=lambda each: found[each])
    return likely if likely in ARABIC else Language.ARABIC


def tell_latin(text: str, likely: Language) -> Language:
    """Tell English, Spanish and French."""
    found = weigh(text.lower(), LATIN)
    first, second, _ = sorted(found, key=lambda each: (-found[each], each is not likely))
    if found[first] > found[second]:
        return first
    if sum(map(str.isalpha, text)) < LEAST_LETTERS and likely in LATIN:
        return likely
    shares = compare_languages(text.lower(), (*map(str, LATIN), *NEIGHBOURS))
    best = max(shares, key=lambda each: shares[each])
    unsure = likely in LATIN and shares[best] < LEAST_CONFIDENCE
    return likely if best in NEIGHBOURS or unsure else Language(best)


def weigh(text: str, languages: tuple[Language, ...]) -> dict[Language, int]:
    """Count the small words and the signs of each language in a text."""
    return {each: weigh_words(text, (each,)) + 2 * len(SIGNS[each].findall(text)) for each in languages}


def weigh_words(text: str, languages: tuple[Language, ...]) -> int:
    """Count the small words of languages in a text, those that ask twice."""
    small = [word for word in WORD.findall(text) if any(word in WORDS[each] for each in languages)]
    return len(small) + sum(word in ASKING for word in small)
