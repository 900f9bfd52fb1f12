"""One action being done: what it may see of the world, and what it may leave behind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from domain.accounts.account import Account
from domain.accounts.entity import Pool, account_entity
from domain.connections import Connection
from domain.deliveries.delivery import NewDelivery
from domain.documents import Stored
from domain.errors import GonetsError
from domain.formulas import Entity, Formula, compile_formula
from domain.records.record import Record
from domain.records.template import RecordTemplate
from domain.routes import Route
from domain.scenarios.compose_letter import ComposeLetter
from domain.scenarios.entities import RecordEntity
from domain.scenarios.message import Message
from domain.scenarios.state import Frame, RunState
from domain.scenarios.values import AttributeValue, FormulaValue, VariableValue
from domain.scenarios.variables import for_formula, keep, read


class UnknownPiece(GonetsError):
    """The scenario names something that does not exist any more."""

    key = "error-scenario-unknown-piece"


@dataclass(frozen=True, slots=True)
class World:
    """What a run may see: the record, its template, the people, and the configuration as it is now."""

    record: Record
    template: RecordTemplate
    values: Mapping[str, Any]
    author_account_id: int | None
    time_zone: tzinfo
    routes: Mapping[str, Route]
    connections: Mapping[str, Stored[Connection]]
    copy_to_author: bool = False
    person_id: int = 0


@dataclass(slots=True)
class Staged:
    """A letter that a segment made, composed already: it exists only when the segment is committed."""

    message: Message
    connection: Stored[Connection]
    route: str
    waits: bool
    letter: NewDelivery


@dataclass(frozen=True, slots=True)
class _View:
    record: Entity | None
    variables: Mapping[str, Any]
    user: Entity | None
    now: datetime
    time_zone: tzinfo


class Step:
    """One action being done. What it changes is dropped where it fails; what it enters is done next, in that order."""

    def __init__(
        self,
        *,
        kind: str,
        place: tuple[int, ...],
        state: RunState,
        staged: list[Staged],
        world: World,
        pool: Pool,
        compose: ComposeLetter,
        now: datetime,
    ) -> None:
        self.world = world
        self.now = now
        self._kind = kind
        self._place = place
        self._state = state
        self._staged = staged
        self._pool = pool
        self._compose = compose
        self._frames_before = len(state.frames)

    @property
    def author(self) -> Account | None:
        """The account of the person whose run it is."""
        number = self.world.author_account_id
        return None if number is None else self._pool.get(number)

    async def value(self, value: VariableValue) -> Any:
        """Return what a value is now; raises what its formula raises, and UnknownPiece."""
        if isinstance(value, AttributeValue):
            return _attribute(value.attribute, self.world, self._pool)
        if isinstance(value, FormulaValue):
            return self._evaluate(compile_formula(value.formula))
        if isinstance(value, tuple):
            items = [await self.value(item) for item in value]
            return tuple(part for item in items for part in many(item))
        return {name: await self.value(item) for name, item in value.items()}

    async def formula(self, text: str) -> Any:
        """Return what a formula gives now."""
        return self._evaluate(compile_formula(text))

    def variable(self, name: str) -> Any:
        """Return what a variable holds; None where nothing has filled it."""
        return read(self._state.variables.get(name), self._pool)

    def keep(self, name: str, value: Any) -> None:
        """Let a variable hold a value."""
        self._state.variables[name] = keep(value)

    def fill(self, name: str, values: Mapping[str, Any]) -> None:
        """Let variables of a set hold values; the others of the set stay as they are."""
        kept = self._state.variables.get(name)
        before = kept if isinstance(kept, dict) and "$" not in kept else {}
        self._state.variables[name] = {**before, **keep(dict(values))}

    def enter(
        self,
        items: Iterable[Any] = (None,),
        *,
        block: int | None = None,
        template: str | None = None,
        variable: str | None = None,
    ) -> None:
        """Do the actions inside for each of `items`, kept values, when this step is done.

        `block` is which of several blocks; `template` whose records' numbers the items are; `variable` what holds each
        in turn. With neither the context stays what it is.
        """
        given = tuple(items)
        if given:
            container = self._place if block is None else (*self._place, block)
            frame = Frame(container, given, kind=self._kind, template=template, variable=variable)
            self._state.frames.insert(self._frames_before, frame)

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
        # A letter may go to an address alone: who of those at hand has it is told beside it.
        names = {account.mbox.casefold(): account.full_name for account in self._pool.values()}
        letter = await self._compose(message, connection, names, self.world.person_id, self.now)
        self._staged.append(Staged(message, connection, route, waits, letter))

    def _evaluate(self, formula: Formula) -> Any:
        variables = for_formula(read(self._state.variables, self._pool))
        return formula.evaluate(_view(self.world, self._pool, variables, self.now))


def evaluate_on_record(formula: Formula, world: World, pool: Pool, now: datetime) -> Any:
    """Return a formula's value for a record outside a run: a button's condition, `gonets formula`."""
    return formula.evaluate(_view(world, pool, {}, now))


def many(value: Any) -> tuple[Any, ...]:
    """Return a value that may be none or many as many."""
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _view(world: World, pool: Pool, variables: Mapping[str, Any], now: datetime) -> _View:
    user = account_entity(world.author_account_id, pool)
    return _View(_record_entity(world, pool), variables, user, now, world.time_zone)


def _record_entity(world: World, pool: Pool) -> RecordEntity:
    return RecordEntity(world.record, world.template, world.values, world.author_account_id, pool)


def _attribute(name: str, world: World, pool: Pool) -> Any:
    attribute = world.template.attribute(name)
    if attribute is None:
        try:
            return _record_entity(world, pool).get(name)
        except KeyError as error:
            raise UnknownPiece(kind="attribute", name=name) from error
    value = world.values.get(name)
    return None if value is None else attribute.for_message(value, pool)
