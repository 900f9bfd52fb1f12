"""Tortoise's SQLite connection, with its troubles said in words and its transactions whole whatever fails.

Tortoise's own transaction begins without the write lock, keeps the connection's lock for ever where BEGIN fails, and
leaves a transaction open where COMMIT fails: the next one would commit what its caller was told is not written.
"""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, cast

import aiosqlite
from tortoise.backends.base.client import ConnectionWrapper, NestedTransactionContext, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.connection import get_connections

from storage.trouble import in_words

_READS = ("SELECT", "PRAGMA", "EXPLAIN")


class _Held(ConnectionWrapper[aiosqlite.Connection]):
    """The connection under its lock, which is given back where the connection cannot be opened."""

    async def __aenter__(self) -> aiosqlite.Connection:
        await self._lock.acquire()
        try:
            self.connection = self.client._connection  # it may have been opened anew while this one waited
            await self.ensure_connection()
        except BaseException:
            self._lock.release()
            raise
        return self.connection


class _InWords(SqliteClient):
    """Raises DatabaseTrouble where the database is what fails, whatever the statement was."""

    def acquire_connection(self) -> ConnectionWrapper[aiosqlite.Connection]:
        """Return the connection, to be used in turn."""
        return _Held(self._lock, self)

    async def execute_insert(self, query: str, values: list[Any]) -> int:
        """Insert a row."""
        with in_words():
            return cast("int", await super().execute_insert(query, values))

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Sequence[dict[str, Any]]]:
        """Execute a statement."""
        with in_words():
            return cast("tuple[int, Sequence[dict[str, Any]]]", await super().execute_query(query, values))

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        """Read rows."""
        with in_words():
            return cast("list[dict[str, Any]]", await super().execute_query_dict(query, values))

    async def execute_script(self, query: str) -> None:
        """Execute several statements."""
        with in_words():
            await super().execute_script(query)


class Client(_InWords):
    """The connection of the open database.

    Whoever writes in this process waits for `turn`, so that only another process's lock is waited for in SQLite.
    """

    def __init__(self, file_path: str, **kwargs: Any) -> None:
        super().__init__(file_path, **kwargs)
        self.turn = asyncio.Lock()

    async def create_connection(self, with_db: bool) -> None:
        """Open the file; what cannot be set up is closed again, and tried anew at the next use."""
        try:
            with in_words():
                await super().create_connection(with_db)
        except BaseException:
            with suppress(sqlite3.Error, ValueError):
                await self.close()
            self._connection = None
            raise

    async def execute_insert(self, query: str, values: list[Any]) -> int:
        """Insert a row."""
        async with self.turn:
            return await super().execute_insert(query, values)

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Sequence[dict[str, Any]]]:
        """Execute a statement."""
        if query.lstrip().upper().startswith(_READS):
            return await super().execute_query(query, values)
        async with self.turn:
            return await super().execute_query(query, values)

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        """Execute a statement for many rows, or for none of them."""
        async with self._in_transaction() as transaction:
            await transaction.execute_many(query, values)

    def _in_transaction(self) -> TransactionContext:
        return _Whole(_Transaction(self), self._lock, self.turn)


class _Transaction(_InWords, SqliteTransactionWrapper):
    """What a transaction executes."""

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        """Execute a statement for many rows."""
        with in_words():
            await super().execute_many(query, values)

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(_Transaction(self))


class _Whole(SqliteTransactionContext):
    """A transaction that takes the write lock at once, and that is over when it is left, whatever fails.

    A read that turns into a write loses against another writer without waiting: BEGIN IMMEDIATE waits its turn.
    """

    def __init__(self, connection: Any, trxlock: asyncio.Lock, turn: asyncio.Lock) -> None:
        super().__init__(connection, trxlock)
        self._turn = turn

    async def __aenter__(self) -> Any:
        await self._turn.acquire()
        try:
            await self._trxlock.acquire()
        except BaseException:
            self._turn.release()
            raise
        try:
            with in_words():
                await self.ensure_connection()
                if self._raw.in_transaction:
                    await self._raw.rollback()
                await self._raw.execute("BEGIN IMMEDIATE")
        except BaseException:
            try:
                await self._take_back()
            finally:
                self._give_back()
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        return self.connection

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        self.connection._finalized = True
        try:
            if exc_type is not None:
                await self._take_back()
                return
            try:
                with in_words():
                    await self._raw.commit()
            except BaseException:
                await self._take_back()
                raise
        finally:
            get_connections().reset(self.token)
            self._give_back()

    def _give_back(self) -> None:
        self._trxlock.release()
        self._turn.release()

    @property
    def _raw(self) -> aiosqlite.Connection:
        return cast("aiosqlite.Connection", self.connection._connection)

    async def _take_back(self) -> None:
        """Roll back; a connection that cannot even do that is opened anew at its next use."""
        if self.connection._connection is None:
            return
        try:
            await self._raw.rollback()
        except (sqlite3.Error, ValueError):
            parent = self.connection._parent
            with suppress(sqlite3.Error, ValueError):
                await parent.close()
            parent._connection = self.connection._connection = None
