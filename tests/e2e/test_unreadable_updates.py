"""What cannot be read is passed over and told in numbers: it holds up nobody, before a restart and behind it."""

import json
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.cli import doctor
from bot.demo.stage import STAFF
from storage import models
from storage.repositories.inbox import InboxRepository
from storage.secrets import SecretBox
from tests.e2e.conftest import Product, eventually

STRANGER = 77
SECRET = "тайна моя"
USER = {"id": STRANGER, "is_bot": False, "first_name": "Чужой"}
MESSAGE = {
    "message_id": 5,
    "date": 1764400000,
    "chat": {"id": STRANGER, "type": "private", "first_name": "Чужой"},
    "from": USER,
    "text": SECRET,
}
NO_PREVIEW = {
    "entities": [{"type": "url", "offset": 8, "length": 14}],
    "link_preview_options": {"is_disabled": True},
    "text": "гляньте https://x.test",
}
NAMELESS = {"forward_origin": {"type": "hidden_user", "date": 1422450181}}
Slip = Callable[..., Awaitable[None]]


@pytest.fixture
def slip(product: Product) -> Slip:
    """Let something come from Telegram, whatever it is, and wait until it is handled."""

    async def send(*updates: dict[str, Any]) -> None:
        product.sandbox.user(STRANGER).chat.started = True
        for update in updates:
            product.sandbox.messenger.updates.slip_in(update)
        await eventually(lambda: settled(product))

    return send


async def settled(product: Product) -> bool:
    waiting = product.sandbox.messenger.updates.pending or await models.Update.filter(done_at=None).exists()
    return not waiting


async def unreadable(product: Product) -> int:
    return await inbox(product).unreadable(product.clock())


def inbox(product: Product) -> InboxRepository:
    return InboxRepository(SecretBox.for_home(product.home))


@pytest.mark.parametrize(
    "options",
    [
        {"is_disabled": True},
        {"url": "https://x.test", "prefer_small_media": True},
        {"show_above_text": False},
        {},
    ],
)
async def test_a_switched_off_link_preview_is_answered_like_any_message(
    product: Product, slip: Slip, options: dict[str, Any]
) -> None:
    await slip({"message": MESSAGE | NO_PREVIEW | {"link_preview_options": options}})
    await product.sandbox.user(STRANGER).wait_for_text("нет доступа")
    assert await unreadable(product) == 0
    await product.restart()
    await product.staff.send("/start")
    await product.staff.wait_for_text("Здравствуйте")


@pytest.mark.parametrize("odd", [NAMELESS, {"story": {}}, {"text": {"of": SECRET}}, {"date": SECRET}, {"chat": None}])
async def test_what_cannot_be_read_holds_up_neither_its_author_nor_others(
    product: Product, slip: Slip, caplog: pytest.LogCaptureFixture, odd: dict[str, Any]
) -> None:
    caplog.set_level(logging.DEBUG)
    await slip({"message": MESSAGE | odd}, {"message": MESSAGE | {"text": "привет"}})
    await product.sandbox.user(STRANGER).wait_for_text("нет доступа")
    await product.staff.send("/start")
    await product.staff.wait_for_text("Здравствуйте")
    assert await unreadable(product) == 1
    (told,) = [record.getMessage() for record in caplog.records if "could not be read" in record.getMessage()]
    row = await models.Update.filter(person_id=STRANGER).order_by("id").first()
    assert row is not None
    assert f"update {row.id} " in told
    assert SECRET not in caplog.text
    assert json.dumps(SECRET)[1:-1] not in caplog.text


async def test_what_is_not_for_us_leaves_no_row_and_is_not_counted(product: Product, slip: Slip) -> None:
    before = await models.Update.all().count()
    await slip({"poll": {"id": "1"}}, {"brand_new": MESSAGE}, {"message": None}, {})
    assert await models.Update.all().count() == before
    assert await unreadable(product) == 0


KEPT: dict[str, bytes | str] = {
    "no JSON": SECRET,
    "half of it": '{"update_id": 1, "message": {',
    "a list": "[1, 2]",
    "a number": "5",
    "empty": "",
    "an empty object": "{}",
    "no UTF-8": SECRET.encode("cp1251"),
    "a message that cannot be read": json.dumps({"update_id": 1, "message": MESSAGE | NAMELESS}),
    "a poll": json.dumps({"update_id": 1, "poll": {"id": "1"}}),
}


