"""Queries: what they give, what of their condition a database is asked for, and their bounds."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import Any

import pytest

from bot.texts import load_texts
from domain.formulas import (
    ACCOUNT_SCHEMA,
    Field,
    FormulaError,
    FormulaSyntaxError,
    LimitExceeded,
    UnknownName,
    WrongArguments,
    compile_formula,
    record_schema,
    to_text,
)
from domain.formulas.searches import MAX_ROWS, Compared, Either, Every, Found, Referred, Search
from tests.domain.formulas.test_formulas import CHIEF, IVANOV, Thing

ROWS = tuple(
    Thing(
        str(number),
        {"id": str(number), "Tema": tema, "Srok": None if srok is None else Decimal(srok), "Komu": komu, "Pusto": None},
    )
    for number, tema, srok, komu in (
        (1, "Отчёт", 5, IVANOV),
        (2, "Счёт", 2, CHIEF),
        (3, "Акт", None, IVANOV),
        (4, "Отчёт за год", 9, None),
    )
)
TASKS = record_schema(
    {
        "Tema": Field("text", title="Тема"),
        "Srok": Field("number", title="Срок"),
        "Komu": Field("account", target=ACCOUNT_SCHEMA, title="Кому"),
    },
    "Задачи",
)
TEMPLATES = {"Zadachi": TASKS}


@dataclass
class View:
    record: Any = field(
        default_factory=lambda: Thing("9", {"Komu": IVANOV, "Kto": (IVANOV, CHIEF), "Srok": Decimal(4)})
    )
    variables: dict[str, Any] = field(default_factory=lambda: {"set": {"Tema": "Акт"}})
    user: Any = field(default_factory=lambda: CHIEF)
    now: datetime = datetime(2026, 11, 23, tzinfo=UTC)
    time_zone: tzinfo = UTC
    rows: tuple[Any, ...] = ROWS
    asked: list[Search] = field(default_factory=list)

    def find(self, search: Search) -> Found | None:
        self.asked.append(search)
        if search.template != "Zadachi":
            return None
        return Found(self.rows[:MAX_ROWS], len(self.rows) > MAX_ROWS, ("Tema", "Srok"))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("from x in db->Zadachi select x->Tema", "Отчёт, Счёт, Акт, Отчёт за год"),
        ("from x in db->Zadachi where x->Srok > 4 select x->Tema", "Отчёт, Отчёт за год"),
        ("FROM x IN db->Zadachi WHERE x->Srok > $Srok SELECT x->Tema", "Отчёт, Отчёт за год"),
        ("from x in db->Zadachi orderby x->Srok select x->Tema", "Счёт, Отчёт, Отчёт за год, Акт"),
        ("from x in db->Zadachi orderby x->Srok descending select x->Tema", "Отчёт за год, Отчёт, Счёт, Акт"),
        ("from x in db->Zadachi orderby x->Tema select x->id", "3, 1, 4, 2"),
        ("from x in db->Zadachi where x->Komu == $Komu select x", "1, 3"),
        ("from x in db->Zadachi where $x->Komu == $Komu select $x->id", "1, 3"),
        ("from x in db->Zadachi where x->Komu->mbox == 'chief@firma.ru' select x->Tema", "Счёт"),
        ("from x in db->Zadachi where x->Tema == $$set->Tema select x->id", "3"),
        ("from x in db->Zadachi select x->Srok", "5, 2, 9"),
        ("from x in db->Zadachi where EMPTY(x->Srok) select x->Tema", "Акт"),
        ("from x in db->Zadachi where CONTAINS(x->Tema, 'чёт') && x->Srok < 9 select x->Tema", "Отчёт, Счёт"),
        ("from x in db->Zadachi where x->Srok == 2 || x->Tema == 'Акт' select x->id", "2, 3"),
        ("from x in db->Zadachi where false select x->Tema", ""),
        ("COUNT(from x in db->Zadachi select x)", "4"),
        ("COUNT(db->Zadachi)", "4"),
        ("SUM(from x in db->Zadachi select x->Srok)", "16"),
        ("MAX(from x in db->Zadachi select x->Srok)", "9"),
        ("FIRST(from x in db->Zadachi orderby x->Srok descending select x->Tema)", "Отчёт за год"),
        ("FIRST(from x in db->Zadachi where x->Srok > 100 select x->Tema)", ""),
        ("(from x in db->Zadachi where x->Srok > 4 select x)->Tema", "Отчёт, Отчёт за год"),
        ("DISTINCT(from x in db->Zadachi select x->Komu)->mbox", "ivanov@firma.ru, chief@firma.ru"),
        ("JOIN('; ', LIST(from x in db->Zadachi where x->Srok < 5 select x->Tema))", "Счёт"),
        ("from k in $Kto where k->mbox != 'chief@firma.ru' select k->mbox", "ivanov@firma.ru"),
        ("from k in $Komu select k->mbox", "ivanov@firma.ru"),
        ("from k in $Kto->manager select k->mbox", "chief@firma.ru"),
        ("from y in (from x in db->Zadachi where x->Srok > 4 select x) where y->Srok < 9 select y->Tema", "Отчёт"),
        ("from k in $Kto where COUNT(from x in db->Zadachi where x->Komu == k select x) > 1 select k->mbox",
         "ivanov@firma.ru"),
        ("ANY([(from x in db->Zadachi select x), y, y->Srok > 8])", "True"),
        ("ANY([(from x in db->Zadachi select x), y, y->Srok > 9])", "False"),
        ("ANY(from x in db->Zadachi where x->Srok > 8 select x)", "True"),
        ("OBJECT('', 'Zadachi', 'Tema', 'Акт')", "3"),
        ("OBJECT('app', 'Zadachi', 'Tema', TRIM(' Счёт '))->Komu->mbox", "chief@firma.ru"),
        ("OBJECT('', 'Zadachi', 'Tema', 'нет такого')", ""),
        ("OBJECT('', 'Zadachi', 'Tema', null)", ""),
        ("COUNT(OBJECT('', 'Zadachi', 'Tema', $$set->Tema))", "1"),
        ("'Всего: ' + COUNT(from x in db->Zadachi select x)", "Всего: 4"),
    ],
)  # fmt: skip
def test_a_query_gives_what_is_printed(text: str, printed: str) -> None:
    assert to_text(compile_formula(text).evaluate(View())) == printed


X = ("Tema",)


@pytest.mark.parametrize(
    ("where", "asked"),
    [
        ("x->Tema == 'a'", Compared(X, "==", "a")),
        ("'a' == x->Tema", Compared(X, "==", "a")),
        ("5 < x->Srok", Compared(("Srok",), ">", Decimal(5))),
        ("x->Srok >= $Srok", Compared(("Srok",), ">=", Decimal(4))),
        ("LESS(x->Srok, 5)", Compared(("Srok",), "<", Decimal(5))),
        ("x->Komu == $Komu", Compared(("Komu",), "==", Referred("account.1"))),
        ("x->Komu->mbox == 'a'", Compared(("Komu", "mbox"), "==", "a")),
        ("x->id == '5'", Compared((), "==", "5")),
        ("x == '5'", Compared((), "==", "5")),
        ("CONTAINS(x->Tema, 'a')", Compared(X, "contains", "a")),
        ("STARTSWITH(x->Tema, 'a')", Compared(X, "contains", "a")),
        ("x->Tema == null", Compared(X, "==", None)),
        ("NOT(EMPTY(x->Tema))", Compared(X, "!=", None)),
        ("x->Tema == 'a' && LENGTH(x->Tema) > 5", Every((Compared(X, "==", "a"),))),
        ("AND(x->Tema == 'a', x->Srok < 5)", Every((Compared(X, "==", "a"), Compared(("Srok",), "<", Decimal(5))))),
        ("x->Tema == 'a' || x->Tema == 'b'", Either((Compared(X, "==", "a"), Compared(X, "==", "b")))),
        ("x->Tema == 'a' || LENGTH(x->Tema) > 5", None),
        ("LENGTH(x->Tema) > 5", None),
        ("x->Tema == x->Tema", None),
        ("x->Komu->manager->mbox == 'a'", None),
        ("x->Srok > null", None),
    ],
)
def test_what_of_a_condition_a_database_can_look_for_is_asked(where: str, asked: Any) -> None:
    view = View(rows=())
    compile_formula(f"from x in db->Zadachi where {where} select x").evaluate(view)
    assert view.asked == [Search("Zadachi", asked)]


def test_a_condition_that_an_outer_query_gives_is_asked_with_its_value() -> None:
    view = View(rows=())
    compile_formula("from k in $Kto select COUNT(from x in db->Zadachi where x->Komu == k select x)").evaluate(view)
    assert [search.condition for search in view.asked] == [
        Compared(("Komu",), "==", Referred("account.1")),
        Compared(("Komu",), "==", Referred("account.2")),
    ]


def words_of(text: str, *, saved: bool) -> str:
    view = View(rows=tuple(Thing(str(number), {"Tema": "а"}) for number in range(MAX_ROWS + 1)))
    with pytest.raises(FormulaError) as caught:
        compile_formula(text, TASKS, TEMPLATES) if saved else compile_formula(text).evaluate(view)
    return load_texts("ru")(caught.value.key, **caught.value.params)


def test_a_query_that_must_read_too_many_says_which_condition_would_help() -> None:
    words = words_of("from x in db->Zadachi where LENGTH(x->Tema) > 5 select x", saved=False)
    assert "10\u00a0000" in words
    assert "x->Tema == …" in words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("from x in db->Задачи select x", "db->Zadachi"),
        ("from x in db->Zadachy select x", "db->Zadachi"),
        ("from x in db->Zadachi where x->Тема == 'a' select x", "Tema"),
        ("from x in db->Zadachi where x->Komu->email == 'a' select x", "mbox"),
        ("from x in (from y in db->Zadachi select y->Komu) select x->почта", "mbox"),
        ("from x in db->Zadachi select x->Tema->mbox", "нужна запись"),
    ],
)
def test_names_in_a_query_are_checked_when_it_is_saved(text: str, said: str) -> None:
    assert said in words_of(text, saved=True)


@pytest.mark.parametrize(
    "text",
    ["from x in db->Zadachi", "from x db->Zadachi select x", "from x in db->Zadachi where select x",
     "from in db->Zadachi select x", "from x in db->Zadachi select y", "select x", "db", "x->Tema",
     "LIST([1, x, 2])", "from x in db->Zadachi orderby select x"],
)  # fmt: skip
def test_a_query_that_cannot_be_read_is_a_mistake_with_its_place(text: str) -> None:
    with pytest.raises(FormulaSyntaxError) as caught:
        compile_formula(text)
    assert "^" in caught.value.underlined()


def test_queries_in_queries_are_bounded() -> None:
    text = "$Kto"
    for _ in range(9):
        text = f"(from x in {text} select x)"
    with pytest.raises(LimitExceeded):
        compile_formula(text)


def test_a_template_that_is_gone_is_an_error() -> None:
    with pytest.raises(UnknownName):
        compile_formula("from x in db->Net select x").evaluate(View())


@pytest.mark.parametrize(
    ("text", "error", "column"),
    [
        ("OBJECT('', 'Zadachi', 'Teme', 'Акт')", UnknownName, 23),
        ("OBJECT('', 'Zadacha', 'Tema', 'Акт')", UnknownName, 12),
        ("OBJECT('', 'Zadachi', 'Tema')", WrongArguments, 1),
    ],
)
def test_a_name_in_object_is_checked_like_that_of_a_query(text: str, error: type[FormulaError], column: int) -> None:
    with pytest.raises(error) as caught:
        compile_formula(text).check(None, TEMPLATES)
    assert caught.value.column == column


def test_names_in_object_are_written_in_the_formula() -> None:
    with pytest.raises(WrongArguments):
        compile_formula("OBJECT('', $$set->Tema, 'Tema', 'Акт')").evaluate(View())


def test_object_asks_the_database_for_the_value() -> None:
    view = View()
    compile_formula("OBJECT('', 'Zadachi', 'Tema', 'Акт')").evaluate(view)
    assert view.asked == [Search("Zadachi", Compared(("Tema",), "==", "Акт"))]
