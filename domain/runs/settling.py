"""Letters together with what they come to for their runs."""

from datetime import datetime
from typing import Protocol

from domain.deliveries.deliveries import Deliveries, NewDeliveries
from domain.deliveries.delivery import Delivery
from domain.runs.reports import News


class Settles(Protocol):
    """Brings runs and records up to date with their letters."""

    async def settle(
        self, run_id: int, now: datetime, changed: Delivery | None = None, *, news: News | None = None
    ) -> None:
        """Bring the run and its record up to date in the open transaction, and leave a report; `news` says of what."""
        ...


class SettledDeliveries(Deliveries, Settles, Protocol):
    """Letters that people steer, whose runs follow."""


class SettledNewDeliveries(NewDeliveries, Settles, Protocol):
    """Letters that runs make."""
