"""Whose letter goes next: authors in turn, at the same cost whatever waits and whatever has gone before."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.deliveries.lanes import Lane
from storage.repositories.abandoned import see_to_resting
from storage.repositories.lanes import Documents, next_look, read_lanes
from storage.repositories.turns import SHORTLIST, SHORTLIST_LASTS, Turns
from storage.statements import Steps, drive
from tests.domain.deliveries.conftest import LEASE, Office

COPIES = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "
    "INSERT INTO delivery ({names}) SELECT {values} FROM n, delivery one WHERE one.id = (SELECT MIN(id) FROM delivery)"
)


def copies(path: Path, count: int, **others: str) -> None:
    """Put copies of the first letter there; `others` are columns with what stands in them, of the copy number `n.i`."""
    with closing(sqlite3.connect(path / "gonets.db")) as connection, connection:
        (newest,) = connection.execute("SELECT MAX(id) FROM delivery").fetchone()
        others["message_id"] = f"'<' || (n.i + {newest}) || '@copies>'"
        names = [row[1] for row in connection.execute("PRAGMA table_info(delivery)") if row[1] != "id"]
        values = ", ".join(others.get(name, f'one."{name}"') for name in names)
        connection.execute(
            COPIES.format(count=count, names=", ".join(f'"{name}"' for name in names), values=values),
        )


def driven(path: Path, steps: Callable[[], Steps[Any]]) -> tuple[Any, int]:
    """Drive steps and take back what they wrote; return what they came to, and how much SQLite did for it."""
    done = 0

    def count() -> int:
        nonlocal done
        done += 1
        return 0

    with closing(sqlite3.connect(path / "gonets.db", isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.set_progress_handler(count, 1)
        result = drive(connection, steps())
        connection.set_progress_handler(None, 0)
        connection.execute("ROLLBACK")
    return result, done


def lane_of(path: Path, office: Office) -> tuple[int, Lane]:
    (found,), _ = driven(path, lambda: read_lanes(Documents(), office.clock()))
    stored, lane = found
    return stored.id, lane


def order(path: Path, office: Office, count: int) -> list[int]:
    """Return the authors whose letters go next."""
    connection_id, lane = lane_of(path, office)
    turns = Turns()

    def some() -> Steps[list[int]]:
        numbers: list[int | None] = []
        while len(numbers) < count:
            numbers += [(yield from turns.next(connection_id, lane, office.clock(), LEASE))]
        rows = yield "SELECT id, author_id FROM delivery", ()
        authors = dict(rows.rows)
        return [authors[number] for number in numbers if number is not None]

    found: list[int] = driven(path, some)[0]
    return found


async def test_authors_take_turns_however_many_letters_each_has(office: Office, tmp_path: Path) -> None:
    await office.letter(author=1)
    copies(tmp_path, 1_000, author_id="1")
    await office.letter(author=2)
    await office.letter(author=3)
    assert order(tmp_path, office, 5) == [1, 2, 3, 1, 1]


async def test_whoever_was_last_comes_last_in_the_next_list(office: Office, tmp_path: Path) -> None:
    for author in (1, 2, 3):
        await office.letter(author=author)
    copies(tmp_path, 900, author_id="n.i % 3 + 1")
    connection_id, lane = lane_of(tmp_path, office)
    turns = Turns()

    def two_lists() -> Steps[list[int]]:
        first = yield from turns.next(connection_id, lane, office.clock(), LEASE)
        office.clock.move(seconds=SHORTLIST_LASTS.total_seconds())
        second = yield from turns.next(connection_id, lane, office.clock(), LEASE)
        rows = yield "SELECT id, author_id FROM delivery", ()
        authors = dict(rows.rows)
        return [authors[number] for number in (first, second)]

    assert driven(tmp_path, two_lists)[0] == [1, 2]


async def test_a_letter_that_is_due_goes_though_hundreds_of_authors_wait_for_later(
    office: Office, tmp_path: Path
) -> None:
    await office.letter(author=SHORTLIST * 5)
    later = (office.clock() + timedelta(minutes=5)).isoformat(" ")
    copies(tmp_path, SHORTLIST * 3, author_id="n.i", due_at=f"'{later}'")
    assert order(tmp_path, office, 1) == [SHORTLIST * 5]


@pytest.mark.parametrize("authors", ["7", "n.i % 5", "n.i"])
@pytest.mark.parametrize("what", ["waiting", "history"])
async def test_taking_costs_the_same_whatever_waits_and_has_gone(
    office: Office, tmp_path: Path, authors: str, what: str
) -> None:
    await office.letter()
    ended = {"due_at": "NULL", "state": "'sent'"} if what == "history" else {}
    connection_id, lane = lane_of(tmp_path, office)
    stored, _ = driven(tmp_path, lambda: read_lanes(Documents(), office.clock()))[0][0]

    def look() -> Steps[None]:
        yield from Turns().next(connection_id, lane, office.clock(), LEASE)
        yield from next_look([(stored, lane)], office.clock())

    copies(tmp_path, 1_000)
    copies(tmp_path, 1_000, author_id=authors, **ended)
    few = driven(tmp_path, look)[1]
    copies(tmp_path, 10_000, author_id=authors, **ended)
    assert driven(tmp_path, look)[1] <= few * 1.2


@pytest.mark.parametrize("told", ["0", "1", "n.i % 2"])
async def test_seeing_to_what_rests_costs_the_same_whatever_waits(office: Office, tmp_path: Path, told: str) -> None:
    await office.letter()
    _, lane = lane_of(tmp_path, office)
    stored, _ = driven(tmp_path, lambda: read_lanes(Documents(), office.clock()))[0][0]
    rests = replace(lane, suspended=True)

    def look() -> Steps[None]:
        yield from see_to_resting(stored, rests, office.clock(), LEASE, [])
        yield from next_look([(stored, rests)], office.clock())

    copies(tmp_path, 1_000, told=told)
    few = driven(tmp_path, look)[1]
    copies(tmp_path, 10_000, told=told)
    assert driven(tmp_path, look)[1] <= few * 1.2
