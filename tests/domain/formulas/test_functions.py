"""The functions against the platform's guide: its examples, its signatures and its rules."""

import json
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.formulas import (
    FormulaError,
    LimitExceeded,
    WrongArguments,
    WrongType,
    compile_formula,
    to_text,
)
from domain.formulas.functions import ANY, ARITY, FUNCTIONS
from tests.domain.formulas.test_formulas import CHIEF, IVANOV, Thing, View, value

DATA = Path(__file__).parent
EXAMPLES = json.loads((DATA / "examples.json").read_text(encoding="utf-8"))
SIGNATURES: dict[str, list[str]] = json.loads((DATA / "functions.json").read_text(encoding="utf-8"))
ZONE_MAY_FOLLOW = {"WORKDAYSTZ", "WORKDAYSDURATIONTZ", "WORKHOURSTZ", "WORKHOURSDURATIONTZ"}
"""The guide calls their list optional, though the zone follows it."""
TAKES_MORE = {"AND", "OR", "CONCAT"}
"""Earlier editions of the guide allow more arguments here, and more do no harm."""


DOCUMENTED = [example for example in EXAMPLES if "erratum" not in example]


def test_every_function_of_the_platform_is_here() -> None:
    assert set(FUNCTIONS) == set(SIGNATURES)


@pytest.mark.parametrize("example", DOCUMENTED, ids=lambda example: example["formula"][:40])
def test_an_example_of_the_guide_prints_as_documented(example: dict[str, Any]) -> None:
    zone = ZoneInfo("Europe/Moscow")
    assert to_text(compile_formula(example["formula"]).evaluate(View(time_zone=zone)), zone) == example["result"]


def counts(signature: str) -> set[int]:
    """Return how many arguments a signature of the guide allows; ANY for any number."""
    inner = re.sub(r"LIST\([^)]*\)", "LIST", signature[signature.index("(") + 1 : -1])
    if "..." in inner:
        return {1, ANY}
    arguments = [piece.strip() for piece in inner.split(",") if piece.strip()]
    return {len(arguments), len(arguments) - sum(piece.startswith("[") for piece in arguments)}


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_takes_as_many_arguments_as_the_guide_says(name: str) -> None:
    documented = set[int]().union(*(counts(each) for each in SIGNATURES[name] if "[(query)" not in each))
    least, most = ARITY[name]
    assert least == min(documented) - (name in ZONE_MAY_FOLLOW) or (name == "LIST" and least == 0)
    assert most == (ANY if name in TAKES_MORE else max(documented))


@pytest.mark.parametrize(
    ("formula", "printed"),
    [
        ("BOOL('да')", ""),
        ("BOOL('false')", "False"),
        ("DECIMAL('14,50')", "14,5"),
        ("DECIMAL('14.5')", ""),
        ("DECIMAL('-3')", "-3"),
        ("DECIMAL('1 000')", ""),
        ("DECIMAL('5 ₽')", ""),
        ("DECIMAL('5,')", ""),
        ("02 + 1", "3"),
        ("1 / 3", "0,333333333333333"),
        ("DIVIDE(1, 0)", ""),
        ("1 / 0", ""),
        ("EMPTY(DIVIDE(3, 0))", "True"),
        ("QUOTIENT(-7, 2)", "-3"),
        ("REMAINDER(-7, 2)", "-1"),
        ("QUOTIENT(-7, 2) * 2 + REMAINDER(-7, 2)", "-7"),
        ("QUOTIENT(7, 0)", ""),
        ("REMAINDER(7, 0)", ""),
        ("ROUND(2.4)", "2"),
        ("ROUND(-3.5)", "-4"),
        ("ROUND(null)", ""),
        ("CEILING(-0.5)", "0"),
        ("FLOOR(-0.5)", "-1"),
        ("ADD(1, null)", ""),
        ("EQUALS(1.0, 1)", "True"),
        ("EQUALS('а', 'А')", "False"),
        ("NOTEQUALS('1', 1)", "True"),
        ("GREATER('Б', 'а')", "True"),
        ("LESS('Б', 'а')", "False"),
        ("LESS('а', 'Б')", "True"),
        ("LESS('а', 'А')", "True"),
        ("LESS('Аб', 'ав')", "True"),
        ("LESS('ёж', 'ель')", "True"),
        ("LESS('елка', 'ёлка')", "True"),
        ("LESS('ёлка', 'жук')", "True"),
        ("LESS('10', '9')", "True"),
        ("LESS('1', 'а')", "True"),
        ("LESS('стол', 'столик')", "True"),
        ("GREATEREQ('столик', 'стол')", "True"),
        ("LESSEQ('стол', 'стол')", "True"),
        ("GREATER(null, 1)", ""),
        ("'Б' > 'а'", "True"),
        ("IF(null, 1, 2)", "2"),
        ("ANY(LIST(BOOL('false')))", "True"),
        ("ANY(LIST('а'))", "True"),
        ("ANY(LIST())", "False"),
        ("ANY(null)", "False"),
        ("ALL(LIST(true, null))", "False"),
        ("ASCENDING(LIST('Б', 'а', 'ё', 'А', 'е'))", "а, А, Б, е, ё"),
        ("DESCENDING(1, 3, 2)", "3, 2, 1"),
        ("DISTINCT(LIST(2, 1.0, 1))", "1, 2"),
        ("MIN(3, 1, 2)", "1"),
        ("MAX(LIST(3, 1, 2))", "3"),
        ("MIN(1, null)", ""),
        ("SUM(1, 2, 3)", "6"),
        ("SUM(1, null)", ""),
        ("SUM(LIST())", ""),
        ("SUM($$first, $$first)", "2.02:00:00"),
        ("MAX($$first, $$second)", "3.01:00:00"),
        ("AVERAGE(1, 2)", "1,5"),
        ("AVERAGE(1, null)", ""),
        ("FIRST(LIST())", ""),
        ("COUNT(null)", "0"),
        ("UNION($Kto, $Poluchatel)", "account.1, account.2"),
        ("UNION($Poluchatel, null)", "account.1"),
        ("VALUE(null, 'нет')", "нет"),
        ("VALUE('', 'нет')", "нет"),
        ("VALUE('есть', 1 + 'а' - 1)", "есть"),
        ("VALUE(null)", ""),
        ("VALUE(0, 1)", "0"),
        ("NORMALIZE('  два   слова ')", "два слова"),
        ("INDEXOF('аб', 'в')", "-1"),
        ("REPLACE('а а', 'а', 'бб')", "бб бб"),
        ("CONCAT(LIST('а', 1.5))", "а1,5"),
        ("SUBSTRING('слово', 2)", "ово"),
    ],
)
def test_a_rule_of_the_guide_holds(formula: str, printed: str) -> None:
    assert value(formula, first=timedelta(days=1, hours=1), second=timedelta(days=3, hours=1)) == printed


