"""Databases on a server for the tests of storage, and the office of the tests of deliveries."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from tests import postgres
from tests.domain.deliveries.conftest import office  # noqa: F401 - the fixture


@pytest.fixture
def url(tmp_path: Path, on_server: None) -> str:
    """The address of a database on the server with all tables and nothing in them."""
    return postgres.database_at(tmp_path / "gonets.db")


@pytest.fixture
async def another(url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Another process's connection."""
    connection = await asyncpg.connect(url)
    yield connection
    await connection.close()
