"""A name behind `->` where there is nothing to go to: the error says what kind of value stands there."""

import pytest

from domain.formulas.errors import WrongType
from domain.formulas.formula import compile_formula
from domain.formulas.name_check import Names, Scope
from domain.formulas.parsing import parse
from domain.formulas.schema import Field, Schema
from domain.formulas.tree import Node

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
        compile_formula(formula, Schema({"Znachenie": Field(kind)}), {})
    assert error.value.params["found"] == KINDS[kind]


@pytest.mark.parametrize("root", ["$$set", "$Zapis"])
def test_a_long_chain_of_names_is_gone_along_once(root: str) -> None:
    looked_at: list[Node] = []

    class Watched(Names):
        def check(self, node: Node, scope: Scope) -> Schema | None:
            looked_at.append(node)
            return super().check(node, scope)

    Watched(None, {}).check(parse(root + "->dalshe" * 60), {})
    assert len(looked_at) < 70
