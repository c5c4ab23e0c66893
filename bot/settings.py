"""What can be set from outside: the environment and a `.env` file, read by `load_settings` and never on import.

Every setting stands in `.env.example` with a comment; a test compares the two.
"""

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class Settings(BaseSettings):
    """All settings, checked; a setting left empty counts as unset.

    `onrecord_home` is absolute. `embedding_model` is empty for the packaged default weights, else the name of a
    model or a local folder. `chroma_url` is None when On Record runs its own Chroma.
    """

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    embedding_model: str = ""
    onrecord_home: Path = Field(default_factory=lambda: user_data_path("onrecord", appauthor=False))
    chroma_url: str | None = None
    log_level: LogLevel = "INFO"

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _parse_admin_ids(cls, value: Any) -> Any:
        return (
            frozenset(map(_parse_admin_id, filter(None, re.split(r"[\s,]+", value))))
            if isinstance(value, str)
            else value
        )

    @field_validator("telegram_api_url", "chroma_url")
    @classmethod
    def _check_url(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"https?://[^\s/]+\S*", value):
            raise ValueError(f"must be an address that starts with http:// or https://, not “{value}”")
        return value and value.rstrip("/")

    @field_validator("onrecord_home")
    @classmethod
    def _make_absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("log_level", mode="before")
    @classmethod
    def _parse_log_level(cls, value: Any) -> Any:
        name = str(value).upper()
        if name not in LogLevel.__args__:  # type: ignore[attr-defined]  # how Literal keeps its values
            raise ValueError(f"must be one of debug, info, warning and error, not “{value}”")
        return name

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


def _parse_admin_id(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,17}", text):
        raise ValueError(
            f"must be people's Telegram numbers, such as 123456789, with commas between, and “{text}” is none"
        )
    return int(text)


def _describe(error: ValidationError) -> str:
    first = error.errors()[0]
    name = str(first["loc"][0]).upper()
    reason = first.get("ctx", {}).get("error") or first["msg"]
    return f"{name} {reason}."
