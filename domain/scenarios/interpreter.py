"""The engine: interprets a scenario from its stored place on, one segment at a time."""

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from domain.accounts.account import Account, Accounts
from domain.accounts.entity import Pool, account_entity
from domain.connections import Connection
from domain.documents import Stored
from domain.errors import GonetsError
from domain.formulas import Entity, Formula, compile_formula
from domain.records.record import Record
from domain.records.template import RecordTemplate
from domain.routes import Route
from domain.scenarios.document import (
    Action,
    AttributeValue,
    ChangeContext,
    ChangeVariables,
    FormulaValue,
    SendMessage,
    VariableValue,
)
from domain.scenarios.entities import RecordEntity, load_pool, referred_accounts
from domain.scenarios.message import Message, make_message
from domain.scenarios.run import Frame, RunState
from domain.scenarios.variables import brief, change_value, for_formula, keep, kept_accounts, read

MAX_STEPS = 10_000
"""How many actions one run may do: a loop over many values ends in words, never in a hang."""


class TooManySteps(GonetsError):
    """The scenario does too much in one run."""

    key = "error-scenario-too-many-steps"


class UnknownPiece(GonetsError):
    """The scenario names something that does not exist any more."""

    key = "error-scenario-unknown-piece"


class OtherRecords(GonetsError):
    """The context can only become the record itself in this version."""

    key = "error-scenario-other-records"


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


@dataclass(slots=True)
class Staged:
    """A letter that a segment made: it exists only when the segment is committed.

    `names` are those of the accounts at hand, by their folded addresses: a letter may go to an address alone.
    """

    message: Message
    connection: Stored[Connection]
    waits: bool
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Segment:
    """What a segment changed. `ended`: no action is left; `waits_on`: an earlier letter is still waited for.

    `cancelled`: somebody cancelled the letter that it waited for, and nothing more is done.
    """

    state: RunState
    staged: list[Staged] = field(default_factory=list)
    trace: list[dict[str, Any]] = field(default_factory=list)
    ended: bool = False
    error: GonetsError | None = None
    waits_on: int | None = None
    cancelled: bool = False

    @property
    def waits(self) -> bool:
        """Whether the run goes on only after the last staged letter."""
        return bool(self.staged) and self.staged[-1].waits


Watch = Callable[[Segment, Mapping[str, Any]], None]
"""Sees a segment after each of its actions, with the variables as they are then."""


@dataclass(frozen=True, slots=True)
class _View:
    record: Entity | None
    variables: Mapping[str, Any]
    user: Entity | None
    now: datetime
    time_zone: tzinfo


