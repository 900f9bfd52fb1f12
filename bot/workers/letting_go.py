"""Giving back what a stop has cut off: others who work on the same database need not wait for its leases to end."""

import asyncio
import logging

from bot.workers.hands import LocalHands
from domain.errors import DatabaseTrouble
from domain.work import Work

log = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds that the database has for it: a supervisor kills soon, and leases end by themselves."""


class LetGo:
    """Ends the leases of what this process had in hand, once nothing here works on it any more."""

    def __init__(self, hands: LocalHands, work: Work) -> None:
        self._hands = hands
        self._work = work

    async def __call__(self) -> None:
        """Give it back; where that cannot be written it is free when its leases end."""
        left = self._hands.left
        if not left:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                given = await self._work.let_go(left)
        except (DatabaseTrouble, TimeoutError) as error:
            log.warning("work under way is free for the others when its leases end: %s", error or "no answer in time")
        else:
            log.warning("stopped with work under way, given back to the others: %s", given)
