"""Record: one of a template's records, or many. Kept as `{"record": 5}`, a list of those where many are chosen."""

from collections.abc import Collection, Mapping
from datetime import tzinfo
from functools import partial
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import ValidationInfo, model_validator

from domain.accepting import is_accepting
from domain.accounts.entity import Pool
from domain.described import Refers
from domain.documents import SystemName
from domain.errors import GonetsError, Unfit
from domain.formulas import Entity, Field, Reference, Value
from domain.messages.rich_text import RichText
from domain.one_line import in_one_line
from domain.paging import FIRST
from domain.records.types.asked import LONGEST_QUERY, Asked, Choice, JsonValue, Moment, Narrowed, Offer, Sources
from domain.records.types.attribute import Attribute, Comparable, by_number, items_of
from domain.sections import Section

RECORDS_A_PAGE = 6
MOST_RECORDS = 100
LONGEST_NUMBER = 18


class RecordExpected(GonetsError):
    """A record is to be chosen here."""

    key = "error-record-expected"


class RecordGone(GonetsError):
    """The record is gone, is another template's, or may not be seen by whoever chooses it."""

    key = "error-record-gone"


class TooManyRecords(GonetsError):
    """No more records fit into one attribute."""

    key = "error-too-many-records"


class RecordAttribute(Attribute):
    """A record of a template, or many."""

    tag: ClassVar = "record"
    asked: ClassVar[tuple[str, ...]] = (*Attribute.asked, "template")
    takes_many: ClassVar = True
    is_hidden_with_texts: ClassVar = False

    type: Literal["record"]
    template: Annotated[SystemName, Refers(Section.TEMPLATES)] | None = None

    @classmethod
    def needs(cls, name: str, data: Mapping[str, Any]) -> bool:  # noqa: ARG003 - of all alike
        """Without a template there would be nothing to choose from."""
        return name == "template"

    @model_validator(mode="after")
    def _has_a_template(self, info: ValidationInfo) -> Self:
        if is_accepting(info) and self.template is None:
            raise Unfit("config-record-template", at="template")
        return self

    async def offer(self, asked: Asked, sources: Sources) -> Offer:
        """Return the newest records, or those that have the words; those that are chosen already are left out."""
        chosen = record_ids(asked.value) if self.multiple else ()
        look = partial(sources.records.find, asked.person_id, self.template or "", asked.query, RECORDS_A_PAGE)
        found = await look(asked.place(RECORDS_A_PAGE))
        if asked.page and not found.items:
            found = await look(FIRST)
        choices = tuple(Choice(item.number, item) for item in found.items if item.number not in chosen)
        return Offer(choices, found.older is not None, around=asked.around(found.newer, found.older))

    def expected(self) -> GonetsError:
        """Return what says that a record is."""
        return RecordExpected(title=self.title)

    def written(self, text: RichText, moment: Moment) -> Narrowed:
        """Look for a record: words and numbers are no choice yet."""
        words = in_one_line(text.text).strip()
        if not words:
            raise self.expected()
        return Narrowed(words[:LONGEST_QUERY])

    async def chosen(self, number: int, asked: Asked, sources: Sources) -> JsonValue:
        """Take a record; raises RecordGone or TooManyRecords."""
        if self.multiple and len(record_ids(asked.value)) >= MOST_RECORDS:
            raise TooManyRecords(title=self.title, limit=MOST_RECORDS)
        if await sources.records.get(asked.person_id, self.template or "", number) is None:
            raise RecordGone(title=self.title)
        return {"record": number}

    def check_count(self, value: JsonValue) -> None:
        """Raise TooManyRecords."""
        if len(record_ids(value)) > MOST_RECORDS:
            raise TooManyRecords(title=self.title, limit=MOST_RECORDS)

    def references(self, value: JsonValue) -> Collection[Reference]:
        """Return the records."""
        return [("record", number) for number in record_ids(value)]

    def field(self) -> Field:
        """A record of that template, or many."""
        return Field("record", self.multiple, leads_to=self.template or "")

    def for_formula(self, value: JsonValue, pool: Pool) -> Value:
        """Return the record, or a tuple where many can be chosen; those that are gone are left out."""
        found = tuple(pool.record(number) for number in record_ids(value) if pool.has_record(number))
        return self.fitting(found)

    @classmethod
    def searched_by(cls, item: JsonValue) -> Collection[str]:
        """By its number."""
        return [str(number) for number in record_ids(item)]

    @classmethod
    def compared_by(cls, item: JsonValue) -> Comparable | None:
        """Its number."""
        return next((Comparable(number=float(number)) for number in record_ids(item)), None)

    def looked_up_by(self, value: Any) -> Comparable | None:
        """A number as a text can be equal."""
        is_number = isinstance(value, str) and value.isdecimal() and len(value) <= LONGEST_NUMBER
        return Comparable(number=float(value)) if is_number else None

    def referred_by(self, identity: str) -> Comparable | None:
        """Its number."""
        return by_number(identity)

    def check(self, value: JsonValue, pool: Pool) -> None:
        """Raise RecordExpected for what another type has left; one that is gone is empty, and stops nothing."""
        if len(record_ids(value)) != len(items_of(value)):
            raise self.expected()

    def misfit(self, found: Field) -> Unfit | None:
        """Nothing but records, and of this template as far as it is known."""
        other = found.leads_to if found.kind == "record" else ""
        if other and other != self.template:
            return Unfit("config-record-other", name=self.title, template=self.template or "", found=other)
        return super().misfit(found)

    def from_formula(self, value: Any, zone: tzinfo) -> JsonValue:
        """Take the records that a formula gives, each once; raises TooManyRecords."""
        items = items_of(value)
        numbers = [number for item in items if (number := _number_of(item)) is not None]
        if not items or len(numbers) != len(items) or (len(items) > 1 and not self.multiple):
            return None
        kept = [{"record": number} for number in dict.fromkeys(numbers)]
        self.check_count(kept)
        return self.fitting(kept)


def record_ids(value: JsonValue) -> tuple[int, ...]:
    """Return the records that a kept value refers to."""
    return tuple(
        item["record"] for item in items_of(value) if isinstance(item, dict) and isinstance(item.get("record"), int)
    )


def _number_of(item: Any) -> int | None:
    identity = item.identity if isinstance(item, Entity) else ""
    return int(identity) if identity.isdecimal() and len(identity) <= LONGEST_NUMBER else None
