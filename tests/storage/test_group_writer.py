"""Writing together: each gets its own answer, nobody's trouble is another's, and a disk that fails is said."""

import asyncio
import errno
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from domain.errors import DatabaseTrouble
from storage.batches import MOST_TOGETHER
from storage.sqlite.group_writer import GroupWriter
from storage.statements import Steps
from storage.together import Among


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    path = tmp_path / "file.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
        connection.commit()
    return path


@pytest.fixture
async def write(file: Path) -> AsyncIterator[GroupWriter]:
    writer = GroupWriter(file)
    yield writer
    await writer.close()


def put(*names: str, fails: Exception | None = None) -> Steps[int]:
    """Insert the names; fail behind the last when told to."""
    count = 0
    for name in names:
        count += (yield "INSERT INTO item (name) VALUES (?)", (name,)).count
    if fails is not None:
        raise fails
    return count


def refuse() -> Steps[None]:
    """Look, and fail before writing anything."""
    yield "SELECT COUNT(*) FROM item", ()
    raise LookupError("not to be had")


def patient() -> Among[None, int]:
    """Let it be of a kind of its own whose steps do nothing together."""

    def none_together(_items: Sequence[None]) -> Steps[dict[int, int]]:
        yield from ()
        return {}

    return Among(none_together, None, patient=True)


def names(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM item ORDER BY id")]


def commits_of(writer: GroupWriter) -> list[int]:
    """Count the statements of each transaction from now on."""
    seen: list[int] = []
    assert writer._connection is not None

    def trace(sql: str) -> None:
        if sql.startswith("BEGIN"):
            seen.append(0)
        elif sql.startswith("INSERT"):
            seen[-1] += 1

    writer._connection.set_trace_callback(trace)
    return seen


async def test_what_is_ready_at_the_same_moment_is_committed_together(write: GroupWriter, file: Path) -> None:
    await write(lambda: put("first"))
    commits = commits_of(write)
    answers = await asyncio.gather(*(write(lambda n=n: put(f"name {n}")) for n in range(MOST_TOGETHER)))
    assert answers == [1] * MOST_TOGETHER
    assert commits == [MOST_TOGETHER]
    assert len(names(file)) == MOST_TOGETHER + 1


async def test_whoever_is_patient_is_written_with_the_next_who_is_not(write: GroupWriter, file: Path) -> None:
    await write(lambda: put("first"))
    commits = commits_of(write)
    async with asyncio.TaskGroup() as group:
        for number in range(3):
            group.create_task(write(lambda n=number: put(f"patient {n}"), patient()))
        await asyncio.sleep(0)
        group.create_task(write(lambda: put("urgent")))
    assert commits == [4]


async def test_whoever_is_patient_is_written_though_nobody_else_comes(write: GroupWriter, file: Path) -> None:
    assert await asyncio.gather(*(write(lambda n=n: put(f"patient {n}"), patient()) for n in range(3))) == [1] * 3
    await asyncio.gather(write(lambda: put("urgent")), write(lambda: put("patient"), patient()))
    assert len(names(file)) == 5


async def test_what_is_patient_fills_a_commit_and_the_next(write: GroupWriter, file: Path) -> None:
    many = MOST_TOGETHER + 3
    await asyncio.gather(*(write(lambda n=n: put(f"patient {n}"), patient()) for n in range(many)))
    assert len(names(file)) == many


async def test_closing_waits_for_nobodys_patience(file: Path) -> None:
    writer = GroupWriter(file)
    async with asyncio.TaskGroup() as group:
        patiently = group.create_task(writer(lambda: put("patient"), patient()))
        await asyncio.sleep(0)
        await writer.close()
        assert names(file) == ["patient"]
    assert patiently.result() == 1


async def test_what_fails_before_its_first_write_fails_alone(write: GroupWriter, file: Path) -> None:
    one, no, two = await asyncio.gather(
        write(lambda: put("one")), write(refuse), write(lambda: put("two")), return_exceptions=True
    )
    assert (one, two) == (1, 1)
    assert isinstance(no, LookupError)
    assert names(file) == ["one", "two"]


async def test_what_fails_behind_a_write_takes_its_own_writes_back_and_nobody_elses(
    write: GroupWriter, file: Path
) -> None:
    answers = await asyncio.gather(
        write(lambda: put("one")),
        write(lambda: put("half", fails=ValueError("spoiled"))),
        write(lambda: put("two", "three")),
        write(lambda: put("one")),
        return_exceptions=True,
    )
    assert answers[0] == 1
    assert isinstance(answers[1], ValueError)
    assert answers[2] == 2
    assert isinstance(answers[3], sqlite3.IntegrityError)
    assert names(file) == ["one", "two", "three"]


async def test_a_caller_that_is_cancelled_leaves_the_writer_usable(write: GroupWriter, file: Path) -> None:
    async with asyncio.TaskGroup() as group:
        waiting = [group.create_task(write(lambda n=n: put(f"name {n}"))) for n in range(10)]
        await asyncio.sleep(0)
        for one in waiting[::2]:
            one.cancel()
    assert await write(lambda: put("after")) == 1
    assert names(file)[-1] == "after"
    assert {f"name {n}" for n in range(1, 10, 2)} <= set(names(file))


async def test_a_full_disk_is_said_and_nothing_is_pretended(write: GroupWriter, file: Path) -> None:
    await write(lambda: put("first"))
    assert write._connection is not None
    (pages,) = write._connection.execute("PRAGMA page_count").fetchone()
    write._connection.execute(f"PRAGMA max_page_count = {pages}")
    answers = await asyncio.gather(
        *(write(lambda n=n: put(f"{n}" + "x" * 100_000)) for n in range(3)), return_exceptions=True
    )
    assert [(type(error), error.params["kind"]) for error in answers] == [(DatabaseTrouble, "full")] * 3
    assert names(file) == ["first"]
    write._connection.execute("PRAGMA max_page_count = 1000000")
    assert await write(lambda: put("after")) == 1


async def test_a_file_that_may_only_be_read_is_said(write: GroupWriter, file: Path) -> None:
    await write(lambda: put("first"))
    assert write._connection is not None
    write._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(DatabaseTrouble) as caught:
        await write(lambda: put("second"))
    assert caught.value.params["kind"] == "readonly"
    assert names(file) == ["first"]


async def test_a_file_that_another_program_locks_is_said_and_written_when_it_lets_go(
    write: GroupWriter, file: Path
) -> None:
    await write(lambda: put("first"))
    write._patience = 0.05
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseTrouble) as caught:
            await write(lambda: put("second"))
        assert caught.value.params["kind"] == "locked"
        other.execute("ROLLBACK")
    assert await write(lambda: put("second")) == 1
    assert names(file) == ["first", "second"]


