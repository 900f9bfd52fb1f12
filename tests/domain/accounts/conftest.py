from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.repositories.accounts import AccountRepository
from tests.databases import opened


@pytest.fixture
async def directory(tmp_path: Path) -> AsyncIterator[AccountRepository]:
    async with opened(tmp_path / "gonets.db"):
        yield AccountRepository()
