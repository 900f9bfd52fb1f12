"""Addresses: no two share a prefix, and those of the journal fit whatever is asked for."""

from bot.first_steps.addresses import JournalPage
from bot.journal.addresses import AuditPage, ChainPage, LetterPage, history_of, within, without
from bot.telegram.catalogue import addresses
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
    view = JournalPage(start=999_999, group=9, person=2**52 - 1, connection=999_999, day=9_999_999, search=9_999_999)
    address = within(LetterPage, view, letter=2**31 - 1, page=99)
    assert len(address.pack()) <= 64
    assert (address.letter, address.page, address.person) == (2**31 - 1, 99, 0)


def test_an_object_has_an_address_of_its_own_history() -> None:
    for kind in Kind:
        packed = history_of(kind, 2**52 - 1).pack()
        assert len(packed) <= 64
        assert AuditPage.unpack(packed).object_id == 2**52 - 1
