"""Sending over SMTP: kept connections, each server bounded, and a silent reconnect where one was closed meanwhile."""

import asyncio
from collections.abc import AsyncGenerator, Collection
from contextlib import aclosing

from domain.deliveries.share import Share
from domain.messages.sending import Content, Envelope, Failure, Mark, Phase, Receipt, SmtpSettings, Step
from mail.connection_check import check_connection
from mail.connection_pool import IDLE_SECONDS, ConnectionPool
from mail.smtp_connection import SmtpConnection
from mail.tls import TlsContexts
from mail.transaction import Transaction
from mail.wire_envelope import WireEnvelope


class SmtpSender:
    """Implements `domain.messages.sending.MailSender`. It belongs to one event loop."""

    def __init__(self, share: Share | None = None, idle_seconds: float = IDLE_SECONDS) -> None:
        """`share` says how many of a connection's `max_connections` are this process's."""
        self._share = share or Share()
        self._share.on_change(self._fit)
        self._idle_seconds = idle_seconds
        self._contexts = TlsContexts()
        self._pools: dict[SmtpSettings, ConnectionPool] = {}

    async def send(self, settings: SmtpSettings, envelope: Envelope, content: Content, mark: Mark) -> Receipt:
        """Write the content, call `mark`, write the final dot; never raises for what a server or network does.

        What `mark` raises comes out, as a cancellation does: the connection is closed then, and no dot is written.
        What reading the content raises comes out, too; nothing has been said about the letter then.
        """
        pool = self._pool(settings)

        def tell(offers: Collection[str]) -> WireEnvelope | None:
            return WireEnvelope(envelope, content, offers) if isinstance(content, bytes) else None

        connection = await pool.take(tell)
        while isinstance(connection, SmtpConnection):
            kept = not connection.is_new
            try:
                receipt = None if kept else await pool.open(connection)
                if receipt is None:
                    receipt = await self._carry(pool, connection, envelope, content, mark)
            except BaseException:
                pool.give(connection)
                raise
            if not kept or not _only_the_connection_was_old(receipt):
                pool.give(connection)
                return receipt
            connection = await pool.exchange(connection, tell)
        return connection

    async def check(self, settings: SmtpSettings) -> AsyncGenerator[Step, None]:
        """Go through the steps on a connection of its own; the last step is the one that failed."""
        async with aclosing(check_connection(settings, self._contexts)) as steps:
            async for step in steps:
                yield step

    async def close(self) -> None:
        """Say goodbye on all kept connections."""
        pools, self._pools = list(self._pools.values()), {}
        await asyncio.gather(*(pool.close() for pool in pools))

    async def _carry(
        self, pool: ConnectionPool, connection: SmtpConnection, envelope: Envelope, content: Content, mark: Mark
    ) -> Receipt:
        if connection.ahead is not None:
            told = connection.ahead.told
        else:
            whole = content if isinstance(content, bytes) else await content()
            told = WireEnvelope(envelope, whole, connection.extensions)
        return await Transaction(connection, told, lambda: pool.follow(connection))(mark)

    def _pool(self, settings: SmtpSettings) -> ConnectionPool:
        """Return the settings' pool: changed settings, the password included, never use an old connection."""
        pool = self._pools.get(settings)
        if pool is None:
            pool = self._pools[settings] = ConnectionPool(settings, self._contexts, self._idle_seconds, self._share)
        return pool

    def _fit(self) -> None:
        for pool in self._pools.values():
            pool.fit()


def _only_the_connection_was_old(receipt: Receipt) -> bool:
    """Whether a kept connection failed at its first command: nothing was sent, and a fresh one may well do."""
    if receipt.phase is not Phase.MAIL:
        return False
    if receipt.failure in {Failure.DROPPED, Failure.TIMED_OUT}:
        return True
    return receipt.reply is not None and (not receipt.reply.is_for_ever or receipt.reply.code in {503, 530})
