"""Whose letter goes next: authors in turn, at the same cost whatever waits and whatever has gone before."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.configured.connection import Connection
from domain.deliveries.lanes import Lane
from domain.documents import Stored
from storage.repositories.abandoned import see_to_resting
from storage.repositories.lanes import Documents, next_look, read_lanes
from storage.repositories.met import Met
from storage.repositories.turns import SHORTLIST, SHORTLIST_LASTS, Turns
from storage.statements import Steps
from tests.databases import driven
from tests.domain.deliveries.conftest import LEASE, Office


@pytest.fixture
def path(office: Office, tmp_path: Path) -> Path:
    """The office's database."""
    return tmp_path / "gonets.db"


def copies(path: Path, count: int, **others: str) -> None:
    """Put copies of the first letter there; `others` are columns with what stands in them, of the copy number `n.i`."""
    with closing(sqlite3.connect(path)) as connection, connection:
        (newest,) = connection.execute("SELECT MAX(id) FROM delivery").fetchone()
        others["message_id"] = f"'<' || (n.i + {newest}) || '@copies>'"
        names = [row[1] for row in connection.execute("PRAGMA table_info(delivery)") if row[1] != "id"]
        values = ", ".join(others.get(name, f'one."{name}"') for name in names)
        named = ", ".join(f'"{name}"' for name in names)
        connection.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "
            f"INSERT INTO delivery ({named}) SELECT {values} FROM n, delivery one "
            "WHERE one.id = (SELECT MIN(id) FROM delivery)"
        )


def lane_of(path: Path, office: Office) -> tuple[Stored[Connection], Lane]:
    (found,), _ = driven(path, lambda: read_lanes(Documents(), office.clock()))
    stored, lane = found
    return stored, lane


def order(path: Path, office: Office, count: int) -> list[int]:
    """Return the authors whose letters go next."""
    stored, lane = lane_of(path, office)
    turns = Turns()

    def some() -> Steps[list[int]]:
        numbers: list[int] = []
        while len(numbers) < count:
            numbers += yield from turns.next(stored.id, lane, office.clock(), LEASE, count - len(numbers))
        rows = yield "SELECT id, author_id FROM delivery", ()
        authors = dict(rows.rows)
        return [authors[number] for number in numbers]

    found: list[int] = driven(path, some)[0]
    return found


async def test_authors_take_turns_however_many_letters_each_has(office: Office, path: Path) -> None:
    await office.letter(author=1)
    copies(path, 1_000, author_id="1")
    await office.letter(author=2)
    await office.letter(author=3)
    assert order(path, office, 5) == [1, 2, 3, 1, 1]


async def test_whoever_was_last_comes_last_in_the_next_list(office: Office, path: Path) -> None:
    for author in (1, 2, 3):
        await office.letter(author=author)
    copies(path, 900, author_id="n.i % 3 + 1")
    stored, lane = lane_of(path, office)
    turns = Turns()

    def two_lists() -> Steps[list[int]]:
        (first,) = yield from turns.next(stored.id, lane, office.clock(), LEASE, 1)
        office.clock.move(seconds=SHORTLIST_LASTS.total_seconds())
        (second,) = yield from turns.next(stored.id, lane, office.clock(), LEASE, 1)
        rows = yield "SELECT id, author_id FROM delivery", ()
        authors = dict(rows.rows)
        return [authors[number] for number in (first, second)]

    assert driven(path, two_lists)[0] == [1, 2]


async def test_a_letter_that_is_due_goes_though_hundreds_of_authors_wait_for_later(office: Office, path: Path) -> None:
    await office.letter(author=SHORTLIST * 5)
    later = (office.clock() + timedelta(minutes=5)).isoformat(" ")
    copies(path, SHORTLIST * 3, author_id="n.i", due_at=f"'{later}'")
    assert order(path, office, 1) == [SHORTLIST * 5]


@pytest.mark.parametrize("authors", ["7", "n.i % 5", "n.i"])
@pytest.mark.parametrize("what", ["waiting", "history"])
async def test_taking_costs_the_same_whatever_waits_and_has_gone(
    office: Office, path: Path, authors: str, what: str
) -> None:
    await office.letter()
    ended = {"due_at": "NULL", "state": "'sent'"} if what == "history" else {}
    stored, lane = lane_of(path, office)

    def look() -> Steps[None]:
        yield from Turns().next(stored.id, lane, office.clock(), LEASE, 1)
        yield from next_look([(stored, lane)], office.clock())

    copies(path, 1_000)
    copies(path, 1_000, author_id=authors, **ended)
    few = driven(path, look)[1]
    copies(path, 10_000, author_id=authors, **ended)
    assert driven(path, look)[1] <= few * 1.2


@pytest.mark.parametrize("told", ["0", "1", "n.i % 2"])
async def test_seeing_to_what_rests_costs_the_same_whatever_waits(office: Office, path: Path, told: str) -> None:
    await office.letter()
    stored, lane = lane_of(path, office)
    rests = replace(lane, suspended=True)

    def look() -> Steps[None]:
        yield from see_to_resting(stored, rests, office.clock(), LEASE, Met())
        yield from next_look([(stored, rests)], office.clock())

    copies(path, 1_000, told=told)
    few = driven(path, look)[1]
    copies(path, 10_000, told=told)
    assert driven(path, look)[1] <= few * 1.2
