"""Showing the way to everything that administrators do."""

from bot.first_steps.admin_page import admin_page
from bot.first_steps.holding_page import holding_question_page
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.access.access_requests import AccessRequests
from domain.deliveries.holding import HoldEverything, Turned
from domain.journal.state_of_product import StateOfProduct
from domain.settings.undo_time import UndoTime


class Administration:
    """For administrators."""

    def __init__(
        self,
        *,
        screen: Screen,
        state_of_product: StateOfProduct,
        hold: HoldEverything,
        undo_time: UndoTime,
        requests: AccessRequests,
    ) -> None:
        self._screen = screen
        self._state = state_of_product
        self._hold = hold
        self._undo_time = undo_time
        self._requests = requests

    async def show(self, visit: Visit) -> None:
        """Show how everything stands, and the way to each page."""
        state, turned = await self._state(visit.person), await self._hold.look(visit.person)
        requests = await self._requests.waiting()
        await self._screen.page(visit, admin_page(visit, state, turned, await self._undo_time.look(), requests))

    async def ask_to_hold(self, visit: Visit, now: Turned) -> None:
        """Ask before everything is held back or let go."""
        waiting = (await self._state(visit.person)).waiting
        await self._screen.page(visit, holding_question_page(visit, now, waiting))
