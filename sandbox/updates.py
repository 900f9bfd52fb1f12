"""The queue of updates with getUpdates' own rules: what is not confirmed is served again."""

from collections import deque
from dataclasses import dataclass
from typing import Any

from sandbox.errors import TelegramError
from sandbox.signals import Signal

JSON = dict[str, Any]
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
HOOKED = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
LONGEST_POLL = 50.0


@dataclass
class Webhook:
    """Where updates are sent instead of being fetched."""

    url: str
    secret: str | None
    last_error: str | None = None
    last_error_at: int | None = None


class Updates:
    """Waits for the bot to fetch and confirm."""

    def __init__(self) -> None:
        self.pending: deque[JSON] = deque()
        self.unnumbered: list[Any] = []
        """What no Telegram sends: an offset cannot confirm it, so it comes with each answer until it is taken out."""
        self.arrived = Signal()
        self.webhook: Webhook | None = None
        self._allowed: set[str] | None = None
        self._last_id = 700_000
        self._poll = 0
        self._closed = False

    def add(self, kind: str, body: JSON) -> None:
        """Queues an update, if the bot has asked for this kind."""
        wanted = kind not in NOT_BY_DEFAULT if self._allowed is None else kind in self._allowed
        if wanted:
            self._last_id += 1
            self.pending.append({"update_id": self._last_id, kind: body})
            self.arrived.fire()

    def slip_in(self, update: JSON) -> None:
        """Queues whatever it is, asked for or not, under a number of its own."""
        self._last_id += 1
        self.pending.append({"update_id": self._last_id, **update})
        self.arrived.fire()

    def close(self) -> None:
        """Lets waiting polls go, because the sandbox ends."""
        self._closed = True
        self.arrived.fire()

    def allow(self, kinds: list[str] | None) -> None:
        """Remembers which kinds the bot wants; none given keeps what it said before, an empty list is the default."""
        if kinds is not None:
            self._allowed = set(kinds) or None

    def forget(self) -> None:
        """Drops what waits, as drop_pending_updates does."""
        self.pending.clear()

    async def fetch(self, offset: int, limit: int, timeout: float) -> list[JSON]:  # noqa: ASYNC109 - Telegram's word
        """Confirms what is before the offset and returns what is after it, waiting for it if asked to."""
        if self.webhook is not None:
            raise TelegramError(409, HOOKED)
        self._poll += 1
        mine = self._poll
        self.arrived.fire()
        if offset < 0:
            offset = self.pending[max(len(self.pending) + offset, 0)]["update_id"] if self.pending else 0
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()
        try:
            await self.arrived.until(
                lambda: self.pending or self.unnumbered or self._closed or self._poll != mine,
                min(timeout, LONGEST_POLL) or 0.001,
            )
        except TimeoutError:
            return []
        if self._poll != mine:
            raise TelegramError(409, CONFLICT)
        return [*self.unnumbered, *self.pending][:limit]
