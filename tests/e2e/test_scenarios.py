"""Scenarios in the chat: the tree, its steps, formulas with their mistakes, dry runs, and two administrators at one."""

from datetime import timedelta

from bot.files.config_file import write_configuration
from domain.clock import system_clock
from domain.configuration.export_configuration import ExportConfiguration
from domain.people import Role
from sandbox import User
from tests.e2e.conftest import BUTTON, Product, compose_draft

OTHER = 777


async def open_scenario(user: User) -> None:
    await user.send("/scenarios")
    await user.wait_for_text("Сценарии")
    await user.press("Отправка уведомления")


async def change_scenario(user: User) -> None:
    await open_scenario(user)
    await user.press("Изменить")


async def test_the_tree_is_shown_in_plain_words_with_numbers(product: Product) -> None:
    await open_scenario(product.admin)
    text = product.admin.last.text
    assert "Когда нажата кнопка «Отправить уведомление» в записи «Уведомления»" in text
    assert "1 Сменить контекст: Уведомления" in text
    assert "1.1 Изменить переменные notification:" in text
    assert "To.Address = $Poluchatel->mbox" in text
    assert "1.2 Отправить сообщение: Отправка уведомлений по эл. почте через SMTP" in text


async def test_a_wrong_formula_is_underlined_and_the_question_stays(product: Product) -> None:
    admin = product.admin
    await change_scenario(admin)
    await admin.press("1.1 ")
    await admin.press("Переменные")
    await admin.press("To", exact=True)
    await admin.press("Address", exact=True)
    await admin.press("Формула")
    assert {"$Poluchatel->mbox", "$Poluchatel->fullName"} <= set(admin.last.labels)
    await admin.send("$Poluchatel->mbo")
    await admin.wait_for_text("имени «mbo» здесь нет")
    assert "<u>mbo</u>" in admin.last.html
    assert admin.last.text.startswith(
        "Строка 1, столбец 14: имени «mbo» здесь нет; похоже на «mbox».\n$Poluchatel->mbo\n\n"
    )
    await admin.send("$Poluchatel = 'x'")
    await admin.wait_for_text("около «=»: «равно» пишется ==.")
    await admin.press("ƒ Функции")
    assert "Что умеют формулы" in admin.last.text
    await admin.press("Тексты (18)")
    assert "CONCAT(" in [button.copy_text for row in admin.last.buttons for button in row]
    await admin.press("К формуле")
    await admin.send("$Poluchatel->fullName")
    await admin.wait_for_text("Address = $Poluchatel->fullName")
    stored = (await product.configuration.scenarios())[0].document
    assert "fullName" not in str(stored.stored())


async def test_actions_are_moved_nested_copied_and_removed(product: Product) -> None:
    admin = product.admin
    await change_scenario(admin)
    await admin.press("1.2 ")
    await admin.press("↑ Выше")
    await admin.press("⤒ К началу")
    assert "1.1 Отправить сообщение" in admin.last.text
    await admin.press("1.1 ")
    await admin.press("← Вынести")
    await admin.press("⤒ К началу")
    assert "2 Отправить сообщение" in admin.last.text
    await admin.press("2 Отправить")
    await admin.press("→ Вложить")
    await admin.press("Копия")
    await admin.press("⤒ К началу")
    assert "1.3 Отправить сообщение" in admin.last.text
    await admin.press("1.3 ")
    await admin.press("Удалить")
    await admin.press("Удалить")
    await admin.press("⤒ К началу")
    assert "1.3" not in admin.last.text
    assert "Изменится" not in admin.last.text


async def test_actions_nest_ten_levels_deep_and_no_deeper(product: Product) -> None:
    admin = product.admin
    await change_scenario(admin)
    await admin.press("1 Сменить контекст")
    for _ in range(8):
        for label in ("➕ Действие", "Сменить контекст"):
            await admin.press(label)
    for label in ("➕ Действие", "Изменить значения"):
        await admin.press(label)
    await admin.send("notification")
    await admin.wait_for_text("Переменные")
    for label in ("➕ To", "$Poluchatel->mbox", "⤒ К началу"):
        await admin.press(label)
    assert "1.3.1.1.1.1.1.1.1.1 Изменить переменные notification:" in admin.last.text
    await admin.press("1.3.1.1.1.1.1.1.1 Сменить")
    await admin.press("➕ Действие")
    await admin.press("Сменить контекст")
    await admin.press("➕ Действие")
    answer = await admin.press("Сменить контекст")
    assert "глубже 10" in (answer.text or "")
    for label in ("Назад", "Назад", "↑ Выше"):
        await admin.press(label)
    await admin.press("⤒ К началу")
    assert "1.3.1.1.1.1.1.1.1.2 Изменить переменные" in admin.last.text


async def test_a_dry_run_shows_each_step_and_the_letter_and_sends_nothing(product: Product) -> None:
    admin = product.admin
    await compose_draft(admin, subject="Тема пробы", text="Текст пробы")
    await open_scenario(admin)
    await admin.press("🧪 Пробный запуск")
    await admin.press(admin.last.labels[0])
    assert "To.Address = ivanov@firma.local" in admin.last.text
    assert "отправил бы 1 письмо" in admin.last.text
    await admin.press("✉️ Письмо 1")
    assert "ivanov@firma.local" in admin.last.text
    assert "Тема пробы" in admin.last.text
    assert product.sandbox.mailbox.letters == []


