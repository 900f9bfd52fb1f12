"""An administrator puts themselves into the directory: the first account of an empty one, linked to them."""

from typing import Protocol

from domain.access.add_account_for import AddAccountFor
from domain.accounts.account import Account
from domain.clock import Atomically
from domain.errors import GonetsError, NotYours
from domain.messages.addresses import parse_address
from domain.people import OpenQuestion, Person


class AlreadyLinked(GonetsError):
    """It is known already which account the person is."""

    key = "error-already-linked"


class Questions(Protocol):
    """The question that each person has open."""

    async def ask(self, telegram_id: int, question: OpenQuestion | None) -> None:
        """Keep the page's question, or close it."""
        ...


class AddMyself:
    """For administrators who are no account yet; an account with the address that is there already is taken."""

    def __init__(self, *, add: AddAccountFor, people: Questions, atomically: Atomically) -> None:
        self._add = add
        self._people = people
        self._atomically = atomically

    async def __call__(self, person: Person, typed: str) -> Account:
        """Return the account; raises NotYours, AlreadyLinked and InvalidAddress."""
        if not person.is_admin:
            raise NotYours("directory")
        if person.account_id is not None:
            raise AlreadyLinked(f"account {person.account_id}")
        address = parse_address(typed)

        async def work() -> Account:
            linked = await self._add(person, person.telegram_id, person.name or address, address, person.stamp)
            await self._people.ask(person.telegram_id, None)
            return linked.account

        return await self._atomically(work)
