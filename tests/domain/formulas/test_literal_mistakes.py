"""A text in a formula that no date or duration can be made of is told when the formula is saved."""

import pytest

from domain.formulas import WrongArguments, WrongType, compile_formula
from tests.domain.formulas.test_formulas import SCHEMA, value


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("DATE('31.12.2026')", 6),
        ("DATE('2026-02-30')", 6),
        ("DATE('завтра')", 6),
        ("1 + DAYS(DURATION('2 дня'))", 19),
        ("DURATION('P999999999999Y')", 10),
        ("BOOL('да')", 6),
    ],
)
def test_a_text_that_gives_nothing_is_told_with_its_place(text: str, column: int) -> None:
    with pytest.raises(WrongArguments) as caught:
        compile_formula(text).check_fitting(SCHEMA)
    assert caught.value.column == column
    assert caught.value.params["example"]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("DATE('31.12.2026')", "DATE('2026-12-31')"),
        ("DATE('1.2.2026')", "DATE('2026-02-01')"),
        ("DATE('31 декабря 2026')", "DATE('2026-12-31')"),
        ("DATE('31.02.2026')", ""),
        ("DATE('завтра')", ""),
        ("DATE('25')", ""),
        ("NOW() + DURATION('2 часа')", "NOW() + DURATION('PT2H')"),
        ("DURATION('1 день 30 минут')", "DURATION('P1DT30M')"),
        ("DURATION('скоро')", ""),
        ("BOOL('да')", "BOOL('true')"),
        ("BOOL('может быть')", ""),
    ],
)
def test_what_it_is_likely_to_mean_is_told(text: str, right: str) -> None:
    with pytest.raises(WrongArguments) as caught:
        compile_formula(text).check_fitting(SCHEMA)
    assert caught.value.params["corrected"] == right
    if right:
        compile_formula(right).check_fitting(SCHEMA)


@pytest.mark.parametrize(
    "text", ["DATE('2026-12-31')", "DATE('18:00:00')", "DURATION('P1DT2H')", "DATE($Tema)", "BOOL('True')"]
)
def test_a_text_that_may_give_something_is_let_pass(text: str) -> None:
    compile_formula(text).check_fitting(SCHEMA)


@pytest.mark.parametrize(
    "text",
    ["DAY('31')", "DATE(5)", "GT(1, 2)", "WORKDAYS('а', 1)", "ADDDAYS(NOW(), 'два')", "DAYS(NOW())", "BETWEEN(1, 2, 3)",
     "NOW() + 1", "DURATION('P1D') * NOW()", "NOW() < DURATION('P1D')", "MATCHES(1, 'а')", "FORMATLOC('а', 'б')",
     "JOIN(LIST('а', 'б'), ', ')"],
)  # fmt: skip
def test_a_value_of_a_wrong_kind_is_told_when_it_is_saved(text: str) -> None:
    with pytest.raises(WrongType):
        compile_formula(text).check_fitting(SCHEMA)


def test_a_stored_join_of_the_other_order_runs_on_as_it_did() -> None:
    assert value("JOIN(LIST('а', 'б'), '; ')") == "; "
