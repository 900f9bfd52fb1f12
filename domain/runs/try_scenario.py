"""Trying a scenario on a record: everything is worked out as in a run, nothing is sent and nothing is written."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.audit import Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Atomically, Clock
from domain.configuration.configured import Configured
from domain.configuration.document import read_object
from domain.configuration.validation import Configuration, check_scenario
from domain.configuration.written_check import check_told, check_written
from domain.errors import DatabaseTrouble, GonetsError, NotFound, NotYours
from domain.mistakes import Mistake
from domain.people import Person
from domain.records.entity import KnownRecord
from domain.records.record import Record, Records
from domain.runs.advance_run import ScenarioBroken
from domain.runs.awaited_letter import LetterNotAccepted, hear
from domain.runs.sample_answer import SAMPLE_ANSWER, SAMPLE_REFUSAL
from domain.runs.trial import Found, Otherwise, Problem, Trial, TriedLetter, TriedStep
from domain.scenarios.actions.action import Action
from domain.scenarios.compose_letter import ComposeLetter
from domain.scenarios.document import Scenario
from domain.scenarios.interpreter import Interpreter, Segment
from domain.scenarios.load_world import WorldLoader
from domain.scenarios.shown_letter import show_letter
from domain.scenarios.state import RunState
from domain.scenarios.step import Apart, Staged
from domain.scenarios.variables import brief
from domain.scenarios.walking import Numbers, action_at, level_of, number_in, number_of
from domain.scenarios.world import AllStaged, World
from domain.sections import Section

log = logging.getLogger(__name__)

LONGEST_VALUE = 500
MOST_FORKS = 5
"""At how many waiting steps it is seen what a refusal would do."""

MOST_STEPS = 10_000
"""How many steps are tried: all of them are held, to be shown."""


class OtherTemplate(GonetsError):
    """The record is of another template than the scenario's event."""

    key = "error-trial-other-template"


class TextsHidden(GonetsError):
    """A trial shows a record's texts, and those of others may not be shown to administrators here."""

    key = "error-trial-texts-hidden"


