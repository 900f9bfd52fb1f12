"""Addresses: every class of them is found, fits into a button, and says whom and what it is for."""

import pytest
from aiogram.filters.callback_data import CallbackData
from pydantic.fields import FieldInfo

from bot.app.routers import make_routers
from bot.telegram.catalogue import addresses
from bot.telegram.costs import says_its_kind
from bot.telegram.middleware import is_for_admins, record_of

EVERY = list(addresses().values())


def largest(field: FieldInfo) -> int:
    """The largest number that a field takes; the database's integers end at 2**31 - 1."""
    return min((int(mark.lt) - 1 for mark in field.metadata if hasattr(mark, "lt")), default=2**31 - 1)


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_an_address_holds_whole_numbers_that_a_database_can_hold(kind: type[CallbackData]) -> None:
    fields = {name: 1 if field.annotation is int else "" for name, field in kind.model_fields.items()}
    assert len(kind(**fields).pack().encode()) <= 64
    for name, value in fields.items():
        kind(**fields | {name: largest(kind.model_fields[name]) if value == 1 else ""})
        for wrong in (-1, 2**63) if value == 1 else ("ё", "'--", "x" * 64):
            with pytest.raises(ValueError, match="validation error"):
                kind(**fields | {name: wrong})


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_an_address_fits_at_its_longest(kind: type[CallbackData]) -> None:
    """With numbers of records as large as a small company will not reach, and what a place in a draft takes."""
    fields = {
        name: min(99_999, largest(field)) if field.annotation is int else "zz" * 9
        for name, field in kind.model_fields.items()
    }
    assert len(kind(**fields).pack().encode()) <= 64


def _of_the_bot(kind: type[CallbackData]) -> set[type[CallbackData]]:
    here = {kind} if kind.__module__.startswith("bot.") else set()
    return here.union(*map(_of_the_bot, kind.__subclasses__()))


def test_no_address_stands_where_it_is_not_found() -> None:
    make_routers()  # every room's modules are there then
    assert _of_the_bot(CallbackData) == set(EVERY)


def test_addresses_are_found_in_every_module_and_none_answers_for_another() -> None:
    prefixes = addresses().keys()
    assert {"h", "c", "A", "me"} <= prefixes
    assert all(prefix[0].isalpha() for prefix in prefixes)


@pytest.mark.parametrize(
    ("data", "record"),
    [
        ("c:7", 7),
        ("p:7:1:2:3:0", 7),
        ("lu:12:1:1", 12),
        ("n:7:0", None),
        ("i:1:0", None),
        ("mel:1", None),
        ("K:7", None),
        ("h", None),
        ("c:", None),
        ("c:x", None),
        ("nothing:7", None),
        ("", None),
        (None, None),
    ],
)
def test_a_record_is_read_from_addresses_that_are_about_one(data: str | None, record: int | None) -> None:
    assert record_of(data) == record


@pytest.mark.parametrize(("data", "admins"), [("A", True), ("K:7", True), ("c:7", False), ("", False), (None, False)])
def test_a_capital_letter_is_for_administrators(data: str | None, admins: bool) -> None:
    assert is_for_admins(data) is admins


def test_every_address_says_what_pressing_it_may_cost() -> None:
    assert {kind.__name__ for kind in addresses().values() if not says_its_kind(kind)} == set()
