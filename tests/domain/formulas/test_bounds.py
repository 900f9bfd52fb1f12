"""No formula hangs, takes much memory, or raises anything but an error of a formula."""

import tracemalloc
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from domain.formulas import FormulaError, LimitExceeded, WrongArguments, WrongType, compile_formula, to_text
from domain.formulas.formula import Formula
from domain.formulas.functions import TABLE
from domain.formulas.parsing import parse
from tests.domain.formulas.made_formulas import FORMULAS
from tests.domain.formulas.test_formulas import View
from tests.domain.formulas.writing import shape, written

VARIABLES = {"set": {"Inner": "а", "Other": 1}, "long": "я" * 900_000, "many": tuple(map(Decimal, range(40_000)))}
MEGABYTE = 1_000_000
fuzz = settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example]
)


def outcome(text: str, **variables: Any) -> str:
    """Return what comes out, printed, or the mistake."""
    try:
        return to_text(compile_formula(text).evaluate(View(variables={**VARIABLES, **variables})))
    except FormulaError as error:
        return f"{error.key} {error.line}:{error.column}"


@fuzz
@given(FORMULAS)
def test_any_formula_has_a_value_or_is_a_mistake_and_the_same_each_time(text: str) -> None:
    assert outcome(text) == outcome(text)


@fuzz
@example("OBJECT('', '', '', '')")
@example("OBJECT('', 'T', 'A', $x + 1)")
@given(FORMULAS)
def test_a_formula_that_is_written_out_again_reads_as_the_same(text: str) -> None:
    tree = parse(text)
    assert shape(parse(written(tree))) == shape(tree)


@pytest.mark.parametrize(
    "text",
    [
        "POW(POW(9, 999), 999)",
        " + ".join(["POW(POW(9, 999), 999)"] * 60),
        "9" * 101,
        "9" * 9_000,
        "POW(10, 99) * 10",
        "POW(0.5, -9999999)",
        "PRODUCT(POW(9, 99), POW(9, 99))",
        "SUM(" + ", ".join(["POW(9, 104)"] * 9) + ")",
        "QUOTIENT(POW(10, 99), POW(10, -99))",
        "DECIMAL('" + "9" * 200 + "')",
        "TODURATION(POW(10, 50))",
        "ADDDAYS(NOW(), POW(10, 90))",
        "ADDYEARS(NOW(), 7974)",
        "DURATION('P999999999999Y')",
        "CONCAT(LIST($$long, $$long))",
        "JOIN($$long, LIST(1, 2, 3))",
        "REPLACE($$long, 'я', 'яя')",
        "FORMAT('{0}{0}', LIST($$long))",
        "LIST($$many, $$many)",
        "TOUPPER(" * 40 + "$$long" + ")" * 40,
        " || ".join(["CONTAINS($$long, 'а')"] * 60),
        "ASCENDING($$many)" + " == ASCENDING($$many)" * 12,
        "MATCHES('" + "а" * 60 + "!', '^(а|аа)+$')",
        "WORKDAYS(NOW(), 900000)",
        "WORKHOURS(NOW(), 90000000, DURATION('PT9H'), DURATION('PT1H'))",
        "(" * 70 + "1" + ")" * 70,
        "1" + "+1" * 5_000,
    ],
    ids=lambda text: text[:40],
)
def test_passing_a_bound_is_told_at_once_and_takes_little_memory(text: str) -> None:
    view = View(variables=VARIABLES)
    tracemalloc.start()
    try:
        with pytest.raises(FormulaError) as caught:
            Formula(text).evaluate(view)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert caught.value.key in {"error-formula-limit", "error-formula-pattern-too-hard"}
    assert caught.value.ends_run
    assert peak < 40 * MEGABYTE


@pytest.mark.parametrize(
    "text",
    [
        "FORMATLOC(NOW(), $$long)",
        "FORMAT(CONCAT('{0:', SUBSTRING($$long, 0, 5000), '}'), LIST(1))",
        "FORMAT(CONCAT('{0:', SUBSTRING($$long, 0, 5000), '}'), LIST(DURATION('PT1H')))",
        "FORMAT(CONCAT('{0,', '9999', '}'), LIST(1))",
        "HOUR(NOW(), $$long)",
    ],
)
def test_a_form_or_a_name_that_is_too_long_is_a_wrong_argument(text: str) -> None:
    with pytest.raises(WrongArguments):
        compile_formula(text).evaluate(View(variables=VARIABLES))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("POW(0, -1)", ""),
        ("POW(0, 0)", "1"),
        ("POW(-8, 0.5)", ""),
        ("POW(-2, 3)", "-8"),
        ("POW(2, -2)", "0,25"),
        ("POW(0.1, 500)", "0"),
        ("POW(0.1, 99999)", "0"),
        ("SQRT(-1)", ""),
        ("SQRT(2)", "1,4142135623731"),
        ("POW(10, 50) - POW(10, 50)", "0"),
        ("1 / 3 * 3", "1"),
        ("REMAINDER(POW(10, 40), 7)", "4"),
        ("QUOTIENT(POW(10, 30), 3) == DECIMAL('333333333333333333333333333333')", "True"),
        ("'' + POW(10, 27)", "1" + "0" * 27),
    ],
)
def test_what_is_at_the_edge_of_numbers(text: str, printed: str) -> None:
    assert outcome(text) == printed


