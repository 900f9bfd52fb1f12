"""Message attributes hold values of their types: what is none is refused, what is one prints as its reader writes."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.objects.template_help import SAMPLES_OF_FILTERS
from domain.accounts.entity import KnownAccounts
from domain.configured.route import MessageAttribute, Route
from domain.formulas.culture import ENGLISH, RUSSIAN
from domain.messages.rich_text import RichText
from domain.messages.template_check import TemplateError
from domain.messages.templates import compile_template
from domain.scenarios.message import AttributeMissing, UnfitValue, template_values
from domain.scenarios.variables import keep, read
from domain.scenarios.wants import OF_ATTRIBUTES

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
VISIT = datetime(2026, 12, 25, 6, 0, tzinfo=UTC)


def letter(template: str, value: Any, kind: str, culture: Any = RUSSIAN, *, html: bool = False, **more: Any) -> str:
    """What a template makes of a value of one attribute `N`."""
    route = Route(
        system_name="r", title="Путь", connection="c", request=(MessageAttribute(name="N", type=kind, **more),)
    )
    values = template_values(route, {"N": value}, MOSCOW, culture, NOW)
    return compile_template(template, {"N": bool(more.get("array"))}, html=html).render(values)


@pytest.mark.parametrize(
    ("kind", "value", "russian", "english"),
    [
        ("number", Decimal("14.5"), "14,5", "14.5"),
        ("number", "14,5", "14,5", "14.5"),
        ("number", " 1 000,50 ", "1000,5", "1000.5"),
        ("number", RichText("7"), "7", "7"),
        ("number", Decimal(0), "0", "0"),
        ("boolean", True, "Да", "Yes"),
        ("boolean", False, "Нет", "No"),
        ("boolean", "ага", "Да", "Yes"),
        ("boolean", "no", "Нет", "No"),
        ("date_time", VISIT, "25.12.2026 9:00", "25 Dec 2026, 9:00"),
        ("date_time", "25.12.2026 9:00", "25.12.2026 9:00", "25 Dec 2026, 9:00"),
        ("date_time", "2026-12-25T06:00:00Z", "25.12.2026 9:00", "25 Dec 2026, 9:00"),
        ("date_time", "25 декабря", "25.12.2026", "25 Dec 2026"),
        ("duration", timedelta(minutes=90), "1 час 30 минут", "1 hour 30 minutes"),
        ("duration", "полтора часа", "1 час 30 минут", "1 hour 30 minutes"),
        ("string", Decimal("1234.5"), "1234,5", "1234.5"),
        ("string", True, "Да", "Yes"),
        ("string", VISIT, "25.12.2026 9:00", "25 Dec 2026, 9:00"),
        ("string", timedelta(hours=2), "2 часа", "2 hours"),
        ("string", "1,50", "1,50", "1,50"),
        ("string", None, "", ""),
        ("number", None, "", ""),
        ("number", "  ", "", ""),
    ],
)
def test_a_value_is_printed_as_its_reader_writes_it(kind: str, value: Any, russian: str, english: str) -> None:
    assert [letter("{N}", value, kind, culture) for culture in (RUSSIAN, ENGLISH)] == [russian, english]
    assert letter("<p>{N}</p>", value, kind, html=True) == f"<p>{russian}</p>"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", "abc"), ("number", "5 шт"), ("number", True), ("number", VISIT), ("number", RichText("нет")),
        ("number", timedelta(1)), ("number", (Decimal(1), Decimal(2))), ("number", ("1", "x")),
        ("boolean", "может быть"), ("boolean", Decimal(1)), ("boolean", VISIT), ("boolean", (True, False)),
        ("date_time", "скоро"), ("date_time", "32.12.2026"), ("date_time", Decimal(5)), ("date_time", False),
        ("duration", "2"), ("duration", "скоро"), ("duration", Decimal(2)), ("duration", VISIT),
    ],
)  # fmt: skip
def test_what_is_none_of_its_type_is_refused_by_name(kind: str, value: Any) -> None:
    with pytest.raises(UnfitValue) as refused:
        letter("{N}", value, kind)
    assert (refused.value.params["name"], refused.value.params["type"]) == ("N", kind)
    if not isinstance(value, tuple):
        with pytest.raises(UnfitValue):
            letter("{N}", (value,), kind, array=True)


@pytest.mark.parametrize("empty", [None, "", "  ", (), (None, "")])
@pytest.mark.parametrize("kind", ["number", "boolean", "date_time", "duration"])
def test_an_empty_value_is_missing_where_it_is_required(kind: str, empty: Any) -> None:
    assert letter("[{N}]", empty, kind) == "[]"
    with pytest.raises(AttributeMissing):
        letter("{N}", empty, kind, required=True)


@pytest.mark.parametrize(
    ("kind", "value", "condition", "holds"),
    [
        ("number", Decimal(0), "N", False),
        ("number", "0", "N", False),
        ("number", Decimal("0.0"), "not N", True),
        ("number", Decimal(5), "N", True),
        ("number", Decimal(5), "N > 4", True),
        ("number", Decimal(10), "N > 9", True),
        ("number", Decimal("0.1"), "N == 0.1", True),
        ("number", Decimal(5), "N == 5", True),
        ("number", Decimal(5), 'N == "5"', True),
        ("number", Decimal(5), "N != 5", False),
        ("number", Decimal(5), "N <= 4", False),
        ("boolean", False, "N", False),
        ("boolean", "нет", "N", False),
        ("boolean", True, "N", True),
        ("boolean", True, "N == true", True),
        ("duration", timedelta(0), "N", False),
        ("duration", timedelta(hours=1), "N", True),
        ("date_time", VISIT, "N", True),
        ("string", Decimal(0), "N", True),
        ("string", False, "N", False),
        ("string", "0", "N", True),
        ("string", "", "N", False),
    ],
)
def test_a_condition_asks_the_value(kind: str, value: Any, condition: str, holds: bool) -> None:
    template = f"{{% if {condition} %}}да{{% else %}}нет{{% endif %}}"
    assert letter(template, value, kind) == ("да" if holds else "нет")
    assert letter(template, value, kind, html=True) == ("да" if holds else "нет")


@pytest.mark.parametrize(
    ("kind", "value", "template", "russian", "english"),
    [
        ("number", Decimal("1234567.5"), "{{ N | number }}", "1\u00a0234\u00a0567,5", "1,234,567.5"),
        ("number", Decimal(1500), "{{ N | number(2) }}", "1\u00a0500,00", "1,500.00"),
        ("number", Decimal(1500), "{{ N | number('F1') }}", "1500,0", "1500.0"),
        ("string", Decimal(1500), "{{ N | number(2) }}", "1\u00a0500,00", "1,500.00"),
        ("date_time", VISIT, "{{ N | date }}", "25.12.2026", "25 Dec 2026"),
        ("date_time", VISIT, "{{ N | time }}", "9:00", "9:00 AM"),
        ("date_time", VISIT, "{{ N | date('d MMMM') }}", "25 декабря", "25 December"),
        ("date_time", VISIT, "{{ N | date('dddd') | upper }}", "ПЯТНИЦА", "FRIDAY"),
        ("date_time", VISIT, "{{ N | date('D') }}", "25 декабря 2026 г.", "Friday, December 25, 2026"),
        ("date_time", None, "{{ N | date }}", "", ""),
        ("number", None, "{{ N | number(2) | default('—', true) }}", "—", "—"),
        ("number", Decimal(0), "{{ N | number(1) }}", "0,0", "0.0"),
        ("number", Decimal("1.5"), "{{ N | replace(',', '.') }}", "1.5", "1.5"),
        ("number", Decimal("1.5"), "{{ N | length }}", "3", "3"),
        ("number", Decimal(0), "{{ N | upper }}", "0", "0"),
        ("boolean", False, "{{ N | lower }}", "нет", "no"),
    ],
)
def test_filters_print_a_value_in_another_way(kind: str, value: Any, template: str, russian: str, english: str) -> None:
    for html in (False, True):
        given = [letter(template, value, kind, culture, html=html) for culture in (RUSSIAN, ENGLISH)]
        assert given == [russian, english]


@pytest.mark.parametrize(
    ("kind", "value", "template"),
    [
        ("string", "слова", "{{ N | number }}"),
        ("number", Decimal(1), "{{ N | date }}"),
        ("date_time", VISIT, "{{ N | number(2) }}"),
        ("date_time", VISIT, "{{ N > 5 }}"),
        ("number", Decimal(1), "{{ N | number('Ы') }}"),
        ("number", Decimal(1), "{{ N | number(1000000000) }}"),
        ("number", Decimal(1), "{{ N | number('N99') }}"),
        ("date_time", VISIT, "{{ N | date('" + "d" * 5000 + "') }}"),
    ],
)
def test_a_filter_refuses_what_it_cannot_print(kind: str, value: Any, template: str) -> None:
    with pytest.raises(TemplateError):
        letter(template, value, kind)


def test_an_array_holds_values_of_its_type() -> None:
    values = (Decimal("1.5"), "2,5", None)
    assert letter("{% for n in N %}[{{ n | number(2) }}]{% endfor %}", values, "number", array=True) == "[1,50][2,50]"
    assert letter("{N}", values, "number", array=True) == "1,5, 2,5"
    assert letter("{N}", Decimal(3), "number", array=True) == "3"
    assert letter("{{ N | number(1) }}", (Decimal(1), Decimal(2)), "number", array=True) == "1,0, 2,0"


def test_a_run_that_goes_on_later_prints_the_same() -> None:
    for value in (Decimal("1.5"), True, VISIT, timedelta(hours=2)):
        kept = read(keep(value), KnownAccounts())
        assert letter("{N}", kept, "string") == letter("{N}", value, "string")


@pytest.mark.parametrize(
    ("kind", "fits", "misfit"),
    [
        ("number", ["5", "1,5", "1 000", "1,000.5"], ["abc", "5 шт"]),
        ("boolean", ["да", "no", "+"], ["abc", "может"]),
        ("date_time", ["25.12.2026", "2026-12-25T09:00:00Z", "Dec 25, 2026"], ["abc", "99.99"]),
        ("duration", ["2 часа", "90 min", "PT2H"], ["2", "abc"]),
    ],
)
def test_a_text_that_is_always_the_same_is_checked_at_saving(kind: str, fits: list[str], misfit: list[str]) -> None:
    check = OF_ATTRIBUTES[kind].check_fixed
    assert check is not None
    for text in fits:
        check(text)
    for text in misfit:
        with pytest.raises(ValueError, match="config-wants-"):
            check(text)


def test_each_type_of_a_message_attribute_has_its_want() -> None:
    types = MessageAttribute.model_fields["type"].annotation.__args__
    assert set(OF_ATTRIBUTES) == set(types)


@pytest.mark.parametrize(("kind", "value"), [("number", Decimal(5)), ("date_time", VISIT), ("boolean", True)])
def test_the_samples_that_the_chat_shows_work(kind: str, value: Any) -> None:
    for sample in SAMPLES_OF_FILTERS[kind]:
        assert letter(sample.format("N"), value, kind)
