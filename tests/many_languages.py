"""Texts in six languages: passages and sentences of the sample reports, the bot's own sentences, and invented ones."""

from collections.abc import Iterator
from functools import cache
from itertools import islice, product

from babel.messages.pofile import read_po

from bot.languages.speech import CATALOGUES
from corpus.reports import Report
from corpus.sentences import split_sentences
from tests.shelves import SAMPLES, cut_passages, read_sample

INVENTED = {
    "en": (
        "The ferry {name} left the quay at {hour}:40 with {count} passengers and one goat.",
        "Asked about {name}, the harbour master said that {count} cables had been ordered and {hour} had come.",
        "Why were {count} lamps of the {name} dark on {hour} March?",
    ),
    "fa": (
        "کشتی {name} ساعت {hour}:۴۰ با {count} مسافر و یک بز از اسکله جدا شد.",
        "رئیس بندر دربارهٔ {name} گفت که {count} کابل سفارش داده‌اند و {hour} تا رسیده است.",
        "چرا {count} چراغِ {name} در {hour} اسفند خاموش بود؟",
    ),
    "ar": (
        "غادرت العبّارة {name} الرصيف في الساعة {hour}:40 وعلى متنها {count} راكباً وعنزة واحدة.",
        "قال مدير الميناء عن {name} إنّ {count} كابلاً قد طُلبت ولم يصل منها سوى {hour}.",
        "لماذا كانت {count} من مصابيح {name} مطفأة في {hour} آذار؟",
    ),
    "he": (
        "המעבורת {name} עזבה את הרציף בשעה {hour}:40 ועליה {count} נוסעים ועז אחת.",
        "מנהל הנמל אמר על {name} כי הוזמנו {count} כבלים והגיעו {hour}.",
        "מדוע {count} מפנסי {name} היו כבויים ב־{hour} במרץ?",
    ),
    "es": (
        "El transbordador {name} dejó el muelle a las {hour}:40 con {count} pasajeros y una cabra.",
        "Preguntado por el {name}, el capitán del puerto dijo que se pidieron {count} cables y llegaron {hour}.",
        "¿Por qué estaban apagadas {count} lámparas del {name} el {hour} de marzo?",
    ),
    "fr": (
        "Le bac {name} a quitté le quai à {hour} h 40 avec {count} passagers et une chèvre.",
        "Interrogé sur l’{name}, le capitaine du port a dit que {count} câbles étaient commandés et {hour} arrivés.",
        "Pourquoi {count} lanternes de l’{name} étaient-elles éteintes le {hour} mars ?",
    ),
}
"""Sentences to be filled in."""

NAMES = ("Anselma", "Orlinde", "آنسلما", "أنسلما", "אנסלמה", "Éloïse", "Ñandú II")
COUNTS = (7, 31, 112, "2,400")
HOURS = (6, 9, 19)


def list_texts(language: str, count: int) -> list[str]:
    """Give so many different texts in a language."""
    texts = list(islice(dict.fromkeys([*read_texts(language), *invent_sentences(language)]), count))
    assert len(texts) == count, f"{len(texts)} texts in {language}"
    return texts


def read_texts(language: str) -> Iterator[str]:
    """Give what the repository has in a language, one report's passages and sentences at a time."""
    for report in read_reports():
        if report.language == language:
            yield from cut_passages(report)
            yield from (report.body[place.start : place.end] for place in split_sentences(report.body))
    catalogue = CATALOGUES / f"{language}.po"
    if catalogue.exists():
        with catalogue.open("rb") as file:
            yield from (said for each in read_po(file) if each.id and isinstance(said := each.string, str) and said)


@cache
def read_reports() -> tuple[Report, ...]:
    """Give the sample reports."""
    return tuple(read_sample(file.name) for file in sorted(SAMPLES.glob("*.md")))


def invent_sentences(language: str) -> Iterator[str]:
    """Give invented sentences in a language."""
    for name, count, hour in product(NAMES, COUNTS, HOURS):
        yield from (form.format(name=name, count=count, hour=hour) for form in INVENTED[language])
