"""What a segment costs: how many statements it takes, whatever stands in its letter."""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest
from tortoise.connection import get_connection

from storage.opened import writer
from tests.domain.deliveries.conftest import Office
from tests.domain.scenarios.long_runs import FILL, advancing, begin, claimed, send

BOUNDARIES = ("COMMIT", "PRAGMA")


@pytest.fixture
async def office(office: Office) -> Office:
    await statements(office, to(1), send())  # what is configured is read once, and known from then on
    return office


@asynccontextmanager
async def counting() -> AsyncIterator[Counter[str]]:
    """Count the statements of both of the process's connections by their first words."""
    counted: Counter[str] = Counter()

    def note(sql: str) -> None:
        if not sql.lstrip().startswith((*BOUNDARIES, "--")):
            counted[" ".join(sql.split()[:3])] += 1

    client = cast("Any", get_connection("default"))._connection
    group = cast("Any", writer.get())._connection

    async def watch(callback: Callable[[str], None] | None) -> None:
        await client.set_trace_callback(callback)
        group.set_trace_callback(callback)

    await watch(note)
    try:
        yield counted
    finally:
        await watch(None)


def to(count: int) -> dict[str, Any]:
    people = [{"Address": {"formula": f"'a{number}@firma.local'"}} for number in range(count)]
    body = FILL["change_variables"]
    return {"change_variables": {**body, "variables": {**cast("Any", body["variables"]), "To": people}}}


async def statements(office: Office, *actions: dict[str, Any]) -> Counter[str]:
    await begin(office, *actions)
    claim = await claimed(office)
    async with counting() as counted:
        await advancing(office)(claim)
    return counted


async def test_a_letter_costs_the_same_for_one_and_for_fifty(office: Office) -> None:
    one, fifty = await statements(office, to(1), send()), await statements(office, to(50), send())
    assert one == fifty
    writes = {name: count for name, count in one.items() if not name.startswith(("SELECT", "BEGIN"))}
    # The letter, its content, its recipients, that its run has one, the run, its event chain.
    assert sum(writes.values()) == 6, writes


async def test_a_segment_is_one_transaction(office: Office) -> None:
    assert (await statements(office, to(1), send()))["BEGIN IMMEDIATE"] == 1


async def test_what_a_segment_does_costs_no_statement_more(office: Office) -> None:
    few, many = await statements(office, to(1), send()), await statements(office, *[to(1)] * 30, send())
    assert few == many
