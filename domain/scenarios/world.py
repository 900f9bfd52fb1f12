"""The world of a run, a condition or a default: records and accounts are read on demand, in batches."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import Any, Protocol, TypeVar

from domain.accounts.account import Account
from domain.accounts.entity import account_entity
from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.documents import Stored
from domain.formulas import Entity, Formula, NotLoaded, Reference
from domain.formulas.searches import MAX_ROWS, Found, Search, without_paths
from domain.records.entity import KnownRecord
from domain.records.record import Record
from domain.records.staged import SpilledRecord, StagedRecord
from domain.records.template import StoredTemplate
from domain.scenarios.at_hand import AtHand
from domain.turns import in_turns

Result = TypeVar("Result")

LONGEST_ID = 18
"""Digits of a number that the database may hold."""


UNUSED = 10**15
"""From here on no record has a number."""


class WorldSource(Protocol):
    """Where records and accounts are read, each by one statement or so, however many they are."""

    async def accounts(self, numbers: Collection[int]) -> Mapping[int, Account]:
        """Return the accounts of those numbers that exist."""
        ...

    async def records(
        self, numbers: Collection[int], person_id: int, *, everything: bool = False
    ) -> Mapping[int, KnownRecord | None]:
        """Return the records of those numbers that exist; None for one that the person may not see."""
        ...

    async def visible(
        self, numbers: Collection[int], person_id: int, *, everything: bool = False
    ) -> Mapping[int, bool]:
        """Tell of the records of those numbers that exist whether the person may see them."""
        ...

    async def find(
        self, searches: Collection[Search], person_id: int, *, everything: bool = False
    ) -> Mapping[Search, Found | None]:
        """Return the numbers of the records that queries look for, of those that the person may see.

        None for a template that there is not.
        """
        ...

    async def template(self, name: str) -> StoredTemplate | None:
        """Return the record template of that name, as it is now."""
        ...


class NewNumbers(Protocol):
    """Numbers for records that do not exist yet."""

    async def __call__(self) -> int:
        """Return one that no other record ever has."""
        ...


class Spilled(Protocol):
    """Where staged records are that are too many to be held."""

    async def read(self, records: Mapping[int, SpilledRecord]) -> Mapping[int, StagedRecord]:
        """Return them by their numbers."""
        ...


Held = Callable[[int], Awaitable[bool]]
"""Tells whether a record, by its number, is under way by others."""

LoopItems = Callable[[int, int], Awaitable[Sequence[Any]]]
"""Reads the items of a long loop, by its number and that of the lot."""


@dataclass(slots=True)
class World:
    """What may be seen for its author: the records and accounts that they may, and the configuration as it holds now.

    `record_id` is the record that it is about. Where it `stops`, nothing is read: NotLoaded is raised.
    """

    source: WorldSource
    person_id: int
    account_id: int | None
    time_zone: tzinfo
    record_id: int | None = None
    routes: Mapping[str, Route] = field(default_factory=dict)
    connections: Mapping[str, Stored[Connection]] = field(default_factory=dict)
    copy_to_author: bool = False
    sees_everything: bool = False
    """Whether its scenario says `sees: everything`."""
    numbers: NewNumbers | None = None
    """Where numbers for new records come from; where it is None none is kept, and any unused ones will do."""
    loops: LoopItems | None = None
    """Where the items of long loops are read that the run has kept."""
    spilled: Spilled | None = None
    """Where staged records are read that are not held."""
    held: Held | None = None
    """Where it is None, whatever is under way is so by others, but for its own record."""
    known_held: dict[int, bool] = field(default_factory=dict)
    """What `held` has told: once for each record is enough, since the end of the segment looks again."""
    at_hand: AtHand = field(default_factory=AtHand)
    stops: bool = False
    unforeseen: int = 0
    """How often evaluation has stopped for something, which was read only then."""

    def stopping(self) -> "World":
        """Return this world as one who only looks ahead has it."""
        glance = copy(self)
        glance.stops = True
        return glance

    async def items_of(self, loop: int | None, lot: int) -> Sequence[Any]:
        """Return a lot of a long loop's items."""
        if self.loops is None or loop is None:
            raise LookupError(f"the items of loop {loop} are nowhere")
        return await self.loops(loop, lot)

    async def is_held(self, record: Record) -> bool:
        """Whether a record is under way by others than its run, so that it must not be changed."""
        if not record.status.is_busy:
            return False
        if self.held is None:
            return record.id != self.record_id
        if record.id not in self.known_held:
            self.known_held[record.id] = await self.held(record.id)
        return self.known_held[record.id]

    async def new_number(self) -> int:
        """Return a number for a record that does not exist yet."""
        return UNUSED + self.at_hand.new if self.numbers is None else await self.numbers()

    async def work_out(self, work: Callable[[], Result]) -> Result:
        """Return what `work` gives, which is pure: it is begun again after what it has missed was read."""
        while True:
            try:
                return work()
            except NotLoaded as stop:
                if self.stops:
                    raise
                self.unforeseen += 1
                await self.load(stop.references, stop.searches)

    async def load(self, references: Iterable[Reference], searches: Collection[Search] = ()) -> None:
        """Read what of it is not at hand, and what the records among it name."""
        missing = self.at_hand.missing(references)
        if (missing or searches) and self.stops:
            raise NotLoaded(missing, searches)
        if searches:
            self.at_hand.hold_found(await self._find(searches))
        records = sorted(number for kind, number in missing if kind == "record")
        spilled = self.at_hand.spilled_among(records)
        if spilled and self.spilled is not None:
            unspilled = await self.spilled.read(spilled)
            self.at_hand.hold_spilled(unspilled)
            missing |= {item for one in unspilled.values() for item in one.known.references if item[0] == "account"}
        records = [number for number in records if number not in spilled]
        if records:
            found = await self.source.records(records, self.person_id, everything=self.sees_everything)
            self.at_hand.hold_records(records, found)
            named = (one.references for one in found.values() if one is not None)
            missing |= {item for some in named for item in some if item[0] == "account"}
        accounts = sorted(number for kind, number in self.at_hand.missing(missing) if kind == "account")
        if accounts:
            self.at_hand.hold_accounts(accounts, await self.source.accounts(accounts))

    async def _find(self, searches: Collection[Search]) -> Mapping[Search, Found | None]:
        """Return what queries find among what is stored, with all that is staged: a filter may find too much."""
        staged: dict[str, list[int]] = {}
        for number, record in self.at_hand.staged.items():
            staged.setdefault(record.template.system_name, []).append(number)
        # What is stored of records that others lead to may have been staged otherwise.
        asked = {search: without_paths(search) if staged else search for search in searches}
        found = await self.source.find(set(asked.values()), self.person_id, everything=self.sees_everything)
        return {search: _with(found[one], staged.get(search.template, ())) for search, one in asked.items()}

    async def load_for(self, works: Iterable[Callable[[], Awaitable[object]]]) -> None:
        """Read what all of these stop at, together, round by round, until none of them stops."""
        waiting = list(works)
        while waiting:
            references: set[Reference] = set()
            searches: set[Search] = set()
            still = []
            async for work in in_turns(waiting):
                try:
                    await work()
                except NotLoaded as stop:
                    references |= stop.references
                    searches |= stop.searches
                    still.append(work)
            if references or searches:
                await self.load(references, searches)
            waiting = still

    async def visible(self, numbers: Collection[int]) -> Mapping[int, bool]:
        """Tell of those records that exist whether the run may see them; nothing of them is held."""
        ours = [number for number in numbers if number in self.at_hand.laid_over or number in self.at_hand.staged]
        others = set(numbers).difference(ours)
        found = await self.source.visible(others, self.person_id, everything=self.sees_everything) if others else {}
        return {**found, **dict.fromkeys(ours, True)}

    def forget_some(self, times: int = 1) -> None:
        """Between two actions: hold no more than is enough, or so many times that."""
        if self.at_hand.is_larger(times) and not self.stops:
            self.at_hand.forget()

    def view(self, record: Entity | None, variables: Mapping[str, Any], now: datetime) -> "View":
        """Return what a formula reads."""
        return View(self, record, variables, now)

    async def evaluate(self, formula: Formula, now: datetime) -> Any:
        """Return a formula's value for the record that this is about, outside of a run."""
        record = None if self.record_id is None else self.at_hand.record(self.record_id)
        return await self.work_out(lambda: formula.evaluate(self.view(record, {}, now)))


