"""What can go wrong with reports, as a tree.

CorpusError
├── InvalidReportError          a value breaks a promise of `Report`
├── InvalidQueryError           what is looked for on the shelf makes no sense
├── UnknownReportError          no report has this id (or this version of it)
├── ChangedReportError          a report is not as somebody saw it who decided about it
├── DuplicateReportError        the same document is already on the shelf
├── ReportExistsError           the id is taken by another document
├── UnreadableDocumentError     a file holds no text that can be read
│   ├── UnsupportedFormatError  its kind is not one we read
│   ├── DocumentTooLargeError   it is over the size limit
│   └── ReadingLimitError       reading it took too much time or memory
├── FetchError                  a link could not be read
├── DatabaseError               the catalogue's database refused or is of another version
└── StorageError                the disk refused a file, or an original is missing or damaged

Every message is one sentence for an editor: what was wrong and what to do.
"""

from collections.abc import Sequence

from corpus.worded import Worded

LIST = "`onrecord list`"


class CorpusError(Exception):
    """Anything that the corpus room refuses; its text can be shown to a person as it is."""


class InvalidReportError(CorpusError):
    """A value breaks a promise of `Report`, such as an empty body."""


class InvalidQueryError(CorpusError):
    """What is looked for on the shelf makes no sense, such as a date that is none."""


class UnknownReportError(CorpusError):
    """No report has this id, or the report has no such version.

    `nearest` are ids that may have been meant; `versions` are the numbers that the report does have.
    """

    def __init__(
        self, report_id: str, version: int | None = None, nearest: Sequence[str] = (), versions: Sequence[int] = ()
    ) -> None:
        self.report_id = report_id
        self.version = version
        self.versions = tuple(versions)
        if version is None:
            sentence = Worded(
                "There is no report “{id}”; {command} or /reports shows the ids.", id=report_id, command=LIST
            )
            meant = f" Did you mean {' or '.join(f'“{each}”' for each in nearest)}?" if nearest else ""
            super().__init__(f"{sentence}{meant}" if nearest else sentence)
        else:
            super().__init__(describe_missing_version(report_id, version, self.versions))


class ChangedReportError(CorpusError):
    """A report is not as somebody saw it who decided about it, so the decision was not carried out."""

    def __init__(self, report_id: str) -> None:
        self.report_id = report_id
        super().__init__(
            Worded(
                "Report “{id}” has changed meanwhile, so nothing was done; look at it again before you decide.",
                id=report_id,
            )
        )


class DuplicateReportError(CorpusError):
    """The same document, or the same text, is already on the shelf."""

    def __init__(self, name: str, report_id: str) -> None:
        self.report_id = report_id
        super().__init__(
            Worded("{name} is already on the shelf as “{id}”, so nothing was added.", name=name, id=report_id)
        )


class ReportExistsError(CorpusError):
    """The id asked for is taken by another document."""

    def __init__(self, report_id: str) -> None:
        self.report_id = report_id
        super().__init__(
            Worded(
                "The id “{id}” is taken by another report; choose another with {option}.", id=report_id, option="--id"
            )
        )


class UnreadableDocumentError(CorpusError):
    """A file holds no text that can be read."""


class UnsupportedFormatError(UnreadableDocumentError):
    """The file is of a kind that no reader takes."""

    def __init__(self, name: str, found: str, supported: str) -> None:
        self.name = name
        super().__init__(
            Worded(
                "{name} looks like {found}; reports can be read from {kinds}.", name=name, found=found, kinds=supported
            )
        )


class DocumentTooLargeError(UnreadableDocumentError):
    """The file is over the size limit."""

    def __init__(self, name: str, size: int, limit: int) -> None:
        self.name = name
        self.size = size
        self.limit = limit
        super().__init__(
            Worded(
                "{name} has {size} MiB; the limit is {most} MiB, so split it or send its text.",
                name=name,
                size=size / 2**20,
                most=limit // 2**20,
            )
        )


class ReadingLimitError(UnreadableDocumentError):
    """Reading the file took more time or memory than a report may take."""


class FetchError(CorpusError):
    """A link could not be read."""


class DatabaseError(CorpusError):
    """The catalogue's database refused, is damaged, or was made by another version of On Record."""


class StorageError(CorpusError):
    """The disk refused a file, or an original is missing or damaged."""


def describe_missing_version(report_id: str, version: int, versions: tuple[int, ...]) -> Worded:
    """Say that a report has no such version, and which it has: one, all from one to another, or some."""
    named: dict[str, object] = {"id": report_id, "version": version}
    if not versions:
        return Worded(
            "Report “{id}” has no version {version}; {command} or /reports shows the newest.", **named, command=LIST
        )
    first, last = versions[0], versions[-1]
    if len(versions) == 1:
        return Worded("Report “{id}” has no version {version}; it has version {only} only.", **named, only=first)
    if versions == tuple(range(first, last + 1)):
        return Worded(
            "Report “{id}” has no version {version}; it has versions {first} to {last}.",
            **named,
            first=first,
            last=last,
        )
    return Worded(
        "Report “{id}” has no version {version}; it has versions {some} and {last}.",
        **named,
        some=versions[:-1],
        last=last,
    )
