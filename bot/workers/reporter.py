"""Telling outcomes: written first, told second, and told again after a restart."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError

from bot.telegram.card_turns import CardTurns
from bot.telegram.chat import Unreachable, impatient
from bot.telegram.pace import Pace
from bot.telegram.silence import Silence
from domain.cards.view_card import CardView
from domain.clock import Clock
from domain.errors import NotFound, NotYours
from domain.log_numbers import about
from domain.people import Person
from domain.runs.reports import News, Report, Reports
from domain.runs.run import Run
from domain.runs.runs import Runs
from domain.work import Claim, Work

log = logging.getLogger(__name__)

PAUSE = timedelta(seconds=1)
DRAWN_AT_ONCE, DRAWN_EVERY = 3, timedelta(seconds=1)
"""How often a card is drawn anew while many letters of one press go: Telegram lets a chat be written to once a second,
and a little more often for a moment (Bot API FAQ).
"""

LONGEST_REST = timedelta(hours=1)
"""How long a flood limit is believed: what is put off for longer than work is ever put off would count as due."""

LONGEST_SILENCE = timedelta(minutes=1)
"""How long nothing is told to a person for whom Telegram does not answer: what is new waits behind what is old."""

GATHERED_FOR = timedelta(seconds=10)
"""How long after a message to a person the next ones are gathered, to be told in one."""


class TellsCards(Protocol):
    """Draws cards and news of them."""

    async def show_news(self, person: Person, record_id: int) -> Mapping[int, int] | None:
        """Bring a card up to date where it stands, without a sound.

        Return the reports that it shows by that, each with its token; None when there is no card to be seen.
        """
        ...

    async def view(self, person: Person, record_id: int, apart: Run | None) -> CardView:
        """Return what a card shows, or would show of a run apart from it; raises NotFound or NotYours."""
        ...

    async def tell(self, person: Person, view: CardView) -> None:
        """Tell an outcome by a message of its own, in reply to the card."""
        ...

    async def tell_many(self, person: Person, views: Sequence[CardView]) -> None:
        """Tell many outcomes by one message."""
        ...


class TellsOfFaults(Protocol):
    """Tells administrators of templates that were set up wrong."""

    async def of_fault(self, person: Person, record_id: int) -> object:
        """Tell of the one that a record's press has met; nothing where it has met none."""
        ...


