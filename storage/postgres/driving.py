"""Driving steps on a connection to PostgreSQL, inside the transaction that is open."""

from collections.abc import Callable
from typing import Any, TypeVar

from storage.postgres.client import answered
from storage.postgres.texts import numbered
from storage.statements import Answer, Steps

Result = TypeVar("Result")


async def drive(connection: Any, steps: Steps[Result], asked: Callable[[str], None] | None = None) -> Result:
    """Drive the steps. A statement that fails ends the transaction, so the steps are told of none.

    `asked` hears of each statement before it is executed.
    """
    try:
        sql, values = next(steps)
        while True:
            if asked is not None:
                asked(sql)
            count, rows = await answered(connection, numbered(sql), values)
            sql, values = steps.send(Answer(rows, count))
    except StopIteration as end:
        came_to: Result = end.value
        return came_to
    finally:
        steps.close()
