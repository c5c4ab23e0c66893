"""What is recorded can be drawn whole, and every picture is small, drawn from a recording, and shown somewhere."""

from itertools import chain

import pytest

from tests.bot_process import ROOT
from tests.pictures.marking import mark_text
from tests.pictures.page import draw_page
from tests.pictures.recording import list_recorded, read_recording

PICTURES = ROOT / "docs" / "pictures"
LIMIT_BYTES = 150_000
RECORDED = sorted(path.stem for path in list_recorded())


@pytest.fixture(params=RECORDED)
def recording(request):
    return read_recording(next(path for path in list_recorded() if path.stem == request.param))


def test_recording_is_drawn_whole(recording):
    page = draw_page(recording)
    for message in recording.messages:
        if message["from"].get("is_bot") or not message.get("text", "").startswith("/start"):
            assert mark_text(message.get("text", ""), message.get("entities", ())) in page
    assert recording.messages or recording.items


def test_recording_shows_the_bot_answering(recording):
    kinds = {item.kind for item in recording.items}
    assert any(message["from"].get("is_bot") for message in recording.messages) or kinds & {"draft", "inline"}


def test_every_picture_was_drawn_from_a_recording():
    assert sorted(path.stem for path in PICTURES.glob("*.png")) == RECORDED != []


def test_pictures_are_small():
    sizes = {path.name: path.stat().st_size for path in PICTURES.glob("*.png")}
    assert {name: size for name, size in sizes.items() if size > LIMIT_BYTES} == {}


def test_every_picture_is_shown_with_words_for_those_who_cannot_see_it():
    papers = "\n".join(path.read_text(encoding="utf-8") for path in chain([ROOT / "README.md"], ROOT.glob("docs/*.md")))
    assert [name for name in RECORDED if f"pictures/{name}.png)" not in papers] == []
    assert "![](" not in papers
