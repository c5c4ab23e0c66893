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
from bot.terminal.arguments import (
    AsJson,
    Author,
    Language,
    Published,
    Publisher,
    ReportId,
    Title,
    Url,
    parse_day,
    parse_since,
    parse_status,
    parse_until,
    parse_words,
)
from bot.terminal.commands.bans import add_ban_commands
from bot.terminal.commands.keeping import add_keeping_commands
from bot.terminal.commands.people import add_people_commands
from bot.terminal.commands.standing import add_standing_commands
from corpus.errors import CorpusError
from index.errors import FindingError

app = typer.Typer(
    help="Answers questions from a curated set of reports, with quotations that can be checked and nothing else.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help takes a third of the time
    pretty_exceptions_enable=False,
)


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
    title: Title = None,
    publisher: Publisher = None,
    author: Author = None,
    published: Published = None,
    url: Url = None,
    language: Language = None,
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
def list_reports(
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help="In title, outlet or id.")] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="In the outlet's name.")] = None,
    since: Annotated[
        date | None,
        typer.Option(parser=parse_since, metavar="DATE", help="A day, or a month such as 2026-03, or a year."),
    ] = None,
    until: Annotated[date | None, typer.Option(parser=parse_until, metavar="DATE", help="A day or a month.")] = None,
    status: Annotated[
        str | None, typer.Option(parser=parse_status, metavar="WORD", help="current, corrected or withdrawn.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the reports on the shelf. With words or options, only those that are looked for."""
    from bot.terminal import shelf

    given = {"publisher": publisher, "since": since, "until": until, "status": status}
    shelf.list_reports(" ".join(words or ()), given, as_json=as_json)


@app.command()
def show(
    report_id: ReportId,
    version: Annotated[int | None, typer.Option(min=1, metavar="N", help="An earlier version of it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show a report, whole."""
    from bot.terminal import shelf

    shelf.show_report(report_id, version, as_json=as_json)


add_standing_commands(app)
add_keeping_commands(app)


@app.command()
def export(folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
    """Write every report into a folder. They become Markdown files that `add` and `sync` read back."""
    from bot.terminal import shelf

    shelf.write_reports_out(folder)


add_people_commands(app)
add_ban_commands(app)


@app.command()
def sync(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    yes: Annotated[bool, typer.Option("--yes", help="Change without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the plan and change nothing.")] = False,
    allow_withdrawals: Annotated[
        bool, typer.Option("--allow-withdrawals", help="Let more than half of the reports that stand go.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make the shelf what a folder says. Adds, replaces and withdraws, after showing what changes."""
    from bot.terminal import syncing

    asks = sys.stdin.isatty() and not yes and not as_json
    manner = syncing.Manner(asks=asks, dry_run=dry_run, allow_withdrawals=allow_withdrawals, as_json=as_json)
    raise typer.Exit(syncing.sync_folder(folder, manner))


@app.command()
def check(as_json: AsJson = False) -> None:
    """Compare what is stored, and mend it. The index and the originals are held against the catalogue."""
    from bot.terminal import upkeep

    raise typer.Exit(upkeep.check_everything(as_json=as_json))


@app.command()
def reindex() -> None:
    """Build the index anew from the catalogue. After a change of EMBEDDING_MODEL, everything is embedded again."""
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
