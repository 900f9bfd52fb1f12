"""When people begin to work: what has waited through the night is said again then."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


def mornings(zone: str) -> Callable[[datetime], datetime]:
    """Return what says when the next working morning begins after an instant: nine o'clock in the product's zone."""

    def morning(now: datetime) -> datetime:
        local = now.astimezone(ZoneInfo(zone))
        nine = local.replace(hour=9, minute=0, second=0, microsecond=0)
        return (nine if nine > local else nine + timedelta(days=1)).astimezone(now.tzinfo)

    return morning
