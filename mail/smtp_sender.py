"""Sending over SMTP: kept connections, each server bounded, and a silent reconnect where one was closed meanwhile."""

import asyncio
import time
from collections.abc import AsyncIterator

from domain.messages.sending import Envelope, Failure, Mark, Phase, Receipt, SmtpSettings, Step
from mail.channel import Broken, Channel

IDLE_SECONDS = 60.0
"""How long an unused connection is kept: servers close theirs after about five minutes."""


class _Pool:
    """The connections to one server as it is configured now."""

    def __init__(self, settings: SmtpSettings) -> None:
        self.settings = settings
        self.places = asyncio.Semaphore(settings.max_connections)
        self._idle: list[Channel] = []

    def take(self) -> Channel | None:
        """Return a kept connection that is likely to be up, or None."""
        while self._idle:
            channel = self._idle.pop()
            if channel.is_usable and time.monotonic() - channel.used_at < IDLE_SECONDS:
                return channel
            channel.close()
        return None

    def give(self, channel: Channel) -> None:
        """Keep a connection for the next letter."""
        if channel.is_usable:
            channel.used_at = time.monotonic()
            self._idle.append(channel)
        else:
            channel.close()

    async def close(self) -> None:
        """Say goodbye on all kept connections."""
        idle, self._idle = self._idle, []
        for channel in idle:
            await channel.quit()


class SmtpSender:
    """Implements `domain.messages.sending.MailSender`."""

    def __init__(self) -> None:
        self._pools: dict[str, _Pool] = {}

    async def send(self, settings: SmtpSettings, envelope: Envelope, content: bytes, mark: Mark) -> Receipt:
        """Write the content, call `mark`, write the final dot; never raises for what a server or network does."""
        pool = await self._pool(settings)
        async with pool.places:
            channel = pool.take()
            kept = channel is not None
            channel = channel or Channel(settings)
            try:
                while True:
                    try:
                        if not kept:
                            await channel.open()
                        receipt = await channel.carry(envelope, content, mark)
                    except Broken as broken:
                        if kept and _was_closed(channel, broken):
                            channel.close()
                            channel, kept = Channel(settings), False
                            continue
                        return Receipt(
                            channel.phase,
                            channel.peer,
                            reply=broken.reply,
                            failure=broken.failure,
                            detail=broken.detail,
                        )
                    return receipt
            except BaseException:
                # Cancelled, or the mark failed: the two sides are out of step, and QUIT would be read as content.
                channel.close()
                raise
            finally:
                pool.give(channel)

    async def check(self, settings: SmtpSettings) -> AsyncIterator[Step]:
        """Go through name, connect, EHLO, TLS, login and sender; the last step is the one that failed."""
        channel = Channel(settings)
        started = time.monotonic()
        passed: list[tuple[Phase, float]] = []
        try:
            try:
                await channel.open(lambda phase: passed.append((phase, time.monotonic())))
                await channel.check_sender()
                passed.append((Phase.MAIL, time.monotonic()))
            except Broken as broken:
                for step in _steps(channel, settings, passed, started):
                    yield step
                last = passed[-1][1] if passed else started
                yield Step(
                    channel.phase,
                    ok=False,
                    seconds=time.monotonic() - last,
                    failure=broken.failure,
                    reply=broken.reply,
                    detail={"what": broken.detail},
                )
                return
            for step in _steps(channel, settings, passed, started):
                yield step
        finally:
            await channel.quit()

    async def close(self) -> None:
        """Close all connections."""
        pools, self._pools = list(self._pools.values()), {}
        for pool in pools:
            await pool.close()

    async def _pool(self, settings: SmtpSettings) -> _Pool:
        name = settings.key.partition(":")[0]
        pool = self._pools.get(name)
        if pool is None or pool.settings != settings:
            if pool is not None:
                self._pools[name] = _Pool(settings)
                await pool.close()
            pool = self._pools.setdefault(name, _Pool(settings))
        return pool


def _was_closed(channel: Channel, broken: Broken) -> bool:
    """Whether a kept connection turned out to be closed before the letter: 421 or silence at MAIL."""
    closed = broken.failure is Failure.DROPPED or (broken.reply is not None and broken.reply.code == 421)
    return closed and channel.phase in {Phase.DONE, Phase.MAIL}


def _steps(channel: Channel, settings: SmtpSettings, passed: list[tuple[Phase, float]], started: float) -> list[Step]:
    steps = []
    for phase, at in passed:
        detail: dict[str, str] = {}
        if phase is Phase.CONNECT:
            detail = {"peer": channel.peer or ""}
            if settings.encryption == "ssl":
                detail |= channel.certificate
        elif phase is Phase.TLS:
            detail = dict(channel.certificate)
        elif phase is Phase.EHLO:
            detail = {"offers": ", ".join(channel.offers)}
        elif phase is Phase.MAIL:
            detail = {"sender": settings.sender_address}
        steps.append(Step(phase, ok=True, seconds=at - started, detail=detail))
        started = at
    return steps
