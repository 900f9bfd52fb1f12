"""What a formula surely gives, whatever it reads; None where that depends on what is there."""

import pytest

from domain.formulas import compile_formula
from domain.formulas.schema import Field, record_schema

SCHEMA = record_schema({"Tema": Field("text"), "Skolko": Field("number"), "Chisla": Field("number", multiple=True)})


@pytest.mark.parametrize(
    ("formula", "kind"),
    [
        ("$Skolko * 2", "number"),
        ("$Skolko + 1", "number"),
        ("$Tema + 1", "text"),
        ("1 + $Tema", "text"),
        ("$$s->a + 'x'", "text"),
        ("'x' + $$s->a", "text"),
        ("$$s->a + 1", None),
        ("1 + $$s->a", None),
        ("$$s->a * 2", None),
        ("2 * $$s->a", None),
        ("null * 2", None),
        ("$Chisla * 2", None),
        ("$Skolko == $$s->a", "boolean"),
        ("NOT(EMPTY($$s->a))", "boolean"),
    ],
)
def test_an_operator_gives_what_both_sides_surely_are(formula: str, kind: str | None) -> None:
    found = compile_formula(formula).kind(SCHEMA)
    assert (None if found is None else found.kind) == kind
