"""Tortoise's PostgreSQL connection, with its troubles said in words and one write after the other, as on SQLite.

A transaction begins with the lock that every writer of the database takes (`locks.WRITING`). What it reads behind that
is all that was committed before, and nothing of it changes meanwhile: what holds on SQLite by BEGIN IMMEDIATE holds
here, whatever rows are read and written. Each statement sees what is committed when it begins (READ COMMITTED).
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, cast

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import NestedTransactionContext, TransactionContext, TransactionContextPooled
from tortoise.connection import get_connections

from storage.postgres.locks import BEGIN
from storage.postgres.server import PostgresServer
from storage.postgres.texts import numbered, only_reads
from storage.postgres.transaction import begin, roll_back
from storage.postgres.trouble import OF_THE_DRIVER, in_words


class _InWords(AsyncpgDBClient):
    """Raises DatabaseTrouble where the database is what fails, whatever the statement was."""

    async def execute_insert(self, query: str, values: list[Any]) -> Any:
        """Insert a row."""
        with in_words():
            return await super().execute_insert(numbered(query), values)

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, list[dict[str, Any]]]:
        """Execute a statement; return how many rows it changed or gave, and those that it gave."""
        with in_words():
            answer = await self._translate_exceptions(_executed, numbered(query), values or [])
            return cast("tuple[int, list[dict[str, Any]]]", answer)

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        """Read rows."""
        with in_words():
            return cast("list[dict[str, Any]]", await super().execute_query_dict(numbered(query), values))

    async def execute_script(self, query: str) -> None:
        """Execute several statements."""
        with in_words():
            await super().execute_script(query)


async def _executed(client: AsyncpgDBClient, query: str, values: list[Any]) -> tuple[int, list[Any]]:
    async with client.acquire_connection() as connection:
        return await answered(connection, query, values)


async def answered(connection: Any, query: str, values: Sequence[Any]) -> tuple[int, list[Any]]:
    """Execute a statement; return how many rows it changed or gave, and those that it gave."""
    try:
        execute = connection._execute
    except AttributeError:  # the pool's word for a connection that broke while nothing was asked on it
        raise asyncpg.InterfaceError("the connection was released back to the pool") from None
    rows, status, _ = await execute(query, values, 0, None, return_status=True)
    count = (status or b"").decode().rpartition(" ")[2]  # an empty statement has no status
    return int(count) if count.isdigit() else 0, rows


class Client(_InWords):
    """The connections of the open database.

    Whoever writes in this process waits for `turn` before taking a connection: else those that wait for the lock would
    have all connections, and whoever holds it none to read by.
    """

    def __init__(self, server: PostgresServer, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._server = server
        self.turn = asyncio.Lock()

    async def create_connection(self, with_db: bool) -> None:  # noqa: ARG002 - Tortoise's signature
        """Open the connections; what cannot be opened is tried anew at the next use."""
        with in_words():
            self._pool = await self._server.pool()

    @property
    def pool(self) -> "asyncpg.Pool[Any]":
        """What connections are taken from."""
        assert self._pool is not None  # noqa: S101 - opened with the database
        return self._pool

    async def execute_insert(self, query: str, values: list[Any]) -> Any:
        """Insert a row, in a transaction of its own."""
        async with self._in_transaction() as transaction:
            return await transaction.execute_insert(query, values)

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, list[dict[str, Any]]]:
        """Execute a statement; one that writes, in a transaction of its own."""
        if only_reads(query):
            return await super().execute_query(query, values)
        async with self._in_transaction() as transaction:
            return cast("tuple[int, list[dict[str, Any]]]", await transaction.execute_query(query, values))

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        """Execute a statement for many rows, or for none of them."""
        async with self._in_transaction() as transaction:
            await transaction.execute_many(query, values)

    def _in_transaction(self) -> TransactionContext:
        return _Whole(_Transaction(self), self._pool_init_lock, self.turn)


class _Transaction(_InWords, TransactionWrapper):
    """What a transaction executes."""

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        """Execute a statement for many rows."""
        with in_words():
            await super().execute_many(numbered(query), values)

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(_Transaction(self))

    async def savepoint(self) -> None:
        """Begin a part that may be taken back by itself; the driver's own refuses inside what was begun in words."""
        await self.execute_script("SAVEPOINT part")

    async def release_savepoint(self) -> None:
        """End the part."""
        await self.execute_script("RELEASE SAVEPOINT part")

    async def savepoint_rollback(self) -> None:
        """Take the part back."""
        await self.execute_script("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part")


class _Whole(TransactionContextPooled):
    """A transaction that waits for its turn to write, and that is over when it is left, whatever fails."""

    def __init__(self, client: Any, opening: asyncio.Lock, turn: asyncio.Lock) -> None:
        super().__init__(client, opening)
        self._turn = turn

    async def __aenter__(self) -> Any:
        await self._turn.acquire()
        try:
            with in_words():
                await self.ensure_connection()
                self.client._connection = await self._pool.acquire()
                try:
                    await begin(self._raw, BEGIN)
                except BaseException:
                    await self._give_back()
                    raise
        except BaseException:
            self._turn.release()
            raise
        self.token = get_connections().set(self.connection_name, self.client)
        return self.client

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        self.client._finalized = True
        try:
            if exc_type is None:
                with in_words():
                    await self._raw.execute("COMMIT")
            else:
                await roll_back(self._raw)
        finally:
            get_connections().reset(self.token)
            try:
                await self._give_back()
            finally:
                self._turn.release()

    @property
    def _pool(self) -> Any:
        return self.client._parent._pool

    @property
    def _raw(self) -> Any:
        return self.client._connection

    async def _give_back(self) -> None:
        """Return the connection; the pool resets one that is still in a transaction, and drops one that is broken."""
        with suppress(*OF_THE_DRIVER):
            await self._pool.release(self._raw)
