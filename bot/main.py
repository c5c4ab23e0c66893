"""Where the parts meet, and nowhere else: settings go in, a desk at which everything can be asked comes out.

settings | data folder | catalogue | index | answerer | desk (one command) or bot (serve)
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.answering.answerer import Answerer
from bot.answering.answers import Answer, Question, Refusal
from bot.answering.budgeting import BudgetedLanguageModel, TokenLimits
from bot.answering.drafting import Drafter
from bot.answering.language_model import LanguageModel, OpenAILanguageModel, make_language_model
from bot.answering.lookups.finding import Finding
from bot.answering.lookups.lookup import look_up
from bot.answering.quoting import Quoter
from bot.answering.translating import Translator
from bot.answering.understanding import STANDING_ALONE
from bot.fair_use import QuestionLimits, list_limits
from bot.following.beginning import Following
from bot.following.watching import FollowWatch
from bot.home import Home, find_models
from bot.hosting import find_vectors, hosting_vectors
from bot.intake import Intake
from bot.keeping import Keeping
from bot.model_changes import ModelChanges
from bot.open_shelf import OpenShelf
from bot.settings import Settings
from bot.standing import Standing
from bot.state import State
from bot.state.jobs import Job, JobKind
from bot.telling import Readers
from bot.worker import JobRunner, finish_job
from bot.working import start_thread, working
from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.name_store import read_unread
from corpus.originals import Originals
from corpus.readers import read_submission
from corpus.reports import Document, Submission
from index.embedders import Embedders, ServingModel, finding_embedders
from index.embedding import SentenceTransformerEmbedder
from index.model_choice import ModelChoice
from index.precedence import Precedence
from index.report_index import Progress, ReportIndex
from index.serving_search import ServingSearch
from index.vector_models import ModelStanding

if TYPE_CHECKING:
    from bot.chat.application import Connection
    from bot.chat.room import House
    from bot.chat.webhook import Webhook
    from bot.watch.health import Pulse
    from bot.watch.metrics import Metrics
    from bot.watch.watch import Watch

T = TypeVar("T")

FALLEN_BACK = (
    "The weights of the multilingual embedding model cannot be had here, so the light one, for English, is used; "
    "EMBEDDING_MODEL=light says that this is meant."
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a command or the bot works with, over one data folder."""

    settings: Settings
    home: Home
    catalogue: Catalogue
    state: State
    intake: Intake
    keeping: Keeping
    readers: Readers
    standing: Standing
    serving: ServingModel
    search: ServingSearch
    index: ReportIndex
    changes: ModelChanges
    answerer: Answerer
    quoter: Quoter
    following: Following
    follow_watch: FollowWatch
    language_model: OpenAILanguageModel | None
    embedding_model_falls_back: bool

    def ask(self, question: Question, asked_by: str, conversation: str | None = None) -> Answer | Refusal:
        """Answer a question, and keep the record, and the gap of a refusal, before anything is shown.

        `conversation` names the one in which it is asked; without a name, the question stands alone.
        """
        if self.language_model:
            start_thread("warming", self.language_model.warm_up)
        said = self.state.conversations.read(conversation) if conversation else STANDING_ALONE
        record = asyncio.run(self.answerer.answer(question, said, asked_by, call_here))
        while not self.state.answers.save_standing(record, asked_by, conversation=conversation):
            record = asyncio.run(self.answerer.answer(question, said, asked_by, call_here))
        if isinstance(record, Refusal):
            self.state.gaps.file(record, asked_by)
        return record

    def warm_up(self) -> None:
        """Load what takes seconds, so that the first question need not wait for it; it blocks.

        Raises:
            EmbeddingModelError: when the embedding model cannot be loaded.
        """
        self.serving.warm_up()
        if self.language_model:
            self.language_model.warm_up()

    def find(self, quote: str) -> Finding:
        """Look for a quotation in the reports that stand now, and else in what stood before."""
        return look_up(quote, self.catalogue)

    def wait(self, job_id: int, on_progress: Progress | None = None) -> Job:
        """Give a job when it is finished, by the process that holds the data folder or by this one."""
        return finish_job(job_id, self.state.jobs, self.home, self.open_runner, on_progress)

    @property
    def wanted_model(self) -> str:
        """Which embedding model is set."""
        return self.changes.wanted

    def check(self, on_progress: Progress | None = None) -> Job:
        """Compare the index with the catalogue, and mend it."""
        return self.wait(self.state.jobs.put(JobKind.CHECK, {}), on_progress)

    def reindex(self, on_progress: Progress | None = None) -> Job:
        """Build the index anew from the catalogue, with the embedding model that is set."""
        return self.wait(self.changes.put(), on_progress)

    @contextmanager
    def open_runner(self) -> Iterator[JobRunner]:
        """Host the index and run jobs while the block lasts; only the holder of the data folder may."""
        with hosting_vectors(self.home, self.settings.chroma_url, self.index, self.search) as renew:
            Originals(self.home.originals).clear_unfinished()
            if self.embedding_model_falls_back:
                log.warning(FALLEN_BACK, extra={"model": self.wanted_model})
            yield JobRunner(
                self.state.jobs,
                self.catalogue,
                self.index,
                before_each=renew,
                tell=self.readers.tell_reworded,
                changes=self.changes,
            )


