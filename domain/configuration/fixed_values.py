"""Constants that are put into attributes: what an attribute never holds is known before anybody presses."""

from datetime import UTC

from domain.errors import GonetsError
from domain.formulas import Formula, FormulaError, fixed_value
from domain.mistakes import Mistake, Path
from domain.records.changing import kept_value
from domain.records.types.attribute import Attribute


def check_fixed(formula: Formula, attribute: Attribute, path: Path) -> Mistake | None:
    """Return why an attribute never holds what a formula always gives; None where it may, and for other formulas.

    Raises FormulaError.
    """
    fixed = fixed_value(formula)
    if fixed is None:
        return None
    try:
        kept_value(attribute, fixed, UTC)
    except FormulaError:
        raise
    except GonetsError as error:
        return Mistake(path, error.key, error.params)
    return None
