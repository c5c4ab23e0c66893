"""What can go wrong around an answer, as a tree.

BotError
├── SettingsError       a setting is missing or makes no sense
├── HomeError           the data folder cannot be used
│   └── HomeInUseError  another process holds it
├── JobError            work handed over to another process failed there
├── BackupError         a backup cannot be written or read
└── QuestionSetError    a folder holds no question set

Every message is one sentence for the person at the keyboard: what was wrong and what to do. A refusal to answer
is not an error; it is a value (`bot.answering.answers.Refusal`).
"""

from pathlib import Path


class BotError(Exception):
    """Anything that the bot room refuses; its text can be shown to a person as it is."""


class SettingsError(BotError):
    """A setting is missing or makes no sense."""


class HomeError(BotError):
    """The data folder cannot be used."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        super().__init__(f"The data folder {path} cannot be used: {reason}; set ONRECORD_HOME to another folder.")


class HomeInUseError(HomeError):
    """Another process holds the data folder."""

    def __init__(self, path: Path, holder: str = "another On Record process") -> None:
        self.holder = holder
        super().__init__(path, f"{holder} holds it")


class JobError(BotError):
    """Work that was handed over to another process failed there."""


class BackupError(BotError):
    """A backup cannot be written or read."""


class QuestionSetError(BotError):
    """A folder holds no question set, or a line of it makes no sense."""
