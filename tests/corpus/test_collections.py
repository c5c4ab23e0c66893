"""Collections become documents: archives, lists, and lists inside archives; hostile ones become one sentence."""

import io
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.collecting.archives import unpack_archive
from corpus.collecting.entries import BadMember, File, Row
from corpus.collections import read_collection, reading_beside
from corpus.errors import CorpusError, ReadingLimitError, UnreadableDocumentError
from corpus.readers.limits import MAX_BYTES
from corpus.reports import Details, Submission
from tests.corpus.documents import write_docx

TEXT = b"The weir was opened on Tuesday."


def pack(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def offer(data: bytes, name: str = "reports.zip", **details) -> Submission:
    return Submission(name, data, "an editor", Details(**details))


def list_members(submission: Submission, read_file=None) -> list[Submission | BadMember]:
    collection = read_collection(submission, read_file)
    return list(collection.members) if collection else []


def take(files: dict[str, bytes]) -> list[File | Row | BadMember]:
    return list(unpack_archive(pack(files), "reports.zip").entries)


def test_archive_becomes_its_documents():
    members = list_members(offer(pack({"a.md": TEXT, "deep/b.txt": TEXT + b"!"}), publisher="The Example", title="All"))
    assert members == [
        Submission("a.md", TEXT, "an editor", Details(publisher="The Example")),
        Submission("b.txt", TEXT + b"!", "an editor", Details(publisher="The Example")),
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.txt", TEXT, id="text"),
        pytest.param("a.csv.txt", b"body\nWords.", id="text like a list"),
        pytest.param("a.docx", write_docx("<w:p><w:r><w:t>Words.</w:t></w:r></w:p>"), id="DOCX"),
        pytest.param("a.zip", write_docx("<w:p><w:r><w:t>Words.</w:t></w:r></w:p>"), id="DOCX under another name"),
        pytest.param("a.epub", pack({"mimetype": b"", "META-INF/container.xml": b""}), id="EPUB"),
        pytest.param("a.odt", pack({"mimetype": b"", "content.xml": b""}), id="ODT"),
        pytest.param("a.csv", b"", id="nothing"),
        pytest.param("a.bin", b"PK\x03\x04 damaged", id="damaged, of no known kind"),
    ],
)
def test_document_is_no_collection(name, data):
    assert read_collection(offer(data, name)) is None


def test_list_becomes_its_documents():
    listed = (
        b"id,title,body,url,published,copy_of\n"
        b"weir,A / B,Words.,https://example.org/a,2026-03-02,agency\n"
        b",,,https://example.org/b,,\n"
        b",,More words.,,,\n"
    )
    members = list_members(offer(listed, "list.csv", language="en"))
    assert members == [
        Submission(
            "A B.txt",
            b"Words.",
            "an editor",
            Details("A / B", published=date(2026, 3, 2), url="https://example.org/a", language="en"),
            "weir",
            "agency",
        ),
        Submission("b", b"", "an editor", Details(url="https://example.org/b", language="en")),
        Submission("list line 4.txt", b"More words.", "an editor", Details(language="en")),
    ]
    assert [each.link for each in members if isinstance(each, Submission)] == [None, "https://example.org/b", None]


def test_file_of_a_list_by_itself_is_not_looked_for():
    bad = list_members(offer(b"file\n/etc/passwd\n", "list.csv"))
    assert [(type(each), each.line) for each in bad if isinstance(each, BadMember)] == [(BadMember, 2)]
    assert "is not here; send a ZIP with the list and its files" in str(bad)


def test_list_in_an_archive_gives_the_details_of_its_files():
    listed = b"file,title\nb/../a.md,The weir\n./text/b.txt,The lock\nc.txt,Not there\n../../d.txt,Higher up\n"
    files = {"in/reports.csv": listed, "in/a.md": TEXT, "in/text/b.txt": TEXT, "in/more.txt": TEXT, "d.txt": TEXT}
    collection = read_collection(offer(pack(files)))
    named = [(each.name, each.details.title) for each in collection.members if isinstance(each, Submission)]
    assert named == [("a.md", "The weir"), ("b.txt", "The lock"), ("d.txt", "Higher up"), ("more.txt", None)]
    bad = [each for each in collection.members if isinstance(each, BadMember)]
    assert [(each.name, each.line) for each in bad] == [("reports.csv", 4)]
    assert bad[0].error == (
        "Line 4 of reports.csv was passed over: there is no file “c.txt” in the archive; pack it too."
    )


