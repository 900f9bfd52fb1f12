"""Cancelling what a run has not sent yet: by its author's button, or when somebody stops it."""

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from domain.clock import Clock
from domain.deliveries.deliveries import StoredDeliveries, TakenAway
from domain.deliveries.delivery import Delivery, DeliveryState, RecipientState, move, state_of
from domain.messages.causes import Cause
from domain.runs.run import GOING, Run
from domain.runs.runs import Runs

log = logging.getLogger(__name__)

LOT = 200
"""How many letters are steered in one transaction: other people's presses come in between."""

_MAY_WAIT = tuple(state for state in DeliveryState if not state.is_ended and state is not DeliveryState.TRANSMITTING)


@dataclass(frozen=True, slots=True)
class Cancelled:
    """What could be stopped: runs with actions left (`ended`), and letters of `runs`, of which `last` is the newest.

    `seen` is the last letter that was looked at where there may be more; None when that was all.
    """

    ended: Sequence[int]
    last: Delivery | None
    runs: frozenset[int] = frozenset()
    seen: int | None = None

    @property
    def nothing(self) -> bool:
        """Whether there was nothing left to be stopped."""
        return not self.ended and self.last is None


class CancelsLetters(StoredDeliveries, TakenAway, Protocol):
    """Letters that are read and taken back."""


class CancelRun:
    """Inside the caller's transaction, which settles the runs afterwards; a lot of letters at a time."""

    def __init__(self, runs: Runs, deliveries: CancelsLetters, clock: Clock) -> None:
        self._runs = runs
        self._deliveries = deliveries
        self._clock = clock

    async def __call__(self, runs: Collection[int], after: int = 0) -> Cancelled:
        """A run that is between two letters makes no more; what the mail server is being given goes its way."""
        ended = () if after else await self._runs.stop(runs, self._clock())
        letters = await self._deliveries.of_run(runs, states=_MAY_WAIT, after=after, most=LOT)
        last, changed = None, set()
        for letter in letters:
            if waits(letter):
                await self._deliveries.take_away(letter.id, self._clock())
                of = (RecipientState.PENDING, RecipientState.OVERDUE)
                last = moved(letter, RecipientState.CANCELLED, *of, now=self._clock())
                await self._deliveries.save(last)
                changed.add(letter.run_id)
                log.info("run %s letter %s: cancelled", letter.run_id, letter.id)
        return Cancelled(ended, last, frozenset(changed), letters[-1].id if len(letters) == LOT else None)


def may_be_stopped(run: Run, letters: Iterable[Delivery]) -> bool:
    """Whether anything of a run is still to happen that can be stopped; a few letters of each state will do."""
    return run.status in GOING or any(waits(letter) for letter in letters)


def moved(letter: Delivery, to: RecipientState, *of: RecipientState, now: datetime) -> Delivery:
    """Return the letter with its recipients in the states `of` moved by a person's word."""
    recipients = letter.recipients
    cause = Cause.COUNTED_AS_SENT if to is RecipientState.SENT else None
    for before in of:
        recipients = move(recipients, before, to, cause=cause)
    state = state_of(recipients, letter.attempts_made)
    pending = any(item.state is RecipientState.PENDING for item in recipients)
    # Those who were not asked about keep their time.
    due_at = now if to is RecipientState.PENDING else letter.due_at or now
    return replace(
        letter,
        recipients=recipients,
        state=state,
        due_at=due_at if pending else None,
        ended_at=now if state.is_ended else None,
        cause=cause or letter.cause,
    )


def waits(letter: Delivery) -> bool:
    """Whether something of a letter is still to happen that can be stopped."""
    if letter.state is DeliveryState.OVERDUE:
        return True
    return bool(letter.pending) and letter.state is not DeliveryState.TRANSMITTING
