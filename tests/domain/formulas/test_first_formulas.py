"""Formulas as a new administrator types them from the head: what is said, and what to type instead stands in it."""

from contextlib import suppress
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import load_texts
from domain.formulas import (
    ACCOUNT_SCHEMA,
    Field,
    FormulaError,
    UnknownName,
    compile_formula,
    known_functions,
    record_schema,
)
from domain.formulas.foreign_words import _ELSEWHERE, folded

SCHEMA = record_schema(
    {
        "Prinimayuschiy": Field("account", target=ACCOUNT_SCHEMA, title="Принимающий"),
        "Temauvedomleniya": Field("text", title="Тема уведомления"),
        "Otchet": Field("text", title="Отчёт"),
    }
)
MISTAKES = [
    # As typed; where the mistake begins; what is said of it; the whole formula as it is to be typed.
    ("$Принимающий", 1, "$Prinimayuschiy", "$Prinimayuschiy"),
    ("$Принимающий->email", 1, "$Prinimayuschiy", "$Prinimayuschiy->mbox"),
    ("$Prinimayuschiy->email", 18, "mbox", "$Prinimayuschiy->mbox"),
    ("$Prinimayuschiy->почта", 18, "mbox", "$Prinimayuschiy->mbox"),
    ("$Prinimayuschiy->Эл. почта", 16, "mbox", "$Prinimayuschiy->mbox"),
    ("$Prinimayuschiy->name", 18, "fullName", "$Prinimayuschiy->fullName"),
    ("$Prinimayuschiy->ФИО", 18, "fullName", "$Prinimayuschiy->fullName"),
    ("$Prinimayuschiy->Mbox", 18, "mbox", "$Prinimayuschiy->mbox"),
    ("$Prinimayuschiy->руководитель->почта", 18, "manager", "$Prinimayuschiy->manager->mbox"),
    ("$author->mbox", 1, "$_creator", "$_creator->mbox"),
    ("Принимающий.почта", 12, "->", "$Prinimayuschiy->mbox"),
    ("$Prinimayuschiy.mbox", 16, "->", "$Prinimayuschiy->mbox"),
    ("$Prinimayuschiy → mbox", 17, "->", "$Prinimayuschiy->mbox"),
    ("$Prinimayuschiy->", 18, "mbox", ""),
    ("->mbox", 2, "$", ""),
    ("$Тема уведомления + '!'", 1, "$Temauvedomleniya", "$Temauvedomleniya + '!'"),
    ("Тема уведомления", 1, "$Temauvedomleniya", "$Temauvedomleniya"),
    ("[Тема уведомления]", 1, "$Temauvedomleniya", "$Temauvedomleniya"),
    ("{{ Тема уведомления }}", 1, "$Temauvedomleniya", "$Temauvedomleniya"),
    ("${Otchet}", 1, "$Otchet", "$Otchet"),
    ("$Отчет", 1, "$Otchet", "$Otchet"),
    ("email", 1, "$Prinimayuschiy->mbox", "$Prinimayuschiy->mbox"),
    ("$temauvedomlenija", 1, "$Temauvedomleniya", "$Temauvedomleniya"),
    ("'Добрый день, + $Otchet", 1, "'", "'Добрый день,' + $Otchet"),
    ('$Otchet + "!', 11, '"', '$Otchet + "!"'),
    ("'Д'Артаньян'", 12, "'", "'Д''Артаньян'"),
    ("'it\\'s'", 7, "'", "'it''s'"),
    ("«Отчёт: » + $Otchet", 1, "'Отчёт: '", "'Отчёт: ' + $Otchet"),
    ("“Отчёт: ” + $Otchet", 1, "'Отчёт: '", "'Отчёт: ' + $Otchet"),
    ("„Отчёт: “ + $Otchet", 1, "'Отчёт: '", "'Отчёт: ' + $Otchet"),
    ("`Отчёт: ` + $Otchet", 1, "'Отчёт: '", "'Отчёт: ' + $Otchet"),
    ("Добрый день", 1, "'Добрый день'", "'Добрый день'"),
    ("ivan@firma.ru", 1, "'ivan@firma.ru'", "'ivan@firma.ru'"),
    ("1,5 * 2", 1, "1.5", "1.5 * 2"),
    ("LENGTH($Otchet) > 5,5", 19, "5.5", "LENGTH($Otchet) > 5.5"),
    ("ROUND(3,5)", 1, "3.5", "ROUND(3.5)"),
    ("ОКРУГЛ(1,5; 2,5)", 8, "1.5", ""),
    ("1 000 + 5", 1, "1000", "1000 + 5"),
    ("$Otchet <> ''", 9, "!=", "$Otchet != ''"),
    ("$Otchet ≠ ''", 9, "!=", "$Otchet != ''"),
    ("$Otchet !== ''", 9, "!=", "$Otchet != ''"),
    ("$Otchet =! ''", 9, "!=", "$Otchet != ''"),
    ("$Otchet не равно ''", 9, "!=", "$Otchet != ''"),
    ("$Otchet is not null", 9, "!=", "$Otchet != null"),
    ("$Otchet = 'а'", 9, "==", "$Otchet == 'а'"),
    ("$Otchet === 'а'", 9, "==", "$Otchet == 'а'"),
    ("$Otchet := 'а'", 9, "==", "$Otchet == 'а'"),
    ("$Otchet равно 'а'", 9, "==", "$Otchet == 'а'"),
    ("1 ≥ 2", 3, ">=", "1 >= 2"),
    ("1 =< 2", 3, "<=", "1 <= 2"),
    ("1 больше 2", 3, ">", "1 > 2"),
    ("EMPTY($Otchet) and 1 == 2", 16, "&&", "EMPTY($Otchet) && 1 == 2"),
    ("EMPTY($Otchet) И 1 == 2", 16, "&&", "EMPTY($Otchet) && 1 == 2"),
    ("EMPTY($Otchet) & 1 == 2", 16, "&&", "EMPTY($Otchet) && 1 == 2"),
    ("EMPTY($Otchet) OR 1 == 2", 16, "||", "EMPTY($Otchet) || 1 == 2"),
    ("EMPTY($Otchet) или 1 == 2", 16, "||", "EMPTY($Otchet) || 1 == 2"),
    ("EMPTY($Otchet) | 1 == 2", 16, "||", "EMPTY($Otchet) || 1 == 2"),
    ("not EMPTY($Otchet)", 1, "NOT(", "NOT(EMPTY($Otchet))"),
    ("не EMPTY($Otchet)", 1, "NOT(", "NOT(EMPTY($Otchet))"),
    ("!EMPTY($Otchet)", 1, "NOT(", "NOT(EMPTY($Otchet))"),
    ("$Otchet == None", 12, "null", "$Otchet == null"),
    ("$Otchet == истина", 12, "true", "$Otchet == true"),
    ("if EMPTY($Otchet) then 'нет' else $Otchet", 1, "IF(", "IF(EMPTY($Otchet), 'нет', $Otchet)"),
    ("если $Отчёт = 'а' то 'да' иначе 'нет'", 1, "IF(", "IF($Otchet == 'а', 'да', 'нет')"),
    ("if ($Otchet == 'а') { 'да' } else { 'нет' }", 1, "IF(", "IF(($Otchet == 'а'), 'да', 'нет')"),
    ("'да' if $Otchet == 'а' else 'нет'", 1, "IF(", "IF($Otchet == 'а', 'да', 'нет')"),
    ("EMPTY($Otchet) ? 'нет' : $Otchet", 1, "IF(", "IF(EMPTY($Otchet), 'нет', $Otchet)"),
    ("$Otchet ?? 'нет'", 1, "VALUE(", "VALUE($Otchet, 'нет')"),
    ("IF(EMPTY($Otchet); 'нет'; $Otchet)", 18, ",", "IF(EMPTY($Otchet), 'нет', $Otchet)"),
    ('=ЕСЛИ(И($Отчёт="а";1<2);"да";"нет")', 1, "=", 'IF(AND($Otchet == "а", 1<2), "да", "нет")'),
    ("'Отчёт: ' & $Otchet", 11, "+", "'Отчёт: ' + $Otchet"),
    ("'Отчёт: ' . $Otchet", 11, "+", "'Отчёт: ' + $Otchet"),
    ("'Отчёт: ' $Otchet", 11, "+", "'Отчёт: ' + $Otchet"),
    ("IF(1 == 2 'а', 'б')", 11, ",", "IF(1 == 2, 'а', 'б')"),
    ("TOUPPER($Otchet", 8, ")", "TOUPPER($Otchet)"),
    ("TOUPPER($Otchet))", 17, ")", "TOUPPER($Otchet)"),
    ("IF[1 == 2, 'а', 'б']", 3, "(", "IF(1 == 2, 'а', 'б')"),
    ("ДЛСТР($Otchet)", 1, "LENGTH", "LENGTH($Otchet)"),
    ("len($Otchet)", 1, "LENGTH", "LENGTH($Otchet)"),
    ("СОUNT(LIST(1))", 1, "COUNT", "COUNT(LIST(1))"),
    ("СЦЕПИТЬ('а', 'б')", 1, "CONCAT", "CONCAT('а', 'б')"),
    ("$Otchet.toUpperCase()", 1, "TOUPPER", "TOUPPER($Otchet)"),
    ("$Otchet contains 'а'", 1, "CONTAINS", "CONTAINS($Otchet, 'а')"),
    ("2^3", 1, "POW(2, 3)", "POW(2, 3)"),
    ("10 % 3", 1, "REMAINDER(10, 3)", "REMAINDER(10, 3)"),
    ("NOW", 1, "NOW()", "NOW()"),
    ("IF(true)", 1, "IF(condition, resultTrue, resultFalse)", ""),
    ("LENGTH()", 1, "LENGTH('тема')", ""),
    ("$$set['Тема']", 6, "->", "$$set->Тема"),
    ("1 +", 4, "$", ""),
    ("", 1, "$", ""),
    ("'Тема: ' & $Temauvedomleniya", 10, "+", "'Тема: ' + $Temauvedomleniya"),
    ("$Prinimayuschiy->mbox & ';' & $Otchet", 23, "+", "$Prinimayuschiy->mbox + ';' + $Otchet"),
    ("$Temauvedomleniya in ('а', 'б')", 1, "||", "$Temauvedomleniya == 'а' || $Temauvedomleniya == 'б'"),
    ("$Temauvedomleniya == 'а' or 'б'", 1, "||", "$Temauvedomleniya == 'а' || $Temauvedomleniya == 'б'"),
    ("TOUPPER $Temauvedomleniya", 1, "TOUPPER($Temauvedomleniya)", "TOUPPER($Temauvedomleniya)"),
    ("ЛЕВСИМВ($Temauvedomleniya, 10)", 1, "SUBSTRING", "SUBSTRING($Temauvedomleniya, 0, 10)"),
    ("RIGHT($Otchet, 3) + '!'", 1, "SUBSTRING", "SUBSTRING($Otchet, LENGTH($Otchet) - 3) + '!'"),
    ("MID('а, (б)', 2, 3)", 1, "SUBSTRING", "SUBSTRING('а, (б)', 2 - 1, 3)"),
    ("СЕГОДНЯ()", 1, "STARTOFDAY", "STARTOFDAY(NOW())"),
    ("NULL()", 1, "null", "null"),
    ("DATE(2026, 12, 31)", 1, "DATE(string)", "CREATEDATE(2026, 12, 31)"),
    ("NOW() - 7 дней", 9, "DURATION", "NOW() - DURATION('P7D')"),
    ("NOW() + 2 часа", 9, "DURATION", "NOW() + DURATION('PT2H')"),
    ("NOW() + 30 мин.", 9, "DURATION", "NOW() + DURATION('PT30M')"),
    ("5 руб.", 1, "5", "5"),
    ("$Otchet$", 1, "$Otchet", "$Otchet"),
]  # fmt: skip


