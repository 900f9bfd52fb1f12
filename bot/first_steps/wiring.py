"""First steps, put together."""

from typing import Any

from bot.first_steps.administration import Administration
from bot.first_steps.questions import OwnAddress
from bot.first_steps.screen import FirstStepsScreen
from bot.ground import Ground
from bot.telegram.asking import Redraws
from domain.access.add_account_for import AddAccountFor
from domain.access.add_myself import AddMyself
from domain.deliveries.holding import HoldEverything
from domain.journal.state_of_product import StateOfProduct
from domain.settings.undo_time import UndoTime
from storage.repositories.access_requests import AccessRequestRepository
from storage.transactions import atomically


class Beginning:
    """The pages of first steps: `workflow` is what handlers get, `asked` the pages that ask."""

    def __init__(
        self,
        ground: Ground,
        *,
        add: AddAccountFor,
        undo_time: UndoTime,
        state_of_product: StateOfProduct,
        hold: HoldEverything,
    ) -> None:
        myself = AddMyself(add=add, people=ground.people, atomically=atomically)
        self.screen = FirstStepsScreen(
            screen=ground.screen, steps=ground.first_steps, add_myself=myself, undo_time=undo_time
        )
        administration = Administration(
            screen=ground.screen,
            state_of_product=state_of_product,
            hold=hold,
            undo_time=undo_time,
            requests=AccessRequestRepository(),
        )
        self.workflow: dict[str, Any] = {
            "first_steps": self.screen,
            "administration": administration,
            "hold": hold,
            "undo_time": undo_time,
        }
        self.asked = (Redraws(OwnAddress, self.screen.ask_again),)
