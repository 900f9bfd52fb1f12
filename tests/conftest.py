"""What tests of every part use."""

import asyncio
from pathlib import Path

import pytest

from storage.database import open_database


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database migrated once: half of a test's time would go into its migrations otherwise."""
    path = tmp_path_factory.mktemp("database") / "empty.db"

    async def migrate() -> None:
        async with open_database(f"sqlite://{path}"):
            pass

    asyncio.run(migrate())
    return path
