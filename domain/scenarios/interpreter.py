"""The engine: interprets a scenario from its stored place on, one segment at a time."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.accounts.account import Account, Accounts
from domain.accounts.entity import Pool
from domain.errors import GonetsError
from domain.formulas import compile_formula
from domain.scenarios.actions.action import Action
from domain.scenarios.entities import load_pool, referred_accounts
from domain.scenarios.state import RunState
from domain.scenarios.step import Staged, Step, World
from domain.scenarios.values import FormulaValue, leaves_of
from domain.scenarios.variables import kept_accounts, read
from domain.scenarios.walking import level_of, walk

MAX_STEPS = 10_000
"""How many actions one run may do: a loop over many values ends in words, never in a hang."""


class TooManySteps(GonetsError):
    """The scenario does too much in one run."""

    key = "error-scenario-too-many-steps"


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
            goes_on = await self._do(action, place, segment, world, pool)
            if watch is not None:
                watch(segment, read(segment.state.variables, pool))
            if not goes_on:
                break
        segment.ended = segment.error is None and not segment.state.frames
        if segment.error is not None:
            segment.staged.clear()
        return segment

    async def _do(self, action: Action, place: tuple[int, ...], segment: Segment, world: World, pool: Pool) -> bool:
        """Do one action with its trace entry; False when the run cannot go on."""
        started = time.perf_counter()
        now = self._clock()
        entry: dict[str, Any] = {"place": list(place), "kind": action.kind, "at": now.isoformat()}
        state, staged = segment.state, segment.staged
        before = (len(staged), dict(state.variables), len(state.frames))
        run = Step(kind=action.kind, place=place, state=state, staged=staged, world=world, pool=pool, now=now)
        try:
            entry["did"] = await action.body.step(run)
        except GonetsError as error:
            entry["error"] = {"key": error.key, "params": error.params}
            del staged[before[0] :]
            state.variables = before[1]
            del state.frames[before[2] :]
            if not action.body.ignore_errors:
                segment.error = error
        entry["ms"] = round((time.perf_counter() - started) * 1000, 3)
        segment.trace.append(entry)
        return segment.error is None

    async def _pool(self, actions: tuple[Action, ...], state: RunState, world: World) -> dict[int, Account]:
        formulas = []
        for text in _formulas_of(actions):
            with suppress(GonetsError):  # the action that holds it says what is wrong with it
                formulas.append(compile_formula(text))
        first = referred_accounts(world.template, world.values) | set(kept_accounts(state.variables))
        if world.author_account_id is not None:
            first.add(world.author_account_id)
        return await load_pool(self._accounts, first, formulas)


def _formulas_of(actions: tuple[Action, ...]) -> list[str]:
    """Return every formula of a tree of actions."""
    return [
        leaf.formula
        for spot in walk(actions)
        for reading in spot.action.body.readings()
        for _, leaf, _ in leaves_of(reading.value)
        if isinstance(leaf, FormulaValue)
    ]


def _next_item(state: RunState) -> None:
    frame = state.frames[-1]
    frame.position += 1
    frame.index = 0
    if frame.position >= len(frame.items):
        state.frames.pop()
