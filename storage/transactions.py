"""Doing several writes together, so that neither a crash nor a cancelled task leaves half of them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connection
from tortoise.transactions import in_transaction

from domain.errors import AlreadyApplied
from storage.models import Update
from storage.opened import reader, writer
from storage.statements import Steps, drive_inside
from storage.together import Among
from storage.trouble import in_words

Result = TypeVar("Result")


@dataclass(slots=True)
class InHand:
    """The inbox row whose effect is being written; `applied` once a transaction of its handler was committed."""

    update_id: int
    applied: bool = False


update_in_hand: ContextVar[InHand | None] = ContextVar("update_in_hand", default=None)
"""Set around a handler: its first transaction marks the row as applied, later ones belong to the same effect."""

_inside: ContextVar[BaseDBAsyncClient | None] = ContextVar("inside_transaction", default=None)


@contextmanager
def handling(update_id: int) -> Iterator[None]:
    """Around the handler of an inbox row: its first transaction marks the row as applied.

    Raises AlreadyApplied when a transaction finds it so, and DatabaseTrouble for whatever the database fails with.
    """
    token = update_in_hand.set(InHand(update_id))
    try:
        with in_words():
            yield
    finally:
        update_in_hand.reset(token)


async def atomically(work: Callable[[], Awaitable[Result]]) -> Result:
    """Run `work` in one transaction; inside another one, as a part of it.

    The transaction has a task of its own and is waited for even when the caller is cancelled: a cancellation between
    Tortoise's lock and its BEGIN would leave the lock taken for ever. Raises DatabaseTrouble
    when nothing can be written.
    """
    if _inside.get() is not None:
        return await work()
    task = asyncio.get_running_loop().create_task(_in_transaction(work))
    try:
        with in_words():
            return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        raise


def is_inside() -> bool:
    """Whether a transaction is open here: what is read then must be read in it."""
    return _inside.get() is not None


async def execute(
    steps: Callable[[], Steps[Result]], among: Among[Any, Result] | None = None, *, fenced: bool = False
) -> Result:
    """Drive the steps: in the transaction that is open, else together with what else is ready.

    `among`: how those that are ready at the same moment are done by few statements.

    `fenced`: they need nobody's absence, and go beside others of this kind where the database lets several write. They
    write rows of their own claim, with its token in the condition of the statement that writes, or rows that they hold
    (`statements.HELD`), and read what they decide by after that. Everything else is alone, these included.
    """
    client = _inside.get()
    if client is not None:
        return await drive_inside(client, steps())
    result: Result = await writer.get()(steps, among, fenced=fenced)
    return result


async def read(steps: Callable[[], Steps[Result]]) -> Result:
    """Drive steps that only read: in the transaction that is open, else beside the writer."""
    client = _inside.get()
    if client is not None:
        return await drive_inside(client, steps())
    result: Result = await reader.get()(steps)
    return result


async def query(sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """Return rows by the names of their columns: in the transaction that is open, else beside the writer."""
    return await get_connection("default").execute_query_dict(sql, list(values))


_COUNT = "SELECT COUNT(*) AS number FROM ({some}) AS few"


async def count_of(some: str, values: Sequence[Any]) -> int:
    """Return how many rows a SELECT gives: no further than its LIMIT they are counted."""
    (row,) = await query(_COUNT.format(some=some), values)
    return int(row["number"])


async def _in_transaction(work: Callable[[], Awaitable[Result]]) -> Result:
    in_hand = update_in_hand.get()
    async with in_transaction() as client:
        _inside.set(client)
        if in_hand is not None:
            await _mark(in_hand)
        result = await work()
    if in_hand is not None:
        in_hand.applied = True
    return result


async def _mark(in_hand: InHand) -> None:
    marked = await Update.filter(id=in_hand.update_id, applied_at=None).update(applied_at=datetime.now(UTC))
    if not in_hand.applied and not marked:
        raise AlreadyApplied
