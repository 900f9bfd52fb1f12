"""What queries compare values by stands beside each record, as it is now; older records get it in lots."""

from typing import Any

import pytest

from domain.messages.rich_text import RichText
from domain.operating.indexing import MakeFindable
from storage import models
from storage.repositories import older_rows
from storage.repositories.older_rows import OlderRowsRepository
from storage.repositories.record_values import OLDER_VALUES, values_are_complete
from tests.domain.records.desk import Desk

MANY = "{title: Кому, type: account, multiple: true}\n{title: Тема, type: text}"


async def compared(record_id: int) -> list[tuple[Any, ...]]:
    """The rows of a record."""
    rows = models.RecordValue.filter(record_id=record_id).order_by("attribute", "number")
    return [tuple(row) for row in await rows.values_list("attribute", "text", "number")]


async def test_each_value_has_a_row_that_follows_it(desk: Desk) -> None:
    anna, boris = await desk.account("Анна Белова"), await desk.account("Борис Воронов")
    stored = await desk.template(MANY)
    await desk.begin()
    await desk.chooses(anna)
    await desk.chooses(boris)
    await desk.finishes()
    record = (await desk.says("Отчёт")).record
    assert await compared(record.id) == [
        ("Komu", None, float(anna)),
        ("Komu", None, float(boris)),
        ("Tema", "Отчёт", None),
    ]
    assert await models.RecordValue.filter(template_id=stored.id).count() == 3
    await desk.changes(record, "Tema")
    await desk.clears()
    assert [row[0] for row in await compared(record.id)] == ["Komu", "Komu"]
    await desk.fill.delete(desk.person, record.id)
    assert await compared(record.id) == []
    assert await desk.fill.take_back(desk.person, record.id)
    assert len(await compared(record.id)) == 2


async def test_a_text_is_compared_by_its_beginning_without_its_formatting(desk: Desk) -> None:
    await desk.template("{title: Текст, type: text, formatted: true}")
    await desk.begin()
    record = (await desk.says(RichText("Я" * 300))).record
    assert await compared(record.id) == [("Tekst", "Я" * 200, None)]


async def test_older_records_get_theirs_in_lots_and_go_on_after_a_restart(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(older_rows, "VALUES", 2)
    await desk.template("{title: Тема, type: text}")
    records = []
    for number in range(5):
        await desk.begin()
        records.append((await desk.says(f"Отчёт {number}")).record)
    await models.RecordValue.all().delete()
    await models.Indexing.create(name=OLDER_VALUES)
    assert not await values_are_complete()
    assert await OlderRowsRepository().make_some_findable() == 2
    assert await models.RecordValue.all().count() == 2
    await MakeFindable(OlderRowsRepository())()
    assert await values_are_complete()
    assert [await compared(record.id) for record in records] == [
        [("Tema", f"Отчёт {number}", None)] for number in range(5)
    ]
