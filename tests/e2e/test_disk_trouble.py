"""A disk that is full: nothing is pretended, nobody is left without a word, and nothing that was said is lost."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tortoise.context import get_current_context

from bot.demo.stage import fill
from storage.opened import writer
from storage.secrets import SecretBox
from tests.e2e.conftest import BUTTON, RECIPIENT, Product, running
from tests.storage.failing import TROUBLES, failing_connections

Compose = Callable[..., Any]
BEARABLE = 20.0
"""Seconds in which it must be said, on a machine that is busy with other things; it is meant to be two."""


async def limit_pages(pages: int) -> None:
    """Let the file grow no further than so many pages, as a full disk does."""
    context = get_current_context()
    assert context is not None
    await context.db().execute_query(f"PRAGMA max_page_count = {pages}")

    together = writer.get()

    def limit() -> None:
        if together._connection is not None:
            together._connection.execute(f"PRAGMA max_page_count = {pages}")

    await together._in_thread(limit)


async def test_what_is_said_while_the_disk_is_full_is_handled_when_there_is_room(
    product: Product, caplog: pytest.LogCaptureFixture
) -> None:
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    await staff.press(RECIPIENT)
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    await limit_pages(1)
    await staff.send("Тема")
    for _ in range(5):
        await staff.send("х" * 3500)
    excuse = await staff.wait_for_text("кончилось место")
    assert "не пропало" in excuse.text
    assert [item.text for item in staff.messages].count(excuse.text) == 1
    await limit_pages(1_000_000)
    await staff.wait_for(lambda chat: BUTTON in chat.last.labels)
    assert "disk is full" in caplog.text
    assert "Traceback" not in caplog.text
    caplog.get_records("call").clear()


async def test_a_press_while_the_disk_is_full_sends_once_when_there_is_room(
    product: Product, compose: Compose, caplog: pytest.LogCaptureFixture
) -> None:
    staff = product.staff
    await compose(staff, text="х" * 3500)
    card = staff.last
    await limit_pages(1)
    for _ in range(6):
        await product.admin.send("х" * 3000)
    answer = await staff.press(BUTTON, card)
    assert "не пропало" in answer.text
    assert product.sandbox.mailbox.letters == []
    await limit_pages(1_000_000)
    await product.sandbox.mailbox.wait_for(1)
    await staff.wait_for(lambda chat: any("✅ Отправлено" in item.text for item in chat.messages))
    assert len(product.sandbox.mailbox.letters) == 1
    caplog.get_records("call").clear()


async def holding(path: Path, how: str) -> sqlite3.Connection:
    """Hold the database's lock as another program does."""
    other = sqlite3.connect(path, isolation_level=None)
    if how == "EXCLUSIVE":
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute(f"BEGIN {how}")
    return other


async def test_who_speaks_while_another_program_holds_the_database_hears_so_and_is_answered_later(
    product: Product, caplog: pytest.LogCaptureFixture
) -> None:
    staff = product.staff
    other = await holding(product.home / "gonets.db", "IMMEDIATE")
    try:
        async with asyncio.timeout(BEARABLE):
            await staff.send("/new")
            excuse = await staff.wait_for_text("занята другой программой")
        assert "не пропало" in excuse.text
        await staff.send("/new")
    finally:
        other.close()
    await staff.wait_for_text("Получатель (1 из 3)")
    assert [item.text for item in staff.messages].count(excuse.text) == 1
    assert "Traceback" not in caplog.text
    caplog.get_records("call").clear()


# Each with each is held by tests/storage/test_database_trouble.py.
@pytest.mark.parametrize(
    ("trouble", "seam"),
    [
        ("full", "COMMIT"),
        ("disk", "BEGIN"),
        ("readonly", "INSERT"),
        ("locked", "BEGIN"),
        ("damaged", "UPDATE"),
        ("other", "COMMIT"),
    ],
)
async def test_whatever_the_database_fails_with_is_said_once_and_handled_when_it_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, trouble: str, seam: str
) -> None:
    box = SecretBox.for_home(tmp_path)
    with failing_connections(monkeypatch) as failing:
        async with running(tmp_path, caplog, lambda sandbox: fill(sandbox, box)) as product:
            staff = product.staff
            failing.fail(seam, TROUBLES[trouble], times=10**6)
            async with asyncio.timeout(BEARABLE):
                await staff.send("/new")
                excuse = await staff.wait_for_text("не пропало")
            failing.mend()
            await staff.wait_for_text("Получатель (1 из 3)")
            assert [item.text for item in staff.messages].count(excuse.text) == 1
            caplog.get_records("call").clear()
