"""Whether this process can do its work now, and if not, why: said to balancers and supervisors."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.operating.looking import PATIENCE, Looking
from domain.clock import Clock
from domain.errors import DatabaseTrouble
from domain.operating.figures import ReadsFigures

GOOD_FOR = timedelta(seconds=5)
"""For how long what was found counts: whoever asks often costs no write each time."""

HEARD_WITHIN = timedelta(seconds=90)
"""A poll lasts 25 seconds, and an unanswered one 40; a webhook is looked at each minute."""


class Readiness:
    """Looks at the database and at Telegram; one look at a time, whoever asks."""

    def __init__(
        self,
        rows: ReadsFigures,
        ours: frozenset[str],
        clock: Clock,
        heard_at: Callable[[], datetime | None] | None = None,
        patience: float = PATIENCE,
    ) -> None:
        """`ours` are the migrations that this version knows; `heard_at` is None in a process without Telegram."""
        self._rows = rows
        self._ours = ours
        self._clock = clock
        self._heard_at = heard_at
        self._patience = patience
        self._looking = Looking(self._look, patience)
        self._found: tuple[datetime, str | None] | None = None

    async def __call__(self) -> list[str]:
        """Return why it is not ready, in plain words; nothing when it is."""
        reasons = [await self._database(), self._telegram()]
        return [reason for reason in reasons if reason is not None]

    async def close(self) -> None:
        """Wait for the look that is under way: work on the database is never cut off."""
        await self._looking.close()

    async def _database(self) -> str | None:
        if self._found is not None and timedelta(0) <= self._clock() - self._found[0] < GOOD_FOR:
            return self._found[1]
        try:
            return await self._looking()
        except TimeoutError:
            return f"the database has not answered for {self._patience:.0f} seconds"

    async def _look(self) -> str | None:
        reason = await self._trouble()
        self._found = (self._clock(), reason)
        return reason

    async def _trouble(self) -> str | None:
        try:
            seen = await self._rows.migrations()
        except DatabaseTrouble as trouble:
            return f"the database cannot be read ({trouble.params.get('kind', 'other')})"
        if seen - self._ours:
            return "the database was changed by a newer version: this process is to be updated"
        if self._ours - seen:
            return "the database lacks migrations of this version"
        try:
            await self._rows.write(self._clock())
        except DatabaseTrouble as trouble:
            return f"the database cannot be written ({trouble.params.get('kind', 'other')})"
        return None

    def _telegram(self) -> str | None:
        if self._heard_at is None:
            return None
        heard_at = self._heard_at()
        if heard_at is None:
            return "Telegram has given no updates since the start"
        if self._clock() - heard_at > HEARD_WITHIN:
            return f"Telegram has given no updates since {heard_at:%Y-%m-%d %H:%M:%S} UTC"
        return None
