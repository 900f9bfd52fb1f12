"""Routes and record templates in the chat: previews, mistakes said at once, what is used stays, records."""

from sandbox import User
from tests.e2e.conftest import Product, compose_draft
from tests.e2e.test_build_recipe import Fingers, build_connection, point_at_the_sandbox

ROUTE = "Отправка уведомлений по эл."


async def open_object(user: User, command: str, label: str) -> None:
    await user.send(command)
    await user.wait_for(lambda chat: "К управлению" in chat.last.labels)
    await user.press(label)


async def change_route(user: User) -> None:
    await open_object(user, "/routes", ROUTE)
    await user.press("Изменить")


async def change_template(user: User) -> None:
    await open_object(user, "/templates", "Уведомления")
    await user.press("Изменить")


async def test_a_wrong_template_is_refused_with_its_place_and_attributes_are_buttons(product: Product) -> None:
    admin = product.admin
    await change_route(admin)
    await admin.press("Шаблон темы")
    await admin.send("Срочно: {Subjct}")
    await admin.wait_for_text("Subjct")
    assert "Subject" in admin.last.text
    await admin.send("Срочно: {{ Subject")
    await admin.wait_for_text("Строка 1, столбец 9: «{{» не закрыто")
    await admin.send("Срочно:\n{Subject}")
    await admin.wait_for_text("«Шаблон темы» — одна строка, без переносов")
    await admin.press("Назад")
    await admin.press("Название")
    await admin.send("Срочные\nуведомления")
    await admin.wait_for_text("«Название» — одна строка, без переносов")
    await admin.press("Назад")
    await admin.press("Шаблон темы")
    await admin.press("Очистить")
    await admin.press("Шаблон темы")
    await admin.press("+ {Subject}")
    await admin.press("Назад")
    assert "Шаблон темы: {Subject}" in admin.last.text


async def test_the_letter_is_previewed_with_sample_values_from_the_draft(product: Product) -> None:
    admin = product.admin
    await change_route(admin)
    await admin.press("Шаблон темы")
    await admin.send("Важно: {Subject}")
    await admin.wait_for_text("→ Важно")
    await admin.press("👁 Как будет письмо")
    assert "Тема: Важно: Subject" in admin.last.text
    assert product.sandbox.mailbox.letters == []


async def test_a_test_letter_of_a_route_goes_with_sample_values(product: Product) -> None:
    admin = product.admin
    await open_object(admin, "/routes", ROUTE)
    await admin.press("👁 Как будет письмо")
    await admin.press("✉️ Пробное письмо")
    await admin.press("notify@firma.local")
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.subject == "Subject"
    assert letter.text.rstrip("\n") == "Body"


async def test_an_attribute_in_use_is_neither_removed_nor_renamed(product: Product) -> None:
    admin = product.admin
    await change_route(admin)
    await admin.press("Запрос")
    await admin.press("Subject", exact=True)
    answer = await admin.press("Удалить")
    assert "используется — шаблон темы, сценарий «Отправка уведомления», действие 1.1." in (answer.text or "")
    await change_template(admin)
    await admin.press("Атрибуты")
    await admin.press("Тема уведомления")
    await admin.press("Ещё настройки")
    await admin.press("Системное имя")
    await admin.send("Tema")
    await admin.wait_for_text("используется")
    assert "Отправка уведомления" in admin.last.text


async def test_what_becomes_of_records_is_said_before_a_template_is_applied(product: Product) -> None:
    admin = product.admin
    await compose_draft(product.staff)
    await change_template(admin)
    await admin.press("Атрибуты")
    await admin.press("➕ Добавить")
    await admin.send("Срок")
    await admin.wait_for_text("Тип")
    await admin.press("Текст")
    await admin.press("нет")
    await admin.press("⤒ К началу")
    assert "«Срок»: в 1 записи ответа ещё нет" in admin.last.text
    await admin.press("👁 Как увидят форму")
    assert "4. Срок (можно пропустить)" in admin.last.text
    assert "[Отправить уведомление]" in admin.last.text
    await admin.press("Назад")
    await admin.press("Применить")
    assert "✅ Применено" in admin.last.text