EMPTY_IS_AN_ANSWER = {"EMPTY", "COUNT", "LIST", "ALL", "ANY", "CONCAT", "EQUALS", "NOTEQUALS", "LISTEQUALS", "EQ", "NE",
                      "EQUTC", "NEUTC", "AND", "OR", "NOT", "NOW", "USER", "ASCENDING", "DESCENDING", "DISTINCT",
                      "UNION"}  # fmt: skip
"""Functions that say something about nothing; the others pass it on."""


@pytest.mark.parametrize("name", sorted(set(TABLE) - EMPTY_IS_AN_ANSWER - {"OBJECT"}))
def test_an_empty_argument_makes_the_result_empty(name: str) -> None:
    for count in sorted(TABLE[name].counts)[:2]:
        assert compile_formula(f"{name}({', '.join(['null'] * count)})").evaluate(View()) is None


EDGES = [
    "''", "'Ёжик'", "'🎄👩\u200d💻'", "-1", "0.5", "POW(10, 99)", "true", "LIST()", "LIST('а')", "LIST(1, 'б', null)",
    "$Poluchatel", "$$set", "NOW()", "DURATION('P1D')", "DATE('9999-12-31T23:59:59')",
    "DATE('0001-01-01T00:00:00Z')", "DURATION('P29000Y')", "'{0', LIST(1)", "2026, 2", "NOW(), 'Луна'",
]  # fmt: skip
MISTAKES = {
    f"error-formula-{kind}" for kind in ("type", "arguments", "limit", "pattern-too-hard", "unknown-name")
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_function_takes_the_edges_of_each_kind_or_says_what_it_needs(name: str) -> None:
    least, most = TABLE[name].arity
    for edge in EDGES:
        for count in range(least, min(most, least + 2) + 1):
            said = outcome(f"{name}({', '.join([edge] * count)})").split()
            assert not said or not said[0].startswith("error-") or said[0] in MISTAKES


def test_a_text_of_a_list_costs_what_it_is_long() -> None:
    with pytest.raises(LimitExceeded):
        compile_formula("DISTINCT(LIST($$long, $$long))").evaluate(View(variables=VARIABLES))


def test_evaluation_changes_nothing_that_it_reads() -> None:
    view = View(variables={"list": [1, 2], "at": datetime(2026, 1, 1, tzinfo=UTC), "length": timedelta(hours=1)})
    before = repr(view.variables)
    compile_formula("LIST($$list, $$at + $$length, DESCENDING($$list))").evaluate(view)
    assert repr(view.variables) == before


SAMPLES = {"text": "'Ёлка'", "number": "1", "boolean": "true", "date_time": "NOW()", "duration": "DURATION('PT1H')"}
RUNS_ON = {"JOIN"}
"""Functions in which another kind is told when it is saved alone: what is stored runs on."""

OF_ONE_KIND = sorted(name for name, known in TABLE.items() if known.kinds and known.arity[0] and name not in RUNS_ON)


def fitting(name: str) -> list[tuple[str, ...]]:
    """Return the kinds that each argument may be of, for the least number of them."""
    known = TABLE[name]
    return [known.kinds[min(place, len(known.kinds) - 1)] for place in range(known.arity[0])]


def sample(kinds: tuple[str, ...]) -> str:
    return next((SAMPLES[kind] for kind in kinds if kind in SAMPLES), "'UTC'")


@pytest.mark.parametrize("name", OF_ONE_KIND)
def test_an_argument_of_another_kind_is_told_and_an_empty_list_is_nothing(name: str) -> None:
    kinds = fitting(name)
    for place, allowed in enumerate(kinds):
        if "any" in allowed:
            continue
        arguments = list(map(sample, kinds))
        for kind, other in {**SAMPLES, "list": "LIST(1, 2)", "one": "LIST('а')", "reference": "$Poluchatel"}.items():
            arguments[place] = other
            if kind not in allowed:
                with pytest.raises(WrongType):
                    compile_formula(f"{name}({', '.join(arguments)})").evaluate(View())
        arguments[place] = "LIST()"
        found = compile_formula(f"{name}({', '.join(arguments)})").evaluate(View())
        assert found is None or name in EMPTY_IS_AN_ANSWER


FORMS = st.text(alphabet="dMyHhmstfFKz#0.,%NFPDGEecg'\"\\{}:;/ -А", max_size=12)


PRINTED = st.sampled_from(["$$number", "$$at", "$$length", "'а'", "LIST(1)", "null", "true"])
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**60), max_value=10**60)


@settings(max_examples=300, deadline=None)
@given(FORMS, PRINTED, NUMBERS)
def test_any_form_prints_or_is_a_wrong_argument(form: str, what: str, number: Decimal) -> None:
    known = {"number": number, "at": datetime(2026, 2, 3, 4, 5, 6, 700, tzinfo=UTC), "length": timedelta(1, 2, 3)}
    doubled = form.replace("'", "''")
    for text in (
        f"FORMAT('{{0:{doubled}}}', LIST({what}))",
        f"FORMATLOC($$at, '{doubled}')",
        f"PARSEDATE('{doubled}', '{doubled}')",
    ):
        said = outcome(text, **known).split()
        assert not said or not said[0].startswith("error-") or said[0] == "error-formula-arguments"
