"""What `stats` does: counts the reports, and what was asked of them."""

from typing import Any

from bot.keeping import Figures
from bot.keeping_wording import describe_figures
from bot.languages.speech import ENGLISH
from bot.main import open_desk
from bot.settings import load_settings
from bot.state.answers import AnswerFigures
from bot.terminal.console import say, write_json
from corpus.reports import Status
from index.vector_models import ModelStanding


def show_figures(*, as_json: bool) -> None:
    """Show the counts."""
    with open_desk(load_settings()) as desk:
        figures = desk.keeping.measure()
    if as_json:
        write_json(make_figures_json(figures))
        return
    for name, said in describe_figures(figures, ENGLISH):
        say(f"{name:<18}{said}")


def make_figures_json(figures: Figures) -> dict[str, Any]:
    """Give the object of `stats --json`; outlets, languages, days and words are those of what may be quoted."""
    shelf = figures.shelf
    return {
        "measured_at": figures.measured_at.isoformat(),
        "reports": {status.value: shelf.by_status.get(status, 0) for status in Status},
        "outlets": {name: count for name, count in shelf.by_outlet.items() if name is not None},
        "without_outlet": shelf.by_outlet.get(None, 0),
        "languages": shelf.by_language,
        "oldest": shelf.oldest.isoformat() if shelf.oldest else None,
        "newest": shelf.newest.isoformat() if shelf.newest else None,
        "words": shelf.words,
        "last_7_days": make_answers_json(figures.week),
        "last_30_days": make_answers_json(figures.month),
        "feedback": {
            "useful": figures.feedback.useful,
            "useless": figures.feedback.useless,
            "reasons": {reason.value: count for reason, count in figures.feedback.reasons.items()},
        },
        "gaps": figures.gaps,
        "jobs": figures.jobs,
        "models": make_models_json(figures.models),
    }


def make_models_json(models: ModelStanding) -> dict[str, Any]:
    """Give which embedding model answers, whether it is lost, which is made ready, and what each has embedded."""
    return {
        "answers": models.serving,
        "lost": models.lost,
        "coming": models.coming,
        "coming_passages": models.wanted,
        "embedded": dict(models.embedded or {}),
    }


def make_answers_json(answers: AnswerFigures) -> dict[str, int]:
    """Give how many questions were asked by how many people, and what came of them."""
    return {
        "asked": answers.asked,
        "answered": answers.answered,
        "disputed": answers.disputed,
        "refused": answers.refused,
        "people": answers.people,
    }
