"""Links that a bot sends, and the deep links that lead back to it."""

import re
from urllib.parse import parse_qs, urlsplit

from tests.telegram_server.refusals import bad_request

DEEP_LINK_HOSTS = {"t.me", "telegram.me", "www.t.me"}
START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SCHEMES = {"http", "https", "tg", "ton", "mailto"}
MAX_LINK = 2048


def check_link(url: str, what: str) -> None:
    """Refuse a link without a usable scheme and host, or a deep link whose payload Telegram would not pass on.

    Raises: Refusal.
    """
    reason = _fault_of(url)
    if reason:
        raise bad_request(f"{what} URL '{url}' is invalid: {reason}")
    payload = deep_link_payload(url)
    if payload is not None and not START_PAYLOAD.fullmatch(payload):
        raise bad_request(f"START_PARAM_INVALID: '{payload}' is not 1 to 64 of A-Z, a-z, 0-9, _ and -")


def _fault_of(url: str) -> str | None:
    if len(url) > MAX_LINK:
        return "URL is too long"
    if not url or any(letter.isspace() for letter in url):
        return "URL is empty or has white space in it"
    try:
        parts = urlsplit(url if "://" in url or url.startswith("mailto:") else f"http://{url}")
        host = parts.hostname or ""
    except ValueError:
        return "Wrong HTTP URL"
    if parts.scheme.lower() not in _SCHEMES:
        return "Unsupported URL protocol"
    if parts.scheme in {"http", "https"} and "." not in host and host != "localhost":
        return "Wrong HTTP URL"
    return None


def deep_link_payload(url: str) -> str | None:
    """What follows `?start=` in a link to a bot; None when the link is not one."""
    parts = urlsplit(url)
    start = parse_qs(parts.query, keep_blank_values=True).get("start")
    if start is None:
        return None
    is_bot = parts.hostname in DEEP_LINK_HOSTS or (parts.scheme == "tg" and parts.netloc == "resolve")
    return start[0] if is_bot else None
