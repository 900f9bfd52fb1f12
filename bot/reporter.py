"""Telling outcomes: written first, told second, and told again after a restart."""

import logging
from datetime import timedelta

from bot.chat import Unreachable
from bot.screen import Screen
from domain.clock import Clock
from domain.errors import NotFound, NotYours
from domain.people import People
from domain.scenarios.runs import Reports, Runs
from domain.work import Claim, Work

log = logging.getLogger(__name__)

PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)


class TellReport:
    """Redraws the card, which makes no sound, and tells bad news by a message of its own."""

    def __init__(
        self, *, reports: Reports, runs: Runs, people: People, screen: Screen, work: Work, clock: Clock
    ) -> None:
        self._reports = reports
        self._runs = runs
        self._people = people
        self._screen = screen
        self._work = work
        self._clock = clock

    async def __call__(self, claim: Claim) -> None:
        """Tell what is due; what cannot be told now is tried again, with growing pauses."""
        report = await self._reports.get(claim.id)
        if report is None:
            return
        run = await self._runs.get(report.run_id)
        person = None if run is None else await self._people.get(run.person_id)
        if run is None or person is None:
            await self._reports.done(report.id)
            return
        try:
            view = await self._screen.redraw_card(person, run.record_id)
            if (
                report.news.is_told
                and view.run is not None
                and view.run.id == run.id
                and not await self._reports.is_overtaken(report)
            ):
                await self._screen.tell(person, view)
        except (Unreachable, NotFound, NotYours) as error:
            log.info("report %s has nobody to be told to: %s", report.id, type(error).__name__)
        except Exception:
            log.exception("report %s could not be told", report.id)
            await self._reports.count_try(report.id)
            pause = min(PAUSE * 2 ** min(report.tries, 10), LONGEST_PAUSE)
            await self._work.release(claim, self._clock() + pause)
            return
        await self._reports.done(report.id)
