"""The database file: made, migrated, kept, and honest about what is wrong with it."""

import re
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr
from tortoise.connection import get_connection
from tortoise.context import TortoiseContext

from storage.addresses import AddressUnreadable
from storage.app import DatabaseTooNew
from storage.database import (
    DatabaseKindNotYet,
    DatabaseUnusable,
    SqliteFile,
    copy_database,
    migrate,
    open_database,
)
from storage.models import Person
from storage.opened import writer
from storage.secrets import SecretBox, SecretUnreadable
from tests.domain.deliveries.conftest import ToldSender, open_office


def url(path: Path) -> str:
    return f"sqlite://{path}"


def schema(path: Path) -> dict[str, str]:
    """The tables and indexes of a file, without comments, spaces and the order of columns."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    found = {}
    for name, sql in rows:
        if name.startswith(("sqlite_", "tortoise_")):
            continue
        bare = re.sub(r"/\*.*?\*/", "", sql, flags=re.DOTALL)
        bare = re.sub(r"\s+", " ", bare.replace("IF NOT EXISTS ", "")).strip()
        head, _, body = bare.partition("(")
        found[name] = head + ",".join(sorted(part.strip() for part in body.rstrip(")").split(",")))
    return found


async def test_the_migrations_lead_to_what_the_models_say(tmp_path: Path) -> None:
    migrated, generated = tmp_path / "migrated.db", tmp_path / "generated.db"
    async with open_database(url(migrated)):
        pass
    async with TortoiseContext() as context:
        await context.init(config=SqliteFile(generated).config())
        await context.generate_schemas()
    ours, theirs = schema(migrated), schema(generated)
    assert set(ours) == set(theirs)
    for name in theirs:
        assert sorted(ours[name]) == sorted(theirs[name]), name


async def test_what_is_committed_is_on_the_disk(tmp_path: Path) -> None:
    """The tests' own databases are not written through: this one is opened as the product opens it."""
    async with open_database(url(tmp_path / "gonets.db")):
        (row,) = await get_connection("default").execute_query_dict("PRAGMA synchronous")
        with closing(writer.get()._open()) as group:
            assert (row["synchronous"], *group.execute("PRAGMA synchronous").fetchone()) == (2, 2)


async def test_a_filled_database_opened_again_keeps_its_rows_and_its_schema(tmp_path: Path) -> None:
    path = tmp_path / "gonets.db"
    for expected in (1, 2):
        async with open_database(url(path)):
            await Person.create(telegram_id=expected, role="admin", created_at="2026-01-01T00:00:00+00:00")
            assert await Person.all().count() == expected
    assert list(tmp_path.glob("*.before-*")) == []


async def test_migrations_go_up_down_and_up_and_copy_the_file_before_they_change_it(tmp_path: Path) -> None:
    path = tmp_path / "gonets.db"
    async with open_database(url(path)):
        await Person.create(telegram_id=1, role="admin", created_at="2026-01-01T00:00:00+00:00")
    before = schema(path)
    taken_back = await migrate(SqliteFile(path), "__first__")
    assert taken_back == sorted(taken_back, reverse=True)
    assert taken_back[-2:] == ["0002_delivery", "0001_initial"]
    assert schema(path) == {}
    (copy,) = tmp_path.glob(f"*.before-{taken_back[0]}")
    assert schema(copy) == before
    async with open_database(url(path)):
        assert await Person.all().count() == 0
    assert schema(path) == before
    async with open_database(url(copy)):
        assert await Person.all().count() == 1


async def test_a_database_of_an_older_version_is_copied_before_it_is_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "gonets.db"
    async with open_database(url(path)):
        await Person.create(telegram_id=1, role="admin", created_at="2026-01-01T00:00:00+00:00")
    await migrate(SqliteFile(path), "0001_initial", copy_first=False)
    before = schema(path)
    async with open_database(url(path)):
        assert await Person.all().count() == 1
    (copy,) = tmp_path.glob("*.before-0002_delivery")
    assert schema(copy) == before
    assert schema(path) != before


