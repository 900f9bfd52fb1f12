"""Whose turn it is: people take turns, strangers come last, and whoever waits for Telegram holds up nobody."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar

SIDE_BY_SIDE = 10
"""How many people are served at once: more gains nothing and makes everybody wait (measured)."""

FOR_STRANGERS = 2
"""How many of them may be strangers, who are served while nobody else waits for a slot."""

STRANGERS_IN_HAND = 50
"""How many strangers are being served or have left their slot meanwhile: they may be any number."""


class Slot:
    """Where somebody is served."""

    def __init__(self, slots: "Slots", person_id: int, *, stranger: bool) -> None:
        self.person_id = person_id
        self.stranger = stranger
        self._slots = slots
        self._taken = True
        self._leaves = 0

    @asynccontextmanager
    async def left(self) -> AsyncIterator[None]:
        """Leave the slot to others meanwhile, and wait for one again. What fails meanwhile takes none."""
        self._leaves += 1
        self._give_back()
        try:
            yield
        finally:
            self._leaves -= 1
        if not self._leaves and not self._taken:
            await self._slots.come_back(stranger=self.stranger)
            self._taken = True

    def end(self) -> None:
        """Whoever was here has been served."""
        self._give_back()
        self._slots.served(stranger=self.stranger)

    def _give_back(self) -> None:
        if self._taken:
            self._taken = False
            self._slots.give_back(stranger=self.stranger)


class Slots:
    """Hands out slots; `begin` serves somebody, and calls `Slot.end` at last."""

    def __init__(self, begin: Callable[[Slot], None]) -> None:
        self._begin = begin
        self._new: tuple[deque[int], deque[int]] = deque(), deque()
        self._back: tuple[deque[asyncio.Future[None]], deque[asyncio.Future[None]]] = deque(), deque()
        self._taken = [0, 0]
        self._in_hand = [0, 0]

    def ask(self, person_id: int, *, stranger: bool) -> None:
        """Ask for a slot behind all who have asked."""
        self._new[stranger].append(person_id)
        self._hand_out()

    def close(self) -> None:
        """Begin with nobody more; who was begun with goes on."""
        for line in self._new:
            line.clear()

    def give_back(self, *, stranger: bool) -> None:
        """Somebody has left their slot."""
        self._taken[stranger] -= 1
        self._hand_out()

    def served(self, *, stranger: bool) -> None:
        """Somebody needs no slot any more."""
        self._in_hand[stranger] -= 1
        self._hand_out()

    async def come_back(self, *, stranger: bool) -> None:
        """Wait for a slot, before those who are new."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._back[stranger].append(turn)
        self._hand_out()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give_back(stranger=stranger)
            raise

    def _hand_out(self) -> None:
        while self._hands_one_out(stranger=False) or self._hands_one_out(stranger=True):
            pass

    def _hands_one_out(self, *, stranger: bool) -> bool:
        if sum(self._taken) >= SIDE_BY_SIDE or (stranger and self._taken[stranger] >= FOR_STRANGERS):
            return False
        back, new = self._back[stranger], self._new[stranger]
        if back:
            turn = back.popleft()
            if not turn.done():  # else a stop has cancelled whoever waited
                self._taken[stranger] += 1
                turn.set_result(None)
            return True
        if new and not (stranger and self._in_hand[stranger] >= STRANGERS_IN_HAND):
            self._taken[stranger] += 1
            self._in_hand[stranger] += 1
            self._begin(Slot(self, new.popleft(), stranger=stranger))
            return True
        return False


current_slot: ContextVar[Slot | None] = ContextVar("current_slot", default=None)
"""Where the update in hand is served; workers of their own have no slot."""


@asynccontextmanager
async def elsewhere() -> AsyncIterator[None]:
    """Wait inside for what is not ours: Telegram's limits, the disk. The slot is others' meanwhile."""
    slot = current_slot.get()
    if slot is None:
        yield
        return
    async with slot.left():
        yield
