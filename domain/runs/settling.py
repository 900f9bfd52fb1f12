"""Letters together with what they come to for their runs."""

from datetime import datetime
from typing import Protocol

from domain.deliveries.deliveries import Deliveries
from domain.deliveries.delivery import Delivery
from domain.runs.reports import News


class SettledDeliveries(Deliveries, Protocol):
    """Letters on their way, whose runs and records are brought up to date with them."""

    async def settle(
        self, run_id: int, now: datetime, changed: Delivery | None = None, *, news: News | None = None
    ) -> None:
        """Bring the run and its record up to date in the open transaction, and leave a report; `news` says of what."""
        ...
