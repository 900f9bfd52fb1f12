"""What a person fills in: the record, its template and the open question, and how the next question is found."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from domain.clock import Clock
from domain.errors import GonetsError, NotFound, Redraw
from domain.people import Person
from domain.records.record import Asking, Record, Records, Status, own_record
from domain.records.stored_templates import StoredTemplates
from domain.records.template import StoredTemplate
from domain.records.types.attribute import Attribute
from domain.records.types.text import TextExpected


class TemplateGone(GonetsError):
    """The record template does not exist any more, or is disabled."""

    key = "error-template-gone"


class NotEditable(GonetsError):
    """A letter of this record is on its way or was accepted."""

    key = "error-record-not-editable"
    redraw = Redraw.CARD


class RecordArchived(GonetsError):
    """The record is in the archive, where nothing changes."""

    key = "error-record-archived"
    redraw = Redraw.CARD


class NothingAsked(GonetsError):
    """No question is open."""

    key = "error-nothing-asked"


class QuestionClosed(GonetsError):
    """The pressed button belongs to a question that is no longer open."""

    key = "error-question-closed"
    redraw = Redraw.QUESTION


@dataclass(frozen=True, slots=True)
class Filling:
    """What a person fills in now: a record, its template, and the question that is open, if one is.

    `refused` are defaults that were not taken when it began, by their attributes' titles.
    """

    record: Record
    template: StoredTemplate
    asking: Asking | None
    refused: tuple[tuple[str, GonetsError], ...] = ()

    @property
    def question(self) -> Attribute | None:
        """The attribute that is asked for."""
        return None if self.asking is None else self.template.document.attribute(self.asking.attribute)


def unexpected(filling: Filling) -> GonetsError:
    """Return the error for something that is no answer to the open question: it says what is."""
    return TextExpected(title="") if filling.question is None else filling.question.expected()


class Waits(Protocol):
    """Which questions wait for somebody else: an account that an administrator was asked for."""

    async def waited_for(self, record_id: int) -> Mapping[str, str]:
        """Return by the attribute's system name whom its question waits for."""
        ...


class Fillings:
    """Reads and moves what a person fills in. Everything that writes belongs inside the caller's transaction."""

    def __init__(self, records: Records, configured: StoredTemplates, waits: Waits, clock: Clock) -> None:
        self._records = records
        self._configured = configured
        self._waits = waits
        self._clock = clock

    async def filling(self, person: Person) -> Filling | None:
        """Return the question that the person has open, or None."""
        asking = await self._records.asking(person.telegram_id)
        record = None if asking is None else await self._records.get(asking.record_id)
        stored = None if record is None else await self._configured.template_by_id(record.template_id)
        return None if record is None or stored is None else Filling(record, stored, asking)

    async def asked(self, person: Person) -> Filling:
        """Return the filling of the open question; raises NothingAsked."""
        filling = await self.filling(person)
        if filling is None:
            raise NothingAsked
        return filling

    async def pressed(self, person: Person, record_id: int, attribute_number: int) -> Filling:
        """Return the filling of the question that the press is for; raises QuestionClosed when another one is open."""
        record, stored = await self.open(person, record_id)
        attribute = stored.attribute_by_number(attribute_number)
        asking = await self._records.asking(person.telegram_id)
        if attribute and asking and asking.record_id == record_id and asking.attribute == attribute.system_name:
            return Filling(record, stored, asking)
        raise QuestionClosed

    async def open(self, person: Person, record_id: int) -> tuple[Record, StoredTemplate]:
        """Return the person's own record with its template; raises NotFound, NotYours or TemplateGone."""
        record = await self.own(person, record_id)
        stored = await self._configured.template_by_id(record.template_id)
        if stored is None:
            raise TemplateGone
        return record, stored

    async def own(self, person: Person, record_id: int) -> Record:
        """Return the person's own record; raises NotFound or NotYours."""
        return await own_record(self._records, person, record_id)

    async def reload(self, record_id: int) -> Record:
        """Return the record as it is now."""
        record = await self._records.get(record_id)
        if record is None:
            raise NotFound(f"record {record_id}")
        return record

    async def go_on(self, record: Record, stored: StoredTemplate) -> Filling:
        """Ask the next open question, or close the form when there is none.

        One that waits for an account is asked when no other is left.
        """
        attribute = record.next_question(stored.document)
        if attribute is not None:
            waiting = await self._waits.waited_for(record.id)
            attribute = record.next_question(stored.document, passing=waiting) or attribute
        if attribute is None:
            await self._records.stop_asking(record.creator_id)
            if record.saved_at is None:
                await self._records.save(record, record.values, self._clock(), complete=True)
                record = await self.reload(record.id)
            return Filling(record, stored, None)
        self.check_editable(record)
        asking = Asking(record.creator_id, record.id, attribute.system_name)
        await self._records.ask(asking)
        return Filling(record, stored, asking)

    async def save(self, record: Record, values: Mapping[str, Any], stored: StoredTemplate) -> None:
        """Write the values; the form is complete when no question is left."""
        complete = replace(record, values=values).next_question(stored.document) is None
        await self._records.save(record, values, self._clock(), complete=complete)
        if record.status is not Status.DRAFT:
            # What became of the letter that was made of the old values says nothing about the new ones.
            await self._records.set_status(record.id, Status.DRAFT)

    def check_editable(self, record: Record) -> None:
        """Raise NotEditable when a letter of the record is on its way or was accepted, RecordArchived if it is away."""
        if record.disabled:
            raise RecordArchived(f"record {record.id}")
        if not record.status.is_editable:
            raise NotEditable(f"record {record.id} is {record.status}")
