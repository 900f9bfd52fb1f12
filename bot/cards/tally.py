"""How many letters stand how, in a line."""

from bot.telegram.reader import Reader
from domain.deliveries.delivery import DeliveryState
from domain.deliveries.tally import ASKS, Tally


def tally_line(reader: Reader, tally: Tally) -> str:
    """Return «отправлено 37 из 40, не принято 2, ждёт 1»: what is not there is not counted up."""
    counts = {
        "failed": tally.of(DeliveryState.FAILED),
        "partly": tally.of(DeliveryState.PARTLY_SENT),
        "asks": tally.of(*ASKS),
        "deferred": tally.of(DeliveryState.DEFERRED),
        "underway": tally.underway - tally.of(DeliveryState.DEFERRED),
        "cancelled": tally.of(DeliveryState.CANCELLED),
    }
    sent = reader.text("tally-sent", count=tally.of(DeliveryState.SENT), total=tally.total)
    others = [reader.text("tally-other", what=what, count=count) for what, count in counts.items() if count]
    return reader.text("tally", counts=", ".join([sent, *others]))
