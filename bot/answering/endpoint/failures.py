"""What an endpoint's statuses and broken connections mean, as our errors.

Nothing that the endpoint says comes into a sentence: it may hold the key, or be meant to mislead.
"""

import ssl
from datetime import datetime

from bot.answering.endpoint.completions import find_named_fields, parse_retry_after
from bot.errors import (
    LanguageModelError,
    ModelAccessError,
    ModelBusyError,
    ModelFailedError,
    ModelReplyError,
    ModelRequestError,
    ModelUnknownError,
    ModelUnreachableError,
    ModelUntrustedError,
)
from corpus.worded import Worded

PAUSE_S = 0.2
BUSY_PAUSE_S = 1.0
"""How long to wait before the one more try where the endpoint does not say."""


def explain_status(
    place: str, status: int, complaint: str, retry_after: str | None, now: datetime
) -> LanguageModelError:
    """Give the error for a status that is no success; `complaint` is the body, `retry_after` the header."""
    pause = parse_retry_after(retry_after, now)
    match status:
        case 401 | 402 | 403:
            return ModelAccessError(
                Worded(
                    "The language model at {place} does not let us in (status {status}); check "
                    "OPENAI_API_KEY and the account that it belongs to.",
                    place=place,
                    status=status,
                )
            )
        case 404:
            return ModelUnknownError(
                Worded(
                    "At {place} there is no such model or no such address (status 404); check OPENAI_MODEL "
                    "and OPENAI_BASE_URL, which mostly ends in /v1.",
                    place=place,
                )
            )
        case 429:
            return ModelBusyError(
                Worded(
                    "The language model at {place} is asked too often, or its account is used up (status "
                    "429); try later.",
                    place=place,
                ),
                retry_after=BUSY_PAUSE_S if pause is None else pause,
            )
        case _ if status == 408 or status >= 500:
            return ModelFailedError(
                Worded(
                    "The language model at {place} has trouble of its own (status {status}); try again later.",
                    place=place,
                    status=status,
                ),
                retry_after=PAUSE_S if pause is None else pause,
            )
    return explain_refusal(place, status, complaint)


def explain_refusal(place: str, status: int, complaint: str) -> LanguageModelError:
    """Give the error for a status that says that our request is not for there, or not as it should be."""
    if 300 <= status < 400:
        return ModelReplyError(
            Worded(
                "The language model at {place} sends us elsewhere (status {status}); set OPENAI_BASE_URL "
                "to the address where it is.",
                place=place,
                status=status,
            )
        )
    return ModelRequestError(
        Worded(
            "The language model at {place} does not take our requests (status {status}); check OPENAI_MODEL.",
            place=place,
            status=status,
        ),
        status,
        find_named_fields(complaint),
    )


def explain_connection(place: str, error: BaseException, *, made: bool) -> LanguageModelError:
    """Give the error for a connection that could not be made, or that was `made` and broke."""
    if is_caused_by(error, ssl.SSLError):
        return ModelUntrustedError(
            Worded(
                "No secure connection to {place} can be made; check OPENAI_BASE_URL, or name the file of "
                "the authority that signed its certificate in SSL_CERT_FILE.",
                place=place,
            )
        )
    return ModelUnreachableError(
        Worded(
            "The language model at {place} cannot be reached; check OPENAI_BASE_URL and that its server runs.",
            place=place,
        ),
        tokens=None if made else 0,
        retry_after=PAUSE_S,
    )


def is_caused_by(error: BaseException, kind: type[BaseException]) -> bool:
    """Say whether an error, or one of those that led to it, is of a kind."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        if isinstance(cause, kind):
            return True
        seen.add(id(cause))
        cause = cause.__cause__ or cause.__context__
    return False