def test_a_number_is_read_by_the_language_of_the_person() -> None:
    view = View(user=Thing("account.3", {"language": "English"}))
    assert compile_formula("DECIMAL('14.5')").evaluate(view) == Decimal("14.5")
    assert compile_formula("DECIMAL('14,5')").evaluate(view) is None
    assert compile_formula("DECIMAL('14,5')").evaluate(View(user=None)) == Decimal("14.5")


@pytest.mark.parametrize("formula", ["ROUND(3.14159, 2)", "COUNT(1, 2)", "FIRST(1, 2)", "UNION($Kto)", "VALUE()"])
def test_an_argument_that_the_guide_does_not_have_is_an_error(formula: str) -> None:
    with pytest.raises(WrongArguments):
        compile_formula(formula)


@pytest.mark.parametrize(
    "formula",
    ["MIN('а', 'б')", "MIN(1, 'б')", "SUM('а')", "ALL(LIST(1))", "ASCENDING($Kto)", "ASCENDING(1, 'а')",
     "UNION('а', 'б')", "ADD('а', 'б')", "LESS(1, 'а')", "LESS(true, false)", "DECIMAL(1)"],
)  # fmt: skip
def test_a_kind_that_the_guide_does_not_allow_is_an_error(formula: str) -> None:
    with pytest.raises(WrongType):
        value(formula)


@pytest.mark.parametrize(
    "formula",
    ["LIST($$long, $$long, $$long)", "CONCAT(LIST($$long), LIST($$long), LIST($$long))", "JOIN($$long, LIST(1,2,3,4))",
     "REPLACE($$long, 'а', 'ббб')", "ASCENDING($$long, $$long, $$long)", "$$long + $$long + $$long"],
)  # fmt: skip
def test_what_a_function_makes_is_bounded(formula: str) -> None:
    with pytest.raises(LimitExceeded):
        value(formula, long="а" * 400_000)


def test_repeated_elements_are_found_at_once_in_a_long_list() -> None:
    numbers = tuple(Decimal(number) for number in range(20_000))
    assert value("COUNT(DISTINCT($$numbers))", numbers=numbers) == "20000"


def test_variable_sets_are_elements_like_any_other() -> None:
    assert value("COUNT(DISTINCT(LIST($$set, $$set, 1)))", set={"To": ["a@b.ru"], "Nested": {"Cc": None}}) == "2"


def test_references_are_equal_by_identity_in_a_list() -> None:
    assert compile_formula("DISTINCT(LIST($Kto, $Poluchatel))").evaluate(View()) == (IVANOV, CHIEF)


def test_too_large_a_sum_of_durations_is_an_error_of_the_formula() -> None:
    with pytest.raises(FormulaError):
        value("SUM($$longest, $$longest)", longest=timedelta.max)
