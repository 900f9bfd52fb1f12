"""One's own records are found by what stands in them, newest first, and nobody else's are."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from domain.accounts.account import Account
from domain.operating.indexing import MakeFindable
from domain.people import Role
from domain.records.find_records import Cursor, FindRecords
from domain.records.found_by import LONGEST, words_of_values
from domain.records.record import Record, Status
from storage import models
from storage.repositories import older_rows, record_search
from storage.repositories.accounts import AccountRepository
from storage.repositories.erasing import ErasingRepository
from storage.repositories.journal import JournalRepository
from storage.repositories.older_rows import OlderRowsRepository
from storage.repositories.people import PersonRepository
from storage.repositories.record_search import RecordSearchRepository
from storage.repositories.records import RecordRepository
from storage.transactions import atomically
from tests.domain.deliveries.conftest import Office, ToldSender, open_office

ME, OTHER = 7, 8


class Desk:
    """Somebody's records, written as the product writes them."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.records = RecordRepository()
        self.directory = AccountRepository()
        self.find = FindRecords(RecordSearchRepository(), JournalRepository(), office.configuration, office.clock)

    async def write(self, subject: str, body: Any = "", *accounts: int, creator: int = ME) -> Record:
        self.office.clock.move(seconds=1)
        record = await self.records.add(self.office.record.template_id, creator, {}, self.office.clock())
        return await self.rewrite(record, subject, body, *accounts)

    async def rewrite(self, record: Record, subject: str, body: Any = "", *accounts: int) -> Record:
        values = {"Poluchatel": [{"account": number} for number in accounts], "Tema": subject, "Tekst": body}
        assert await self.records.save(record, values, self.office.clock(), complete=True)
        saved = await self.records.get(record.id)
        assert saved is not None
        return saved

    async def found(self, text: str, limit: int = 10, cursor: Cursor | None = None, **wanted: Any) -> list[str]:
        page = await self.find(self.office.person, text, limit, cursor=cursor, **wanted)
        return [record.values["Tema"] for record in page.items]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_office(tmp_path / "gonets.db", ToldSender()) as office:
        await PersonRepository().let_in(OTHER, Role.ADMIN)
        yield Desk(office)


async def test_each_typed_word_begins_a_word_of_the_texts(desk: Desk) -> None:
    await desk.write("Отчёт за май", "Прошу прислать ЦИФРЫ")
    await desk.write("Отпуск", {"text": "С первого июня", "entities": [["bold", 0, 1, None]]})
    await desk.write("Файлы", [{"file": 1, "name": "Смета 2026.pdf", "content_type": "", "size": 1}])
    for typed, subjects in {
        "отчет": ["Отчёт за май"],
        "ОТЧЁТ цифр": ["Отчёт за май"],
        "от": ["Отпуск", "Отчёт за май"],
        "июня": ["Отпуск"],
        "смета": ["Файлы"],
        "чёт": [],
        "отчёт июня": [],
        "%": [],
        "_": [],
        "": [],
        "bold": [],
        "' OR 1=1 --": [],
    }.items():
        assert await desk.found(typed) == subjects, typed


async def test_recipients_are_found_by_their_names_as_they_are_now(desk: Desk) -> None:
    account = await desk.directory.add(Account(0, "petrova", "Петрова Анна", mbox="petrova@firma.ru"))
    await desk.write("Первое", "", account.id)
    await desk.write("Второе")
    assert await desk.found("петр") == ["Первое"]
    assert await desk.found("первое petrova@firma") == ["Первое"]
    assert await desk.found("второе петр") == []
    await desk.directory.save(Account(account.id, "petrova", "Сидорова Анна", mbox="petrova@firma.ru", active=False))
    assert await desk.found("сидорова") == ["Первое"]
    assert await desk.found("петрова анна") == []


async def test_nobody_finds_what_others_wrote(desk: Desk) -> None:
    await desk.write("Отчёт чужой", creator=OTHER)
    await desk.write("Отчёт мой")
    assert await desk.found("отчёт") == ["Отчёт мой"]


async def test_what_was_changed_is_found_by_its_new_words_alone(desk: Desk) -> None:
    record = await desk.write("Отчёт", "старое", 1)
    await desk.rewrite(record, "Отчёт", "новое", 2)
    assert await desk.found("старое") == []
    assert await desk.found("новое") == ["Отчёт"]
    assert await models.RecordAccount.filter(record_id=record.id).values_list("account_id", flat=True) == [2]


async def test_a_save_that_came_too_late_changes_nothing(desk: Desk) -> None:
    record = await desk.write("Отчёт")
    late = await desk.records.save(
        Record(**{**_fields(record), "revision": 1}), {"Tema": "Позднее"}, desk.office.clock(), complete=True
    )
    assert not late
    assert await desk.found("позднее") == []


def _fields(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in Record.__dataclass_fields__}


async def test_pages_are_turned_by_the_records_on_them(desk: Desk) -> None:
    written = [await desk.write(f"Отчёт {number}") for number in range(7)]
    names = [f"Отчёт {number}" for number in reversed(range(7))]
    assert await desk.found("отчёт", 3) == names[:3]
    assert await desk.found("отчёт", 3, Cursor(written[4].id)) == names[3:6]
    assert await desk.found("отчёт", 3, Cursor(written[1].id)) == names[6:]
    assert await desk.found("отчёт", 3, Cursor(written[0].id, newer=True)) == names[3:6]
    for cursor, newer, older in (
        (None, False, True),
        (Cursor(written[4].id), True, True),
        (Cursor(written[1].id), True, False),
        (Cursor(written[3].id, newer=True), False, True),
        (Cursor(written[0].id, newer=True), True, True),
    ):
        page = await desk.find(desk.office.person, "отчёт", 3, cursor=cursor)
        assert (page.newer, page.older) == (newer, older), cursor


