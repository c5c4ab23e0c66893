"""Runs the migrations with Alembic, inside a transaction that the caller holds."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from corpus.database import MIGRATIONS


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the tables to `revision`; the caller's transaction holds the write lock and commits."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    command.upgrade(config, revision)
