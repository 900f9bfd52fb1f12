"""`gonets move`: all of an installation on PostgreSQL and back, row by row, or nothing."""

import asyncio
import gzip
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest

from bot.app.single_instance import only_one
from bot.cli.how_far import HowFar
from bot.cli.move import PREPARED
from storage.database import open_database
from storage.postgres import moving
from storage.postgres.moving import NotAllMoved, move_in, move_out
from storage.postgres.server import PostgresServer
from storage.postgres.storable import storable
from storage.postgres.trouble import ServerUnusable
from storage.secrets import KEY_FILE
from tests import postgres
from tests.bot.cli.conftest import Gonets

RELEASE = Path(__file__).parents[2] / "upgrade" / "v0_1_0"


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    """The database of the released version, with letters, runs and drafts under way, and its key."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "gonets.db").write_bytes(gzip.decompress((RELEASE / "gonets.db.gz").read_bytes()))
    (home / KEY_FILE).write_bytes((RELEASE / "secret.key").read_bytes())
    return home / "gonets.db"


@pytest.fixture
def servers(tmp_path: Path, on_server: None) -> list[str]:
    """The addresses of two empty databases."""
    return [postgres.bare_database(tmp_path / f"{number}.db") for number in range(2)]


@pytest.fixture
def server(servers: list[str]) -> str:
    return servers[0]


@pytest.fixture
def gonets(servers: list[str], gonets: Gonets) -> Gonets:
    return gonets


def rows(file: Path) -> dict[str, list[str]]:
    """Return all rows of all tables, their columns in the order of their names."""
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        names = sorted(name for (name,) in found if name not in {"tortoise_migrations", "sqlite_sequence"})
        tables = {}
        for name in names:
            columns = sorted(row[1] for row in connection.execute(f'PRAGMA table_info("{name}")'))
            listed = ", ".join(f'"{column}"' for column in columns)
            tables[name] = sorted(map(repr, connection.execute(f'SELECT {listed} FROM "{name}"')))
    return tables


def key_of(home: Path) -> dict[str, str]:
    return {"GONETS_SECRET_KEY": (home / KEY_FILE).read_text(encoding="utf-8").strip()}


async def test_every_row_goes_to_a_server_and_comes_back_as_it_was(
    installation: Path, server: str, tmp_path: Path
) -> None:
    back = tmp_path / "back.db"
    for url in (f"sqlite://{installation}", server, f"sqlite://{back}"):
        async with open_database(url):
            """Has today's tables."""
    counts = await move_in(installation, PostgresServer.from_url(server))
    assert await move_out(PostgresServer.from_url(server), back) == counts
    assert sum(counts.values()) > 1000
    assert rows(back) == rows(installation)


def test_an_installation_is_moved_and_asks_about_what_was_under_way(
    gonets: Gonets, installation: Path, server: str, tmp_path: Path
) -> None:
    before, there = installation.read_bytes(), tmp_path / "there.db"
    moved = gonets("move", server)
    assert (moved.status, moved.err) == (0, "")
    assert "Перенесено и сосчитано" in moved.out
    assert "неизвестно, ушли ли они" in moved.out
    assert installation.read_bytes() == before
    back = gonets("move", f"sqlite://{there}", GONETS_DATABASE=server, **key_of(installation.parent))
    assert (back.status, back.err) == (0, "")
    with closing(sqlite3.connect(there)) as connection:
        under_way = "'queued', 'connecting', 'transmitting', 'deferred'"
        asked = connection.execute(
            f"SELECT SUM(state IN ({under_way})), SUM(state = 'uncertain') FROM delivery"
        ).fetchone()
    assert asked[0] == 0
    assert asked[1] > 0
    assert "smtp_connection" in gonets("config", "export", GONETS_DATABASE=f"sqlite://{there}").out


async def _opened(*urls: str) -> None:
    for url in urls:
        async with open_database(url):
            """Has today's tables."""


