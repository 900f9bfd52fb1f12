"""Work that gives way: while something weightier is under way it is done all together, a few times a second."""

import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from bot.workers.worker import Job, Take
from domain.clock import Clock
from domain.work import Claim

REST = 0.25
"""Seconds: people see what has become of a letter within one."""


def giving_way(
    take: Take[Job], is_busy: Callable[[], Awaitable[bool]], clock: Clock, now: Callable[[], float] = time.monotonic
) -> Take[Job]:
    """Return how work is taken that rests once all of it is taken, while there is something weightier to do.

    What comes meanwhile waits and is taken together. Where nothing else is to be done it is taken at once.
    """
    rests_until = 0.0

    async def take_or_rest(limit: int) -> tuple[Sequence[tuple[Claim, Job]], datetime | None]:
        nonlocal rests_until
        left = rests_until - now()
        if left > 0 and await is_busy():
            return [], clock() + timedelta(seconds=left)
        jobs, wake_at = await take(limit)
        if len(jobs) < limit:
            rests_until = now() + REST
        return jobs, wake_at

    return take_or_rest
