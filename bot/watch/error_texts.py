"""What may be written down about an error: always its type and place; what it says only where that quotes nobody.

Python's errors and the libraries' repeat what they were given, which can be a person's words or a report's. Only the
errors listed here say what is known beforehand.
"""

import re
import traceback
from collections.abc import Iterator

from bot.errors import DraftError, HomeError, LanguageModelError, SettingsError
from bot.watch.redaction import CONCEALED
from corpus.errors import DatabaseError
from index.errors import FindingError

OURS = (DatabaseError, FindingError, HomeError, LanguageModelError, SettingsError)
VENDORS = ("telegram.", "httpx", "httpcore")
QUOTED = re.compile(r"(?<!\w)(['\"]).*?\1(?!\w)", re.DOTALL)
MOST_LINKS = 12
CAUSED = "\nThe above exception was the direct cause of the following exception:\n\n"
MEANWHILE = "\nDuring handling of the above exception, another exception occurred:\n\n"


def describe_error(error: BaseException, *, whole: bool = False) -> str:
    """Give an error's type and what it says, as far as that quotes nobody; all of it where `whole` is set."""
    said = str(error) if whole else find_sayable(error)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def find_sayable(error: BaseException) -> str:
    """Give what an error says where that is known beforehand; where it may quote somebody, that it is concealed."""
    if not str(error):
        return ""
    if isinstance(error, OURS) and not isinstance(error, DraftError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if type(error).__module__.startswith(VENDORS):
        return QUOTED.sub("…", str(error))
    return CONCEALED


def format_traceback(error: BaseException, *, whole: bool = False) -> str:
    """Give the traceback of an error and of those that led to it, what they say as `describe_error` has it."""
    if whole:
        return "".join(traceback.format_exception(error)).rstrip("\n")
    return "".join(link + format_one(each) for link, each in list_chain(error)).rstrip("\n")


def format_one(error: BaseException) -> str:
    """Give the frames of one error, its description, and the same of those in it where it is a group."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    head = "Traceback (most recent call last):\n" if frames else ""
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    return f"{head}{frames}{describe_error(error)}\n{''.join(map(format_one, inner))}"


def list_chain(error: BaseException) -> Iterator[tuple[str, BaseException]]:
    """Give an error and those that led to it, the first one first, each with how it follows from the one before."""
    chain: list[tuple[str, BaseException]] = []
    each: BaseException | None = error
    while each is not None and len(chain) < MOST_LINKS:
        cause = each.__cause__
        earlier = cause if cause is not None or each.__suppress_context__ else each.__context__
        chain.append((("" if earlier is None else CAUSED if cause is not None else MEANWHILE), each))
        each = earlier
    return reversed(chain)
