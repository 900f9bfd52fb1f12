"""A short kill soak on each database; `make soak` is the long one."""

from pathlib import Path

import pytest

from tests.soak.installations import over_a_file, over_postgres
from tests.soak.kill_soak import Soak


async def test_kills_and_trouble_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    outcome = await Soak(tmp_path, seed="short", presses=25, seconds=15, install=over_a_file).run()
    print(outcome)
    assert outcome.problems == []


@pytest.mark.usefixtures("on_server")
async def test_a_bot_and_two_workers_on_postgres_lose_nothing_and_double_nothing_either(tmp_path: Path) -> None:
    outcome = await Soak(tmp_path, seed="short", presses=25, seconds=10, people=3, install=over_postgres).run()
    print(outcome)
    assert outcome.problems == []
