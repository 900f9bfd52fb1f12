"""Addresses are valid by syntax alone."""

import pytest
from email_validator import EmailNotValidError, validate_email

from domain.messages.addresses import (
    Address,
    InvalidAddress,
    LineBreakInHeader,
    ascii_address,
    needs_smtputf8,
    parse_address,
    parse_addresses,
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
        *(
            (text, "ivan@firma.ru")
            for text in ("ivan@firma.ru\u200b", "\u202aivan@firma.ru\u202c", "\ufeffivan@firma.ru")
        ),
        *(
            (text, "ivan@firma.ru")
            for text in ("ivan\u200b@firma.ru", "ivan@fir\u00adma.ru", "\u2066ivan@firma.ru\u2069")
        ),
    ],
)
def test_an_address_comes_in_its_normal_form(text: str, expected: str) -> None:
    assert parse_address(text) == expected


LOCALS = ["ivan", "a.b_c-d", "info", "a..b", ".a", "a.", "Info", "a+b", "o'neil", "", "a b", "иван", "x" * 64, "x" * 65]
DOMAINS = ["firma.ru", "FIRMA.ru", "localhost", "firma.local", "firma.test", "firma.invalid", "почта.рф",
           "xn--80a1acny.xn--p1ai", "[127.0.0.1]", "b..ru", "-b.ru", "b.ru.", "b_c.ru", "b.ru>", "",
           "b" * 63 + ".ru", "b" * 64 + ".ru", ".".join(["b" * 60] * 5)]  # fmt: skip


@pytest.mark.parametrize("domain", DOMAINS)
def test_an_address_is_read_as_the_library_of_addresses_reads_it_whole(domain: str) -> None:
    for local in LOCALS:
        text = f"{local}@{domain}"
        try:
            whole = validate_email(text, check_deliverability=False, globally_deliverable=False, strict=True)
        except EmailNotValidError as error:
            with pytest.raises(InvalidAddress) as caught:
                parse_address(text)
            assert str(caught.value) == str(InvalidAddress(str(error)))  # noqa: PT017 - what both say
        else:
            assert parse_address(text) == whole.normalized


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


ANNA, BORIS = Address("", "anna@firma.ru"), Address("", "boris@firma.ru")


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("anna@firma.ru", [ANNA]),
        *(
            (text, [ANNA, BORIS])
            for text in (
                "anna@firma.ru, boris@firma.ru",
                "anna@firma.ru;boris@firma.ru;",
                "anna@firma.ru boris@firma.ru",
                "<anna@firma.ru>,,<mailto:boris@firma.ru>",
            )
        ),
        ("Иванова Анна <anna@firma.ru>", [Address("Иванова Анна", "anna@firma.ru")]),
        ("Иванова, Анна <anna@firma.ru>; boris@firma.ru", [Address("Иванова, Анна", "anna@firma.ru"), BORIS]),
        ('"Иванова; Анна" <anna@firma.ru>, boris@firma.ru', [Address("Иванова; Анна", "anna@firma.ru"), BORIS]),
        ("«Склад» <anna@firma.ru>", [Address("Склад", "anna@firma.ru")]),
    ],
)
def test_a_text_may_list_several_addresses_with_their_names(text: str, addresses: list[Address]) -> None:
    assert list(parse_addresses(text)) == addresses


@pytest.mark.parametrize(
    "text",
    [
        "",
        "нет",
        "anna@firma.ru, нет",
        "anna@firma,ru",
        "Анна anna@firma.ru, boris@firma.ru",
        "anna@firma.ru (Анна)",
        "anna@firma.ru и boris@firma.ru",
        "<anna@firma.ru",
        "Анна <>, boris@firma.ru",
        "anna@firma.ru\nBcc: boris@firma.ru",
        "Анна\u2028<anna@firma.ru>",
        "a@" * 100_000,
        "<" * 100_000,
        '"' * 99_999 + "@,",
        "a " * 100_000 + "<",
    ],
    ids=lambda text: text[:40],
)
def test_a_list_in_which_something_is_no_address_is_refused_as_a_whole(text: str) -> None:
    with pytest.raises(InvalidAddress):
        parse_addresses(text)
