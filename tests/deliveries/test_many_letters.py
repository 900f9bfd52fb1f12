"""What the end of one letter costs does not grow with the letters that its run has made."""

import sqlite3
from pathlib import Path

import pytest

from domain.deliveries.delivery import Delivery, DeliveryState
from storage import models
from storage.repositories.settling import settle_run
from storage.statements import drive
from storage.transactions import atomically
from tests.deliveries.conftest import Office
from tests.records.test_statements import statements

FEW, MANY = 20, 400


async def letters(office: Office, count: int) -> None:
    for _ in range(count):
        await office.letter("one@firma.local", "two@firma.local")


def work_of_settling(path: Path, office: Office) -> int:
    """Return how much SQLite does to settle the run, in its own smallest steps."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection = sqlite3.connect(path / "gonets.db", isolation_level=None)
    try:
        connection.execute("BEGIN")
        connection.set_progress_handler(count, 1)
        drive(connection, settle_run(office.run_id, office.clock()))
        connection.set_progress_handler(None, 0)
        connection.execute("ROLLBACK")
    finally:
        connection.close()
    return steps


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.QUEUED])
async def test_the_end_of_a_letter_does_not_go_over_all_letters_of_its_run(
    office: Office, tmp_path: Path, state: DeliveryState
) -> None:
    await letters(office, FEW)
    await models.Delivery.filter(run_id=office.run_id).update(state=state)
    few = work_of_settling(tmp_path, office)
    await letters(office, MANY)
    await models.Delivery.filter(run_id=office.run_id).update(state=state)
    assert work_of_settling(tmp_path, office) < few * 1.5


async def read(office: Office) -> list[Delivery]:
    found = await office.deliveries.of_run(office.run_id)
    await office.deliveries.attempts_of([letter.id for letter in found])
    return found


async def test_reading_a_runs_letters_takes_no_statement_for_each(office: Office) -> None:
    await letters(office, 2)
    with statements() as few:
        await atomically(lambda: read(office))
    await letters(office, FEW)
    with statements() as many:
        found = await atomically(lambda: read(office))
    assert any("recipient" in statement for statement in few)
    assert len(many) == len(few)
    assert len(found) == FEW + 2
    assert all([item.address for item in one.recipients] == ["one@firma.local", "two@firma.local"] for one in found)
