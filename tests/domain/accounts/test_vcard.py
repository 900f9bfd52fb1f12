"""Contacts as phones write them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts.vcard import MOST_CARDS, Card, NoCards, TooManyCards, read_cards

ANDROID_21 = """\
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=D0=BE=D0=B2;=D0=98=D0=
=B2=D0=B0=D0=BD;=D0=9F=D0=B5=D1=82=D1=80=D0=BE=D0=B2=D0=B8=D1=87;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD
TEL;CELL;PREF:+7 999 111-22-33
TEL;WORK:+7 495 000-00-00
EMAIL;HOME:ivan@home.ru
EMAIL;WORK:Ivanov@Firma.ru
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQ
 AAAA//8AAAA=

END:VCARD
"""

IPHONE_30 = """\
BEGIN:VCARD
VERSION:3.0
N:Семёнова;Анна;;;
FN:Анна Семёнова
ORG:ООО «Ромашка»\\, Москва;Отдел\\; продаж;
TITLE:Ведущий\\nменеджер
item1.EMAIL;type=INTERNET;type=pref:semenova@firma.local
item1.X-ABLabel:_$!<Work>!$_
TEL;type=CELL;type=VOICE:+7 999 1
END:VCARD
"""

V4 = """\
BEGIN:VCARD
VERSION:4.0
FN:Мария Петро
 ва
TEL;VALUE=uri;TYPE="work,voice":tel:+7-495-1
EMAIL;PREF=1:mailto:petrova@firma.ru
EMAIL:second@firma.ru
ORG:Склад
END:VCARD
"""


def test_an_old_card_in_quoted_printable_is_read() -> None:
    assert read_cards(ANDROID_21.encode()) == (Card("Иванов Иван Петрович", "Ivanov@firma.ru", "+7 495 000-00-00"),)


def test_an_organisation_with_a_department_a_title_and_escapes_is_read() -> None:
    (card,) = read_cards(IPHONE_30.replace("\n", "\r\n").encode("utf-8-sig"))
    assert card == Card("Семёнова Анна", "semenova@firma.local", "+7 999 1", "Ведущий менеджер", "Отдел; продаж")


def test_a_new_card_with_addresses_as_links_is_read() -> None:
    assert read_cards(V4.encode()) == (Card("Мария Петрова", "petrova@firma.ru", "+7-495-1", "", "Склад"),)


def test_several_cards_of_one_file_are_read_in_their_order() -> None:
    cards = read_cards((ANDROID_21 + IPHONE_30 + V4).encode())
    assert [card.full_name for card in cards] == ["Иванов Иван Петрович", "Семёнова Анна", "Мария Петрова"]


def test_a_card_in_the_office_encoding_is_read() -> None:
    assert read_cards(IPHONE_30.encode("cp1251"))[0].full_name == "Семёнова Анна"


def test_an_assistants_card_inside_a_card_is_not_taken_for_the_persons_own() -> None:
    inner = "AGENT:\nBEGIN:VCARD\nFN:Помощник\nEMAIL:helper@firma.ru\nEND:VCARD\n"
    (card,) = read_cards(f"BEGIN:VCARD\nFN:Начальник\n{inner}EMAIL:boss@firma.ru\nEND:VCARD\n".encode())
    assert card == Card("Начальник", "boss@firma.ru")


@pytest.mark.parametrize(
    ("lines", "card"),
    [
        ("EMAIL:only@firma.ru", Card("only", "only@firma.ru")),
        ("ORG:ООО «Ромашка»", Card("ООО «Ромашка»")),
        ("FN:Без почты", Card("Без почты")),
        ("FN:Петров\nEMAIL:нет почты\nEMAIL:p@firma.ru", Card("Петров", "p@firma.ru")),
        ("FN;CHARSET=NONSENSE;ENCODING=QUOTED-PRINTABLE:=D0=90", Card("А")),
    ],
)
def test_a_card_that_says_little_is_taken_for_what_it_says(lines: str, card: Card) -> None:
    assert read_cards(f"BEGIN:VCARD\n{lines}\nEND:VCARD".encode()) == (card,)


@pytest.mark.parametrize("content", [b"", b"not a card", b"BEGIN:VCARD\nEND:VCARD", b"BEGIN:VCARD\nFN:Never ended"])
def test_a_file_without_contacts_is_refused(content: bytes) -> None:
    with pytest.raises(NoCards):
        read_cards(content)


def test_a_whole_directory_of_cards_is_refused() -> None:
    with pytest.raises(TooManyCards):
        read_cards(b"BEGIN:VCARD\nFN:A\nEND:VCARD\n" * (MOST_CARDS + 1))


@given(st.lists(st.sampled_from(["BEGIN:VCARD", "END:VCARD", "FN:A", "N:;;", "EMAIL", ":", ";=:x", " ", "=", "TEL;X"])))
def test_any_lines_are_read_or_refused_and_nothing_else_happens(lines: list[str]) -> None:
    with contextlib.suppress(NoCards):
        assert all(card.full_name for card in read_cards("\n".join(lines).encode()))


@given(st.binary())
def test_any_bytes_are_read_or_refused_and_nothing_else_happens(content: bytes) -> None:
    with contextlib.suppress(NoCards):
        read_cards(b"BEGIN:VCARD\nFN:A\n" + content + b"\nEND:VCARD")
