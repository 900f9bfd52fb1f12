"""A name behind `->` where there is nothing to go to: the error says what kind of value stands there."""

import pytest

from domain.formulas.errors import WrongType
from domain.formulas.formula import checked_formula
from domain.formulas.schema import Field, Schema

KINDS = {
    "text": "text",
    "number": "number",
    "boolean": "boolean",
    "date_time": "date_time",
    "duration": "duration",
    "enum": "text",
    "file": "list",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("formula", ["$Znachenie->mbox", "FIRST(LIST($Znachenie->mbox))"])
def test_the_kind_of_the_value_is_said(kind: str, formula: str) -> None:
    with pytest.raises(WrongType) as error:
        checked_formula(formula, Schema({"Znachenie": Field(kind)}), {})
    assert error.value.params["found"] == KINDS[kind]
