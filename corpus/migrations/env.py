"""Alembic's entry: migrates over the connection that `running.upgrade` hands in."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
