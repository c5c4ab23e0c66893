"""Reading text: characters, encodings, plain text and Markdown with its front matter."""

import unicodedata
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InvalidReportError, UnreadableDocumentError
from corpus.readers.blocks import STRUCK_OUT
from corpus.readers.characters import HIDDEN, UNWANTED, clean_line, describe_losses, normalise_text
from corpus.readers.encodings import decode_text
from corpus.readers.markdown import format_report, read_markdown
from corpus.readers.plain import read_plain
from corpus.reports import Details, Report, Status


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        pytest.param("cafe\u0301", "café", id="NFC"),
        pytest.param("a\r\nb\rc\u2028d\x0be\x0cf\x85g", "a\nb\nc\nd\ne\nf\ng", id="line ends"),
        pytest.param("a\u2029b", "a\n\nb", id="paragraph separator"),
        pytest.param("a  \t\n b\u00a0\n", "a\n b", id="trailing spaces"),
        pytest.param("a\n\n \n\n\nb", "a\n\nb", id="blank lines"),
        pytest.param("\n\n  a", "a", id="beginning"),
        pytest.param("a\tb", "a b", id="tab"),
        pytest.param("a  b\u00a0c", "a  b\u00a0c", id="spaces inside stay"),
        pytest.param("Brü\u00adcke", "Brücke", id="soft hyphen"),
        pytest.param("\ufeffa\u200bb\u2060c\u180ed", "abcd", id="zero-width"),
        pytest.param("a\u202eb\u202cc\u2066d\u2069e\u200ef\u200fg\u061ch", "abcdefgh", id="reordering"),
        pytest.param("می\u200cشود", "می\u200cشود", id="ZWNJ stays"),
        pytest.param("👩\u200d🚒", "👩\u200d🚒", id="ZWJ stays"),
        pytest.param("a\0b\x07c\x1bd\x7fe\x80f", "abcdef", id="control characters"),
        pytest.param("a\ufffeb\uffffc\ufdd0d\U0001ffffe", "abcde", id="noncharacters"),
        pytest.param("a\ud800b", "ab", id="lone surrogate"),
        pytest.param("a\U000e0041b", "ab", id="tag characters"),
        pytest.param("e\u200b\u0301", "é", id="hidden mark between letter and accent"),
    ],
)
def test_text_is_normalised(text, normal):
    assert normalise_text(text) == normal


@given(st.text(st.characters(codec=None) | st.sampled_from("\n\r\t \u00a0\u0301\u200b\u2029é"), max_size=60))
def test_normal_text_stays_as_it_is(text):
    normal = normalise_text(text)
    assert normalise_text(normal) == normal
    assert unicodedata.is_normalized("NFC", normal)
    assert not HIDDEN.search(normal)
    assert not UNWANTED.search(normal)
    assert "\n\n\n" not in normal


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        pytest.param("plain", 0, id="nothing"),
        pytest.param("so\u00adft", 0, id="soft hyphen"),
        pytest.param("a\u202eb", 1, id="hidden"),
        pytest.param("a\x01b\x02", 1, id="control characters"),
        pytest.param("a\ufffdb\u200b", 2, id="lost and hidden"),
    ],
)
def test_editor_learns_what_was_hidden_or_lost(text, warnings):
    assert len(describe_losses(text)) == warnings


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        pytest.param(
            "pay ten\u202enasuoht\u202c now",
            "1 × ‹U+202C› pop directional formatting, 1 × ‹U+202E› right-to-left override;"
            " as in “pay ten‹U+202E›nasuoht‹U+202C› now”",
            id="override",
        ),
        pytest.param(
            f"a\u200bb {'plain ' * 9}pay \u202eten",
            "1 × ‹U+202E› right-to-left override, 1 × ‹U+200B› zero width space; as in “n plain pay ‹U+202E›ten”",
            id="override after a mark that matters less",
        ),
        pytest.param("a\u200bb\u200bc", "2 × ‹U+200B› zero width space; as in “a‹U+200B›b‹U+200B›c”", id="zero-width"),
        pytest.param(
            "".join(map(chr, (0x200B, 0x200B, 0x2060, 0xFEFF, 0x202D))) + "a",
            "1 × ‹U+202D› left-to-right override, 2 × ‹U+200B› zero width space, 1 × ‹U+2060› word joiner,"
            " 1 of other kinds; as in “‹U+200B›‹U+200B›‹U+2060›‹U+FEFF›‹U+202D›a”",
            id="those that turn text round first",
        ),
        pytest.param(
            f"Open.{''.join(chr(0xE0000 + ord(letter)) for letter in 'obey')} Closed.",
            "4 × tags; as in “Open.‹obey› Closed.”",
            id="tags, spelt out",
        ),
        pytest.param("a\U000e0101\U000e0102", "2 × variation selectors; as in “a‹U+E0101›‹U+E0102›”", id="selectors"),
        pytest.param("a\u3164b", "1 × ‹U+3164› hangul filler; as in “a‹U+3164›b”", id="filler"),
    ],
)
def test_hidden_characters_are_named_and_shown_as_marks(text, warning):
    assert describe_losses(text) == (f"Invisible characters were taken out: {warning}.",)
    assert not HIDDEN.search(describe_losses(text)[0])


