"""The time to undo a sending is set in the chat; a card says until when, and has «Отменить» no longer than that."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.clock import system_clock
from sandbox.manners import MailFault
from storage import models
from tests.e2e.conftest import BUTTON, Product
from tests.e2e.test_mail_trouble import now

Compose = Callable[..., Any]


async def undo_page(product: Product) -> None:
    """Open the page by /admin."""
    await product.admin.send("/admin")
    await product.admin.wait_for(lambda chat: "Управление" in chat.last.text)
    await product.admin.press("Время на отмену")


async def test_an_administrator_sets_it_in_the_chat_and_it_is_kept_over_a_restart(
    product: Product, compose: Compose
) -> None:
    await product.stop()
    product.undo = None
    await product.start()
    await undo_page(product)
    page = product.admin.last
    assert [label for label in page.labels if label.endswith(" с")] == ["✓ 0 с", "5 с", "10 с", "30 с"]
    await product.admin.press("30 с", page)
    assert "✅ Время на отмену: 30 с" in product.admin.last.text
    await product.restart()
    await compose(product.staff)
    card = product.staff.last
    await product.staff.press(BUTTON, card)
    shown = now(product.staff, card)
    until = (await models.ScenarioRun.get()).due_at
    assert until is not None
    assert "можно отменить до " in shown.text
    assert "Отменить" in shown.labels
    assert (await models.AuditEntry.filter(kind="settings").first()).changes == {"undo": [0, 30]}
    run = await models.ScenarioRun.get()
    assert until - run.started_at == timedelta(seconds=30)
    await product.staff.press("Отменить", card, exact=True)
    assert BUTTON in now(product.staff, card).labels
    assert product.sandbox.mailbox.letters == []


async def test_the_card_says_until_when_to_the_second(product: Product, compose: Compose) -> None:
    product.undo = timedelta(minutes=10)
    await product.restart()
    await compose(product.staff)
    card = product.staff.last
    await product.staff.press(BUTTON, card)
    due = (await models.ScenarioRun.get()).due_at
    assert due is not None
    assert f"можно отменить до {due.astimezone(ZoneInfo('Europe/Moscow')):%H:%M:%S}" in now(product.staff, card).text


async def test_where_the_environment_says_it_the_chat_says_so_and_changes_nothing(product: Product) -> None:
    product.undo = timedelta(seconds=90)
    await product.restart()
    await undo_page(product)
    page = product.admin.last
    assert "1 мин 30 с" in page.text
    assert "GONETS_UNDO" in page.text
    assert not any(label.endswith(" с") and "Время" not in label for label in page.labels)
    answer = await product.admin.press_data(page, "Auc:10")
    assert "GONETS_UNDO" in answer.text
    assert await models.Setting.all().count() == 0


@pytest.mark.parametrize("seconds", [1, 29, 3600])
async def test_a_time_that_is_not_offered_is_not_set(product: Product, seconds: int) -> None:
    product.undo = None
    await product.restart()
    await undo_page(product)
    await product.admin.press_data(product.admin.last, f"Auc:{seconds}")
    assert await models.Setting.all().count() == 0


async def test_staff_cannot_set_it(product: Product) -> None:
    product.undo = None
    await product.restart()
    await product.staff.send("/start")
    await product.staff.wait_for(lambda chat: "Здравствуйте" in chat.last.text)
    await product.staff.press_data(product.staff.last, "Auc:30")
    assert await models.Setting.all().count() == 0


async def test_the_first_steps_offer_it(product: Product) -> None:
    await product.admin.send("/admin")
    await product.admin.wait_for(lambda chat: "Управление" in chat.last.text)
    await product.admin.press("Первые шаги")
    await product.admin.press("Время на отмену", product.admin.last)
    assert "Столько письмо ждёт" in product.admin.last.text


async def test_cancel_leaves_the_card_when_it_can_do_nothing_any_more(product: Product, compose: Compose) -> None:
    staff = product.staff
    product.undo = timedelta(hours=1)
    await product.restart()
    product.sandbox.mail.fault = MailFault.SILENT
    await compose(staff)
    card = staff.last
    await staff.press(BUTTON, card)
    assert "Отменить" in now(staff, card).labels
    await models.ScenarioRun.all().update(due_at=system_clock(), started_at=system_clock() - timedelta(minutes=1))
    product.wake()
    await staff.wait_for(lambda _: "Отменить" not in now(staff, card).labels)
