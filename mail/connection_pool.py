"""Kept connections: a TLS start and a login cost more than a letter, and a server bounds how many there may be."""

import asyncio
from collections import deque

from domain.messages.sending import SmtpSettings
from mail.smtp_connection import SmtpConnection
from mail.tls import TlsContexts

IDLE_SECONDS = 60.0
"""How long an unused connection is kept: servers close theirs after about five minutes."""


class ConnectionPool:
    """The connections to one server with one configuration; `places` bounds how many are in use at once."""

    def __init__(self, settings: SmtpSettings, contexts: TlsContexts, idle_seconds: float = IDLE_SECONDS) -> None:
        self.settings = settings
        self.places = asyncio.Semaphore(settings.max_connections)
        self._contexts = contexts
        self._idle_seconds = idle_seconds
        self._idle: deque[SmtpConnection] = deque()
        self._timer: asyncio.TimerHandle | None = None

    def take(self) -> SmtpConnection | None:
        """Return the kept connection that was used last and is up, or None."""
        while self._idle:
            connection = self._idle.pop()
            if connection.is_usable:
                return connection
            connection.close()
        return None

    def fresh(self) -> SmtpConnection:
        """Return a connection that is still to be opened."""
        return SmtpConnection(self.settings, self._contexts)

    def give(self, connection: SmtpConnection) -> None:
        """Keep a connection for the next letter, or say goodbye on one that may carry no more."""
        if not connection.is_usable:
            connection.leave()
            return
        connection.idle_since = asyncio.get_running_loop().time()
        self._idle.append(connection)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._idle_seconds, self._sweep)

    async def close(self) -> None:
        """Say goodbye on all kept connections, side by side."""
        if self._timer is not None:
            self._timer.cancel()
        idle, self._idle = self._idle, deque()
        await asyncio.gather(*(connection.quit() for connection in idle))

    def _sweep(self) -> None:
        """Leave what was not used for a while; what was used last is at the right."""
        self._timer = None
        loop = asyncio.get_running_loop()
        while self._idle and loop.time() - self._idle[0].idle_since >= self._idle_seconds:
            self._idle.popleft().leave()
        if self._idle:
            due = self._idle[0].idle_since + self._idle_seconds
            self._timer = loop.call_at(due, self._sweep)