def test_persian_and_emoji_keep_the_joiners_that_they_are_spelt_with():
    text = "می\u200cشود 👩\u200d🔬 ❤\ufe0f"
    assert (normalise_text(text), describe_losses(text)) == (text, ())


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"a\xed\xa0\xbd\xed\xb8\x80b", "a😀b", id="both halves of a character"),
        pytest.param(b"a\xed\xa0\x80b", "a\ufffdb", id="half a character"),
    ],
)
def test_halves_of_characters_are_joined_or_shown_as_lost(data, text):
    assert decode_text(data, "a.txt").text == text


def test_details_stand_on_one_line():
    assert clean_line("  A\n\ttitle\u200b of\u00a0words ") == "A title of words"
    assert clean_line(" \n") is None
    assert clean_line(None) is None


ENGLISH = "The mayor said: “The bridge won’t be closed before May” — which nobody in the town believed any more."
FRENCH = (
    "Le maire a déclaré jeudi que les travaux du pont, retardés depuis l’été, coûteront près de quatre millions."
    " « Nous n’avons pas été prévenus à temps », a-t-il ajouté. Les élus de l’opposition réclament une enquête."
)
GERMAN = (
    "Der Bürgermeister erklärte am Donnerstag, dass die Brücke größer wird als geplant. Gegner der Maßnahme"
    " äußerten Zweifel und forderten eine Prüfung. Die Behörde lehnte es ab, sich zu äußern."
)
POLISH = (
    "Burmistrz miasta oświadczył w czwartek, że remont mostu będzie kosztował cztery miliony złotych. Opozycja żąda"
    " kontroli wydatków. Mieszkańcy twierdzą, że nikt ich nie uprzedził, a prace trwają już od początku września."
)
RUSSIAN = (
    "Мэр города заявил в четверг, что ремонт моста обойдётся в четыре миллиона. Оппозиция требует проверки расходов."
)
GREEK = "Ο δήμαρχος της πόλης δήλωσε την Πέμπτη ότι η επισκευή της γέφυρας θα κοστίσει τέσσερα εκατομμύρια ευρώ."
TURKISH = "Belediye başkanı perşembe günü köprünün onarımının dört milyona mal olacağını söyledi. Halk şaşkın."
HEBREW = "ראש העירייה אמר ביום חמישי כי תיקון הגשר יעלה ארבעה מיליון. האופוזיציה דורשת בדיקה של ההוצאות."
ARABIC = "قال رئيس البلدية يوم الخميس إن إصلاح الجسر سيكلف أربعة ملايين. وطالبت المعارضة بالتحقيق في النفقات."
JAPANESE = "市長は木曜日、橋の修理に四百万円かかると述べた。野党は支出の調査を求めている。会社はコメントを控えた。"
CHINESE = "市长周四表示，修桥将花费四百万元。反对派要求审查开支。该公司发言人拒绝置评。居民说事先没有人通知他们。"
KOREAN = "시장은 목요일 다리 수리에 사백만 원이 들 것이라고 말했다. 야당은 지출 조사를 요구하고 있다."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_read(encoding):
    assert read_plain(ENGLISH.encode(encoding), "a.txt").body == ENGLISH


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        (FRENCH, "cp1252"),
        (GERMAN, "latin-1"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "cp1253"),
        (TURKISH, "cp1254"),
        (HEBREW, "cp1255"),
        (ARABIC, "cp1256"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gb18030"),
        (KOREAN, "cp949"),
    ],
)
def test_older_encodings_are_guessed_and_shown_to_the_editor(text, encoding):
    document = read_plain(text.encode(encoding), "a.txt")
    assert document.body == text
    assert any(word[:20] in document.warnings[0] for word in text.split() if not word.isascii())


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("déclaré à l'été ".encode("cp850") * 9, id="an encoding that is not guessed"),
        pytest.param(FRENCH.encode() + b"\xff", id="one broken byte"),
        pytest.param(b"\xef\xbb\xbfabc\xff", id="broken UTF-8 with its mark"),
        pytest.param(b"\xff\xfea\0b", id="half a character"),
        pytest.param(b"a\xc0\x80b", id="overlong"),
    ],
)
def test_what_cannot_be_decoded_for_sure_is_refused(data):
    with pytest.raises(UnreadableDocumentError, match="encoding"):
        decode_text(data, "a.txt")


