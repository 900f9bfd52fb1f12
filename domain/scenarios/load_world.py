"""Opening the world of a run or of a single formula, and reading records and accounts for it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from domain.accounts.account import Account, Accounts
from domain.configured.route import Route
from domain.configured.stored import Versions
from domain.documents import Stored
from domain.errors import NotFound
from domain.formulas.searches import Found, Search
from domain.people import People, Person
from domain.records.entity import KnownRecord
from domain.records.record import Record
from domain.records.stored_templates import StoredTemplates, template_named
from domain.records.template import RecordTemplate, StoredTemplate
from domain.scenarios.basis import Basis
from domain.scenarios.in_force import InForce
from domain.scenarios.world import World
from domain.sections import Section

FORMER_KNOWN = 64
"""How many former documents are kept read: runs that began before a change go on by the same few."""


class RecordsByNumber(Protocol):
    """Records, to be read."""

    async def get(self, record_id: int) -> Record | None:
        """Return the record, deleted ones not."""
        ...

    async def get_many(self, record_ids: Iterable[int]) -> dict[int, Record]:
        """Return the records of those numbers, deleted ones not."""
        ...

    async def origins(self, record_ids: Collection[int]) -> Mapping[int, tuple[int, int]]:
        """Return the template and the creator of each record of those numbers, deleted ones not."""
        ...


class WorldDocuments(StoredTemplates, Versions, Protocol):
    """What of the configuration a world is made of."""

    async def in_force(self, revisions: tuple[Any, ...] | None) -> InForce:
        """Return what is in force now, all of one moment; whoever has just read the `revisions` gives them."""
        ...


class Queries(Protocol):
    """Answers what queries look for (`domain.records.query_records.QueryRecords`)."""

    async def __call__(
        self, searches: Collection[Search], person: Person | None, *, everything: bool
    ) -> Mapping[Search, Found | None]:
        """Return what each search finds, of what the person may see."""
        ...


class WorldLoader:
    """Opens worlds. Implements `domain.scenarios.world.WorldSource` for them."""

    def __init__(
        self,
        records: RecordsByNumber,
        accounts: Accounts,
        people: People,
        configured: WorldDocuments,
        time_zone: str,
        queries: Queries | None = None,
    ) -> None:
        self._queries = queries
        self._records = records
        self._accounts = accounts
        self._people = people
        self._configured = configured
        self._time_zone = time_zone
        self._former: dict[tuple[str, int, int], Any] = {}

    async def __call__(
        self,
        record_id: int,
        person_id: int,
        values: dict[str, object] | None = None,
        basis: Basis | None = None,
    ) -> World:
        """Open the world of a run; raises NotFound when the record or its template is gone.

        `values` stand in for the record's own. With `basis` its template and the routes are as they were then, else as
        they are now.
        """
        record = await self._records.get(record_id)
        if record is None:
            raise NotFound(f"record {record_id}")
        people = await self._people.get_many({person_id, record.creator_id})
        return await self.of_read(record, people, person_id, record.values if values is None else values, basis)

    async def of_read(
        self,
        record: Record,
        people: Mapping[int, Person],
        person_id: int,
        values: Mapping[str, Any],
        basis: Basis | None = None,
        revisions: tuple[Any, ...] | None = None,
    ) -> World:
        """Open the world of a run whose record and people are read, and of which revisions all is; raises NotFound."""
        configured = await self._configured.in_force(revisions)
        stored = configured.templates.get(record.template_id)
        if stored is None:
            raise NotFound(f"record {record.id}")
        # Letters of somebody who was removed meanwhile go as they were meant: with their own account.
        person = people.get(person_id)
        template, routes = stored.document, configured.documents
        if basis is not None:
            template = await self._as_of(Section.TEMPLATES, stored, basis.template)
            then = {
                name: await self._as_of(Section.ROUTES, configured.routes[name], revision)
                for name, revision in basis.routes.items()
                if name in routes and revision != configured.routes[name].revision
            }
            routes = {**routes, **then} if then else routes
        world = World(
            source=self,
            person_id=person_id,
            account_id=person.account_id if person else None,
            time_zone=self._zone(person),
            record_id=record.id,
            routes=routes,
            connections=configured.connections,
            copy_to_author=person is not None and person.copy_to_self,
        )
        _lay_over(world, record, template, values, people.get(record.creator_id))
        return world

    def of_nobody(self) -> World:
        """Open a world without a record, for a formula that somebody tries at the machine."""
        return World(self, 0, None, ZoneInfo(self._time_zone))

    async def around(
        self, record: Record, template: RecordTemplate, person: Person, values: Mapping[str, Any] | None = None
    ) -> World:
        """Open the world of a formula over a record that somebody has before them: a condition, a default."""
        creator = person if record.creator_id == person.telegram_id else await self._creator(record.creator_id)
        world = World(self, person.telegram_id, person.account_id, self._zone(person), record.id)
        _lay_over(world, record, template, record.values if values is None else values, creator)
        return world

    async def accounts(self, numbers: Collection[int]) -> Mapping[int, Account]:
        """Return the accounts of those numbers that exist."""
        return await self._accounts.get_many(numbers)

    async def find(
        self, searches: Collection[Search], person_id: int, *, everything: bool = False
    ) -> Mapping[Search, Found | None]:
        """Return what each search finds, of what the person may see; None for a template that there is not."""
        if self._queries is None:
            return dict.fromkeys(searches, Found())
        return await self._queries(searches, await self._people.get(person_id), everything=everything)

    async def records(
        self, numbers: Collection[int], person_id: int, *, everything: bool = False
    ) -> Mapping[int, KnownRecord | None]:
        """Return the records of those numbers that exist; None for one that the person may not see."""
        found = await self._records.get_many(numbers)
        templates = await self._documents({record.template_id for record in found.values()})
        creators = {record.creator_id for record in found.values()}
        people = await self._people.get_many(creators) if creators else {}
        seen = creators if everything else await self._seen(creators, person_id)
        return {
            number: KnownRecord(record, templates[record.template_id], record.values, _account_of(people, record))
            if record.creator_id in seen
            else None
            for number, record in found.items()
            if record.template_id in templates
        }

    async def visible(
        self, numbers: Collection[int], person_id: int, *, everything: bool = False
    ) -> Mapping[int, bool]:
        """Tell of the records of those numbers that exist whether the person may see them."""
        found = await self._records.origins(numbers)
        templates = await self._documents({template for template, _ in found.values()})
        creators = {creator for _, creator in found.values()}
        seen = creators if everything else await self._seen(creators, person_id)
        return {number: creator in seen for number, (template, creator) in found.items() if template in templates}

    async def _documents(self, numbers: Collection[int]) -> Mapping[int, RecordTemplate]:
        """Return the record templates of those numbers that exist."""
        found = {number: await self._configured.template_by_id(number) for number in numbers}
        return {number: stored.document for number, stored in found.items() if stored is not None}

    async def _seen(self, creators: set[int], person_id: int) -> set[int]:
        """Return whose records a person sees: whoever was removed, or is no administrator any more, their own alone."""
        if creators <= {person_id}:
            return creators
        person = await self._people.get(person_id)
        return creators if person is not None and person.is_admin else {person_id}

    async def template(self, name: str) -> StoredTemplate | None:
        """Return the record template of that name, as it is now."""
        return template_named(await self._configured.templates(), name)

    def _zone(self, person: Person | None) -> ZoneInfo:
        return ZoneInfo((person.time_zone if person else None) or self._time_zone)

    async def _creator(self, telegram_id: int) -> Person | None:
        return (await self._people.get_many([telegram_id])).get(telegram_id)

    async def _as_of(self, section: str, now: StoredTemplate | Stored[Route], revision: int) -> Any:
        """Return an object's document as it was at a revision; as it is now where that revision is not kept."""
        if revision == now.revision:
            return now.document
        which = (section, now.id, revision)
        if which not in self._former:
            version = await self._configured.version(*which)
            if version is None:
                return now.document
            if len(self._former) >= FORMER_KNOWN:
                self._former.clear()
            self._former[which] = type(now.document).from_stored(version.document)
        return self._former[which]


def _lay_over(
    world: World, record: Record, template: RecordTemplate, values: Mapping[str, Any], creator: Person | None
) -> None:
    account_id = None if creator is None else creator.account_id
    world.at_hand.laid_over[record.id] = KnownRecord(record, template, values, account_id)


def _account_of(people: Mapping[int, Person], record: Record) -> int | None:
    person = people.get(record.creator_id)
    return None if person is None else person.account_id
