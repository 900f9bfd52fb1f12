"""Opening and leaving drafts: what is asked next follows from the draft and the form."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.clock import Atomically, Clock
from domain.errors import GonetsError, NotFound, NotYours, Redraw
from domain.people import Person
from domain.records.copying import CopyValues
from domain.records.defaults import Defaults
from domain.records.files import Files
from domain.records.fillings import Filling, Fillings, NotEditable, TemplateGone
from domain.records.record import Asking, Record, Records
from domain.records.stored_templates import StoredTemplates
from domain.records.template import StoredTemplate
from domain.records.template_access import TemplateAccess


class TooLateToTakeBack(GonetsError):
    """The record was deleted too long ago, or its person's data was erased."""

    key = "error-too-late-to-take-back"
    redraw = Redraw.WHERE_THEY_ARE


class FillRecord:
    """Opens drafts and leaves them. Every method returns the filling that is to be shown.

    What begins or goes on with a record raises TemplateNotAllowed when its template is not for this person.
    """

    def __init__(
        self,
        *,
        fillings: Fillings,
        records: Records,
        configured: StoredTemplates,
        files: Files,
        access: TemplateAccess,
        defaults: Defaults,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._fillings = fillings
        self._records = records
        self._configured = configured
        self._copy = CopyValues(fillings, records, files, clock)
        self._access = access
        self._defaults = defaults
        self._clock = clock
        self._atomically = atomically

    async def start(self, person: Person, template_id: int, values: Mapping[str, Any] | None = None) -> Filling:
        """Begin a record of a template and ask what no default answers; a blank draft is used again.

        `values` are answers that are there already; no default takes their place.
        """

        async def work() -> Filling:
            stored = await self._template(template_id, person)
            record = None if values else await self._records.blank_of(person.telegram_id, template_id)
            if record is None:
                record = await self._records.add(template_id, person.telegram_id, {}, self._clock())
            begun = await self._defaults(person, record, stored.document)
            defaults = begun.values
            if values:
                await self._fillings.save(record, {**defaults, **values}, stored)
            elif defaults != record.values:
                await self._records.begin_with(record.id, defaults)
            filling = await self._fillings.go_on(await self._fillings.reload(record.id), stored)
            return replace(filling, refused=begun.refused)

        return await self._atomically(work)

    async def start_from(self, person: Person, template_id: int, values: Mapping[str, Any]) -> Filling:
        """Begin a record with answers that another one gave; a second press opens what the first one has begun."""

        async def work() -> Filling:
            last = await self._records.newest(person.telegram_id)
            begun = last is not None and last.template_id == template_id and last.saved_at is None
            if values and last is not None and begun and values.items() <= last.values.items():
                return await self._fillings.go_on(*await self._open(person, last.id))
            return await self.start(person, template_id, values)

        return await self._atomically(work)

    async def copy(self, person: Person, record_id: int) -> Filling:
        """Begin a new record with the same values."""

        async def work() -> Filling:
            record, stored = await self._open(person, record_id)
            return await self._copy(person, stored, record.values)

        return await self._atomically(work)

    async def resume(self, person: Person, record_id: int) -> Filling:
        """Go on with a draft where it was left."""

        async def work() -> Filling:
            return await self._fillings.go_on(*await self._open(person, record_id))

        return await self._atomically(work)

    async def change(self, person: Person, record_id: int, attribute_number: int) -> Filling:
        """Ask for one attribute again; raises NotEditable when a letter is on its way or was accepted."""

        async def work() -> Filling:
            record, stored = await self._open(person, record_id)
            self._fillings.check_editable(record)
            attribute = stored.attribute_by_number(attribute_number)
            if attribute is None:
                raise NotFound(f"attribute {attribute_number}")
            asking = Asking(person.telegram_id, record.id, attribute.system_name)
            await self._records.ask(asking)
            return Filling(record, stored, asking)

        return await self._atomically(work)

    async def back(self, person: Person, record_id: int, attribute_number: int) -> Filling | None:
        """Ask the question before this one again, answers kept; None when it is the first of the form.

        Raises QuestionClosed when another question is open.
        """

        async def work() -> Filling | None:
            filling = await self._fillings.pressed(person, record_id, attribute_number)
            names = [item.system_name for item in filling.template.document.form_attributes]
            asked = "" if filling.question is None else filling.question.system_name
            before = names.index(asked) - 1 if asked in names else -1
            if before < 0:
                return None
            self._fillings.check_editable(filling.record)
            asking = Asking(person.telegram_id, record_id, names[before])
            await self._records.ask(asking)
            return replace(filling, asking=asking)

        return await self._atomically(work)

    async def filling(self, person: Person) -> Filling | None:
        """Return the question that the person has open, or None."""
        return await self._fillings.filling(person)

    async def latest(self, person: Person) -> int | None:
        """Return the number of the record that the person worked on last."""
        newest = await self._records.newest(person.telegram_id)
        return None if newest is None else newest.id

    async def stop(self, person: Person) -> Filling | None:
        """Leave the open question; a draft with answers is kept, a blank one goes."""

        async def work() -> Filling | None:
            filling = await self._fillings.filling(person)
            await self._records.stop_asking(person.telegram_id)
            if filling is not None and filling.record.is_blank:
                await self._records.erase(filling.record.id)
            return filling

        return await self._atomically(work)

    async def leave_question(self, person: Person, record_id: int) -> None:
        """Close the open question if it is one of a finished record: its card is shown instead."""

        async def work() -> None:
            filling = await self._fillings.filling(person)
            if filling is not None and filling.record.id == record_id and filling.record.saved_at is not None:
                await self._records.stop_asking(person.telegram_id)

        await self._atomically(work)

    async def delete(self, person: Person, record_id: int) -> None:
        """Remove a record, which can be taken back; raises NotEditable while a letter of it is on its way."""

        async def work() -> None:
            record = await self._fillings.own(person, record_id)
            if record.status.is_underway:
                raise NotEditable(f"record {record_id}")
            await self._records.delete(record_id, self._clock())

        await self._atomically(work)

    async def take_back(self, person: Person, record_id: int) -> bool:
        """Bring a deleted record back; False when it is there already.

        Raises NotYours, or TooLateToTakeBack when it is gone for good.
        """

        async def work() -> bool:
            record = await self._records.deleted(record_id) or await self._records.get(record_id)
            if record is None:
                raise TooLateToTakeBack(f"record {record_id}")
            if record.creator_id != person.telegram_id:
                raise NotYours(f"record {record_id}")
            return await self._records.take_back(record_id)

        return await self._atomically(work)

    async def take_out(self, person: Person, record_id: int) -> None:
        """Bring a record back from the archive; one that is not there stays as it is."""

        async def work() -> None:
            record = await self._fillings.own(person, record_id)
            if record.disabled:
                await self._records.set_disabled(record, self._clock(), disabled=False)

        await self._atomically(work)

    async def _open(self, person: Person, record_id: int) -> tuple[Record, StoredTemplate]:
        record, stored = await self._fillings.open(person, record_id)
        await self._access.check(person, stored)
        return record, stored

    async def _template(self, template_id: int, person: Person) -> StoredTemplate:
        stored = await self._configured.template_by_id(template_id)
        if stored is None or not stored.document.enabled:
            raise TemplateGone
        await self._access.check(person, stored)
        return stored