TEXTS = [ENGLISH, FRENCH, GERMAN, POLISH, RUSSIAN, GREEK, TURKISH, HEBREW, ARABIC, JAPANESE, CHINESE, KOREAN]
OLDER = ["cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "iso8859_2", "iso8859_5", "iso8859_7"]
OLDER += ["iso8859_8", "koi8_r", "mac_roman", "cp850", "cp866", "cp932", "euc_jp", "gb18030", "big5", "cp949"]


def find_spellings():
    for text in TEXTS:
        for encoding in OLDER:
            for length in (60, 300):
                with suppress(UnicodeEncodeError):
                    yield pytest.param(text[:length].encode(encoding), encoding, id=f"{text[:9]}-{encoding}-{length}")


@pytest.mark.parametrize(("data", "encoding"), list(find_spellings()))
def test_a_guess_is_right_or_is_not_made(data, encoding):
    with suppress(UnreadableDocumentError):
        assert decode_text(data, "a.txt").text == data.decode(encoding)


def test_plain_text_keeps_its_lines_and_marks():
    text = "# Not a heading\n\nTwo\nlines *here*.\n\n---\n\n  set in"
    assert read_plain(text.encode(), "a.txt").body == text


FRONT = b"""---
id: bridge-closed
title: "The bridge: closed"
publisher: The Example
author: Ann Rao
published: 2022-06-07
url: https://example.org/bridge?a=1
language: en-GB
status: Corrected
note: Four, not five.
---

The council said so.
"""


def test_front_matter_gives_the_details():
    document = read_markdown(FRONT, "a.md")
    assert document.body == "The council said so."
    assert document.details == Details(
        "The bridge: closed", "The Example", "Ann Rao", date(2022, 6, 7), "https://example.org/bridge?a=1", "en"
    )
    assert (document.report_id, document.status, document.note) == (
        "bridge-closed",
        Status.CORRECTED,
        "Four, not five.",
    )
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("head", "details"),
    [
        pytest.param("title: Ann", Details(title="Ann"), id="one detail"),
        pytest.param("", Details(), id="nothing"),
        pytest.param("# a remark", Details(), id="a remark"),
        pytest.param("language: no", Details(language="no"), id="Norwegian is no boolean"),
        pytest.param("title: 2022", Details(title="2022"), id="a number is text"),
        pytest.param("title: yes\nauthor: null\npublisher: ~\nurl:", Details(title="yes"), id="nothing said"),
        pytest.param("published: 2022-06-07T23:30:00+03:00", Details(published=date(2022, 6, 7)), id="a time of day"),
        pytest.param("title: >\n  two\n  lines", Details(title="two lines"), id="folded"),
    ],
)
def test_details_may_be_missing(head, details):
    assert read_markdown(f"---\n{head}\n---\nText.".encode(), "a.md").details == details


@pytest.mark.parametrize(
    ("head", "words"),
    [
        pytest.param("title: a: b", "not valid YAML in line 2", id="colon"),
        pytest.param("title: 'a", "not valid YAML", id="open quotation mark"),
        pytest.param("just words", "“name: value” lines", id="no names"),
        pytest.param("- a\n- b", "“name: value” lines", id="a list"),
        pytest.param("title: [a, b]", "“title” in the front matter of a.md must be one line", id="a list as a value"),
        pytest.param("published: yesterday", "“yesterday” in the front matter of a.md is not a date", id="no date"),
        pytest.param("published: 2022-02-30", "is not a date", id="no such day"),
        pytest.param("status: draft", "can be current, corrected, withdrawn", id="unknown status"),
        pytest.param("url: example.org", "is not a link", id="no link"),
        pytest.param("url: javascript:alert(1)", "is not a link", id="a script as a link"),
        pytest.param("language: English", "is not a language", id="no language code"),
        pytest.param("id: A b", "cannot be an id", id="no id"),
        pytest.param("copy_of: The agency", "“The agency” in the front matter of a.md cannot be an id", id="no copy"),
        pytest.param("title: !!python/object:os.system x", "not valid YAML", id="code"),
        pytest.param("title: *a", "not valid YAML", id="unknown alias"),
    ],
)
def test_bad_front_matter_is_one_sentence(head, words):
    with pytest.raises(InvalidReportError) as caught:
        read_markdown(f"---\n{head}\n---\nText.".encode(), "a.md")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_front_matter_says_whose_copy_it_is():
    assert read_markdown(b"---\ncopy_of: agency-ferry\n---\nText.", "a.md").copy_of == "agency-ferry"
    assert read_markdown(b"---\ncopy_of:\n---\nText.", "a.md").copy_of is None


