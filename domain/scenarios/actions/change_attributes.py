"""«Изменить значения атрибутов»: change the record in context."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, ValidationInfo, model_validator

from domain.accepting import is_accepting
from domain.described import Part, Refers
from domain.documents import Document, SystemName
from domain.errors import Unfit
from domain.mistakes import Mistake, Path
from domain.records.changing import LONGEST_TOLD, Operation, WrongKind, changed
from domain.records.entity import KnownRecord, RecordPool
from domain.records.template import SYSTEM_ATTRIBUTES
from domain.records.types.asked import JsonValue
from domain.records.types.attribute import Attribute
from domain.scenarios.actions.body import ActionBody
from domain.scenarios.at_hand import RecordNotVisible
from domain.scenarios.checking import Here, unknown
from domain.scenarios.lines import About, Line, Source, mapping_of, source_of, text_of
from domain.scenarios.step import Step, UnknownPiece
from domain.scenarios.titles import TitlesHere
from domain.scenarios.values import OneValue
from domain.scenarios.variables import brief, for_formula


class AttributeChange(Document):
    """What is done to one attribute. `add` puts values behind those that it holds, `remove` takes equal ones away."""

    asked: ClassVar = ("attribute", "operation", "value")

    attribute: Annotated[SystemName, Refers(Part.ATTRIBUTES)]
    operation: Operation = "replace"
    value: OneValue | None = None

    @classmethod
    def means(cls, name: str, data: Mapping[str, Any]) -> bool:
        """Whether a field means anything: what is cleared takes no value."""
        return name != "value" or data.get("operation") != "clear"

    @classmethod
    def offers(cls, name: str, value: str, data: Mapping[str, Any]) -> bool:  # noqa: ARG003
        """Whether a choice can be made: a record's number is never changed."""
        return name != "attribute" or value not in SYSTEM_ATTRIBUTES

    @classmethod
    def needs(cls, name: str, data: Mapping[str, Any]) -> bool:
        """Whether a field must be given beside the others."""
        return name == "value" and cls.means(name, data)

    @model_validator(mode="after")
    def _has_its_value(self, info: ValidationInfo) -> Self:
        if is_accepting(info) and self.operation == "clear" and self.value is not None:
            raise Unfit("config-clear-no-value", at="value")
        if self.operation != "clear" and self.value is None:
            raise Unfit("config-missing", at="value", name="value")
        return self


@dataclass(frozen=True, slots=True)
class ToldChange:
    """What is done to one attribute, by its title."""

    attribute: str | None
    operation: str
    source: Source


@dataclass(frozen=True, slots=True)
class AttributesLine(Line):
    """What is done to which attributes."""

    changes: tuple[ToldChange, ...] = ()


class ChangeAttributes(ActionBody):
    """Changes the record in context; its card follows. All values are worked out before the first change."""

    asked: ClassVar = ("changes",)
    changes_records: ClassVar = True
    main: ClassVar = "changes"

    changes: Annotated[tuple[AttributeChange, ...], Field(min_length=1)]

    async def step(self, run: Step) -> dict[str, Any]:
        """Work out all values, then change the record."""
        known = await run.known()
        given = [None if change.value is None else await run.value(change.value) for change in self.changes]
        after = await run.world.work_out(lambda: self._after(known, given, run))
        await run.change(known, after)
        did = [
            {"attribute": change.attribute, "operation": change.operation, "value": brief(value)}
            for change, value in zip(self.changes, given, strict=True)
        ]
        return {"record": str(known.record.id), "changes": did}

    def _after(self, known: KnownRecord, given: Sequence[Any], run: Step) -> dict[str, JsonValue]:
        """Return what the attributes hold after all changes; raises NotLoaded, UnknownPiece and what refuses them."""
        pool = run.world.at_hand

        def read(attribute: Attribute, kept: JsonValue) -> Any:
            pool.need(attribute.references(kept))
            return attribute.for_formula(kept, pool)

        after: dict[str, JsonValue] = {}
        for change, value in zip(self.changes, given, strict=True):
            attribute = known.template.attribute(change.attribute)
            if attribute is None:
                raise UnknownPiece(kind="attribute", name=change.attribute)
            before = after.get(change.attribute, known.values.get(change.attribute))
            taken = value if attribute.takes_files else for_formula(value)
            after[change.attribute] = changed(
                attribute, change.operation, before, taken, zone=run.world.time_zone, read=read
            )
            _check_templates(attribute, before, after[change.attribute], pool)
        return after

    def check(self, here: Here) -> Iterator[Mistake]:
        """Its attributes are ones of the record in context that can be changed, and take what is done to them."""
        if here.template is None:
            return
        known = [item.system_name for item in here.template.attributes]
        for index, change in enumerate(self.changes):
            path = (*here.path, "changes", index)
            attribute = here.template.attribute(change.attribute)
            if change.attribute in {*SYSTEM_ATTRIBUTES, "ID"}:
                yield Mistake((*path, "attribute"), "config-system-attribute", {"name": change.attribute})
            elif attribute is None:
                yield unknown((*path, "attribute"), "attribute", change.attribute, known)
            elif change.operation == "add" and not attribute.multiple and not attribute.grows:
                yield Mistake((*path, "operation"), "config-adds-to-one", {"attribute": attribute.title})

    @classmethod
    def attribute_at(cls, path: Path, body: Mapping[str, Any]) -> str | None:
        """Return the attribute of the record in context that the value at a place is put into."""
        match path:
            case ("changes", int(index), "value", *_):
                changes = body.get("changes")
                part = mapping_of(changes[index]) if isinstance(changes, list | tuple) and index < len(changes) else {}
                return text_of(part.get("attribute"))
        return None

    def told(self, did: Mapping[str, Any], titles: TitlesHere) -> Mapping[str, Any]:
        """Call the attributes by their titles."""
        changes = did.get("changes") or ()
        return {**did, "changes": [{**one, "attribute": titles.attribute(one["attribute"])} for one in changes]}

    def found(self, did: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the values that were put in."""
        changes = did.get("changes") or ()
        return {f"changes[{number}].value": change.get("value") for number, change in enumerate(changes, 1)}

    @classmethod
    def explain(cls, about: About) -> Line:
        """Tell what is done to which attributes."""
        given = about.body.get("changes")
        parts = [mapping_of(item) for item in (given if isinstance(given, list | tuple) else ())]
        return AttributesLine(**about.common, changes=tuple(_told(part, about) for part in parts))


def _check_templates(attribute: Attribute, before: JsonValue, after: JsonValue, pool: RecordPool) -> None:
    """Raise WrongKind for a record of another template: what a variable holds is not known before. Raises NotLoaded."""
    template = attribute.field().leads_to
    added = {*attribute.references(after)} - {*attribute.references(before)} if template else set()
    pool.need(added)
    for _, number in added:
        with suppress(RecordNotVisible):  # one that is passed on unseen
            known = pool.known(number)
            if known is not None and known.template.system_name != template:
                raise WrongKind(
                    title=attribute.title,
                    type=attribute.type,
                    found=f"{known.template.title} № {number}"[:LONGEST_TOLD],
                )


def _told(part: Mapping[str, Any], about: About) -> ToldChange:
    name = text_of(part.get("attribute"))
    attribute = None if about.template is None else about.template.attribute(name or "")
    title = name if attribute is None else attribute.title
    return ToldChange(title, text_of(part.get("operation")) or "replace", source_of(part.get("value"), about.template))
