"""What is asked of the inbox for each update costs the same, whatever waits and whatever is done."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import models
from storage.repositories.people import PersonRepository
from tests.databases import opened

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Path]:
    async with opened(tmp_path / "gonets.db"):
        yield tmp_path / "gonets.db"


def plan(database: Path, query: str) -> str:
    with sqlite3.connect(database) as connection:
        return " / ".join(str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))


async def test_a_persons_next_update_is_found_without_looking_at_others_or_at_what_is_done(database: Path) -> None:
    next_of = plan(database, 'SELECT * FROM "update" WHERE person_id = 7 AND done_at IS NULL ORDER BY id LIMIT 1')
    assert next_of == "SEARCH update USING INDEX update_waiting (done_at=? AND person_id=?)"


async def test_who_waits_is_read_without_what_they_have_sent(database: Path) -> None:
    waiting = plan(database, 'SELECT person_id, MIN(id) FROM "update" WHERE done_at IS NULL GROUP BY person_id')
    assert waiting == "SEARCH update USING COVERING INDEX update_waiting (done_at=?)"


async def test_who_is_known_can_be_asked_about_any_number_of_people(database: Path) -> None:
    people = PersonRepository()
    for number in (3, 70_000, 99_999):
        await models.Person.create(telegram_id=number, role="staff", created_at=NOW)
    await people.remove(3)
    assert await people.known(range(1, 100_000)) == {70_000, 99_999}
    assert await people.known([]) == set()
