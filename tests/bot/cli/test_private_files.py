"""Nobody else reads what the product makes, whatever the umask; damage and a log that cannot be written are said."""

import asyncio
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from storage.sqlite.damage import damage_in
from tests.bot.cli.conftest import PATIENCE, Gonets
from tests.copies import begin_copy

TOKEN = {"GONETS_BOT_TOKEN": "42:FULL", "GONETS_BOT_API": "http://127.0.0.1:9"}


def modes(home: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()}


@pytest.mark.parametrize("umask", [0, 0o022, 0o077, 0o277])
def test_a_home_that_we_make_is_ours_alone(gonets: Gonets, tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        assert gonets("staff", "add", "7", "--name", "Борис").status == 0
        assert gonets("backup", str(tmp_path / "copy.db"), "--with-key").status == 0
    finally:
        os.umask(before)
    home = tmp_path / "home"
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert set(modes(home).values()) == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("copy.db*")} == {0o600}


def test_a_home_that_somebody_made_keeps_its_rights_and_doctor_says_so(gonets: Gonets, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o755)
    (home / "gonets.db.run-lock").touch()
    (home / "gonets.db.run-lock").chmod(0o644)
    said = gonets("doctor", "--no-network")
    assert f"chmod 700 {home}" in said.out
    assert f"chmod 600 {home / 'gonets.db.run-lock'}" in said.out
    assert stat.S_IMODE(home.stat().st_mode) == 0o755


def damaged(path: Path) -> None:
    """Spoil a page in the middle of a table; what opens the file does not read it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("CREATE TABLE filler (text TEXT)")
        connection.executemany("INSERT INTO filler VALUES (?)", [("x" * 1000,) for _ in range(500)])
        connection.commit()
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'filler'").fetchone()
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    path.write_bytes(content)


def test_a_damaged_page_is_a_sentence(gonets: Gonets, empty_database: Path) -> None:
    damaged(empty_database)
    for arguments in (("doctor", "--no-network"), ("run",)):
        said = gonets(*arguments, **TOKEN)
        assert said.status == 1
        assert "повреждён" in said.out + said.err
        assert "gonets restore" in said.out + said.err


def test_damage_is_looked_for_no_longer_than_one_is_ready_to_wait(
    empty_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged(empty_database)
    assert damage_in(empty_database, 60) is not None
    monkeypatch.setattr("storage.sqlite.damage._STEPS", 1)
    assert damage_in(empty_database, -1) is None


async def running(home: Path, *, out: int, error: int) -> asyncio.subprocess.Process:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GONETS_")}
    return await begin_copy("bot", "run", env=clean | TOKEN | {"GONETS_HOME": str(home)}, stdout=out, stderr=error)


@pytest.mark.parametrize("what", ["a full disk", "a reader that has gone"])
async def test_a_log_that_cannot_be_written_ends_nothing_and_blames_no_database(
    empty_database: Path, what: str
) -> None:
    if what == "a full disk":
        target = os.open("/dev/full", os.O_WRONLY)
    else:
        reader, target = os.pipe()
        os.close(reader)
    try:
        process = await running(empty_database.parent, out=target, error=target)
    finally:
        os.close(target)
    heartbeat = empty_database.with_name("gonets.db.heartbeat")
    async with asyncio.timeout(PATIENCE):
        while not heartbeat.exists():
            assert process.returncode is None
            await asyncio.sleep(0.05)
        process.terminate()
        assert await process.wait() == 0
