"""Records as formulas see them: a number that leads to its attributes, which are read when they are asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self

from domain.accounts.entity import Pool, account_entity
from domain.formulas import Entity, Reference, Value
from domain.records.record import Record
from domain.records.template import RecordTemplate
from domain.records.types.attribute import Attribute


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """A record that was read, with its template, the values that hold, and whose it is."""

    record: Record
    template: RecordTemplate
    values: Mapping[str, Any]
    creator_account_id: int | None

    @property
    def references(self) -> set[Reference]:
        """What its values name, and its creator."""
        found = set(references_of(self.template, self.values))
        return found if self.creator_account_id is None else found | {("account", self.creator_account_id)}


class RecordPool(Pool, Protocol):
    """What was read, records with all that they are."""

    def known(self, number: int) -> KnownRecord | None:
        """Return the record, None where it is gone; raises NotLoaded, and what refuses it to the author of the run."""
        ...


class RecordEntity(str, Entity):
    """A record in a formula. It is its number as a text, as the platform's `id` is, and prints and compares as that."""

    __slots__ = ("pool",)

    pool: RecordPool

    def __new__(cls, number: int, pool: RecordPool) -> Self:
        """Nothing is read yet."""
        made = super().__new__(cls, number)
        made.pool = pool
        return made

    @property
    def number(self) -> int:
        """The record's number."""
        return int(self)

    @property
    def identity(self) -> str:
        """What a reference prints as and is compared by."""
        return str(self)

    def get(self, name: str) -> Value:
        """Return an attribute, None of a record that is gone; KeyError for a name that its template does not have."""
        value: Value = self._read(name, lambda attribute, kept: attribute.for_formula(kept, self.pool))
        return value

    def for_message(self, name: str) -> Any:
        """Return an attribute as variables and letters take it, with formatting and files; as `get` in all else."""
        return self._read(name, lambda attribute, kept: attribute.for_message(kept, self.pool))

    def _read(self, name: str, read: Callable[[Attribute, Any], Any]) -> Any:
        if name in {"id", "ID"}:
            return self
        known = self.pool.known(self.number)
        if known is None:
            return None
        match name:
            case "_creator":
                return account_entity(known.creator_account_id, self.pool)
            case "_creationDate":
                return known.record.created_at
            case "_lastWriteDate":
                return known.record.modified_at
            case "_isDisabled":
                return known.record.disabled
        attribute = known.template.attribute(name)
        if attribute is None:
            raise KeyError(name)
        value = known.values.get(name)
        if value is None:
            return None
        references = attribute.references(value)
        if references:
            self.pool.need(references)
        return read(attribute, value)


def references_of(template: RecordTemplate, values: Mapping[str, Any]) -> set[Reference]:
    """Return what a record's values name."""
    return {
        reference
        for attribute in template.attributes
        if (value := values.get(attribute.system_name)) is not None
        for reference in attribute.references(value)
    }


def referred_accounts(template: RecordTemplate, values: Mapping[str, Any]) -> set[int]:
    """Return the accounts that a record's values name."""
    return {number for kind, number in references_of(template, values) if kind == "account"}