def error_of(typed: str) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        compile_formula(typed, SCHEMA)
    return caught.value


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(("typed", "column", "said", "right"), MISTAKES, ids=[one[0][:30] for one in MISTAKES])
def test_what_to_type_instead_stands_in_what_is_said(
    typed: str, column: int, said: str, right: str, language: str
) -> None:
    error = error_of(typed)
    words = load_texts(language)(error.key, **error.params)
    told, _, line = words.partition("\n")
    assert said in told
    assert right in told or isinstance(error, UnknownName)  # of one wrong name the right one is said
    assert error.column == column
    assert line == error.underlined()
    assert "{" not in words.replace(typed, "")


@pytest.mark.parametrize("right", [one[3] for one in MISTAKES if one[3]])
def test_what_is_to_be_typed_can_be_saved(right: str) -> None:
    compile_formula(right, SCHEMA)


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("'Вам, $Prinimayuschiy->fullName!'", "'Вам, ' + $Prinimayuschiy->fullName + '!'"),
        ('"$Otchet"', "$Otchet"),
        ("'а' + '$Temauvedomleniya ' + 'б'", "'а' + $Temauvedomleniya + ' ' + 'б'"),
    ],
)
def test_a_name_inside_quotes_is_told_when_it_is_saved(typed: str, right: str) -> None:
    with pytest.raises(FormulaError) as caught:
        compile_formula(typed, SCHEMA).check_fitting(SCHEMA)
    assert caught.value.params["corrected"] == right
    assert "кавычек" in load_texts("ru")(caught.value.key, **caught.value.params)
    compile_formula(right, SCHEMA).check_fitting(SCHEMA)


