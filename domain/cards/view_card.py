"""What a record's card shows: its values, the state of its letters, and the buttons that may be pressed now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

from domain.accounts.account import Accounts
from domain.accounts.entity import KnownAccounts
from domain.cards.answers import Answers, WhereAnswersGo
from domain.cards.card_rows import CardRows, CardSource
from domain.cards.what_sends import WhatSends, status_told
from domain.clock import Clock
from domain.configuration.configured import Configured
from domain.deliveries.deliveries import Held, Holds, StoredDeliveries
from domain.deliveries.delivery import Attempt, Delivery, DeliveryState, may_have_gone, question_number
from domain.deliveries.tally import LETTERS_OF_A_STATE, Tally
from domain.errors import NotFound, NotYours
from domain.obstacles.find_obstacle import FindObstacle
from domain.obstacles.hindrance import Hindrance
from domain.paging import NumberEdge, NumberedPage, page_behind_edge
from domain.people import Person
from domain.records.choose_records import NameRecords
from domain.records.entity import references_of
from domain.records.record import Record, Status
from domain.records.template import Button, StoredTemplate
from domain.records.types.asked import JsonValue
from domain.records.types.attribute import Attribute, items_of
from domain.runs.foresee_recipients import Foreseen, ForeseeRecipients
from domain.runs.press_button import condition_holds
from domain.runs.run import Run, RunStatus, status_of
from domain.runs.runs import CardRuns
from domain.scenarios.load_world import WorldLoader
from domain.scenarios.walking import sends


class CardDeliveries(StoredDeliveries, Holds, Protocol):
    """A run's letters, and what holds them."""


@dataclass(frozen=True, slots=True)
class CardLine:
    """One attribute with its value as letters take it; None where nothing is answered."""

    attribute: Attribute
    number: int
    value: Any


@dataclass(frozen=True, slots=True)
class CardButton:
    """A button of the template, with the turn that a press of it carries."""

    button: Button
    number: int
    turn: int


@dataclass(frozen=True, slots=True)
class CardView:
    """Everything that a card shows, read in one go.

    `untold` are the reports that it shows and that were not shown before, each with its token. `runs` are the newest
    press and those apart since. `letters` are all of theirs, or a few of each state where there are many; `tally`
    counts all of them. `tries` is the number of the open question about them, which tells it from the next one.
    `sends`: whether what its buttons do may come to letters; `was_pressed`: whether one has ever begun a run.
    """

    record: Record
    untold: Mapping[int, int]
    template: StoredTemplate
    lines: tuple[CardLine, ...]
    buttons: tuple[CardButton, ...]
    runs: CardRuns | None
    letters: tuple[Delivery, ...]
    tally: Tally
    tries: int
    attempts: Mapping[int, tuple[Attempt, ...]]
    held: Mapping[int, Held]
    answers: Answers | None = None
    everything_held: bool = False
    hindrance: Hindrance | None = None
    foreseen: tuple[Foreseen, ...] = ()
    sends: bool = True
    was_pressed: bool = False

    @property
    def status_told(self) -> str:
        """The status that the card tells."""
        return status_told(self.record, self.template.document, sends=self.sends)

    @property
    def run(self) -> Run | None:
        """The newest press, or where there is none the newest run."""
        return None if self.runs is None else self.runs.lead

    def may_have_gone(self, letter: Delivery) -> bool:
        """Whether the server may have the letter from a try that its state does not tell of."""
        return may_have_gone(letter, self.attempts.get(letter.id, ()))

    def held_letter(self, letter: Delivery) -> Held | None:
        """Why a letter waits for its connection, or None when it does not."""
        return _held_letter(self.held, letter)


