"""Where the details of an unexpected error go, so that people see one sentence and never a traceback."""

import os
import platform
import tempfile
import traceback
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bot.errors import SettingsError
from bot.settings import load_settings

LOG_NAME = "onrecord-errors.log"


def describe_trouble(error: Exception) -> str:
    """Keep the details of an unexpected error in a log file, and give the sentence that people see."""
    details = format_details(error)
    for folder in _list_folders():
        try:
            return (
                f"Something went wrong inside On Record; please report it with the details in {_keep(folder, details)}."
            )
        except OSError:
            continue
    return f"Something went wrong inside On Record ({type(error).__name__}), and no log file could be written."


def format_details(error: Exception) -> str:
    """Give the traceback, when and with which versions it came about, without the bot's token."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    about = f"{when} onrecord {version('onrecord')}, Python {platform.python_version()}, {platform.platform()}"
    details = f"{about}\n{''.join(traceback.format_exception(error))}\n"
    token = os.environ.get("TELEGRAM_TOKEN")
    return details.replace(token, "[token]") if token else details


def _list_folders() -> list[Path]:
    temporary = Path(tempfile.gettempdir())
    try:
        return [load_settings().onrecord_home / "logs", temporary]
    except SettingsError:
        return [temporary]


def _keep(folder: Path, details: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOG_NAME
    with path.open("a", encoding="utf-8") as file:
        file.write(details)
    return path
