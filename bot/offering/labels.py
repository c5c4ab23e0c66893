"""How the lines under a document may call each detail: in English, and as the bot calls it in each of its languages."""

from collections.abc import Mapping
from functools import cache

from bot.languages.language import Language
from bot.languages.speech import get_speech
from bot.offering.detail_wording import LABELS, NAMES
from corpus.spelling import fold

ENGLISH = {
    "title": "title",
    "headline": "title",
    "outlet": "publisher",
    "publisher": "publisher",
    "author": "author",
    "published": "published",
    "date": "published",
    "link": "url",
    "url": "url",
    "language": "language",
}
OTHERWISE = {
    "title": ("عنوان", "تیتر", "العنوان", "כותרת", "título", "titular", "titre"),
    "publisher": ("رسانه", "ناشر", "الناشر", "وسيلة الإعلام", "כלי תקשורת", "מפרסם", "medio", "média", "éditeur"),
    "author": ("نویسنده", "الكاتب", "المؤلف", "מחבר", "כותב", "autor", "autora", "auteur", "autrice"),
    "published": ("تاریخ", "تاریخ انتشار", "التاريخ", "تاريخ النشر", "תאריך", "תאריך פרסום", "fecha", "date"),
    "url": ("پیوند", "لینک", "الرابط", "קישור", "enlace", "lien"),
    "language": ("زبان", "اللغة", "שפה", "idioma", "lengua", "langue"),
}
"""What people write who do not look up how the bot calls it."""


def find_detail(label: str) -> str | None:
    """Give the detail that a label names, however its letters are written; None where it names none."""
    return list_labels().get(fold(label))


@cache
def list_labels() -> Mapping[str, str]:
    """Give every label, folded, with its detail."""
    named = [
        (get_speech(language).say(words[name]), name)
        for language in Language
        for words in (LABELS, NAMES)
        for name in words
    ]
    typed = [(label, name) for name, labels in OTHERWISE.items() for label in labels]
    return {fold(label): name for label, name in (*typed, *named, *ENGLISH.items())}
