"""A language model that has been taken over: it mutates honest replies in every way that its form lets it.

`find_unverified` is the judge. It shares no code with the checks: it looks at what would be shown and nothing else.
"""

import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.answering.answers import Citation, Position, Statement
from bot.answering.prompts import NumberedSentence
from corpus.reports import Report

Json = dict[str, Any]

WITHDRAWN = "Maud Ferrant signed for the cutting disc herself on the evening before the accident."
FOREIGN = "Aldous Kerrin paid 4,000 crowns to a boatman named Osric Vane."
NAMES = ("Osric Vane", "Nilufargah", "Orrenhaven", "Shirin Rudban", "the Rowing Club", "Zemun", "Corwin Haddle")
MARKS = ("“”", '""', "«»", "„“", "‘’", "''", "‹›", "「」", "``", "〝〞", "＂＂")
LOOKALIKES = str.maketrans("aeopcxyi", "аеорсхуі")
HIDDEN = (
    "\u200b",
    "\u200d",
    "\u2060",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\u00ad",
    "\U000e0041",
    "\u3164",
    "\x00",
    "\x1b[31m",
)
PRESSED = (
    "https://evil.example/x",
    "evil.example",
    "t.me/evil",
    "tg://resolve?domain=evil",
    "@evilbot",
    "/start",
    "#join",
    "<a href='https://evil.example'>here</a>",
    "[here](https://evil.example)",
    "**urgent**",
    "`code`",
    "mail@evil.example",
    "www。evil。example",
    "&#60;b&#62;",
)
NUMBERS = ("forty", "ninety-nine", "4", "777", "12 per cent", "two million", "$5", "٤٢", "１９", "half", "dozens of")


def list_words(words: str) -> list[str]:
    return words.split()


def mutate_reply(reply: Json, rng: random.Random, sentences: Sequence[NumberedSentence]) -> str:
    """Give the reply as text after one to three mutations."""
    mutated = json.loads(json.dumps(reply))
    for _ in range(rng.randint(1, 3)):
        part = rng.choice(mutated["statements"] + mutated["positions"])
        rng.choice(MUTATIONS)(part, rng, sentences)
    text = json.dumps(mutated, ensure_ascii=rng.random() < 0.5)
    return rng.choice(BREAKS)(text, rng) if rng.random() < 0.15 else text


def change_text(change: Callable[[str, random.Random], str]) -> Callable[..., None]:
    def apply(part: Json, rng: random.Random, sentences: Sequence[NumberedSentence]) -> None:
        part["text"] = change(part.get("text") or rng.choice(sentences).text, rng)

    return apply


def put_in(words: Sequence[str]) -> Callable[[str, random.Random], str]:
    def change(text: str, rng: random.Random) -> str:
        given = text.split(" ")
        given.insert(rng.randint(0, len(given)), rng.choice(words))
        return " ".join(given)

    return change


def hide_inside(text: str, rng: random.Random) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice(HIDDEN) + text[at:]


def look_alike(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    at = rng.randrange(len(words))
    words[at] = words[at].translate(LOOKALIKES)
    return " ".join(words)


def change_digit(text: str, rng: random.Random) -> str:
    places = [at for at, character in enumerate(text) if character.isdigit()]
    if not places:
        return f"{text} {rng.choice(NUMBERS)}"
    at = rng.choice(places)
    return text[:at] + rng.choice("0123456789.,%") + text[at + 1 :]


def change_letter(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text))
    return text[:at] + rng.choice("abcdefghijklmnopqrstuvwxyzABCDEF’ ") + text[at + 1 :]


