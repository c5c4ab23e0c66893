"""What can be set from outside: the environment and a `.env` file, read by `load_settings` and never on import.

Every setting stands in `.env.example` with a comment; a test compares the two.
"""

import re
from ipaddress import IPv4Address
from math import isfinite
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
LogForm = Literal["lines", "json"]
Access = Literal["open", "invited"]

TELEGRAM_URL = "https://api.telegram.org"
WEBHOOK_PORTS = (None, 443, 80, 88, 8443)
OPENAI_URL = "https://api.openai.com/v1"
LONGEST_TIMEOUT_S = 60
HIGHEST_PORT = 65_535
MOST_DAYS = 365
MOST_WAITING = 100
MOST_QUESTIONS = 999_999
MOST_TOKENS = 10**15 - 1
MOST_FOLLOWS = 100


class Settings(BaseSettings):
    """All settings, checked; one that is empty counts as unset, in the environment also where `.env` has a value.

    `onrecord_home` and `models_home` are absolute. `embedding_model` is empty for the default, “multilingual” or
    “light” for one of those that packages carry, else the name of a model or a local folder; models that are made here
    lie in `models_home`, or where `bot.home.find_models` says. `chroma_url` is None when On Record runs
    its own Chroma. There is a language model when `openai_api_key` or `openai_model` is set; `openai_timeout` is in
    seconds. It translates quotations for whoever asks in another language while `translate` is on. Links may name
    `fetch_ports` beside the web's own ports. Telegram brings updates to `webhook_url` when it is set, and is asked for
    them otherwise. `tell_readers_days` is for how long back readers are told of what stands no
    longer, 0 for not at all. `metrics_port` is None for no pages. The limits of `questions_…` are 0 for none;
    `questions_waiting_each` is how many of one person wait at most behind the one that is being answered.
    `follows_each` is how many questions one person may follow at once.
    """

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    telegram_token: SecretStr | None = None
    telegram_api_url: str = TELEGRAM_URL
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    access: Access = "open"
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    webhook_listen: str = "127.0.0.1"
    webhook_port: int = 8443
    embedding_model: str = ""
    models_home: Path | None = None
    onrecord_home: Path = Field(default_factory=lambda: user_data_path("onrecord", appauthor=False))
    chroma_url: str | None = None
    openai_api_key: SecretStr | None = None
    openai_base_url: str = OPENAI_URL
    openai_model: str = ""
    openai_timeout: float = 12.0
    openai_tokens_a_day: int = 1_000_000
    openai_tokens_a_day_each: int = 50_000
    translate: bool = True
    fetch_ports: Annotated[frozenset[int], NoDecode] = frozenset()
    tell_readers_days: int = 7
    questions_an_hour_each: int = 60
    questions_a_day_each: int = 300
    questions_an_hour_in_group: int = 120
    questions_a_day_in_group: int = 600
    questions_waiting_each: int = 3
    follows_each: int = 20
    log_level: LogLevel = "INFO"
    log_form: LogForm = "lines"
    log_texts: bool = False
    metrics_port: int | None = None
    metrics_address: str = "127.0.0.1"

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if value != ""}

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _parse_admin_ids(cls, value: Any) -> Any:
        return (
            frozenset(map(_parse_admin_id, filter(None, re.split(r"[\s,]+", value))))
            if isinstance(value, str)
            else value
        )

    @field_validator("access", mode="before")
    @classmethod
    def _parse_access(cls, value: Any) -> Any:
        name = str(value).lower()
        if name not in Access.__args__:  # type: ignore[attr-defined]  # how Literal keeps its values
            raise ValueError(f"must be open (everybody may ask) or invited, not “{value}”")
        return name

    @field_validator("fetch_ports", mode="before")
    @classmethod
    def _parse_fetch_ports(cls, value: Any) -> Any:
        return (
            frozenset(map(_parse_port, filter(None, re.split(r"[\s,]+", value)))) if isinstance(value, str) else value
        )

    @field_validator("webhook_secret")
    @classmethod
    def _check_webhook_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("must be 1 to 256 letters of A-Z, a-z, 0-9, _ and -")
        return value

    @field_validator("webhook_port", mode="before")
    @classmethod
    def _parse_webhook_port(cls, value: Any) -> int:
        return _parse_whole(value, 1, HIGHEST_PORT, "the number of a port, such as 8443")

    @field_validator("telegram_api_url", "chroma_url", "webhook_url")
    @classmethod
    def _check_url(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"https?://[^\s/]+\S*", value):
            raise ValueError(f"must be an address that starts with http:// or https://, not “{value}”")
        return value and value.rstrip("/")

    @field_validator("openai_api_key")
    @classmethod
    def _check_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[!-~]+", value.get_secret_value()):
            raise ValueError("has characters in it that no key has; copy it anew")
        return value

    @field_validator("openai_base_url")
    @classmethod
    def _check_endpoint(cls, value: str) -> str:
        if not is_endpoint(value):
            raise ValueError("must be an address such as https://api.openai.com/v1, without a user, “?” or “#” in it")
        return value.rstrip("/")

    @field_validator("openai_timeout", mode="before")
    @classmethod
    def _parse_timeout(cls, value: Any) -> float:
        seconds = _parse_number(value)
        if not 1 <= seconds <= LONGEST_TIMEOUT_S:
            raise ValueError(f"must be a number of seconds from 1 to {LONGEST_TIMEOUT_S}, not “{value}”")
        return seconds

    @field_validator("openai_tokens_a_day", "openai_tokens_a_day_each", mode="before")
    @classmethod
    def _parse_tokens(cls, value: Any) -> int:
        return _parse_whole(value, 1, MOST_TOKENS, "a whole number of tokens from 1 on, such as 50000")

    @field_validator("translate", mode="before")
    @classmethod
    def _parse_translate(cls, value: Any) -> bool:
        if str(value).lower() not in ("on", "off", "true", "false"):
            raise ValueError(f"must be on or off, not “{value}”")
        return str(value).lower() in ("on", "true")

    @field_validator("tell_readers_days", mode="before")
    @classmethod
    def _parse_days(cls, value: Any) -> int:
        return _parse_whole(value, 0, MOST_DAYS, f"a whole number of days from 0 (nobody is told) to {MOST_DAYS}")

    @field_validator(
        "questions_an_hour_each",
        "questions_a_day_each",
        "questions_an_hour_in_group",
        "questions_a_day_in_group",
        mode="before",
    )
    @classmethod
    def _parse_limit(cls, value: Any) -> int:
        return _parse_whole(value, 0, MOST_QUESTIONS, "a whole number of questions, such as 60, or 0 for no limit")

    @field_validator("questions_waiting_each", mode="before")
    @classmethod
    def _parse_waiting(cls, value: Any) -> int:
        return _parse_whole(value, 0, MOST_WAITING, f"a whole number of questions from 0 to {MOST_WAITING}")

    @model_validator(mode="after")
    def _check_webhook(self) -> Self:
        if self.webhook_url is None:
            return self
        if self.webhook_secret is None:
            raise ValueError(
                "WEBHOOK_URL is set without WEBHOOK_SECRET: make one up, such as with `openssl rand -hex 32`, so that "
                "nobody but Telegram can bring updates"
            )
        if self.telegram_api_url == TELEGRAM_URL and not is_public_webhook(self.webhook_url):
            raise ValueError(
                "WEBHOOK_URL must start with https:// and name port 443, 80, 88, 8443 or none; Telegram brings updates "
                f"nowhere else, and not to “{self.webhook_url}”"
            )
        return self

    @field_validator("follows_each", mode="before")
    @classmethod
    def _parse_follows(cls, value: Any) -> int:
        meaning = f"a whole number of questions from 0 (nobody follows any) to {MOST_FOLLOWS}"
        return _parse_whole(value, 0, MOST_FOLLOWS, meaning)

    @model_validator(mode="after")
    def _check_language_model(self) -> Self:
        if self.openai_model and self.openai_api_key is None and self.openai_base_url == OPENAI_URL:
            raise ValueError(
                "OPENAI_MODEL is set without OPENAI_API_KEY: set the key, or OPENAI_BASE_URL to a server that asks "
                "for none"
            )
        return self

    @field_validator("onrecord_home", "models_home")
    @classmethod
    def _make_absolute(cls, value: Path | None) -> Path | None:
        return value and value.expanduser().absolute()

    @field_validator("log_level", mode="before")
    @classmethod
    def _parse_log_level(cls, value: Any) -> Any:
        name = str(value).upper()
        if name not in LogLevel.__args__:  # type: ignore[attr-defined]  # how Literal keeps its values
            raise ValueError(f"must be one of debug, info, warning and error, not “{value}”")
        return name

    @field_validator("log_form", mode="before")
    @classmethod
    def _parse_log_form(cls, value: Any) -> Any:
        name = str(value).lower()
        if name not in LogForm.__args__:  # type: ignore[attr-defined]  # how Literal keeps its values
            raise ValueError(f"must be lines (for people) or json (one object a line), not “{value}”")
        return name

    @field_validator("log_texts", mode="before")
    @classmethod
    def _parse_log_texts(cls, value: Any) -> bool:
        if str(value).lower() not in ("yes", "no", "true", "false"):
            raise ValueError(f"must be yes or no, not “{value}”")
        return str(value).lower() in ("yes", "true")

    @field_validator("metrics_port", mode="before")
    @classmethod
    def _parse_metrics_port(cls, value: Any) -> int | None:
        meaning = "the number of a port, such as 9090, or empty for none"
        return None if value is None else _parse_whole(value, 1, HIGHEST_PORT, meaning)

    @field_validator("metrics_address")
    @classmethod
    def _check_metrics_address(cls, value: str) -> str:
        try:
            return str(IPv4Address(value))
        except ValueError:
            raise ValueError(
                "must be an address of this machine, such as 127.0.0.1 for itself alone or 0.0.0.0 for every network "
                f"that it is in, not “{value}”"
            ) from None

    def get_openai_key(self) -> str:
        """Give the language model's key; empty where none is set."""
        return self.openai_api_key.get_secret_value() if self.openai_api_key else ""

    def get_token(self) -> str:
        """Give the bot's token.

        Raises:
            SettingsError: when none is set.
        """
        if self.telegram_token is None:
            raise SettingsError(
                "TELEGRAM_TOKEN is not set: get a token from @BotFather in Telegram and write it in .env."
            )
        return self.telegram_token.get_secret_value()


