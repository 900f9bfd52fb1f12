"""The value of a formula on a record, while the formula is being written: nothing is kept of it."""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

from domain.audit import Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Atomically, Clock
from domain.configuration.schema import schema_of, schemas_of
from domain.errors import NotFound, NotYours
from domain.formulas import Entity, Value, compile_formula, to_text
from domain.formulas.culture import culture_of
from domain.formulas.values import kind_of, many
from domain.paging import NumberEdge, NumberedPage
from domain.people import People, Person
from domain.records.record import Record
from domain.records.stored_templates import StoredTemplates
from domain.records.template import RecordTemplate, StoredTemplate
from domain.runs.trial_records import TrialRecord, with_authors
from domain.runs.try_scenario import TextsHidden
from domain.scenarios.load_world import WorldLoader

LONGEST_VALUE = 1_500
MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class FormulaContext:
    """Where a formula stands: the template that it is about, as it is and as it is going to be, and whose it is.

    `sees_everything`: its scenario says so.
    """

    stored: StoredTemplate
    template: RecordTemplate
    kind: Kind
    title: str
    sees_everything: bool = False


@dataclass(frozen=True, slots=True)
class FormulaValue:
    """What a formula gives on a record: printed as in a letter, its kind, how many values it is, and accounts' names.

    `reads_variables`: it names variables, which only a run fills. `is_noted`: the trail has kept that it was seen.
    """

    text: str
    kind: str
    count: int
    names: tuple[str, ...]
    reads_variables: bool
    is_noted: bool


class FormulaRecords(Protocol):
    """The records of templates."""

    async def get(self, record_id: int) -> Record | None:
        """Return the record, deleted ones not."""
        ...

    async def of_template(
        self, template_id: int, limit: int, edge: NumberEdge | None, creator_id: int | None = None
    ) -> NumberedPage[Record]:
        """Return records of a template that hold something, of one creator or of all, the newest first."""
        ...


class TryFormula:
    """Gives an administrator the value that a formula would have for the creator of a record.

    On somebody else's record, and where it looks for records, it shows others' texts: the trail keeps that, and where
    texts are hidden from administrators there are only one's own.
    """

    def __init__(
        self,
        *,
        records: FormulaRecords,
        configured: StoredTemplates,
        people: People,
        world: WorldLoader,
        audit: Audit,
        clock: Clock,
        atomically: Atomically,
        hide_texts: bool,
    ) -> None:
        self._records = records
        self._configured = configured
        self._people = people
        self._world = world
        self._audit = audit
        self._clock = clock
        self._atomically = atomically
        self._hide_texts = hide_texts

    async def records(
        self, person: Person, context: FormulaContext, limit: int, edge: NumberEdge | None
    ) -> NumberedPage[TrialRecord]:
        """Return a page of the records that it may be tried on, the newest first."""
        self._check(person)
        creator = person.telegram_id if self._hide_texts else None
        return await with_authors(
            await self._records.of_template(context.stored.id, limit, edge, creator), self._people
        )

    async def nearest(self, person: Person, context: FormulaContext) -> int:
        """Return the number of the newest record of their own; 0 where they have none."""
        self._check(person)
        found = await self._records.of_template(context.stored.id, 1, None, person.telegram_id)
        return found.items[0].id if found.items else 0

    async def __call__(self, person: Person, context: FormulaContext, record_id: int, text: str) -> FormulaValue:
        """Return the value. Raises FormulaError, NotFound or TextsHidden."""
        self._check(person)
        record = await self._records.get(record_id)
        if record is None or record.template_id != context.stored.id:
            raise NotFound(f"record {record_id}")
        is_own = record.creator_id == person.telegram_id
        if self._hide_texts and not is_own:
            raise TextsHidden(f"record {record_id}")
        templates = schemas_of(item.document for item in await self._configured.templates())
        formula = compile_formula(text, schema_of(context.template), templates)
        world = await self._world(record_id, record.creator_id, _values(record, context))
        at_hand = world.at_hand.laid_over
        at_hand[record_id] = replace(at_hand[record_id], template=context.template)
        world.sees_everything = context.sees_everything and not self._hide_texts
        shows_others = not is_own or (bool(formula.queried) and not self._hide_texts)
        if shows_others:
            await self._note(person, context, record)
        now = self._clock()
        value = await world.evaluate(formula, now)
        culture = await world.work_out(lambda: culture_of(world.view(None, {}, now).user))
        names = await world.work_out(lambda: _names(value))
        return FormulaValue(
            to_text(value, world.time_zone, culture)[:LONGEST_VALUE],
            kind_of(value),
            len(many(value)),
            names,
            any(path.root == "variable" for path in formula.paths),
            shows_others,
        )

    @staticmethod
    def _check(person: Person) -> None:
        if not person.is_admin:
            raise NotYours("formula")

    async def _note(self, person: Person, context: FormulaContext, record: Record) -> None:
        entry = AuditEntry(
            at=self._clock(),
            actor=Actor(person.telegram_id),
            act=Act.SHOWN,
            kind=context.kind,
            name=context.title,
            changes={"record": (None, record.id)},
        )
        await self._atomically(lambda: self._audit.note(entry))


def _names(value: Value) -> tuple[str, ...]:
    """Return the names of the first accounts among what a formula gave, whose ids tell nobody much."""
    names = []
    for item in many(value)[:MOST_NAMES]:
        with suppress(KeyError):
            names.append(str(item.get("fullName") or "") if isinstance(item, Entity) else "")
    return tuple(filter(None, names))


def _values(record: Record, context: FormulaContext) -> dict[str, object]:
    """Return what the record holds of attributes that have kept their type."""
    types = {item.system_name: item.type for item in context.stored.document.attributes}
    same = {item.system_name for item in context.template.attributes if types.get(item.system_name) == item.type}
    return {name: value for name, value in record.values.items() if name in same}