@contextmanager
def open_desk(
    settings: Settings,
    read: Callable[[Submission], Document] = read_submission,
    metrics: "Metrics | None" = None,
    models: Path | None = None,
) -> Iterator[Desk]:
    """Open the data folder and everything over it; it is closed when the block ends. `read` reads documents.

    With `metrics`, calls of the language model are counted. `models` is the folder of models, where it is another.

    Raises:
        HomeError, DatabaseError: when the folder or the catalogue in it cannot be used.
    """
    home = Home(settings.onrecord_home).make()
    database = Database(home.database_url)
    try:
        database.migrate()
        read_unread(Catalogue(database))
        desk = make_desk(settings, home, database, read, metrics, models)
        yield desk
        if desk.search.vectors is not None:
            desk.search.vectors.close()
    finally:
        database.close()


async def call_here(function: Callable[[], T], /) -> T:
    """Call what blocks where it stands: a command has nothing else to do meanwhile, and Ctrl-C ends it at once."""
    return function()


def make_desk(
    settings: Settings,
    home: Home,
    database: Database,
    read: Callable[[Submission], Document] = read_submission,
    metrics: "Metrics | None" = None,
    models: Path | None = None,
) -> Desk:
    """Put the parts together."""
    catalogue = Catalogue(database)
    state = State.of(database)
    models = models or find_models(home, settings.models_home)
    wanted = SentenceTransformerEmbedder(settings.embedding_model, models)
    embedders, precedence = Embedders(wanted, finding_embedders(models)), Precedence()
    serving = ServingModel(database, embedders)
    language_model = find_language_model(settings)
    index = ReportIndex(catalogue, embedders, precedence)
    search = ServingSearch(database, embedders, find_vectors(home, settings.chroma_url), precedence)
    asked = make_asked_model(settings, language_model, state, metrics)
    answerer = Answerer(
        catalogue,
        search,
        Drafter(asked, serving, settings.openai_timeout) if asked else None,
        translator=Translator(asked, state.translations, settings.openai_timeout)
        if asked and settings.translate
        else None,
    )
    readers = Readers(catalogue, state.quoted, state.notices, settings.tell_readers_days)
    return Desk(
        settings=settings,
        home=home,
        catalogue=catalogue,
        state=state,
        intake=Intake(catalogue, Originals(home.originals), state.jobs, read),
        keeping=Keeping.of(catalogue, state, answerer.quote, serving, partial(describe_models, serving, index)),
        readers=readers,
        standing=Standing(catalogue, state.decisions, readers),
        serving=serving,
        search=search,
        index=index,
        changes=ModelChanges(state, index, wanted.name, settings.admin_ids),
        answerer=answerer,
        quoter=Quoter(catalogue, search),
        following=Following(database, state, answerer.quote, settings.follows_each),
        follow_watch=FollowWatch(catalogue, state, answerer.quote),
        language_model=language_model,
        embedding_model_falls_back=ModelChoice(settings.embedding_model, models).falls_back,
    )


def describe_models(serving: ServingModel, index: ReportIndex) -> ModelStanding:
    """Give how the embedding models stand, after trying whether the one that answers can still be loaded.

    The one that is set is not tried: whatever needs it says what it lacks.
    """
    serving()
    return index.describe_models()


def find_language_model(settings: Settings) -> OpenAILanguageModel | None:
    """Give the language model that is set, if one is."""
    return make_language_model(
        settings.openai_base_url, settings.openai_model, settings.get_openai_key(), settings.openai_timeout
    )


