"""What a record begins with: the defaults of its template, evaluated for the person who begins it."""

import logging
from collections.abc import Mapping
from datetime import tzinfo
from zoneinfo import ZoneInfo

from domain.accounts.account import Accounts
from domain.clock import Clock
from domain.errors import GonetsError
from domain.formulas import compile_formula
from domain.people import Person
from domain.records.record import Record
from domain.records.template import RecordTemplate
from domain.records.types.attribute import Attribute, JsonValue
from domain.scenarios.entities import load_pool, referred_accounts
from domain.scenarios.step import World, evaluate_on_record

log = logging.getLogger(__name__)


class Defaults:
    """Evaluates the defaults of a template in order; each sees those before it.

    A default that gives nothing, or nothing that would do as an answer, leaves its attribute to be asked for.
    """

    def __init__(self, accounts: Accounts, clock: Clock, time_zone: str) -> None:
        self._accounts = accounts
        self._clock = clock
        self._time_zone = time_zone

    async def __call__(self, person: Person, record: Record, template: RecordTemplate) -> dict[str, JsonValue]:
        """Return the values that `record` begins with."""
        zone = ZoneInfo(person.time_zone or self._time_zone)
        values: dict[str, JsonValue] = {}
        for attribute in template.attributes:
            if attribute.default is None:
                continue
            try:
                value = await self._value(attribute, attribute.default, values, person, record, template, zone)
            except GonetsError as error:
                log.info("template %s: the default of %s gives no answer: %s", template.system_name,
                         attribute.system_name, error.key)  # fmt: skip
                continue
            if value is not None:
                values[attribute.system_name] = value
        return values

    async def _value(
        self,
        attribute: Attribute,
        default: str,
        values: Mapping[str, JsonValue],
        person: Person,
        record: Record,
        template: RecordTemplate,
        zone: tzinfo,
    ) -> JsonValue:
        formula = compile_formula(default)
        first = referred_accounts(template, values)
        if person.account_id is not None:
            first.add(person.account_id)
        pool = await load_pool(self._accounts, first, [formula])
        world = World(record, template, values, person.account_id, zone, routes={}, connections={})
        return attribute.from_formula(evaluate_on_record(formula, world, pool, self._clock()), zone)
