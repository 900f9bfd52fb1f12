"""Every test here runs once for each release that is kept."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.cli.conftest import gonets  # noqa: F401 - the fixture
from tests.upgrade.kept_release import RELEASES, Release, Upgraded, settled, upgraded


@pytest.fixture(params=RELEASES, ids=str)
def release(request: pytest.FixtureRequest) -> Release:
    return request.param


@pytest.fixture
async def started(release: Release, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Upgraded]:
    """Today's bot on the release's database, with everything done that was due."""
    async with upgraded(release, tmp_path, caplog) as running:
        yield running


@pytest.fixture
async def bot(release: Release, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Upgraded]:
    """The same, started once more and with an empty mailbox."""
    async with settled(release, tmp_path, caplog) as running:
        yield running
