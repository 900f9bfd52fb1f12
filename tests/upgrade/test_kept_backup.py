"""A copy that a release's `gonets backup` made comes back with today's `gonets restore`, with its key and without."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.secrets import KEY_FILE
from tests.bot.cli.conftest import Gonets
from tests.upgrade.kept_release import Release

WITH_PASSWORDS = {"smtp_connection", "stopped_connection", "unlucky_connection", "slow_connection", "mute_connection"}


@pytest.mark.parametrize("with_key", [True, False], ids=["with its key", "without a key"])
def test_the_kept_backup_comes_back(release: Release, gonets: Gonets, tmp_path: Path, with_key: bool) -> None:
    copy, key = tmp_path / "backup.db", tmp_path / "backup.db.key"
    copy.write_bytes(release.unpacked("backup.db.gz"))
    release.put_key(key)
    said = gonets("restore", str(copy), *(("--key", str(key)) if with_key else ()))
    assert said.status == 0, said.err
    database = tmp_path / "home" / "gonets.db"
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        states = {state for (state,) in connection.execute("SELECT state FROM delivery")}
    # A restored database trusts nothing that was open: whatever had not ended is a question.
    assert states == {"sent", "partly_sent", "failed", "cancelled", "uncertain"}
    assert (tmp_path / "home" / KEY_FILE).exists() == with_key
    exported = gonets("config", "export")
    assert exported.status == 0, exported.err
    assert "smtp_connection" in exported.out
    assert "Борис Сотрудник" in gonets("staff", "list").out


def test_the_passwords_are_those_of_the_key(release: Release, gonets: Gonets, tmp_path: Path) -> None:
    """Beside another key they cannot be opened, and the connections say so by their names."""
    copy = tmp_path / "backup.db"
    copy.write_bytes(release.unpacked("backup.db.gz"))
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / KEY_FILE).write_text("a key of another installation altogether\n")
    said = gonets("restore", str(copy))
    assert said.status == 0, said.err
    assert all(name in said.out for name in WITH_PASSWORDS)
