"""Pressing a record's button: the one place where a press becomes a run."""

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

from domain.accounts.account import Accounts
from domain.clock import Atomically, Clock
from domain.configuration.configured import Configured
from domain.counters import Counters
from domain.errors import DatabaseTrouble, GonetsError, Redraw
from domain.formulas import compile_formula
from domain.people import Person
from domain.records.fillings import RecordArchived, TemplateGone
from domain.records.record import Record, Records, Status, own_record
from domain.records.template import Button, StoredTemplate
from domain.records.template_access import TemplateAccess
from domain.runs.do_operation import DoOperation
from domain.runs.may_begin import CheckScenario, MayBegin
from domain.runs.new_record import NewRecord, new_record
from domain.runs.run import Run
from domain.runs.runs import NewRun, Runs
from domain.scenarios.basis import Basis
from domain.scenarios.load_world import WorldLoader
from domain.scenarios.world import World
from domain.sections import Section
from domain.work import Claim, Hands, Hints, NoHands, WorkKind

log = logging.getLogger(__name__)


class StaleCard(GonetsError):
    """The card shows an older state of the record."""

    key = "error-stale-card"
    redraw = Redraw.CARD


class ButtonHidden(GonetsError):
    """The button is not there any more, or its condition does not hold."""

    key = "error-button-hidden"
    redraw = Redraw.CARD


class RecordIncomplete(GonetsError):
    """The form still has an open question."""

    key = "error-record-incomplete"
    redraw = Redraw.CARD


ALIKE_FOR = timedelta(minutes=10)
"""For how long after a press another record with the same values is taken for the same letter written twice."""


