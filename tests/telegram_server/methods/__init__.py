"""What each method does: functions from the world and the checked arguments to the result."""

from collections.abc import Callable
from typing import Any

from tests.telegram_server.methods import documents, editing, queries, rooms, sending, settings
from tests.telegram_server.world import World

Method = Callable[[World, dict[str, Any]], Any]

CARRIED_OUT: dict[str, Method] = {
    **sending.METHODS,
    **documents.METHODS,
    **editing.METHODS,
    **queries.METHODS,
    **rooms.METHODS,
    **settings.METHODS,
}
