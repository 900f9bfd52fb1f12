"""A database that is gone beside its key is not made anew in silence; a first start that was killed is not refused."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.secrets import KEY_FILE, SecretBox
from tests.bot.cli.conftest import Gonets

COMMANDS = (
    ("staff", "add", "5", "--name", "Аня"),
    ("staff", "list"),
    ("doctor", "--no-network"),
    ("config", "export"),
    ("invite",),
    ("run",),
)
TOKEN = {"GONETS_BOT_TOKEN": "42:LOST", "GONETS_BOT_API": "http://127.0.0.1:9"}


@pytest.fixture
def database(gonets: Gonets, empty_database: Path) -> Path:
    """A home with a database and a key that were used before."""
    assert gonets("staff", "add", "7", "--name", "Борис").status == 0
    return empty_database


def gone(path: Path) -> None:
    path.unlink()
    path.with_name(f"{path.name}-wal").unlink(missing_ok=True)


def without_a_byte(path: Path) -> None:
    path.write_bytes(b"")


def without_tables(path: Path) -> None:
    gone(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 1")
        connection.commit()


@pytest.mark.parametrize("emptied", [gone, without_a_byte, without_tables], ids=lambda one: one.__name__)
def test_every_command_refuses_and_names_what_to_do(gonets: Gonets, database: Path, emptied) -> None:
    emptied(database)
    before = database.read_bytes() if database.exists() else None
    for arguments in COMMANDS:
        said = gonets(*arguments, **TOKEN)
        assert said.status == 1, arguments
        assert "gonets restore" in said.out + said.err
        assert KEY_FILE in said.out + said.err
        assert (database.read_bytes() if database.exists() else None) == before
    database.with_name(KEY_FILE).rename(database.with_name("old.key"))
    assert gonets("staff", "list").status == 0


def test_a_copy_comes_back_in_its_place(gonets: Gonets, database: Path, tmp_path: Path) -> None:
    assert gonets("backup", str(tmp_path / "copy.db")).status == 0
    gone(database)
    assert gonets("restore", str(tmp_path / "copy.db")).status == 0
    said = gonets("staff", "list")
    assert said.status == 0
    assert "Борис" in said.out


def test_a_first_start_that_was_killed_between_key_and_database_goes_on(gonets: Gonets, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    SecretBox.for_home(tmp_path / "home")
    assert gonets("staff", "list").status == 0
    assert gonets("staff", "list").status == 0


def test_a_first_start_that_was_killed_before_its_tables_goes_on(gonets: Gonets, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    without_a_byte(tmp_path / "home" / "gonets.db")
    assert gonets("staff", "list").status == 0


def test_a_key_of_an_earlier_version_counts_as_one_that_had_a_database(gonets: Gonets, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / KEY_FILE).write_text("a key of version 0.1.0, one line\n")
    assert gonets("staff", "list").status == 1


def test_a_key_opens_what_it_sealed_when_it_was_new(gonets: Gonets, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    sealed = SecretBox.for_home(tmp_path / "home").seal_bytes(b"x", "owner")
    assert gonets("staff", "list").status == 0
    assert SecretBox.for_home(tmp_path / "home").open_bytes(sealed, "owner") == b"x"
    assert len((tmp_path / "home" / KEY_FILE).read_text().splitlines()) == 1