class Doubt(StrEnum):
    """Why a press asks first."""

    AGAIN = "again"
    ALIKE = "alike"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a press came to: a run that began now or before, something done to the record, or a question first.

    `confirm` is the button's own question; `done` is an operation other than raising an event; `alike_at` is when the
    same letter was sent from another record. `new` is what a record begins with that the press is to create.
    `claim` is that of a run that was born claimed: the worker of this process has it.
    """

    record: Record
    run: Run | None
    began: bool
    doubt: Doubt | None = None
    confirm: str | None = None
    done: str | None = None
    alike_at: datetime | None = None
    new: NewRecord | None = None
    claim: Claim | None = None


async def never() -> timedelta:
    """Say that a press cannot be taken back."""
    return timedelta(0)


class PressButton:
    """Starts the scenario of a button, once for each turn: a repeated press changes nothing.

    A button that raises no event does its operation at once.
    `undo` tells how long after the press nothing happens yet, so that it can be taken back.
    """

    def __init__(
        self,
        *,
        records: Records,
        runs: Runs,
        configured: Configured,
        accounts: Accounts,
        access: TemplateAccess,
        world: WorldLoader,
        check: CheckScenario,
        hints: Hints,
        hands: Hands | None = None,
        clock: Clock,
        atomically: Atomically,
        undo: Callable[[], Awaitable[timedelta]] = never,
        counters: Counters | None = None,
    ) -> None:
        self._records = records
        self._runs = runs
        self._configured = configured
        self._access = access
        self._world = world
        self._may_begin = MayBegin(configured, accounts, check)
        self._hints = hints
        self._hands = hands or NoHands()
        self._clock = clock
        self._atomically = atomically
        self._undo = undo
        self._counters = counters or Counters()
        self._operate = DoOperation(records, clock)

    async def __call__(
        self, person: Person, record_id: int, button: int, revision: int, turn: int, *, sure: bool = False
    ) -> Pressed:
        """A repeated press returns the first one's run.

        Raises NotYours, StaleCard, ButtonHidden, TemplateNotAllowed, RecordArchived, RecordIncomplete, NoScenario,
        ScenarioInvalid, ConnectionNotReady, AccountArchived or AccountWithoutAddress.
        """
        pressed = await self._atomically(lambda: self._press(person, record_id, button, revision, turn, sure=sure))
        if pressed.began and pressed.run is not None:
            log.info("run %s: %s pressed a button of record %s", pressed.run.id, person.telegram_id, record_id)
            self._counters.pressed()
            if pressed.claim is None:
                self._hints.wake(WorkKind.RUN)
            else:
                self._hands.take_over([(pressed.claim, pressed.claim)])
        return pressed

    async def _press(
        self, person: Person, record_id: int, number: int, revision: int, turn: int, *, sure: bool
    ) -> Pressed:
        record = await own_record(self._records, person, record_id)
        earlier = await self._runs.by_turn(record_id, number, turn)
        if earlier is not None:
            return Pressed(record, earlier, began=False)
        if record.revision != revision or turn != await self._runs.count(record_id, number):
            raise StaleCard(f"record {record_id}: revision {revision} is {record.revision}")
        stored = await self._configured.template_by_id(record.template_id)
        button = None if stored is None else stored.button_by_number(number)
        if stored is None or not stored.document.enabled or button is None:
            raise ButtonHidden(f"button {number} of record {record_id}")
        await self._access.check(person, stored)
        _check_fits(button, record, stored)
        await self._check_condition(button, record, stored, person)
        if record.status.is_busy:
            raise StaleCard(f"record {record_id} is {record.status}")
        if not sure:
            alike_at = await self._alike_at(person, record, button)
            doubt = _doubt(record, button, alike=alike_at is not None)
            if doubt is not None:
                return Pressed(record, None, began=False, doubt=doubt, confirm=button.confirm, alike_at=alike_at)
        if button.creates:
            return Pressed(record, None, began=False, new=await self._new_record(record, stored, button, person))
        if not button.starts_scenario:
            if not await self._operate(record, button):
                raise StaleCard(f"record {record_id}: revision {revision} is gone")
            return Pressed(record, None, began=False, done=button.operation)
        return await self._begin(person, record, stored, button, turn)

    async def _new_record(self, record: Record, stored: StoredTemplate, button: Button, person: Person) -> NewRecord:
        target = await self._world.template(button.template or "")
        if target is None:
            raise TemplateGone
        world = await self._world.around(record, stored.document, person)
        return await new_record(button, target, world, self._clock())

    async def _alike_at(self, person: Person, record: Record, button: Button) -> datetime | None:
        """Return when the same letter was sent from another record a little while ago."""
        if not button.starts_scenario or not record.status.is_editable:
            return None
        since = self._clock() - ALIKE_FOR
        return await self._runs.alike_at(person.telegram_id, fingerprint_of(record, button), since, record.id)

    async def _begin(
        self, person: Person, record: Record, stored: StoredTemplate, button: Button, turn: int
    ) -> Pressed:
        found = await self._may_begin(record, stored, button)
        now = self._clock()
        routes = {item.document.system_name: item.revision for item in await self._configured.routes()}
        lease = self._hands.lease if self._hands.room(WorkKind.RUN) else None
        run, claim = await self._runs.begin(
            NewRun(
                record_id=record.id,
                button=stored.numbers[button.system_name],
                turn=turn,
                person_id=person.telegram_id,
                scenario=found,
                values=record.values,
                now=now,
                due_at=now + await self._undo(),
                fingerprint=fingerprint_of(record, button),
                basis=Basis(stored.revision, {name: routes[name] for name in found.document.refers_to(Section.ROUTES)}),
            ),
            lease,
        )
        await self._records.set_status(record.id, Status.SENDING)
        await self._records.stop_asking(person.telegram_id)
        return Pressed(replace(record, status=Status.SENDING), run, began=True, claim=claim)

    async def _check_condition(self, button: Button, record: Record, stored: StoredTemplate, person: Person) -> None:
        if button.condition and not await condition_holds(
            button.condition, await self._world.around(record, stored.document, person), self._clock
        ):
            raise ButtonHidden(button.system_name)


def _check_fits(button: Button, record: Record, stored: StoredTemplate) -> None:
    """Raise RecordArchived, ButtonHidden or RecordIncomplete where the button is not for the record as it is."""
    if record.disabled and not button.works_in_archive:
        raise RecordArchived(f"record {record.id}")
    if not record.disabled and button.operation == "unarchive":
        raise ButtonHidden(f"record {record.id} is not in the archive")
    if (button.starts_scenario or button.operation == "save") and not record.is_complete(stored.document):
        raise RecordIncomplete(f"record {record.id}")


def _doubt(record: Record, button: Button, *, alike: bool) -> Doubt | None:
    if not button.starts_scenario:
        return Doubt.CONFIRM if button.confirm or button.deletes else None
    if not record.status.is_editable:
        return Doubt.AGAIN
    if alike:
        return Doubt.ALIKE
    return Doubt.CONFIRM if button.confirm else None


def fingerprint_of(record: Record, button: Button) -> str:
    """Return what is the same for two presses of one button with the same values."""
    what = json.dumps([record.template_id, button.system_name, record.values], sort_keys=True, ensure_ascii=False)
    return blake2b(what.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


async def condition_holds(condition: str, world: World, clock: Clock) -> bool:
    """Whether a button's condition is true for the record; a condition in error hides the button."""
    try:
        return await world.evaluate(compile_formula(condition), clock()) is True
    except DatabaseTrouble:
        raise
    except GonetsError:
        return False