@pytest.mark.parametrize("typed", ["'$5'", "'$Nikto'", "'mbox $id'", "REGEXREPLACE($Otchet, '(а)', '$1')"])
def test_a_dollar_inside_quotes_that_names_nothing_is_a_text(typed: str) -> None:
    compile_formula(typed, SCHEMA).check_fitting(SCHEMA)


QUERIES = [
    ("from x in db->Otchety where Otchet = 'а' select x", "from x in db->Otchety where x->Otchet == 'а' select x"),
    ("from x in Otchety where Otchet == 'а'", "from x in db->Otchety where x->Otchet == 'а' select x"),
    ("from x in Otchety select x", "from x in db->Otchety select x"),
    ("COUNT(from x in Otchety)", "COUNT(from x in db->Otchety select x)"),
    ("from x in db->Otchety where x.Otchet == 'а'", "from x in db->Otchety where x->Otchet == 'а' select x"),
    ("COUNT(from x in db->Otchety where x->Otchet == 1)", "COUNT(from x in db->Otchety where x->Otchet == 1 select x)"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "right"), QUERIES)
def test_a_query_that_is_not_whole_is_told_whole(typed: str, right: str) -> None:
    with pytest.raises(FormulaError) as caught:
        compile_formula(typed, SCHEMA, {"Otchety": SCHEMA})
    assert caught.value.params["corrected"] == right
    compile_formula(right, SCHEMA, {"Otchety": SCHEMA})