async def test_records_of_one_instant_are_each_on_one_page(desk: Desk) -> None:
    written = [await desk.write(f"Отчёт {number}") for number in range(5)]
    await models.Record.all().update(modified_at=desk.office.clock())
    seen = await desk.found("отчёт", 2)
    while page := await desk.found("отчёт", 2, Cursor(written[int(seen[-1].split()[1])].id)):
        seen += page
    assert seen == [f"Отчёт {number}" for number in reversed(range(5))]


async def test_a_page_whose_record_is_gone_shows_nothing_wrong(desk: Desk) -> None:
    await desk.write("Отчёт")
    assert await desk.found("отчёт", 3, Cursor(999)) == []


@pytest.mark.parametrize(
    ("wanted", "subjects"),
    [
        ({}, ["Отчёт sent", "Отчёт draft"]),
        ({"statuses": [Status.SENT]}, ["Отчёт sent"]),
        ({"statuses": [Status.DRAFT, Status.FAILED]}, ["Отчёт draft"]),
        ({"archived": True}, ["Отчёт archived"]),
    ],
)
async def test_filters_narrow_what_is_found(desk: Desk, wanted: dict[str, Any], subjects: Sequence[str]) -> None:
    await desk.write("Отчёт draft")
    sent = await desk.write("Отчёт sent")
    await desk.records.set_status(sent.id, Status.SENT)
    archived = await desk.write("Отчёт archived")
    await desk.records.set_disabled(archived, desk.office.clock(), disabled=True)
    assert await desk.found("отчёт", **wanted) == subjects


async def test_a_deleted_record_leaves_no_words(desk: Desk) -> None:
    gone = await desk.write("Отчёт секретный", "", 5)
    await atomically(lambda: desk.records.delete(gone.id, desk.office.clock()))
    with_a_run = desk.office.record
    await desk.rewrite(with_a_run, "Отчёт отправленный", "", 5)
    await atomically(lambda: desk.records.delete(with_a_run.id, desk.office.clock()))
    assert await desk.found("отчёт") == []
    assert await models.RecordText.all().count() == 0
    assert await models.RecordAccount.all().count() == 0


async def test_of_who_was_erased_no_record_is_found_by_the_name(desk: Desk) -> None:
    account = await desk.directory.add(Account(0, "petrova", "Петрова Анна", mbox="petrova@firma.ru"))
    await desk.write("Привет", "", account.id)
    assert await desk.found("петрова") == ["Привет"]
    await ErasingRepository().erase(account)
    assert await desk.found("петрова") == []
    assert not any("петрова" in row.words for row in await models.RecordText.all())


async def test_only_so_many_records_are_looked_through(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_search, "LOOKED_AT", 2)
    for subject in ("Отчёт", "Раз", "Два"):
        await desk.write(subject)
    assert await desk.found("отчёт") == []
    assert await desk.found("раз") == ["Раз"]


def test_of_a_long_record_the_shorter_texts_are_found_by() -> None:
    long = " ".join(f"слово{number}" for number in range(10_000))
    words = words_of_values({"Tekst": long, "Tema": "Отчёт"})
    assert words.startswith(" отчет слово0 ")
    assert len(words) <= LONGEST


async def test_a_search_is_kept_for_its_person_alone(desk: Desk) -> None:
    number = await desk.find.keep(desk.office.person, "  отчёт   май ")
    assert await desk.find.kept(desk.office.person, number) == "отчёт май"
    other = await PersonRepository().get(OTHER)
    assert other is not None
    assert await desk.find.kept(other, number) is None


class Cut(Exception):
    """The process ends here."""


async def test_what_was_there_before_an_upgrade_becomes_findable_and_goes_on_after_a_restart(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [Account(0, f"u{number}", f"Сидорчук {number}", title="Водитель") for number in range(7)]
    await desk.directory.add_many(people)
    for number in range(5):
        await desk.write(f"Отчёт {number}")
    for table in (models.AccountSound, models.AccountWord, models.RecordText):
        await table.all().delete()
    await models.Indexing.bulk_create([models.Indexing(name="accounts"), models.Indexing(name="records")])
    monkeypatch.setattr(older_rows, "ACCOUNTS", 3)
    monkeypatch.setattr(older_rows, "RECORDS", 2)
    rows = OlderRowsRepository()
    assert await rows.make_some_findable() == 3
    assert len((await desk.directory.search("сидорчуку")).accounts) == 3

    before = models.Indexing.save

    async def cut(row: models.Indexing, **kwargs: Any) -> None:
        await before(row, **kwargs)
        raise Cut

    with monkeypatch.context() as patch:
        patch.setattr(models.Indexing, "save", cut)
        with pytest.raises(Cut):
            await rows.make_some_findable()
    assert len((await desk.directory.search("водителю")).accounts) == 3
    await MakeFindable(OlderRowsRepository())()
    assert len((await desk.directory.search("водителю сидорчуку")).accounts) == 7
    assert len(await desk.found("отчёт")) == 5
    assert await models.Indexing.all().count() == 0
    assert await MakeFindable(OlderRowsRepository())() == 0