async def test_a_row_that_a_server_has_not_taken_is_missed_and_nothing_is_moved(
    installation: Path, server: str
) -> None:
    await _opened(f"sqlite://{installation}", server)
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(
            "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF NEW.number = 1 THEN RETURN NULL; END IF; RETURN NEW; END $$; "
            "CREATE TRIGGER lose BEFORE INSERT ON attempt FOR EACH ROW EXECUTE FUNCTION lose()"
        )
        with pytest.raises(NotAllMoved) as missed:
            await move_in(installation, PostgresServer.from_url(server))
        assert missed.value.params["name"] == "attempt"
        assert await connection.fetchval("SELECT COUNT(*) FROM person") == 0
        await connection.execute(
            "CREATE OR REPLACE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$"
        )
        with pytest.raises(ServerUnusable) as full:
            await move_in(installation, PostgresServer.from_url(server))
        assert full.value.params["kind"] == "full"
        await connection.execute("DROP TRIGGER lose ON attempt")
    finally:
        await connection.close()
    assert sum((await move_in(installation, PostgresServer.from_url(server))).values()) > 1000


async def test_a_row_that_a_file_has_not_taken_is_missed_and_nothing_is_moved(
    installation: Path, server: str, tmp_path: Path
) -> None:
    back = tmp_path / "back.db"
    await _opened(f"sqlite://{installation}", server, f"sqlite://{back}")
    await move_in(installation, PostgresServer.from_url(server))
    with closing(sqlite3.connect(back)) as connection, connection:
        connection.execute(
            "CREATE TRIGGER lose BEFORE INSERT ON attempt WHEN NEW.number = 1 BEGIN SELECT RAISE(IGNORE); END"
        )
    with pytest.raises(NotAllMoved) as missed:
        await move_out(PostgresServer.from_url(server), back)
    assert missed.value.params["name"] == "attempt"
    assert rows(back)["person"] == []


def test_what_a_killed_move_has_left_goes_with_the_next(gonets: Gonets, installation: Path, server: str) -> None:
    left = installation.with_name(f"{installation.name}{PREPARED}")
    left.mkdir()
    (left / "gonets.db").write_bytes(b"half a copy")
    assert str(left) in gonets("doctor", "--no-network").out
    assert gonets("move", server).status == 0
    assert not left.exists()


@pytest.mark.parametrize(
    ("kept", "moved"),
    [
        ("до\x00после", "допосле"),
        (
            '{"a": "до\\u0000\\ud83d", "b": ["\\ud83d\\ude00"]}',
            '{"a": "\\u0434\\u043e\\ufffd", "b": ["\\ud83d\\ude00"]}',
        ),
        ('{"a\\u0000": 1}', '{"a": 1}'),
        ('{"a": "C:\\\\u0000"}', '{"a": "C:\\\\u0000"}'),
        ("пишу \\u0000 сам", "пишу \\u0000 сам"),
        ('["\\ude00\\ud83d"]', '["\\ufffd\\ufffd"]'),
    ],
)
def test_what_the_server_cannot_hold_or_read_is_left_behind(kept: str, moved: str) -> None:
    assert storable(kept) == moved


def test_new_rows_are_numbered_behind_those_that_are_gone(gonets: Gonets, installation: Path, server: str) -> None:
    with closing(sqlite3.connect(installation)) as connection, connection:
        connection.execute("UPDATE sqlite_sequence SET seq = 5000 WHERE name = 'record'")
    assert gonets("move", server).status == 0

    async def next_number() -> int:
        connection = await asyncpg.connect(server)
        try:
            number: int = await connection.fetchval("SELECT nextval(pg_get_serial_sequence('record', 'id'))")
            return number
        finally:
            await connection.close()

    assert postgres.asked(next_number()) == 5001


def test_a_place_that_is_taken_is_left_alone(gonets: Gonets, installation: Path, server: str, tmp_path: Path) -> None:
    assert gonets("move", server).status == 0
    said = gonets("move", server)
    assert (said.status, "не пустая" in said.err) == (1, True)
    taken = tmp_path / "taken.db"
    taken.write_bytes(b"somebody's")
    said = gonets("move", f"sqlite://{taken}", GONETS_DATABASE=server, **key_of(installation.parent))
    assert (said.status, "Файл уже есть" in said.err, taken.read_bytes()) == (2, True, b"somebody's")