async def test_a_draft_is_tried_before_it_is_applied(product: Product) -> None:
    admin = product.admin
    await compose_draft(admin, subject="Тема пробы")
    await change_scenario(admin)
    await admin.press("1.1 ")
    await admin.press("Переменные")
    await admin.press("Subject", exact=True)
    await admin.press("Формула")
    await admin.send('"Внимание: " + $Temauvedomleniya')
    await admin.wait_for_text('Subject = "Внимание: "')
    await admin.press("⤒ К началу")
    await admin.press("🧪 Пробный запуск")
    await admin.press(admin.last.labels[0])
    assert "Внимание: Тема пробы" in admin.last.text


async def test_a_scenario_with_gaps_is_not_applied_and_says_all_of_them(product: Product) -> None:
    admin = product.admin
    await change_scenario(admin)
    await admin.press("➕ Действие")
    await admin.press("Изменить значения")
    await admin.press("⤒ К началу")
    await admin.press("➕ Действие")
    await admin.press("Сменить контекст")
    await admin.press("⤒ К началу")
    await admin.press("Применить")
    assert "Применить нельзя" in admin.last.text
    assert "2 Изменить значения переменных" in admin.last.text
    assert "3 Сменить контекст" in admin.last.text


async def test_a_letter_that_nothing_fills_is_found_before_it_is_applied(product: Product) -> None:
    admin = product.admin
    await change_scenario(admin)
    for label in ("1.2 ", "↑ Выше", "⤒ К началу", "Применить"):
        await admin.press(label)
    assert "1.1 Отправить сообщение › Переменная с сообщением: набор «notification» до этого шага" in admin.last.text
    for label in ("Назад", "1.1 ", "Удалить", "Удалить", "⤒ К началу", "1.1 ", "Удалить", "Удалить"):
        await admin.press(label)
    await admin.press("⤒ К началу")
    await admin.press("Применить")
    assert "нужно хотя бы одно: «Действия»" in admin.last.text


async def test_two_administrators_at_one_scenario_overwrite_nothing(product: Product) -> None:
    await product.people.let_in(OTHER, Role.ADMIN, "Вера")
    admin, other = product.admin, product.sandbox.user(OTHER)
    for user in (admin, other):
        await change_scenario(user)
        await user.press("1.2 ")
    await admin.press("Копия")
    await other.press("Удалить")
    await other.press("Удалить")
    assert "Пока вы смотрели" in other.last.text
    await other.press("⤒ К началу")
    assert "1.3 Отправить сообщение" in other.last.text


async def test_a_run_that_is_under_way_goes_on_with_the_scenario_route_and_template_that_it_began_with(
    product: Product,
) -> None:
    product.undo = timedelta(hours=1)
    await product.restart()
    await compose_draft(product.staff, subject="Прежняя тема", text="Прежний текст")
    await product.staff.press(BUTTON)
    await product.staff.wait_for_text("Отправляется")
    await change_everything(product)
    assert product.sandbox.mailbox.letters == []
    product.undo = timedelta(0)
    product.clock = lambda: system_clock() + timedelta(hours=2)
    await product.restart()
    (before,) = await product.sandbox.mailbox.wait_for(1)
    assert (before.subject, before.text.rstrip("\n")) == ("Прежняя тема", "Прежний текст")
    await compose_draft(product.staff, subject="Новая тема", text="Новый текст")
    await product.staff.press(BUTTON)
    _, after = await product.sandbox.mailbox.wait_for(2)
    assert (after.subject, after.text.rstrip("\n")) == ("Важно: Новая тема", "Читайте: Новый текст")


async def change_everything(product: Product) -> None:
    """The subject gets a word from the route, the text one from the scenario."""
    exported = write_configuration(await ExportConfiguration(product.configuration)())
    changed = exported.replace("subject: '{Subject}'", "subject: 'Важно: {Subject}'")
    changed = changed.replace("attribute: Tekstuvedomleniya", "formula: '\"Читайте: \" + $Tekstuvedomleniya'")
    assert changed.count("Важно") == changed.count("Читайте") == 1
    await product.apply(changed)


async def test_a_sentence_for_a_formula_is_taken_as_a_text_by_one_press(product: Product) -> None:
    admin = product.admin
    await change_scenario(admin)
    await admin.press("➕ Действие")
    await admin.press("Проверить результат выражения")
    await admin.wait_for_text("Условие")
    await admin.send("NOT(EMPTY($Temauvedomleniya))")
    await admin.wait_for_text("Что сказать")
    await admin.send("Не хватает темы: заполните")
    await admin.wait_for_text("Если это просто текст, нажмите «Взять как текст»")
    await product.restart()
    await admin.press("Взять как текст")
    await admin.wait_for_text("'Не хватает темы: заполните'")


async def test_a_formula_is_typed_where_its_value_is_asked_for_and_is_no_label_of_a_button(product: Product) -> None:
    admin = product.admin
    await change_scenario(admin)
    await admin.press("➕ Действие")
    await admin.press("Повторять заданное число раз")
    await admin.wait_for_text("Откуда взять значение?")
    await admin.send("-3")
    await admin.wait_for_text("«-3» — не число раз")
    await admin.send("3")
    await admin.wait_for_text("Счётчик")
    await admin.press("number", exact=True)
    await admin.wait_for_text("Сколько раз: 3")
    await admin.press("⤒ К началу")
    await admin.press("1.1 ")
    await admin.press("Переменные")
    await admin.press("Body", exact=True)
    await admin.send("Коллеги, встреча переносится")
    await admin.press("Взять как текст")
    await admin.wait_for_text("Body = 'Коллеги, встреча переносится'")
