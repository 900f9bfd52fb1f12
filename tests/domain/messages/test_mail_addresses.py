"""Addresses are valid by syntax alone."""

import pytest

from domain.messages.addresses import (
    InvalidAddress,
    LineBreakInHeader,
    ascii_address,
    needs_smtputf8,
    parse_address,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ivan@firma.ru", "ivan@firma.ru"),
        ("  ivan@FIRMA.ru ", "ivan@firma.ru"),
        ("ivan@firma.local", "ivan@firma.local"),
        ("ivan@mail.test", "ivan@mail.test"),
        ("root@localhost", "root@localhost"),
        ("root@mailhost", "root@mailhost"),
        ("a+b.c_d@sub.firma.ru", "a+b.c_d@sub.firma.ru"),
        ("ivan@почта.рф", "ivan@почта.рф"),
        ("ivan@xn--80a1acny.xn--p1ai", "ivan@почта.рф"),
        ("иван@почта.рф", "иван@почта.рф"),
    ],
)
def test_an_address_comes_in_its_normal_form(text: str, expected: str) -> None:
    assert parse_address(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "ivan", "ivan@", "@firma.ru", "ivan@@firma.ru", "i van@firma.ru", "a@b..ru", "a.@b.ru", "a@-b.ru", "<a@b.ru>",
     "a@b.ru,c@d.ru", "Иван <a@b.ru>", "a@" + "b" * 64 + ".ru", "a" * 65 + "@b.ru"],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(InvalidAddress) as caught:
        parse_address(text)
    assert caught.value.params == {"address": text}


@pytest.mark.parametrize("gap", ["\r\n", "\n", "\r", "\u2028", "\x00", "\x0b"])
def test_a_line_break_inside_an_address_is_refused(gap: str) -> None:
    with pytest.raises(LineBreakInHeader) as caught:
        parse_address(f"a@b.ru{gap}Bcc: c@d.ru")
    assert isinstance(caught.value, InvalidAddress)
    assert caught.value.key == "error-line-break-in-header"


def test_on_the_wire_a_domain_is_ascii_and_a_local_part_is_what_it_is() -> None:
    assert ascii_address("ivan@почта.рф") == "ivan@xn--80a1acny.xn--p1ai"
    assert ascii_address("иван@почта.рф") == "иван@xn--80a1acny.xn--p1ai"
    assert ascii_address("ivan@firma.ru") == "ivan@firma.ru"
    assert needs_smtputf8("иван@firma.ru")
    assert not needs_smtputf8("ivan@почта.рф")
