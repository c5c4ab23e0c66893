"""Quotations reworded by chance: changes of meaning that must be seen, and honest spellings that must be let pass.

Each rewording takes a sentence and dice, and gives the sentence as it is where it has no place for the change.
"""

import random
import re
from collections.abc import Callable
from unicodedata import normalize

from bot.answering.lookups.given_wording import NEGATION
from corpus.folding import fold_text

Rewording = Callable[[str, random.Random], str]

WORD = r"(?<![\w’'-])[A-Za-z]{3,}(?![\w’'-])"
NAME = r"(?<=[a-z,] )[A-Z][a-z]{2,}(?![\w’'-])"
VERBS = r"\b(is|was|were|are|had|has|have|would|could|will)\b(?! not)"
CAREFUL = re.compile(rf"{NEGATION.pattern}|[\d%$£€\[\]]")
OTHERS = {
    "number word": "one two three four five six seven eight nine ten twelve twenty thirty forty hundred half",
    "day": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "month": "January February March April June July August September October November December",
    "unit": "minutes hours days weeks months years metres kilometres miles kilos tonnes litres crowns marks percent",
    "magnitude": "hundred thousand million billion",
    "quantity": "all some most few many more less fewer every each only about nearly at least",
    "tense": "is was are were has had will would can could may must",
    "hedge": "may might could would should must will cannot",
    "verb of saying": "said denied claimed admitted confirmed alleged suggested demanded",
    "person": "he she they we I you",
}


def change_one(pattern: str, new: str | Callable[[re.Match[str]], str], text: str, dice: random.Random) -> str:
    """Change one place of a pattern, chosen by chance."""
    places = list(re.finditer(pattern, text))
    if not places:
        return text
    chosen = dice.choice(places)
    return text[: chosen.start()] + (new(chosen) if callable(new) else chosen.expand(new)) + text[chosen.end() :]


def swap_within(words: str) -> Rewording:
    """Give the rewording that puts one of these words for another."""
    among = words.split()

    def swap(text: str, dice: random.Random) -> str:
        others = {word: [other for other in among if other != word] for word in among}
        return change_one(rf"\b(?:{'|'.join(among)})\b", lambda found: dice.choice(others[found[0]]), text, dice)

    return swap


def exchange(pattern: str) -> Rewording:
    """Give the rewording that lets two places of a pattern change places."""

    def swap(text: str, dice: random.Random) -> str:
        places = list(re.finditer(pattern, text))
        if len({found[0].lower() for found in places}) < 2:
            return text
        one, other = sorted(dice.sample(places, 2), key=lambda found: found.start())
        middle = text[one.end() : other.start()]
        return text[: one.start()] + other[0] + middle + one[0] + text[other.end() :]

    return swap


def make_alterations(sentences: list[str]) -> dict[str, Rewording]:
    """Give the changes of meaning, those with other words from these sentences."""

    def other(dice: random.Random, pattern: str = "[a-z]{4,}") -> str:
        while True:
            words = re.findall(pattern, dice.choice(sentences))
            if words:
                return str(dice.choice(words))

    def stitch(text: str, dice: random.Random, between: str) -> str:
        return f"{' '.join(text.split()[:6])}{between}{' '.join(dice.choice(sentences).split()[-6:])}"

    def hide(text: str, dice: random.Random, marks: str) -> str:
        return change_one(r" (?:not|never|no)\b", f" {marks}", text, dice)

    return {
        "digit changed": lambda t, d: change_one(r"\d", lambda m: str((int(m[0]) + d.randrange(1, 10)) % 10), t, d),
        "digit dropped": lambda t, d: change_one(r"(?<=\d)\d|\d(?=\d)", "", t, d),
        "digit added": lambda t, d: change_one(r"(?<=\d)(?!\d)|(?<!\d)(?=[1-9])", str(d.randrange(1, 10)), t, d),
        "decimal point put in": lambda t, d: change_one(r"(?<=\d)(?=\d)", ".", t, d),
        "figure bracketed": lambda t, d: change_one(
            r"(?<!\S)\d[\d,.]*\b(?=[ ,])", lambda m: f"[{m[0]}{d.randrange(9)}]", t, d
        ),
        "negation added": lambda t, d: change_one(VERBS, r"\1 not", t, d),
        "negation shortened": lambda t, d: change_one(VERBS.replace("will", "did"), r"\1n’t", t, d),
        "negation bracketed": lambda t, d: change_one(VERBS, r"\1 [not]", t, d),
        "negation dropped": lambda t, d: change_one(r" not\b|n’t\b|\b(?:never|no) ", "", t, d),
        "negation left out": lambda t, d: hide(t, d, "…"),
        "negation left out in brackets": lambda t, d: hide(t, d, "[...]"),
        "negation replaced": lambda t, d: hide(t, d, "[indeed]"),
        "word swapped": lambda t, d: change_one(WORD, lambda m: other(d), t, d),
        "word dropped": lambda t, d: change_one(r"(?<= )\w+ (?=\w)", "", t, d),
        "word added": lambda t, d: change_one(r"(?<=\w) (?=\w)", lambda m: f" {other(d)} ", t, d),
        "letter changed": lambda t, d: change_one(r"(?<=[a-z])[a-z](?=[a-z])", lambda m: chr(219 - ord(m[0])), t, d),
        "ending changed": lambda t, d: change_one(r"[a-z]{4,}s\b", lambda m: m[0][:-1], t, d),
        "name swapped": lambda t, d: change_one(NAME, lambda m: other(d, NAME), t, d),
        "names exchanged": exchange(NAME),
        "figures exchanged": exchange(r"\b\d[\d,.]*\d\b|\b\d\b"),
        "words exchanged": exchange(WORD),
        "neighbours exchanged": lambda t, d: change_one(r"\b(\w{3,}) (\w{3,})\b", r"\2 \1", t, d),
        "two stitched": lambda t, d: stitch(t, d, " "),
        "two stitched with a gap": lambda t, d: stitch(t, d, " … "),
        "two joined": lambda t, d: f"{t} {d.choice(sentences)}",
        "made a question": lambda t, d: t.rstrip(' .”"') + "?",
        **{f"{name} changed": swap_within(words) for name, words in OTHERS.items()},
    }


