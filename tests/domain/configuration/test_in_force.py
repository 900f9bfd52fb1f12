"""What is in force is read once for each change, whoever makes it, and is never an older one."""

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage.transactions import atomically
from tests.domain.deliveries.conftest import Office
from tests.domain.records.test_statements import statements


async def read(office: Office) -> list[str]:
    """Read all that is in force, as a task of its own does."""
    configured = office.configuration
    (template,), (route,) = await configured.templates(), await configured.routes()
    (connection,), (scenario,) = await configured.connections(), await configured.scenarios()
    assert await configured.template_by_id(template.id) == template
    assert await configured.connection_by_id(connection.id) == connection
    return [template.document.title, route.document.system_name, scenario.document.title]


async def test_it_is_read_once(office: Office) -> None:
    before = await atomically(lambda: read(office))
    with statements() as again:
        assert await atomically(lambda: read(office)) == before
    assert [sql for sql in again if "document" in sql] == []


async def alone(office: Office) -> list[str]:
    """Read it outside of any transaction, beside others who ask at the same moment."""
    first, *others = await asyncio.gather(*(read(office) for _ in range(5)))
    assert all(other == first for other in others)
    return first


async def within(office: Office) -> list[str]:
    """Read it in a transaction."""
    return await atomically(lambda: read(office))


@pytest.mark.parametrize("look", [alone, within])
async def test_a_change_of_another_process_is_known_at_once(
    office: Office, tmp_path: Path, look: Callable[[Office], Awaitable[list[str]]]
) -> None:
    await look(office)
    with closing(sqlite3.connect(tmp_path / "gonets.db")) as other, other:
        (document,) = other.execute("SELECT document FROM scenario").fetchone()
        changed = json.dumps({**json.loads(document), "title": "Чужое"})
        other.execute("UPDATE scenario SET document = ?, revision = revision + 1", (changed,))
    assert (await look(office))[-1] == "Чужое"


async def test_a_transaction_sees_what_it_has_changed_and_nobody_sees_what_it_takes_back(office: Office) -> None:
    before = await atomically(lambda: read(office))

    class TakenBackError(Exception):
        pass

    async def change() -> None:
        await office.change_scenario(title="Новое")
        assert (await read(office))[-1] == "Новое"
        raise TakenBackError

    with pytest.raises(TakenBackError):
        await atomically(change)
    assert await atomically(lambda: read(office)) == before
    await atomically(lambda: office.change_scenario(title="Новое"))
    assert (await atomically(lambda: read(office)))[-1] == "Новое"
