"""Keeping accounts by hand, over a real database and a clock that stands."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.accounts.account import Account, AccountErased, Which
from domain.accounts.erase_account import EraseAccount
from domain.accounts.fields import FieldEmpty, FieldTooLong, LanguageUnknown, UsernameUnfit, checked, mark_of
from domain.accounts.keep_accounts import AccountChanged, AddressInUse, KeepAccounts, OwnManager
from domain.accounts.typed_account import SeveralAddresses, Typed, read_typed
from domain.audit import Act, Actor, AuditEntry, AuditFilter, Kind
from domain.errors import NotFound, NotYours
from domain.messages.addresses import InvalidAddress
from domain.paging import NumberEdge, Place
from domain.people import Person, Role
from storage import models
from storage.repositories.accounts import AccountRepository
from storage.repositories.audit import AuditRepository
from storage.repositories.erasing import ErasingRepository
from storage.repositories.people import PersonRepository
from storage.transactions import atomically

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ADMIN = Person(1, "Алиса", Role.ADMIN)
STAFF = Person(2, "Борис", Role.STAFF)


@pytest.fixture
def keep(directory: AccountRepository) -> KeepAccounts:
    return KeepAccounts(
        directory=directory,
        people=PersonRepository(),
        audit=AuditRepository(),
        clock=lambda: NOW,
        atomically=atomically,
    )


@pytest.fixture
def erase(keep: KeepAccounts) -> EraseAccount:
    return EraseAccount(
        keep=keep, erasing=ErasingRepository(), audit=AuditRepository(), clock=lambda: NOW, atomically=atomically
    )


async def test_only_administrators_keep_accounts(keep: KeepAccounts, erase: EraseAccount) -> None:
    added = await keep.add(ADMIN, "Иванов", "i@firma.ru")
    for act in (
        keep.get(STAFF, added.id),
        keep.add(STAFF, "Б", "b@firma.ru"),
        keep.change(STAFF, added.id, "phone", "1", 0),
        keep.set_manager(STAFF, added.id, None, 0),
        keep.set_active(STAFF, added.id, active=False),
        erase(STAFF, added.id),
    ):
        with pytest.raises(NotYours):
            await act
    assert await models.AuditEntry.all().count() == 1


async def test_a_username_that_is_taken_is_replaced_by_one_made_of_the_name(keep: KeepAccounts) -> None:
    await keep.add(ADMIN, "Иванов Иван", "info@firma.ru")
    names = [(await keep.add(ADMIN, "Щукина Юлия", "INFO@firma.ru", shared=True)).username for _ in range(2)]
    assert names == ["SchukinaYuliya", "SchukinaYuliya2"]
    assert (await keep.add(ADMIN, "山田", "info@firma.ru", shared=True)).username == "account"


async def test_an_address_that_somebody_has_must_be_meant(keep: KeepAccounts) -> None:
    await keep.add(ADMIN, "Иванов", "info@firma.ru")
    with pytest.raises(AddressInUse) as raised:
        await keep.add(ADMIN, "Петров", "Info@Firma.ru")
    assert raised.value.params["name"] == "Иванов"


async def test_a_newer_value_is_not_written_over_but_the_same_one_is_no_quarrel(keep: KeepAccounts) -> None:
    added = await keep.add(ADMIN, "Иванов", "i@firma.ru")
    seen = mark_of(added, "phone")
    await keep.change(ADMIN, added.id, "phone", "111", seen)
    with pytest.raises(AccountChanged) as raised:
        await keep.change(ADMIN, added.id, "phone", "222", seen)
    assert raised.value.params == {"field": "phone", "who": "", "value": "111"}
    assert (await keep.change(ADMIN, added.id, "phone", "111", seen)).phone == "111"
    entries = await AuditRepository().latest(AuditFilter(), 10)
    assert [entry.act for entry in entries] == ["changed", "created"]


async def test_managers_are_others_who_exist(keep: KeepAccounts, erase: EraseAccount) -> None:
    first, second = [await keep.add(ADMIN, name, f"{name}@firma.ru") for name in ("a", "b")]
    with pytest.raises(OwnManager):
        await keep.set_manager(ADMIN, first.id, first.id, mark_of(first, "manager"))
    with pytest.raises(NotFound):
        await keep.set_manager(ADMIN, first.id, 999, mark_of(first, "manager"))
    after = await keep.set_manager(ADMIN, first.id, second.id, mark_of(first, "manager"))
    assert after.manager_id == second.id
    await erase(ADMIN, second.id)
    assert (await keep.get(ADMIN, first.id)).manager_id is None
    with pytest.raises(AccountErased):
        await keep.set_manager(ADMIN, first.id, second.id, mark_of(first, "manager"))


async def test_nothing_is_written_to_what_was_erased(
    keep: KeepAccounts, erase: EraseAccount, directory: AccountRepository
) -> None:
    added = await keep.add(ADMIN, "Иванов Иван", "i@firma.ru", {"phone": "1"})
    await erase(ADMIN, added.id)
    left = await keep.get(ADMIN, added.id)
    assert left == Account(added.id, "", "", active=False)
    for act in (
        keep.change(ADMIN, added.id, "phone", "1", mark_of(left, "phone")),
        keep.set_active(ADMIN, added.id, active=True),
        erase(ADMIN, added.id),
    ):
        with pytest.raises(AccountErased):
            await act
    assert await directory.by_username("") is None
    assert await directory.by_mboxes(["i@firma.ru"]) == {}
    assert (await keep.add(ADMIN, "Иванов Иван", "i@firma.ru")).id != added.id


async def test_erasing_takes_requests_and_what_the_journal_searches(keep: KeepAccounts, erase: EraseAccount) -> None:
    added = await keep.add(ADMIN, "Ёлкин Иван", "elkin@firma.ru")
    for state in ("added", "open"):
        await models.AccountRequest.create(
            person_id=2, full_name="Ёлкин", mbox="elkin@firma.ru", state=state, asked_at=NOW
        )
    await erase(ADMIN, added.id)
    assert await models.AccountRequest.all().order_by("id").values_list("full_name", "mbox") == [
        ("", ""),
        ("Ёлкин", "elkin@firma.ru"),
    ]
    (entry, created) = await AuditRepository().latest(AuditFilter(kind=Kind.ACCOUNT, object_id=added.id), 10)
    assert (entry.act, created.act, created.name) == ("erased", "created", "")
    assert set(created.changes) == {"username", "full_name", "mbox", "active"}
    assert set(created.changes.values()) == {("•••", "•••")}


async def test_erasing_takes_the_name_and_every_address_out_of_what_the_trail_says_about_others(
    keep: KeepAccounts, erase: EraseAccount
) -> None:
    audit = AuditRepository()
    added = await keep.add(ADMIN, "Ёлкин Иван", "elkin@firma.ru")
    await keep.change(ADMIN, added.id, "mbox", "ivan@firma.ru", mark_of(added, "mbox"))
    for number, address in enumerate(("elkin@firma.ru", "ivan@firma.ru", "other@firma.ru"), 1):
        sent = {"to": (None, address), "fate": (None, "accepted")}
        await audit.note(AuditEntry(NOW, Actor(1), Act.SENT, Kind.CONNECTION, number, "Почта", sent))
    route = {"to": (["a@firma.ru"], ["a@firma.ru", "ivan@firma.ru"])}
    await audit.note(AuditEntry(NOW, Actor(1), Act.CHANGED, Kind.ROUTE, 4, "Маршрут", route))
    await audit.note(AuditEntry(NOW, Actor(1), Act.DECLINED, Kind.ACCOUNT, name="ivan@firma.ru"))
    await erase(ADMIN, added.id)
    entries = await audit.latest(AuditFilter(kind=Kind.CONNECTION), 10)
    assert [entry.changes["to"] for entry in entries] == [(None, "other@firma.ru"), (None, "•••"), (None, "•••")]
    (entry, *_) = await audit.latest(AuditFilter(kind=Kind.ROUTE), 10)
    assert entry.changes["to"] == (["a@firma.ru"], ["a@firma.ru", "•••"])
    assert not await models.AuditEntry.filter(name__contains="ivan@").exists()


async def test_lists_of_archived_people_and_of_those_without_address_are_searched_and_paged(
    directory: AccountRepository, erase: EraseAccount
) -> None:
    await directory.add_many(
        [
            *(Account(0, f"a{n}", f"Архивный {n}", f"a{n}@firma.ru", active=False) for n in range(3)),
            *(Account(0, f"b{n}", f"Безадресный {n}") for n in range(3)),
            Account(0, "c", "Обычный", "c@firma.ru"),
        ]
    )
    gone = await directory.by_username("a2")
    assert gone is not None
    await erase(ADMIN, gone.id)
    counts = await directory.counts()
    assert (counts.active, counts.archived, counts.without_address) == (4, 2, 3)
    found = await directory.listed(Which.ARCHIVED, "архив 1")
    assert [account.username for account in found.accounts] == ["a1"]
    page = await directory.listed(Which.WITHOUT_ADDRESS, limit=2)
    assert [account.username for account in page.accounts] == ["b0", "b1"]
    assert page.older == NumberEdge(page.accounts[-1].id)
    page = await directory.listed(Which.WITHOUT_ADDRESS, limit=2, place=Place(about=2))
    assert ([account.username for account in page.accounts], page.older) == (["b2"], None)
    assert (await directory.listed(Which.ARCHIVED, "!!!")).accounts == ()


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("full_name", "  Иванов\n Иван\u200b ", "Иванов Иван"),
        ("mbox", "Ivanov@Firma.RU", "Ivanov@firma.ru"),
        ("mbox", "", ""),
        ("language", "Русский", "ru"),
        ("language", "EN", "en"),
        ("language", "pt-BR", "pt-BR"),
        ("username", " Boss ", "Boss"),
    ],
)
def test_typed_values_are_tidied(field: str, text: str, value: str) -> None:
    assert checked(field, text) == value


@pytest.mark.parametrize(
    ("field", "text", "error"),
    [
        ("full_name", " \u200b", FieldEmpty),
        ("username", "", FieldEmpty),
        ("username", "\u0301", UsernameUnfit),
        ("mbox", "нет", InvalidAddress),
        ("language", "по-русски", LanguageUnknown),
        ("office", "9" * 301, FieldTooLong),
    ],
)
def test_values_that_do_not_fit_are_refused(field: str, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        checked(field, text)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Иванов Иван, ivanov@company.ru", Typed("Иванов Иван", "ivanov@company.ru")),
        ("ivanov@company.ru — Иванов Иван", Typed("Иванов Иван", "ivanov@company.ru")),
        ('"Иванов Иван" <ivanov@company.ru>;', Typed("Иванов Иван", "ivanov@company.ru")),
        ("Иванов Иван\nmailto:ivanov@company.ru", Typed("Иванов Иван", "ivanov@company.ru")),
        ("Иванов Иван", Typed("Иванов Иван", "")),
        ("ivanov@company.ru.", Typed("", "ivanov@company.ru")),
        ("", Typed("", "")),
    ],
)
def test_one_message_says_who_somebody_is(text: str, typed: Typed) -> None:
    assert read_typed(text) == typed


def test_several_addresses_or_a_broken_one_are_refused() -> None:
    with pytest.raises(SeveralAddresses):
        read_typed("a@b.ru c@d.ru")
    with pytest.raises(InvalidAddress):
        read_typed("Иванов ivanov@")
    with pytest.raises(InvalidAddress):
        read_typed("Иванов a@b@c")


def test_a_long_word_without_an_address_is_read_at_once() -> None:
    with pytest.raises(FieldTooLong):
        read_typed("я" * 300_000)


async def test_marks_tell_values_apart(directory: AccountRepository) -> None:
    account = Account(1, "a", "А", phone="1")
    assert mark_of(account, "phone") != mark_of(replace(account, phone="2"), "phone")
    assert mark_of(account, "manager") == mark_of(replace(account, phone="2"), "manager")


@pytest.mark.parametrize(
    "text",
    [
        "Иванов Иван\ni@firma.test\n+7 900 123-45-67",
        "Иванов Иван, тел. 8 (495) 123-45-67 доб. 12, i@firma.test",
        "ФИО: Иванов Иван, почта: i@firma.test",
        "Иванов Иван почта i@firma.test",
        "Иванов Иван | i@firma.test",
        "Иванов Иван [i@firma.test]",
        "Иванов Иван:i@firma.test",
        "1. Иванов Иван – i@firma.test!",
        "• «Иванов Иван» 'i@firma.test'",
    ],
)
def test_what_stands_around_a_name_and_an_address_in_a_signature_or_a_list_is_no_part_of_them(text: str) -> None:
    assert read_typed(text) == Typed("Иванов Иван", "i@firma.test")


@pytest.mark.parametrize(
    "name", ["Склад 12", "Иванов Иван 2", "Name Surname", "Почта России", "О'Нил Шон", "Адрес Ольга"]
)
def test_a_name_of_such_words_stays(name: str) -> None:
    assert read_typed(f"{name}, i@firma.test") == Typed(name, "i@firma.test")
