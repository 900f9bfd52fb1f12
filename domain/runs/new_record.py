"""What a record begins with that a button creates: values made by formulas over the record whose button it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.errors import DatabaseTrouble, GonetsError
from domain.formulas import compile_formula
from domain.records.template import Button, StoredTemplate
from domain.records.types.asked import JsonValue
from domain.records.types.attribute import is_given
from domain.scenarios.world import World


@dataclass(frozen=True, slots=True)
class NewRecord:
    """Of which template, with which answers; `refused` are values that are none, by their attributes' titles."""

    template_id: int
    values: Mapping[str, JsonValue]
    refused: tuple[tuple[str, GonetsError], ...] = ()


async def new_record(button: Button, target: StoredTemplate, world: World, now: datetime) -> NewRecord:
    """Work out all values; one that is refused, or is empty, leaves its attribute to be asked for."""
    values: dict[str, JsonValue] = {}
    refused: list[tuple[str, GonetsError]] = []
    for value in button.values:
        attribute = target.document.attribute(value.attribute)
        if attribute is None:
            continue
        try:
            found = await world.evaluate(compile_formula(value.formula), now)
            kept = attribute.from_formula(found, world.time_zone)
        except DatabaseTrouble:
            raise
        except GonetsError as error:
            refused.append((attribute.title, error))
            continue
        if is_given(kept):
            values[attribute.system_name] = kept
    return NewRecord(target.id, values, tuple(refused))
