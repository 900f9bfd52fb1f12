"""The world of a run, a condition or a default: records and accounts are read on demand, in batches."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from domain.accounts.account import Account
from domain.accounts.entity import account_entity
from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.documents import Stored
from domain.errors import GonetsError
from domain.formulas import Entity, Formula, NotLoaded, Reference
from domain.formulas.searches import MAX_ROWS, Found, Search, without_paths
from domain.records.entity import KnownRecord, RecordEntity
from domain.records.record import Record
from domain.records.staged import SpilledRecord, Staged, StagedRecord, text_in
from domain.records.template import StoredTemplate
from domain.turns import in_turns

Result = TypeVar("Result")

LONGEST_ID = 18
"""Digits of a number that the database may hold."""

ENOUGH = 5_000
ENOUGH_TEXT = 10_000_000
"""How many records and accounts, and characters in records, are held before what was read is forgotten between two
actions."""


UNUSED = 10**15
"""From here on no record has a number."""

STAGED_AT_ONCE = 50
STAGED_TEXT = 1_000_000
"""How many records that are changed or made, and characters in them, are held before they are spilled to rows."""


class RecordNotVisible(GonetsError):
    """The record is somebody else's, and the author of the run is no administrator."""

    key = "error-scenario-record-not-yours"


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

AllStaged = Mapping[int, Staged]
"""Records that a run has changed or made, by their numbers."""