async def test_what_another_type_does_to_answers_is_said_before_it_is_applied(product: Product) -> None:
    admin = product.admin
    await compose_draft(product.staff)
    await change_template(admin)
    for label in ("Атрибуты", "Тема уведомления", "Тип", "Аккаунт", "⤒ К началу"):
        await admin.press(label)
    assert "«Тема уведомления»: у 1 записи ответ прежнего типа" in admin.last.text


async def test_the_order_of_the_form_is_changed_by_moving(product: Product) -> None:
    admin = product.admin
    await change_template(admin)
    assert "Порядок на форме: как добавлены" in admin.last.text
    await admin.press("Порядок на форме")
    assert "1. Получатель" in admin.last.text
    await admin.press("↑ 2. Тема")
    assert "1. Тема уведомления" in admin.last.text
    await admin.press("✕ 3. Текст")
    assert "+ Текст уведомления" in admin.last.labels
    await admin.press("+ Текст уведомления")
    await admin.press("Назад")
    order = "Тема уведомления, Получатель, Отправить уведомление, Текст уведомления"
    assert f"Порядок на форме: {order}" in admin.last.text
    await admin.press("Применить")
    (stored,) = await product.configuration.templates()
    assert stored.document.form_attributes[0].title == "Тема уведомления"


async def test_what_a_scenario_needs_is_switched_off_after_it(product: Product) -> None:
    admin = product.admin
    await open_object(admin, "/templates", "Уведомления")
    answer = await admin.press("Выключить")
    assert "пока включён сценарий, которому это нужно: Отправка уведомления" in (answer.text or "")
    await open_object(admin, "/scenarios", "Отправка уведомления")
    await admin.press("Выключить")
    assert "Выключить сценарий «Отправка уведомления»? Его кнопка перестанет отправлять письма" in admin.last.text
    assert (await product.configuration.scenarios())[0].document.enabled
    await admin.press("Выключить")
    await open_object(admin, "/templates", "Уведомления")
    assert "К кнопке «Отправить уведомление» не подключён сценарий" in admin.last.text
    await admin.press("Создать сценарий")
    assert "Новый сценарий" in admin.last.text
    assert "Отправить уведомление" in admin.last.text
    await open_object(admin, "/templates", "Уведомления")
    await admin.press("Выключить")
    assert "⏸ Выключено" in admin.last.text


async def test_fifty_attributes_have_their_pages(product: Product) -> None:
    admin = product.admin
    attributes = "".join(f"      - {{title: Вопрос анкеты {number}, type: text}}\n" for number in range(1, 51))
    buttons = "".join(f"      - {{title: Кнопка {number}, operation: save}}\n" for number in range(1, 21))
    await product.apply(f"templates:\n  - title: Анкета\n    attributes:\n{attributes}    buttons:\n{buttons}")
    await open_object(admin, "/templates", "Анкета")
    for label in ("Изменить", "Атрибуты", "Дальше →", "Дальше →", "Вопрос анкеты 25", "Назад"):
        await admin.press(label)
    assert "Вопрос анкеты 30" in admin.last.labels
    for label in ("Назад", "Порядок на форме", "Дальше →", "↑ 11. Вопрос"):
        await admin.press(label)
    assert "10. Вопрос анкеты 11" in admin.last.text
    for label in ("✕ 10. Вопрос", *["Дальше →"] * 6):
        await admin.press(label)
    assert "69. Кнопка 20" in admin.last.text
    await admin.press("+ Вопрос анкеты 11")
    assert "70. Вопрос анкеты 11" in admin.last.text