async def test_a_lock_does_not_hold_the_event_loop(write: GroupWriter, file: Path) -> None:
    await write(lambda: put("first"))
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with asyncio.TaskGroup() as group:
            waits = group.create_task(write(lambda: put("second")))
            for _ in range(100):
                await asyncio.sleep(0)
            assert not waits.done()
            other.execute("ROLLBACK")
    assert waits.result() == 1


async def test_a_damaged_file_is_said(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.executemany("INSERT INTO item (name) VALUES (?)", [(f"{n}" * 100,) for n in range(500)])
        connection.commit()
    content = bytearray(file.read_bytes())
    content[4096 : len(content)] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    writer = GroupWriter(file)
    with pytest.raises(DatabaseTrouble) as caught:
        await writer(lambda: put("after"))
    assert caught.value.params["kind"] == "damaged"
    await writer.close()


async def test_what_was_committed_alone_is_never_told_as_failed(write: GroupWriter, file: Path) -> None:
    def breaks_behind_its_write() -> Steps[int]:
        yield from put("spoiled")
        raise ValueError("spoiled")

    def finds_no_room() -> Steps[int]:
        yield "SELECT 1", ()
        raise OSError(errno.ENOSPC, "No space left on device")

    steps = (lambda: put("kept"), breaks_behind_its_write, finds_no_room, lambda: put("kept too"))
    outcomes = await asyncio.gather(*(write(one) for one in steps), return_exceptions=True)
    assert [type(one) for one in outcomes] == [int, ValueError, DatabaseTrouble, int]
    assert names(file) == ["kept", "kept too"]


async def test_closing_writes_what_still_waits(file: Path) -> None:
    writer = GroupWriter(file)
    async with asyncio.TaskGroup() as group:
        waiting = [group.create_task(writer(lambda n=n: put(f"name {n}"))) for n in range(200)]
        await asyncio.sleep(0)
        await writer.close()
    assert [one.result() for one in waiting] == [1] * 200
    assert len(names(file)) == 200
