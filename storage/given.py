"""Many rows in one statement, as both databases take them: what is given to each row."""

from collections.abc import Mapping, Sequence
from typing import Any

NUMBER, TEXT = "BIGINT", "TEXT"


def given(kinds: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
    """Return a table `given` for FROM, with its values: its columns are `column1`, `column2` and so on.

    The first row says of what kind each column is, a NUMBER or a TEXT; there must be one.
    """
    first = ", ".join(f"CAST(? AS {kind})" for kind in kinds)
    others = f", ({', '.join('?' * len(kinds))})" * (len(rows) - 1)
    return f"(VALUES ({first}){others}) AS given", [value for row in rows for value in row]


def chosen(key: str, column: str, values: Mapping[int, Any]) -> tuple[str, list[Any]]:
    """Return what gives `column` its value by `key`, with the values: for instants, which no cast suits on both."""
    branches = " WHEN ? THEN ?" * len(values)
    return f"CASE {key}{branches} ELSE {column} END", [item for pair in values.items() for item in pair]