async def test_the_example_of_another_notification_is_built_in_the_chat(bare_product: Product) -> None:
    """«Заявка на пропуск»: two accounts, To and Cc, a real day, a subject of three parts, two letters."""
    product = bare_product
    hand = Fingers(product.admin)
    await build_connection(hand)
    await hand.type("/routes", "Здесь пока пусто")
    await hand.press("Добавить")
    await hand.type("Пропуска", "Запрос")
    await hand.press("Добавить", "Body", "Строка")
    for name in ("Kto", "Kogda"):
        await hand.press("Ещё один")
        await hand.type(name, "Тип")
        await hand.press("Строка")
    await hand.press("⤒ К началу", "Шаблон темы")
    await hand.type("Пропуск: {Kto}, {Kogda}", "Шаблон темы: Пропуск")
    await hand.press("Шаблон текста", "+ {Body}", "Назад", "Создать")

    await hand.type("/templates", "Здесь пока пусто")
    await hand.press("Добавить")
    await hand.type("Заявка на пропуск", "Атрибуты")
    await hand.press("Добавить")
    for title, kind in (("Охрана", "Аккаунт"), ("Копия", "Аккаунт"), ("Гость", "Текст"), ("Дата", "Дата и время")):
        if title != "Охрана":
            await hand.press("Ещё один")
        await hand.type(title, "Тип")
        await hand.press(kind, "да")
    await hand.press("Вид", "Только день")
    await hand.press("⤒ К началу", "Кнопки", "Добавить")
    await hand.type("Заказать пропуск", "Операция")
    await hand.press("Вызвать событие", "⤒ К началу", "Создать")

    await hand.type("/scenarios", "Здесь пока пусто")
    await hand.press("Добавить")
    await hand.type("Пропуск", "Событие")
    for name, who in (("guard", "$Okhrana->mbox"), ("guest_list", "$Kopiya->mbox")):
        await hand.press("➕ Действие", "Изменить значения")
        await hand.type(name, "Переменные")
        await hand.press("➕ To", who)
        if name == "guard":
            await hand.press("➕ Cc", "$Kopiya->mbox")
        await hand.press("➕ Body", "Формула")
        await hand.type('"Прошу пропустить: " + $Gost', "Body")
        await hand.press("➕ Kto", "Гость", "➕ Kogda", "Дата", "Назад", "Ещё один", "Отправить сообщение")
        if "Набор переменных" in hand.user.last.text and name in hand.user.last.labels:
            await hand.press(name)
        await hand.press("⤒ К началу")
    await hand.press("Создать")
    assert hand.touches <= 90
    assert "✅ Создано" in product.admin.last.text
    await point_at_the_sandbox(hand, product)

    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text("Охрана (1 из 4)")
    await staff.press("Иванов Иван Петрович")
    await staff.press("Иванова Анна Сергеевна")
    await staff.send("Пётр Гость")
    await staff.wait_for_text("Дата (4 из 4)")
    await staff.send("скоро")
    await staff.wait_for_text("день")
    await staff.send("1 декабря 2027")
    await staff.wait_for(lambda chat: "Заказать пропуск" in chat.last.labels)
    await staff.press("Заказать пропуск")
    letters = await product.sandbox.mailbox.wait_for(2)
    assert {tuple(sorted(letter.rcpt_to)) for letter in letters} == {
        ("ivanov@firma.local", "ivanova@firma.local"),
        ("ivanova@firma.local",),
    }
    assert {letter.subject for letter in letters} == {"Пропуск: Пётр Гость, 01.12.2027"}
    await staff.wait_for_text("Письма: отправлено 2 из 2.")


async def test_a_second_template_of_a_title_is_warned_of_and_an_empty_draft_goes(product: Product) -> None:
    admin = product.admin
    await admin.send("/templates")
    await admin.wait_for_text("Уведомления")
    await admin.press("➕ Добавить")
    await admin.send("/templates")
    await admin.wait_for(lambda chat: "К управлению" in chat.last.labels)
    assert "не готово" not in admin.last.text
    await admin.press("➕ Добавить")
    await admin.send("уведомления")
    await admin.wait_for_text("⚠️ уже есть «уведомления» (системное имя: Uvedomleniya)")
    await admin.press("➕ Добавить")
    await admin.send("Тема")
    await admin.wait_for_text("Тип")
    for label in ("Текст", "да", "⤒ К началу", "Создать"):
        await admin.press(label)
    assert "✅ Создано.\n⚠️ уже есть «уведомления»" in admin.last.text
    await admin.press("К списку")
    assert "1. Уведомления · Uvedomleniya\n2. уведомления · Uvedomleniya2" in admin.last.text
    await product.staff.send("/new")
    await product.staff.wait_for(lambda chat: "уведомления · Uvedomleniya2" in chat.last.labels)
