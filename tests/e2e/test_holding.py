"""Holding everything back and stopping a run, as people see it: /admin, the card, the journal, the trail."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from sandbox.manners import MailFault
from storage import models
from tests.e2e.conftest import BUTTON, Product, eventually
from tests.e2e.test_two_letters import PASS, ask_for_a_pass

Compose = Callable[..., Awaitable[None]]


async def turn(product: Product, button: str, sure: str, said: str) -> None:
    """Turn it by /admin, with its question."""
    admin = product.admin
    await admin.send("/admin")
    await admin.wait_for(lambda chat: button in chat.last.labels)
    await admin.press(button)
    await admin.wait_for(lambda chat: sure in chat.last.labels)
    await admin.press(sure)
    await admin.wait_for_text(said)


async def hold(product: Product) -> None:
    await turn(product, "⏸ Придержать всё", "Да, придержать", "Всё придержано.")


async def let_go(product: Product) -> None:
    await turn(product, "▶️ Отпустить всё", "Да, отпустить", "Всё отпущено")


async def test_a_press_waits_while_everything_is_held_back_over_a_restart_and_goes_when_it_is_let_go(
    product: Product, compose: Compose
) -> None:
    staff, admin = product.staff, product.admin
    await hold(product)
    await compose(staff)
    await staff.press(BUTTON)
    card = await staff.wait_for_text("Администратор придержал всю отправку")
    assert "Отменить" in card.labels
    assert await models.Delivery.all().count() == 0
    await product.restart()
    await admin.send("/admin")
    await admin.wait_for_text("Всё придержано с")
    assert product.sandbox.mailbox.letters == []
    await let_go(product)
    await product.sandbox.mailbox.wait_for(1)
    await staff.wait_for_text("✅ Отправлено")
    await admin.send("/admin")
    await admin.wait_for(lambda chat: "⏸ Придержать всё" in chat.last.labels)


async def test_a_letter_that_waits_says_on_its_card_that_everything_is_held_back(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    product.sandbox.mail.fault = MailFault.LATER
    await compose(staff)
    await staff.press(BUTTON)
    await staff.wait_for(lambda chat: any("Повторить сейчас" in item.labels for item in chat.messages))
    await hold(product)
    await staff.wait_for(lambda chat: any("придержал всю отправку" in item.text for item in chat.messages))
    product.sandbox.mail.reset()
    await let_go(product)
    card = await staff.wait_for(
        lambda chat: next((item for item in chat.messages if "Повторить сейчас" in item.labels), None)
    )
    await staff.press("Повторить сейчас", card)
    await product.sandbox.mailbox.wait_for(1)


async def test_a_held_press_is_taken_back_as_any_other(product: Product, compose: Compose) -> None:
    staff = product.staff
    product.undo = timedelta(hours=1)
    await product.restart()
    await hold(product)
    await compose(staff)
    await staff.press(BUTTON)
    await staff.wait_for(lambda chat: "Отменить" in chat.last.labels)
    await staff.press("Отменить")
    await staff.wait_for(lambda chat: BUTTON in chat.last.labels)
    await let_go(product)
    assert await models.Delivery.all().count() == 0


async def test_a_second_press_of_the_same_question_changes_nothing(product: Product) -> None:
    admin = product.admin
    await admin.send("/admin")
    await admin.wait_for(lambda chat: "⏸ Придержать всё" in chat.last.labels)
    await admin.press("⏸ Придержать всё")
    page = await admin.wait_for(lambda chat: chat.last if "Да, придержать" in chat.last.labels else None)
    yes = next(button.data for row in page.buttons for button in row if button.label == "Да, придержать")
    assert yes is not None
    await admin.press_data(page, yes)
    await admin.wait_for_text("Всё придержано.")
    await let_go(product)
    await admin.press_data(admin.messages[-1], yes)
    await admin.wait_for_text("Ничего не изменилось: сейчас ничего не придержано")
    assert await models.AuditEntry.filter(kind="everything").count() == 2


async def test_a_run_is_stopped_from_its_page_and_its_author_hears_of_it(product: Product) -> None:
    staff, admin, mail = product.staff, product.admin, product.sandbox.mail
    await product.apply(PASS.replace("variable: host}", "variable: host, success_variable: answer}"))
    mail.fault = MailFault.LATER
    await ask_for_a_pass(staff)
    await staff.wait_for(lambda chat: any("Повторить сейчас" in item.labels for item in chat.messages))
    await admin.send("/journal")
    await admin.wait_for(lambda chat: any("ivanov" in label or "Иванов" in label for label in chat.last.labels))
    line: Any = next(label for label in admin.last.labels if "Иванов" in label)
    await admin.press(line)
    await admin.wait_for(lambda chat: "🛑 Остановить выполнение" in chat.last.labels)
    await admin.press("🛑 Остановить выполнение")
    await admin.wait_for_text("Остановить выполнение сценария «Заявка на пропуск»")
    await admin.press("Да, остановить")
    await admin.wait_for_text("Выполнение остановлено.")
    assert "🛑 Остановить выполнение" not in admin.last.labels
    await staff.wait_for_text("Выполнение остановил администратор")
    mail.reset()
    await eventually(lambda: models.ScenarioRun.filter(status="ended", ended_at__isnull=False).exists())
    assert await models.Delivery.filter(state="cancelled").count() == 1
    assert await models.Delivery.all().count() == 1
    assert await models.AuditEntry.filter(kind="run", act="stopped").count() == 1
