"""What a letter has proved of a connection stays true until something changes by which letters go."""

from pathlib import Path
from typing import Any

import pytest

from bot.files.config_file import recipe_text
from storage import models
from tests.domain.records.desk import open_desk

CHANGES: dict[str, tuple[list[dict[str, Any]], bool]] = {
    "switched off and on again": ([{"enabled": False}, {"enabled": True}], True),
    "called something else": ([{"title": "Почта"}], True),
    "another port": ([{"port": 2525}], False),
    "off, another server, and on again": ([{"enabled": False}, {"host": "other.test.ru"}, {"enabled": True}], False),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_connection_that_sends_as_before_is_as_proven_as_before(tmp_path: Path, change: str) -> None:
    steps, proven = CHANGES[change]
    async with open_desk(tmp_path / "gonets.db") as desk:
        assert await desk.apply(recipe_text()) == []
        (row,) = await models.Connection.all()
        state, _ = await models.ConnectionState.get_or_create(connection_id=row.id)
        await models.ConnectionState.filter(id=state.id).update(proven_revision=row.revision)
        for step in steps:
            (stored,) = await desk.configuration.connections()
            await desk.configuration.save_connection(stored.document.model_copy(update=step))
        (row,) = await models.Connection.all()
        (state,) = await models.ConnectionState.all()
        assert (state.proven_revision == row.revision) is proven
