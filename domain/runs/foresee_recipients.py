"""Whom a press would write to: the scenario is worked out on the record, and nothing is sent, written or composed."""

from collections import deque
from collections.abc import AsyncGenerator, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from domain.accounts.account import Account
from domain.clock import Clock
from domain.deliveries.delivery import OWN_COPY, NewRecipient
from domain.documents import Stored
from domain.errors import DatabaseTrouble, GonetsError
from domain.faults import is_a_stop, note
from domain.formulas.searches import Found, Search
from domain.large_contents import NothingPut
from domain.messages.letter import Attachment, Letter
from domain.people import Person
from domain.records.entity import KnownRecord
from domain.records.record import Record
from domain.records.template import Button, StoredTemplate
from domain.runs.awaited_letter import hear
from domain.runs.sample_answer import SAMPLE_ANSWER
from domain.scenarios.actions.action import Action
from domain.scenarios.bounds import TooManySteps
from domain.scenarios.compose_letter import ComposeLetter
from domain.scenarios.document import Scenario
from domain.scenarios.interpreter import Interpreter
from domain.scenarios.load_world import WorldLoader
from domain.scenarios.segment import Segment, StagedLetter
from domain.scenarios.state import RunState
from domain.scenarios.stored_scenarios import StoredScenarios
from domain.scenarios.walking import level_of, sends
from domain.scenarios.world import World, WorldSource

MOST_STEPS = 100
MOST_ITEMS = 20
MOST_READ = 200
"""How many actions are done, items a loop may have, and records and accounts are read, for each drawing of a card."""

MOST_BUTTONS = 3
"""Of how many buttons of a card it is said."""


class _TooMuch(GonetsError):
    """To know it would cost too much for a card."""

    ends_run = True


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Whom the press of a button would write to, each once. `scenario` is the button's.

    `whole`: there are no others. Where not, the others are known only at the press: a loop has too many passes, or a
    letter waits for what the server says of another. `error` is what the press would end with; beside recipients, what
    a part that is done apart from theirs would.
    """

    button: str
    scenario: Stored[Scenario]
    recipients: tuple[NewRecipient, ...]
    whole: bool = True
    error: GonetsError | None = None


class ForeseeRecipients:
    """Costs a few reads of what is at hand anyway, and is bounded: what would cost more is left to the press."""

    def __init__(self, configured: StoredScenarios, world: WorldLoader, clock: Clock) -> None:
        self._configured = configured
        self._world = world
        compose = ComposeLetter(_NoFiles(), _NoComposer(), NothingPut())
        self._interpret = Interpreter(clock, compose, most_steps=MOST_STEPS)

    async def __call__(
        self, person: Person, record: Record, stored: StoredTemplate, buttons: Iterable[Button]
    ) -> tuple[Foreseen, ...]:
        """Return it for the buttons that start a scenario which sends; the record is complete."""
        found = []
        for button in [item for item in buttons if item.starts_scenario][:MOST_BUTTONS]:
            template = stored.document.system_name
            scenario = await self._configured.scenario_for_button(template, button.system_name)
            if scenario is not None and sends(scenario.document.actions):
                found.append(await self._foresee(person, record, button, scenario))
        return tuple(found)

    async def _foresee(self, person: Person, record: Record, button: Button, stored: Stored[Scenario]) -> Foreseen:
        scenario = stored.document
        world = await self._world(record.id, person.telegram_id)
        world.sees_everything = scenario.sees == "everything"
        world.source = _Frugal(world.source)
        foreseen = Foreseen(button.title, stored, ())
        segment = await self._segment(scenario, scenario.actions, RunState.at_start(record.id), world)
        if isinstance(segment.error, TooManySteps | _TooMuch):
            return replace(foreseen, whole=False)
        if segment.error is not None:
            return replace(foreseen, whole=False, error=segment.error)
        letters = list(segment.staged)
        waiting = deque([(scenario.actions, segment)])
        steps, whole, error = segment.state.steps, True, None
        while waiting:
            actions, segment = waiting.popleft()
            for inside, state in _begun_apart(actions, segment):
                state.steps = steps
                begun = await self._segment(scenario, inside, state, world)
                steps = max(steps, begun.state.steps)
                if isinstance(begun.error, TooManySteps | _TooMuch):
                    return replace(foreseen, recipients=_everybody(letters), whole=False)
                error = error or begun.error
                letters += begun.staged
                waiting.append((inside, begun))
            whole = whole and not await self._sends_later(scenario, actions, segment, world)
        return replace(foreseen, recipients=_everybody(letters), whole=whole, error=error)

    async def _sends_later(
        self, scenario: Scenario, actions: tuple[Action, ...], segment: Segment, world: World
    ) -> bool:
        """Return whether something would be sent behind a wait: whom it goes to is not known before."""
        while not segment.ended and segment.error is None:
            hear(actions, segment.state, SAMPLE_ANSWER)
            segment = await self._segment(scenario, actions, segment.state, world)
            if segment.error is not None or segment.staged or any(_begun_apart(actions, segment)):
                return True
        return False

    async def _segment(self, scenario: Scenario, actions: tuple[Action, ...], state: RunState, world: World) -> Segment:
        """Return what would follow; whatever ends it is its error."""
        try:
            return await self._interpret(actions, state, world, watch=_stop_at_many)
        except DatabaseTrouble:
            raise
        except GonetsError as error:
            return Segment(state, error=error)
        except BaseException as error:
            if is_a_stop(error):
                raise
            note(error, f"looking ahead in {scenario.system_name}")
            return Segment(state, error=_TooMuch())


def _stop_at_many(segment: Segment, variables: Mapping[str, Any]) -> None:  # noqa: ARG001
    """Leave a loop with many passes to the press."""
    if any(frame.cursor is not None or len(frame.items) > MOST_ITEMS for frame in segment.state.frames):
        raise _TooMuch


def _begun_apart(actions: tuple[Action, ...], segment: Segment) -> Iterator[tuple[tuple[Action, ...], RunState]]:
    """Yield the actions of runs that begin with the end of a segment and may send, each with the state at its start."""
    for apart in segment.apart:
        inside = tuple(level_of(actions, apart.numbers))
        if sends(inside):
            yield inside, apart.at_start()


def _everybody(letters: Iterable[StagedLetter]) -> tuple[NewRecipient, ...]:
    """Return whom all letters go to, each address once of each kind; the author's own copy is told elsewhere."""
    found: dict[tuple[str, str], NewRecipient] = {}
    for staged in letters:
        for item in staged.letter.recipients:
            if item.kind != OWN_COPY:
                found.setdefault((item.kind, item.address.casefold()), item)
    return tuple(found.values())