class ViewCard:
    """Reads a record for the person who asks: their own only."""

    def __init__(
        self,
        *,
        rows: CardSource,
        deliveries: CardDeliveries,
        configured: Configured,
        accounts: Accounts,
        world: WorldLoader,
        clock: Clock,
        find_obstacle: FindObstacle,
    ) -> None:
        self._rows = rows
        self._deliveries = deliveries
        self._configured = configured
        self._accounts = accounts
        self._world = world
        self._clock = clock
        self._find_obstacle = find_obstacle
        self._name = NameRecords(world, accounts)
        self._where_answers_go = WhereAnswersGo(configured, accounts)
        self.what_sends = WhatSends(configured)
        self._foresee = ForeseeRecipients(configured, world, clock)

    async def __call__(self, person: Person, record_id: int, apart: Run | None = None) -> CardView:
        """Read what its card shows, or tells of a run `apart`: that alone has failed where it has, without the others.

        Raises NotFound or NotYours.
        """
        alone = apart if apart is not None and apart.has_failed_by_itself else None
        rows = await self._rows(record_id, None if alone is None else alone.id)
        stored = None if rows is None else await self._configured.template_by_id(rows.record.template_id)
        if rows is None or stored is None:
            raise NotFound(f"record {record_id}")
        record, runs, letters = rows.record, rows.runs, rows.letters
        if record.creator_id != person.telegram_id:
            raise NotYours(f"record {record_id}")
        tally, tries = await self._counted(runs, letters)
        waits = runs is not None and (runs.lead.due_at is not None or any(letter.due_at for letter in letters))
        buttons = await self._buttons(person, record, stored, rows.presses)
        foreseen: tuple[Foreseen, ...] = ()
        if _may_be_sent(record, stored):
            foreseen = await self._foresee(person, record, stored, [item.button for item in buttons])
        ended = None if runs is None else runs.failure if runs.failure and runs.lead.error is None else runs.lead
        hindrance = await self._find_obstacle(person, record, stored, ended, letters, foreseen)
        held = waits and rows.everything_held
        return CardView(
            record=_as_it_stands(rows, tally, held=held, alone=alone is not None),
            untold=rows.untold,
            template=stored,
            lines=await self.lines(record, stored),
            buttons=buttons,
            runs=runs,
            letters=letters,
            tally=tally,
            tries=tries,
            attempts=rows.attempts,
            held=rows.held,
            answers=await self._where_answers_go(person, record, stored, letters, rows.reply_to),
            everything_held=held,
            hindrance=hindrance,
            foreseen=foreseen,
            sends=bool(letters or foreseen) or await self._sends(record, stored, runs),
            was_pressed=bool(rows.presses),
        )

    async def letters(
        self,
        person: Person,
        record_id: int,
        states: Collection[DeliveryState],
        limit: int,
        edge: NumberEdge | None,
    ) -> tuple[CardView, NumberedPage[Delivery]]:
        """Return the card, and a page of its letters: those in one of the `states`, if any are named.

        It is the first page where nothing is left behind the edge.
        """
        view = await self(person, record_id)
        if view.runs is None:
            return view, NumberedPage()
        fetch = partial(self._deliveries.page_of_run, view.runs.numbers, states, limit)
        page, _ = await page_behind_edge(fetch, edge, lambda page: bool(page.items))
        return view, page

    async def letter(self, person: Person, record_id: int, letter_id: int) -> CardView:
        """Return the card with one of its letters alone; without any where it is not the card's."""
        view = await self(person, record_id)
        letter = await self._deliveries.get(letter_id)
        if view.runs is None or letter is None or letter.run_id not in view.runs.numbers:
            return replace(view, letters=())
        held = await self._deliveries.holds({letter.connection_id})
        attempts = await self._deliveries.attempts_of([letter.id])
        return replace(view, letters=(letter,), attempts=attempts, held=held)

    async def _counted(self, runs: CardRuns | None, letters: Sequence[Delivery]) -> tuple[Tally, int]:
        """Return the tally of all letters and the number of their question; few of them are all that there are."""
        if runs is None or len(letters) < LETTERS_OF_A_STATE:
            return Tally.of_letters(letters), question_number(letters)
        tally = await self._deliveries.tally(runs.numbers)
        asks = tally.of(DeliveryState.UNCERTAIN) > 0
        return tally, await self._deliveries.question_number(runs.numbers) if asks else 0

    async def lines(self, record: Record, stored: StoredTemplate) -> tuple[CardLine, ...]:
        """Return the answered attributes with their values."""
        pool = await self._pool(record, stored)
        lines = []
        for attribute in stored.document.form_attributes:
            kept = record.values.get(attribute.system_name)
            value = None if kept is None else attribute.for_message(kept, pool)
            lines.append(CardLine(attribute, stored.numbers[attribute.system_name], None if value == () else value))
        return tuple(lines)

    async def each(self, record: Record, stored: StoredTemplate, attribute: Attribute) -> list[tuple[JsonValue, Any]]:
        """Return each of many values: as it is kept, and as letters take it; None where it is gone."""
        pool = await self._pool(record, stored)
        kept = items_of(record.values.get(attribute.system_name))
        return [(item, attribute.for_message([item], pool) or None) for item in kept]

    async def _pool(self, record: Record, stored: StoredTemplate) -> KnownAccounts:
        referred = references_of(stored.document, record.values)
        named = await self._name([number for kind, number in referred if kind == "record"], record.creator_id)
        accounts = await self._accounts.get_many({number for kind, number in referred if kind == "account"})
        return KnownAccounts(accounts, named)

    async def lines_of(self, record: Record) -> tuple[CardLine, ...]:
        """Return the same for a record whose template is at hand or not: then there is nothing to be told of it."""
        stored = await self._configured.template_by_id(record.template_id)
        return () if stored is None else await self.lines(record, stored)

    async def status_told(self, record: Record) -> str:
        """Return the status that lists tell of a record."""
        stored = await self._configured.template_by_id(record.template_id)
        if stored is None:
            return record.status.value
        return status_told(record, stored.document, sends=await self.what_sends(stored))

    async def _sends(self, record: Record, stored: StoredTemplate, runs: CardRuns | None) -> bool:
        """Return whether what its buttons do, or did last, may come to letters."""
        if runs is None or record.status is Status.DRAFT:
            return await self.what_sends(stored)
        return runs.lead.unreadable is not None or sends(runs.lead.scenario.actions)

    async def _buttons(
        self, person: Person, record: Record, stored: StoredTemplate, presses: Mapping[int, int]
    ) -> tuple[CardButton, ...]:
        buttons = []
        for button in stored.document.form_buttons:
            if record.disabled and not button.works_in_archive:
                continue
            if not record.disabled and button.operation == "unarchive":
                continue
            if button.condition and not await condition_holds(
                button.condition, await self._world.around(record, stored.document, person), self._clock
            ):
                continue
            number = stored.numbers[button.system_name]
            buttons.append(CardButton(button, number, presses.get(number, 0)))
        return tuple(buttons)


def _may_be_sent(record: Record, stored: StoredTemplate) -> bool:
    """Whether a press of one of its buttons may make a letter now."""
    return record.is_complete(stored.document) and record.status.is_editable and not record.disabled


def _held_letter(held: Mapping[int, Held], letter: Delivery) -> Held | None:
    waits = letter.state in {DeliveryState.QUEUED, DeliveryState.DEFERRED}
    return held.get(letter.connection_id) if waits else None


def _as_it_stands(rows: CardRows, tally: Tally, *, held: bool, alone: bool) -> Record:
    """Return the record with the status that its letters give it: read a moment apart, they might tell two stories."""
    record, runs, letters = rows.record, rows.runs, rows.letters
    if held and not letters and record.status is Status.SENDING:
        return replace(record, status=Status.WAITING)
    if runs is None or record.status is Status.DRAFT or not (letters or alone):
        return record
    held_ones = any(_held_letter(rows.held, letter) for letter in letters)
    states = tally.states | ({DeliveryState.DEFERRED} if held_ones else set())
    status = status_of(RunStatus.RUNNING if runs.going else runs.lead.status, states)
    return record if status is record.status else replace(record, status=status)
