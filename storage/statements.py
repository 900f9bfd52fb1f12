"""Statements as generators: one body of SQL and rules that the group writer and a Tortoise transaction both drive."""

import json
import sqlite3
from collections.abc import Collection, Generator, Sequence, Sized
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias, TypeVar, overload

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import BaseORMException

from storage.trouble import kind_of

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a statement came to: its rows, and how many were changed."""

    rows: Sequence[Sequence[Any]]
    count: int


class OfEach(tuple[Sequence[Any], ...]):
    """Parameters of many rows: the statement is executed for each of them, and its answer counts what all changed."""

    __slots__ = ()


Steps: TypeAlias = Generator[tuple[str, Sequence[Any]], Answer, Result]
"""Yields statements with their parameters, is sent their answers, and returns what they came to."""


def drive(connection: sqlite3.Connection, steps: Steps[Result]) -> Result:
    """Drive the steps on a connection of our own, inside the transaction that is open."""
    try:
        sql, values = next(steps)
        while True:
            try:
                if type(values) is OfEach:
                    cursor, rows = connection.executemany(sql, values), []
                else:
                    cursor = connection.execute(sql, values)
                    rows = cursor.fetchall()
            except sqlite3.Error as error:
                if kind_of(error) is not None:
                    raise
                sql, values = steps.throw(error)  # the statement alone failed: the steps may know what to do then
            else:
                sql, values = steps.send(Answer(rows, cursor.rowcount))
    except StopIteration as end:
        came_to: Result = end.value
        return came_to
    finally:
        steps.close()


async def drive_inside(client: BaseDBAsyncClient, steps: Steps[Result]) -> Result:
    """Drive the steps in a transaction of Tortoise."""
    try:
        sql, values = next(steps)
        while True:
            try:
                count, rows = await _executed(client, sql, values)
            except BaseORMException as error:
                sql, values = steps.throw(error)
            else:
                sql, values = steps.send(Answer([tuple(row) for row in rows], count))
    except StopIteration as end:
        came_to: Result = end.value
        return came_to
    finally:
        steps.close()


async def _executed(client: BaseDBAsyncClient, sql: str, values: Sequence[Any]) -> tuple[int, Sequence[Any]]:
    if type(values) is not OfEach:
        return await client.execute_query(sql, list(values))
    counts = [(await client.execute_query(sql, list(row)))[0] for row in values]
    return sum(counts), []


AMONG = "IN (SELECT CAST(value AS BIGINT) FROM json_each(?))"
"""Behind a column of numbers: the value is a JSON list of them."""

HELD = "/* FOR NO KEY UPDATE */"
"""Behind a SELECT whose rows nobody else may write until the commit; whoever writes on SQLite is alone anyway."""

UNLESS_HELD = "/* FOR NO KEY UPDATE SKIP LOCKED */"
"""The same, without the rows that somebody else holds so: theirs is not waited for."""

EVER = "'-infinity'"
"""Before any instant: a column that is later than this one is not empty, and is looked for in its index."""


def hold(table: str, numbers: Collection[int]) -> Steps[None]:
    """Let nobody else write these rows until the commit; what is read after that is what they leave.

    In one transaction first letters are held, then runs, then records: who holds in another order may meet somebody.
    """
    yield f"SELECT id FROM {table} WHERE id {AMONG} ORDER BY id {HELD}", (json.dumps(list(numbers)),)


def moment(value: datetime | None) -> str | None:
    """Return an instant as Tortoise writes it, so that the two compare."""
    return None if value is None else value.isoformat(" ")


@overload
def instant(value: str | datetime) -> datetime: ...
@overload
def instant(value: None) -> None: ...
@overload
def instant(value: str | datetime | None) -> datetime | None: ...
def instant(value: str | datetime | None) -> datetime | None:
    """Read an instant out of a row: a text on SQLite, as Tortoise wrote it."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def placeholders(values: Sized) -> str:
    """Return as many placeholders as there are values, for IN; nothing is in none, which PostgreSQL says as NULL."""
    return ", ".join("?" * len(values)) or "NULL"
