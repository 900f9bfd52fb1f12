"""What a record begins with: the defaults of its template, evaluated for the person who begins it."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Protocol

from domain.clock import Clock
from domain.errors import DatabaseTrouble, GonetsError
from domain.formulas import Formula, Value, compile_formula
from domain.people import Person
from domain.records.record import Record
from domain.records.template import RecordTemplate
from domain.records.types.asked import JsonValue

log = logging.getLogger(__name__)


class World(Protocol):
    """What a formula is evaluated in."""

    @property
    def time_zone(self) -> tzinfo:
        """The zone of the person who begins the record."""
        ...

    async def evaluate(self, formula: Formula, now: datetime) -> Value:
        """Return what the formula gives."""
        ...


class Worlds(Protocol):
    """Opens worlds."""

    async def around(
        self, record: Record, template: RecordTemplate, person: Person, values: Mapping[str, Any] | None = None
    ) -> World:
        """Open the world of a formula over a record that somebody has before them; `values` stand in for its own."""
        ...


@dataclass(frozen=True, slots=True)
class Begun:
    """The values that a record begins with; `refused` are the defaults that gave somebody who cannot be written to."""

    values: dict[str, JsonValue]
    refused: tuple[tuple[str, GonetsError], ...] = ()
    """By the attributes' titles."""


class Defaults:
    """Evaluates the defaults of a template in order; each sees those before it.

    A default that gives nothing, or nothing that would do as an answer, leaves its attribute to be asked for.
    """

    def __init__(self, worlds: Worlds, clock: Clock) -> None:
        self._worlds = worlds
        self._clock = clock

    async def __call__(self, person: Person, record: Record, template: RecordTemplate) -> Begun:
        """Return the values that `record` begins with."""
        values: dict[str, JsonValue] = {}
        refused: list[tuple[str, GonetsError]] = []
        for attribute in template.attributes:
            if attribute.default is None:
                continue
            try:
                world = await self._worlds.around(record, template, person, values)
                found = await world.evaluate(compile_formula(attribute.default), self._clock())
            except DatabaseTrouble:
                raise
            except GonetsError as error:
                log.info("template %s: the default of %s gives no answer: %s", template.system_name,
                         attribute.system_name, error.key)  # fmt: skip
                continue
            try:
                value = attribute.from_formula(found, world.time_zone)
            except GonetsError as error:
                refused.append((attribute.title, error))
                continue
            if value is not None:
                values[attribute.system_name] = value
        return Begun(values, tuple(refused))
