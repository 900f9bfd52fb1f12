"""Two copies of a database in memory: in the one each does its own steps, in the other they are driven as a group."""

import asyncio
import sqlite3
from collections.abc import Callable, Collection, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from storage.statements import Steps, drive
from storage.together import Among, Group

Asked = Sequence[tuple[Callable[[], Steps[Any]], Among[Any, Any]]]
"""What waits for the writer at one moment."""


@contextmanager
def kept_in_memory(path: Path, fill: Callable[[], Coroutine[Any, Any, None]]) -> Iterator[sqlite3.Connection]:
    """Have the file at `path` filled, and keep a copy of it to make others of."""
    with ThreadPoolExecutor(1) as thread:
        # In a thread, since the caller's may have a running loop.
        thread.submit(lambda: asyncio.run(fill())).result()
    with closing(sqlite3.connect(":memory:")) as kept:
        with closing(sqlite3.connect(path)) as connection:
            connection.backup(kept)
        yield kept


class Copies:
    """Makes two copies at a time; those of before are closed."""

    def __init__(self, filled: sqlite3.Connection) -> None:
        self._filled = filled
        self._opened: list[sqlite3.Connection] = []

    def two(self) -> tuple[sqlite3.Connection, sqlite3.Connection]:
        """Return two new copies."""
        self.close()
        for _ in range(2):
            self._opened.append(sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None))
            self._filled.backup(self._opened[-1])
        return self._opened[0], self._opened[1]

    def close(self) -> None:
        """Close those that are open."""
        while self._opened:
            self._opened.pop().close()


def driven(connection: sqlite3.Connection, steps: Callable[[], Steps[Any]]) -> Any:
    """Drive steps; of those that fail nothing is left, and the error's kind is returned, which is what is compared."""
    connection.execute("SAVEPOINT one")
    try:
        return drive(connection, steps())
    except Exception as error:  # noqa: BLE001 - whatever it is
        connection.execute("ROLLBACK TO one")
        return type(error).__name__
    finally:
        connection.execute("RELEASE one")


def driven_alone(connection: sqlite3.Connection, asked: Asked, first: Sequence[int]) -> list[Any]:
    """Drive each by its own steps, some of them first: who comes first in a commit nobody can tell."""
    places = [*first, *(place for place in range(len(asked)) if place not in first)]
    results = {place: driven(connection, asked[place][0]) for place in places}
    return [results[place] for place in range(len(asked))]


def driven_together(connection: sqlite3.Connection, asked: Asked) -> tuple[list[Any], list[int]]:
    """Drive them as the writer does; return what each came to, and which were done together."""
    group = Group(asked[0][1].many, [among.item for _, among in asked])
    driven(connection, group.steps)
    done = list(group.done)
    return [driven(connection, partial(group.left, at, own)) for at, (own, _) in enumerate(asked)], done


def rows_of(
    connection: sqlite3.Connection,
    tables: Collection[str],
    by_order: Collection[str],
    seen: Callable[[str, dict[str, Any]], None] = lambda _table, _row: None,
) -> dict[str, list[str]]:
    """Return all rows of tables; of those `by_order` without their numbers, which follow the order of writing alone.

    `seen` takes out of a row what need not be equal.
    """
    found = {}
    for table in tables:
        cursor = connection.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor]
        for row in rows:
            if table in by_order:
                del row["id"]
            seen(table, row)
        found[table] = sorted(map(repr, rows))
    return found
