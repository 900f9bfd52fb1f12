"""Looking ahead in a segment: what formulas and the next items of loops need is read together, not one by one."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from domain.errors import DatabaseTrouble, GonetsError
from domain.formulas import Formula, NotLoaded, Reference
from domain.formulas.values import Missing
from domain.scenarios.actions.action import Action
from domain.scenarios.compose_letter import ComposeLetter
from domain.scenarios.state import Frame, Numbers, RunState, record_of
from domain.scenarios.step import Step
from domain.scenarios.variables import StoredVariables, stored_references
from domain.scenarios.walking import level_of, under_way
from domain.scenarios.world import View, World

AHEAD = 100
"""How many items of a loop are looked at together."""

MOST_ACTIONS = 200
"""How many actions of an item are looked at; what an inner loop has more than that, it looks ahead for by itself."""

HELD_ON_THE_WAY = 2
"""How many times what is enough is held before even what was read ahead is forgotten, to be read again."""

MOST_MISSES = 3
"""How often it is looked anew within a hundred items: what depends on the item before cannot be foreseen."""


@dataclass(slots=True)
class _Window:
    """How far a loop has looked ahead. `glances`: an item needed more than its own record, and so will others."""

    until: int
    unforeseen: int
    glances: bool = False
    misses: int = 0


class LookAhead:
    """Of one segment. It only reads, so that whatever it guesses wrong costs a statement and changes nothing."""

    def __init__(
        self, actions: Sequence[Action], state: RunState, world: World, compose: ComposeLetter, now: datetime
    ) -> None:
        self._actions = actions
        self._state = state
        self._world = world
        self._compose = compose
        self._now = now
        self._windows: dict[Numbers, _Window] = {}

    async def begin(self) -> None:
        """Read what the record in context and the variables name, and where the paths in the formulas' text lead."""
        world, at_hand = self._world, self._world.at_hand
        references: set[Reference] = {
            item for kept in self._state.variables.values() for item in stored_references(kept)
        }
        if world.account_id is not None:
            references.add(("account", world.account_id))
        number = record_of(self._state.frames)
        if number is not None:
            await world.load([("record", number)])
            with suppress(GonetsError):  # the action that reads it says what is wrong with it
                known = at_hand.known(number)
                references |= set() if known is None else known.references
        await world.load(references)
        record = None if number is None else at_hand.record(number)
        view = world.view(record, StoredVariables(self._state.variables, at_hand), self._now)
        leads = dict.fromkeys(lead for action in self._actions for lead in action.leads)
        await world.work_out(lambda: _follow(leads, view))

    async def before_item(self, frame: Frame) -> None:
        """Look ahead where the innermost loop, which is about to do an item, has not done so yet.

        What is held too much is forgotten before that, not behind it.
        """
        world = self._world
        window = self._windows.get(frame.container)
        begins = window is None or frame.position == 0
        if window is None:
            window = self._windows[frame.container] = _Window(0, world.unforeseen)
        missed = not begins and world.unforeseen > window.unforeseen
        ended = begins or frame.position >= window.until
        world.forget_some(1 if ended else HELD_ON_THE_WAY)
        if missed:
            window.glances = True
            window.misses += 1
        if ended:
            window.misses = 0
        if len(frame.items) - frame.position > 1 and (ended or missed):
            if ended:
                await world.load(_references(frame))
            if window.glances and window.misses <= MOST_MISSES:
                await self._glance(frame)
            window.until = frame.position + AHEAD
        window.unforeseen = world.unforeseen

    async def _glance(self, frame: Frame) -> None:
        """Go through the next hundred items as if each were alone; read what all of them stop at, until none does."""
        items = frame.items[frame.position : frame.position + AHEAD]
        await self._world.load_for(
            partial(self._try, replace(frame, items=(item,), position=0, index=0, cursor=None)) for item in items
        )

    async def _try(self, one_item: Frame) -> None:
        """Do the actions for one item, to its end, an error or a wait; nothing of it stays. Raises NotLoaded."""
        around = len(self._state.frames)
        state = RunState([*self._state.frames[:-1], replace(one_item)], dict(self._state.variables))
        world = self._world.stopping()
        for _ in range(MOST_ACTIONS):
            action = _next_action(self._actions, state, around)
            if action is None:
                return
            frame = state.frames[-1]
            step = Step(
                kind=action.kind,
                numbers=(*frame.container, frame.index - 1),
                state=state,
                staged=[],
                world=world,
                compose=self._compose,
                now=self._now,
            )
            try:
                await action.body.step(step)
            except DatabaseTrouble:
                raise
            except (GonetsError, ArithmeticError, LookupError, TypeError, ValueError) as error:
                stays = (deep for deep, one in under_way(self._actions, state.frames) if one.body.ignore_errors)
                depth = next(stays, 0)
                if getattr(error, "ends_run", True) or depth < around:
                    return
                del state.frames[depth:]
            if step.would_wait:
                return


def _follow(leads: Iterable[Formula], view: View) -> None:
    """Go where paths lead; what is wrong with one is said by the action that needs it. Raises NotLoaded for all."""
    missing = Missing()
    for lead in leads:
        try:
            lead.evaluate(view)
        except NotLoaded as stop:
            missing.add(stop)
        except (GonetsError, LookupError):
            continue
    missing.check()


def _next_action(actions: Sequence[Action], state: RunState, around: int) -> Action | None:
    """Step onto the next action; None where the frame that is the last of those `around` is done."""
    while len(state.frames) >= around:
        frame = state.frames[-1]
        level = level_of(actions, frame.container)
        if frame.index < len(level):
            frame.index += 1
            return level[frame.index - 1]
        frame.position, frame.index = frame.position + 1, 0
        if frame.position >= len(frame.items):
            state.frames.pop()
    return None


def _references(frame: Frame) -> Iterator[Reference]:
    """Yield what the next hundred items are, or hold."""
    for item in frame.items[frame.position : frame.position + AHEAD]:
        if frame.of_records:
            yield "record", item
        else:
            yield from stored_references(item)
