"""First steps: what a new installation still needs before it can be used, derived from what is there."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domain.accounts.account import Accounts
from domain.clock import Clock
from domain.configuration.configured import Configured
from domain.configured.connection import Connection
from domain.deliveries.lanes import Hold
from domain.deliveries.outbox import Outbox, Standing
from domain.documents import Stored
from domain.errors import NotYours
from domain.people import Person
from domain.sections import Section


class Part(StrEnum):
    """The steps, in their order."""

    SERVER = "server"
    CHECK = "check"
    LETTER = "letter"
    ACCOUNTS = "accounts"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it has come. `connection` is the one that scenarios send through, `hidden` what the person has wished."""

    done: frozenset[Part]
    connection: Stored[Connection] | None = None
    hidden: bool = False

    @property
    def next(self) -> Part | None:
        """The next step; None when all are done."""
        return next((part for part in Part if part not in self.done), None)

    @property
    def leads(self) -> bool:
        """Whether the person is to be led on."""
        return self.next is not None and not self.hidden


class Milestones(Protocol):
    """What is read of the rows besides, and the one thing that is kept."""

    async def letter_went(self, connection_id: int) -> bool:
        """Whether a letter, a test letter too, was accepted through the connection."""
        ...

    async def somebody_invited(self) -> bool:
        """Whether there is more than one person, or a link for one."""
        ...

    async def is_hidden(self, person_id: int) -> bool:
        """Whether the person does not want to be led any more."""
        ...

    async def hide(self, person_id: int, *, hidden: bool) -> None:
        """Keep whether they do."""
        ...


class FirstSteps:
    """For administrators. Nothing is kept of the way itself: it can be left and taken up anywhere, by anybody."""

    def __init__(
        self, *, configured: Configured, outbox: Outbox, accounts: Accounts, milestones: Milestones, clock: Clock
    ) -> None:
        self._configured = configured
        self._outbox = outbox
        self._accounts = accounts
        self._milestones = milestones
        self._clock = clock

    async def __call__(self, person: Person) -> Progress:
        """Return how far it has come; raises NotYours."""
        if not person.is_admin:
            raise NotYours("first steps")
        done: set[Part] = set()
        connection: Stored[Connection] | None = None
        for candidate in await self._candidates():
            steps = await self._of_connection(await self._outbox.standing(candidate.id, self._clock()))
            if connection is None or len(steps) > len(done):
                connection, done = candidate, steps
        if await self._accounts.count():
            done.add(Part.ACCOUNTS)
        if await self._milestones.somebody_invited():
            done.add(Part.PEOPLE)
        hidden = await self._milestones.is_hidden(person.telegram_id)
        return Progress(frozenset(done), connection, hidden)

    async def hide(self, person: Person, *, hidden: bool = True) -> Progress:
        """Lead the person no longer, or again."""
        await self._milestones.hide(person.telegram_id, hidden=hidden)
        return await self(person)

    async def _of_connection(self, standing: Standing | None) -> set[Part]:
        """What once worked is no first step any more, whatever has become of it since."""
        if standing is None:
            return set()
        if await self._milestones.letter_went(standing.connection.id):
            return {Part.SERVER, Part.CHECK, Part.LETTER}
        if standing.state.last_success_at is not None:
            return {Part.SERVER, Part.CHECK}
        return set() if standing.hold in {Hold.DISABLED, Hold.NO_PASSWORD} else {Part.SERVER}

    async def _candidates(self) -> list[Stored[Connection]]:
        """Return the connections that enabled scenarios send through, else all: the one that came furthest counts."""
        connections = await self._configured.connections()
        needed = [
            name
            for stored in await self._configured.scenarios()
            if stored.document.enabled
            for name in stored.document.refers_to(Section.CONNECTIONS)
        ]
        used = [item for name in needed for item in connections if item.document.system_name == name]
        return used or list(connections)
