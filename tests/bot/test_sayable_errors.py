"""Whatever is refused can be said in every language: no error that reaches a chat is plain text."""

import ast
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

import bot
from bot.languages.areas import AREAS
from bot.languages.language import Language
from bot.languages.speech import get_speech
from corpus.errors import DocumentTooLargeError, UnknownReportError, UnsupportedFormatError
from corpus.fetching import describe_status
from corpus.readers.kinds import SUPPORTED, find_kind
from corpus.worded import Worded
from tests.bot.said_sentences import list_sentences

ROOT = Path(bot.__file__).parents[1]
MINE = ("people", "documents", "languages", "fetching", "collecting", "errors", "language_model")
TRANSLATED = [each for each in Language if each is not Language.ENGLISH]
FORMS = sorted(
    {each for area in MINE for module in AREAS[area] for each in list_sentences(module) if isinstance(each, str)}
)
OURS = (
    "corpus",
    "index",
    "bot/answering",
    "bot/chat",
    "bot/gaps",
    "bot/intake.py",
    "bot/log_queries.py",
    "bot/offering",
    "bot/state",
    "bot/worker.py",
)
NOT_SHOWN = {
    "corpus/connections.py": "TimeoutError becomes a FetchError there",
    "corpus/readers/forking.py": "EOFError ends the keeper of the forked readers",
    "corpus/readers/limits.py": "PermissionError stays in the confined process",
    "index/chroma_server.py": "the host writes it into the log",
    "index/report_index.py": "a warning in the log, and exact search answers",
    "bot/chat/people/opening.py": "a command of the terminal asks there",
    "bot/chat/application.py": "the program ends with it",
    "bot/chat/webhook.py": "the program ends with it, or a request of the web",
    "bot/chat/asking/underway.py": "nobody is told that they stopped what they stopped",
    "bot/chat/fairness/doorkeeping.py": "Telegram's own error, for the sender's code",
}
FAULTS = (
    "ValueError",
    "TypeError",
    "KeyError",
    "LookupError",
    "AssertionError",
    "RuntimeError",
    "NetworkError",
    "OSError",
)


def find_plain_raises():
    """Give the places where an error is raised with a text that cannot be said in another language."""
    for room in OURS:
        path = ROOT / room
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            name = str(file.relative_to(ROOT))
            if name not in NOT_SHOWN:
                yield from (f"{name}:{line}" for line in find_plain(ast.parse(file.read_text(encoding="utf-8"))))


def find_plain(tree):
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
            continue
        is_ours = node.func.id.endswith("Error") and node.func.id not in FAULTS
        if is_ours and is_plain(node.args[0]):
            yield node.lineno


def is_plain(node):
    """Whether what an error is made of is a text into which its values were put for good, or that no area holds."""
    formatted = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
    sentence = isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value
    return formatted or sentence or isinstance(node, ast.JoinedStr)


def make_values(form):
    """Give a value for each field of a form: words, a number, a day, and a sentence in a sentence."""
    samples = {"count": 1234, "size": 20.5, "day": date(2026, 3, 11), "why": Worded("there is nothing to do")}
    return {name: samples.get(name, f"<{name}>") for _, name, _, _ in Formatter().parse(form) if name is not None}


def test_no_error_that_reaches_a_chat_is_plain_text():
    assert list(find_plain_raises()) == []


def test_plain_text_would_be_found():
    lines = ("FetchError(f'{link} is gone')", "PeopleError('It is you.')", "GapError(IT.format(it=it))", "GapError(IT)")
    tree = ast.parse("\n".join(f"raise {line}" for line in lines))
    assert list(find_plain(tree)) == [1, 2, 3]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_form_is_said_with_its_values(language):
    speech, english = get_speech(language), get_speech(Language.ENGLISH)
    for form in FORMS:
        values = make_values(form)
        sentence = Worded(form, **values)
        said = speech.say(sentence)
        assert "{" not in said, form
        assert all(f"<{name}>" in said for name, value in values.items() if value == f"<{name}>"), form
        assert english.say(sentence) == str(sentence) == form.format_map({**values, **dict(read_english(values))})


def read_english(values):
    """Give how the values read that are no words."""
    shown = {"count": "1,234", "size": "20.5", "day": "11 March 2026"}
    return [(name, shown[name]) for name in values if name in shown]


@pytest.mark.parametrize(
    ("language", "error", "said"),
    [
        (
            "fa",
            UnknownReportError("ferry", 9, versions=(1, 2, 4)),
            "گزارش «\u2068ferry\u2069» نسخهٔ ۹ ندارد؛ نسخه‌های ۱، ۲ و ۴ را دارد.",
        ),
        (
            "ar",
            DocumentTooLargeError("a.pdf", 21 * 2**20 + 2**19, 20 * 2**20),
            "حجم \u2068a.pdf\u2069 21.5 \u2068MiB\u2069 والحد 20 \u2068MiB\u2069؛ فقسّمه أو أرسل نصه.",
        ),
        (
            "fr",
            UnsupportedFormatError(
                "a.doc", find_kind("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").looks_like, SUPPORTED
            ),
            "a.doc semble être un ancien fichier Office (.doc, .xls, .ppt) ; les articles se lisent dans les fichiers "
            "texte, Markdown, HTML, PDF, DOCX, EPUB, RTF et ODT (.txt, .md, .html, .pdf, .docx, .epub, .rtf, .odt).",
        ),
    ],
)
def test_errors_of_several_parts_are_said_as_a_whole(language, error, said):
    assert get_speech(Language(language)).say(str(error)).replace("\u00a0", " ") == said


def test_sentence_in_a_sentence_in_a_sentence_is_said_too():
    why = Worded("{link} cannot be read: {why}.", link="b.example", why=describe_status(404))
    error = Worded("{link} leads elsewhere, and {why}", link="a.example", why=why)
    said = get_speech(Language.SPANISH).say(error)
    assert said == (
        "a.example lleva a otro lugar, y allí: No se puede leer b.example: no existe tal página (estado 404), así que "
        "compruebe el enlace."
    )
