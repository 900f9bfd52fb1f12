"""Statements as PostgreSQL takes them: they are written once, with `?` where a value goes, as SQLite takes them."""

import re
from functools import lru_cache

_PIECES = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|\?")
_BYTES = re.compile(r"CAST\((\w+) AS BLOB\)")
"""SQLite gives a column's own bytes so, whatever is damaged in it."""

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

    return _PIECES.sub(number, _BYTES.sub(r"\1", sql))


@lru_cache(maxsize=4_000)
def only_reads(sql: str) -> bool:
    """Whether a statement changes nothing. One that begins with WITH may change something."""
    return _READS.match(sql) is not None
