"""What is missing is said before anything is typed, and a press without a mail server keeps the draft."""

from collections.abc import Callable
from typing import Any

import pytest

from storage import models
from tests.e2e.conftest import BUTTON, Product

Compose = Callable[..., Any]


@pytest.mark.parametrize("command", ["/start", "/new"])
async def test_a_disabled_connection_is_said_first(product: Product, command: str) -> None:
    await product.change_connection(enabled=False)
    await product.staff.send(command)
    page = await product.staff.wait_for_text("Почтовый сервер ещё не настроен")
    assert "«Отправка уведомлений через SMTP»" in page.text
    assert "администратор" in page.text
    await product.admin.send(command)
    said = {"/start": "👉 1. Почтовый сервер", "/new": "Впишите сервер и пароль: /connections"}
    await product.admin.wait_for_text(said[command])


@pytest.mark.parametrize("command", ["/start", "/new"])
async def test_a_missing_password_is_said_first(product: Product, command: str) -> None:
    await product.change_connection(authentication="basic", username="notify")
    await product.staff.send(command)
    await product.staff.wait_for_text("Почтовый сервер ещё не настроен")


@pytest.mark.parametrize("command", ["/start", "/new"])
async def test_an_empty_directory_is_said_first(product: Product, command: str) -> None:
    for username in ("ivanov", "ivanova", "semenov"):
        await product.archive(username)
    await product.staff.send(command)
    await product.staff.wait_for_text("Пока некому писать")
    await product.admin.send(command)
    said = {"/start": "4. Адресаты в справочнике", "/new": "Нет ни одного адресата"}
    await product.admin.wait_for_text(said[command])


@pytest.mark.parametrize("command", ["/start", "/new"])
async def test_missing_templates_are_said_first(product: Product, command: str) -> None:
    (stored,) = await product.configuration.templates()
    await product.configuration.save_template(stored.document.model_copy(update={"enabled": False}))
    await product.staff.send(command)
    await product.staff.wait_for_text("Писать пока нечего")
    await product.admin.send(command)
    await product.admin.wait_for_text("Нет ни одного включённого шаблона записи")
    assert "Что написать?" not in product.staff.last.text + product.admin.last.text
    assert "📚 Готовые примеры" in product.admin.last.labels
    assert "📚 Готовые примеры" not in product.staff.last.labels


BY_ANOTHER_WAY = """
connections:
  - {system_name: other, title: Второй сервер, type: smtp, host: smtp.example.org, port: 465, encryption: ssl,
     authentication: none, sender_address: a@example.org, enabled: false}
routes:
  - {system_name: other_route, title: Второй путь, connection: other, request: [], subject: Тема, body: Текст}
templates:
  - title: Приказы
    system_name: Prikazy
    attributes: [{title: Кому, system_name: Komu, type: account, required: true}]
    buttons: [{title: Разослать, system_name: Razoslat, operation: raise_event}]
scenarios:
  - title: Приказ
    event: {type: button_clicked, template: Prikazy, button: Razoslat}
    actions:
      - change_variables: {operation: replace, set: letter, variables: {To: {Address: {formula: $Komu->mbox}}}}
      - send_message: {connection: other, route: other_route, variable: letter}
"""


async def test_of_two_templates_the_one_that_cannot_be_sent_is_marked_and_it_alone_warns(product: Product) -> None:
    await product.apply(BY_ANOTHER_WAY)
    staff = product.staff
    await staff.send("/start")
    assert "⚠️" not in (await staff.wait_for_text("Здравствуйте")).text
    await staff.send("/new")
    page = await staff.wait_for_text("Что написать?")
    assert {"Уведомления", "⚠️ Приказы"} <= set(page.labels)
    assert "не настроено: Второй сервер" in page.text
    await staff.press("Уведомления")
    assert "⚠️" not in (await staff.wait_for_text("Получатель (1 из 3)")).text
    await staff.send("/new")
    await staff.wait_for(lambda chat: "⚠️ Приказы" in chat.last.labels)
    await staff.press("⚠️ Приказы")
    asked = await staff.wait_for_text("Кому (1 из 1)")
    assert "Почтовый сервер ещё не настроен" in asked.text


async def test_nothing_is_said_when_nothing_is_missing(product: Product) -> None:
    await product.staff.send("/start")
    page = await product.staff.wait_for_text("Здравствуйте")
    assert "⚠️" not in page.text


async def test_a_press_without_a_mail_server_keeps_the_draft_and_says_who_can_mend_it(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    await compose(staff)
    await product.change_connection(enabled=False)
    answer = await staff.press(BUTTON)
    assert answer.show_alert
    assert "Черновик сохранён" in answer.text
    assert "администратор" in answer.text
    assert BUTTON in staff.last.labels
    assert await models.ScenarioRun.all().count() == 0
    await product.change_connection(enabled=True)
    await staff.press(BUTTON)
    await staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1


async def test_a_template_switched_off_while_composing_keeps_the_draft(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    (stored,) = await product.configuration.templates()
    await product.configuration.save_template(stored.document.model_copy(update={"enabled": False}))
    answer = await staff.press(BUTTON)
    assert answer.answered
    assert "недоступна" in answer.text
    assert product.sandbox.mailbox.letters == []
    assert await models.Record.all().count() == 1


async def test_a_scenario_switched_off_keeps_the_draft(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    (stored,) = await product.configuration.scenarios()
    await product.configuration.save_scenario(stored.document.model_copy(update={"enabled": False}))
    answer = await staff.press(BUTTON)
    assert "Шаблон настроен с ошибкой, администратор уже знает" in answer.text
    assert "Черновик сохранён" in answer.text
    assert BUTTON in staff.last.labels


async def test_a_field_added_while_a_draft_waits_is_asked_before_sending(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    await product.apply("""
templates:
  - title: Уведомления
    system_name: Uvedomleniya
    attributes:
      - {title: Получатель, type: account, required: true}
      - {title: Тема уведомления, type: text, required: true}
      - {title: Текст уведомления, type: text, multiline: true, required: true}
      - {title: Срок, type: text, required: true}
    buttons:
      - {title: Отправить уведомление}
""")
    answer = await staff.press(BUTTON)
    assert "Заполнено не всё" in answer.text
    await staff.wait_for(lambda chat: "Продолжить" in chat.last.labels)
    await staff.press("Продолжить")
    await staff.wait_for_text("Срок (4 из 4)")
    await staff.send("завтра")
    await staff.wait_for(lambda chat: BUTTON in chat.last.labels)
    await staff.press(BUTTON)
    await staff.wait_for_text("сервер принял письмо")
