"""Addresses: no two share a prefix, and those of the journal fit whatever is asked for."""

import pytest

from bot.first_steps.addresses import JournalPage
from bot.journal.addresses import AuditPage, ChainPage, LetterPage, history_of, within, without
from bot.telegram.catalogue import addresses
from bot.telegram.paging import Turn, is_former
from domain.audit import Kind


def test_no_two_addresses_share_a_prefix() -> None:
    assert len(addresses()) > 100  # two that share one are refused


def test_an_address_carries_what_the_journal_was_asked_for_there_and_back() -> None:
    view = JournalPage(
        start=120, group=3, person=7_000_000_000, connection=12, day=739_000, search=123_456, scenario=12
    )
    packed = within(ChainPage, view, run=2**31 - 1, page=12, shown=1).pack()
    assert len(packed.encode()) <= 64
    assert within(JournalPage, ChainPage.unpack(packed)) == view
    assert without(view, "day") == view.model_copy(update={"day": 0, "start": 0})


def test_an_address_that_would_not_fit_loses_its_way_back_and_not_its_letter() -> None:
    start = Turn(key=2**31, page=99).packed()
    view = JournalPage(start=start, group=9, person=2**52 - 1, connection=999_999, day=9_999_999, search=9_999_999)
    address = within(LetterPage, view, letter=2**31 - 1, page=99)
    assert len(address.pack()) <= 64
    assert (address.letter, address.page, address.person, address.start) == (2**31 - 1, 99, 2**52 - 1, 0)
    address = within(LetterPage, view.model_copy(update={"scenario": 999_999}), letter=2**31 - 1, page=99)
    assert len(address.pack()) <= 64
    assert (address.letter, address.page, address.person, address.start) == (2**31 - 1, 99, 0, 0)


def test_a_letter_among_a_million_leads_back_to_its_page() -> None:
    start = Turn(key=2 * 1_000_000, page=99).packed()
    view = JournalPage(start=start, group=3, person=7_000_000_000, day=740_000, search=12_345)
    assert within(LetterPage, view, letter=1_000_000, page=3).start == start


@pytest.mark.parametrize("turn", [Turn(0), Turn(1, newer=True), Turn(2**31 - 1, newer=True, page=7), Turn(5, page=999)])
def test_a_turn_is_what_it_was_packed_from(turn: Turn) -> None:
    assert Turn.unpacked(turn.packed()) == turn
    assert not is_former(turn.packed())


def test_a_former_versions_number_is_no_turn() -> None:
    assert [Turn.unpacked(start) for start in (0, 10, 999_999)] == [None] * 3
    assert [is_former(start) for start in (0, 10, 999_999)] == [False, True, True]


def test_an_object_has_an_address_of_its_own_history() -> None:
    for kind in Kind:
        packed = history_of(kind, 2**52 - 1).pack()
        assert len(packed) <= 64
        assert AuditPage.unpack(packed).object_id == 2**52 - 1