def test_warnings_of_a_list_are_kept():
    packed = pack(
        {"a.csv": b"body,colour\nWords.,red", "b.jsonl": b'{"body": "Words.", "size": "5"}', "c.csv": b"x,y\n"}
    )
    collection = read_collection(offer(packed))
    assert [warning.partition(" ")[0] for warning in collection.warnings] == ["a.csv", "b.jsonl"]
    assert [each.error for each in collection.members if isinstance(each, BadMember)] == [
        "c.csv is no list of reports: it needs a “file”, a “url” or a “body” for each, under these names."
    ]


def test_hidden_files_are_passed_over():
    files = {
        "a.md": TEXT,
        ".b.md": TEXT,
        "__MACOSX/._a.md": TEXT,
        "x/.git/c.md": TEXT,
        "Thumbs.db": TEXT,
        "empty/": b"",
    }
    assert [entry.path for entry in take(files) if isinstance(entry, File)] == ["a.md"]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\reports\\a.md", "C:/reports/a.md"),
        ("..\\..\\a.md", "a.md"),
        ("a//b/./../c.md", "a/c.md"),
        ("گزارش.md", "گزارش.md"),
    ],
)
def test_path_leads_only_downwards(name, path):
    entries = take({name: TEXT})
    assert [entry.path for entry in entries if isinstance(entry, File)] == [path]
    members = list_members(offer(pack({name: TEXT})))
    assert all("/" not in each.name and "\\" not in each.name for each in members)


def test_name_in_utf_8_that_does_not_say_so_is_read():
    packed = pack({"گزارش.md".encode().decode("cp437"): TEXT})
    entries = unpack_archive(clear_flags(packed), "reports.zip").entries
    assert [entry.path for entry in entries if isinstance(entry, File)] == ["گزارش.md"]


def clear_flags(packed: bytes) -> bytes:
    """Write the names as an old program does: the bytes of UTF-8, and no word of it."""
    shown = "گزارش.md".encode()
    longer = shown.decode("cp437").encode()
    data = bytearray(packed)
    for mark, flags, size in ((b"PK\x03\x04", 6, 26), (b"PK\x01\x02", 8, 28)):
        at = data.index(mark)
        data[at + flags : at + flags + 2] = bytes(2)
        data[at + size : at + size + 2] = len(shown).to_bytes(2, "little")
        data = bytearray(data.replace(longer, shown, 1))
    end = data.index(b"PK\x05\x06")
    data[end + 12 : end + 16] = (end - data.index(b"PK\x01\x02")).to_bytes(4, "little")
    data[end + 16 : end + 20] = data.index(b"PK\x01\x02").to_bytes(4, "little")
    return bytes(data)


def encrypt(packed: bytes) -> bytes:
    data = bytearray(packed)
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def point(packed: bytes) -> bytes:
    data = bytearray(packed)
    at = data.index(b"PK\x01\x02")
    data[at + 38 : at + 42] = (0o120777 << 16).to_bytes(4, "little")
    return bytes(data)


def spoil(packed: bytes) -> bytes:
    data = bytearray(packed)
    at = data.index(b"PK\x03\x04") + 30 + 5
    data[at] ^= 0xFF
    return bytes(data)


@pytest.mark.parametrize(
    ("packed", "words"),
    [
        pytest.param(pack({"b.zip": pack({"c.md": TEXT})}), "is an archive inside an archive", id="ZIP in a ZIP"),
        pytest.param(pack({"b.md": pack({"c.md": TEXT})}), "is an archive inside an archive", id="ZIP called Markdown"),
        pytest.param(encrypt(pack({"b.md": TEXT})), "is protected with a password", id="encrypted"),
        pytest.param(point(pack({"b.md": b"/etc/passwd"})), "only a pointer to another file", id="a symbolic link"),
        pytest.param(spoil(pack({"b.md": TEXT})), "is damaged inside", id="spoilt"),
        pytest.param(pack({"b.jpg": b"\xff\xd8\xff\0\0\0"}), "looks like a JPEG picture", id="a picture"),
        pytest.param(pack({"b.md": b""}), "is empty (0 bytes)", id="empty"),
        pytest.param(
            pack({"b.txt": b"x" * (MAX_BYTES + 1)}, zipfile.ZIP_STORED), "the limit is 20 MiB", id="too large"
        ),
    ],
)
def test_entry_that_cannot_be_taken_out_is_one_sentence(packed, words):
    (bad,) = unpack_archive(packed, "reports.zip").entries
    assert isinstance(bad, BadMember)
    assert words in bad.error
    assert bad.error.startswith(bad.name)


def test_bad_entry_keeps_no_other_from_being_taken_out():
    files = {"a.md": TEXT, "b.zip": pack({"c.md": TEXT}), "d.jpg": b"\xff\xd8\xff\0\0\0", "e.txt": TEXT}
    assert [type(entry) for entry in take(files)] == [File, BadMember, BadMember, File]