VALUES = SimpleNamespace(
    record=None, user=None, now=datetime(2026, 1, 1, tzinfo=UTC), time_zone=UTC,
    variables={"set": {"Tema": "а"}, "sets": ({"Tema": "а"},)},
)  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    ["'x' + $$set", "$$set + 'x'", "$$set + 1", "CONCAT('x', $$set)", "'x' + $$sets", "JOIN(', ', $$sets)",
     "TOUPPER($$set)", "$$set > 1", "-$$set", "$$set && true"],
)  # fmt: skip
def test_a_set_of_variables_is_no_text_and_never_in_pythons_words(typed: str) -> None:
    with pytest.raises(FormulaError) as caught:
        compile_formula(typed).evaluate(VALUES)
    words = load_texts("ru")(caught.value.key, **caught.value.params)
    assert "набор переменных" in words
    assert "{" not in words
    assert "mapping" not in words.lower()


def test_a_value_of_a_wrong_type_is_told_with_how_the_function_is_written() -> None:
    with pytest.raises(FormulaError) as caught:
        compile_formula("LENGTH(5)").evaluate(VALUES)
    words = load_texts("ru")(caught.value.key, **caught.value.params)
    assert "LENGTH(string)" in words
    assert "LENGTH('тема')" in words


def test_names_from_elsewhere_lead_to_names_that_there_are() -> None:
    assert set(_ELSEWHERE["account"].values()) <= set(ACCOUNT_SCHEMA.fields)
    assert set(_ELSEWHERE["record"].values()) <= set(SCHEMA.fields)
    assert folded("Эл. почта") == "элпочта"


def test_an_example_of_each_function_can_be_read() -> None:
    for item in known_functions():
        compile_formula(item.example)


PIECES = [
    "if",
    "если",
    "то",
    "иначе",
    "else",
    "(",
    ")",
    "$Тема",
    "'",
    "«",
    "a",
    ".",
    "и",
    "=",
    ",",
    "?",
    ":",
    "not",
    "1",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_mixture_of_mistakes_is_told_with_its_place(pieces: list[str]) -> None:
    typed = " ".join(pieces)
    with suppress(FormulaError):
        compile_formula(typed, SCHEMA)
        return
    error = error_of(typed)
    assert "^" in error.underlined()
    assert load_texts("ru")(error.key, **error.params)
