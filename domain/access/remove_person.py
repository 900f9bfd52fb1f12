"""Removing a person: what becomes of their drafts and waiting letters is said with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from domain.access.acting import Administrators, PersonGone
from domain.announcements import Announcements
from domain.audit import Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Atomically, Clock
from domain.configuration.authors import StopWithoutAuthor
from domain.people import People, Person
from domain.records.record import Records
from domain.records.template_access import TemplateGrants
from domain.runs.steer_letters import SteerLetters
from domain.work import Hints, WorkKind

HEIR_TOPIC = "handed-over"
"""What a person is told who took somebody's drafts and letters."""


class Disposal(IntEnum):
    """What becomes of what a removed person left; buttons carry the number."""

    LET_GO = 0
    CANCEL = 1
    HAND_OVER = 2


@dataclass(frozen=True, slots=True)
class Left:
    """How much a person has open: drafts, and records whose letters are under way or wait for an answer."""

    drafts: int = 0
    letters: int = 0

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to be decided."""
        return not self.drafts and not self.letters


class Belongings(Protocol):
    """What people have open. Writes belong inside the caller's transaction."""

    async def count(self, telegram_id: int) -> Left:
        """Return how much the person has open."""
        ...

    async def underway(self, telegram_id: int) -> Sequence[int]:
        """Return the records whose letters have not gone yet."""
        ...

    async def hand_over(self, telegram_id: int, heir_id: int) -> Left:
        """Make everything that is open somebody else's, with its runs and letters, so that reports go to them."""
        ...


@dataclass(frozen=True, slots=True)
class Removed:
    """Who was removed, and whether by this press; if not, `by` is the name of who was first."""

    person: Person
    first: bool
    by: str = ""


class RemovePerson:
    """Takes the access away in one transaction with everything that follows. A second press changes nothing."""

    def __init__(
        self,
        *,
        administrators: Administrators,
        people: People,
        records: Records,
        belongings: Belongings,
        steer: SteerLetters,
        grants: TemplateGrants,
        announcements: Announcements,
        authors: StopWithoutAuthor,
        audit: Audit,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._administrators = administrators
        self._people = people
        self._records = records
        self._belongings = belongings
        self._steer = steer
        self._grants = grants
        self._announcements = announcements
        self._authors = authors
        self._audit = audit
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    async def left(self, telegram_id: int) -> Left:
        """Return what the person would leave."""
        return await self._belongings.count(telegram_id)

    async def __call__(
        self,
        by: Person | None,
        telegram_id: int,
        disposal: Disposal,
        *,
        heir_id: int | None = None,
        stamp: int | None = None,
    ) -> Removed:
        """Raises NotYours, PersonGone, PersonChanged, LastAdministrator or FixedAdministrator."""
        removed = await self._atomically(lambda: self._work(by, telegram_id, disposal, heir_id, stamp))
        for kind in (WorkKind.ANNOUNCEMENT, WorkKind.RUN, WorkKind.DELIVERY, WorkKind.REPORT):
            self._hints.wake(kind)
        return removed

    async def _work(
        self, by: Person | None, telegram_id: int, disposal: Disposal, heir_id: int | None, stamp: int | None
    ) -> Removed:
        actor = await self._administrators.acting(by)
        if await self._people.get(telegram_id) is None:
            known = (await self._people.get_many([telegram_id])).get(telegram_id)
            if known is None:
                raise PersonGone(f"person {telegram_id}")
            return Removed(known, first=False, by=await self._administrators.last_hand(telegram_id))
        person = await self._administrators.get(telegram_id, stamp)
        await self._administrators.check_can_be_spared(person)
        if disposal is Disposal.CANCEL:
            for record_id in await self._belongings.underway(telegram_id):
                await self._steer.cancel_all(person, record_id)
        elif disposal is Disposal.HAND_OVER:
            await self._hand_over(actor, person, heir_id)
        await self._records.stop_asking(telegram_id)
        await self._people.ask(telegram_id, None)
        await self._grants.forget(telegram_id)
        await self._people.remove(telegram_id)
        await self._authors(actor)
        await self._note(actor, Act.REMOVED, person, role=(person.role, None), fate=(None, disposal.name.lower()))
        return Removed(person, first=True)

    async def _hand_over(self, actor: Actor, person: Person, heir_id: int | None) -> None:
        heir = None if heir_id in {None, person.telegram_id} else await self._people.get(heir_id or 0)
        if heir is None:
            raise PersonGone(f"person {heir_id}")
        taken = await self._belongings.hand_over(person.telegram_id, heir.telegram_id)
        about = {"name": person.name or str(person.telegram_id), "drafts": taken.drafts, "letters": taken.letters}
        await self._announcements.add(heir.telegram_id, HEIR_TOPIC, person.telegram_id, about)
        await self._note(
            actor,
            Act.HANDED_OVER,
            person,
            to=(None, heir.name or str(heir.telegram_id)),
            drafts=(None, taken.drafts),
            letters=(None, taken.letters),
        )

    async def _note(self, actor: Actor, act: Act, person: Person, **changes: tuple[object, object]) -> None:
        await self._audit.note(
            AuditEntry(
                self._clock(),
                actor,
                act,
                Kind.PERSON,
                object_id=person.telegram_id,
                name=person.name,
                changes=changes,
            )
        )
