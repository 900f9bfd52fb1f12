"""One action being done: what it may see of the world, and what it may leave behind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from domain.accounts.account import Account
from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.documents import Stored
from domain.errors import DatabaseTrouble, GonetsError
from domain.formulas import compile_formula
from domain.formulas.values import many
from domain.records.entity import KnownRecord, RecordEntity
from domain.records.record import Record, Status
from domain.records.staged import Staged, StagedRecord, staged
from domain.records.types.asked import JsonValue
from domain.records.types.attribute import Attribute
from domain.scenarios.at_hand import RecordNotVisible
from domain.scenarios.compose_letter import ComposeLetter
from domain.scenarios.message import Message
from domain.scenarios.segment import Apart, StagedLetter
from domain.scenarios.state import LOT as LOT_OF_ITEMS
from domain.scenarios.state import Frame, RunState, loop_variables, record_of
from domain.scenarios.values import AttributeValue, FormulaValue, VariableValue
from domain.scenarios.variables import StoredVariables, keep, read
from domain.scenarios.world import World

LOT = 500
"""How many records are read at a time where all of many are looked at."""


class UnknownPiece(GonetsError):
    """The scenario names something that does not exist any more."""

    key = "error-scenario-unknown-piece"


class RecordGone(GonetsError):
    """A record that the scenario was to go to does not exist (any more)."""

    key = "error-scenario-record-gone"


class RecordAway(GonetsError):
    """A record that the scenario was to change is in the archive, where nothing changes."""

    key = "error-scenario-record-archived"


class Unforeseen(GonetsError):
    """Whoever looks ahead sees nothing of a record that does not exist yet."""

    ends_run = True


class RecordUnderWay(GonetsError):
    """A letter of the record is on its way: until it has arrived its own run alone changes it."""

    key = "error-scenario-record-under-way"


class Step:
    """One action being done. What it changes is dropped where it fails; what it enters is done next, in that order."""

    def __init__(
        self,
        *,
        kind: str,
        numbers: tuple[int, ...],
        state: RunState,
        staged: list[StagedLetter],
        world: World,
        compose: ComposeLetter,
        now: datetime,
        apart: list[Apart] | None = None,
    ) -> None:
        self.world = world
        self.now = now
        self.would_wait = False
        self._kind = kind
        self._numbers = numbers
        self._state = state
        self._staged = staged
        self._compose = compose
        self._apart = [] if apart is None else apart
        self._frames_before = len(state.frames)
        self._before: dict[int, Staged | None] = {}
        """How the records were staged that this action changes."""
        number = record_of(state.frames)
        self.record = None if number is None else world.at_hand.record(number)
        self._loops = loop_variables(state.frames)

    async def author(self) -> Account | None:
        """Return the account of the person whose run it is."""
        number = self.world.account_id
        return None if number is None else await self.world.work_out(lambda: self.world.at_hand.account(number))

    async def value(self, value: VariableValue) -> Any:
        """Return what a value is now; raises what its formula raises, and UnknownPiece."""
        if isinstance(value, AttributeValue):
            return await self._attribute(value.attribute)
        if isinstance(value, FormulaValue):
            return await self.formula(value.formula)
        if isinstance(value, tuple):
            items = [await self.value(item) for item in value]
            return tuple(part for item in items for part in many(item))
        return {name: await self.value(item) for name, item in value.items()}

    async def formula(self, text: str) -> Any:
        """Return what a formula gives now."""
        formula = compile_formula(text)
        view = self.world.view(self.record, StoredVariables(self._held, self.world.at_hand), self.now)
        return await self.world.work_out(lambda: formula.evaluate(view))

    async def variable(self, name: str) -> Any:
        """Return what a variable holds; None where nothing has filled it."""
        kept = self._held.get(name)
        return await self.world.work_out(lambda: read(kept, self.world.at_hand))

    def keep(self, name: str, value: Any) -> None:
        """Let a variable hold a value."""
        self._state.variables[name] = keep(value)

    def fill(self, name: str, values: Mapping[str, Any]) -> None:
        """Let variables of a set hold values; the others of the set stay as they are."""
        kept = self._state.variables.get(name)
        before = kept if isinstance(kept, dict) and "$" not in kept else {}
        self._state.variables[name] = {**before, **keep(dict(values))}

    def empty(self, name: str) -> None:
        """Let a variable, or a whole set, hold nothing."""
        self._state.variables.pop(name, None)

    def enter(
        self,
        items: Iterable[Any] = (None,),
        *,
        block: int | None = None,
        template: str | None = None,
        variable: str | None = None,
        cursor: Any = None,
    ) -> None:
        """Do the actions inside for each of `items`, kept values, when this step is done.

        `block` is which of several blocks; `template` says that the items are numbers of records, each of which is the
        context in turn; `variable` what holds each in turn. With neither the context stays what it is. A `cursor` says
        where more items are, for the kind's own `more`.
        """
        given = tuple(items)
        if given or cursor is not None:
            container = self._numbers if block is None else (*self._numbers, block)
            loop, lots = None, 1
            if cursor is None and len(given) > LOT_OF_ITEMS:
                self._state.loops += 1
                loop, lots = self._state.loops, -(-len(given) // LOT_OF_ITEMS)
            frame = Frame(
                container,
                given if loop is None else given[:LOT_OF_ITEMS],
                loop=loop,
                lots=lots,
                rest=() if loop is None else given[LOT_OF_ITEMS:],
                kind=self._kind,
                template=template,
                variable=variable,
                cursor=cursor,
                of_records=template is not None,
            )
            self._state.frames.insert(self._frames_before, frame)

    async def known(self) -> KnownRecord:
        """Return the record in context, which is to be changed or copied.

        Raises RecordGone where there is none, or RecordNotVisible.
        """
        record = self.record
        if record is None:
            raise RecordGone(record=0)
        known = await self.world.work_out(lambda: self.world.at_hand.known(record.number))
        if known is None:
            raise RecordGone(record=record.number)
        return known

    async def change(self, known: KnownRecord, changes: Mapping[str, JsonValue]) -> None:
        """Let attributes of a record hold other values, None for none; raises RecordAway or RecordUnderWay."""
        number = known.record.id
        if known.record.disabled:
            raise RecordAway(record=number)
        if await self.world.is_held(known.record):
            raise RecordUnderWay(record=number)
        self._stage(staged(known, changes, self.now, self.world.at_hand.staged_record(number)))

    async def create(self, template: str, values: Mapping[str, JsonValue] | None = None) -> RecordEntity:
        """Make a record of a template, which belongs to the run's author; without `values` it begins with defaults.

        Raises UnknownPiece.
        """
        stored = await self.world.source.template(template)
        if stored is None or not stored.document.enabled:
            raise UnknownPiece(kind="template", name=template)
        if self.world.stops:
            raise Unforeseen
        number = await self.world.new_number()
        given = dict(values or {})
        record = Record(number, stored.id, self.world.person_id, {}, 1, Status.DRAFT, self.now, self.now)
        known = KnownRecord(record, stored.document, given, self.world.account_id)
        self._stage(StagedRecord(known, given, is_new=True))
        entity = self.world.at_hand.record(number)
        for attribute in stored.document.attributes if values is None else ():
            if attribute.default is not None:
                value = await self._default(attribute, entity)
                if value is not None:
                    given = {**given, attribute.system_name: value}
                    self._stage(StagedRecord(replace(known, values=given), given, is_new=True))
        return entity

    async def _default(self, attribute: Attribute, record: RecordEntity) -> JsonValue:
        """Return what an attribute of a new record begins with; None where its default gives no answer."""
        try:
            formula = compile_formula(attribute.default or "")
            view = self.world.view(record, {}, self.now)
            found = await self.world.work_out(lambda: formula.evaluate(view))
            return attribute.from_formula(found, self.world.time_zone)
        except DatabaseTrouble:
            raise
        except GonetsError:
            return None

    def begin_apart(self) -> None:
        """Let the actions inside be a run of its own, which begins when this segment is kept; raises RecordGone."""
        if self.record is None:
            raise RecordGone(record=0)
        self._apart.append(Apart(self._numbers, self.record.number, dict(self._held)))

    def take_back(self) -> None:
        """Let the records that this action has changed or made be as they were before it."""
        if self._before:
            at_hand = self.world.at_hand
            whole = {**at_hand.staged, **self._before}
            at_hand.take_back({number: record for number, record in whole.items() if record is not None})

    def _stage(self, record: StagedRecord) -> None:
        if not self.world.stops:  # who looks ahead changes nothing
            held = self.world.at_hand.staged
            self._before.setdefault(record.number, held.get(record.number))
            self.world.at_hand.stage(record)

    async def check_records(self, numbers: Sequence[int]) -> None:
        """Look whether the run may go to these records; raises RecordGone or RecordNotVisible."""
        first = numbers[:LOT]  # read whole, since what is done begins with them
        await self.world.work_out(partial(self.world.at_hand.need, [("record", number) for number in first]))
        for number in first:
            if self.world.at_hand.known(number) is None:
                raise RecordGone(record=number)
        if len(numbers) > LOT and self.world.stops:
            raise Unforeseen
        for start in range(LOT, len(numbers), LOT):
            lot = numbers[start : start + LOT]
            seen = await self.world.visible(lot)
            for number in lot:
                if number not in seen:
                    raise RecordGone(record=number)
                if not seen[number]:
                    raise RecordNotVisible(record=number)

    def route(self, name: str) -> Route:
        """Return a route that may be used; raises UnknownPiece."""
        route = self.world.routes.get(name)
        if route is None or not route.enabled:
            raise UnknownPiece(kind="route", name=name)
        return route

    def connection(self, name: str) -> Stored[Connection]:
        """Return a connection; raises UnknownPiece."""
        connection = self.world.connections.get(name)
        if connection is None:
            raise UnknownPiece(kind="connection", name=name)
        return connection

    async def send(self, message: Message, connection: Stored[Connection], route: str, *, waits: bool) -> None:
        """Compose a letter and hand it over; where it `waits` the run goes on when the letter's end is known.

        Raises what ComposeLetter raises.
        """
        if self.world.stops:  # who looks ahead sends nothing
            self.would_wait = waits
            return
        # A letter may go to an address alone: who of those at hand has it is told beside it.
        names = self.world.at_hand.names
        letter = await self._compose(message, connection, names, self.world.person_id, self.now)
        self._staged.append(StagedLetter(message, connection, route, waits, letter))

    @property
    def _held(self) -> Mapping[str, Any]:
        """The variables; a loop's own lies over one of the same name."""
        return {**self._state.variables, **self._loops} if self._loops else self._state.variables

    async def _attribute(self, name: str) -> Any:
        record = self.record
        if record is None:
            raise UnknownPiece(kind="attribute", name=name)
        try:
            return await self.world.work_out(lambda: record.for_message(name))
        except KeyError as error:
            raise UnknownPiece(kind="attribute", name=name) from error
