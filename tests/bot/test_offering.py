"""What is offered, before it is on the shelf: details by hand, texts in pieces, and what resembles it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.curating.buttons import Keys
from bot.chat.curating.rendering import render_batch
from bot.home import Home
from bot.languages.speech import ENGLISH
from bot.offering.arrivals import Offered, Stage, Verdict, make_arrivals
from bot.offering.detail_wording import format_found
from bot.offering.details import Given, change_detail, parse_detail, read_lines
from bot.offering.pieces import LONG_UNITS, Piece, PieceKind, count_units, join_texts
from bot.offering.wording import describe_verdict
from corpus.collections import Collection
from corpus.database import make_now
from corpus.errors import InvalidReportError
from corpus.likeness import Kind
from corpus.publishing import Desk
from corpus.reports import Details, Submission
from tests.bot.desktop import FERRY, Desktop, offer

STORY = """The harbour council met on Monday and heard from the engineers who looked at the pier after the storm.

They found that eleven of the forty piles had lost more than half of their wood, and that the rest may last five years.

Nobody was asked to pay. The pier stays open to walkers and is closed to carts until the autumn."""
HEAD = "---\ntitle: The pier\npublisher: {}\npublished: {}\n---\n"


@pytest.fixture
def parts(tmp_path):
    parts = Desktop(Home(tmp_path / "home"))
    yield parts
    parts.database.close()


def write(publisher="The Courier", published="2026-03-10", text=STORY):
    return HEAD.format(publisher, published) + text


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        pytest.param("title", "  The  pier \n", "The pier", id="title on one line"),
        pytest.param("published", "2026-03-17", date(2026, 3, 17), id="ISO day"),
        pytest.param("published", "۲۰۲۶-۰۳-۱۷", date(2026, 3, 17), id="ISO day in Persian digits"),
        pytest.param("published", "٢٠٢٦-٠٣-١٧", date(2026, 3, 17), id="ISO day in Arabic digits"),
        pytest.param("published", "17 March 2026", date(2026, 3, 17), id="day in words"),
        pytest.param("published", "March 17, 2026", date(2026, 3, 17), id="American day"),
        pytest.param("url", "https://a.example/x", "https://a.example/x", id="link"),
        pytest.param("language", "FA-ir", "fa", id="language"),
        pytest.param("author", "-", None, id="no author"),
        pytest.param("published", "—", None, id="no day"),
    ],
)
def test_a_detail_is_read_as_people_write_it(name, text, value):
    assert parse_detail(name, text) == value


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        pytest.param("published", "Friday", "is not a day", id="weekday"),
        pytest.param("published", "March 2026", "is not a day", id="month"),
        pytest.param("published", "2026-02-30", "is not a day", id="no such day"),
        pytest.param("published", "17 March 2026 or so", "is not a day", id="more words"),
        pytest.param("published", "2999-01-01", "lies ahead", id="future"),
        pytest.param("url", "weirpost.example", "is not a link", id="half a link"),
        pytest.param("url", "javascript:alert(1)", "is not a link", id="script"),
        pytest.param("language", "Klingon tongue", "is not a language", id="language"),
        pytest.param("title", "-", "needs a title", id="no title"),
        pytest.param("publisher", " \n ", "Nothing was written", id="nothing"),
    ],
)
def test_a_detail_that_makes_no_sense_is_one_sentence(name, text, words):
    with pytest.raises(InvalidReportError, match=words) as refused:
        parse_detail(name, text)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


def test_tomorrow_is_no_future_where_it_is_tomorrow_already():
    day = make_now().date() + timedelta(days=1)
    assert parse_detail("published", day.isoformat()) == day


def test_lines_under_a_file_give_details_and_what_makes_no_sense_is_told():
    found, complaints = read_lines(
        "Please add this!\nPublisher: The Weir Post\ndate = 17 March 2026\nlanguage: Klingon tongue\nPS: thanks"
    )
    assert found == Details(publisher="The Weir Post", published=date(2026, 3, 17))
    assert len(complaints) == 1
    assert "language: Klingon tongue" in complaints[0]


def test_what_a_list_says_that_was_not_used_stands_once_over_its_documents():
    row = Submission("a.txt", b"The pier was sold.", "an editor")
    arrivals = make_arrivals(Collection((row, row), ("The column “colour” was not used.",)), row)
    waiting = [
        Offered(1, number, Stage.WAITING, 1, each.submission, each.given, "The pier", Verdict.NEW, None, None)
        for number, each in enumerate(arrivals, 1)
    ]
    shown = render_batch(waiting, Keys(1, 0, "a" * 22), "Ready", ENGLISH).markup.text
    assert shown.count("⚠ The column “colour” was not used.") == 1
    assert shown.index("colour") < shown.index("• The pier")


def test_a_detail_that_is_struck_out_is_not_read_from_the_document_again(parts):
    submission = offer(write())
    details, given_too = change_detail(submission.details, Given(), "publisher", None)
    assert details.publisher is None
    preview = parts.intake.preview(submission, given_too)
    assert preview.proposal.report.publisher is None
    assert "publisher" not in preview.proposal.found_in


def test_each_detail_says_where_it_was_found(parts):
    submission = offer(write(), author="I. Lamb", url="https://t.me/weir/5")
    found = parts.intake.preview(submission, Given({"url": "the post"})).proposal.found_in
    said = {name: format_found(place, ENGLISH) for name, place in found.items()}
    assert {name: said[name] for name in ("author", "url", "title")} == {
        "title": "from the front matter",
        "author": "given by you",
        "url": "from the post",
    }


@given(st.text(alphabet="abc é😀.\n", min_size=1), st.integers(1, 400))
def test_joining_the_pieces_of_a_text_loses_and_doubles_no_word_character(text, size):
    pieces = [text[at : at + size].strip() for at in range(0, len(text), size)]
    joined = join_texts([piece for piece in pieces if piece]).text
    assert "".join(joined.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        pytest.param("It was over.", "The mill", "It was over.\n\nThe mill", id="paragraph"),
        pytest.param("He said “no.”", "The mill", "He said “no.”\n\nThe mill", id="after a quotation"),
        pytest.param("the old", "mill closed", "the old mill closed", id="words"),
        pytest.param("weav" + "er " * 1363 + "wea", "ver and others", "weaver and others", id="inside a word"),
        pytest.param("the mill " * 455 + "a", "the mill and a", "a the mill and a", id="full, but between words"),
    ],
)
def test_the_place_where_two_pieces_meet_is_guessed(before, after, joined):
    pasted = join_texts([before, after])
    assert pasted.text.endswith(joined)
    assert len(pasted.joins) == 1


def test_a_piece_is_long_by_its_utf_16_units():
    assert count_units("a😀") == 3
    assert Piece(PieceKind.TEXT, 0, 1, "😀" * (LONG_UNITS // 2)).expects_more
    assert not Piece(PieceKind.TEXT, 0, 1, "a" * (LONG_UNITS - 1)).expects_more


def test_a_near_copy_is_shown_with_who_was_first_and_may_stand_as_a_copy(parts):
    parts.add(offer(write(), report_id="pier"))
    preview = parts.intake.preview(
        offer(write("Harbour Radio", "2026-03-12", STORY + "\n\nMore follows tonight."), "b.md")
    )
    assert preview.twin.kind is Kind.NEAR_COPY
    assert preview.can_be_copy
    told = " ".join(describe_verdict(preview, ENGLISH))
    assert "near copy of “The pier” (pier, The Courier, 10 March 2026)" in told
    assert "first published by The Courier" in told
    assert "Words out: 0; words in: 3" in told
    assert "“More follows tonight.” was put in" in told
    proposal = parts.intake.propose(preview.proposal.submission, copy_of="pier")
    assert proposal.report.copy_of == "pier"


def test_a_new_version_is_shown_with_what_it_changes_and_what_would_stay(parts):
    parts.add(offer(write(), report_id="pier", author="I. Lamb"))
    preview = parts.intake.preview(offer(write(text=STORY.replace("eleven", "twelve")), "b.md"))
    assert preview.twin.kind is Kind.NEW_VERSION
    told = " ".join(describe_verdict(preview, ENGLISH))
    assert "Probably a new version of “The pier” (pier, The Courier, 10 March 2026)" in told
    assert "Words out: 1; words in: 1" in told
    assert "“eleven” became “twelve”" in told
    assert "stay as they are there: author" in told


def test_an_exact_copy_can_only_take_a_place_and_only_with_other_details(parts):
    parts.add(offer(write(), report_id="pier"))
    same = parts.intake.preview(offer(write(), "again.md"))
    assert same.is_decided
    assert "again.md is already on the shelf as “pier”" in same.obstacle
    other = parts.intake.preview(offer(write("Harbour Radio"), "again.md"))
    assert (other.can_replace, other.can_be_copy, other.is_decided) == (True, False, False)
    assert "with another outlet" in " ".join(describe_verdict(other, ENGLISH))


def test_a_document_that_calls_itself_a_report_may_replace_it_and_not_stand_beside_it(parts):
    parts.add(offer(write(), report_id="pier"))
    preview = parts.intake.preview(offer("---\nid: pier\n---\nQuite another text about nothing.", "x.md"))
    assert preview.obstacle
    assert preview.can_replace
    assert not preview.can_be_copy
    assert preview.twin.report.id == "pier"


def test_a_copy_of_a_copy_is_a_copy_of_the_original(parts, monkeypatch):
    parts.add(offer(write(), report_id="pier"))
    original = parts.catalogue.get_report

    def get_report(report_id, *args, **more):
        from dataclasses import replace

        found = original("pier", *args, **more)
        return replace(found, id=report_id, copy_of="pier" if report_id == "copied" else None)

    monkeypatch.setattr(parts.catalogue, "get_report", get_report)
    assert parts.intake.propose(offer("Another text.", "x.md"), copy_of="copied").report.copy_of == "pier"


@pytest.mark.parametrize("change", ["replaced", "withdrawn"])
def test_a_report_that_changed_meanwhile_is_not_replaced(parts, change):
    from corpus.errors import ChangedReportError

    parts.add(offer(write(), report_id="pier"))
    shown = parts.intake.preview(offer(write(text=STORY.replace("eleven", "twelve")), "b.md"))
    if change == "replaced":
        parts.replace("pier", offer(write(text=STORY.replace("eleven", "thirteen")), "c.md"))
    else:
        Desk(parts.catalogue).withdraw("pier", "Invented.", "terminal")
    proposal = parts.intake.propose_replacement("pier", shown.proposal.submission, seen=shown.twin.seen)
    with pytest.raises(ChangedReportError, match="has changed meanwhile"):
        parts.intake.accept(proposal, "terminal")
    assert "twelve" not in parts.catalogue.get_report("pier").body


def test_looking_up_changes_nothing(parts):
    parts.intake.preview(offer(FERRY))
    assert parts.originals.list_digests() == []
    assert parts.jobs.list_waiting() == []
