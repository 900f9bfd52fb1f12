"""Configured objects in the chat: lists, drafts, applying, versions, two administrators, restarts."""

from bot.demo.stage import ADMIN
from bot.objects.addresses import DeleteObject
from domain.people import Role
from domain.sections import Section
from sandbox import User
from tests.e2e.conftest import Product, eventually

OTHER = 777


async def open_connection(user: User) -> None:
    await user.send("/connections")
    await user.wait_for_text("Подключения")
    await user.press("Отправка уведомлений через SMTP")


async def second_admin(product: Product) -> User:
    await product.people.let_in(OTHER, Role.ADMIN, "Вера")
    return product.sandbox.user(OTHER)


async def test_a_connection_is_made_by_a_preset_question_by_question(product: Product) -> None:
    admin = product.admin
    await admin.send("/connections")
    await admin.wait_for_text("Подключения")
    await admin.press("Добавить")
    await admin.press("Яндекс 360")
    await admin.send("Почта Яндекса")
    await admin.wait_for_text("Имя пользователя")
    await admin.send("me@example.ru")
    await admin.wait_for_text("Напишите пароль")
    await admin.send("very secret words")
    await admin.wait_for_text("Адрес отправителя")
    assert "very secret" not in admin.as_text()
    await admin.press("me@example.ru")
    await admin.press("Создать")
    stored = {item.document.system_name: item.document for item in await product.configuration.connections()}
    made = stored["smtp_connection2"]
    assert (made.host, made.port, made.encryption) == ("smtp.yandex.ru", 465, "ssl")
    assert (made.username, made.sender_address, made.enabled) == ("me@example.ru", "me@example.ru", True)
    password = await product.configuration.secret("smtp_connection2", "password")
    assert password is not None
    assert password.get_secret_value() == "very secret words"


async def test_a_change_takes_effect_only_when_it_is_applied_and_can_be_taken_back(product: Product) -> None:
    admin = product.admin
    (before,) = await product.configuration.connections()
    await open_connection(admin)
    await admin.press("Изменить")
    await admin.press("Порт")
    await admin.press("587")
    assert f"Порт: {before.document.port} → 587" in admin.last.text
    assert (await product.configuration.connections())[0].document.port == before.document.port
    await admin.press("Применить")
    assert (await product.configuration.connections())[0].document.port == 587
    await admin.press("Версии")
    await admin.press(admin.last.names[0])
    assert f"Порт: 587 → {before.document.port}" in admin.last.text
    await admin.press("Применить")
    assert (await product.configuration.connections())[0].document.port == before.document.port


async def test_a_draft_is_given_up_after_a_question(product: Product) -> None:
    admin = product.admin
    await open_connection(admin)
    await admin.press("Изменить")
    await admin.press("Порт")
    await admin.press("25")
    await admin.press("Удалить черновик")
    await admin.press("Удалить черновик")
    assert "действует прежнее" in admin.last.text
    await admin.press("Изменить")
    assert "Изменится" not in admin.last.text


async def test_a_restart_between_any_two_steps_loses_nothing(product: Product) -> None:
    admin = product.admin
    await open_connection(admin)
    await admin.press("Изменить")
    await product.restart()
    await admin.press("Порт")
    await product.restart()
    await admin.send("2525")
    await admin.wait_for_text("→ 2525")
    await product.restart()
    await admin.press("Применить")
    assert (await product.configuration.connections())[0].document.port == 2525


async def test_an_answer_that_does_not_fit_keeps_the_question_and_says_why(product: Product) -> None:
    admin = product.admin
    await open_connection(admin)
    await admin.press("Изменить")
    await admin.press("Порт")
    await admin.send("много")
    await admin.wait_for(lambda chat: chat.last.text.count("Порт") >= 1 and "число" in chat.last.text.split("✏️")[0])
    await admin.send("99999")
    await admin.wait_for_text("65535")
    await admin.send("26")
    await admin.wait_for_text("→ 26")


async def test_the_second_of_two_administrators_is_told_and_overwrites_nothing(product: Product) -> None:
    admin, other = product.admin, await second_admin(product)
    for user in (admin, other):
        await open_connection(user)
        await user.press("Изменить")
        await user.press("Порт")
    await admin.press("587")
    await other.press("25")
    assert "Пока вы смотрели" in other.last.text
    assert "Алиса" in other.last.text
    await other.press("25")
    assert "→ 25" in other.last.text


async def test_a_press_on_an_applied_draft_says_so(product: Product) -> None:
    admin = product.admin
    await open_connection(admin)
    await admin.press("Изменить")
    await admin.press("Порт")
    await admin.press("587")
    old = admin.last
    apply = next(button for row in old.buttons for button in row if button.label == "Применить")
    await admin.press("Применить")
    answer = await admin.press_data(old, apply.data or "")
    assert "уже применён" in (answer.text or "")


