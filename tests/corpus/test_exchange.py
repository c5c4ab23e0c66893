"""What a confined process says comes out as it was said, in every language, and nothing else comes with it."""

import json

import pytest

from bot.languages.language import Language
from bot.languages.speech import get_speech
from corpus.collecting.entries import BadMember, File, Unpacked
from corpus.collecting.exchange import pack_refusal, pack_unpacked, unpack_collection
from corpus.errors import InvalidReportError, ReadingLimitError, UnreadableDocumentError, UnsupportedFormatError
from corpus.readers import read_submission
from corpus.readers.exchange import pack_document, pack_error, pack_foreign, unpack_reply, unpack_sentence
from corpus.readers.kinds import Foreign
from corpus.reports import Details, Document, Submission
from corpus.worded import Counted, Worded
from tests.corpus.documents import set_pdf

HEBREW = get_speech(Language.HEBREW)
DAMAGED = Worded("{name} is a PDF that is cut off or damaged; send it again whole.", name="a.pdf")
ENDING = Worded(
    "It holds only {words}; check that nothing is missing.", words=Counted("{count} word", "{count} words", 3)
)


@pytest.mark.parametrize("kind", [UnreadableDocumentError, ReadingLimitError, InvalidReportError])
def test_error_keeps_its_form_and_its_values(kind):
    with pytest.raises(kind) as caught:
        unpack_reply(pack_error(kind(DAMAGED)), "a.pdf")
    said = caught.value.args[0]
    assert said == DAMAGED
    assert (said.form, dict(said.values)) == (DAMAGED.form, {"name": "a.pdf"})


def test_plain_sentence_of_an_error_crosses_too():
    with pytest.raises(UnreadableDocumentError, match=r"\AIt is gone\.\Z"):
        unpack_reply(pack_error(UnreadableDocumentError("It\nis gone.")), "a.pdf")


def test_warnings_of_a_document_keep_their_forms():
    document = unpack_reply(pack_document(Document("Words.", Details(title="T"), warnings=(ENDING,))), "a.txt")
    assert document.warnings == ("It holds only 3 words; check that nothing is missing.",)
    assert HEBREW.say(document.warnings[0]) == "יש בו רק 3 מילים; בדקו שדבר אינו חסר."


def test_what_is_hidden_in_a_value_does_not_cross():
    packed = pack_error(UnreadableDocumentError(Worded("{name} is gone.", name="a\u202e\n.pdf")))
    with pytest.raises(UnreadableDocumentError) as caught:
        unpack_reply(packed, "a.pdf")
    assert str(caught.value) == "a .pdf is gone."


def test_foreign_kind_is_named_in_the_language_of_whoever_reads_it():
    with pytest.raises(UnsupportedFormatError) as caught:
        unpack_reply(pack_foreign(Foreign(Worded("a JPEG picture"))), "photo.txt")
    assert "looks like a JPEG picture; reports" in str(caught.value)
    assert HEBREW.say(str(caught.value)).startswith("\u2068photo.txt\u2069 נראה כמו תמונת \u2068JPEG\u2069; דיווחים")


@pytest.mark.parametrize(
    "form", ["{name.__class__}", "{name[0]}", "{name!r}", "{name:>1000000000}", "{0}", "{}", "{name", 7, None]
)
def test_form_that_asks_for_more_than_values_is_refused(form):
    packed = {"form": form, "values": {"name": "a.pdf"}}
    for hidden in (
        packed,
        {"form": "{why}", "values": {"why": packed}},
        {"form": "{why}", "values": {"why": [packed]}},
    ):
        with pytest.raises((ValueError, TypeError)):
            unpack_sentence(hidden)
        reply = json.dumps({"error": "UnreadableDocumentError", "message": hidden, "cause": ""}).encode()
        with pytest.raises((ValueError, TypeError)):
            unpack_reply(reply, "a.pdf")


def test_sentence_that_lacks_a_value_is_refused():
    with pytest.raises(KeyError):
        unpack_sentence({"form": "{name} is gone.", "values": {"kind": "PDF"}})


def test_members_and_warnings_of_a_collection_keep_their_forms():
    bad = BadMember("b.pdf", DAMAGED, 3)
    found = unpack_collection(pack_unpacked(Unpacked((File("a.txt", b"A"), bad), (ENDING,))))
    assert found.entries == (File("a.txt", b"A"), bad)
    assert found.entries[1].error.form == DAMAGED.form
    assert HEBREW.say(found.warnings[0]) == "יש בו רק 3 מילים; בדקו שדבר אינו חסר."


def test_refusal_of_a_collection_keeps_its_form():
    with pytest.raises(ReadingLimitError) as caught:
        unpack_collection(pack_refusal(ReadingLimitError(DAMAGED)))
    assert str(caught.value).form == DAMAGED.form


def test_damaged_pdf_is_refused_in_hebrew_by_the_confined_process():
    whole = set_pdf(["The ferry broke loose at the lower weir and drifted for an hour."])
    with pytest.raises(UnreadableDocumentError) as caught:
        read_submission(Submission("מעבורת.pdf", whole[: len(whole) // 2], "editor"))
    assert HEBREW.say(str(caught.value)) == (
        "\u2068מעבורת.pdf\u2069 הוא קובץ \u2068PDF\u2069 שסופו חסר; שלחו אותו שוב שלם."
    )