def load_settings() -> Settings:
    """Read the settings from the environment and from `.env` in the working folder.

    Raises:
        SettingsError: when one makes no sense; it names the setting and the cure.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_describe(error)) from None
    except UnicodeDecodeError:
        raise SettingsError("The file .env is not UTF-8 text: save it as UTF-8 or take it away.") from None


def is_endpoint(text: str) -> bool:
    """Say whether a text is an http or https address to which the path of a request can be added."""
    try:
        parts = urlsplit(text)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return whole and re.fullmatch(r"[!-~]+", text) is not None and not re.search(r"[@?#]", text)


def is_public_webhook(url: str) -> bool:
    """Say whether Telegram's own servers can bring updates to an address; a local Bot API server takes any."""
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and bool(parts.hostname) and parts.port in WEBHOOK_PORTS
    except ValueError:
        return False


def _parse_whole(value: Any, least: int, most: int, meaning: str) -> int:
    if not re.fullmatch(r"0|[1-9][0-9]{0,17}", str(value)) or not least <= int(value) <= most:
        raise ValueError(f"must be {meaning}, not “{value}”")
    return int(value)


def _parse_number(value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return 0.0
    return number if isfinite(number) else 0.0


def _parse_admin_id(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,17}", text):
        raise ValueError(
            f"must be people's Telegram numbers, such as 123456789, with commas between, and “{text}” is none"
        )
    return int(text)


def _parse_port(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,4}", text) or int(text) > HIGHEST_PORT:
        raise ValueError(f"must be numbers of ports, such as 8080, with commas between, and “{text}” is none")
    return int(text)


def _describe(error: ValidationError) -> str:
    first = error.errors()[0]
    reason = first.get("ctx", {}).get("error") or first["msg"]
    return f"{' '.join(map(str, first['loc'][:1])).upper()} {reason}.".lstrip()
