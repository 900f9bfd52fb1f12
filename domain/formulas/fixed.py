"""A formula that reads nothing always gives the same: its value is known when it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

from domain.formulas.formula import Formula
from domain.formulas.searches import Found, Search
from domain.formulas.values import Entity, Value


@dataclass(frozen=True, slots=True)
class _Nothing:
    """A view in which there is nothing."""

    record: Entity | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    user: Entity | None = None
    now: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    time_zone: tzinfo = UTC

    def find(self, search: Search) -> Found | None:
        """A formula that is fixed looks for nothing."""
        raise LookupError(search.template)


def fixed_value(formula: Formula) -> Value:
    """Return what a formula that is fixed gives, None for any other; raises FormulaError."""
    return formula.evaluate(_Nothing()) if formula.is_fixed else None
