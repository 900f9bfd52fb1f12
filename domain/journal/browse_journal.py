"""Looking through everybody's letters: an administrator sees where each is, and reads none of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.clock import Clock
from domain.configuration.configured import Configured
from domain.configuration.validation import Configuration
from domain.deliveries.deliveries import StoredDeliveries
from domain.deliveries.delivery import Attempt, Delivery
from domain.deliveries.tally import LETTERS_OF_A_STATE, Tally
from domain.documents import Stored
from domain.errors import NotFound, NotYours
from domain.journal.journal import (
    Counts,
    EntryEdge,
    EntryPage,
    Journal,
    JournalFilter,
    Titled,
    letter_status,
    run_status,
)
from domain.paging import NumberEdge, NumberedPage
from domain.people import Person
from domain.records.record import Status
from domain.runs.chain import ChainStep, steps_of
from domain.runs.run import Run
from domain.runs.runs import Runs
from domain.scenarios.walking import sends
from domain.twins import names_apart


@dataclass(frozen=True, slots=True)
class Story:
    """A run with the letter that is looked at, if it made one, and what may be done with it.

    `letters` are a few of each state, `tally` counts all of them.
    `is_own`: the reader's own, whose texts are no secret. `opens`: its texts may be shown.
    """

    run: Run
    letters: tuple[Delivery, ...]
    tally: Tally
    letter: Delivery | None
    status: Status
    author: str
    connection: str
    is_own: bool
    opens: bool
    is_kept: bool

    @property
    def at(self) -> datetime:
        """When it was made."""
        return self.run.started_at if self.letter is None else self.letter.created_at

    @property
    def status_told(self) -> str:
        """Its status as people are told it."""
        return self.status.told(sends=bool(self.tally.total) or sends(self.run.scenario.actions))


class BrowseJournal:
    """For administrators only: every method raises NotYours for anybody else, and NotFound for what is not there."""

    def __init__(
        self,
        *,
        journal: Journal,
        runs: Runs,
        deliveries: StoredDeliveries,
        configured: Configured,
        clock: Clock,
        hide_texts: bool,
    ) -> None:
        self._journal = journal
        self._runs = runs
        self._deliveries = deliveries
        self._configured = configured
        self._clock = clock
        self._hide_texts = hide_texts

    async def page(self, person: Person, wanted: JournalFilter, limit: int, edge: EntryEdge | None) -> EntryPage:
        """Return letters and runs without one by newest; subjects are the reader's own only."""
        _check(person)
        if self._hide_texts:
            wanted = replace(wanted, subjects_of=person.telegram_id)
        page = await self._journal.page(wanted, limit, edge)
        own = person.telegram_id
        items = (item if item.author_id == own else replace(item, subject="") for item in page.items)
        return replace(page, items=tuple(items))

    async def counts(self, person: Person, *since: datetime) -> list[Counts]:
        """Return what became of what was made since each of the instants."""
        _check(person)
        return await self._journal.counts(*since)

    async def letter(self, person: Person, letter_id: int) -> Story:
        """Return where a letter is."""
        _check(person)
        letter = await self._deliveries.get(letter_id)
        if letter is None:
            raise NotFound(f"letter {letter_id}")
        return await self._story(person, letter.run_id, letter)

    async def run(self, person: Person, run_id: int) -> Story:
        """Return what became of a run."""
        _check(person)
        return await self._story(person, run_id, None)

    async def letters_of_run(
        self, person: Person, run_id: int, limit: int, edge: NumberEdge | None
    ) -> NumberedPage[Delivery]:
        """Return letters that a run has made, in order, those next to the edge."""
        _check(person)
        return await self._deliveries.page_of_run(run_id, (), limit, edge)

    async def chain(self, person: Person, story: Story, first: int, most: int) -> tuple[tuple[ChainStep, ...], int]:
        """Return some steps of a run's event chain in order, and how many there are; `first` counts from 0."""
        _check(person)
        entries = await self._runs.steps(story.run.id, first, most)
        titles = (await Configuration.stored(self._configured)).titles
        return steps_of(story.run.scenario, entries, titles), await self._runs.count_steps(story.run.id)

    async def attempts(self, person: Person, letter_id: int) -> Sequence[Attempt]:
        """Return every try of a letter, the newest first."""
        _check(person)
        return (await self._deliveries.attempts(letter_id))[::-1]

    async def people(
        self, person: Person, text: str, limit: int, edge: NumberEdge | None
    ) -> NumberedPage[tuple[int, str]]:
        """Return whose letters can be asked for, those next to the edge; those whom `text` finds, if there is any."""
        _check(person)
        return await self._journal.people(text, limit, edge)

    async def name(self, person: Person, person_id: int) -> str:
        """Return a person's name, a removed one's as well."""
        _check(person)
        return (await self._journal.names({person_id})).get(person_id, str(person_id))

    async def connections(self, person: Person) -> list[Titled]:
        """Return the connections that letters go by."""
        _check(person)
        return told_apart(await self._configured.connections())

    async def scenarios(self, person: Person) -> list[Titled]:
        """Return the scenarios that runs are of."""
        _check(person)
        return told_apart(await self._configured.scenarios())

    async def keep_search(self, person: Person, text: str) -> int:
        """Keep what is looked for; return the number that buttons carry."""
        _check(person)
        return await self._journal.keep_search(person.telegram_id, " ".join(text.split())[:200], self._clock())

    async def searched(self, person: Person, number: int) -> str | None:
        """Return what was looked for."""
        _check(person)
        return await self._journal.searched(person.telegram_id, number) if number else None

    async def _called(self, connection: Stored[Any]) -> str:
        called = dict(told_apart(await self._configured.connections()))
        return called.get(connection.id, str(connection.document.title))

    async def _story(self, person: Person, run_id: int, letter: Delivery | None) -> Story:
        run = await self._runs.get(run_id)
        if run is None:
            raise NotFound(f"run {run_id}")
        letters = tuple(await self._deliveries.few_of_each_state(run_id, LETTERS_OF_A_STATE))
        tally = await self._deliveries.tally(run_id)
        connection = None if letter is None else await self._configured.connection_by_id(letter.connection_id)
        is_own = run.person_id == person.telegram_id
        if letter is not None:
            status = letter_status(letter.state)
        else:
            status = run_status(run.status, tally.states, was_stopped=run.was_stopped)
        return Story(
            run=run,
            letters=letters,
            tally=tally,
            letter=letter,
            status=status,
            author=await self.name(person, run.person_id),
            connection="" if connection is None else await self._called(connection),
            is_own=is_own,
            opens=is_own or not self._hide_texts,
            is_kept=letter is not None and await self._deliveries.is_kept(letter.id),
        )


def told_apart(objects: Sequence[Stored[Any]]) -> list[Titled]:
    """Return objects to choose from by number, those of one title told apart."""
    names = names_apart([item.document for item in objects], short=True)
    return [(item.id, name) for item, name in zip(objects, names, strict=True)]


def _check(person: Person) -> None:
    if not person.is_admin:
        raise NotYours("the journal")
