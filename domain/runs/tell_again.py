"""Telling somebody who is back what could not be told meanwhile."""

from domain.clock import Clock
from domain.runs.reports import Reports
from domain.work import Hints, WorkKind


class TellAgain:
    """Lets what rests for a person be told: they had blocked the bot, and have let it in again."""

    def __init__(self, *, reports: Reports, hints: Hints, clock: Clock) -> None:
        self._reports = reports
        self._hints = hints
        self._clock = clock

    async def __call__(self, person_id: int) -> None:
        """Where nothing rests for them nothing happens."""
        if await self._reports.wake(person_id, self._clock()):
            self._hints.wake(WorkKind.REPORT)
