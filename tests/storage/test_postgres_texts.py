"""Statements are written once; what PostgreSQL needs in another way is put in their place."""

import pytest

from storage.postgres.texts import numbered
from storage.repositories import turns
from storage.statements import AMONG

FEW = "SELECT id FROM a WHERE c = e.value LIMIT $2"
NUMBERS = "(CAST(translate($1, '[]', '{}') AS BIGINT[]))"


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("SELECT '?', \"?\" FROM a WHERE b = ? AND c = ?", "SELECT '?', \"?\" FROM a WHERE b = $1 AND c = $2"),
        ("SELECT CAST(a AS BLOB) FROM b", "SELECT a FROM b"),
        (f"SELECT 1 FROM a WHERE id {AMONG} AND b = ?", f"SELECT 1 FROM a WHERE id = ANY {NUMBERS} AND b = $2"),
        (f"DELETE FROM a WHERE id NOT {AMONG}", f"DELETE FROM a WHERE id <> ALL {NUMBERS}"),
        (
            "SELECT b FROM json_each(?) e JOIN a x ON x.id IN (SELECT id FROM a WHERE c = e.value LIMIT ?)",
            f"SELECT b FROM json_each($1) e CROSS JOIN LATERAL ({FEW}) AS few JOIN a x ON x.id = few.id",
        ),
        (
            "SELECT 1 FROM a x WHERE x.id IN (SELECT id FROM a WHERE b = ? LIMIT ?)",
            "SELECT 1 FROM a x WHERE x.id IN (SELECT id FROM a WHERE b = $1 LIMIT $2)",
        ),
    ],
)
def test_it_is_said_as_postgresql_takes_it(written: str, taken: str) -> None:
    assert numbered(written) == taken


def test_a_few_letters_of_each_author_are_asked_for_once_an_author() -> None:
    assert "LATERAL" in numbered(turns.FIRST_OF_EACH)
