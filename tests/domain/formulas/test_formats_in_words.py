"""Formats of numbers, dates and durations: what .NET has is printed as there, what it has not is refused when typed."""

import pytest

from domain.formulas import UnreadableForm, compile_formula
from tests.domain.formulas.test_formulas import SCHEMA, value

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("formula", "printed"),
    [
        ("FORMAT('{0:C}', LIST(1234.5))", f"1{NBSP}234,50{NBSP}₽"),
        ("FORMAT('{0:c0}', LIST(0 - 1234.5))", f"-1{NBSP}235{NBSP}₽"),
        ("FORMAT('{0:C}', LIST(0 - 0.001))", f"0,00{NBSP}₽"),
        ("FORMAT('{0:0.00;(0.00);-}', LIST(5))", "5,00"),
        ("FORMAT('{0:0.00;(0.00);-}', LIST(0 - 5))", "(5,00)"),
        ("FORMAT('{0:0.00;(0.00);-}', LIST(0))", "-"),
        (r"FORMAT('{0:0\;}', LIST(5))", "5;"),
        (r"FORMAT('{0:0\;;(0)}', LIST(0 - 5))", "(5)"),
        ("FORMAT('{0:0;;нет}', LIST(0 - 5))", "-5"),
        ("FORMAT('{0:0;;нет}', LIST(0))", "нет"),
        ("""FORMAT("{0:'a;b'0}", LIST(5))""", "a;b5"),
    ],
)
def test_a_format_prints_as_on_the_platform(formula: str, printed: str) -> None:
    assert value(formula) == printed


@pytest.mark.parametrize(
    ("formula", "rest"),
    [
        ("FORMAT('{0:X}', LIST(5))", "X"),
        ("FORMAT('{0:0‰}', LIST(5))", "0‰"),
        ("FORMAT('{0} и {1:0.0e+0}', LIST(5, 6))", "0.0e+0"),
        ("FORMAT('{0:0;0;0;0}', LIST(5))", "0;0;0;0"),
        ("FORMAT('{0:HH:mm}', LIST(5))", "HH:mm"),
        ("FORMAT('{0:N2}', LIST(NOW() - NOW()))", "N2"),
        ("FORMAT('{0} {2}', LIST(5, 6))", "{2}"),
        ("FORMAT('{0', LIST(5))", ""),
        ("FORMAT('{а}', LIST(5))", ""),
        ("FORMATLOC(NOW(), 'dd \"год')", ""),
        ("PARSEDATE('1', 'dd \"год')", ""),
    ],
)
def test_a_format_that_nothing_prints_in_is_refused_when_it_is_typed(formula: str, rest: str) -> None:
    with pytest.raises(UnreadableForm) as caught:
        compile_formula(formula).check_fitting(SCHEMA)
    assert caught.value.params["rest"] == rest


@pytest.mark.parametrize(
    "formula",
    ["FORMAT('{0:dd.MM.yyyy}', LIST(NOW()))", "FORMAT('{0:X}', LIST($Tema))", "FORMAT($Tema, LIST(5))",
     "FORMAT('{{0}} {0,10:N2}', LIST(5))", "FORMATLOC(NOW(), 'd MMMM yyyy')"],
)  # fmt: skip
def test_a_format_that_may_print_something_is_let_pass(formula: str) -> None:
    compile_formula(formula).check_fitting(SCHEMA)
