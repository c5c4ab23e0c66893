"""Which models have made vectors of the passages, which of them answers now, and which is to answer next.

The catalogue says so, not the settings: these name the model that is wanted, and until it has embedded every passage
the other one answers. No vector is without its model's name, and the database refuses one of another size.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Column, Integer, String, Table, delete, func, select

from corpus.database import Connection, metadata
from corpus.tables import is_live, reports
from index.passage_store import passage_vectors, passages, read_state, write_state

vector_models = Table(
    "vector_models",
    metadata,
    Column("name", String, primary_key=True),
    Column("dimension", Integer, nullable=False),
)

# Under these names the catalogue keeps which model answers, and which one is being made ready to.
SERVING, COMING = "serving", "coming"

Covers = Callable[[str, str], bool]
"""Whether a model (its name) knows a language."""


@dataclass(frozen=True, slots=True)
class ModelStanding:
    """Which model answers, which is made ready, and how many passages each has embedded of those that may be quoted.

    `serving` is None where nothing was embedded yet, `coming` where no change is under way; `wanted` is how many
    passages that may be quoted the coming model has to embed in all. `lost` says that the one that answers is known
    not to be loadable any more, so that keywords alone answer.
    """

    serving: str | None = None
    coming: str | None = None
    embedded: Mapping[str, int] | None = None
    wanted: int = 0
    lost: bool = False

    def count(self, model: str | None) -> int:
        """Give how many passages that may be quoted a model has embedded."""
        return (self.embedded or {}).get(model or "", 0)


def read_serving(connection: Connection) -> str | None:
    """Give the name of the model that answers now, or None before anything was embedded."""
    return read_state(connection, SERVING) or None


def read_coming(connection: Connection) -> str | None:
    """Give the name of the model that is being made ready, or None."""
    return read_state(connection, COMING) or None


def settle_serving(connection: Connection, wanted: str) -> str:
    """Give the model that answers now; where none does yet, it is the wanted one from now on."""
    if (serving := read_serving(connection)) is not None:
        return serving
    write_state(connection, SERVING, wanted)
    return wanted


def name_coming(connection: Connection, model: str | None) -> None:
    """Write down which model is being made ready."""
    write_state(connection, COMING, model or "")


def switch_serving(connection: Connection, model: str) -> None:
    """Let this model answer from now on; none is being made ready any more."""
    write_state(connection, SERVING, model)
    name_coming(connection, None)


def read_standing(connection: Connection, covers: Covers) -> ModelStanding:
    """Give how the models stand."""
    coming = read_coming(connection)
    standing = is_live(passages.c.report_id, passages.c.version)
    spoken = select(passages.c.language, func.count()).join(reports, standing).group_by(passages.c.language)
    languages = connection.execute(spoken).all() if coming else []
    wanted = sum(count for language, count in languages if covers(coming or "", language))
    return ModelStanding(read_serving(connection), coming, count_vectors(connection), wanted)


def count_vectors(connection: Connection) -> dict[str, int]:
    """Give how many passages that may be quoted each model has embedded, the most first; 0 where it has others only.

    What is kept of withdrawn reports, for a restoring, is embedded too and counts for nothing here.
    """
    counted = func.count(reports.c.id)
    standing = is_live(passages.c.report_id, passages.c.version)
    joined = select(passage_vectors.c.model, counted).join_from(passage_vectors, passages).outerjoin(reports, standing)
    rows = connection.execute(joined.group_by(passage_vectors.c.model).order_by(counted.desc())).all()
    return {str(model): int(count) for model, count in rows}


def list_strangers(connection: Connection) -> list[str]:
    """Give the models that neither answer nor are being made ready, but have vectors or are known of."""
    kept = (read_serving(connection), read_coming(connection))
    return [name for name in connection.execute(select(vector_models.c.name)).scalars() if name not in kept]


def forget_vectors(connection: Connection, model: str, most: int) -> bool:
    """Delete so many of a model's vectors; whether some are left. The model is forgotten with the last of them."""
    ids = select(passage_vectors.c.passage_id).where(passage_vectors.c.model == model).limit(most)
    found = list(connection.execute(ids).scalars())
    chosen = (passage_vectors.c.model == model) & passage_vectors.c.passage_id.in_(found)
    connection.execute(delete(passage_vectors).where(chosen))
    if len(found) == most:
        return True
    connection.execute(delete(vector_models).where(vector_models.c.name == model))
    return False
