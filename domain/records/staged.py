"""Records that a run changes or makes: as they will be once its segment is committed, seen by that run alone before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.records.entity import KnownRecord
from domain.records.record import Record
from domain.records.template import RecordTemplate
from domain.records.types.asked import JsonValue


@dataclass(frozen=True, slots=True)
class StagedRecord:
    """A record as it will be.

    `known` is that, with the revision that was read; `changed` says by attribute what is written, where None is an
    attribute that holds nothing. `is_new`: it does not exist before.
    """

    known: KnownRecord
    changed: Mapping[str, JsonValue]
    is_new: bool = False

    @property
    def number(self) -> int:
        """The record's number."""
        return self.known.record.id

    @property
    def template(self) -> RecordTemplate:
        """The record's template."""
        return self.known.template

    def values(self, before: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """Return values with what is changed: an attribute that must hold something is asked for again instead."""
        required = {item.system_name for item in self.known.template.attributes if item.required}
        after = {**before, **self.changed}
        return {name: value for name, value in after.items() if value is not None or name not in required}

    def spilled(self, row: int) -> "SpilledRecord":
        """Return what is left of it where it is written to a hidden row."""
        return SpilledRecord(row, self.template, self.known.creator_account_id, self.is_new)

    @property
    def new_values(self) -> dict[str, JsonValue]:
        """What is written of it."""
        return self.values(self.known.record.values)

    @property
    def is_complete(self) -> bool:
        """Whether its form will have no open question."""
        return replace(self.known.record, values=self.new_values).next_question(self.template) is None

    @property
    def has_files(self) -> bool:
        """Whether what is changed holds files, which may be those of another record."""
        return any(
            attribute.files(value)
            for attribute in self.template.attributes
            if (value := self.changed.get(attribute.system_name)) is not None
        )


def staged(
    known: KnownRecord, changes: Mapping[str, JsonValue], now: datetime, before: StagedRecord | None
) -> StagedRecord:
    """Return a record with more changes; `before` is how it was staged already."""
    record = replace(known.record, modified_at=now)
    made = StagedRecord(
        known,
        changes if before is None else {**before.changed, **changes},
        is_new=before is not None and before.is_new,
    )
    return replace(made, known=replace(known, record=record, values=made.values(known.values)))


def text_in(values: object) -> int:
    """Return how many characters kept values hold."""
    if isinstance(values, str):
        return len(values)
    if isinstance(values, Mapping):
        return sum(map(text_in, values.values()))
    return sum(map(text_in, values)) if isinstance(values, list | tuple) else 0


@dataclass(frozen=True, slots=True)
class SpilledRecord:
    """A staged record that is written to a hidden row of this number, and not held any more."""

    row: int
    template: RecordTemplate
    creator_account_id: int | None
    is_new: bool

    def restored(
        self, record: Record, values: Mapping[str, JsonValue], changed: Mapping[str, JsonValue]
    ) -> StagedRecord:
        """Return the record as it was staged; `values` are those that the run sees."""
        return StagedRecord(KnownRecord(record, self.template, values, self.creator_account_id), changed, self.is_new)


Staged = StagedRecord | SpilledRecord
"""A record that is changed or made, held or spilled."""
