"""The command line: what each command takes, which exit code it gives, and the last catcher of errors.

Only what `--help` needs is imported at the top; a command imports the part that does its work when it is called.
Exit codes: 0 done, 1 one sentence on stderr, 2 wrong usage, 3 a question that the reports do not answer.
"""

import sys
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.errors import BotError
from bot.terminal.arguments import parse_day, parse_words
from corpus.errors import CorpusError
from index.errors import FindingError

app = typer.Typer(
    help="Answers questions from a curated set of reports, with quotations that can be checked and nothing else.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help takes a third of the time
    pretty_exceptions_enable=False,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
ReportId = Annotated[str, typer.Argument(metavar="ID", help="The report's id, as `onrecord list` shows it.")]


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", parser=parse_words)],
    since: Annotated[
        date | None, typer.Option(parser=parse_day, metavar="DATE", help="Reports of this day on.")
    ] = None,
    until: Annotated[
        date | None, typer.Option(parser=parse_day, metavar="DATE", help="Reports up to this day.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Reports of this publisher.")] = None,
    as_json: AsJson = False,
) -> None:
    """Ask the reports a question. Exit code 3 means that they do not answer it."""
    from bot.answering.answers import Question
    from bot.terminal import asking

    if since and until and since > until:
        raise typer.BadParameter(f"{since} is after {until}.", param_hint="--since")
    raise typer.Exit(asking.answer_question(Question(question, since, until, publisher), as_json=as_json))


@app.command(context_settings={"ignore_unknown_options": True})  # an answer's id may begin with a dash
def why(
    answer_id: Annotated[
        str,
        typer.Argument(metavar="ANSWER_ID", parser=parse_words, help="The answer's id, as `onrecord ask` shows it."),
    ],
    as_json: AsJson = False,
) -> None:
    """Show how an answer came about. Names what was read, used and left out, versions, models and timings."""
    from bot.terminal import asking

    asking.explain_answer(answer_id, as_json=as_json)


@app.command()
def chat() -> None:
    """Hold a conversation with the reports."""
    from bot.terminal import conversation

    conversation.hold_conversation()


@app.command()
def find(quote: Annotated[str, typer.Argument(metavar="QUOTE", parser=parse_words)], as_json: AsJson = False) -> None:
    """Look a sentence up. Says whether it stands in a report exactly, in other words, or not at all."""
    from bot.terminal import asking

    asking.find_sentence(quote, as_json=as_json)


@app.command()
def add(
    targets: Annotated[list[str], typer.Argument(metavar="PATH|URL|DIR...")],
    report_id: Annotated[str | None, typer.Option("--id", metavar="ID", help="The report's id.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="The outlet.")] = None,
    author: Annotated[str | None, typer.Option(metavar="NAME")] = None,
    published: Annotated[
        date | None,
        typer.Option(parser=parse_day, metavar="DATE", help="The day it was published, such as 2022-06-07."),
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where it can be read.")] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Its language, such as en or fa.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Add without asking.")] = False,
    as_json: AsJson = False,
) -> None:
    """Add reports from files, links and folders. What the options leave open is taken from the document."""
    from bot.terminal import adding
    from corpus.reports import Details

    details = Details(title, publisher, author, published, url, language)
    if (report_id or details != Details()) and (len(targets) > 1 or Path(targets[0]).is_dir()):
        raise typer.BadParameter("details can be given for one document at a time.", param_hint="PATH|URL|DIR")
    raise typer.Exit(adding.add_documents(targets, details, report_id, yes=yes, as_json=as_json))


@app.command("list")
def list_reports(as_json: AsJson = False) -> None:
    """List the reports on the shelf."""
    from bot.terminal import shelf

    shelf.list_reports(as_json=as_json)


@app.command()
def show(
    report_id: ReportId,
    version: Annotated[int | None, typer.Option(min=1, metavar="N", help="An earlier version of it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show a report, whole."""
    from bot.terminal import shelf

    shelf.show_report(report_id, version, as_json=as_json)


@app.command()
def export(folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
    """Write every report into a folder. They become Markdown files that `add` reads back."""
    from bot.terminal import shelf

    shelf.write_reports_out(folder)


@app.command()
def check() -> None:
    """Compare what is stored, and mend it. The index and the originals are held against the catalogue."""
    from bot.terminal import upkeep

    raise typer.Exit(upkeep.check_everything())


@app.command()
def reindex() -> None:
    """Build the index anew from the catalogue."""
    from bot.terminal import upkeep

    upkeep.reindex()


@app.command()
def backup(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Write everything into one file. The bot may go on working."""
    from bot.terminal import upkeep

    upkeep.write_backup(file)


@app.command("restore-backup")
def restore_backup(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    replace: Annotated[bool, typer.Option("--replace", help="Set aside the reports that are there.")] = False,
) -> None:
    """Put everything back as a backup has it."""
    from bot.terminal import upkeep

    upkeep.restore_backup(file, replace=replace)


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Ask a fixed sample of N questions.")] = None,
    as_json: AsJson = False,
) -> None:
    """Measure answers on a question set. Gives figures of retrieval, quotation, refusal and speed."""
    from bot.terminal import measuring

    measuring.evaluate_folder(folder, limit, as_json=as_json)


@app.command()
def serve() -> None:
    """Run the Telegram bot."""
    from bot.main import serve as serve_telegram
    from bot.settings import load_settings

    serve_telegram(load_settings())


def main() -> None:
    """Run the command that was typed; every error ends here as one sentence, never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # what a terminal cannot show is no reason to fail
    try:
        app(prog_name="onrecord")
    except (BotError, CorpusError, FindingError) as error:
        _fail(str(error))
    except Exception as error:  # noqa: BLE001  # the last catcher
        from bot.terminal.trouble import describe_trouble

        _fail(describe_trouble(error))


def _fail(message: str) -> NoReturn:
    from bot.terminal.console import complain

    complain(message)
    sys.exit(1)


if __name__ == "__main__":
    main()
