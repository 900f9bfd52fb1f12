"""The bot of today starts on the database of a release and goes on with what was open there."""

from storage import models
from tests.upgrade.kept_release import Upgraded


async def test_what_was_due_goes_once(bot: Upgraded) -> None:
    """Two runs had not begun, one letter was before its mark and one behind it in the queue."""
    assert bot.subjects == ["До черты 0", "До черты 1", "Ещё не начато", "Нажато, не показано"]
    assert not await models.ScenarioRun.filter(status="running").exists()