def test_file_of_many_remarks_holds_nothing_up():
    begun = time.monotonic()
    assert [type(entry) for entry in take({"a.txt": b"<!---->" * 500 + b"Words.", "b.md": TEXT})] == [File, File]
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("packed", "words"),
    [
        pytest.param(pack({}), "holds no files", id="nothing inside"),
        pytest.param(pack({".a": TEXT}), "holds no files", id="only hidden"),
        pytest.param(pack({f"{number}.md": b"" for number in range(2_001)}), "holds 2,001 files", id="many"),
        pytest.param(pack({"a.md": bytes(30 * 2**20)}), "would unpack to 30.0 MiB", id="a bomb"),
        pytest.param(
            pack({f"{each}.md": bytes(2**19) for each in range(250)}), "would unpack to 125.0", id="small ones"
        ),
        pytest.param(pack({"a.md": TEXT})[:-9], "cut off or damaged", id="cut off"),
        pytest.param(b"PK\x05\x06" + b"\xff" * 18, "cut off or damaged", id="an end without a beginning"),
    ],
)
def test_hostile_archive_is_one_sentence(packed, words):
    begun = time.monotonic()
    with pytest.raises(UnreadableDocumentError, match=words) as caught:
        list_members(offer(packed))
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("reports.zip")
    assert time.monotonic() - begun < 10


def test_archive_whose_directory_alone_is_too_much_is_given_up():
    entry = zipfile.ZipInfo("a" * 10)
    header = b"PK\x01\x02" + bytes(24) + len(entry.filename).to_bytes(2, "little") + bytes(16)
    directory = (header + entry.filename.encode()) * 350_000
    end = b"PK\x05\x06" + bytes(4) + b"\xff\xff\xff\xff" + len(directory).to_bytes(4, "little") + bytes(6)
    begun = time.monotonic()
    with pytest.raises(UnreadableDocumentError) as caught:
        list_members(offer(b"PK\x03\x04" + directory[4:] + end))
    assert time.monotonic() - begun < 31
    assert "\n" not in str(caught.value)


def test_lists_inside_are_counted_with_the_rest():
    listed = b"body\n" + b"Words.\n" * 2_000
    with pytest.raises(ReadingLimitError, match="holds 2,001 reports"):
        list_members(offer(pack({"a.csv": listed, "b.md": TEXT})))


def test_file_beside_a_list_is_read_and_none_outside(tmp_path: Path):
    folder = tmp_path / "lists"
    (folder / "in").mkdir(parents=True)
    (folder / "in" / "a.md").write_bytes(TEXT)
    (tmp_path / "secret.md").write_bytes(b"Secret.")
    (folder / "way.md").symlink_to(tmp_path / "secret.md")
    (folder / "folder.md").mkdir()
    manifest = folder / "list.csv"
    manifest.write_text("file\nin/a.md\n../secret.md\nway.md\nfolder.md\nb.md\n" + str(tmp_path / "secret.md") + "\n")
    members = list_members(offer(manifest.read_bytes(), "list.csv"), reading_beside(manifest))
    assert [each.data for each in members or () if isinstance(each, Submission)] == [TEXT]
    errors = [each.error for each in members or () if isinstance(each, BadMember)]
    assert len(errors) == 5
    assert sum("lies outside the list's folder" in error for error in errors) == 1
    assert sum("there is no file" in error for error in errors) == 4
    assert not any("Secret" in error for error in errors)


def test_files_of_a_list_are_not_more_than_an_archive_may_hold(tmp_path: Path):
    for number in range(6):
        (tmp_path / f"{number}.txt").write_bytes(b"x" * MAX_BYTES)
    manifest = tmp_path / "list.csv"
    manifest.write_text("file\n" + "".join(f"{number}.txt\n" for number in range(6)))
    members = list_members(offer(manifest.read_bytes(), "list.csv"), reading_beside(manifest))
    assert [type(each) for each in members] == [Submission] * 5 + [BadMember]
    assert "too large together" in str(members[-1])


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 255))
def test_any_damage_is_files_or_a_sentence(data, at, value):
    packed = bytearray(pack({"a.txt": b"Words. " + data, "b.csv": b"body\nWords."}))
    packed[at % len(packed)] = value
    try:
        entries = unpack_archive(bytes(packed), "reports.zip").entries
    except CorpusError as error:
        entries = (BadMember("reports.zip", str(error)),)
    assert entries
    assert not any("\n" in entry.error for entry in entries if isinstance(entry, BadMember))
