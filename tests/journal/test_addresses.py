"""Addresses: no two share a prefix, and those of the journal fit whatever is asked for."""

import importlib
import pkgutil
from collections import Counter

from aiogram.filters.callback_data import CallbackData

import bot.addresses
from bot.addresses.admin import JournalPage
from bot.addresses.audit import AuditPage, history_of
from bot.addresses.journal import ChainPage, LetterPage, within, without
from domain.audit import Kind


def all_addresses() -> list[type[CallbackData]]:
    for found in pkgutil.iter_modules(bot.addresses.__path__, "bot.addresses."):
        importlib.import_module(found.name)

    def inside(kind: type[CallbackData]) -> list[type[CallbackData]]:
        return [item for one in kind.__subclasses__() for item in (one, *inside(one))]

    return [item for item in inside(CallbackData) if item.__module__.startswith("bot.addresses.")]


def test_no_two_addresses_share_a_prefix() -> None:
    counts = Counter(item.__prefix__ for item in all_addresses())
    assert [prefix for prefix, count in counts.items() if count > 1] == []


def test_an_address_carries_what_the_journal_was_asked_for_there_and_back() -> None:
    view = JournalPage(
        start=120, group=3, person=7_000_000_000, connection=12, day=739_000, search=123_456, scenario=12
    )
    packed = within(ChainPage, view, run=2**31 - 1, page=12, shown=1).pack()
    assert len(packed.encode()) <= 64
    assert within(JournalPage, ChainPage.unpack(packed)) == view
    assert without(view, "day") == view.model_copy(update={"day": 0, "start": 0})


def test_an_address_that_would_not_fit_loses_its_way_back_and_not_its_letter() -> None:
    view = JournalPage(start=999_999, group=9, person=2**52 - 1, connection=999_999, day=9_999_999, search=9_999_999)
    address = within(LetterPage, view, letter=2**31 - 1, page=99)
    assert len(address.pack()) <= 64
    assert (address.letter, address.page, address.person) == (2**31 - 1, 99, 0)


def test_an_object_has_an_address_of_its_own_history() -> None:
    for kind in Kind:
        packed = history_of(kind, 2**52 - 1).pack()
        assert len(packed) <= 64
        assert AuditPage.unpack(packed).object_id == 2**52 - 1
