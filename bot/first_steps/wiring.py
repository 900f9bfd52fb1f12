"""First steps, put together."""

from typing import Any

from bot.first_steps.questions import OwnAddress
from bot.first_steps.screen import FirstStepsScreen
from bot.telegram.asking import Redraws
from bot.telegram.screen import Screen
from domain.access.add_account_for import AddAccountFor
from domain.access.add_myself import AddMyself
from domain.first_steps import FirstSteps
from storage.repositories.people import PersonRepository
from storage.transactions import atomically


class Beginning:
    """The pages of first steps: `workflow` is what handlers get, `asked` the pages that ask."""

    def __init__(
        self,
        *,
        steps: FirstSteps,
        add: AddAccountFor,
        people: PersonRepository,
        screen: Screen,
    ) -> None:
        myself = AddMyself(add=add, people=people, atomically=atomically)
        self.screen = FirstStepsScreen(screen=screen, steps=steps, add_myself=myself)
        self.workflow: dict[str, Any] = {"first_steps": self.screen}
        self.asked = (Redraws(OwnAddress, self.screen.ask_again),)
