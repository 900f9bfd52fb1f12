"""Doing many together: who is left out, and who does not go together, comes to what its own steps come to."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from storage.sqlite.group_writer import GroupWriter
from storage.statements import Steps
from storage.together import Among


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    path = tmp_path / "file.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE, how TEXT)")
        connection.commit()
    return path


@pytest.fixture
async def write(file: Path) -> AsyncIterator[GroupWriter]:
    writer = GroupWriter(file)
    yield writer
    await writer.close()


def alone(name: str) -> Steps[str]:
    """Put a name by its own steps; a bad one is refused before anything is written."""
    yield "SELECT COUNT(*) FROM item", ()
    if name.startswith("bad"):
        raise LookupError(name)
    yield "INSERT INTO item (name, how) VALUES (?, ?)", (name, "alone")
    return f"{name} alone"


def together(names: Sequence[str]) -> Steps[Mapping[int, str]]:
    """Put all plain names by one statement."""
    plain = {place: name for place, name in enumerate(names) if name.startswith("plain")}
    for name in plain.values():
        yield "INSERT INTO item (name, how) VALUES (?, ?)", (name, "together")
    return {place: f"{name} together" for place, name in plain.items()}


def stumbling(names: Sequence[str]) -> Steps[Mapping[int, str]]:
    """Write one, and fail."""
    yield "INSERT INTO item (name, how) VALUES (?, ?)", (names[0], "half")
    raise ValueError("a mistake of the many")


def refusing(_: Sequence[str]) -> Steps[Mapping[int, str]]:
    """Look, and fail before writing anything."""
    yield "SELECT COUNT(*) FROM item", ()
    raise ValueError("a mistake of the many")


def leaving(_: Sequence[str]) -> Steps[Mapping[int, str]]:
    """Leave all to their own steps."""
    yield "SELECT COUNT(*) FROM item", ()
    return {}


def rows(file: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT name, how FROM item ORDER BY name").fetchall()


async def put(write: GroupWriter, *names: str, many: object = together) -> list[object]:
    """Put them at the same moment."""
    writes = (write(lambda name=name: alone(name), Among(many, name)) for name in names)
    return list(await asyncio.gather(*writes, return_exceptions=True))


async def test_what_is_plain_is_done_together_and_the_rest_by_itself(write: GroupWriter, file: Path) -> None:
    answers = await put(write, "plain 1", "odd", "plain 2")
    assert answers == ["plain 1 together", "odd alone", "plain 2 together"]
    assert rows(file) == [("odd", "alone"), ("plain 1", "together"), ("plain 2", "together")]


async def test_one_alone_takes_its_own_steps(write: GroupWriter, file: Path) -> None:
    assert await put(write, "plain 1") == ["plain 1 alone"]
    assert rows(file) == [("plain 1", "alone")]


async def test_one_that_is_refused_is_refused_alone(write: GroupWriter, file: Path) -> None:
    first, bad, second = await put(write, "plain 1", "bad", "plain 2")
    assert (first, second) == ("plain 1 together", "plain 2 together")
    assert isinstance(bad, LookupError)
    assert [name for name, _ in rows(file)] == ["plain 1", "plain 2"]


@pytest.mark.parametrize("many", [stumbling, refusing])
async def test_where_it_does_not_go_together_each_goes_by_itself(
    write: GroupWriter, file: Path, many: object, caplog: pytest.LogCaptureFixture
) -> None:
    assert await put(write, "plain 1", "plain 2", many=many) == ["plain 1 alone", "plain 2 alone"]
    assert rows(file) == [("plain 1", "alone"), ("plain 2", "alone")]
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


async def test_one_that_spoils_the_commit_takes_nobody_along(write: GroupWriter, file: Path) -> None:
    """The name is there already: together with it all would fail."""
    await put(write, "plain 1")
    first, again, second = await put(write, "plain 0", "plain 1", "plain 2")
    assert (first, second) == ("plain 0 alone", "plain 2 alone")
    assert isinstance(again, sqlite3.IntegrityError)
    assert [name for name, _ in rows(file)] == ["plain 0", "plain 1", "plain 2"]


async def test_two_kinds_of_one_moment_share_the_commit(write: GroupWriter, file: Path) -> None:
    await put(write, "before")
    assert write._connection is not None
    begun: list[str] = []
    write._connection.set_trace_callback(lambda sql: begun.append(sql) if sql.startswith("BEGIN") else None)
    plain = [put(write, "plain 1", "plain 2"), put(write, "odd 1", "odd 2", many=leaving)]
    await asyncio.gather(*plain)
    assert len(begun) == 1
    assert len(rows(file)) == 5