@pytest.mark.parametrize("target", ["sqlite:///somewhere.db", "postgresql://user:hidden@127.0.0.1:1/nothing"])
def test_what_cannot_be_is_said_without_secrets(gonets: Gonets, installation: Path, target: str) -> None:
    said = gonets("move", target)
    assert said.status in {1, 2}
    assert said.err
    assert "hidden" not in said.err + said.out
    assert installation.exists()


@pytest.mark.parametrize(
    "kept", [None, b"", b"no database at all\n" * 500], ids=["no file", "nothing in it", "another"]
)
def test_where_there_is_no_database_to_move_from_it_is_said_where_it_is_looked_for(
    gonets: Gonets, server: str, tmp_path: Path, kept: bytes | None
) -> None:
    (tmp_path / "home").mkdir()
    file = tmp_path / "home" / "gonets.db"
    if kept is not None:
        file.write_bytes(kept)
    said = gonets("move", server)
    assert (said.status, said.out) == (2, "")
    for word in ("Переносить нечего", str(file), "GONETS_DATABASE"):
        assert word in said.err
    assert _counted(server, "pg_tables WHERE schemaname = 'public'") == 0


def test_an_empty_database_is_not_moved_to_a_server(gonets: Gonets, empty_database: Path, server: str) -> None:
    said = gonets("move", server)
    assert (said.status, said.out) == (1, "")
    assert "в базе, из которой переносят, ничего нет" in said.err


def test_an_empty_database_is_not_moved_to_a_file_and_nothing_is_made_on_the_server(
    gonets: Gonets, server: str, tmp_path: Path
) -> None:
    there = tmp_path / "there.db"
    said = gonets("move", f"sqlite://{there}", GONETS_DATABASE=server, GONETS_SECRET_KEY="k" * 16)
    assert (said.status, said.out, there.exists()) == (1, "", False)
    assert "в базе, из которой переносят, ничего нет" in said.err
    assert _counted(server, "pg_tables WHERE schemaname = 'public'") == 0


def _counted(url: str, rows: str) -> int:
    async def count() -> int:
        connection = await asyncpg.connect(url)
        try:
            return int(await connection.fetchval(f"SELECT COUNT(*) FROM {rows}"))
        finally:
            await connection.close()

    found: int = postgres.asked(count())
    return found


def test_a_move_that_is_cut_off_says_where_and_leaves_nothing(
    gonets: Gonets, installation: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = HowFar.__call__

    async def stop_at_half(self: HowFar, done: int, steps: int) -> None:
        await really(self, done, steps)
        if self.percent >= 50:
            signal.raise_signal(signal.SIGINT)
            await asyncio.sleep(0)

    monkeypatch.setattr(moving, "TOGETHER", 5)
    monkeypatch.setattr(HowFar, "__call__", stop_at_half)
    said = gonets("move", server)
    assert (said.status, said.out) == (130, "")
    assert "Прервано: перенесено 50 %" in said.err
    assert _counted(server, "person") == 0
    assert not installation.with_name(f"{installation.name}{PREPARED}").exists()


def test_a_bot_that_runs_is_not_moved(gonets: Gonets, installation: Path, server: str) -> None:
    with only_one(installation):
        said = gonets("move", server)
    assert (said.status, "Остановите" in said.err) == (2, True)


async def _moved_as_it_is(file: Path, server: str) -> None:
    for url in (f"sqlite://{file}", server):
        async with open_database(url):
            """Has today's tables."""
    await move_in(file, PostgresServer.from_url(server))


def test_what_pg_restore_has_put_there_asks_about_what_was_under_way(
    gonets: Gonets, installation: Path, server: str
) -> None:
    postgres.asked(_moved_as_it_is(installation, server))
    said = gonets("restore", GONETS_DATABASE=server, **key_of(installation.parent))
    assert (said.status, said.err) == (0, "")
    assert "неизвестно, ушли ли они" in said.out
    under_way = "state IN ('queued', 'connecting', 'transmitting', 'deferred')"
    assert _counted(server, f"delivery WHERE {under_way}") == 0


def test_restoring_asks_for_a_file_where_the_database_is_one(gonets: Gonets, installation: Path) -> None:
    said = gonets("restore")
    assert (said.status, "Назовите копию" in said.err) == (2, True)