class TellReport:
    """Redraws the card, which makes no sound, and tells by a message of its own what must not be missed."""

    def __init__(
        self,
        *,
        reports: Reports,
        runs: Runs,
        cards: TellsCards,
        faults: TellsOfFaults,
        work: Work,
        clock: Clock,
    ) -> None:
        self._reports = reports
        self._faults = faults
        self._runs = runs
        self._cards = cards
        self._work = work
        self._clock = clock
        self._told_at: dict[int, datetime] = {}
        self._told: set[int] = set()
        self._resting_until: dict[int, datetime] = {}
        self._silence = Silence(PAUSE)
        self._pace = Pace(DRAWN_AT_ONCE, DRAWN_EVERY)
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._cards_turns = CardTurns()

    async def __call__(self, claim: Claim) -> None:
        """Tell what is due; while Telegram does not answer it is tried again, with growing pauses.

        Those that are told at the same moment read and write together. Of one card one is told after the other.
        """
        report = await self._reports.get(claim.id)
        if report is None or report.rests:
            return
        person = report.person
        if person is None:
            await self._nobody(claim, report)
            return
        if await self._rests(claim, person):
            return
        waits_here = impatient.set(True)
        try:
            with about(run=report.run_id):
                async with self._cards_turns.of(report.card, person) as waited:
                    if not waited or await self._is_untold(report):
                        await self._tell(claim, report, person)
        except TelegramRetryAfter as error:
            # Telegram's limit is for this chat: everybody else's reports go on meanwhile.
            await self._rest(claim, person, min(timedelta(seconds=error.retry_after), LONGEST_REST))
        except (TelegramNetworkError, TelegramServerError) as error:
            log.warning("run %s: Telegram does not answer (%s)", report.run_id, type(error).__name__)
            if not await self._rests(claim, person):
                await self._rest(claim, person, min(self._silence.pause(person.telegram_id), LONGEST_SILENCE))
        except Unreachable:
            # They may be back, and their card would promise an outcome for ever.
            log.info("run %s: report %s rests until its person is back", report.run_id, report.id)
            await self._reports.rest([report.id])
        except (NotFound, NotYours) as error:
            log.info("run %s: report %s has nobody to be told to: %s", report.run_id, report.id, type(error).__name__)
            await self._nobody(claim, report)
        finally:
            impatient.reset(waits_here)

    async def _is_untold(self, report: Report) -> bool:
        """Whether it is still to be told, after waiting for a turn in which others may have told it, or in vain."""
        now = await self._reports.get(report.id)
        return now is not None and not now.rests

    async def _nobody(self, claim: Claim, report: Report) -> None:
        """Let go of what nobody can be told, unless it is for somebody else by now: it was handed over."""
        now = await self._reports.get(report.id)
        if now is not None and now.person_id != report.person_id:
            await self._work.release(claim, self._clock())
            return
        await self._reports.done([report.id])

    async def _rests(self, claim: Claim, person: Person) -> bool:
        """Whether nothing is told to the person for a while: then this is put off, too, and asks Telegram nothing."""
        now = self._clock()
        until = self._resting_until.get(person.telegram_id)
        if until is None or not now < until <= now + LONGEST_REST:
            return False
        await self._work.release(claim, until)
        return True

    async def _rest(self, claim: Claim, person: Person, pause: timedelta) -> None:
        """Put it off, and all else for the person: each of them would be told with all others, in vain."""
        self._resting_until[person.telegram_id] = until = self._clock() + pause
        await self._work.release(claim, until)

    async def _tell(self, claim: Claim, report: Report, person: Person) -> None:
        if report.only_card:
            if report.record_id is not None:
                await self._cards.show_news(person, report.record_id)
            await self._reports.done([report.id])
            return
        if not report.drawn:
            pause = self._pace.pause(report.card, self._clock())
            if pause:
                await self._work.release(claim, self._clock() + pause)
                return
            if not await self._draw(report, person):
                return
        async with self._turns[person.telegram_id]:
            if not await self._is_untold(report):
                return  # it was gathered while this one waited for its turn
            if await self._rests(claim, person):
                return
            now = self._clock()
            before = self._told_at.get(person.telegram_id)
            if before is not None and timedelta(0) <= now - before < GATHERED_FOR:
                await self._work.release(claim, before + GATHERED_FOR)
                return
            await self._tell_together(report, person, now)

    async def _draw(self, report: Report, person: Person) -> bool:
        """Bring the card up to date; return whether a message of its own is left to be told."""
        shown = None
        if report.record_id is not None:
            if report.failed:
                # Before the card says that they know.
                await self._faults.of_fault(person, report.record_id)
            # One drawing shows all that is written by then, however many letters the run has.
            shown = await self._cards.show_news(person, report.record_id)
        if shown is not None:
            self._silence.is_over(person.telegram_id)
            log.info("run %s: its card shows %s", report.run_id, report.news)
            if report.id in await self._reports.shown(shown):
                return True
            # Another one's drawing may have shown it meanwhile, and its message is left.
            left = await self._reports.get(report.id) if report.news.is_told else None
            return left is not None and left.drawn
        if report.news is News.CARD:
            await self._reports.done([report.id])
            return False
        # A card that is gone, or too old to be edited, tells nobody anything: a message does.
        return await self._reports.drawn(report.id)

    async def _tell_together(self, report: Report, person: Person, now: datetime) -> None:
        """Tell this and whatever else is due for the person: one by itself, many in one message.

        What was told while the database took nothing is let go of now, and not told again.
        """
        due = {item.id: item for item in [report, *await self._reports.gather(person.telegram_id, now)]}
        new = [item for number, item in due.items() if number not in self._told]
        views = await self._views(new, person)
        try:
            if len(views) == 1:
                await self._cards.tell(person, views[0])
            elif views:
                await self._cards.tell_many(person, views)
        except Unreachable:
            # Nobody reads the others either: each by itself would be told with all of them again.
            await self._reports.rest([item.id for item in await self._reports.gather(person.telegram_id, now)])
            raise
        if views:
            self._told_at[person.telegram_id] = now
        for run_id in sorted({item.run_id for item in new}):
            log.info("run %s: told to %s", run_id, person.telegram_id)
        self._told.update(due)
        await self._reports.done(due.keys())
        self._told.difference_update(due)
        self._silence.is_over(person.telegram_id)

    async def _views(self, due: Sequence[Report], person: Person) -> list[CardView]:
        """Return the cards that are still about these runs, each once, as they stand now.

        One run apart that has failed by itself is told alone; with more of the same card the whole of it is.
        """
        views: dict[int, CardView] = {}
        for run_id in dict.fromkeys(item.run_id for item in due):
            run = await self._runs.get(run_id)
            if run is None or run.record_id is None:
                continue
            before = views.get(run.record_id)
            if before is not None and before.runs is not None and run_id in before.runs.numbers:
                continue
            try:
                view = await self._cards.view(person, run.record_id, run if run.is_apart and before is None else None)
            except (NotFound, NotYours):
                continue
            if view.runs is not None and run_id in view.runs.numbers:
                views[run.record_id] = view
        return list(views.values())