def leave_out(text: str, dice: random.Random, marks: str) -> str:
    """Put marks for one to three words whose loss turns nothing round."""
    words = text.split()
    first = dice.randrange(2, len(words) - 4)
    last = first + dice.randrange(1, 4)
    if CAREFUL.search(fold_text(" ".join(words[first:last])).text):
        return text
    return " ".join([*words[:first], marks, *words[last:]])


def put_in(text: str, dice: random.Random, marks: str, count: int) -> str:
    """Put bracketed words between two words, or in place of so many."""
    words = text.split()
    at = dice.randrange(1, len(words) - 2)
    if CAREFUL.search(fold_text(" ".join(words[at - 1 : at + 1])).text):
        return text
    return " ".join([*words[:at], marks, *words[at + count :]])


def cut_out(text: str, dice: random.Random) -> str:
    """Give some words in a row of a sentence, at least four."""
    words = text.split()
    first = dice.randrange(0, len(words) - 4)
    return " ".join(words[first : dice.randrange(first + 4, len(words) + 1)])


def sprinkle(signs: str) -> Rewording:
    """Give the rewording that puts invisible signs between letters."""
    return lambda t, d: re.sub(r"(?<=[^\W\d])(?=[^\W\d])", lambda m: d.choice(signs) if d.random() < 0.1 else "", t)


def curl(text: str) -> str:
    """Turn straight marks into curly ones."""
    return re.sub(r'"(?=\w)', "“", text.replace("'", "’")).replace('"', "”")


VARIANTS: dict[str, Rewording] = {
    "straight marks": lambda t, d: t.translate(str.maketrans("“”‘’", "\"\"''")),
    "curly marks": lambda t, d: curl(t),
    "guillemets": lambda t, d: curl(t).translate(str.maketrans("“”", "«»")),
    "single marks": lambda t, d: curl(t).translate(str.maketrans("“”", "‘’")),
    "small": lambda t, d: t.lower(),
    "capitals": lambda t, d: t.upper(),
    "capitals of a title": lambda t, d: re.sub(r"(?<![\w’'])[^\W\d_]", lambda m: m[0].upper(), t),
    "white space": lambda t, d: re.sub(" ", lambda m: d.choice([" ", "  ", "\n", "\t", "\r\n"]), t),
    "fixed spaces": lambda t, d: re.sub(" ", lambda m: d.choice(" \u00a0\u202f\u2009"), t),
    "dashes": lambda t, d: re.sub(r"\s*[–—]\s*|\s-\s", lambda m: d.choice(["—", " — ", " – ", "--", " - "]), t),
    "hyphens": lambda t, d: re.sub(r"(?<=\w)-(?=\w)", lambda m: d.choice("\u2010\u2011"), t),
    "soft hyphens": sprinkle("\u00ad"),
    "invisible signs": sprinkle("\u200b\u2060\ufeff"),
    "decomposed": lambda t, d: normalize("NFD", t),
    "ligatures": lambda t, d: t.replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "outer marks": lambda t, d: d.choice(["“{}”", '"{}"', "«{}»", "„{}“", "‘{}’", "« {} »"]).format(t),
    "stop inside the mark": lambda t, d: f"“{t.rstrip('.”')}.”",
    "stop outside the mark": lambda t, d: f"“{t.rstrip('.”')}”.",
    "comma for the final stop": lambda t, d: f"“{t.rstrip('.')},”" if t.endswith(".") else t,
    "no final stop": lambda t, d: t.rstrip("."),
    "ellipsis": lambda t, d: leave_out(t, d, d.choice(["…", "...", "[…]", "[...]", ". . .", "(…)"])),
    "ellipsis close up": lambda t, d: leave_out(t, d, "…").replace(" … ", d.choice(["… ", "…", " …", "... "])),
    "ellipses at the ends": lambda t, d: d.choice(["… {} …", "...{}...", "[…] {}", "{} […]"]).format(cut_out(t, d)),
    "insertion": lambda t, d: put_in(t, d, d.choice(["[sic]", "[the minister]", "[in 1912]"]), 0),
    "replacement": lambda t, d: put_in(t, d, d.choice(["[she]", "[the minister]", "[their]"]), 1),
    "capital in brackets": lambda t, d: f"[{t[0].swapcase()}]{t[1:]}" if t[0].isalpha() and t[1:2].isalpha() else t,
    "beginning": lambda t, d: " ".join(t.split()[: -d.randrange(1, 4)]),
    "end": lambda t, d: " ".join(t.split()[d.randrange(1, 4) :]),
    "part": cut_out,
}
