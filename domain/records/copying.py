"""A new record with the values of another one: files are copied, since each belongs to one record."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.clock import Clock
from domain.people import Person
from domain.records.file_ref import FileRef
from domain.records.files import Files
from domain.records.fillings import Filling, Fillings
from domain.records.record import Records
from domain.records.template import StoredTemplate
from domain.records.types.asked import JsonValue
from domain.records.types.attribute import Attribute


class CopyValues:
    """Makes the record, inside the caller's transaction. What the template no longer has is left out."""

    def __init__(self, fillings: Fillings, records: Records, files: Files, clock: Clock) -> None:
        self._fillings = fillings
        self._records = records
        self._files = files
        self._clock = clock

    async def __call__(self, person: Person, stored: StoredTemplate, values: Mapping[str, Any]) -> Filling:
        """Return the filling that is to be shown: the card, or the first question without an answer."""
        kept = {
            attribute.system_name: values[attribute.system_name]
            for attribute in stored.document.attributes
            if attribute.system_name in values and not _files(attribute, values)
        }
        copied = await self._records.add(stored.id, person.telegram_id, kept, self._clock())
        for attribute in stored.document.attributes:
            files = _files(attribute, values)
            if files:
                copies = await self._copied(copied.id, files)
                kept[attribute.system_name] = attribute.with_files(values[attribute.system_name], copies)
        complete = replace(copied, values=kept).next_question(stored.document) is None
        await self._records.save(copied, kept, self._clock(), complete=complete)
        return await self._fillings.go_on(await self._fillings.reload(copied.id), stored)

    async def _copied(self, record_id: int, files: Sequence[FileRef]) -> list[FileRef]:
        """Copy the files that are still kept; a letter's are erased after a while."""
        copies = []
        for file in files:
            number = await self._files.copy(file.id, record_id)
            if number is not None:
                copies.append(replace(file, id=number))
        return copies


def _files(attribute: Attribute, values: Mapping[str, JsonValue]) -> tuple[FileRef, ...]:
    value = values.get(attribute.system_name)
    return () if value is None else attribute.files(value)
