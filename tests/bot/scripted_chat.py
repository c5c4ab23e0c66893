"""A bot process for tests of the chat alone: all of it is real but what answers, which follows a script.

`python -m tests.bot.scripted_chat` reads the same environment as the bot. It shelves `REPORTS`, and answers a question
with the first sentence of the report whose id it names; `SCRIPT` says what other words do.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from secrets import token_urlsafe

from bot.answering.answers import Answer, Citation, Question, Quote, Receipt, Refusal, Statement
from bot.answering.drafting import InThread
from bot.answering.lookups.lookup import look_up
from bot.answering.understanding import STANDING_ALONE, Conversation, understand_question
from bot.chat.application import Connection, serve
from bot.chat.room import House
from bot.home import Home
from bot.intake import Intake
from bot.keeping import Keeping
from bot.standing import Standing
from bot.state import State
from bot.telling import Readers
from bot.worker import JobRunner
from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.errors import DatabaseError, FetchError
from corpus.originals import Originals
from corpus.publishing import Desk
from corpus.reports import Details, Report, Submission

SCRIPT = {"slow": "takes a second", "broken": "fails", "nothing": "is refused", "late": "waits while a file is there"}
REPORTS = [
    Report(
        "ferry", 1, "Ferry adrift", "The ferry broke loose. It drifted. 🛶\n\nNobody was hurt.", "The Courier", None,
        date(2026, 3, 11),
    ),
    Report(
        "guild", 1, "Guild denies", "“We did not cut it. Not all of it.” So said the guild.", "Press Agency", None,
        date(2026, 3, 12), "https://agency.example/guild",
    ),
    Report("long", 1, "A long reading", " ".join(["An endless sentence goes on"] * 400) + ".", "The Courier"),
    Report("persian", 1, "کشتی رها شد", "کشتی در رودخانه رها شد. کسی آسیب ندید.", "نیلوفر", language="fa"),
    *(Report(f"filler-{number}", 1, f"Filler {number}", f"Filler text {number}.", "Weekly") for number in range(12)),
]  # fmt: skip
RECEIPT = Receipt("", (), (), (), (), "script", 1.0)


class ScriptedAnswerer:
    """Answers from the catalogue by a script."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    async def answer(
        self, question: Question, conversation: Conversation, _person: str, in_thread: InThread
    ) -> Answer | Refusal:
        return await in_thread(lambda: self.answer_by_script(question, conversation))

    def answer_by_script(self, question: Question, conversation: Conversation) -> Answer | Refusal:
        understood = understand_question(question.text, conversation).text
        receipt = replace(RECEIPT, understood_as=understood)
        if "slow" in question.text:
            time.sleep(1)
        if "broken" in question.text:
            raise RuntimeError(f"the script says so: {question.text}")
        asked = understood.lower()
        named = [each for each in self._catalogue.live_reports() if each.id in asked or each.title.lower() in asked]
        citations = tuple(Citation(number, quote_sentence(report)) for number, report in enumerate(named, 1))
        if "nothing" in question.text or not named:
            return Refusal(token_urlsafe(8), question, citations, receipt)
        if "late" in question.text:
            wait_while_there(Path(os.environ["ONRECORD_HOME"]) / "late")
        statements = tuple(Statement(f"About {each.quote.source.title}:", (each.number,)) for each in citations)
        return Answer(token_urlsafe(8), question, statements, citations, receipt)


def answer_alone(catalogue: Catalogue) -> Callable[[Question], Answer | Refusal]:
    return partial(ScriptedAnswerer(catalogue).answer_by_script, conversation=STANDING_ALONE)


def quote_sentence(report: Report) -> Quote:
    return Quote.cut(report, 0, report.body.index(".") + 1)


def wait_while_there(file: Path) -> None:
    """Say by a file that the answer is composed but not given yet, and wait until somebody takes it away; once."""
    if not file.with_suffix(".over").exists():
        file.touch()
        file.with_suffix(".over").touch()
        while file.exists():
            time.sleep(0.02)


class NoIndex:
    """Does nothing for the worker, since the script reads the catalogue itself."""

    def stage(self, reports: object, on_progress: object = None) -> None:
        pass

    def sweep(self) -> None:
        pass


def run_jobs(runner: JobRunner) -> None:
    runner.recover()
    while True:
        time.sleep(0.05)
        with suppress(DatabaseError):
            runner.run_next()


def main() -> None:
    home = Home(Path(os.environ["ONRECORD_HOME"])).make()
    database = Database(home.database_url)
    database.migrate()
    catalogue, state = Catalogue(database), State.of(database)
    shelve_reports(catalogue)
    admin_ids = frozenset(map(int, filter(None, os.environ["ADMIN_IDS"].split(","))))
    invited_only = os.environ.get("ACCESS") == "invited"
    connection = Connection(
        os.environ["TELEGRAM_TOKEN"], os.environ["TELEGRAM_API_URL"], admin_ids, invited_only=invited_only
    )
    readers = Readers(catalogue, state.quoted, state.notices, int(os.environ.get("TELL_READERS_DAYS", "7")))
    house = House(
        answer=ScriptedAnswerer(catalogue).answer,
        find=lambda words: look_up(words, catalogue),
        fetch=fetch_link,
        intake=Intake(catalogue, Originals(home.originals), state.jobs),
        shelf=catalogue,
        keeping=Keeping.of(catalogue, state, answer_alone(catalogue)),
        standing=Standing(catalogue, state.decisions, readers),
    )
    with home.hold():
        runner = JobRunner(state.jobs, catalogue, NoIndex(), tell=readers.tell_reworded)
        threading.Thread(target=run_jobs, args=(runner,), daemon=True).start()
        serve(connection, house, state)
    sys.stdout.flush()
    os._exit(0)


def shelve_reports(catalogue: Catalogue) -> None:
    desk = Desk(catalogue)
    for report in REPORTS:
        if not catalogue.is_known(report.id):
            desk.stage_report(report, f"{report.id}.txt", "script")
            desk.publish(report.id, 1, "script")


def fetch_link(url: str) -> Submission:
    if "absent" in url:
        raise FetchError(f"{url} could not be read: there is no such page; check the link.")
    return Submission("page.txt", f"The page of {url} says that the mill is closed.".encode(), "", Details(url=url))


if __name__ == "__main__":
    main()
