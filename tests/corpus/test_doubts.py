"""What an editor is told to look at: no day, a text that is cut off, mixed languages, next to no words."""

from datetime import date

import pytest

from corpus.readers import read_submission
from corpus.readers.doubts import NO_DATE, describe_doubts, describe_ending, describe_mixture
from corpus.readers.html import CUT_OFF_PAGE, read_html
from corpus.readers.language import measure_languages
from corpus.reports import Details, Document, Submission
from tests.corpus.documents import set_pdf

SENTENCE = "The city council said on Thursday that the bridge would be closed for repairs until the end of the year."
FRENCH = "Le conseil municipal a déclaré jeudi que le pont serait fermé pour des travaux jusqu’à la fin de l’année."
PERSIAN = "شورای شهر روز پنجشنبه گفت که پل تا پایان سال برای تعمیر بسته خواهد بود و رفت‌وآمد از مسیر دیگری انجام می‌شود."
ARABIC = "قال مجلس المدينة يوم الخميس إن الجسر سيغلق للإصلاح حتى نهاية العام وإن حركة المرور ستحول إلى طريق آخر."
HEBREW = "מועצת העיר הודיעה ביום חמישי כי הגשר ייסגר לשיפוצים עד סוף השנה וכי התנועה תופנה לדרך אחרת."
DAY = date(2022, 6, 7)


def doubts(body, published=DAY):
    return tuple(describe_doubts(Document(body, Details(published=published))))


@pytest.mark.parametrize("body", [SENTENCE, PERSIAN, ARABIC, HEBREW, FRENCH, f"Bridge\n\n{SENTENCE}\n\n{SENTENCE}"])
def test_whole_text_with_a_day_is_not_doubted(body):
    assert doubts(body) == ()


def test_text_without_a_day_is_doubted_unless_the_offer_names_one():
    assert doubts(SENTENCE, None) == (NO_DATE,)
    offered = Submission("a.txt", SENTENCE.encode(), "test", Details(published=DAY))
    assert read_submission(offered).warnings == ()
    assert read_submission(Submission("a.txt", SENTENCE.encode(), "test")).warnings == (NO_DATE,)


@pytest.mark.parametrize(
    "end",
    [
        pytest.param("He said that the bridge would be closed for", id="in mid-sentence"),
        pytest.param("He said that the bridge would be clos", id="in mid-word"),
        pytest.param("He said,", id="at a comma"),
        pytest.param("The guild of the", id="at a small word"),
        pytest.param("شهردار گفت که پل تا پایان سال آینده بسته", id="in Persian"),
        pytest.param("وقال رئيس البلدية إن الجسر سيبقى مغلقا حتى نهاية العام", id="in Arabic"),
        pytest.param("ראש העיר אמר כי הגשר יישאר סגור עד", id="in Hebrew"),
    ],
)
def test_text_that_breaks_off_is_doubted(end):
    (doubt,) = describe_ending(f"{SENTENCE}\n\n{SENTENCE} {SENTENCE}\n\n{end}")
    assert doubt.startswith("It looks cut off: it ends in mid-sentence with “")
    assert end.split()[-1] in doubt


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to continue reading",
        "Sign in or register to read the full story",
        "Continue reading on our website…",
        "Read more »",
        "This article is for subscribers only.",
        "The council said that it would [+2315 chars]",
        "ادامه مطلب",
        "اقرأ المزيد",
        "להמשך קריאה",
        "Lire la suite",
    ],
)
def test_teaser_is_doubted(line):
    (doubt,) = describe_ending(f"{SENTENCE}\n\n{line}")
    assert doubt == f"It looks cut off: “{line}” near its end asks readers to go elsewhere for the rest."


