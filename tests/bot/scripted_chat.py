"""A bot process for tests of the chat alone: all of it is real but what answers, which follows a script.

`python -m tests.bot.scripted_chat` reads the same environment as the bot. It shelves `REPORTS`, and answers a question
with the first sentence of the report whose id it names; `SCRIPT` says what other words do.
"""

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from secrets import token_urlsafe
from typing import NoReturn

from bot.answering.answers import (
    Answer,
    Citation,
    Position,
    Question,
    Quote,
    Receipt,
    Refusal,
    Spent,
    Stance,
    Statement,
)
from bot.answering.drafting import InThread
from bot.answering.lookups.lookup import look_up
from bot.answering.quoting import QuotePage
from bot.answering.stages import OnStage, Stage, ignore_stage
from bot.answering.understanding import STANDING_ALONE, Conversation, understand_question
from bot.chat.application import Connection, serve
from bot.chat.pacing import Limits
from bot.chat.room import House
from bot.chat.webhook import Webhook
from bot.fair_use import QuestionLimits, list_limits
from bot.following.beginning import Following
from bot.following.watching import FollowWatch, Rest
from bot.home import Home
from bot.intake import Intake
from bot.keeping import Keeping
from bot.open_shelf import OpenShelf
from bot.standing import Standing
from bot.state import State
from bot.telling import Readers
from bot.watch.logs import set_up_logs
from bot.watch.metering import meter_answering
from bot.watch.probing import showing
from bot.watch.watch import Watch
from bot.worker import JobRunner
from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.errors import DatabaseError, FetchError
from corpus.originals import Originals
from corpus.publishing import Desk
from corpus.reports import Details, Report, Submission

SCRIPT = {
    "slow": "takes a second",
    "broken": "fails",
    "nothing": "is refused",
    "late": "waits while a file is there",
    "spent": "is answered without tokens",
    "disputed": "is answered by a position of each report",
    "staged": "goes through every stage, each for a time",
    "endless": "searches until nobody waits any more",
}
STAGE_S = 1.3
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
PACE = {"a_second": "CALLS_A_SECOND", "burst": "CALLS_AT_ONCE"}
LIMITS = ("QUESTIONS_AN_HOUR_EACH", "QUESTIONS_A_DAY_EACH", "QUESTIONS_AN_HOUR_IN_GROUP")
TOMORROW = datetime(2026, 11, 28, tzinfo=UTC)
RECEIPT = Receipt("", (), (), (), (), "script", 1.0)


