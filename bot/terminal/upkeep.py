"""What `check`, `reindex`, `backup` and `restore-backup` do."""

from pathlib import Path

from bot import backup
from bot.answering.wording import format_count
from bot.errors import JobError
from bot.home import Home
from bot.main import open_desk
from bot.settings import load_settings
from bot.state.jobs import Job, JobState
from bot.terminal.console import complain, say, show_progress, show_waiting
from corpus.originals import Originals
from index.report_index import IndexReport

DONE, DAMAGED = 0, 1


def check_everything() -> int:
    """Check the database and the originals, check and mend the index, and give the exit code: 1 for a lost original.

    Raises:
        DatabaseError: when the database is damaged.
        JobError: when the index cannot be mended.
    """
    with open_desk(load_settings()) as desk:
        with show_waiting("Checking the catalogue…"):
            desk.catalogue.database.check()
            digests = desk.catalogue.list_originals()
            damaged = Originals(desk.home.originals).find_damaged(digests)
        with show_progress("Checking the index") as on_progress:
            index = _read_index_report(desk.check(on_progress))
        reports = desk.catalogue.list_reports()
    say(f"{format_count(len(reports), 'report')} and {format_count(len(digests), 'original')} checked.")
    say(_describe_mending(index))
    for digest in damaged:
        complain(f"The original {digest} is gone or damaged; add the document again from where it came.")
    return DAMAGED if damaged else DONE


def reindex() -> None:
    """Build the index anew; what is embedded already is not embedded again, unless the model changed."""
    with open_desk(load_settings()) as desk, show_progress("Building the index") as on_progress:
        index = _read_index_report(desk.reindex(on_progress))
    say(f"The index holds {format_count(index.passages, 'passage')}; {index.embedded:,} of them were embedded now.")


def write_backup(file: Path) -> None:
    """Write everything but the index into one file."""
    with show_waiting("Writing the backup…"):
        done = backup.write_backup(Home(load_settings().onrecord_home), file)
    for digest in done.missing:
        complain(f"The original {digest} is gone or damaged and is not in the backup; its report is.")
    say(f"{format_count(done.reports, 'report')} and {format_count(done.originals, 'original')} written to {file}.")


def restore_backup(file: Path, *, replace: bool) -> None:
    """Put everything back as a backup has it; the index is built again by the next command that needs it."""
    with show_waiting("Reading the backup…"):
        done = backup.restore_backup(Home(load_settings().onrecord_home), file, replace=replace)
    say(f"{format_count(done.reports, 'report')} restored from {file}.")
    if done.set_aside:
        say(f"What was there before is kept in {done.set_aside}.")


def _read_index_report(job: Job) -> IndexReport:
    if job.state is JobState.FAILED:
        raise JobError(job.message or "The index could not be built; look at the log for the cause.")
    return IndexReport(**job.result)


def _describe_mending(index: IndexReport) -> str:
    passages = format_count(index.passages, "passage")
    if index.was_whole:
        return f"The index holds {passages} and is whole."
    mended = f"{index.missing:,} missing, {index.extra:,} too many, {index.embedded:,} not embedded"
    return f"The index holds {passages}; it was mended ({mended})."
