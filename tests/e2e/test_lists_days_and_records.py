"""A list of values, a day with a time and a record: set up by pressing, answered by pressing and by words."""

from tests.e2e.conftest import Product

TEMPLATE = """
templates:
  - title: Визит
    attributes:
      - {title: Гость, type: text, required: true}
      - {title: Когда, type: date_time, required: true}
      - {title: Прошлый визит, type: record, template: Vizit}
    buttons:
      - {title: Послать}
scenarios:
  - title: Отправка визита
    event: {type: button_clicked, template: Vizit, button: Poslat}
    actions:
      - change_variables:
          set: notification
          variables:
            To: {Address: {formula: "'ivanov@firma.local'"}}
            Body: {formula: "'Прошлый: ' + $Proshlyyvizit->Gost + ', ' + $Srochnost"}
            Subject: {attribute: Kogda}
      - send_message: {connection: smtp_connection, route: smtp_route, variable: notification}
"""


async def add_the_list(product: Product) -> None:
    """The administrator adds «Срочность» and types its values."""
    admin = product.admin
    await admin.send("/templates")
    await admin.wait_for(lambda chat: "К управлению" in chat.last.labels)
    for label in ("Визит", "Изменить", "Атрибуты", "Добавить"):
        await admin.press(label)
    await admin.send("Срочность")
    await admin.wait_for(lambda chat: "Список значений" in chat.last.labels)
    await admin.press("Список значений")
    await admin.press("да")
    await admin.wait_for_text("Напишите ещё: каждое с новой строки.")
    await admin.send("Высокая\nОбычная")
    await admin.wait_for(lambda chat: "Обычная" in chat.last.labels)
    await admin.send("Пустяк\nВысокая")
    await admin.wait_for_text("«Высокая» не отличить от «Высокая»")
    await admin.press("⤒ К началу")
    await admin.press("Применить")
    await admin.wait_for_text("Применено")


async def test_they_are_set_up_and_answered_and_go_with_the_letter(product: Product) -> None:
    staff = product.staff
    unlisted = TEMPLATE.replace(" + ', ' + $Srochnost", "")
    await product.apply(unlisted)
    await add_the_list(product)
    await product.apply(TEMPLATE[TEMPLATE.index("scenarios:") :])
    await staff.send("/start")
    await staff.wait_for_text("Здравствуйте")
    for guest, earlier in (("Анна Первая", False), ("Борис Второй", True)):
        await staff.send("/new")
        await staff.wait_for_text("Что написать?")
        await staff.press("Визит")
        await staff.wait_for_text("Гость (1 из 4)")
        await staff.send(guest)
        await staff.wait_for_text("Когда (2 из 4)")
        await staff.press("декабрь ›" if "декабрь ›" in staff.last.labels else staff.last.labels[-3])
        await staff.press("15")
        await staff.wait_for_text("Теперь время")
        await product.restart()
        await staff.press("9:30")
        await staff.wait_for_text("Прошлый визит (3 из 4)")
        if earlier:
            await staff.send("анна")
            await staff.wait_for_text("Подходит к «анна»")
            await staff.press("1. Анна Первая")
        else:
            await staff.press("Пропустить")
        await staff.wait_for_text("Срочность (4 из 4)")
        await staff.send("не знаю")
        await staff.wait_for_text("выберите из списка: Высокая, Обычная.")
        await staff.press("Обычная")
        card = await staff.wait_for(lambda chat: chat.last if "Послать" in chat.last.labels else None)
        assert "Срочность: Обычная" in card.text
    assert "· Анна Первая" in card.text
    await staff.press("Послать")
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.text.strip() == "Прошлый: Анна Первая, Обычная"
    assert letter.subject.endswith(" 9:30")