async def test_a_database_of_a_newer_version_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "gonets.db"
    async with open_database(url(path)):
        pass
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO tortoise_migrations (app, name, applied_at) VALUES ('models', '9999_later', '2030-01-01')"
        )
        connection.commit()
    with pytest.raises(DatabaseTooNew):
        async with open_database(url(path)):
            pass


async def test_a_copy_of_a_database_in_use_opens(tmp_path: Path) -> None:
    path, copy = tmp_path / "gonets.db", tmp_path / "copy.db"
    async with open_database(url(path)):
        await Person.create(telegram_id=1, role="admin", created_at="2026-01-01T00:00:00+00:00")
        copy_database(path, copy)
    async with open_database(url(copy)):
        assert await Person.all().count() == 1


async def test_nobody_else_may_read_the_database_and_the_key(tmp_path: Path) -> None:
    async with open_database(url(tmp_path / "gonets.db")):
        SecretBox.for_home(tmp_path)
    for name in ("gonets.db", "secret.key"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


async def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    path = tmp_path / "gonets.db"
    path.write_bytes(b"this is not a database at all, " * 100)
    with pytest.raises(DatabaseUnusable):
        async with open_database(url(path)):
            pass


async def test_a_home_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x")
    with pytest.raises(DatabaseUnusable):
        async with open_database(url(tmp_path / "home" / "gonets.db")):
            pass


@pytest.mark.parametrize("address", ["postgres://u:p@host/db", "gonets.db", "sqlite://"])
def test_another_kind_of_database_is_said_without_its_password(address: str) -> None:
    with pytest.raises(DatabaseKindNotYet) as caught:
        SqliteFile.from_url(address)
    assert "u:p" not in f"{caught.value}{caught.value.params}"


@pytest.mark.parametrize("address", ["POSTGRESQL://u:p@host/db", "postgresql:/u:p@host/db", "postgres:u:p@host/db"])
def test_what_is_nearly_the_address_of_a_server_is_said_so(address: str) -> None:
    with pytest.raises(AddressUnreadable):
        SqliteFile.from_url(address)


def test_a_sealed_secret_opens_with_its_key_and_for_its_owner_only(tmp_path: Path) -> None:
    box = SecretBox.for_home(tmp_path)
    sealed = box.seal(SecretStr("пароль"), "connection:a")
    assert "пароль".encode() not in sealed
    assert SecretBox.for_home(tmp_path).open(sealed, "connection:a").get_secret_value() == "пароль"
    with pytest.raises(SecretUnreadable):
        box.open(sealed, "connection:b")
    with pytest.raises(SecretUnreadable):
        SecretBox("another key of some length").open(sealed, "connection:a")
    with pytest.raises(SecretUnreadable):
        box.open(b"", "connection:a")


async def test_a_filled_database_keeps_everything_when_it_is_migrated_up_down_and_up(tmp_path: Path) -> None:
    path = tmp_path / "gonets.db"
    async with open_office(path, ToldSender()) as office:
        numbers = [await office.letter("ivanov@firma.local", "anna@firma.local") for _ in range(3)]
        await office.send()
    before, letters = rows(path), contents(path)
    assert len(letters) == len(numbers)
    taken_back = await migrate(SqliteFile(path), "0001_initial")
    assert taken_back[-1] == "0002_delivery"
    with closing(sqlite3.connect(path)) as connection:
        assert dict(connection.execute("SELECT id, content FROM delivery").fetchall()) == letters
    assert await migrate(SqliteFile(path)) == taken_back[::-1]
    assert contents(path) == letters
    after = rows(path)
    for table in ("delivery", "recipient", "attempt", "scenario_run", "record", "report", "person", "connection"):
        assert after[table] == before[table], table
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT DISTINCT author_id FROM delivery").fetchall() == [(7,)]
        assert connection.execute("SELECT DISTINCT scenario_id FROM scenario_run").fetchall() == [(1,)]
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def rows(path: Path) -> dict[str, int]:
    """How many rows each table holds."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in tables}


def contents(path: Path) -> dict[int, bytes]:
    """The letters by their delivery."""
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT delivery_id, content FROM letter").fetchall())
