from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import open_database
from storage.repositories.accounts import AccountRepository


@pytest.fixture
async def directory(tmp_path: Path) -> AsyncIterator[AccountRepository]:
    async with open_database(f"sqlite://{tmp_path / 'gonets.db'}"):
        yield AccountRepository()