def test_unknown_details_are_named():
    document = read_markdown(b"---\ntags: x\ndate: 2022\n---\nText.", "a.md")
    assert document.warnings == ("The front matter's “tags”, “date” is not a detail of a report and was not used.",)


@pytest.mark.parametrize("text", ["---\n\nText", "Text\n\n---\ntitle: A\n---", "----\ntitle: A\n----\n"])
def test_lines_that_are_no_front_matter_are_text(text):
    assert read_markdown(text.encode(), "a.md").details.title in (None, "title: A")


@pytest.mark.parametrize(
    ("markdown", "body"),
    [
        pytest.param("a *b* **c** _d_ ***e***", "a b c d e", id="emphasis"),
        pytest.param("a [b](https://x.org 'y') <https://z.org>", "a b https://z.org", id="links"),
        pytest.param("a [b][1]\n\n[1]: https://x.org", "a b", id="link by reference"),
        pytest.param("a ![b](c.png) d", "a  d", id="image"),
        pytest.param("one\ntwo\nthree", "one two three", id="wrapped lines"),
        pytest.param("one  \ntwo\\\nthree", "one\ntwo\nthree", id="line breaks"),
        pytest.param("# A\n\nB\n\n## C\nD", "B\n\nC\n\nD", id="headings, the title left out"),
        pytest.param("# A", "A", id="a title alone"),
        pytest.param("A\n===\n\nB\n\nC\n---\n\nD", "B\n\nC\n\nD", id="underlined headings"),
        pytest.param("- a\n- b\n  c\n\n1. d\n2. e", "a\n\nb c\n\n1. d\n\n2. e", id="lists"),
        pytest.param("7) a\n8) b", "7) a\n\n8) b", id="list from seven"),
        pytest.param("> a\n> b\n\nc", "a b\n\nc", id="quotation"),
        pytest.param("|a|b|\n|-|-|\n|c|*d*|", "a | b\nc | d", id="table"),
        pytest.param("`a` b\n\n    c *d*\n\n```x\ne\n```", "a b\n\nc *d*\n\ne", id="code"),
        pytest.param("a<br>b <b>c</b> &amp; &eacute;", "a\nb c & é", id="HTML inside a line"),
        pytest.param("<div>a <b>b</b></div>\n\n<script>x</script>\n\nc", "a b\n\nc", id="HTML blocks"),
        pytest.param("<!-- hidden -->\n\na", "a", id="remark"),
        pytest.param(r"\*a\* \# 1\. b", "*a* # 1. b", id="escaped marks"),
        pytest.param("a\n\n***\n\nb", "a\n\nb", id="rule"),
    ],
)
def test_markup_is_left_out_of_the_body(markdown, body):
    assert read_markdown(markdown.encode(), "a.md").body == body


def test_words_that_were_struck_out_are_left_out_and_the_editor_told():
    document = read_markdown(b"They lost ~~12~~ 14 men.", "a.md")
    assert "12" not in document.body
    assert document.warnings == (STRUCK_OUT,)


@given(st.text(st.characters() | st.sampled_from("*_`[]()<>#&~|\\-=+.:!1 \n\t"), max_size=80))
def test_any_text_is_read_as_markdown_without_error(text):
    body = read_markdown(f"x {text}".encode("utf-8", "ignore"), "a.md").body
    assert body == normalise_text(body)


def test_report_is_written_so_that_it_reads_back():
    report = Report("a", 1, "A: b", "# One\ntwo *three*\n\n 1. four", published=date(2022, 6, 7), language="fa")
    document = read_markdown(format_report(report).encode(), "a.md")
    assert (document.body, document.report_id, document.details.title) == (report.body, "a", "A: b")