@pytest.mark.parametrize("applied", [False, True], ids=["not applied", "applied"])
@pytest.mark.parametrize("body", KEPT.values(), ids=KEPT.keys())
async def test_a_damaged_row_of_an_earlier_version_holds_up_nobody_at_the_next_start(
    product: Product, body: bytes | str, applied: bool
) -> None:
    await product.stop()
    product.staff.chat.started = True
    keep(product, 5, body, applied=applied)
    keep(product, 6, json.dumps({"update_id": 6, "message": staffs("/start")}))
    await product.start()
    await product.staff.wait_for_text("Здравствуйте")
    await eventually(lambda: settled(product))


async def test_a_row_that_another_key_has_sealed_holds_up_nobody(product: Product) -> None:
    await product.stop()
    other = InboxRepository(SecretBox("another key of another time"))
    await other.put([(5, STAFF, json.dumps({"update_id": 5, "message": staffs("/list")}))], datetime.now(UTC))
    await product.start()
    await product.staff.send("/start")
    await product.staff.wait_for_text("Здравствуйте")
    assert await unreadable(product) == 1


@pytest.mark.parametrize("applied", [None, "2026-11-29 00:00:00+00:00", "junk", 5])
async def test_a_row_whose_columns_hold_anything_holds_up_nobody(product: Product, applied: Any) -> None:
    """SQLite takes any type in any column, and somebody has had their hands in the file."""
    await product.stop()
    product.staff.chat.started = True
    odd = ("", "text", "X'00'", "7", "2.5", "X'00FF'", "X''", "NULL")
    values = [value if value[:1] in "X72N" and value else f"'{value}'" for value in odd]
    rows = [
        (person, body, sealed) for person in (str(STAFF), "'abc'", "0", "-5") for body in values for sealed in values
    ]
    with closing(sqlite3.connect(product.home / "gonets.db")) as connection, connection:
        for number, (person, body, sealed) in enumerate(rows, 100):
            connection.execute(
                'INSERT OR IGNORE INTO "update" (id, person_id, body, sealed, received_at, applied_at, tries) '
                f"VALUES (?, {person}, {body}, {sealed}, ?, ?, ?)",
                (number, datetime.now(UTC).isoformat(" "), applied, "many" if number % 2 else 0),
            )
    await product.start()
    await product.staff.send("/start")
    await product.staff.wait_for_text("Здравствуйте")
    await eventually(lambda: settled(product))
    assert await unreadable(product) == 4 * 7 * 8


def keep(product: Product, number: int, body: bytes | str, *, applied: bool = False) -> None:
    """Write a row as version 0.1.0 did."""
    now = datetime.now(UTC).isoformat(" ")
    with closing(sqlite3.connect(product.home / "gonets.db")) as connection, connection:
        connection.execute(
            'INSERT INTO "update" (id, person_id, body, received_at, applied_at, tries) VALUES (?, ?, ?, ?, ?, 0)',
            (number, STAFF, body, now, now if applied else None),
        )


def staffs(text: str) -> dict[str, Any]:
    user = {"id": STAFF, "is_bot": False, "first_name": "Борис", "last_name": "Сотрудник"}
    return MESSAGE | {"from": user, "chat": {"id": STAFF, "type": "private", "first_name": "Борис"}, "text": text}


async def test_the_numbers_of_thirty_days_are_told_whatever_was_swept_since(
    product: Product, slip: Slip, capsys: pytest.CaptureFixture[str]
) -> None:
    now = product.clock()
    for days in (40, 30, 29, 3):
        await inbox(product).pass_over(None, now - timedelta(days=days))
    await slip(*[{"message": MESSAGE | NAMELESS}] * 3)
    await inbox(product).sweep(now + timedelta(days=1))
    assert await unreadable(product) == 5
    await product.admin.send("/admin")
    page = await product.admin.wait_for_text("Управление")
    assert "За 30 дней не удалось прочитать 5 обновлений Telegram" in page.text
    found = doctor.Findings()
    await doctor._updates(doctor_storage(product), found)
    assert "за 30 дней не удалось прочитать: 5" in capsys.readouterr().out
    assert found.all_well


async def test_where_all_could_be_read_the_page_says_nothing_of_it(product: Product) -> None:
    await product.admin.send("/admin")
    page = await product.admin.wait_for_text("Управление")
    assert "не удалось прочитать" not in page.text


def doctor_storage(product: Product) -> Any:
    class Storage:
        box = SecretBox.for_home(product.home)

    return Storage()
