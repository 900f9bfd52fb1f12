"""As fast as on the first day: what people and workers ask takes as many steps with 6,000 letters as with 1,500."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import storage.repositories.journal
from benchmarks.filling import fill
from domain.journal.journal import EntryEdge, Group, JournalFilter
from domain.paging import Edge
from domain.people import Role
from domain.records.record import Status
from domain.sections import Section
from storage import models
from storage.repositories import journal_pages, record_counts
from storage.repositories.journal import JournalRepository
from storage.repositories.people import PersonRepository
from storage.repositories.record_counts import RecordCounts
from storage.repositories.record_lists import RecordListRepository
from storage.repositories.records import RecordRepository
from storage.repositories.screens import ScreenRepository
from tests.costs import steps_of
from tests.domain.deliveries.conftest import Office, ToldSender, open_office

Look = Callable[[], Awaitable[object]]

FEW = 1_500
"""More than are ever counted."""
MANY = 6_000
MOMENT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def looks_of_a_person(office: Office) -> Mapping[str, Look]:
    """What is asked for at a command, at a press and in a list."""
    lists, records, screens = RecordListRepository(), RecordRepository(), ScreenRepository()
    middle = Edge(MOMENT - timedelta(minutes=10), 100)
    template = office.record.template_id
    return {
        "the first page of a list": lambda: lists.page(7, (), 10, None),
        "the next page": lambda: lists.page(7, (), 10, middle),
        "the page before": lambda: lists.page(7, (), 10, Edge(middle.at, middle.number, newer=True)),
        "a list of some statuses": lambda: lists.page(7, (Status.SENDING, Status.FAILED), 10, middle),
        "the archive": lambda: lists.page(7, (), 10, None, archived=True),
        "the counts of a list": lambda: lists.counts(7),
        "what was deleted": lambda: lists.deleted(7, 10, None),
        "the newest record": lambda: records.newest(7),
        "the open draft": lambda: records.open_draft(7),
        "the finished draft": lambda: records.finished_draft(7, [template]),
        "the record that may change": lambda: records.editable(7),
        "a blank record": lambda: records.blank_of(7, template),
        "whether a message is a card": lambda: screens.stays(7, 12_345),
        "a message is no card": lambda: screens.is_card_no_more(7, 12_345, 1),
        "lately chosen recipients": lambda: records.latest_recipients(7, "Poluchatel", template, 5),
    }


def looks_of_an_administrator(office: Office) -> Mapping[str, Look]:
    """What the journal shows, and what is told of a template before it changes."""
    journal, counts, configured = JournalRepository(), RecordCounts(), office.configuration
    middle = EntryEdge(1_002, is_run=False)
    day = {"since": MOMENT - timedelta(days=1), "until": MOMENT + timedelta(days=1)}
    wanted: Mapping[str, dict[str, Any]] = {
        "all": {},
        **{f"what is {group}": {"group": group} for group in Group},
        "a person who writes seldom": {"person_id": 8},
        "a person who writes often": {"person_id": 7},
        "a connection": {"connection_id": 1},
        "a connection that sent nothing": {"connection_id": 99},
        "the scenario of all": {"scenario_id": 1},
        "a scenario that never ran": {"scenario_id": 99},
        "a day": day,
        "a word that all have": {"words": ("тема",)},
        "a word that none has": {"words": ("неттакого",)},
        "a letter of a person who writes seldom": {"person_id": 8, "words": ("тема",)},
    }

    def page(asked: dict[str, Any], edge: EntryEdge | None) -> Look:
        return lambda: journal.page(JournalFilter(**asked), 10, edge)

    return {
        **{f"the journal: {name}": page(asked, None) for name, asked in wanted.items()},
        **{f"its next page: {name}": page(asked, middle) for name, asked in wanted.items()},
        "the page before": page({}, EntryEdge(1_002, is_run=False, newer=True)),
        "what became of the letters": lambda: journal.counts(MOMENT - timedelta(days=1), MOMENT - timedelta(days=7)),
        "what waits": journal.waiting,
        "the last error": journal.last_error,
        "how many records of a template": lambda: counts.of_template("Uvedomleniya"),
        "how many of them hold a value": lambda: counts.with_value("Uvedomleniya", "Temauvedomleniya"),
        "how many of them hold none": lambda: counts.with_value("Uvedomleniya", "Netakogo"),
        "whether a connection may go": lambda: configured.is_needed(Section.CONNECTIONS, 1),
        "whether a template may go": lambda: configured.is_needed(Section.TEMPLATES, office.record.template_id),
    }


async def letters(path: Path, count: int) -> None:
    """Copy the letter so many times: in four, one waits, one has failed, one asks, one belongs to no run."""
    before = await models.Delivery.all().order_by("-id").first().values_list("id", flat=True)
    await asyncio.to_thread(fill, path, count, "7")
    new = models.Delivery.filter(id__gt=int(str(before)))
    numbers = [int(str(number)) for number in await new.order_by("id").values_list("id", flat=True)]
    for index, values in enumerate(
        ({"state": "queued", "due_at": MOMENT}, {"state": "failed"}, {"state": "uncertain"})
    ):
        await models.Delivery.filter(id__in=numbers[index::4]).update(**values)
    await models.ScenarioRun.filter(id__in=numbers[3::4]).update(lettered=False, status="failed")


async def live(path: Path, count: int) -> None:
    """Copy the letter so many times with a record that stands in its person's list, in the archive, in none of both."""
    row = models.Record.filter(id=await models.Record.all().order_by("id").first().values_list("id", flat=True))
    listed: dict[str, Any] = {
        "revision": 2,
        "saved_at": MOMENT,
        "status": "sent",
        "disabled": False,
        "deleted_at": None,
    }
    for shape in ({"revision": 1, "saved_at": None}, {"deleted_at": MOMENT}, {"disabled": True}, {}):
        await row.update(**{**listed, **shape})
        await asyncio.to_thread(fill, path, count, "7")


async def test_nothing_that_administrators_look_at_grows_with_the_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_pages, "LOOKED_AT", 500)
    monkeypatch.setattr(record_counts, "LOOKED_AT", 500)
    monkeypatch.setattr(storage.repositories.journal, "most_counted", lambda _group: 300)
    monkeypatch.setattr(storage.repositories.journal, "MOST_COUNTED", 300)
    monkeypatch.setattr(storage.repositories.journal, "LATEST", 300)
    path = tmp_path / "gonets.db"
    async with open_office(path, ToldSender()) as office:
        await PersonRepository().let_in(8, Role.STAFF, "Вера")
        await office.letter(author=8)
        await office.letter()
        await office.send()
        await office.send()
        await letters(path, FEW)
        few = {name: await steps_of(look) for name, look in looks_of_an_administrator(office).items()}
        await letters(path, MANY - FEW)
        many = {name: await steps_of(look) for name, look in looks_of_an_administrator(office).items()}
    grown = {name: (few[name], many[name]) for name in few if many[name] > few[name] * 1.2}
    assert grown == {}


async def test_nothing_that_people_look_at_grows_with_the_history(tmp_path: Path) -> None:
    path = tmp_path / "gonets.db"
    async with open_office(path, ToldSender()) as office:
        await office.letter()
        await office.send()
        await live(path, FEW)
        few = {name: await steps_of(look) for name, look in looks_of_a_person(office).items()}
        await live(path, MANY - FEW)
        many = {name: await steps_of(look) for name, look in looks_of_a_person(office).items()}
    grown = {name: (few[name], many[name]) for name in few if many[name] > few[name] * 1.2}
    assert grown == {}