async def test_what_is_used_is_not_deleted_and_says_by_what(product: Product) -> None:
    admin = product.admin
    await open_connection(admin)
    answer = await admin.press("Удалить")
    assert "Отправка уведомлений по эл. почте через SMTP" in (answer.text or "")
    assert "Проверить подключение" in admin.last.names
    (stored,) = await product.configuration.connections()
    sure = DeleteObject(section=Section.CONNECTIONS.number, object=stored.id, revision=stored.revision, sure=1)
    answer = await admin.press_data(admin.last, sure.pack())
    assert "Отправка уведомлений по эл. почте через SMTP" in (answer.text or "")
    assert len(await product.configuration.connections()) == 1


async def test_a_copy_is_told_from_what_it_is_a_copy_of(product: Product) -> None:
    admin = product.admin
    await open_connection(admin)
    await admin.press("Копия")
    assert "Новое подключение: Отправка уведомлений через SMTP 2" in admin.last.text
    await admin.press("Создать", exact=True)
    await admin.send("/connections")
    await admin.wait_for_text("2. Отправка уведомлений через SMTP 2")
    await admin.press("2. Отправка")
    await admin.press("Копия")
    assert "Новое подключение: Отправка уведомлений через SMTP 3" in admin.last.text


async def test_staff_and_strangers_change_nothing_by_forged_presses(product: Product) -> None:
    await open_connection(product.admin)
    await product.admin.press("Изменить")
    page = product.admin.last
    pressed = [button.data for row in page.buttons for button in row if button.data]
    await product.staff.send("/start")
    await product.staff.wait_for_text("Здравствуйте")
    for data in [*pressed, "Oa:1:1:0", "Ox:1:1:1:1", "Ow:1:1:1:0", "Oc:1:1:uk:587"]:
        await product.staff.press_data(product.staff.last, data)
    assert "Эта кнопка больше не действует" in product.staff.last.text
    (stored,) = await product.configuration.connections()
    assert stored.revision == 1


async def test_english_pages_are_english(product: Product) -> None:
    from storage import models

    await models.Person.filter(telegram_id=ADMIN).update(language="en")
    admin = product.admin
    await admin.send("/connections")
    await admin.wait_for_text("Connections")
    await admin.press("Add")
    assert "Who runs your mail?" in admin.last.text
    await admin.press("Own server")
    assert "Title" in admin.last.text


async def test_every_change_is_in_the_audit_trail_or_the_versions(product: Product) -> None:
    admin = product.admin
    await open_connection(admin)
    await admin.press("Изменить")
    await admin.press("Порт")
    await admin.press("587")
    await admin.press("Применить")
    (stored,) = await product.configuration.connections()
    versions = (await product.configuration.versions("connections", stored.id, 10, None)).items
    assert len(versions) == 2
    assert versions[0].changed_by == ADMIN

    async def both() -> bool:
        return versions[0].document["port"] == 587

    await eventually(both)


async def test_the_guide_walks_through_the_recipe_with_a_way_to_each_page(product: Product) -> None:
    admin = product.admin
    await admin.send("/help")
    await admin.wait_for(lambda chat: "🧭 Настройка по шагам" in chat.last.names)
    await admin.press("🧭 Настройка по шагам")
    for number, way in enumerate(("К подключениям", "К путям", "К шаблонам", "К сценариям", "Создать запись"), 1):
        assert f"{number} из 5" in admin.last.text
        assert way in admin.last.names
        if number < 5:
            await admin.press("Дальше →")


async def test_a_long_list_is_paged_and_searched_by_typing(product: Product) -> None:
    template = "  - {{title: Заявка {0}, attributes: [{{title: Текст, type: text}}]}}\n"
    await product.apply("templates:\n" + "".join(template.format(number) for number in range(1, 13)))
    admin = product.admin
    await admin.send("/templates")
    page = await admin.wait_for_text("Показаны 1–10 из 13")
    assert "напишите слово из названия" in page.text
    await admin.press("Дальше")
    await admin.wait_for_text("Показаны 11–13 из 13")
    await admin.send("УВЕДОМ")
    page = await admin.wait_for_text("По «УВЕДОМ» нашёлся 1.")
    assert page.names[0] == "Уведомления"
    await product.restart()
    await admin.send("заявка")
    page = await admin.wait_for_text("По «заявка» нашлись 12.")
    await admin.press("Дальше →", page)
    await admin.wait_for(lambda chat: "Заявка 12" in chat.last.names)
    await admin.send("заявка 1")
    page = await admin.wait_for_text("По «заявка 1» нашлись 4.")
    await admin.send_sticker()
    page = await admin.wait_for_text("Здесь нужны слова")
    assert "По «заявка 1» нашлись 4." in page.text
    words = await admin.send("нет такого")
    page = await admin.wait_for_text("По «нет такого» ничего не нашлось")
    await admin.edit(words, "заявка 12")
    await admin.wait_for_text("По «заявка 12» нашёлся 1.")
    assert admin.last.id == page.id
    await admin.press("К списку")
    await admin.wait_for_text("Показаны 1–10 из 13")
