"""Asking for an account: a person who finds nobody leaves a request, and every administrator hears of it."""

from dataclasses import dataclass, replace
from typing import Literal

from domain.account_requests.account_requests import (
    ASKED,
    MOST_OPEN,
    AccountRequest,
    AccountRequests,
    RequestedAlready,
    TooManyRequests,
)
from domain.account_requests.decide_request import FillWaiting
from domain.accounts.directory import Directory
from domain.accounts.fields import FieldEmpty, checked
from domain.accounts.folding import fold
from domain.accounts.keep_accounts import KeepAccounts
from domain.accounts.typed_account import Typed, read_typed
from domain.announcements import Announcements, leave_to_administrators
from domain.clock import Atomically, Clock
from domain.errors import GonetsError, NotFound
from domain.people import People, Person
from domain.records.fillings import Fillings
from domain.records.record import Record, Records
from domain.records.template import StoredTemplate
from domain.work import Hints, WorkKind


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What came of it: a request, an account that was added at once, or one that had this address all along."""

    outcome: Literal["asked", "added", "known"]
    name: str


class AskForAccount:
    """Leaves a request for the question of a person's own record."""

    def __init__(
        self,
        *,
        requests: AccountRequests,
        directory: Directory,
        fillings: Fillings,
        records: Records,
        keep: KeepAccounts,
        fill: FillWaiting,
        people: People,
        announcements: Announcements,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._requests = requests
        self._directory = directory
        self._fillings = fillings
        self._records = records
        self._keep = keep
        self._fill = fill
        self._people = people
        self._announcements = announcements
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    async def begin(self, person: Person, record_id: int, attribute_number: int) -> Typed:
        """Return what the question that found nobody was asked for: a name, an address or both.

        Raises NotFound, NotYours, QuestionClosed or TooManyRequests.
        """
        filling = await self._fillings.pressed(person, record_id, attribute_number)
        await self._check_room(person)
        try:
            return read_typed(filling.asking.query if filling.asking else "")
        except GonetsError:
            return Typed("", "")

    async def __call__(
        self, person: Person, record_id: int, attribute_number: int, full_name: str, mbox: str
    ) -> AskedFor:
        """Raises what `begin` and `checked` raise, FieldEmpty, and RequestedAlready."""
        name, address = checked("full_name", full_name), checked("mbox", mbox)
        if not address:
            raise FieldEmpty(field="mbox")

        async def work() -> AskedFor:
            await self._people.ask(person.telegram_id, None)
            record, stored = await self._fillings.open(person, record_id)
            attribute = stored.attribute_by_number(attribute_number)
            if attribute is None:
                raise NotFound(f"attribute {attribute_number}")
            known = (await self._directory.by_mboxes([fold(address)])).get(fold(address), [])
            known = [account for account in known if account.active]
            if known:
                await self._search(person, record.id, attribute.system_name, address)
                return AskedFor("known", known[0].full_name)
            if any(fold(other.mbox) == fold(address) for other in await self._requests.open_of(person.telegram_id)):
                raise RequestedAlready(mbox=address)
            await self._check_room(person)
            if person.is_admin:
                return await self._add(person, record, attribute.system_name, name, address)
            await self._ask(person, record, stored, attribute.system_name, name, address)
            return AskedFor("asked", name)

        asked = await self._atomically(work)
        self._hints.wake(WorkKind.ANNOUNCEMENT)
        return asked

    async def for_address(self, person: Person, record_id: int, attribute_number: int, account_id: int) -> AskedFor:
        """Ask for the address of somebody who is there without one.

        Raises NotFound, NotYours, QuestionClosed, TooManyRequests and RequestedAlready.
        """

        async def work() -> AskedFor:
            filling = await self._fillings.pressed(person, record_id, attribute_number)
            account = await self._directory.get(account_id)
            if account is None or account.is_erased or filling.asking is None:
                raise NotFound(f"account {account_id}")
            attribute = filling.asking.attribute
            if account.is_reachable:
                await self._search(person, record_id, attribute, account.mbox)
                return AskedFor("known", account.full_name)
            if any(other.account_id == account_id for other in await self._requests.open_of(person.telegram_id)):
                raise RequestedAlready(mbox=account.full_name)
            await self._check_room(person)
            await self._ask(person, filling.record, filling.template, attribute, account.full_name, "", account_id)
            return AskedFor("asked", account.full_name)

        asked = await self._atomically(work)
        self._hints.wake(WorkKind.ANNOUNCEMENT)
        return asked

    async def _ask(
        self,
        person: Person,
        record: Record,
        stored: StoredTemplate,
        attribute: str,
        name: str,
        mbox: str,
        account_id: int | None = None,
    ) -> None:
        request = await self._requests.add(
            AccountRequest(
                0, person.telegram_id, name, mbox, self._clock(), record.id, attribute, account_id=account_id
            )
        )
        # A draft that waits for somebody is no blank one: it is kept when it is left.
        await self._fillings.save(record, record.values, stored)
        await self._go_on(person, await self._fillings.reload(record.id), stored, attribute)
        await leave_to_administrators(self._announcements, self._people, ASKED, request.id)

    async def _add(self, person: Person, record: Record, attribute: str, name: str, address: str) -> AskedFor:
        """An administrator needs to ask nobody: the account is there at once, and answers the question."""
        account = await self._keep.add_or_restore(person, name, address)
        waiting = AccountRequest(0, person.telegram_id, name, address, self._clock(), record.id, attribute)
        await self._fill(waiting, account)
        await self._search(person, record.id, attribute, "")
        return AskedFor("added", name)

    async def _go_on(self, person: Person, record: Record, stored: StoredTemplate, attribute: str) -> None:
        """Let the rest of the form be written while this question waits."""
        asking = await self._records.asking(person.telegram_id)
        if asking is not None and (asking.record_id, asking.attribute) == (record.id, attribute):
            await self._fillings.go_on(record, stored)

    async def _search(self, person: Person, record_id: int, attribute: str, text: str) -> None:
        """Let the question show what is found by `text` now."""
        asking = await self._records.asking(person.telegram_id)
        if asking is not None and (asking.record_id, asking.attribute) == (record_id, attribute):
            await self._records.ask(replace(asking, query=text, page=0))

    async def _check_room(self, person: Person) -> None:
        if len(await self._requests.open_of(person.telegram_id)) >= MOST_OPEN:
            raise TooManyRequests(limit=MOST_OPEN)
