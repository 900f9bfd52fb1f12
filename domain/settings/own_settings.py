"""What people set for themselves: the language, the time zone, and whether a copy of each letter goes to them."""

from collections.abc import Awaitable, Callable
from typing import Any

from domain.accounts.account import Account, Accounts
from domain.audit import Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Atomically, Clock
from domain.errors import GonetsError, NotFound
from domain.people import People, Person
from domain.time_zones import existing_zone


class NoOwnAddress(GonetsError):
    """A copy has nowhere to go: the person is linked to no account with an address."""

    key = "error-no-own-address"


class OwnSettings:
    """Looks up and changes what is a person's own. Every method returns the person as they are then."""

    def __init__(
        self, *, people: People, accounts: Accounts, audit: Audit, clock: Clock, atomically: Atomically
    ) -> None:
        self._people = people
        self._accounts = accounts
        self._audit = audit
        self._clock = clock
        self._atomically = atomically

    async def account(self, person: Person) -> Account | None:
        """Return the account that is them, if it is known and still there."""
        return None if person.account_id is None else await self._accounts.get(person.account_id)

    async def speak(self, person: Person, language: str) -> Person:
        """Speak a language with them."""
        return await self._change(
            person,
            "language",
            person.language,
            language,
            lambda: self._people.set_language(person.telegram_id, language),
        )

    async def live_in(self, person: Person, time_zone: str) -> Person:
        """Show moments by a zone's clock; raises UnknownTimeZone."""
        zone = existing_zone(time_zone)

        async def write() -> None:
            await self._people.set_time_zone(person.telegram_id, zone)
            await self._people.ask(person.telegram_id, None)

        return await self._change(person, "time_zone", person.time_zone, zone, write)

    async def copy_to_self(self, person: Person, wanted: bool) -> Person:
        """Send a copy of each letter to them, or no more; raises NoOwnAddress."""
        account = await self.account(person)
        if wanted and not (account and account.active and account.mbox):
            raise NoOwnAddress
        return await self._change(
            person,
            "copy_to_self",
            person.copy_to_self,
            wanted,
            lambda: self._people.set_copy_to_self(person.telegram_id, wanted),
        )

    async def _change(
        self, person: Person, name: str, before: Any, after: Any, write: Callable[[], Awaitable[None]]
    ) -> Person:
        async def work() -> Person:
            await write()
            if before != after:
                entry = AuditEntry(
                    self._clock(),
                    Actor(person.telegram_id),
                    Act.CHANGED,
                    Kind.PERSON,
                    person.telegram_id,
                    person.name,
                    {name: (before, after)},
                )
                await self._audit.note(entry)
            changed = await self._people.get(person.telegram_id)
            if changed is None:
                raise NotFound
            return changed

        return await self._atomically(work)