@pytest.mark.parametrize(
    "end",
    [
        pytest.param("Ann Rao", id="a name"),
        pytest.param("Reporting by Ann Rao in Sallow Reach and by Ben Ode in Marsa", id="a credit"),
        pytest.param("(Additional reporting by Ann Rao, Ben Ode and several others of the staff)", id="in brackets"),
        pytest.param("She said: “We did not cut it, and nobody asked us to.”", id="a quotation"),
        pytest.param("Write to the editors of this page at any time at editors@courier.example", id="an address"),
        pytest.param("2021 | two million | three million | four million and a half | five", id="a table"),
        pytest.param("You can read more about how the council voted in the register.", id="words about reading more"),
        pytest.param("Subscribers to the ferry service said that the council reads the register.", id="subscribers"),
        pytest.param("The council did not say when the bridge would open again.[12]", id="a note's mark"),
    ],
)
def test_text_that_ends_otherwise_is_not_doubted(end):
    assert list(describe_ending(f"{SENTENCE}\n\n{SENTENCE}\n\n{end}")) == []


def test_text_that_closes_no_sentence_with_a_stop_is_not_doubted():
    lines = "\n\n".join(f"the bridge is closed today and it was closed on day {number} too" for number in range(9))
    assert list(describe_ending(lines)) == []


@pytest.mark.parametrize(
    ("page", "cut"),
    [
        pytest.param(f"<html><body><p>{SENTENCE}</p></body></html>", False, id="whole"),
        pytest.param(f"<p>{SENTENCE}</p>", False, id="without a body"),
        pytest.param(f"<html><body><p>{SENTENCE}</p>", True, id="body left open"),
        pytest.param(f"<p>{SENTENCE}</p><div cla", True, id="inside a tag"),
        pytest.param(f"<p>{SENTENCE} 2 < 3</p>", False, id="a sign that begins no tag"),
    ],
)
def test_page_that_stops_before_its_end_is_doubted(page, cut):
    assert (CUT_OFF_PAGE in read_html(page.encode(), "a.html").warnings) is cut


@pytest.mark.parametrize(
    ("body", "mixed"),
    [
        pytest.param(f"{SENTENCE}\n\n{SENTENCE}\n\n{FRENCH}", "French, the rest in English", id="a third in French"),
        pytest.param(f"{PERSIAN}\n\n{PERSIAN}\n\n{ARABIC}", "Arabic, the rest in Persian", id="a third in Arabic"),
        pytest.param(f"{HEBREW}\n{HEBREW}\n{SENTENCE}", "English, the rest in Hebrew", id="a third in English"),
    ],
)
def test_mixed_languages_are_told(body, mixed):
    (doubt,) = describe_mixture(body)
    assert mixed in doubt


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("\n\n".join([SENTENCE] * 12 + [FRENCH]), id="a quotation in French"),
        pytest.param(f"{SENTENCE}\n\nBonjour tout le monde", id="a greeting in French"),
        pytest.param(PERSIAN, id="one language"),
        pytest.param("12 34 56 " * 40, id="no language"),
    ],
)
def test_a_text_that_only_quotes_another_language_is_not_mixed(body):
    assert list(describe_mixture(body)) == []


def test_languages_of_a_long_text_are_measured_at_even_distances():
    body = "\n".join([SENTENCE, FRENCH] * 2000)
    letters = measure_languages(body)
    assert set(letters) <= {"en", "fr"}
    assert 250 * 80 < letters.total() < 320 * 100


@pytest.mark.parametrize(("body", "words"), [("Bridge", "only one word"), ("Bridge closed.", "only 2 words")])
def test_next_to_no_words_are_told(body, words):
    assert any(words in doubt for doubt in doubts(body))


@pytest.mark.parametrize(
    ("pages", "warning"),
    [
        pytest.param([["Bridge"]] * 4, "4 of its pages show only a few words each", id="stamps"),
        pytest.param([[SENTENCE]] * 2, "", id="two short pages"),
        pytest.param([[SENTENCE, SENTENCE]] * 4, "", id="slides"),
        pytest.param([[SENTENCE], [], [SENTENCE]], "1 of its 3 pages show no text", id="a page that is a picture"),
    ],
)
def test_pages_with_next_to_no_words_are_told(pages, warning):
    told = read_submission(Submission("a.pdf", set_pdf(*pages), "test", Details(published=DAY))).warnings
    assert any(warning in each for each in told) if warning else told == ()
