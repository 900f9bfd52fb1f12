"""The world of a run, a condition or a default: records and accounts are read on demand, in batches."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import Any, Protocol, TypeVar

from domain.accounts.account import Account
from domain.accounts.entity import account_entity
from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.documents import Stored
from domain.errors import GonetsError
from domain.formulas import Entity, Formula, NotLoaded, Reference
from domain.formulas.searches import Found, Search
from domain.records.entity import KnownRecord, RecordEntity
from domain.turns import in_turns

Result = TypeVar("Result")

LONGEST_ID = 18
"""Digits of a number that the database may hold."""

ENOUGH = 5_000
ENOUGH_TEXT = 10_000_000
"""How many records and accounts, and characters in records, are held before what was read is forgotten between two
actions."""


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


@dataclass(slots=True)
class AtHand:
    """What was read; what was not is named by NotLoaded. Of a record that was `laid_over` the values are kept."""

    laid_over: dict[int, KnownRecord] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    _found: dict[Search, Found | None] = field(default_factory=dict)
    _accounts: dict[int, Account | None] = field(default_factory=dict)
    _records: dict[int, KnownRecord | RecordNotVisible | None] = field(default_factory=dict)
    _text: int = 0

    @property
    def is_large(self) -> bool:
        """Whether more is held than is enough."""
        return len(self._accounts) + len(self._records) > ENOUGH or self._text > ENOUGH_TEXT

    def forget(self) -> None:
        """Hold nothing but what was laid over."""
        self._accounts.clear()
        self._records.clear()
        self._found.clear()
        self._text = 0
        self.names.clear()

    def account(self, number: int) -> Account | None:
        """Return the account; None where there is none of that number. Raises NotLoaded."""
        self.need([("account", number)])
        return self._accounts[number]

    def record(self, number: int) -> RecordEntity:
        """Return the record as formulas see it, which is read when something of it is."""
        return RecordEntity(number, self)

    def known(self, number: int) -> KnownRecord | None:
        """Return the record; None where it is gone. Raises NotLoaded or RecordNotVisible."""
        if number in self.laid_over:
            return self.laid_over[number]
        self.need([("record", number)])
        found = self._records[number]
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

    def missing(self, references: Iterable[Reference]) -> set[Reference]:
        """Return those of the references that were not read; nothing else than accounts and records ever is."""
        held = {"account": (self._accounts,), "record": (self.laid_over, self._records)}
        return {item for item in references if item[0] in held and not any(item[1] in one for one in held[item[0]])}

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
        self._text += sum(_text_in(known.values) for known in found.values() if known is not None)


def _text_in(value: Any) -> int:
    """Return how many characters a kept value holds."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(map(_text_in, value.values()))
    return sum(map(_text_in, value)) if isinstance(value, list | tuple) else 0


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
    at_hand: AtHand = field(default_factory=AtHand)
    stops: bool = False
    unforeseen: int = 0
    """How often evaluation has stopped for something, which was read only then."""

    def stopping(self) -> "World":
        """Return this world as one who only looks ahead has it."""
        glance = copy(self)
        glance.stops = True
        return glance

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
            found_by_search = await self.source.find(searches, self.person_id, everything=self.sees_everything)
            self.at_hand.hold_found(found_by_search)
        records = sorted(number for kind, number in missing if kind == "record")
        if records:
            found = await self.source.records(records, self.person_id, everything=self.sees_everything)
            self.at_hand.hold_records(records, found)
            named = (one.references for one in found.values() if one is not None)
            missing |= {item for some in named for item in some if item[0] == "account"}
        accounts = sorted(number for kind, number in self.at_hand.missing(missing) if kind == "account")
        if accounts:
            self.at_hand.hold_accounts(accounts, await self.source.accounts(accounts))

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
