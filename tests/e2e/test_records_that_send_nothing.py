"""A record of which nothing is ever sent is no draft once it is filled in: it says so wherever it is told of."""

from tests.e2e.conftest import Product

TEMPLATES = """
templates:
  - title: Клиент
    system_name: Klient
    attributes:
      - {title: Имя, type: text, required: true}
      - {title: Город, type: text, required: true}
  - title: Заявка
    system_name: Zayavka
    attributes:
      - {title: О чём, type: text, required: true}
    buttons:
      - {title: Послать}
scenarios:
  - title: Отправка заявки
    event: {type: button_clicked, template: Zayavka, button: Poslat}
    actions:
      - change_variables: {set: a, variables: {To: {Address: {formula: "'a@firma.test'"}}, Subject: {attribute: Ochem},
          Body: {attribute: Ochem}}}
      - send_message: {connection: smtp_connection, route: smtp_route, variable: a}
"""


async def test_it_is_saved_on_its_card_in_lists_and_when_it_is_deleted(product: Product) -> None:
    staff = product.staff
    await product.apply(TEMPLATES)
    await staff.send("/new")
    await staff.press("Клиент", await staff.wait_for_text("Что написать?"))
    await staff.wait_for_text("Имя (1 из 2)")
    await staff.send("Ромашка")
    await staff.wait_for_text("Город (2 из 2)")
    await staff.send("/list")
    await staff.wait_for(lambda chat: any("📝 Ромашка" in label for label in chat.last.labels))  # a question is left
    await staff.press("1. 📝 Ромашка")
    await staff.press("Продолжить", await staff.wait_for_text("Клиент · 📝 черновик"))
    await staff.wait_for(lambda chat: "Город (2 из 2)" in chat.last.text)
    await staff.send("Тверь")
    card = await staff.wait_for_text("🗂 записано")
    assert "черновик" not in card.text
    await staff.press("Удалить", card)
    asked = await staff.wait_for_text("Удалить запись?")
    assert "Записано: " in asked.text
    await staff.send("/list")
    await staff.wait_for(lambda chat: any("🗂 Ромашка" in label for label in chat.last.labels))


async def test_what_a_button_sends_is_a_draft_until_then(product: Product) -> None:
    staff = product.staff
    await product.apply(TEMPLATES)
    await staff.send("/new")
    await staff.press("Заявка", await staff.wait_for_text("Что написать?"))
    await staff.wait_for_text("О чём")
    await staff.send("Бумага")
    await staff.wait_for_text("Заявка · 📝 черновик")