def mark_words(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    first = rng.randrange(len(words))
    last = rng.randint(first, len(words) - 1)
    opening, closing = rng.choice(MARKS)
    words[first] = opening + words[first]
    words[last] += closing
    return " ".join(words)


def mark_foreign(text: str, rng: random.Random) -> str:
    opening, closing = rng.choice(MARKS)
    return f"{text.rstrip('.')}: {opening}{rng.choice((WITHDRAWN, FOREIGN, 'We cut it'))}{closing}"


def say_foreign(text: str, rng: random.Random) -> str:
    return rng.choice((WITHDRAWN, FOREIGN, f"{text} {FOREIGN}", f"{text} {WITHDRAWN}", "Click here now."))


def swap_name(text: str, rng: random.Random) -> str:
    return re.sub(r"(?<=\s)[A-Z]\w+(?: [A-Z]\w+)*", rng.choice(NAMES), text, count=1)


def shuffle_words(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    rng.shuffle(words)
    return " ".join(words)


def drop_word(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    del words[rng.randrange(len(words))]
    return " ".join(words) or "."


def stitch(part: Json, rng: random.Random, sentences: Sequence[NumberedSentence]) -> None:
    one, other = rng.sample(list(sentences), 2)
    part["text"] = (
        one.text[: rng.randrange(10, len(one.text))] + " " + other.text[rng.randrange(len(other.text) - 10) :]
    )
    part["numbers"] = rng.choice(([one.number], [one.number, other.number]))


def mark_stitched(part: Json, rng: random.Random, sentences: Sequence[NumberedSentence]) -> None:
    stitch(part, rng, sentences)
    opening, closing = rng.choice(MARKS)
    part["text"] = f"It was said: {opening}{part['text']}{closing}"


def point_elsewhere(part: Json, rng: random.Random, sentences: Sequence[NumberedSentence]) -> None:
    part["numbers"] = [
        rng.choice((0, -1, 99, 10**20, *(each.number for each in sentences))) for _ in range(rng.randint(0, 3))
    ]


def rename_party(part: Json, rng: random.Random, sentences: Sequence[NumberedSentence]) -> None:
    if "party" in part:
        part["party"] = rng.choice(
            (*NAMES, "@evilbot", "<b>Haddle</b>", "https://evil.example", "Haddle\u202e", "14 officials")
        )
        part["stance"] = rng.choice(("claims", "denies", "blames", "suspects", "reports", "declines"))


MUTATIONS = (
    point_elsewhere,
    rename_party,
    stitch,
    mark_stitched,
    change_text(put_in(NUMBERS)),
    change_text(put_in(NAMES)),
    change_text(put_in(PRESSED)),
    change_text(put_in(("not", "never", "allegedly", "you must", "«cut»", "yesterday", "3 May 1999"))),
    *map(
        change_text,
        (hide_inside, look_alike, change_digit, change_letter, mark_words, mark_foreign, say_foreign, swap_name),
    ),
    change_text(shuffle_words),
    change_text(drop_word),
)

BREAKS: tuple[Callable[[str, random.Random], str], ...] = (
    lambda text, rng: text[: rng.randrange(len(text))],
    lambda text, rng: f"```json\n{text}\n```",
    lambda text, rng: f"Here you are: {text}",
    lambda text, rng: text.replace('"numbers"', '"ids"', 1),
    lambda text, rng: text.replace('"text"', '"html"', 1),
    lambda text, rng: text[:-1] + ', "quote": "made up"}',
    lambda text, rng: re.sub(r"\[(\d)", r'["\1"', text, count=1),
    lambda text, rng: re.sub(r"\[(\d)", r"[true, \1", text, count=1),
    lambda text, rng: "".join(rng.sample(text, len(text))),
)

UNITS = list_words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
TENS = list_words("thirty forty fifty sixty seventy eighty ninety")
SPELLED = {word: str(value) for value, word in enumerate(UNITS)} | {
    word: f"{value}0" for value, word in enumerate(TENS, 3)
}
QUOTED = re.compile(
    r"“([^”]*)”?|\"([^\"]*)\"?|«([^»]*)»?|„([^“”]*)[“”]?|「([^」]*)」?|(?<!\w)[‘']([^’']*\w[^’']*)[’'](?!\w)"
)
PRESSABLE = re.compile(r"://|www|\.example|t\.me|[@#<>\[\]`*|_]|(?<!\w)/\w|&#")
CALENDAR = list_words(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday mr ms mrs dr"
)


def find_unverified(
    statements: Sequence[Statement],
    positions: Sequence[Position],
    citations: Sequence[Citation],
    question: str,
    live: dict[tuple[str, int], Report],
) -> Iterator[str]:
    """Give everything that would be shown and does not stand in what is cited."""
    quotes = {each.number: each.quote for each in citations}
    if list(quotes) != list(range(1, len(quotes) + 1)):
        yield f"numbers {list(quotes)}"
    for quote in quotes.values():
        report = live.get((quote.source.report_id, quote.source.version))
        if report is None or report.body[quote.start : quote.end] != quote.text:
            yield f"no slice: {quote.text}"
    for shown in (*statements, *positions):
        if not set(shown.citations) <= set(quotes):
            yield f"no such citation: {shown}"
            continue
        cited = [quotes[number] for number in shown.citations]
        text = shown.text if isinstance(shown, Statement) else shown.party
        words = " ".join(quote.text for quote in cited)
        known = " ".join(
            filter(
                None,
                (text for quote in cited for text in (
                    quote.text, quote.speaker, quote.role, quote.source.publisher, quote.source.author,
                    quote.source.title, *quote.relay,
                    *(f"{date.text} {date.value}" for date in quote.dates),
                    str(quote.source.published),
                )),
            )
        )  # fmt: skip
        yield from judge_text(text, words, f"{known} {question}")


def judge_text(text: str, words: str, known: str) -> Iterator[str]:
    """Give what of one text is not in what is known, and what of it should not be shown at all."""
    if PRESSABLE.search(unicodedata.normalize("NFKC", text)):
        yield f"something to press: {text}"
    if any(unicodedata.category(each) in ("Cc", "Cf", "Cn", "Co", "Cs") or each == "\u3164" for each in text):
        yield f"something hidden: {text!r}"
    if any(unicodedata.name(each, "").startswith(("CYRILLIC", "GREEK", "FULLWIDTH", "ARABIC")) for each in text):
        yield f"a foreign script: {text}"
    for found in QUOTED.finditer(text):
        quoted = plain(next(filter(None, found.groups()), ""))
        if quoted not in plain(words):
            yield f"not quoted: {quoted} in {text}"
    amounts = read_amounts(known)
    if extra := read_amounts(text) - amounts:
        yield f"figures {extra} in {text}"
    if extra := [name for name in read_names(text) if name[:4] not in {each[:4] for each in plain_words(known)}]:
        yield f"names {extra} in {text}"


def plain(text: str) -> str:
    return " ".join(re.sub(r"[’‘'“”\"«»]", "'", text).lower().split()).strip(" .,;:'")


def plain_words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", plain(text))


def read_amounts(text: str) -> set[str]:
    digits = {
        each.replace(",", "").lstrip("0") or "0" for each in re.findall(r"\d[\d,]*(?:\.\d+)?", text.replace(", ", " "))
    }
    return {each.rstrip(",") for each in digits} | {SPELLED[word] for word in plain_words(text) if word in SPELLED} - {
        "1"
    }


def read_names(text: str) -> list[str]:
    return [
        word.lower()
        for sentence in re.split(r"(?<=[.!?:])\s+", text)
        for word in re.findall(r"(?<=[\s(–-])[A-Z][^\W\d_]+", sentence)
        if word.lower() not in CALENDAR
    ]
