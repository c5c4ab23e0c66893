"""A catalogue from before goes on answering with the model that its index was built for."""

import sqlite3
from contextlib import closing
from hashlib import sha256

import pytest

from corpus.database import Database
from tests.index.two_models import make_models
from tests.shelves import Shelf, write_report


@pytest.mark.parametrize(("signed", "serving"), [("new words", "new words"), ("", "old words")])
def test_which_model_answers_is_read_from_the_index_and_else_from_the_vectors(tmp_path, signed, serving):
    old, new = make_models()
    shelf = Shelf(tmp_path / "catalogue.db", old)
    shelf.add(write_report("weir", "The weir broke."), write_report("mill", "The mill stood."))
    shelf.database.settle()
    shelf.close()
    with closing(sqlite3.connect(shelf.file)) as connection, connection:
        for trigger in ("guard", "note", "fixed"):
            connection.execute(f"DROP TRIGGER passage_vectors_{trigger}")
        connection.execute("DROP TABLE vector_models")
        connection.execute(
            "INSERT INTO passage_vectors SELECT passage_id, 'new words', vector, tokens FROM passage_vectors LIMIT 1"
        )
        name = f"passages-1-{sha256(signed.encode()).hexdigest()[:12]}" if signed else ""
        connection.execute("DELETE FROM index_state")
        connection.execute("INSERT INTO index_state VALUES ('collection', ?)", (name,))
        connection.execute("UPDATE alembic_version SET version_num = '0020'")
    with closing(Database.at(shelf.file)) as database:
        database.migrate()
    again = Shelf(shelf.file, new, others=[old, new])
    assert again.search.model == serving
    assert dict(again.index.describe_models().embedded) == {"old words": 2, "new words": 1}
    again.close()
