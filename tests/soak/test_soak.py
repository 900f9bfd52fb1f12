"""A short kill soak; `make soak` is the long one."""

from pathlib import Path

from tests.soak.kill_soak import Soak


async def test_kills_and_trouble_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    outcome = await Soak(tmp_path, seed="short", presses=25, seconds=15).run()
    print(outcome)
    assert outcome.problems == []
