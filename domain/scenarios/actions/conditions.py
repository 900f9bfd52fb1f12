"""Conditions of actions: a formula that says yes or no."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

from domain.errors import GonetsError
from domain.formulas import FormulaError, compile_formula, fixed_value
from domain.formulas.values import kind_of
from domain.scenarios.values import FormulaValue, VariableValue


class NotACondition(GonetsError):
    """A condition gave something else than yes or no."""

    key = "error-scenario-no-condition"


def is_met(value: Any) -> bool:
    """Whether a condition is met: true is, false and empty are not. Raises NotACondition."""
    if value is None or isinstance(value, bool):
        return value is True
    raise NotACondition(kind=kind_of(value))


def always(formula: str) -> bool | None:
    """Return what a condition always comes to; None where it may be met or not."""
    with suppress(FormulaError, NotACondition):
        compiled = compile_formula(formula)
        return is_met(fixed_value(compiled)) if compiled.is_fixed else None
    return None


def never_any(value: VariableValue, *, counts: bool = False) -> bool:
    """Whether a value is always nothing: empty, or no values; of one that `counts`, none."""
    if not isinstance(value, FormulaValue):
        return False
    with suppress(FormulaError):
        formula = compile_formula(value.formula)
        found = fixed_value(formula)
        nothing = found is None or found == () or (counts and isinstance(found, Decimal) and found == 0)
        return formula.is_fixed and nothing
    return False
