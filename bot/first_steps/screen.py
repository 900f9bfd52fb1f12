"""Showing first steps, and the pages that belong to them alone."""

from collections.abc import Mapping
from typing import Any

from bot.composing.screen import Screen
from bot.first_steps.pages import add_me_page, first_accounts_page, first_people_page, first_steps_page
from domain.access.add_myself import AddMyself
from domain.errors import NotFound
from domain.first_steps import FirstSteps
from domain.people import People, Person, Question

TOPIC = "own_address"


class FirstStepsScreen:
    """For administrators."""

    def __init__(self, *, screen: Screen, steps: FirstSteps, add_myself: AddMyself, people: People) -> None:
        self._screen = screen
        self._steps = steps
        self._add_myself = add_myself
        self._people = people

    async def show(self, person: Person, *, at: int | None, notice: str | None = None) -> None:
        """Show what is done and what is next."""
        page = first_steps_page(self._screen.reader(person), await self._steps(person))
        await self._screen.page(person, page, at=at, notice=notice)

    async def hide(self, person: Person, *, hidden: bool, at: int | None) -> None:
        """Lead the person no longer, or again."""
        progress = await self._steps.hide(person, hidden=hidden)
        reader = self._screen.reader(person)
        notice = reader.text("first-steps-hidden") if hidden else None
        await self._screen.page(person, first_steps_page(reader, progress), at=at, notice=notice)

    async def accounts(self, person: Person, *, at: int | None) -> None:
        """Show how recipients come into the directory."""
        page = first_accounts_page(self._screen.reader(person), linked=person.account_id is not None)
        await self._screen.page(person, page, at=at)

    async def people(self, person: Person, *, at: int | None) -> None:
        """Show how others are let in."""
        await self._screen.page(person, first_people_page(self._screen.reader(person)), at=at)

    async def ask_address(self, person: Person, *, at: int | None, notice: str | None = None) -> None:
        """Ask for the administrator's own address."""
        offered = await self._offered(person)
        await self._people.ask(person.telegram_id, Question(TOPIC))
        await self._screen.page(person, add_me_page(self._screen.reader(person), offered), at=at, notice=notice)

    async def ask_again(
        self,
        person: Person,
        about: Mapping[str, Any],  # noqa: ARG002 - whatever it is about, it is their own address
        *,
        at: int | None = None,
        notice: str | None = None,
    ) -> None:
        """Draw the question that is open again."""
        await self.ask_address(person, at=at, notice=notice)

    async def add_offered(self, person: Person, number: int, *, at: int | None) -> None:
        """Take the address that was pressed."""
        offered = await self._offered(person)
        if not 1 <= number <= len(offered):
            raise NotFound(f"address {number}")
        await self.add(person, offered[number - 1], at=at)

    async def add(self, person: Person, address: str, *, at: int | None) -> None:
        """Put the administrator into the directory."""
        account = await self._add_myself(person, address)
        notice = self._screen.reader(person).text("added-myself", name=account.full_name, mbox=account.mbox)
        await self.show(person, at=at, notice=notice)

    async def _offered(self, person: Person) -> list[str]:
        """Return addresses that are likely theirs: those of the connection."""
        connection = (await self._steps(person)).connection
        if connection is None or not connection.document.enabled:
            return []
        found = [connection.document.username or "", connection.document.sender_address]
        return [address for address in dict.fromkeys(found) if "@" in address]
