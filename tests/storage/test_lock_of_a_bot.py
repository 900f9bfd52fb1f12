"""The lock of a bot: whoever loses the connection to the server that holds it takes it anew, or stops."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from domain.errors import DatabaseTrouble
from storage.postgres.locks import of_bot
from storage.postgres.only_one import TakenByAnother, _Lock, only_one
from storage.postgres.server import PostgresServer

TOKEN = "123456:AbC"
NEVER = 60.0
OFTEN = 0.2

pytestmark = pytest.mark.usefixtures("on_server")


class Wire:
    """What lies between a process and the server: it may be cut so that neither of them hears of it."""

    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._dead: set[asyncio.StreamWriter] = set()
        self._alive: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> str:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1")
        port = self._server.sockets[0].getsockname()[1]
        login = self._parts.netloc.rpartition("@")[0]
        return urlunsplit(self._parts._replace(netloc=f"{login}@127.0.0.1:{port}"))

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        for writer in self._alive | self._dead:
            writer.close()

    def cut(self) -> None:
        """Carry nothing more of what is connected now; whoever connects anew is served."""
        self._dead |= self._alive
        self._alive = set()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, to_there = await asyncio.open_connection(self._parts.hostname, self._parts.port)
        self._alive |= {writer, to_there}
        async with asyncio.TaskGroup() as group:
            for source, target in ((reader, to_there), (there, writer)):
                task = group.create_task(self._one_way(source, target))
                self._tasks.add(task)

    async def _one_way(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while data := await source.read(65536):
            if target not in self._dead:
                target.write(data)
        if target not in self._dead:
            target.close()


async def cut_off(another: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Have the server end whoever holds a lock."""
    await another.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted "
        "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )


async def holders(url: str, waiting: bool = False) -> list[int]:
    """Return which sessions hold a lock, or wait for one."""
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch(
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted = $1 "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            not waiting,
        )
        return [row["pid"] for row in rows]
    finally:
        await connection.close()


async def until_held_by_others_than(url: str, former: list[int]) -> list[int]:
    async with asyncio.timeout(20):
        while not (now := await holders(url)) or now == former:  # noqa: ASYNC110 - the server fires no event
            await asyncio.sleep(0.02)
    return now


@asynccontextmanager
async def taken_anew_behind_a_cut_wire(url: str) -> AsyncIterator[None]:
    """Hold the lock, cut the wire without a word to the server, and wait until another session of ours holds it."""
    wire, lost = Wire(url), asyncio.Event()
    async with wire as by_wire, only_one(PostgresServer.from_url(by_wire), TOKEN, lost.set, OFTEN):
        held = await holders(url)
        wire.cut()
        await until_held_by_others_than(url, held)
        assert not lost.is_set()
        yield


async def test_a_lock_whose_connection_is_cut_is_taken_anew_without_waiting_for_the_next_look(
    url: str, another: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    server, lost = PostgresServer.from_url(url), asyncio.Event()
    async with only_one(server, TOKEN, lost.set, NEVER):
        held = await holders(url)
        for _ in range(3):
            await cut_off(another)
            held = await until_held_by_others_than(url, held)
        with pytest.raises(TakenByAnother):
            async with only_one(server, TOKEN, lambda: None):
                pass
    assert not lost.is_set()
    async with only_one(server, TOKEN, lambda: None):
        pass


async def test_who_finds_it_taken_by_another_stops(url: str, another: "asyncpg.Connection[asyncpg.Record]") -> None:
    lost = asyncio.Event()
    async with only_one(PostgresServer.from_url(url), TOKEN, lost.set, NEVER), asyncio.TaskGroup() as group:
        other = await asyncpg.connect(url)
        taking = group.create_task(other.execute("SELECT pg_advisory_lock($1)", of_bot(TOKEN)))
        while not await holders(url, waiting=True):  # noqa: ASYNC110 - the server fires no event
            await asyncio.sleep(0)
        await cut_off(another)
        await taking
        async with asyncio.timeout(20):
            await lost.wait()
        await other.close()


async def test_our_own_former_session_is_nobody_else(url: str) -> None:
    """The server takes a session for alive for half a minute when the network between is cut."""
    async with taken_anew_behind_a_cut_wire(url):
        with pytest.raises(TakenByAnother):
            async with only_one(PostgresServer.from_url(url), TOKEN, lambda: None):
                pass


async def test_a_former_session_that_ends_before_it_is_looked_for_is_nobody_else(
    url: str, another: "asyncpg.Connection[asyncpg.Record]", monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = _Lock._end_former

    async def looked_too_late(lock: _Lock, connection: "asyncpg.Connection[asyncpg.Record]") -> bool:
        await cut_off(another)
        while await holders(url):  # noqa: ASYNC110 - the server fires no event
            await asyncio.sleep(0)
        return await looked(lock, connection)

    monkeypatch.setattr(_Lock, "_end_former", looked_too_late)
    async with taken_anew_behind_a_cut_wire(url):
        """It goes on."""


async def test_a_server_that_does_not_answer_is_trouble_in_words() -> None:
    nowhere = PostgresServer.from_url("postgresql://gonets:geheim@127.0.0.1:1/gonets")
    with pytest.raises(DatabaseTrouble) as raised:
        async with only_one(nowhere, TOKEN, lambda: None):
            pass
    assert raised.value.params["kind"] == "lost"
    assert "geheim" not in str(raised.value)
