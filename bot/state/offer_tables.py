"""The tables of `bot.state.offers`: an offer, the messages it came in, its documents, and what was asked of them."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, Table, Text

from bot.state.kept_words import WordedText
from corpus.database import UtcDateTime, metadata

offers = Table(
    "offers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("editor_id", BigInteger, nullable=False, index=True),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("pieces_read", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False, index=True),
)
pieces = Table(
    "offer_pieces",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("offer_id", Integer, nullable=False, index=True),
    Column("position", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)
documents = Table(
    "offered_documents",
    metadata,
    Column("offer_id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("state", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("decided_by", String),
    Column("name", String, nullable=False),
    Column("offered_by", String, nullable=False),
    Column("report_id", String),
    Column("copy_of", String),
    Column("details", Text, nullable=False),
    Column("given", Text, nullable=False),
    Column("title", String),
    Column("verdict", String),
    Column("error", WordedText),
    Column("data", LargeBinary),
)
prompts = Table(
    "offer_prompts",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("offer_id", Integer, nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("detail", String, nullable=False),
)
