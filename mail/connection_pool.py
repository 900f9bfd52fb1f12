"""Kept connections: a TLS start and a login cost more than a letter, and a server bounds how many there may be."""

import asyncio
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass

from domain.deliveries.share import Share
from domain.messages.sending import Receipt, SmtpSettings
from mail.breakage import Breakage
from mail.smtp_connection import SmtpConnection
from mail.tls import TlsContexts
from mail.wire_envelope import WireEnvelope

IDLE_SECONDS = 60.0
"""How long an unused connection is kept: servers close theirs after about five minutes."""


Tell = Callable[[Collection[str]], WireEnvelope | None]
"""Says how a server with these extensions is told a letter; None: its content is not at hand yet."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A letter that waits in line, and what becomes of it: a connection, or another's failed opening."""

    tell: Tell
    result: asyncio.Future[SmtpConnection | Receipt]


class ConnectionPool:
    """The connections to one server with one configuration: at most `max_connections`, handed out in turn.

    One opening at a time until one has succeeded, and those who wait for it share its failure: a wrong password costs
    one login, however many letters wait. After a failure nothing is opened beside a connection that is at work: its
    letters' successors use it, and a server that bounds its connections is not asked again for each letter.
    """

    def __init__(
        self,
        settings: SmtpSettings,
        contexts: TlsContexts,
        idle_seconds: float,
        share: Share,
    ) -> None:
        """`share` says how many of them are this process's, where others send by the same configuration."""
        self.settings = settings
        self._share = share
        self._contexts = contexts
        self._idle_seconds = idle_seconds
        self._idle: deque[SmtpConnection] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._waiting: deque[Turn] = deque()
        self._taken = 0
        self._failures = 0
        self._proven = False

    async def take(self, tell: Tell) -> SmtpConnection | Receipt:
        """Return a connection for one letter: kept, or `is_new` and to be opened by `open`. It is given back by `give`.

        Of one that was told the letter already `ahead` is set. Returns the receipt of another letter's failed opening
        where this one has waited for it.
        """
        return (None if self._waiting else self._next()) or await self._turn(tell)

    def follow(self, connection: SmtpConnection) -> None:
        """Let the letter that is next in line, if there is one, begin with the final dot that is written now.

        It gets the connection when the dot is answered, whatever the answer is.
        """
        last = connection.carried + 1 >= self.settings.messages_per_connection
        if last or "pipelining" not in connection.extensions or (turn := self._next_turn()) is None:
            return
        try:
            told = turn.tell(connection.extensions)
            if told is None or not told.commands:
                return
            connection.tell_ahead(told)
        except ValueError:
            # What cannot be written in a command is that letter's own fault: it meets it when it is its turn.
            return
        connection.follower = self._waiting.popleft().result

    async def exchange(self, gone: SmtpConnection, tell: Tell) -> SmtpConnection | Receipt:
        """Take another in place of a kept one that turned out to be gone, as those will be that were unused longer."""
        gone.close()
        while self._idle and self._idle[0].idle_since <= gone.idle_since:
            self._idle.popleft().leave()
        self._taken -= 1
        return self._next() or await self._turn(tell, first=True)

    async def open(self, connection: SmtpConnection) -> Receipt | None:
        """Open a new connection; a failure is returned, and told to all who waited for nothing else."""
        failures = self._failures
        try:
            await connection.open()
        except Breakage as broken:
            self._failures += 1
            self._proven = False
            failed = Receipt(
                connection.phase, connection.peer, reply=broken.reply, failure=broken.failure, detail=broken.detail
            )
            if self._taken == 1:
                self._answer_all(failed)
            return failed
        self._proven = failures == self._failures
        self._hand_out()
        return None

    def give(self, connection: SmtpConnection) -> None:
        """Keep a connection for the next letter, or say goodbye on one that may carry no more."""
        follower, connection.follower = connection.follower, None
        if follower is not None and not follower.done():
            follower.set_result(connection)
            return
        if connection.ahead is not None:
            # It was told a letter that nobody sends any more.
            connection.ahead = None
            connection.close()
        self._taken -= 1
        if connection.is_usable and self._taken + len(self._idle) < self._part:
            connection.idle_since = asyncio.get_running_loop().time()
            self._idle.append(connection)
            if self._timer is None:
                self._timer = asyncio.get_running_loop().call_later(self._idle_seconds, self._sweep)
        else:
            connection.leave()
        self._hand_out()

    def fit(self) -> None:
        """Say goodbye on what is kept and has become another process's."""
        while self._idle and self._taken + len(self._idle) > self._part:
            self._idle.popleft().leave()

    @property
    def _part(self) -> int:
        """How many may be up here; where all have become others', what is in hand goes by one all the same."""
        return self._share.part(self.settings.max_connections)

    async def close(self) -> None:
        """Say goodbye on all kept connections, side by side."""
        if self._timer is not None:
            self._timer.cancel()
        idle, self._idle = self._idle, deque()
        await asyncio.gather(*(connection.quit() for connection in idle))

    def _next(self) -> SmtpConnection | None:
        """Return the kept connection that was used last and is up, else a new one if one may be opened now."""
        while self._idle:
            connection = self._idle.pop()
            if connection.is_usable:
                break
            connection.close()
        else:
            if self._taken and not (self._proven and self._taken < self._part):
                return None
            # With no other connection up there is no proof left: the password may have changed meanwhile.
            self._proven = self._proven and self._taken > 0
            connection = SmtpConnection(self.settings, self._contexts)
        self._taken += 1
        return connection

    async def _turn(self, tell: Tell, *, first: bool = False) -> SmtpConnection | Receipt:
        """Wait in line; who is cancelled when it is their turn already leaves it to the next."""
        turn = Turn(tell, asyncio.get_running_loop().create_future())
        if first:
            self._waiting.appendleft(turn)
        else:
            self._waiting.append(turn)
        try:
            return await turn.result
        except asyncio.CancelledError:
            if not turn.result.cancelled() and isinstance(connection := turn.result.result(), SmtpConnection):
                self.give(connection)
            raise

    def _hand_out(self) -> None:
        """Give what there is to those who wait, in their order."""
        while self._next_turn() and (connection := self._next()):
            self._waiting.popleft().result.set_result(connection)

    def _next_turn(self) -> Turn | None:
        """Return who stands first in line; who has left it meanwhile is taken out."""
        while self._waiting and self._waiting[0].result.done():
            self._waiting.popleft()
        return self._waiting[0] if self._waiting else None

    def _answer_all(self, failed: Receipt) -> None:
        for turn in self._waiting:
            if not turn.result.done():
                turn.result.set_result(failed)
        self._waiting.clear()

    def _sweep(self) -> None:
        """Leave what was not used for a while; what was used last is at the right."""
        self._timer = None
        loop = asyncio.get_running_loop()
        while self._idle and loop.time() - self._idle[0].idle_since >= self._idle_seconds:
            self._idle.popleft().leave()
        if self._idle:
            due = self._idle[0].idle_since + self._idle_seconds
            self._timer = loop.call_at(due, self._sweep)