class _Frugal:
    """Reads what a run would read, as long as that is little. Implements `WorldSource`."""

    def __init__(self, source: WorldSource) -> None:
        self._source = source
        self._left = MOST_READ

    async def accounts(self, numbers: Collection[int]) -> Mapping[int, Account]:
        """Return the accounts of those numbers that exist."""
        self._spend(len(numbers))
        return await self._source.accounts(numbers)

    async def records(
        self, numbers: Collection[int], person_id: int, *, everything: bool = False
    ) -> Mapping[int, KnownRecord | None]:
        """Return the records of those numbers that exist."""
        self._spend(len(numbers))
        return await self._source.records(numbers, person_id, everything=everything)

    async def visible(
        self, numbers: Collection[int], person_id: int, *, everything: bool = False
    ) -> Mapping[int, bool]:
        """Tell of the records of those numbers that exist whether the person may see them."""
        self._spend(len(numbers))
        return await self._source.visible(numbers, person_id, everything=everything)

    async def find(
        self, searches: Collection[Search], person_id: int, *, everything: bool = False
    ) -> Mapping[Search, Found | None]:
        """Return what each search finds."""
        self._spend(len(searches))
        return await self._source.find(searches, person_id, everything=everything)

    async def template(self, name: str) -> StoredTemplate | None:
        """Return the record template of that name."""
        self._spend(1)
        return await self._source.template(name)

    def _spend(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise _TooMuch


class _NoFiles:
    """Files whose contents nobody needs."""

    async def read(self, file_ids: tuple[int, ...]) -> tuple[Attachment, ...]:
        """Return a file for each number."""
        return tuple(Attachment("", "", b"") for _ in file_ids)


class _NoComposer:
    """Makes nothing of a letter: whom it goes to is known before."""

    def compose(self, letter: Letter) -> bytes:  # noqa: ARG002
        """Return no bytes."""
        return b""

    async def pieces(self, letter: Letter) -> AsyncGenerator[bytes, None]:
        """Give no bytes."""
        yield self.compose(letter)
