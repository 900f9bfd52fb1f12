"""Settling a run: what its letters have come to decides the run's status, the record's, and what is told."""

from collections.abc import Collection
from dataclasses import dataclass

from domain.deliveries.delivery import Delivery, DeliveryState, RecipientState
from domain.messages.causes import Cause
from domain.records.record import Status
from domain.runs.reports import News
from domain.runs.run import RunStatus, status_of

_NEWS = {
    DeliveryState.PARTLY_SENT: News.PARTLY_SENT,
    DeliveryState.FAILED: News.FAILED,
    DeliveryState.UNCERTAIN: News.UNCERTAIN,
    DeliveryState.OVERDUE: News.OVERDUE,
}


@dataclass(frozen=True, slots=True)
class Settlement:
    """What follows for a run and its record, to be written in the transaction that changed its letter.

    `came_to` is what the letters alone have come to, whether or not the run has failed.
    `ended`: nothing more happens in it, a failed one's letters of before included. `wakes`: the letter that the run
    waits for has ended. `news` is None when there is nothing to show.
    """

    status: RunStatus
    record_status: Status
    came_to: Status
    ended: bool
    wakes: bool
    news: News | None


def settlement(
    status: RunStatus,
    states: Collection[DeliveryState],
    awaited: DeliveryState | None,
    changed: Delivery | None = None,
    *,
    held: bool = False,
    stopped: bool = False,
) -> Settlement:
    """Say what follows; `changed` is the letter as it is now, `held` that its connection is what it waits for.

    `states` are those that the run's letters are in, `awaited` that of the letter that it stands at, `stopped` that a
    person has ended it before its last action.
    """
    wakes = status is RunStatus.WAITING and awaited is not None and awaited.is_ended
    after = status
    arrived = all(state.is_ended for state in states)
    if status is RunStatus.DELIVERING and arrived:
        after = RunStatus.ENDED
    news = None
    if changed is not None:
        news = _news_of(changed, held=held)
    elif after in {RunStatus.ENDED, RunStatus.FAILED}:
        # That its letter has failed was told with the letter.
        failed = after is RunStatus.FAILED and awaited is not DeliveryState.FAILED
        news = News.FAILED if failed else News.CARD
    ended = arrived and after in {RunStatus.ENDED, RunStatus.FAILED}
    record_status = Status.CANCELLED if stopped and not states else status_of(after, states)
    came_to = status_of(RunStatus.ENDED if after is RunStatus.FAILED else after, states)
    return Settlement(after, record_status, came_to, ended, wakes, news)


def _news_of(letter: Delivery, *, held: bool) -> News:
    if letter.state is DeliveryState.SENT:
        return News.SENT_AFTER_ALL if letter.told else News.SENT
    if held and letter.state in {DeliveryState.QUEUED, DeliveryState.DEFERRED}:
        return News.CARD if letter.told else News.HELD
    if letter.state is DeliveryState.DEFERRED and letter.cause == Cause.INTERNAL:
        return News.CARD  # it is tried again within seconds, and then told whatever it comes to
    if letter.state is DeliveryState.DEFERRED:
        return News.CARD if letter.told else News.DEFERRED
    if letter.state is DeliveryState.UNCERTAIN and not _asks_anew(letter):
        return News.CARD
    return _NEWS.get(letter.state, News.CARD)


def _asks_anew(letter: Delivery) -> bool:
    """Whether its last try has left a question: one that is open already is not told again when others are tried."""
    return any(
        item.attempt == letter.attempts_made or item.cause == Cause.RESTORED
        for item in letter.recipients
        if item.state is RecipientState.UNCERTAIN
    )
