"""Statements as PostgreSQL takes them: they are written once, with `?` where a value goes, as SQLite takes them."""

import re
from functools import lru_cache

from storage.statements import AMONG, HELD, UNLESS_HELD

_PIECES = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|\?")
_BYTES = re.compile(r"CAST\((\w+) AS BLOB\)")
"""SQLite gives a column's own bytes so, whatever is damaged in it."""

_OURS = {
    "INSTANT_TEXT": "TIMESTAMPTZ",
    "BYTEA_BLOB": "BYTEA",
    HELD: HELD.strip("/* "),
    UNLESS_HELD: UNLESS_HELD.strip("/* "),
}

_NUMBERS = "(CAST(translate(?, '[]', '{}') AS BIGINT[]))"
"""Of a JSON list: PostgreSQL looks each up in an index then, where it would join what a subquery may give."""

_FEW_OF_EACH = re.compile(
    r"JOIN (\w+) (\w+) ON \2\.id IN \((SELECT id FROM (?:(?!SELECT|JOIN).)+ LIMIT \?)\)", re.DOTALL
)
"""A few rows for each row before them: SQLite asks for them once a row, PostgreSQL does when told by LATERAL alone."""

_READS = re.compile(r"\s*(SELECT|EXPLAIN|SHOW|VALUES)\b", re.IGNORECASE)


@lru_cache(maxsize=4_000)
def numbered(sql: str) -> str:
    """Return the statement with `$1`, `$2` in place of each `?` outside texts and names."""
    count = 0

    def number(found: re.Match[str]) -> str:
        nonlocal count
        if found[0] != "?":
            return found[0]
        count += 1
        return f"${count}"

    sql = sql.replace(f"NOT {AMONG}", f"<> ALL {_NUMBERS}").replace(AMONG, f"= ANY {_NUMBERS}")
    sql = _FEW_OF_EACH.sub(r"CROSS JOIN LATERAL (\3) AS few JOIN \1 \2 ON \2.id = few.id", sql)
    for ours, theirs in _OURS.items():
        sql = sql.replace(ours, theirs)
    return _PIECES.sub(number, _BYTES.sub(r"\1", sql))


@lru_cache(maxsize=4_000)
def only_reads(sql: str) -> bool:
    """Whether a statement changes nothing. One that begins with WITH may change something."""
    return _READS.match(sql) is not None
