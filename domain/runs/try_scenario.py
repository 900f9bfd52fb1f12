"""Trying a scenario on a record: everything is worked out as in a run, nothing is sent and nothing is written."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.audit import Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Atomically, Clock
from domain.configuration.configured import Configured
from domain.configuration.document import read_object
from domain.configuration.reachable import check_sends
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
from domain.runs.titled_steps import TitledSteps
from domain.runs.trial import Found, Otherwise, Trial
from domain.runs.trial_notes import REFUSED, Enough, Fork, Forks, Notes
from domain.scenarios.actions.action import Action
from domain.scenarios.compose_letter import ComposeLetter
from domain.scenarios.document import Scenario
from domain.scenarios.interpreter import Interpreter
from domain.scenarios.load_world import WorldLoader
from domain.scenarios.segment import Segment
from domain.scenarios.state import RunState
from domain.scenarios.titles import Titles
from domain.scenarios.walking import number_in
from domain.scenarios.world import World
from domain.sections import Section

log = logging.getLogger(__name__)

MOST_FORKS = 12
"""How many other ways are gone: refused letters, checks that come to the other thing, blocks that are not done."""

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
        self._interpret = Interpreter(clock, compose.only_tried(), most_steps=MOST_STEPS)
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
        return await self._try(trial, scenario, world, whole.titles)

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

    async def _try(self, trial: Trial, scenario: Scenario, world: World, titles: Titles) -> Trial:
        """Go through all segments, taking each wait for an answer that came; then see where it may go another way."""
        forks = Forks()
        notes = Notes(scenario.actions, forks)
        error = await self._whole(scenario.actions, RunState.at_start(trial.record_id), world, notes)
        otherwise: list[Otherwise] = []
        while len(otherwise) < MOST_FORKS and (fork := forks.next()) is not None:
            otherwise.append(await self._other_way(fork, world, forks))
        titled = TitledSteps(scenario, titles)
        return replace(
            trial,
            steps=titled(notes.steps),
            letters=tuple(notes.letters),
            error=error,
            variables=notes.variables,
            otherwise=tuple(
                replace(other, steps=titled(other.steps)) for other in sorted(otherwise, key=lambda other: other.order)
            ),
            more_ways=forks.left(),
        )

    async def _whole(
        self, actions: tuple[Action, ...], state: RunState, world: World, notes: Notes, begun: Segment | None = None
    ) -> GonetsError | None:
        """Go one way to its end, then through what it begins apart, whose errors are its own."""
        error = await self._through(actions, state, world, notes, begun)
        for around, inside, apart in notes.apart:
            notes.go_into(inside, around)
            await self._through(inside, apart.at_start(), world, notes)
        return error

    async def _through(
        self, actions: tuple[Action, ...], state: RunState, world: World, notes: Notes, begun: Segment | None = None
    ) -> GonetsError | None:
        def watch(segment: Segment, variables: Mapping[str, Any]) -> None:
            notes.take(segment, variables, world)

        while True:
            try:
                segment = await self._interpret(actions, state, world, watch=watch, begun=begun)
            except (DatabaseTrouble, NotFound):
                raise
            except (ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as failure:
                log.exception("a trial failed")
                return ScenarioBroken(repr(failure))
            notes.close(segment)
            if segment.error is not None or segment.ended:
                return segment.error
            state, begun = segment.state, None
            notes.may_hear(state, world)
            hear(actions, state, SAMPLE_ANSWER)

    async def _other_way(self, fork: Fork, world: World, forks: Forks) -> Otherwise:
        """See what follows where a letter is accepted for nobody, or an action comes to something else."""
        world.at_hand.take_back(fork.staged)
        begun, notes = None, Notes(fork.actions, forks, fork)
        error: GonetsError | None = None
        is_cut = False
        if fork.name == REFUSED and not hear(fork.actions, fork.state, SAMPLE_REFUSAL):
            error = LetterNotAccepted(SAMPLE_REFUSAL.refused or "")
        else:
            if fork.name != REFUSED:
                begun = Segment(fork.state, [staged for _, staged in fork.letters])
            try:
                error = await self._whole(fork.actions, fork.state, world, notes, begun)
            except Enough:
                is_cut = True
        lost = 0 if fork.leads_on else len(fork.letters) - notes.let_go(fork.letters)
        return Otherwise(
            fork.number,
            fork.name,
            fork.block,
            tuple(notes.steps),
            tuple(notes.letters),
            error,
            sent=fork.sent,
            lost=lost,
            is_cut=is_cut,
        )


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
        *check_sends(scenario, ()),
    ]
    return [item for item in found if item.path not in said]


def _title(document: Mapping[str, Any] | Scenario) -> Any:
    return document.title if isinstance(document, Scenario) else document.get("title") or ""


def _unanswered(known: KnownRecord) -> tuple[str, ...]:
    return tuple(item.title for item in known.template.form_attributes if item.system_name not in known.values)
