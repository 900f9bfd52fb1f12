"""Numbers are read as people of both languages write them, and what is printed for a person is read back from them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.culture.numbers import DIGITS, print_number, read_number

LANGUAGES = ("ru", "en")
NUMBERS = some.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    some.integers(-(10**DIGITS) + 1, 10**DIGITS - 1),
    some.integers(0, DIGITS),
)

IN_EITHER = {
    "5": "5", "007": "7", "-5": "-5", "−5": "-5", "–5": "-5", "- 5": "-5", "+5": "5", "0": "0", "-0": "0",
    "1,5": "1.5", "1.5": "1.5", ".5": "0.5", ",5": "0.5", "-,5": "-0.5", "5.": "5", "5,": "5", "0,123": "0.123",
    "1 000,50": "1000.50", "1\u00a0000,50": "1000.50", "1\u202f000.5": "1000.5", "1,000.50": "1000.50",
    "1.000,50": "1000.50", "1000,5": "1000.5", "1'234'567.89": "1234567.89", "1’234": "1234", "1_000": "1000",
    "1 234 567": "1234567", "12 345,6": "12345.6", "1.000.000": "1000000", "1,000,000": "1000000",
    "12,34,567": "1234567", "１２": "12", "٣٫٥": "3.5", "١٬٢٣٤": "1234", "  42  ": "42", "12345678": "12345678",
}  # fmt: skip
NONE = [
    "", "  ", "abc", "пять", "5 шт", "5%", "$5", "1 23", "12 34", "1 0000", "1 000 50", "1.2.3", "1,2,3",
    "1..5",
    "1,,5", "1.,5", "1,000,00", "1.000.00", "1e5", "0x10", "½", "²", "Infinity", "nan", "--5", "+-5", "5-", "(5)",
    "5 5", "1;5",
    "1\n2", "-", "+", ".", ",", " ,", "5a", "⑤", "IV", "1/2", "10:30", "25.12.2026", "+7 900 123-45-67", "{5}", "5=5",
]  # fmt: skip


@given(NUMBERS, some.sampled_from(LANGUAGES))
def test_a_printed_number_is_read_back(number: Decimal, language: str) -> None:
    whole = number == number.to_integral_value()
    assert read_number(print_number(number, language), language) == number
    if whole:
        assert read_number(print_number(number, language, 0), language, whole=True, places=0) == number


@given(some.integers(-(10**14), 10**14), some.sampled_from(LANGUAGES))
def test_a_printed_amount_of_money_is_read_back(cents: int, language: str) -> None:
    amount = Decimal(cents).scaleb(-2)
    assert read_number(print_number(amount, language, 2), language, places=2) == amount


@given(some.text(max_size=12), some.sampled_from(LANGUAGES))
def test_any_text_is_a_finite_number_or_none(text: str, language: str) -> None:
    number = read_number(text, language)
    assert number is None or number.is_finite()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_either_language_writes_is_read_in_both(language: str) -> None:
    assert {text: read_number(text, language) for text in IN_EITHER} == {
        text: Decimal(number) for text, number in IN_EITHER.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", NONE)
def test_nonsense_is_no_number(text: str, language: str) -> None:
    assert read_number(text, language) is None


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("1,234", "en", "1234"),
        ("1.234", "en", "1.234"),
        ("1,234", "ru", "1.234"),
        ("1.234", "ru", "1.234"),
        ("0,234", "en", "0.234"),
        ("1,23", "en", "1.23"),
    ],
)
def test_three_digits_behind_a_comma_are_what_the_language_means(text: str, language: str, number: str) -> None:
    assert read_number(text, language) == Decimal(number)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["1,234", "1.234"])
def test_they_are_thousands_where_no_fraction_has_room_for_them(text: str, language: str) -> None:
    assert read_number(text, language, whole=True) == 1234
    assert read_number(text, language, places=2) == 1234


@pytest.mark.parametrize(
    ("number", "places", "russian", "english"),
    [
        ("1234.5", None, "1\u00a0234,5", "1,234.5"),
        ("1234.5", 2, "1\u00a0234,50", "1,234.50"),
        ("-1234567", 0, "-1\u00a0234\u00a0567", "-1,234,567"),
        ("0.10", None, "0,1", "0.1"),
        ("-0", None, "0", "0"),
        ("-0.001", 2, "0,00", "0.00"),
        ("1E+3", None, "1\u00a0000", "1,000"),
        ("100", None, "100", "100"),
    ],
)
def test_numbers_are_printed_as_each_language_writes_them(
    number: str, places: int | None, russian: str, english: str
) -> None:
    assert [print_number(Decimal(number), language, places) for language in LANGUAGES] == [russian, english]
