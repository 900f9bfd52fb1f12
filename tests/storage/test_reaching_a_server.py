"""What stands in the way of a database on a server is said in words, without the password."""

import socket
from pathlib import Path
from urllib.parse import quote

import asyncpg
import pytest

from domain.errors import DatabaseTrouble, GonetsError
from storage.database import open_database
from storage.postgres.about import about
from storage.postgres.client import answered
from storage.postgres.server import PostgresServer
from storage.postgres.trouble import ServerUnusable, in_words, reaching
from tests import postgres

POOR, PASSWORD = "gonets_test_poor", "geheim-geheim"

pytestmark = pytest.mark.usefixtures("on_server")


@pytest.fixture
def bare(tmp_path: Path) -> str:
    return postgres.bare_database(tmp_path / "gonets.db")


@pytest.fixture
async def poor(bare: str) -> str:
    """The address for somebody who may connect, and make nothing."""
    connection = await asyncpg.connect(bare)
    await connection.execute(
        f"DO $$ BEGIN CREATE ROLE {POOR} LOGIN PASSWORD '{PASSWORD}'; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    )
    await connection.close()
    return f"postgresql://{POOR}:{PASSWORD}@{bare.partition('@')[2]}"


async def in_the_way_of(url: str) -> str:
    with pytest.raises(ServerUnusable) as raised:
        async with open_database(url):
            pass
    for said in (str(raised.value), *map(str, raised.value.params.values())):
        assert PASSWORD not in said
        assert "gonets:" not in said
    return str(raised.value.params["kind"])


async def test_it_says_so_where_nobody_answers(bare: str) -> None:
    assert await in_the_way_of(f"postgresql://gonets:{PASSWORD}@127.0.0.1:1/gonets") == "lost"
    assert await in_the_way_of(f"postgresql://gonets:{PASSWORD}@nowhere.invalid/gonets") == "lost"


async def test_it_lets_nobody_in_with_that_name_password_or_database(bare: str) -> None:
    place = bare.partition("@")[2]
    assert await in_the_way_of(f"postgresql://gonets:{PASSWORD}@{place}") == "refused"
    assert await in_the_way_of(f"postgresql://nobody_of_that_name:{PASSWORD}@{place}") == "refused"
    assert await in_the_way_of(f"{bare}_nowhere") == "refused"


async def test_who_may_make_no_tables_is_told_of_rights(bare: str, poor: str) -> None:
    assert await in_the_way_of(poor) == "rights"
    assert await in_the_way_of(f"{bare}?options={quote('-csearch_path=nowhere')}") == "rights"


async def test_a_server_that_only_follows_another_is_said(bare: str) -> None:
    assert await in_the_way_of(f"{bare}?options={quote('-cdefault_transaction_read_only=on')}") == "standby"


@pytest.mark.parametrize("letters", ["SQL_ASCII", "LATIN1", "WIN1251"])
async def test_a_database_that_cannot_hold_every_letter_is_refused_before_it_has_tables(
    tmp_path: Path, letters: str
) -> None:
    url = postgres.bare_database(
        tmp_path / "other.db", f"ENCODING '{letters}' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'"
    )
    assert await in_the_way_of(url) == "encoding"


@pytest.mark.parametrize("wrong", ["sslmode=so", "no_such_option=1", "statement_timeout=never"])
async def test_words_of_the_address_that_mean_nothing_are_said(bare: str, wrong: str) -> None:
    assert await in_the_way_of(f"{bare}?{wrong}") == "options"


async def test_a_server_without_tls_is_said_where_that_is_wanted(bare: str) -> None:
    assert await in_the_way_of(f"{bare}?sslmode=require") == "tls"


def test_a_server_that_has_no_connections_left_is_said() -> None:
    with pytest.raises(ServerUnusable) as raised, reaching("postgresql://db/gonets"):
        raise asyncpg.TooManyConnectionsError("sorry, too many clients already")
    assert raised.value.params["kind"] == "crowded"


@pytest.mark.parametrize("error", [ValueError("no"), GonetsError("no"), asyncpg.InterfaceError("2 were passed")])
def test_a_fault_of_ours_is_none_of_the_servers(error: Exception) -> None:
    with pytest.raises(type(error)) as raised, reaching("postgresql://db/gonets"):
        raise error
    assert raised.value is error


async def test_the_second_of_two_places_is_taken_where_the_first_does_not_answer(bare: str) -> None:
    user, _, place = bare.partition("@")
    async with open_database(f"{user}@127.0.0.1:1,{place}"):
        pass


async def test_a_server_says_its_version_its_clock_and_how_fast_it_commits(bare: str, poor: str) -> None:
    for url in (bare, poor):
        said = await about(PostgresServer.from_url(url))
        assert said.version.partition(".")[0].isdigit()
        assert abs(said.ahead.total_seconds()) < 5
        assert said.commit_ms > 0


async def test_a_host_that_is_gone_in_the_middle_of_an_answer_is_noticed_within_half_a_minute(bare: str) -> None:
    server = PostgresServer.from_url(bare)
    pool, alone = await server.pool(), await server.connect_plainly()
    async with pool.acquire() as pooled:
        for connection in (pooled, alone):
            connected = connection._transport.get_extra_info("socket")

            def told(name: int, connected: socket.socket = connected) -> int:
                return connected.getsockopt(socket.IPPROTO_TCP, name)

            assert connected.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
            asked = told(socket.TCP_KEEPINTVL) * told(socket.TCP_KEEPCNT)
            assert told(socket.TCP_KEEPIDLE) + asked <= 30
            assert 0 < told(socket.TCP_USER_TIMEOUT) <= 30_000
    await pool.close()
    await alone.close()


async def test_a_connection_that_the_pool_has_taken_back_since_it_broke_is_told_as_lost(bare: str) -> None:
    pool = await PostgresServer.from_url(bare).pool()
    connection = await pool.acquire()
    await pool.release(connection)
    with pytest.raises(DatabaseTrouble) as raised, in_words():
        await answered(connection, "SELECT 1", [])
    assert raised.value.params["kind"] == "lost"
    await pool.close()
