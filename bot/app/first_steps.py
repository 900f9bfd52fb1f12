"""First steps, put together."""

from typing import Any

from bot.first_steps_screen import TOPIC, FirstStepsScreen
from bot.questions import AskAgain
from bot.screen import Screen
from domain.accounts.add_myself import AddMyself
from domain.audit import Audit
from domain.clock import Clock
from domain.first_steps import FirstSteps
from storage.repositories.accounts import AccountRepository
from storage.repositories.people import PersonRepository
from storage.transactions import atomically


class Beginning:
    """The pages of first steps: `workflow` is what handlers get, `asked` the pages that ask."""

    def __init__(
        self,
        *,
        steps: FirstSteps,
        accounts: AccountRepository,
        people: PersonRepository,
        audit: Audit,
        screen: Screen,
        clock: Clock,
    ) -> None:
        add = AddMyself(accounts=accounts, people=people, audit=audit, clock=clock, atomically=atomically)
        self.screen = FirstStepsScreen(screen=screen, steps=steps, add_myself=add, people=people)
        self.workflow: dict[str, Any] = {"first_steps": self.screen}
        self.asked: dict[str, AskAgain] = {TOPIC: self.screen.ask_again}
