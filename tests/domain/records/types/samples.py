"""Each type of attribute by what can be done with it: a new type adds its line to SAMPLES."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.records.types.asked import JsonValue


@dataclass(frozen=True)
class Sample:
    """A type in an attribute «Ответ» of a template «Проба», whose system name is `Otvet`.

    Buttons and prints are those of a Russian reader in Moscow, on Monday 30.11.2026 at 12:00.
    """

    attribute: str
    """Its type and own fields, as a file writes them."""

    typed: Mapping[str, JsonValue]
    """Words of a person, and what is kept then."""

    refused: Mapping[str, str]
    """Words that do not do, and what the refusal says."""

    printed: Mapping[str, tuple[str, str]]
    """What was typed, as it is printed for a Russian and for an English reader."""

    pressed: Mapping[str, JsonValue]
    """Labels of buttons of the question, and what is kept then; empty where it has none."""

    letter: tuple[str, str]
    """What was typed, and how it stands in a letter."""

    formula: tuple[str, str, str]
    """What was typed, a formula of `$Otvet`, and what it gives, as text."""

    default: tuple[str, JsonValue]
    """A formula of a default, and what is kept then."""

    wrong_defaults: Mapping[str, str]
    """Defaults that are refused at saving, by the key of what is said; what only a run can tell is an empty key."""

    asked: str
    """What the question says is expected."""

    search: tuple[str, str, str] | None
    """What was typed, words that find the record by it, and words that do not; None where none can find it."""

    query: tuple[str, str, str]
    """What was typed, a condition of a query over `x->Otvet` that holds for it, and one that does not."""

    is_many: bool = False
    """Whether `multiple` can be set."""

    fields: Mapping[str, Any] | None = None
    """Its own fields, as an export writes them."""


SAMPLES = {
    "number": Sample(
        attribute="type: number, least: -100, most: 1000000",
        typed={
            "14,5": {"number": "14.5"},
            "1 000,50": {"number": "1000.5"},
            "1,000.50": {"number": "1000.5"},
            "−7": {"number": "-7"},
            "0": {"number": "0"},
            "007": {"number": "7"},
            "1000000": {"number": "1000000"},
            "0.1": {"number": "0.1"},
        },
        refused={
            "abc": "Напишите одно число цифрами",
            "": "Напишите одно число",
            "5 шт": "без единиц",
            "1 и 2": "одно число",
            "12\n13": "одно число",
            "1000000,01": "нужно число от -100 до 1000000, а пришло 1000000.01",
            "-101": "нужно число от -100 до 1000000",
            "0,1234567890123456": "хватит 15",
        },
        printed={"14,5": ("14,5", "14.5"), "1 000,50": ("1\u00a0000,5", "1,000.5")},
        pressed={},
        letter=("1 000,50", "1000,5"),
        formula=("14,5", "$Otvet * 2", "29"),
        default=("2 * 7.25", {"number": "14.5"}),
        wrong_defaults={"'пять'": "config-formula-kind", "true": "config-formula-kind", "2000000": ""},
        asked="Напишите число, например 12 или 12,5. От -100 до 1\u00a0000\u00a0000.",
        search=("1 000,50", "1 000,5", "1001"),
        query=("14,5", "x->Otvet > 14", "x->Otvet < 14"),
        is_many=True,
        fields={"type": "number", "least": -100, "most": 1000000},
    ),
    "whole": Sample(
        attribute="type: number, format: whole",
        typed={
            "14": {"number": "14"},
            "1.000": {"number": "1000"},
            "1,000": {"number": "1000"},
            "5,0": {"number": "5"},
        },
        refused={"14,5": "нужно целое число", "много": "целое число цифрами"},
        printed={"1000": ("1\u00a0000", "1,000"), "-3": ("-3", "-3")},
        pressed={},
        letter=("1000", "1000"),
        formula=("14", "$Otvet / 4", "3,5"),
        default=("7", {"number": "7"}),
        wrong_defaults={"NOW()": "config-formula-kind", "7.5": ""},
        asked="Напишите целое число.",
        search=("1000", "1000", "1001"),
        query=("14", "x->Otvet == 14", "x->Otvet == 15"),
        is_many=True,
        fields={"type": "number", "format": "whole"},
    ),
    "money": Sample(
        attribute="type: number, format: money, least: 0",
        typed={"1500": {"number": "1500"}, "1 500,50": {"number": "1500.5"}, "1.500": {"number": "1500"}},
        refused={"1500,505": "не больше двух знаков", "1500 руб": "без знака валюты", "-1": "не меньше 0"},
        printed={"1500": ("1\u00a0500,00", "1,500.00"), "0,5": ("0,50", "0.50")},
        pressed={},
        letter=("1500", "1500"),
        formula=("1500", "$Otvet * 0.2", "300"),
        default=("7", {"number": "7"}),
        wrong_defaults={"$_creator": "config-formula-kind", "7.505": "", "-1": ""},
        asked="Напишите сумму, например 1500 или 1500,50. Не меньше 0.",
        search=("1500,5", "1500", "1501"),
        query=("1500", "x->Otvet >= 1500", "x->Otvet != 1500"),
        is_many=True,
        fields={"type": "number", "format": "money", "least": 0},
    ),
    "boolean": Sample(
        attribute="type: boolean",
        typed={
            "да": {"boolean": True},
            "Ага!": {"boolean": True},
            "+": {"boolean": True},
            "yes": {"boolean": True},
            "👍": {"boolean": True},
            "нет": {"boolean": False},
            "No.": {"boolean": False},
            "-": {"boolean": False},
        },
        refused={
            "может быть": "Нажмите кнопку или напишите",
            "": "нужно «Да» или «Нет»",
            "да и нет": "нужно",
            "2": "нужно",
        },
        printed={"да": ("Да", "Yes"), "нет": ("Нет", "No")},
        pressed={"Да": {"boolean": True}, "Нет": {"boolean": False}},
        letter=("нет", "Нет"),
        formula=("нет", "IF($Otvet, 'с пропуском', 'без пропуска')", "без пропуска"),
        default=("1 > 2", {"boolean": False}),
        wrong_defaults={"'да'": "config-formula-kind", "1": "config-formula-kind"},
        asked="Нажмите кнопку или напишите: да или нет.",
        search=None,
        query=("нет", "NOT(x->Otvet)", "x->Otvet"),
        fields={"type": "boolean"},
    ),
    "duration": Sample(
        attribute="type: duration",
        typed={
            "полтора часа": {"duration": 5_400_000_000},
            "1 ч 30 мин": {"duration": 5_400_000_000},
            "2h": {"duration": 7_200_000_000},
            "1:30": {"duration": 5_400_000_000},
            "0 минут": {"duration": 0},
            "неделя": {"duration": 604_800_000_000},
        },
        refused={
            "2": "Напишите число с единицей",
            "скоро": "единицей",
            "-2 часа": "единицей",
            "101 год": "100 лет",
            "": "единицей",
        },
        printed={"90 мин": ("1 час 30 минут", "1 hour 30 minutes"), "25 ч": ("1 день 1 час", "1 day 1 hour")},
        pressed={"2 часа": {"duration": 7_200_000_000}, "1 день": {"duration": 86_400_000_000}},
        letter=("90 мин", "1 час 30 минут"),
        formula=("90 мин", "$Otvet + DURATION('PT30M')", "2 часа"),
        default=("DURATION('PT2H')", {"duration": 7_200_000_000}),
        wrong_defaults={
            "2": "config-formula-kind",
            "'2 часа'": "config-formula-kind",
            "DURATION('PT0S') - DURATION('PT2H')": "",
        },
        asked="Напишите, сколько времени: 2 часа, 1 ч 30 мин, полтора дня.",
        search=("90 мин", "1 час 30", "2 часа"),
        query=("90 мин", "x->Otvet > DURATION('PT1H')", "x->Otvet == DURATION('PT1H')"),
        is_many=True,
        fields={"type": "duration"},
    ),
    "enum": Sample(
        attribute="type: enum, values: [{title: Высокая}, {title: Обычная}, {title: Совсем низкая, system_name: low}]",
        typed={
            "Высокая": {"enum": "Vysokaya"},
            " ОБЫЧНАЯ ": {"enum": "Obychnaya"},
            "low": {"enum": "low"},
            "совсем низкая": {"enum": "low"},
        },
        refused={
            "срочно": "выберите из списка: Высокая, Обычная, Совсем низкая.",
            "": "выберите из списка",
            "1": "выберите из списка",
            "Высокая, Обычная": "выберите из списка",
        },
        printed={"высокая": ("Высокая", "Высокая"), "LOW": ("Совсем низкая", "Совсем низкая")},
        pressed={"Высокая": {"enum": "Vysokaya"}, "Совсем низкая": {"enum": "low"}},
        letter=("low", "Совсем низкая"),
        formula=("low", "'Срочность: ' + $Otvet", "Срочность: Совсем низкая"),
        default=("ENUMVALUE('Otvet', 'low')", {"enum": "low"}),
        wrong_defaults={
            "5": "config-formula-kind",
            "$_creator": "config-formula-kind",
            "ENUMVALUE('Otvet', 'lowest')": "error-formula-unknown-name",
            "ENUMVALUE('Otvety', 'low')": "error-formula-unknown-name",
            "'Никакая'": "",
        },
        asked="Выберите или напишите словами.",
        search=("low", "низк", "высокая"),
        query=("low", "x->Otvet == ENUMVALUE('Otvet', 'low')", "x->Otvet == 'Высокая'"),
        is_many=True,
        fields={
            "type": "enum",
            "values": [
                {"title": "Высокая", "system_name": "Vysokaya"},
                {"title": "Обычная", "system_name": "Obychnaya"},
                {"title": "Совсем низкая", "system_name": "low"},
            ],
        },
    ),
    "date_time": Sample(
        attribute="type: date_time",
        typed={
            "завтра 9:00": {"date_time": "2026-12-01T09:00:00+03:00"},
            "пн в 9 утра": {"date_time": "2026-12-07T09:00:00+03:00"},
            "25.12 14.30": {"date_time": "2026-12-25T14:30:00+03:00"},
            "через 2 часа": {"date_time": "2026-11-30T14:00:00+03:00"},
            "13:00": {"date_time": "2026-11-30T13:00:00+03:00"},
            "9:00": {"date_time": "2026-12-01T09:00:00+03:00"},
            "Dec 25, 2026 3:30 pm": {"date_time": "2026-12-25T15:30:00+03:00"},
            "2026-12-25T09:00:00+00:00": {"date_time": "2026-12-25T12:00:00+03:00"},
        },
        refused={
            "скоро": "Напишите, например: завтра 9:00",
            "": "завтра 9:00",
            "32.12 9:00": "дня «32.12» в календаре нет",
            "31.02.2027": "дня «31.02.2027» в календаре нет",
            "завтра или 31.02": "завтра 9:00",
            "завтра 25:00": "завтра 9:00",
        },
        printed={
            "25.12 9:00": ("25.12.2026 9:00", "25 Dec 2026, 9:00"),
            "1 января 0:00": ("01.01.2027 0:00", "1 Jan 2027, 0:00"),
        },
        pressed={},
        letter=("25.12 9:00", "25.12.2026 9:00"),
        formula=("25.12 9:00", "$Otvet + DURATION('P1D')", "26.12.2026 9:00"),
        default=("DATE('2026-12-25T09:00:00')", {"date_time": "2026-12-25T09:00:00+03:00"}),
        wrong_defaults={"'завтра'": "config-formula-kind", "5": "config-formula-kind"},
        asked="завтра 9:00, 25.12, пн, через 2 часа.\n<b>Ноябрь 2026</b>",
        search=("25.12 9:00", "25.12.2026", "26.12.2026"),
        query=("25.12 9:00", "x->Otvet > NOW()", "x->Otvet < NOW()"),
        is_many=True,
        fields={"type": "date_time"},
    ),
    "date": Sample(
        attribute="type: date_time, format: date",
        typed={
            "завтра": {"date_time": "2026-12-01T00:00:00+03:00"},
            "пн": {"date_time": "2026-12-07T00:00:00+03:00"},
            "25.12": {"date_time": "2026-12-25T00:00:00+03:00"},
            "через 2 недели": {"date_time": "2026-12-14T00:00:00+03:00"},
            "2026-12-25": {"date_time": "2026-12-25T00:00:00+03:00"},
        },
        refused={
            "завтра 9:00": "день без времени",
            "через 2 часа": "день без времени",
            "9:00": "день без времени",
            "": "день без времени",
        },
        printed={"25.12": ("25.12.2026", "25 Dec 2026"), "1 марта": ("01.03.2027", "1 Mar 2027")},
        pressed={"•30": {"date_time": "2026-11-30T00:00:00+03:00"}, "1": {"date_time": "2026-11-01T00:00:00+03:00"}},
        letter=("25.12", "25.12.2026"),
        formula=("25.12", "'До ' + $Otvet", "До 25.12.2026"),
        default=("DATE('2026-12-25T23:30:00')", {"date_time": "2026-12-25T00:00:00+03:00"}),
        wrong_defaults={"'завтра'": "config-formula-kind"},
        asked="завтра, 25.12, пн, через 2 недели.\n<b>Ноябрь 2026</b>",
        search=("25.12", "25.12.2026", "26.12.2026"),
        query=("25.12", "x->Otvet == DATE('2026-12-25T00:00:00')", "x->Otvet == DATE('2026-12-26T00:00:00')"),
        is_many=True,
        fields={"type": "date_time", "format": "date"},
    ),
}