class TryScenario:
    """A dry run of a scenario's document, stored or not, on a record, as if its author had pressed.

    Who tries it on somebody else's record, or where it says `sees: everything`, sees others' texts: the audit trail
    keeps it, and where texts are hidden from administrators `sees: everything` shows a trial nothing more.
    """

    def __init__(
        self,
        *,
        records: Records,
        configured: Configured,
        world: WorldLoader,
        audit: Audit,
        compose: ComposeLetter,
        clock: Clock,
        atomically: Atomically,
        hide_texts: bool = False,
    ) -> None:
        self._records = records
        self._configured = configured
        self._world = world
        self._interpret = Interpreter(clock, compose, most_steps=MOST_STEPS)
        self._audit = audit
        self._clock = clock
        self._atomically = atomically
        self._hide_texts = hide_texts

    async def __call__(self, person: Person | None, document: Mapping[str, Any] | Scenario, record_id: int) -> Trial:
        """Return what would happen; `person` is None on the command line.

        A document that cannot be read gives its mistakes and no steps. Raises NotYours for who is no administrator,
        NotFound, OtherTemplate, or TextsHidden.
        """
        if person is not None and not person.is_admin:
            raise NotYours("scenario")
        record = await self._records.get(record_id)
        if record is None:
            raise NotFound(f"record {record_id}")
        scenario, mistakes = _read(document)
        if scenario is None:
            return Trial(str(_title(document)), record_id, mistakes)
        world = await self._world(record_id, record.creator_id)
        sees_others = scenario.sees == "everything" and not self._hide_texts
        world.sees_everything = sees_others
        known = world.at_hand.laid_over[record_id]
        if known.template.system_name != scenario.event.record_template:
            raise OtherTemplate(template=known.template.title)
        if person is not None and (sees_others or record.creator_id != person.telegram_id):
            await self._note(person, scenario, record)
        whole = await Configuration.stored(self._configured)
        wrong = list(check_scenario(scenario, whole, ()))
        mistakes += _found(scenario, wrong)
        remarks = _found(scenario, _remarks(scenario, whole, wrong))
        trial = Trial(scenario.title, record_id, mistakes, remarks=remarks)
        trial = replace(trial, unanswered=_unanswered(known), not_ready=await self._not_ready(scenario))
        return await self._try(trial, scenario, world)

    async def _note(self, person: Person, scenario: Scenario, record: Record) -> None:
        """Keep that texts of others were shown; where that is forbidden, they are those of the record itself."""
        if self._hide_texts:
            raise TextsHidden(f"record {record.id}")
        entry = AuditEntry(
            at=self._clock(),
            actor=Actor(person.telegram_id),
            act=Act.SHOWN,
            kind=Kind.SCENARIO,
            name=scenario.title,
            changes={"record": (None, record.id)},
        )
        await self._atomically(lambda: self._audit.note(entry))

    async def _not_ready(self, scenario: Scenario) -> tuple[str, ...]:
        needed = scenario.refers_to(Section.CONNECTIONS)
        titles = []
        for item in await self._configured.connections():
            connection = item.document
            if connection.system_name in needed and not (
                connection.enabled and not connection.lacks(await self._configured.kept_secrets(connection.system_name))
            ):
                titles.append(connection.title)
        return tuple(titles)

    async def _try(self, trial: Trial, scenario: Scenario, world: World) -> Trial:
        """Go through all segments, taking each wait for an answer that came; then see what a refusal would do."""
        notes = _Notes(scenario.actions, most_forks=MOST_FORKS)
        error = await self._through(scenario.actions, RunState.at_start(trial.record_id), world, notes)
        if error is None:
            await self._try_apart(scenario, world, notes)
        return replace(
            trial,
            steps=tuple(notes.steps),
            letters=tuple(notes.letters),
            error=error,
            variables=notes.variables,
            otherwise=tuple([await self._refused(scenario, fork, world) for fork in notes.forks]),
        )

    async def _through(
        self, actions: tuple[Action, ...], state: RunState, world: World, notes: "_Notes"
    ) -> GonetsError | None:
        while True:
            try:
                segment = await self._interpret(actions, state, world, watch=notes.take)
            except (DatabaseTrouble, NotFound):
                raise
            except (ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as failure:
                log.exception("a trial failed")
                return ScenarioBroken(repr(failure))
            notes.close(segment)
            if segment.error is not None or segment.ended:
                return segment.error
            state = segment.state
            notes.fork(state, world)
            hear(actions, state, SAMPLE_ANSWER)

    async def _refused(self, scenario: Scenario, fork: "_Fork", world: World) -> Otherwise:
        """See what follows where the letter that is waited for is accepted for nobody."""
        world.at_hand.take_back(fork.staged)
        if not hear(scenario.actions, fork.state, SAMPLE_REFUSAL):
            return Otherwise(fork.number, error=LetterNotAccepted(SAMPLE_REFUSAL.refused or ""))
        notes = _Notes(scenario.actions)
        error = await self._through(scenario.actions, fork.state, world, notes)
        return Otherwise(fork.number, tuple(notes.steps), tuple(notes.letters), error)

    async def _try_apart(self, scenario: Scenario, world: World, notes: "_Notes") -> None:
        """Go through what would be done apart, once of each action; their errors are their own."""
        for one in {item.numbers: item for item in reversed(notes.apart)}.values():
            action = action_at(scenario.actions, one.numbers)
            state = RunState.at_start(one.record)
            state.variables = dict(one.variables)
            if action is not None:
                inside = tuple(action.blocks[0].actions)
                notes.go_into(inside, one.numbers)
                await self._through(inside, state, world, notes)


@dataclass(frozen=True, slots=True)
class _Fork:
    """Where a run waits for the letter of a step: it may hear one thing or the other."""

    number: str
    state: RunState
    staged: AllStaged


class _Notes:
    """Gathers steps and letters while the interpreter works, where it forks, and what it begins apart."""

    def __init__(self, actions: tuple[Action, ...], most_forks: int = 0) -> None:
        self.steps: list[TriedStep] = []
        self.letters: list[TriedLetter] = []
        self.variables: Mapping[str, Any] = {}
        self.forks: list[_Fork] = []
        self.apart: list[Apart] = []
        self._actions = actions
        self._most_forks = most_forks
        self._around: Numbers = ()
        self._before = 0
        """How many letters earlier segments made."""
        self._made: list[tuple[int, Staged]] = []
        """The letters of this segment, by their positions among all."""

    def go_into(self, actions: tuple[Action, ...], numbers: Numbers) -> None:
        """What is noted from now on is done apart, inside the action of those numbers."""
        self._actions, self._around, self._most_forks = actions, numbers, 0

    def fork(self, state: RunState, world: World) -> None:
        """Note where the run waits, the first time that it does there."""
        frame = state.frames[-1]
        number = number_of((*frame.container, frame.index - 1))
        if len(self.forks) < self._most_forks and all(fork.number != number for fork in self.forks):
            self.forks.append(_Fork(number, state.copied(), dict(world.at_hand.staged)))

    def take(self, segment: Segment, variables: Mapping[str, Any]) -> None:
        """Note the action that was just done."""
        entry = segment.trace[-1]
        numbers = tuple(entry["place"])
        action = level_of(self._actions, numbers[:-1])[numbers[-1]]
        self.variables = brief(variables, LONGEST_VALUE)
        problem = None
        if "error" in entry:
            problem = Problem(entry["error"]["key"], entry["error"]["params"], ignored=segment.error is None)
        number = number_of((*self._around, *numbers))
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
        self.apart += segment.apart


def _read(document: Mapping[str, Any] | Scenario) -> tuple[Scenario | None, tuple[Found, ...]]:
    if isinstance(document, Scenario):
        return document, ()
    scenario, mistakes = read_object(document, (), Scenario)
    found = tuple(Found(number_in(document.get("actions"), item.path), item) for item in mistakes)
    return (None if mistakes else scenario), found


def _found(scenario: Scenario, mistakes: Sequence[Mistake]) -> tuple[Found, ...]:
    actions = scenario.stored()["actions"]
    return tuple(Found(number_in(actions, item.path), item) for item in mistakes)


def _remarks(scenario: Scenario, whole: Configuration, mistakes: Sequence[Mistake]) -> list[Mistake]:
    """Return what is wrong with the scenario besides its mistakes."""
    said = {item.path for item in mistakes}
    found = [
        *check_written(scenario, whole.templates, whole.routes, ()),
        *check_told(scenario.model_copy(update={"enabled": True}), whole.routes, ()),
    ]
    return [item for item in found if item.path not in said]


def _title(document: Mapping[str, Any] | Scenario) -> Any:
    return document.title if isinstance(document, Scenario) else document.get("title") or ""


def _unanswered(known: KnownRecord) -> tuple[str, ...]:
    return tuple(item.title for item in known.template.form_attributes if item.system_name not in known.values)


def _letter(number: str, staged: Staged) -> TriedLetter:
    return TriedLetter(number, staged.connection.document.title, staged.route, show_letter(staged.message))
