"""An installation of several processes on one database: which work is done here, and hints between them."""

from collections.abc import Awaitable, Callable, Collection
from functools import partial

from bot.workers.hands import LocalHands
from bot.workers.local_hints import LocalHints
from bot.workers.worker import Runner
from domain.work import WorkKind
from storage.addresses import is_on_server


class SharedHints(LocalHints):
    """Hints of a process that shares its database: what is not done here wakes the others."""

    def __init__(self, url: str, kinds: Collection[WorkKind], hands: LocalHands) -> None:
        """`url` is the database's, `kinds` are done by the workers that `hands` know."""
        from storage.postgres.hints import PostgresHints  # noqa: PLC0415 - the driver of PostgreSQL is an extra
        from storage.postgres.server import PostgresServer  # noqa: PLC0415

        super().__init__()
        self._kinds = frozenset(kinds)
        self.share.on_change(partial(super().wake, WorkKind.DELIVERY))
        self._between = PostgresHints(
            PostgresServer.from_url(url),
            room={kind: partial(hands.lot, kind) for kind in kinds},
            wake=super().wake,
            share=self.share if WorkKind.DELIVERY in self._kinds else None,
        )

    @property
    def between(self) -> Runner:
        """What takes hints of the other processes, and leaves ours, while it runs."""
        return self._between

    def wake(self, kind: WorkKind) -> None:
        """Say that there may be work of that kind; rows that were written have said so by themselves."""
        if kind in self._kinds:
            super().wake(kind)
        else:
            self._between.leave(kind)

    def pass_on(self, kind: WorkKind) -> None:
        """Say that there may be more than was taken here."""
        self._between.leave(kind)

    def every_hour(self, do: Callable[[], Awaitable[object]]) -> None:
        """Have it done each hour by one of the processes that have it."""
        self._between.every_hour(do)


def make_hints(url: str, kinds: Collection[WorkKind], hands: LocalHands) -> LocalHints:
    """Return what wakes the workers of a process, those of others included where the database is shared."""
    return SharedHints(url, kinds, hands) if is_on_server(url) else LocalHints()