def _with(found: Found | None, staged: Collection[int]) -> Found | None:
    if found is None or not staged:
        return found
    numbers = sorted({*found.records, *staged})
    return replace(found, records=tuple(numbers[:MAX_ROWS]), more=found.more or len(numbers) > MAX_ROWS)


@dataclass(frozen=True, slots=True)
class View:
    """What a formula reads of the world. Implements `domain.formulas.View`."""

    world: World
    record: Entity | None
    variables: Mapping[str, Any]
    now: datetime

    @property
    def user(self) -> Entity | None:
        """The author's account."""
        return account_entity(self.world.account_id, self.world.at_hand)

    @property
    def time_zone(self) -> tzinfo:
        """The author's time zone."""
        return self.world.time_zone

    def object(self, identity: str) -> Entity | None:
        """Return the record or the account of an id; None where there is no such account. Raises NotLoaded."""
        kind, _, number = identity.rpartition(".")
        if not number.isdecimal() or not number.isascii() or len(number) > LONGEST_ID or kind not in {"", "account"}:
            return None
        found = int(number)
        return account_entity(found, self.world.at_hand) if kind else self.world.at_hand.record(found)

    def find(self, search: Search) -> Found | None:
        """Return what a query has found. Raises NotLoaded."""
        return self.world.at_hand.find(search)
