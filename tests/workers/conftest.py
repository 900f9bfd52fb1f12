"""An installation on the server for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests import postgres
from tests.workers.office import Office, open_office


@pytest.fixture
async def office(tmp_path: Path, on_server: None) -> AsyncIterator[Office]:
    """An installation with the recipe, and no process yet."""
    async with open_office(postgres.database_at(tmp_path / "gonets.db"), tmp_path) as office:
        yield office
