"""Asking for an account: a person who finds nobody leaves a request, and every administrator hears of it."""

from dataclasses import dataclass

from domain.accounts.account import Account
from domain.accounts.account_requests import (
    ASKED,
    MOST_OPEN,
    AccountRequest,
    AccountRequests,
    RequestedAlready,
    TooManyRequests,
)
from domain.accounts.directory import Directory
from domain.accounts.fields import FieldEmpty, checked
from domain.accounts.folding import fold
from domain.announcements import Announcements
from domain.clock import Atomically, Clock
from domain.errors import NotFound
from domain.people import People, Person
from domain.records.places import Places
from domain.work import Hints, WorkKind


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of it: a request, or the account that had this address all along."""

    request: AccountRequest | None = None
    known: Account | None = None


class AskForAccount:
    """Leaves a request for the question of a person's own record."""

    def __init__(
        self,
        *,
        requests: AccountRequests,
        directory: Directory,
        places: Places,
        people: People,
        announcements: Announcements,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._requests = requests
        self._directory = directory
        self._places = places
        self._people = people
        self._announcements = announcements
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    async def begin(self, person: Person, record_id: int, attribute_number: int) -> str:
        """Return what was typed into the question that found nobody.

        Raises NotFound, NotYours, QuestionClosed or TooManyRequests.
        """
        place = await self._places.pressed(person, record_id, attribute_number)
        await self._check_room(person)
        return place.asking.query if place.asking else ""

    async def __call__(self, person: Person, record_id: int, attribute_number: int, full_name: str, mbox: str) -> Asked:
        """Raises what `begin` and `checked` raise, FieldEmpty, and RequestedAlready."""
        name, address = checked("full_name", full_name), checked("mbox", mbox)
        if not address:
            raise FieldEmpty(field="mbox")

        async def work() -> Asked:
            record, stored = await self._places.open(person, record_id)
            attribute = stored.attribute_by_number(attribute_number)
            if attribute is None:
                raise NotFound(f"attribute {attribute_number}")
            known = (await self._directory.by_mboxes([fold(address)])).get(fold(address), [])
            known = [account for account in known if account.active]
            if known:
                return Asked(known=known[0])
            if any(fold(other.mbox) == fold(address) for other in await self._requests.open_of(person.telegram_id)):
                raise RequestedAlready(mbox=address)
            await self._check_room(person)
            request = await self._requests.add(
                AccountRequest(0, person.telegram_id, name, address, self._clock(), record.id, attribute.system_name)
            )
            for other in await self._people.everybody():
                if other.is_admin:
                    await self._announcements.add(other.telegram_id, ASKED, request.id)
            return Asked(request)

        asked = await self._atomically(work)
        self._hints.wake(WorkKind.ANNOUNCEMENT)
        return asked

    async def _check_room(self, person: Person) -> None:
        if len(await self._requests.open_of(person.telegram_id)) >= MOST_OPEN:
            raise TooManyRequests(limit=MOST_OPEN)
