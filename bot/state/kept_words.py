"""How a sentence is kept in a column of text, so that it can be said in another language when it is read.

A `Worded` is kept as JSON behind a mark that no sentence begins with; a plain one, and whatever was kept before there
were others, as it is.
"""

import json

from sqlalchemy import Dialect, String, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

from corpus.worded import Worded, pack_words, unpack_words

MARK = "\x1f"
"""The unit separator: text that people write or read has none."""


class WordedText(TypeDecorator[str]):
    """A column that holds sentences."""

    impl: type[TypeEngine[str]] = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Keep a sentence."""
        return None if value is None else keep_words(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Give it back."""
        return None if value is None else read_words(value)


class WordedString(WordedText):
    """The same, for a column that was made for strings."""

    impl: type[TypeEngine[str]] = String
    cache_ok = True


def keep_words(sentence: str) -> str:
    """Give a sentence as a text that `read_words` makes it of again."""
    return f"{MARK}{json.dumps(pack_words(sentence), ensure_ascii=False)}" if isinstance(sentence, Worded) else sentence


def read_words(kept: str) -> str:
    """Give a sentence that was kept, as a `Worded` where it was one."""
    return unpack_words(json.loads(kept.removeprefix(MARK))) if kept.startswith(MARK) else kept
