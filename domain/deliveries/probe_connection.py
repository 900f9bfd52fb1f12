"""Probing a suspended connection: one check at a time, and when it succeeds the waiting letters go."""

import logging
from collections.abc import Callable
from contextlib import aclosing
from datetime import datetime

from domain.clock import Clock
from domain.deliveries.delivery import reply_line
from domain.deliveries.lanes import Hold
from domain.deliveries.outbox import Outbox, Standing
from domain.deliveries.suspension import ConnectionState, NoticeKind
from domain.errors import DatabaseTrouble, GonetsError
from domain.faults import is_a_stop, note
from domain.messages.answers import judge
from domain.messages.sending import Failure, MailSender, Step, TellStep, tell_nobody
from domain.servers.server_settings import ServerSettings
from domain.work import Claim, Hints, WorkKind

log = logging.getLogger(__name__)


class ProbeConnection:
    """Checks a suspended connection without a letter, and says what administrators must hear."""

    def __init__(
        self,
        *,
        outbox: Outbox,
        settings: ServerSettings,
        sender: MailSender,
        hints: Hints,
        clock: Clock,
        morning: Callable[[datetime], datetime],
    ) -> None:
        self._outbox = outbox
        self._settings = settings
        self._sender = sender
        self._hints = hints
        self._clock = clock
        self._morning = morning

    async def __call__(self, claim: Claim, tell: TellStep = tell_nobody) -> None:
        """Probe, telling each step as it is done, and write what was found."""
        number = await self._outbox.probed(claim)
        standing = None if number is None else await self._outbox.standing(number, self._clock())
        if standing is None:
            return
        failed = None if standing.hold in {Hold.DISABLED, Hold.NO_PASSWORD} else await self._check(standing, tell)
        now = self._clock()
        state, notice = self._after(standing, failed, now)
        log.info(
            "connection %s: probe %s: %s",
            standing.connection.document.system_name,
            state.probes,
            "fine, its letters go" if not state.is_suspended else state.cause,
        )
        if await self._outbox.write_state(claim, state, notice, now):
            self._hints.wake(WorkKind.NOTICE)
            self._hints.wake(WorkKind.DELIVERY)

    def _after(
        self, standing: Standing, failed: Step | None, now: datetime
    ) -> tuple[ConnectionState, NoticeKind | None]:
        if standing.hold in {Hold.DISABLED, Hold.NO_PASSWORD}:
            # Whoever disabled it knows; nothing can be checked, and the letters wait as they did.
            state = standing.state.still_faulty(now, standing.state.cause or "", standing.state.reply)
            return state.reminded(now, standing.first_overdue, self._morning)
        if failed is None:
            return standing.state.probed(now, standing.connection.revision), NoticeKind.RESUMED
        cause = judge(failed.failure, failed.reply).cause
        words = None if failed.reply is None else reply_line(failed.reply)
        state = standing.state.still_faulty(now, cause, words)
        return state.reminded(now, standing.first_overdue, self._morning)

    async def _check(self, standing: Standing, tell: TellStep) -> Step | None:
        """Return the step that failed, or None when all is well."""
        try:
            return await self._look(standing, tell)
        except DatabaseTrouble:
            raise
        except BaseException as error:
            if is_a_stop(error):
                raise
            note(error, f"the probe of connection {standing.connection.id}")
            return Step("probe", ok=False, seconds=0, failure=Failure.INTERNAL)

    async def _look(self, standing: Standing, tell: TellStep) -> Step | None:
        try:
            settings = await self._settings(standing.connection)
        except DatabaseTrouble:
            raise
        except GonetsError:
            unreadable = Step("login", ok=False, seconds=0, failure=Failure.SECRET_UNREADABLE)
            await tell(unreadable)
            return unreadable
        async with aclosing(self._sender.check(settings)) as steps:
            async for step in steps:
                await tell(step)
                if not step.ok:
                    return step
        return None
