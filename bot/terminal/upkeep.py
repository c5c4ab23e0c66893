"""What `check`, `reindex`, `backup` and `restore-backup` do."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from bot import backup
from bot.answering.wording import format_count
from bot.errors import JobError
from bot.home import Home
from bot.main import FALLEN_BACK, open_desk
from bot.settings import load_settings
from bot.state.jobs import Job, JobState
from bot.terminal.console import complain, say, show_progress, show_waiting, write_json
from bot.terminal.figures import make_models_json
from corpus.originals import Originals
from index.report_index import IndexReport
from index.vector_models import ModelStanding

DONE, DAMAGED = 0, 1


def check_everything(*, as_json: bool) -> int:
    """Check the database and the originals, check and mend the index, and give the exit code: 1 for a lost original.

    It also says which embedding model answers, and how many passages each has embedded.

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
        reports = len(desk.catalogue.list_reports())
        models, wanted = desk.keeping.describe_models(), desk.wanted_model
        falls_back = desk.embedding_model_falls_back
    if as_json:
        write_json(
            {
                "reports": reports,
                "originals": len(digests),
                "damaged": list(damaged),
                "index": asdict(index),
                "models": {"set": wanted, "falls_back": falls_back, **make_models_json(models)},
            }
        )
        return DAMAGED if damaged else DONE
    say(f"{format_count(reports, 'report')} and {format_count(len(digests), 'original')} checked.")
    say(_describe_mending(index))
    for line in list_model_lines(models, wanted):
        say(line)
    if falls_back:
        say(FALLEN_BACK)
    for digest in damaged:
        complain(f"The original {digest} is gone or damaged; add the document again from where it came.")
    return DAMAGED if damaged else DONE


def reindex() -> None:
    """Build the index anew; what is embedded already is not embedded again, unless the model changed.

    Another process that answers meanwhile does so with the former model until this one has embedded everything.
    """
    with open_desk(load_settings()) as desk:
        former = desk.index.describe_models().serving
        with show_progress("Building the index") as on_progress:
            index = _read_index_report(desk.reindex(on_progress))
        model = desk.search.model
    say(f"{_describe_held(index)}; {index.embedded:,} of them were embedded now.")
    if former not in (None, model):
        say(f"Questions are answered with {model} from now on, no longer with {former}.")


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
    if index.was_whole:
        return f"{_describe_held(index)} and is whole."
    mended = f"{index.missing:,} missing, {index.extra:,} too many, {index.embedded:,} not embedded"
    return f"{_describe_held(index)}; it was mended ({mended})."


def _describe_held(index: IndexReport) -> str:
    held = f"The index holds {format_count(index.passages, 'passage')}"
    return f"{held} (and {index.withdrawn:,} more of withdrawn reports)" if index.withdrawn else held


def list_model_lines(models: ModelStanding, wanted: str) -> Iterator[str]:
    """Say which embedding model answers, which others have vectors, and what is to be done for the one that is set."""
    if models.serving is None:
        yield f"No report is embedded yet; {wanted} will embed them."
        return
    if models.lost:
        to_do = "" if models.coming else f"; run `onrecord reindex`, which embeds the reports with {wanted}"
        embedded = _count_embedded(models, models.serving)
        yield f"{models.serving} ({embedded}) cannot be loaded here any more, so keywords alone answer{to_do}."
    else:
        yield f"Questions are answered with {models.serving}: {_count_embedded(models, models.serving)}."
    if models.coming is not None:
        yield f"{models.coming} is made ready to answer: {models.count(models.coming):,} of {models.wanted:,} embedded."
    elif models.serving != wanted and not models.lost:
        yield f"EMBEDDING_MODEL asks for {wanted}; run `onrecord reindex`, or start the bot, which does it by itself."
    for model in models.embedded or {}:
        if model not in (models.serving, models.coming):
            yield f"{model} answers no longer: {_count_embedded(models, model)}; `onrecord reindex` deletes them."


def _count_embedded(models: ModelStanding, model: str) -> str:
    return f"{format_count(models.count(model), 'passage')} embedded"
