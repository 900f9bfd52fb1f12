"""What costs the same whatever number waits or is there already: counted in steps of SQLite's machine."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.account_search import people
from benchmarks.filling import fill
from domain.accounts.account import Account, Which
from domain.paging import FIRST, MOST_OFFERED, Place
from domain.records.find_records import Wanted
from storage import models
from storage.repositories import record_search
from storage.repositories.accounts import AccountRepository
from storage.repositories.inbox import InboxRepository
from storage.repositories.record_search import RecordSearchRepository
from storage.secrets import SecretBox
from tests.costs import steps_of
from tests.databases import opened
from tests.domain.deliveries.conftest import LEASE, ToldSender, open_office

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

A_FEW_ROWS = 3_000
"""Steps for as many rows as are shown, where fewer were there before."""

AGAIN = 1.2
"""How much more is taken for the same: B-trees are not deeper in steps, but some rows lie otherwise."""


async def test_whose_turn_it_is_costs_the_same_with_ten_people_and_with_four_thousand(tmp_path: Path) -> None:
    async with opened(tmp_path / "gonets.db"):
        inbox = InboxRepository(SecretBox("a key of sixteen characters"))
        await inbox.put([(number, 1_000 + number, "{}") for number in range(10)], NOON)
        few = await steps_of(lambda: inbox.next_of(1_005)), await steps_of(inbox.newest)
        await inbox.put([(number, 1_000 + number, "{}") for number in range(10, 4_000)], NOON)
        many = await steps_of(lambda: inbox.next_of(1_005)), await steps_of(inbox.newest)
    assert many == few


async def test_the_letters_whose_turn_it_is_are_found_alike_whatever_number_waits(tmp_path: Path) -> None:
    path = tmp_path / "gonets.db"
    taken = []
    async with open_office(path, ToldSender()) as office:
        await office.letter()
        await office.send()  # until a configuration has carried a letter, one goes alone
        (connection,) = await office.configuration.connections()
        for more in (1_500, 6_000):
            await asyncio.to_thread(fill, path, more, "7 + n.i % 3")
            until = office.clock.now + timedelta(days=1)
            await models.Delivery.all().update(
                state="queued", due_at=office.clock.now, give_up_at=until, lease_until=None, ended_at=None
            )

            async def look() -> None:
                office.clock.move(seconds=1)  # the order is made anew
                await office.outbox.take(office.clock(), LEASE, 1)

            await steps_of(look)
            steps = await steps_of(look)
            standing = await steps_of(lambda: office.outbox.standing(connection.id, office.clock()))
            taken.append((steps, standing))
    assert [many <= few * AGAIN for few, many in zip(*taken, strict=True)] == [True, True], taken


async def test_a_start_takes_up_what_is_open_without_reading_the_history(tmp_path: Path) -> None:
    path = tmp_path / "gonets.db"
    taken = []
    async with open_office(path, ToldSender()) as office:
        await office.letter()
        await office.send()
        for more in (1_000, 5_000):
            await asyncio.to_thread(fill, path, more, "7")

            async def start() -> None:
                await office.work.release_all()
                await office.outbox.take_up(office.clock())

            taken.append(await steps_of(start))
    assert taken[1] <= taken[0] * AGAIN, taken


async def test_importing_the_next_people_costs_the_same_whatever_number_is_there(tmp_path: Path) -> None:
    everybody = people(1_700)
    async with opened(tmp_path / "gonets.db"):
        directory = AccountRepository()
        taken = []
        for first in (200, 1_500):
            have = await models.Account.all().count()
            await directory.add_many(everybody[have:first])
            lots = [everybody[first : first + 50], everybody[first + 50 : first + 100]]
            taken.append(await steps_of(lambda lots=lots: directory.add_many(lots.pop())))
    assert taken[1] <= taken[0] * AGAIN, taken


BEHIND_ALL = Place(about=MOST_OFFERED)


@pytest.mark.parametrize("text", ["", "а", "ы", "а и"])
async def test_what_one_letter_finds_costs_the_same_among_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr("storage.repositories.account_search._RARE", 60)
    async with opened(tmp_path / "gonets.db"):
        directory = AccountRepository()
        taken = []
        for first, last in ((0, 600), (600, 1_800)):
            await directory.add_many(people(1_800)[first:last])
            looks = [await steps_of(lambda which=which: directory.listed(which, text)) for which in Which]
            taken.append([*looks, await steps_of(lambda: directory.listed(Which.ACTIVE, text, place=BEHIND_ALL))])
    assert [many <= max(few * AGAIN, A_FEW_ROWS) for few, many in zip(*taken, strict=True)] == [True] * 4, taken


async def test_what_one_letter_finds_of_ones_own_costs_the_same_among_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_search, "LOOKED_AT", 300)
    path, search = tmp_path / "gonets.db", RecordSearchRepository()
    taken = []
    async with open_office(path, ToldSender()) as office:
        await office.letter()
        await office.send()
        await models.Record.all().update(revision=2, saved_at=office.clock.now)
        template = office.record.template_id
        for more in (400, 1_200):
            await asyncio.to_thread(fill, path, more, "7")
            for words in ((), ("а",), ("неттакого",)):
                taken.append(await steps_of(lambda words=words: search.find(7, Wanted(words), 10)))
                for creator in (7, None):
                    of = await steps_of(
                        lambda words=words, creator=creator: search.of_template(template, creator, words, {}, 10, FIRST)
                    )
                    taken.append(of)
    few, many = taken[: len(taken) // 2], taken[len(taken) // 2 :]
    assert [after <= before * AGAIN for before, after in zip(few, many, strict=True)] == [True] * 9, taken


async def test_accounts_are_counted_no_further_than_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.repositories.accounts.ACCOUNTS_COUNTED", 3)
    async with opened(tmp_path / "gonets.db"):
        directory = AccountRepository()
        await directory.add_many([Account(0, f"u{one}", f"Иванов {one}", active=one % 2 > 0) for one in range(20)])
        counts = await directory.counts()
    assert (counts.active, counts.archived, counts.without_address) == (4, 4, 4)