class ScriptedAnswerer:
    """Answers from the catalogue by a script."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    async def answer(
        self,
        question: Question,
        conversation: Conversation,
        _person: str,
        in_thread: InThread,
        on_stage: OnStage = ignore_stage,
    ) -> Answer | Refusal:
        if "staged" in question.text:
            for stage in (Stage.SEARCHING, Stage.CHOOSING, Stage.WRITING, Stage.CHECKING):
                on_stage(stage)
                await asyncio.sleep(STAGE_S)
        if "endless" in question.text:
            await in_thread(partial(search_endlessly, on_stage))
        return await in_thread(lambda: self.answer_by_script(question, conversation))

    def answer_by_script(self, question: Question, conversation: Conversation) -> Answer | Refusal:
        understood = understand_question(question.text, conversation).text
        receipt = replace(RECEIPT, understood_as=understood)
        if "slow" in question.text:
            time.sleep(1)
        if "broken" in question.text:
            raise RuntimeError(f"the script says so: {question.text}")
        asked = understood.lower()
        named = [each for each in self._catalogue.live_reports() if is_named(each, asked)]
        citations = tuple(Citation(number, quote_sentence(report)) for number, report in enumerate(named, 1))
        if "nothing" in question.text or not named:
            return Refusal(token_urlsafe(8), question, citations, receipt)
        if "late" in question.text:
            wait_while_there(Path(os.environ["ONRECORD_HOME"]) / "late")
        if "spent" in question.text:
            receipt = replace(receipt, spent=Spent(TOMORROW, by_everybody="all" in question.text))
        if "disputed" in question.text:
            return dispute(question, citations, receipt)
        statements = tuple(Statement(f"About {each.quote.source.title}:", (each.number,)) for each in citations)
        return Answer(token_urlsafe(8), question, statements, citations, receipt)


def dispute(question: Question, citations: Sequence[Citation], receipt: Receipt) -> Answer:
    stances = (Stance.CLAIMS, Stance.DENIES)
    positions = tuple(
        Position(each.quote.source.publisher or "Somebody", stance, (each.number,))
        for each, stance in zip(citations, stances, strict=False)
    )
    return Answer(token_urlsafe(8), question, (), tuple(citations), receipt, positions, as_of=date(2026, 3, 12))


def search_endlessly(on_stage: OnStage) -> NoReturn:
    """Hold the thread that answers until what is told of the stage ends the work."""
    while True:
        on_stage(Stage.SEARCHING)
        time.sleep(0.02)


def answer_alone(catalogue: Catalogue) -> Callable[[Question], Answer | Refusal]:
    return partial(ScriptedAnswerer(catalogue).answer_by_script, conversation=STANDING_ALONE)


def is_named(report: Report, asked: str) -> bool:
    return any(words in asked for words in (report.id, report.title.lower(), quote_sentence(report).text.lower()))


def quote_sentence(report: Report) -> Quote:
    return Quote.cut(report, 0, report.body.index(".") + 1)


def quote_by_script(catalogue: Catalogue) -> Callable[[str, int], QuotePage]:
    """Find the first sentence of each report whose id or title has the words, three a page; “slow” takes a while."""

    def quote(words: str, start: int) -> QuotePage:
        if "slow" in words:
            time.sleep(0.3)
        searched = words.replace("slow", "").strip().lower()
        found = [each for each in catalogue.live_reports() if searched in f"{each.id} {each.title} {each.body}".lower()]
        quotes = tuple(map(quote_sentence, found))
        return QuotePage(quotes[start : start + 3], start + 3 if start + 3 < len(quotes) else None)

    return quote


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


def run_jobs(runner: JobRunner, watch: Watch, follows: FollowWatch) -> None:
    runner.recover()
    while True:
        watch.health.worker.beat(30)
        time.sleep(0.05)
        with suppress(DatabaseError):
            runner.run_next()
            follows.take_next()


def main() -> None:
    set_up_logs(
        os.environ.get("LOG_LEVEL", "info").upper(),
        os.environ.get("LOG_FORM", "lines"),
        [os.environ["TELEGRAM_TOKEN"]],
        texts=os.environ.get("LOG_TEXTS") == "yes",
    )
    home = Home(Path(os.environ["ONRECORD_HOME"])).make()
    database = Database(home.database_url)
    database.migrate()
    catalogue, state = Catalogue(database), State.of(database)
    shelve_reports(catalogue)
    admin_ids = frozenset(map(int, filter(None, os.environ["ADMIN_IDS"].split(","))))
    invited_only = os.environ.get("ACCESS") == "invited"
    connection = Connection(
        os.environ["TELEGRAM_TOKEN"],
        os.environ["TELEGRAM_API_URL"],
        admin_ids,
        invited_only=invited_only,
        limits=read_pace(),
        webhook=find_webhook(),
        question_limits=read_limits(),
    )
    watch = Watch.over(state, admin_ids)
    probes = {watch.health.database: state.loads.probe, watch.health.index: str}
    port = int(os.environ.get("METRICS_PORT", "0")) or None
    readers = Readers(catalogue, state.quoted, state.notices, int(os.environ.get("TELL_READERS_DAYS", "7")))
    house = House(
        answer=meter_answering(ScriptedAnswerer(catalogue).answer, watch.metrics),
        find=lambda words: look_up(words, catalogue),
        fetch=fetch_link,
        intake=Intake(catalogue, Originals(home.originals), state.jobs),
        shelf=catalogue,
        keeping=Keeping.of(catalogue, state, answer_alone(catalogue)),
        standing=Standing(catalogue, state.decisions, readers),
        open_shelf=OpenShelf(catalogue, Originals(home.originals)),
        quote=quote_by_script(catalogue),
        following=Following(database, state, ScriptedAnswerer(catalogue).answer_by_script, 3),
    )
    with home.hold(), showing(watch, "127.0.0.1", port, probes):
        runner = JobRunner(state.jobs, catalogue, NoIndex(), tell=readers.tell_reworded)
        follows = FollowWatch(catalogue, state, answer_alone(catalogue), Rest(rest_s=0.3, longest_s=5.0))
        threading.Thread(target=run_jobs, args=(runner, watch, follows), daemon=True).start()
        serve(connection, house, state, watch=watch)
    sys.stdout.flush()
    os._exit(0)


def find_webhook() -> Webhook | None:
    given = [os.environ.get(f"WEBHOOK_{name}", "") for name in ("URL", "SECRET", "LISTEN", "PORT")]
    return Webhook(*given[:3], int(given[3])) if given[0] else None


def read_pace() -> Limits:
    """How fast the bot may send; as fast as it does for people where the environment says nothing else."""
    usual = Limits()
    given = {name: int(os.environ.get(key, getattr(usual, name))) for name, key in PACE.items()}
    return replace(usual, **given)


def read_limits() -> QuestionLimits:
    """The limits of fair use; as many as anybody likes where the environment names none."""
    an_hour, a_day, in_group = (int(os.environ.get(name, "0")) for name in LIMITS)
    waiting = os.environ.get("QUESTIONS_WAITING_EACH")
    return QuestionLimits(list_limits(an_hour, a_day), list_limits(in_group, 0), int(waiting) if waiting else None)


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
