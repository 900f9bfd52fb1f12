"""Showing the texts of others' letters: by a press of its own that the audit trail keeps, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from domain.accounts.entity import KnownAccounts
from domain.audit import Act, Actor, Audit, AuditEntry, AuditFilter, Kind
from domain.clock import Atomically, Clock
from domain.deliveries.deliveries import StoredDeliveries
from domain.errors import GonetsError, NotFound, NotYours
from domain.journal.journal import Journal, LetterBeginning
from domain.people import Person
from domain.records.stored_templates import StoredTemplates
from domain.records.template import StoredTemplate
from domain.records.types.attribute import Attribute
from domain.runs.run import Run
from domain.runs.runs import Runs

NOTED_FOR = timedelta(minutes=10)
"""How long one note stands for: turning the pages of a text is one look at it."""


class TextsHidden(GonetsError):
    """The settings forbid administrators to read the texts of others' letters."""

    key = "error-texts-hidden"


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter as its receiver reads it: subject, text, and the names of its files.

    `whole`: all of it was read; else there may be more files, and the end of a very long text may be missing.
    """

    subject: str
    text: str
    files: tuple[str, ...] = ()
    whole: bool = True


class LetterReader(Protocol):
    """Reads a letter that was rendered."""

    def __call__(self, beginning: LetterBeginning) -> LetterText:
        """Return its subject, its plain text and the names of its attachments, as far as they stand there."""
        ...


@dataclass(frozen=True, slots=True)
class Opened:
    """Texts that may be shown now. `letter` is None where the letter is erased or was never made.

    `values` are what a person wrote or sent, each with its attribute, as letters take it.
    """

    subject: str | None
    letter: LetterText | None
    values: tuple[tuple[Attribute, Any], ...]


class ShowTexts:
    """For administrators: their own texts freely, others' with a note in the trail, unless the settings forbid it."""

    def __init__(
        self,
        *,
        journal: Journal,
        runs: Runs,
        deliveries: StoredDeliveries,
        configured: StoredTemplates,
        audit: Audit,
        read: LetterReader,
        clock: Clock,
        atomically: Atomically,
        hide_texts: bool,
    ) -> None:
        self._journal = journal
        self._runs = runs
        self._deliveries = deliveries
        self._configured = configured
        self._audit = audit
        self._read = read
        self._clock = clock
        self._atomically = atomically
        self._hide_texts = hide_texts

    async def letter(self, person: Person, letter_id: int) -> Opened:
        """Return what a letter says; raises NotYours, NotFound or TextsHidden."""
        _check(person)
        letter = await self._deliveries.get(letter_id)
        run = None if letter is None else await self._runs.get(letter.run_id)
        if letter is None or run is None:
            raise NotFound(f"letter {letter_id}")
        to = ", ".join(item.address for item in letter.recipients[:3])
        await self._open(person, run, Kind.LETTER, letter_id, to)
        beginning = await self._journal.beginning(letter_id)
        return Opened(letter.subject, None if beginning is None else self._read(beginning), ())

    async def run(self, person: Person, run_id: int) -> Opened:
        """Return what a run began with, attribute by attribute; raises NotYours, NotFound or TextsHidden."""
        run = await self._run(person, run_id)
        await self._open(person, run, Kind.RUN, run_id, named(run))
        template = run.scenario.event.record_template
        stored = next((item for item in await self._configured.templates() if _is(item, template)), None)
        return Opened(None, None, () if stored is None else _texts(stored, run.values))

    async def chain(self, person: Person, run_id: int) -> Run:
        """Return a run whose event chain may be shown with its texts; raises NotYours, NotFound or TextsHidden."""
        run = await self._run(person, run_id)
        await self._open(person, run, Kind.RUN, run_id, named(run))
        return run

    async def _run(self, person: Person, run_id: int) -> Run:
        _check(person)
        run = await self._runs.get(run_id)
        if run is None:
            raise NotFound(f"run {run_id}")
        return run

    async def _open(self, person: Person, run: Run, kind: Kind, object_id: int, name: str) -> None:
        """Leave a note before anything is shown; one's own texts need none."""
        if run.person_id == person.telegram_id:
            return
        if self._hide_texts:
            raise TextsHidden

        async def work() -> None:
            now = self._clock()
            lately = AuditFilter(kind, object_id, person.telegram_id, now - NOTED_FOR)
            entries = await self._audit.latest(lately, 20)
            if not any(entry.act is Act.SHOWN for entry in entries):
                await self._audit.note(AuditEntry(now, Actor(person.telegram_id), Act.SHOWN, kind, object_id, name))

        await self._atomically(work)


def named(run: Run) -> str:
    """Return how the trail names a run."""
    return f"{run.scenario.title}, {run.id}"


def _is(stored: StoredTemplate, system_name: str | None) -> bool:
    return stored.document.system_name == system_name


def _texts(stored: StoredTemplate, values: Mapping[str, object]) -> tuple[tuple[Attribute, Any], ...]:
    """Return every attribute that a person wrote or sent along, with its value."""
    found = []
    for attribute in stored.document.attributes:
        kept = values.get(attribute.system_name)
        if kept is None or not attribute.is_hidden_with_texts:
            continue
        value = attribute.for_message(kept, KnownAccounts())
        if value is not None:
            found.append((attribute, value))
    return tuple(found)


def _check(person: Person) -> None:
    if not person.is_admin:
        raise NotYours("texts of letters")
