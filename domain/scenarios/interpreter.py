"""The engine: interprets a scenario from where it stands on, one segment at a time."""

import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from domain.errors import DatabaseTrouble, GonetsError
from domain.scenarios.actions.action import Action
from domain.scenarios.bounds import MAX_STEPS, MAX_WORK, TooManySteps, WorksTooLong, passed_bound
from domain.scenarios.compose_letter import ComposeLetter
from domain.scenarios.look_ahead import LookAhead
from domain.scenarios.segment import Mark, Segment
from domain.scenarios.state import LOT, Numbers, RunState
from domain.scenarios.step import Step
from domain.scenarios.variables import read
from domain.scenarios.walking import level_of, under_way
from domain.scenarios.world import World
from domain.turns import Turns

SMALL = 20
"""How many actions are done before others have their turn: the usual segment is done at once."""


class BrokeOff(GonetsError):
    """An exception that nobody expected ended the run in this action."""

    key = "error-step-broke-off"


Spill = Callable[[Segment], Awaitable[None]]
"""Writes what a segment holds to rows that nobody sees."""

Watch = Callable[[Segment, Mapping[str, Any]], None]
"""Sees a segment after each of its actions, with the variables as they are then."""


async def at_once() -> None:
    """Wait for nothing."""


class Interpreter:
    """Runs a scenario's actions over a state that can be stored after every segment."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        compose: ComposeLetter,
        *,
        wait: Callable[[], Awaitable[None]] = at_once,
        most_steps: int = MAX_STEPS,
        worked: Callable[[], float] = time.monotonic,
    ) -> None:
        """`wait` comes between reading and doing: what many read at the same moment is read for all of them."""
        self._clock = clock
        self._wait = wait
        self._compose = compose
        self._most_steps = most_steps
        self._worked = worked

    async def __call__(
        self,
        actions: tuple[Action, ...],
        state: RunState,
        world: World,
        watch: Watch | None = None,
        *,
        begun: Segment | None = None,
        spill: Spill | None = None,
    ) -> Segment:
        """Go on from `state` up to a wait or the end; what went wrong is in the segment's `error`.

        `watch` is called after each action. `begun` is the segment to go on in, from its own state: it holds what was
        done even where an exception that nobody expected ends this. Without `spill` all of it is held in memory.
        """
        segment = begun or Segment(state.copied())
        begun_at = self._worked()
        segment.marks[()] = _mark(segment, world)
        ahead = LookAhead(actions, segment.state, world, self._compose, self._clock())
        await ahead.begin()
        await self._wait()
        turns, usual = Turns(), segment.state.steps + SMALL
        while segment.state.frames and not segment.waits:
            frame = segment.state.frames[-1]
            level = level_of(actions, frame.container)
            if frame.index >= len(level) or frame.position >= len(frame.items):
                await self._next_item(actions, segment, world)
                continue
            if frame.index == 0:
                await ahead.before_item(frame)
            action = level[frame.index]
            numbers = (*frame.container, frame.index)
            frame.index += 1
            segment.state.steps += 1
            if segment.state.steps > self._most_steps:
                segment.error = TooManySteps(limit=self._most_steps)
                break
            if action.body.ignore_errors:
                segment.marks[numbers] = _mark(segment, world)
            error = await self._do(action, numbers, segment, world)
            if error is not None and (error.ends_run or not _go_on_in_spite(actions, segment, world)):
                segment.error = error
            segment.error = segment.error or passed_bound(segment, world)
            if segment.error is None and self._worked() - begun_at > MAX_WORK:
                segment.error = WorksTooLong(limit=MAX_WORK // 60)
            if watch is not None:
                watch(segment, await world.work_out(partial(read, segment.state.variables, world.at_hand)))
            if segment.error is not None:
                break
            if spill is not None and (segment.is_large or world.at_hand.is_full) and not segment.waits:
                await spill(segment)
            if segment.state.steps > usual:
                await turns.give()
        segment.ended = segment.error is None and not segment.state.frames
        if segment.error is not None:
            segment.take_back(0)
            segment.apart.clear()
            world.at_hand.take_back(segment.marks[()].records)
        segment.records = world.at_hand.staged
        segment.state.letters += segment.made
        segment.state.records += world.at_hand.new
        segment.state.apart += len(segment.apart)
        return segment

    async def _do(self, action: Action, numbers: Numbers, segment: Segment, world: World) -> GonetsError | None:
        """Do one action with its trace entry; return what went wrong, when nothing of it is left but that entry."""
        started = time.perf_counter()
        now = self._clock()
        entry: dict[str, Any] = {"place": list(numbers), "kind": action.kind, "at": now.isoformat()}
        state, staged = segment.state, segment.staged
        before = (len(staged), dict(state.variables), len(state.frames), len(segment.apart))
        run = self._step(action, numbers, segment, world, now)
        failed: GonetsError | None = None
        try:
            entry["did"] = await action.body.step(run)
        except DatabaseTrouble:
            raise  # the run goes on from here when the database can be read again
        except GonetsError as error:
            failed = error
            entry["error"] = {"key": error.key, "params": error.params}
            del staged[before[0] :]
            state.variables = before[1]
            del state.frames[before[2] :]
            run.take_back()
            del segment.apart[before[3] :]
        except Exception:
            entry["error"] = {"key": BrokeOff.key, "params": {}}
            raise
        finally:
            entry["ms"] = round((time.perf_counter() - started) * 1000, 3)
            segment.chain.note(entry, before[2])
        return failed

    async def _next_item(self, actions: tuple[Action, ...], segment: Segment, world: World) -> None:
        """Go to the next item of the innermost frame, to what its cursor gives behind the last, or leave it."""
        frames = segment.state.frames
        frame = frames[-1]
        frame.position, frame.index = frame.position + 1, 0
        while frame.position >= len(frame.items):
            if frame.has_more_lots:
                frame.take_lot(frame.rest[:LOT] or await world.items_of(frame.loop, frame.lot + 1))
                break
            if frame.cursor is None:
                frames.pop()
                return
            depth, action = next(under_way(actions, frames[:-1]))
            numbers = (*frames[depth - 1].container, frames[depth - 1].index - 1)
            step = self._step(action, numbers, segment, world, self._clock())
            frame.passed += len(frame.items)
            items, frame.cursor = await action.body.more(step, frame.cursor)
            frame.items, frame.position = tuple(items), 0
        segment.chain.next_pass()

    def _step(self, action: Action, numbers: Numbers, segment: Segment, world: World, now: datetime) -> Step:
        return Step(
            kind=action.kind,
            numbers=numbers,
            state=segment.state,
            staged=segment.staged,
            world=world,
            compose=self._compose,
            now=now,
            apart=segment.apart,
        )


def _mark(segment: Segment, world: World) -> Mark:
    return Mark(segment.made, dict(segment.state.variables), dict(world.at_hand.staged), len(segment.apart))


def _go_on_in_spite(actions: tuple[Action, ...], segment: Segment, world: World) -> bool:
    """Go on behind the nearest action that ignores errors; what it staged with those inside it is dropped.

    What an earlier segment of it has sent is sent, and its variables stay as they were at that segment's end.
    """
    state = segment.state
    depth = next((depth for depth, action in under_way(actions, state.frames) if action.body.ignore_errors), 0)
    if not depth:
        return False
    frame = state.frames[depth - 1]
    mark = segment.marks.get((*frame.container, frame.index - 1)) or segment.marks[()]
    del state.frames[depth:]
    segment.take_back(mark.made)
    world.at_hand.take_back(mark.records)
    del segment.apart[mark.apart :]
    state.variables = dict(mark.variables)
    return True
