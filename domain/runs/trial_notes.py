"""What is noted while a scenario is tried: steps, letters, where it forks, and what it begins apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from domain.runs.trial import Problem, TriedLetter, TriedStep
from domain.scenarios.actions.action import Action
from domain.scenarios.at_hand import AllStaged
from domain.scenarios.segment import Apart, Segment, StagedLetter
from domain.scenarios.shown_letter import show_letter
from domain.scenarios.state import Numbers, RunState
from domain.scenarios.variables import brief
from domain.scenarios.walking import level_of, number_of, with_body
from domain.scenarios.world import World

LONGEST_VALUE = 500

MOST_STEPS_BESIDE = 200
"""How many steps of another way are noted."""

REFUSED = "refused"
"""The fork behind a letter that is accepted for nobody; those of actions have names that their kinds give."""


class Enough(Exception):
    """So many steps are noted that nobody would read more."""


@dataclass(frozen=True, slots=True)
class Fork:
    """Where a run may go another way: it has heard another answer, or an action comes to something else.

    `actions` hold the other outcome already, `state` stands before it; `letters` are those of its segment, `sent` those
    of segments before.
    """

    number: str
    name: str
    block: int | None
    actions: tuple[Action, ...]
    around: Numbers
    state: RunState
    staged: AllStaged
    letters: tuple[tuple[TriedLetter, StagedLetter], ...] = ()
    sent: int = 0
    leads_on: bool = False
    """Whether the run has ended here: what it has made before would be kept on this way alone."""


@dataclass(slots=True)
class Forks:
    """All forks of a scenario, each once wherever it is met, and what is begun apart, once of each action."""

    done: set[str] = field(default_factory=set)
    """The numbers of the steps that were done on any way."""
    _open: list[Fork] = field(default_factory=list)
    _known: set[tuple[str, str, int | None]] = field(default_factory=set)
    _apart: set[Numbers] = field(default_factory=set)

    def is_new(self, number: str, name: str, block: int | None = None) -> bool:
        """Whether a fork is to be noted: it is not known yet."""
        key = (number, name, block)
        is_new = key not in self._known
        self._known.add(key)
        return is_new

    def add(self, fork: Fork) -> None:
        """Keep a fork until its other way is gone."""
        self._open.append(fork)

    def next(self) -> Fork | None:
        """Return the fork whose other way is to be gone now: what a refusal leads to comes before blocks."""
        self._open = [fork for fork in self._open if fork.block is None or not self._is_done(fork)]
        if not self._open:
            return None
        chosen = min(self._open, key=lambda fork: fork.block is not None)
        self._open.remove(chosen)
        return chosen

    def left(self) -> int:
        """Return how many other ways are not gone."""
        return (self.next() is not None) + len(self._open)

    def _is_done(self, fork: Fork) -> bool:
        """Whether a block was done on another way."""
        inside = f"{fork.number}.{(fork.block or 0) + 1}."
        return any(number.startswith(inside) for number in self.done)

    def goes_into(self, apart: Numbers) -> bool:
        """Whether what an action begins apart is to be tried: it was not before."""
        is_new = apart not in self._apart
        self._apart.add(apart)
        return is_new


class Notes:
    """Gathers what the interpreter does on one way through the scenario."""

    def __init__(self, actions: tuple[Action, ...], forks: Forks, fork: Fork | None = None) -> None:
        self.steps: list[TriedStep] = []
        self.letters: list[TriedLetter] = []
        self.variables: Mapping[str, Any] = {}
        self.apart: list[tuple[Numbers, tuple[Action, ...], Apart]] = []
        self._actions = actions
        self._forks = forks
        self._around: Numbers = () if fork is None else fork.around
        self._most_steps = 0 if fork is None else MOST_STEPS_BESIDE
        self._decided = None if fork is None or fork.name == REFUSED else fork.number
        """The step that comes to something else on this way."""
        self._sent = 0 if fork is None else fork.sent
        self._before = 0
        """How many letters earlier segments made."""
        self._made: list[tuple[int, StagedLetter]] = []
        """The letters of this segment, by their positions among all."""
        if fork is not None:
            self.letters = [letter for letter, _ in fork.letters]
            self._made = [(position, staged) for position, (_, staged) in enumerate(fork.letters)]

    def go_into(self, actions: tuple[Action, ...], around: Numbers) -> None:
        """What is noted from now on is done apart, inside the action of those numbers."""
        self._actions, self._around = actions, around

    def let_go(self, letters: tuple[tuple[TriedLetter, StagedLetter], ...]) -> int:
        """Leave out those that it began with, which are told elsewhere; return how many of them would go."""
        held = sum(any(one is letter for letter, _ in letters) for one in self.letters)
        del self.letters[:held]
        self.steps = [step if step.letter is None else replace(step, letter=step.letter - held) for step in self.steps]
        return held

    def may_hear(self, state: RunState, world: World) -> None:
        """Note where the run waits, the first time that it does there."""
        frame = state.frames[-1]
        number = self._number((*frame.container, frame.index - 1))
        if self._forks.is_new(number, REFUSED):
            staged, sent = dict(world.at_hand.staged), self._sent + self._before - 1
            fork = Fork(number, REFUSED, None, self._actions, self._around, state.copied(), staged, sent=sent)
            self._forks.add(fork)

    def take(self, segment: Segment, variables: Mapping[str, Any], world: World) -> None:
        """Note the action that was just done, and what else it may come to."""
        entry = segment.trace[-1]
        numbers = tuple(entry["place"])
        action = level_of(self._actions, numbers[:-1])[numbers[-1]]
        self.variables = brief(variables, LONGEST_VALUE)
        problem = None
        if "error" in entry:
            problem = Problem(entry["error"]["key"], entry["error"]["params"], ignored=segment.error is None)
        number = self._number(numbers)
        self._forks.done.add(number)
        made = bool(segment.staged) and all(segment.staged[-1] is not staged for _, staged in self._made)
        if made:
            self._made.append((len(self.letters), segment.staged[-1]))
            self.letters.append(_letter(number, segment.staged[-1]))
        self.steps.append(
            TriedStep(
                number=number,
                kind=action.kind,
                description=action.body.description,
                seen=tuple(action.body.seen(entry.get("did"), self.variables)),
                did=entry.get("did", {}),
                variables=self.variables,
                letter=len(self.letters) - 1 if made else None,
                waits=made and segment.staged[-1].waits,
                problem=problem,
            )
        )
        for other in action.body.others(entry.get("did")):
            depth = _depth_of(segment.state, numbers)
            if depth and number != self._decided and self._forks.is_new(number, other.name, other.block):
                actions = with_body(self._actions, numbers, other.body)
                state = segment.state.copied()
                del state.frames[depth:]
                state.frames[-1].index -= 1
                staged = dict(world.at_hand.staged)
                letters = tuple((self.letters[made], one) for made, one in self._made)
                self._forks.add(
                    Fork(
                        number,
                        other.name,
                        other.block,
                        actions,
                        self._around,
                        state,
                        staged,
                        letters,
                        self._sent + self._before,
                        leads_on=segment.error is not None,
                    )
                )
        if self._most_steps and len(self.steps) >= self._most_steps:
            raise Enough

    def close(self, segment: Segment) -> None:
        """The segment is at its end: of letters that were made, those stay that would go."""
        kept = [made for made, staged in self._made if any(staged is item for item in segment.staged)]
        letters = {made: self._before + index for index, made in enumerate(kept)}
        self.letters[self._before :] = [self.letters[made] for made in kept]
        self.steps = [
            replace(step, letter=letters.get(step.letter))
            if step.letter is not None and step.letter >= self._before
            else step
            for step in self.steps
        ]
        self._made.clear()
        self._before = len(self.letters)
        for one in segment.apart:
            around = (*self._around, *one.numbers)
            if self._forks.goes_into(around):
                inside = level_of(self._actions, one.numbers)
                self.apart.append((around, tuple(inside), one))

    def _number(self, numbers: Numbers) -> str:
        return number_of((*self._around, *numbers))


def _depth_of(state: RunState, numbers: Numbers) -> int:
    """Return how many frames an action that was just done stands in; 0 where an action around it was left with it."""
    depths = range(len(state.frames), 0, -1)
    return next((depth for depth in depths if state.frames[depth - 1].container == numbers[:-1]), 0)


def _letter(number: str, staged: StagedLetter) -> TriedLetter:
    return TriedLetter(number, staged.connection.document.title, staged.route, show_letter(staged.message))
