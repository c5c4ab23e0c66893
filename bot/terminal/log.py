"""What `log` does: shows who did what."""

from typing import Any

from bot.keeping_wording import format_event, format_moment
from bot.languages.speech import ENGLISH
from bot.log_queries import make_event_query
from bot.main import open_desk
from bot.settings import load_settings
from bot.terminal.console import say, write_json
from corpus.catalogue import Event


def show_log(person: str | None, report_id: str | None, action: str | None, limit: int, *, as_json: bool) -> None:
    """Show the newest events of a person, of a report or of a kind.

    Raises:
        InvalidQueryError: when the log knows no such action.
    """
    with open_desk(load_settings()) as desk:
        log = desk.keeping.log
        page = log.find_page(make_event_query(log.list_actions(), person, report_id, action), limit)
    if as_json:
        write_json({"events": [make_event_json(event) for event in page.events], "total": page.total})
    elif not page.events:
        say("The log holds nothing of that kind.")
    for event in () if as_json else page.events:
        say(f"{format_moment(event.at, ENGLISH)}  {format_event(event, ENGLISH)}")


def make_event_json(event: Event) -> dict[str, Any]:
    """Give one event of `log --json`; the moment is UTC."""
    return {
        "at": event.at.isoformat(),
        "actor": event.actor,
        "action": event.action,
        "report": event.report_id,
        "version": event.version,
        "detail": event.detail,
    }
