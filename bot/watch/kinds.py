"""What kind of error something is: its type, and the place in our code that it came from.

    error | frames | the innermost of ours that is no mere passage | "KeyError in bot.chat.sources.Sources.turn_page"

A kind quotes nobody, and stays the same when lines move.
"""

import traceback
from types import CodeType, FrameType

PASSAGES = ("corpus.database", "bot.chat.sending", "bot.chat.workers", "bot.watch")
"""Through these everything passes, so that it says little that something failed there."""

ROOMS = ("bot", "corpus", "index", "tests", "__main__")
NOWHERE = "an unknown place"


def find_kind(error: BaseException) -> str:
    """Give the kind of an error."""
    return f"{type(error).__name__} in {find_place(error)}"


def find_place(error: BaseException) -> str:
    """Give the module and function that an error came from: the innermost of ours, else the innermost of all."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    if not frames:
        return NOWHERE
    ours = [frame for frame in frames if name_module(frame).partition(".")[0] in ROOMS]
    telling = [frame for frame in ours if not name_module(frame).startswith(PASSAGES)]
    chosen = (telling or ours or frames)[-1]
    return f"{name_module(chosen)}.{name_function(chosen.f_code)}"


def name_module(frame: FrameType) -> str:
    """Give the module that a frame runs in."""
    return str(frame.f_globals.get("__name__", "?"))


def name_function(code: CodeType) -> str:
    """Give the function that a frame runs, without what it is nested in by accident."""
    return code.co_qualname.replace(".<locals>", "")
