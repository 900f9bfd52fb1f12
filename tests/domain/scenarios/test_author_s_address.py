"""Where an author is written to: answers and their own copy go there, or nowhere."""

from dataclasses import replace

import pytest

from domain.accounts.account import Account
from domain.messages.letter import Address
from domain.scenarios.message import address_of

AUTHOR = Account(1, "ivanov", "Иванов Иван", "ivanov@firma.local")


def test_an_author_is_written_to_by_name() -> None:
    assert address_of(AUTHOR) == Address("Иванов Иван", "ivanov@firma.local")


@pytest.mark.parametrize("name", ["Иванов\nИван", " Иванов  Иван ", "Иванов\tИван"])
def test_a_name_is_one_line(name: str) -> None:
    assert address_of(replace(AUTHOR, full_name=name)) == Address("Иванов Иван", "ivanov@firma.local")


def test_a_domain_beyond_ascii_is_no_hindrance() -> None:
    found = address_of(replace(AUTHOR, mbox="ivanov@почта.рф"))
    assert found is not None


@pytest.mark.parametrize(
    "author",
    [
        None,
        replace(AUTHOR, active=False),
        replace(AUTHOR, mbox=""),
        replace(AUTHOR, mbox="ivanov"),
        replace(AUTHOR, mbox="ivanov@firma.local, petrov@firma.local"),
        replace(AUTHOR, mbox="иванов@firma.local"),
    ],
)
def test_who_cannot_be_written_to_has_none(author: Account | None) -> None:
    assert address_of(author) is None