@dataclass(slots=True)
class AtHand:
    """What was read; what was not is named by NotLoaded. Of a record that was `laid_over` the values are kept.

    What the run has `staged` of records holds before everything else.
    """

    laid_over: dict[int, KnownRecord] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    _staged: dict[int, Staged] = field(default_factory=dict)
    _unspilled: dict[int, StagedRecord] = field(default_factory=dict)
    new: int = 0
    """How many of those that are staged do not exist yet."""
    _held: int = 0
    _staged_text: int = 0
    _found: dict[Search, Found | None] = field(default_factory=dict)
    _accounts: dict[int, Account | None] = field(default_factory=dict)
    _records: dict[int, KnownRecord | RecordNotVisible | None] = field(default_factory=dict)
    _text: int = 0

    @property
    def is_large(self) -> bool:
        """Whether more is held than is enough."""
        return len(self._accounts) + len(self._records) + len(self._unspilled) > ENOUGH or self._text > ENOUGH_TEXT

    @property
    def is_full(self) -> bool:
        """Whether more is staged than is to be held."""
        return self._held > STAGED_AT_ONCE or self._staged_text > STAGED_TEXT

    def forget(self) -> None:
        """Hold nothing but what was laid over."""
        self._accounts.clear()
        self._records.clear()
        self._unspilled.clear()
        self._found.clear()
        self._text = 0
        self.names.clear()

    def account(self, number: int) -> Account | None:
        """Return the account; None where there is none of that number. Raises NotLoaded."""
        try:
            return self._accounts[number]
        except KeyError:
            raise NotLoaded([("account", number)]) from None

    def record(self, number: int) -> RecordEntity:
        """Return the record as formulas see it, which is read when something of it is."""
        return RecordEntity(number, self)

    def has_record(self, number: int) -> bool:
        """Whether there is a record of that number, seen or not. Raises NotLoaded."""
        if number in self.laid_over:
            return True
        self.need([("record", number)])
        return self._records[number] is not None

    def known(self, number: int) -> KnownRecord | None:
        """Return the record; None where it is gone. Raises NotLoaded or RecordNotVisible."""
        staged = self.staged_record(number) if self._staged else None
        if staged is not None:
            return staged.known
        if number in self.laid_over:
            return self.laid_over[number]
        try:
            found = self._records[number]
        except KeyError:
            raise NotLoaded([("record", number)]) from None
        if isinstance(found, RecordNotVisible):
            raise found
        return found

    def find(self, search: Search) -> Found | None:
        """Return what a query's search has found, as records that formulas see. Raises NotLoaded."""
        if search not in self._found:
            raise NotLoaded(searches=[search])
        found = self._found[search]
        return None if found is None else replace(found, records=tuple(map(self.record, found.records)))

    def hold_found(self, found: Mapping[Search, Found | None]) -> None:
        """Hold what queries have found, until a record is changed."""
        self._found.update(found)

    def forget_found(self) -> None:
        """A record was changed: queries look again."""
        self._found.clear()

    @property
    def staged(self) -> AllStaged:
        """The records that the run has changed or made, as they are now."""
        return MappingProxyType(self._staged)

    def staged_record(self, number: int) -> StagedRecord | None:
        """Return a record as it is staged; None where it is not. Raises NotLoaded."""
        staged = self._staged.get(number)
        if not isinstance(staged, SpilledRecord):
            return staged
        self.need([("record", number)])
        return self._unspilled[number]

    def stage(self, record: StagedRecord) -> None:
        """Let a record be so from now on: queries look again."""
        self._held += not isinstance(self._staged.get(record.number), StagedRecord)
        self._staged_text += text_in(record.changed)
        self.new += record.is_new and record.number not in self._staged
        self._staged[record.number] = record
        self._unspilled.pop(record.number, None)
        self.forget_found()

    def spill(self, spilled: Mapping[int, SpilledRecord]) -> None:
        """Hold staged records no more: they are in hidden rows."""
        self._staged.update(spilled)
        self._held = self._staged_text = 0

    def hold_spilled(self, found: Mapping[int, StagedRecord]) -> None:
        """Hold what was read of those."""
        self._unspilled.update(found)
        self._text += sum(text_in(record.known.values) for record in found.values())

    def spilled_among(self, numbers: Iterable[int]) -> dict[int, SpilledRecord]:
        """Return which of these are in hidden rows."""
        found = ((number, self._staged.get(number)) for number in numbers)
        return {number: one for number, one in found if isinstance(one, SpilledRecord)}

    def take_back(self, staged: AllStaged) -> None:
        """Let records be as they were staged at a moment before."""
        if self._staged != staged:
            self._staged = dict(staged)
            self.new = sum(one.is_new for one in staged.values())
            self._held = sum(isinstance(one, StagedRecord) for one in staged.values())
            self._unspilled.clear()
            self.forget_found()

    def missing(self, references: Iterable[Reference]) -> set[Reference]:
        """Return those of the references that were not read; nothing else than accounts and records ever is."""
        missing = set()
        for kind, number in references:
            if not self._is_held(kind, number):
                missing.add((kind, number))
        return missing

    def _is_held(self, kind: str, number: int) -> bool:
        if kind == "account":
            return number in self._accounts
        if kind != "record":
            return True
        if number in self._staged:
            return number in self._unspilled or not isinstance(self._staged[number], SpilledRecord)
        return number in self.laid_over or number in self._records

    def need(self, references: Iterable[Reference]) -> None:
        """Raise NotLoaded for all of these that were not read."""
        missing = self.missing(references)
        if missing:
            raise NotLoaded(missing)

    def hold_accounts(self, asked: Iterable[int], found: Mapping[int, Account]) -> None:
        """Hold what was found of the accounts that were asked for; the others are none."""
        for number in asked:
            self._accounts[number] = found.get(number)
        for account in found.values():
            self.names[account.mbox.casefold()] = account.full_name

    def hold_records(self, asked: Iterable[int], found: Mapping[int, KnownRecord | None]) -> None:
        """Hold what was found of the records that were asked for; None is one that may not be seen."""
        for number in asked:
            hidden = number in found and found[number] is None
            self._records[number] = RecordNotVisible(record=number) if hidden else found.get(number)
        self._text += sum(text_in(known.values) for known in found.values() if known is not None)


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

    def forget_some(self) -> None:
        """Between two actions: hold no more than is enough."""
        if self.at_hand.is_large and not self.stops:
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
