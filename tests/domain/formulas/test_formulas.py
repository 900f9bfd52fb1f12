"""Formulas: paths over records, operators, bounds, and mistakes with their place."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.formulas import (
    ACCOUNT_SCHEMA,
    Entity,
    Field,
    FormulaError,
    FormulaSyntaxError,
    LimitExceeded,
    Path,
    UnknownFunction,
    UnknownName,
    WrongArguments,
    WrongType,
    compile_formula,
    record_schema,
    to_text,
)
from domain.formulas.searches import Found, Search

SCHEMA = record_schema({"Poluchatel": Field("account", target=ACCOUNT_SCHEMA), "Tema": Field("text")})


@dataclass
class Thing(Entity):
    """A record or an account in memory."""

    name: str
    values: dict[str, Any]

    @property
    def identity(self) -> str:
        return self.name

    def get(self, name: str) -> Any:
        return self.values[name]


CHIEF = Thing("account.2", {"mbox": "chief@firma.ru", "manager": None})
IVANOV = Thing("account.1", {"mbox": "ivanov@firma.ru", "manager": CHIEF, "fullName": "Иванов", "phone": None})


@dataclass
class View:
    record: Any = field(
        default_factory=lambda: Thing("5", {"Poluchatel": IVANOV, "Tema": "Срочно", "Kto": (IVANOV, CHIEF)})
    )
    variables: dict[str, Any] = field(default_factory=dict)
    user: Any = field(default_factory=lambda: CHIEF)
    now: datetime = datetime(2026, 11, 23, tzinfo=UTC)
    time_zone: tzinfo = UTC

    def find(self, search: Search) -> Found | None:
        """No templates are known."""
        return None


def value(text: str, **variables: Any) -> str:
    return to_text(compile_formula(text).evaluate(View(variables=variables)))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("$Poluchatel->mbox", "ivanov@firma.ru"),
        ("$->Tema", "Срочно"),
        ("$Poluchatel->manager->mbox", "chief@firma.ru"),
        ("$Poluchatel->manager->manager->mbox", ""),
        ("$Kto->mbox", "ivanov@firma.ru, chief@firma.ru"),
        ("$Kto->manager->mbox", "chief@firma.ru"),
        ("USER()->mbox", "chief@firma.ru"),
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("-2 - -3", "1"),
        ("10 / 4", "2,5"),
        ("'Тема: ' + $Tema", "Тема: Срочно"),
        ("'а' + 1", "а1"),
        ("$Poluchatel->phone + 'x'", ""),
        ("1 + null", ""),
        ("1 == 1 && 2 > 1", "True"),
        ("1 != 1 || 'а' < 'б'", "True"),
        ("'1' == 1", "False"),
        ("$Poluchatel == $Kto", "False"),
        ("null == null", "True"),
        ('"он сказал ""да"""', 'он сказал "да"'),
        ("'it''s'", "it's"),
        ("true", "True"),
        ("if(EMPTY($Poluchatel->phone), 'нет', 'есть')", "нет"),
    ],
)
def test_a_formula_has_its_value(text: str, printed: str) -> None:
    assert value(text) == printed


def test_variables_are_read_inside_their_sets() -> None:
    assert value("$$notification->To->Address", notification={"To": {"Address": "a@b.ru"}}) == "a@b.ru"
    assert value("$$nothing->To") == ""


def test_a_formula_knows_what_it_needs_from_outside() -> None:
    paths = compile_formula("$Poluchatel->manager->mbox + $$set->Var").paths
    assert Path("record", ("Poluchatel", "manager", "mbox")) in paths
    assert Path("variable", ("set", "Var")) in paths


@pytest.mark.parametrize(
    ("text", "error", "column", "nearest"),
    [
        ("1 +", FormulaSyntaxError, 4, None),
        ("", FormulaSyntaxError, 1, None),
        ("'нет конца", FormulaSyntaxError, 1, None),
        ("1 + + 2", FormulaSyntaxError, 5, None),
        ("IFF(1, 2, 3)", UnknownFunction, 1, "IF"),
        ("1 + TOLOWR('a')", UnknownFunction, 5, "TOLOWER"),
        ("UPER('a')", UnknownFunction, 1, "TOUPPER"),
        ("CONCATENAT('a')", UnknownFunction, 1, "CONCAT"),
        ("ЕСЛИИ(true, 1, 2)", UnknownFunction, 1, "IF"),
        ("IF(true)", WrongArguments, 1, None),
    ],
)
def test_a_mistake_has_its_place_when_the_formula_is_saved(
    text: str, error: type[FormulaError], column: int, nearest: str | None
) -> None:
    with pytest.raises(error) as caught:
        compile_formula(text)
    assert (caught.value.line, caught.value.column) == (1, column)
    assert caught.value.nearest == nearest
    assert "^" in caught.value.underlined()


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("$Poluchatl->mbox", "Poluchatel"), ("$Poluchatel->mbx", "mbox"), ("$Poluchatel->manager->fulName", "fullName")],
)
def test_a_wrong_name_is_found_when_the_formula_is_saved(text: str, nearest: str) -> None:
    with pytest.raises(UnknownName) as caught:
        compile_formula(text).check(SCHEMA)
    assert caught.value.nearest == nearest


def test_a_step_into_a_text_is_found_when_the_formula_is_saved() -> None:
    with pytest.raises(WrongType):
        compile_formula("$Tema->mbox").check(SCHEMA)


@pytest.mark.parametrize("text", ["'а' - 1", "1 < 'а'", "true + 1", "!1", "not(1)", "$Tema && true"])
def test_values_that_do_not_fit_are_an_error_and_never_a_guess(text: str) -> None:
    with pytest.raises(FormulaError):
        value(text)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 1000 + "1" + ")" * 1000,
        "1+" * 6000 + "1",
        "IF(" * 100 + "true" + ",1,2)" * 100,
        "'"
        + "a" * 9000
        + "' + " * 0
        + "REPLACE(REPLACE('"
        + "a" * 2000
        + "', 'a', '"
        + "b" * 2000
        + "'), 'b', 'cccc')",
    ],
)
def test_a_formula_is_bounded(text: str) -> None:
    with pytest.raises((LimitExceeded, WrongArguments)):
        value(text)


def test_a_long_sum_is_no_deep_tree() -> None:
    assert value("1" + "+1" * 4000) == "4001"


def said(text: str) -> FormulaError | None:
    try:
        value(text)
    except FormulaError as error:
        return error
    return None


@given(st.text(max_size=60))
def test_any_text_is_a_formula_or_a_formula_error_with_its_place(text: str) -> None:
    error = said(text)
    assert error is None or (error.line >= 1 and error.column >= 1 and "^" in error.underlined())


@given(st.text(max_size=40))
def test_a_text_in_quotes_comes_back_as_it_was(text: str) -> None:
    doubled = text.replace("'", "''")
    assert value(f"'{doubled}'") == text
