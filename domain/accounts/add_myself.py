"""An administrator puts themselves into the directory: the first account of an empty one, linked to them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from domain.accounts.account import Account
from domain.accounts.folding import fold
from domain.audit import Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Atomically, Clock
from domain.errors import GonetsError, NotYours
from domain.messages.addresses import parse_address
from domain.people import Person, Question


class AlreadyLinked(GonetsError):
    """It is known already which account the person is."""

    key = "error-already-linked"


class OwnAccounts(Protocol):
    """Where accounts are kept, and who is which."""

    async def by_username(self, username: str) -> Account | None:
        """Return the account of that user name."""
        ...

    async def by_mboxes(self, mboxes: Iterable[str]) -> dict[str, list[Account]]:
        """Return the accounts that have those folded addresses."""
        ...

    async def add(self, account: Account) -> Account:
        """Keep a new account; return it with its number."""
        ...


class Links(Protocol):
    """Who is which account, and what they are asked."""

    async def save(self, person: Person) -> None:
        """Write the person's account."""
        ...

    async def ask(self, telegram_id: int, question: Question | None) -> None:
        """Keep the page's question, or close it."""
        ...


class AddMyself:
    """For administrators who are no account yet; an account with the address that is there already is taken."""

    def __init__(
        self, *, accounts: OwnAccounts, people: Links, audit: Audit, clock: Clock, atomically: Atomically
    ) -> None:
        self._accounts = accounts
        self._people = people
        self._audit = audit
        self._clock = clock
        self._atomically = atomically

    async def __call__(self, person: Person, typed: str) -> Account:
        """Return the account; raises NotYours, AlreadyLinked and InvalidAddress."""
        if not person.is_admin:
            raise NotYours("directory")
        if person.account_id is not None:
            raise AlreadyLinked(f"account {person.account_id}")
        address = parse_address(typed)

        async def work() -> Account:
            known = (await self._accounts.by_mboxes([fold(address)])).get(fold(address), [])
            account = next((item for item in known if item.active), None)
            if account is None:
                account = await self._add(person, address)
            await self._people.save(replace(person, account_id=account.id))
            await self._people.ask(person.telegram_id, None)
            changes = {"account": (None, account.full_name)}
            await self._note(person, Act.CHANGED, Kind.PERSON, person.telegram_id, person.name, changes)
            return account

        return await self._atomically(work)

    async def _add(self, person: Person, address: str) -> Account:
        taken = await self._accounts.by_username(address) is not None
        username = f"{address}-{person.telegram_id}" if taken else address
        account = await self._accounts.add(Account(0, username, person.name or address, address))
        changes = {"full_name": (None, account.full_name), "mbox": (None, account.mbox)}
        await self._note(person, Act.CREATED, Kind.ACCOUNT, account.id, account.full_name, changes)
        return account

    async def _note(
        self, person: Person, act: Act, kind: Kind, number: int, name: str, changes: dict[str, tuple[None, str]]
    ) -> None:
        entry = AuditEntry(
            at=self._clock(),
            actor=Actor(person.telegram_id),
            act=act,
            kind=kind,
            object_id=number,
            name=name,
            changes=changes,
        )
        await self._audit.note(entry)
