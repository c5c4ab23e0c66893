"""What names sound like, in Latin, Arabic, Persian and Hebrew letters: their consonants, coarsely.

    name | folded | letters, each with the sounds that it can stand for | how many of them two names do not share

Vowels, and the letters that stand for them, count nothing, since the scripts write them differently or not at all.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

SOUNDS = {
    **dict.fromkeys("bp", "B"), **dict.fromkeys("f", "F"), **dict.fromkeys("td", "T"), **dict.fromkeys("kq", "K"),
    **dict.fromkeys("sz", "S"), "c": "KS", "g": "KS", "j": "KS", "m": "M", "n": "N", "l": "L", "r": "R", "v": "FB",
    "þ": "TS", "ð": "TS",
    **dict.fromkeys("بپ", "B"), **dict.fromkeys("فڤ", "F"), **dict.fromkeys("تطد", "T"), **dict.fromkeys("ثذظض", "TS"),
    **dict.fromkeys("کكقگ", "K"), **dict.fromkeys("غخ", "K"), **dict.fromkeys("سصزژش", "S"), "چ": "KS", "ج": "KS",
    "م": "M", "ن": "N", "ل": "L", "ر": "R",
    **dict.fromkeys("בפף", "BF"), "ג": "KS", **dict.fromkeys("דטת", "T"), **dict.fromkeys("זסש", "S"),
    **dict.fromkeys("צץ", "TS"), **dict.fromkeys("כךקח", "K"), "ל": "L", **dict.fromkeys("מם", "M"),
    **dict.fromkeys("נן", "N"), "ר": "R",
}  # fmt: skip
"""The sounds that a consonant can stand for; every other letter stands for none, or for a vowel."""

LOOSE = frozenset("vgjغחج")
"""Consonants that are a vowel or nothing in another spelling: “Sunniva” and «سونیوا», “Jorge” and “Yorge”."""

LATIN_PAIRS = (("sch", "s"), ("ph", "f"), ("ck", "k"), ("x", "ks"), ("tz", "צ"), ("ts", "צ"), ("th", "þ"), ("gh", "غ"))
OTHER_PAIRS = (("تش", "چ"), ("دج", "ج"), ("كس", "کs"))
DOUBLED = re.compile(r"([bcdfgklmnprstvz])\1+")
MARKED = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]")
ARTICLE = re.compile(r"(?<!\w)(?:al|el|as|ar|an|ad|at|ash)-|(?<!\w)ال(?=\w{3})")


@dataclass(frozen=True, slots=True)
class Consonants:
    """The sounds of a name's consonants in order; `firm` is how many of them no spelling leaves out."""

    sounds: tuple[tuple[str, bool], ...]

    @property
    def firm(self) -> int:
        """How many must have something to answer to."""
        return sum(not loose for _, loose in self.sounds)


@lru_cache(maxsize=5_000)
def spell_consonants(name: str) -> Consonants:
    """Give the consonants of a name, without case, marks and articles."""
    text = MARKED.sub("", normalize("NFKD", name.lower()))
    text = ARTICLE.sub("", text)
    for pair, letter in (*LATIN_PAIRS, *OTHER_PAIRS):
        text = text.replace(pair, letter)
    text = DOUBLED.sub(r"\1", text)
    return Consonants(tuple((SOUNDS[letter], letter in LOOSE) for letter in text if letter in SOUNDS))


def measure_unlikeness(one: Consonants, other: Consonants) -> float:
    """Give how many consonants have to be changed, put in or left out to make one of the other; loose ones are free."""
    before = [0.0]
    for _, loose in other.sounds:
        before.append(before[-1] + (0.1 if loose else 1.0))
    for sound, loose in one.sounds:
        row = [before[0] + (0.1 if loose else 1.0)]
        for at, (heard, free) in enumerate(other.sounds, 1):
            same = 0.0 if set(sound) & set(heard) else 1.0
            row.append(
                min(before[at - 1] + same, before[at] + (0.1 if loose else 1.0), row[-1] + (0.1 if free else 1.0))
            )
        before = row
    return before[-1]
