"""Conditions of actions: a formula that says yes or no."""

from typing import Any

from domain.errors import GonetsError
from domain.formulas.values import kind_of


class NotACondition(GonetsError):
    """A condition gave something else than yes or no."""

    key = "error-scenario-no-condition"


def is_met(value: Any) -> bool:
    """Whether a condition is met: true is, false and empty are not. Raises NotACondition."""
    if value is None or isinstance(value, bool):
        return value is True
    raise NotACondition(kind=kind_of(value))