class Interpreter:
    """Runs a scenario's actions over a state that can be stored after every segment."""

    def __init__(self, accounts: Accounts, clock: Callable[[], datetime]) -> None:
        self._accounts = accounts
        self._clock = clock

    async def __call__(
        self, actions: tuple[Action, ...], state: RunState, world: World, watch: Watch | None = None
    ) -> Segment:
        """Go on from `state` up to a wait or the end; what went wrong is in the segment's `error`.

        `watch` is called after each action.
        """
        segment = Segment(RunState.from_json(state.to_json()))
        pool = await self._pool(actions, segment.state, world)
        while segment.state.frames and not segment.waits:
            frame = segment.state.frames[-1]
            level = level_of(actions, frame.container)
            if frame.index >= len(level):
                _next_item(segment.state)
                continue
            action = level[frame.index]
            place = (*frame.container, frame.index)
            frame.index += 1
            segment.state.steps += 1
            if segment.state.steps > MAX_STEPS:
                segment.error = TooManySteps(limit=MAX_STEPS)
                break
            goes_on = self._do(action, place, segment, world, pool)
            if watch is not None:
                watch(segment, read(segment.state.variables, pool))
            if not goes_on:
                break
        segment.ended = segment.error is None and not segment.state.frames
        if segment.error is not None:
            segment.staged.clear()
        return segment

    def _do(self, action: Action, place: tuple[int, ...], segment: Segment, world: World, pool: Pool) -> bool:
        """Do one action with its trace entry; False when the run cannot go on."""
        started = time.perf_counter()
        entry: dict[str, Any] = {"place": list(place), "kind": action.kind, "at": self._clock().isoformat()}
        before = (len(segment.staged), dict(segment.state.variables), len(segment.state.frames))
        body = action.body
        try:
            if isinstance(body, ChangeContext):
                entry["did"] = self._change_context(body, place, segment.state, world, pool)
            elif isinstance(body, ChangeVariables):
                entry["did"] = self._change_variables(body, segment.state, world, pool)
            elif isinstance(body, SendMessage):
                entry["did"] = self._send_message(body, segment, world, pool)
        except GonetsError as error:
            entry["error"] = {"key": error.key, "params": error.params}
            del segment.staged[before[0] :]
            segment.state.variables = before[1]
            del segment.state.frames[before[2] :]
            if body is None or not body.ignore_errors:
                segment.error = error
        entry["ms"] = round((time.perf_counter() - started) * 1000, 3)
        segment.trace.append(entry)
        return segment.error is None

    def _change_context(
        self, body: ChangeContext, place: tuple[int, ...], state: RunState, world: World, pool: Pool
    ) -> dict[str, Any]:
        if isinstance(body.objects, AttributeValue) and body.objects.attribute in {"id", "ID"}:
            found: tuple[str, ...] = (str(world.record.id),)
        else:
            value = self._value(body.objects, state, world, pool)
            found = tuple(getattr(item, "identity", str(item)) for item in _many(value))
        if any(item != str(world.record.id) for item in found):
            raise OtherRecords(template=body.template)
        if found:
            state.frames.append(Frame(place, tuple(int(item) for item in found)))
        return {"records": list(found), "template": body.template}

    def _change_variables(self, body: ChangeVariables, state: RunState, world: World, pool: Pool) -> dict[str, Any]:
        values = {name: self._value(value, state, world, pool) for name, value in body.variables.items()}
        kept = state.variables.get(body.set)
        before = kept if isinstance(kept, dict) and "$" not in kept else {}
        changed = {
            name: change_value(body.operation, read(before.get(name), pool), value) for name, value in values.items()
        }
        state.variables[body.set] = {**before, **keep(changed)}
        return {"set": body.set, "operation": body.operation, "values": brief(values)}

    def _send_message(self, body: SendMessage, segment: Segment, world: World, pool: Pool) -> dict[str, Any]:
        route = world.routes.get(body.route)
        connection = world.connections.get(body.connection)
        if route is None or not route.enabled:
            raise UnknownPiece(kind="route", name=body.route)
        if connection is None:
            raise UnknownPiece(kind="connection", name=body.connection)
        variables = read(segment.state.variables.get(body.variable) or {}, pool)
        author = None if world.author_account_id is None else pool.get(world.author_account_id)
        message = make_message(
            route,
            connection.document,
            variables,
            now=self._clock(),
            author=author,
            copy_to_author=world.copy_to_author,
            zone=world.time_zone,
        )
        names = {account.mbox.casefold(): account.full_name for account in pool.values()}
        segment.staged.append(Staged(message, connection, body.waits, names))
        return {
            "route": body.route,
            "connection": body.connection,
            "to": [address.address for _, address in message.recipients],
            "subject": brief(message.letter.subject),
            "reply_to": None if message.letter.reply_to is None else message.letter.reply_to.address,
        }

    def _value(self, value: VariableValue, state: RunState, world: World, pool: Pool) -> Any:
        if isinstance(value, AttributeValue):
            return _attribute(value.attribute, world, pool)
        if isinstance(value, FormulaValue):
            variables = for_formula(read(state.variables, pool))
            view = _View(
                _record_entity(world, pool),
                variables,
                account_entity(world.author_account_id, pool),
                self._clock(),
                world.time_zone,
            )
            return compile_formula(value.formula).evaluate(view)
        if isinstance(value, tuple):
            items = (self._value(item, state, world, pool) for item in value)
            return tuple(part for item in items for part in _many(item))
        return {name: self._value(item, state, world, pool) for name, item in value.items()}

    async def _pool(self, actions: tuple[Action, ...], state: RunState, world: World) -> dict[int, Account]:
        formulas = []
        for text in formula_texts(actions):
            with suppress(GonetsError):  # the action that holds it says what is wrong with it
                formulas.append(compile_formula(text))
        first = referred_accounts(world.template, world.values) | set(kept_accounts(state.variables))
        if world.author_account_id is not None:
            first.add(world.author_account_id)
        return await load_pool(self._accounts, first, formulas)


def evaluate_on_record(formula: Formula, world: World, pool: Pool, now: datetime) -> Any:
    """Return a formula's value for a record outside a run: a button's condition, `gonets formula`."""
    user = account_entity(world.author_account_id, pool)
    return formula.evaluate(_View(_record_entity(world, pool), {}, user, now, world.time_zone))


def formula_texts(actions: Iterable[Action]) -> Iterable[str]:
    """Yield every formula of a tree of actions."""
    for action in actions:
        body = action.body
        if isinstance(body, ChangeContext):
            if isinstance(body.objects, FormulaValue):
                yield body.objects.formula
            yield from formula_texts(body.actions)
        elif isinstance(body, ChangeVariables):
            yield from _formulas_of(body.variables)


def _formulas_of(value: VariableValue) -> Iterable[str]:
    if isinstance(value, FormulaValue):
        yield value.formula
    elif isinstance(value, dict | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _formulas_of(item)


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


def _many(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def level_of(actions: tuple[Action, ...], container: tuple[int, ...]) -> tuple[Action, ...]:
    """Return the actions inside the one at `container`; those of the scenario itself for an empty place."""
    for index in container:
        actions = actions[index].children
    return actions


def _next_item(state: RunState) -> None:
    frame = state.frames[-1]
    frame.position += 1
    frame.index = 0
    if frame.position >= len(frame.items):
        state.frames.pop()