def make_asked_model(
    settings: Settings, model: OpenAILanguageModel | None, state: State, metrics: "Metrics | None" = None
) -> LanguageModel | None:
    """Give the language model as it is asked: within the day's tokens, and counted with `metrics`; None for none."""
    if model is None:
        return None
    limits = TokenLimits(settings.openai_tokens_a_day_each, settings.openai_tokens_a_day)
    budgeted = BudgetedLanguageModel(model, state.tokens, limits)
    if metrics is None:
        return budgeted
    from bot.watch.metering import MeteredLanguageModel

    return MeteredLanguageModel(budgeted, metrics)


def serve(settings: Settings) -> None:
    """Run the Telegram bot until SIGTERM or SIGINT, as the holder of the data folder.

    Raises:
        SettingsError: when the token is missing or refused.
        HomeInUseError: when another process holds the data folder.
    """
    from bot.chat.application import serve as serve_chat
    from bot.watch.logs import set_up_logs
    from bot.watch.metrics import Metrics
    from bot.watch.watch import Watch

    connection = make_connection(settings)
    secrets = (connection.token, *connection.secrets)
    set_up_logs(settings.log_level, settings.log_form, secrets, texts=settings.log_texts)
    metrics = Metrics()
    with Home(settings.onrecord_home).hold(), open_desk(settings, metrics=metrics) as desk:
        watch = Watch.over(desk.state, settings.admin_ids, metrics)
        with showing_pages(desk, watch), working(desk, watch) as stop_working:
            serve_chat(connection, make_house(desk, metrics), desk.state, stop_working, watch)


def showing_pages(desk: Desk, watch: "Watch") -> AbstractContextManager[None]:
    """Give what shows /metrics and /healthz while it is entered, where METRICS_PORT is set."""
    from bot.watch.probing import IndexProbe, ListenerProbe, showing

    settings = desk.settings
    probes: dict[Pulse, Callable[[], str | None]] = {
        watch.health.database: desk.state.loads.probe,
        watch.health.index: IndexProbe(desk.serving, desk.search, desk.index),
    }
    if settings.webhook_url:
        probes[watch.health.telegram] = ListenerProbe(settings.webhook_listen, settings.webhook_port)
    return showing(watch, settings.metrics_address, settings.metrics_port, probes)


def make_connection(settings: Settings) -> "Connection":
    """Give how the chat reaches Telegram, and what must not come into its logs.

    Raises:
        SettingsError: when there is no token.
    """
    from bot.chat.application import Connection

    webhook = find_webhook(settings)
    return Connection(
        token=settings.get_token(),
        api_url=settings.telegram_api_url,
        admin_ids=settings.admin_ids,
        secrets=(settings.get_openai_key(), webhook.secret if webhook else ""),
        invited_only=settings.access == "invited",
        webhook=webhook,
        question_limits=make_question_limits(settings),
    )


def make_question_limits(settings: Settings) -> QuestionLimits:
    """Give the limits of fair use."""
    return QuestionLimits(
        person=list_limits(settings.questions_an_hour_each, settings.questions_a_day_each),
        group=list_limits(settings.questions_an_hour_in_group, settings.questions_a_day_in_group),
        waiting=settings.questions_waiting_each,
    )


def find_webhook(settings: Settings) -> "Webhook | None":
    """Give where Telegram is to bring updates, or None to ask for them."""
    from bot.chat.webhook import Webhook

    if settings.webhook_url is None or settings.webhook_secret is None:
        return None
    secret = settings.webhook_secret.get_secret_value()
    return Webhook(settings.webhook_url, secret, settings.webhook_listen, settings.webhook_port)


def make_house(desk: Desk, metrics: "Metrics | None" = None) -> "House":
    """Give the chat what it may use of the desk; with `metrics`, answers are counted."""
    from bot.chat.room import House
    from bot.watch.metering import meter_answering
    from corpus.fetching import fetch_link

    return House(
        answer=meter_answering(desk.answerer.answer, metrics) if metrics else desk.answerer.answer,
        find=desk.find,
        fetch=partial(fetch_link, ports=desk.settings.fetch_ports),
        intake=desk.intake,
        shelf=desk.catalogue,
        keeping=desk.keeping,
        standing=desk.standing,
        open_shelf=OpenShelf(desk.catalogue, Originals(desk.home.originals)),
        quote=desk.quoter.find_page,
        following=desk.following,
    )
