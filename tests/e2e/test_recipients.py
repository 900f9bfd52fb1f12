"""Choosing a recipient: found by any letter case and by ё or е, told apart, a page at a time."""

import pytest

from tests.e2e.conftest import Product

TO, SUBJECT = "Получатель (1 из 3)", "Тема уведомления (2 из 3)"


async def ask(product: Product) -> None:
    await product.staff.send("/new")
    await product.staff.wait_for_text(TO)


@pytest.mark.parametrize("query", ["семенов", "СЕМЁНОВ", "сем пет", "semenov@", "производ"])
async def test_a_person_is_found_by_the_beginnings_of_words(product: Product, query: str) -> None:
    await ask(product)
    await product.staff.send(query)
    page = await product.staff.wait_for_text(f"Нашлись по запросу «{query}»")
    assert page.names[0] == "Семёнов Пётр Ильич"
    await product.staff.press("Семёнов Пётр Ильич", page)
    page = await product.staff.wait_for_text(SUBJECT)
    assert "Семёнов Пётр Ильич (semenov@firma.local)" in page.text


async def test_nothing_found_says_what_to_do_and_the_next_words_search_again(product: Product) -> None:
    await ask(product)
    await product.staff.send("<Пупкин> & Ко")
    page = await product.staff.wait_for_text("никого нет")
    assert "«<Пупкин> & Ко»" in page.text
    assert TO in page.text
    await product.staff.send("иванова")
    await product.staff.wait_for_text("Нашлись по запросу «иванова»")
    await product.staff.press("Иванова Анна Сергеевна")
    await product.staff.wait_for_text(SUBJECT)


async def test_namesakes_are_told_apart_by_post_department_and_address_in_lines_with_numbers(product: Product) -> None:
    await product.add_account("Павлов Павел", "p1@firma.local", department="Склад", title="Грузчик")
    await product.add_account("Павлов Павел", "p2@firma.local", department="Охрана", title="Грузчик")
    await product.add_account("Павлов Павел", "p3@firma.local", department="Охрана", title="Сторож")
    await product.add_account("Павлов Павел", "p4@firma.local", department="Охрана", title="Сторож")
    await ask(product)
    await product.staff.send("павлов")
    page = await product.staff.wait_for_text("Нашлись")
    assert page.labels[:4] == [f"{number}. Павлов Павел" for number in range(1, 5)]
    lines = [line for line in page.text.splitlines() if "Павлов Павел" in line]
    assert {line.partition(" — ")[2] for line in lines} == {
        "Грузчик, Склад, p1@firma.local",
        "Грузчик, Охрана, p2@firma.local",
        "Сторож, Охрана, p3@firma.local",
        "Сторож, Охрана, p4@firma.local",
    }
    number = next(line.partition(".")[0] for line in lines if "p3@" in line)
    await product.staff.press(f"{number}. Павлов Павел", page)
    assert "p3@firma.local" in (await product.staff.wait_for_text(SUBJECT)).text


async def test_names_that_differ_behind_the_end_of_a_button_are_told_apart(product: Product) -> None:
    name = "Рождественская-Преображенская Александра"
    await product.add_account(f"{name} Петровна", "r1@firma.local", department="Склад")
    await product.add_account(f"{name} Ивановна", "r2@firma.local", department="Охрана")
    await ask(product)
    await product.staff.send("рожд")
    page = await product.staff.wait_for_text("Нашлись")
    assert f"{name} Петровна — Склад, r1@firma.local" in page.text
    assert f"{name} Ивановна — Охрана, r2@firma.local" in page.text


async def test_many_accounts_are_shown_six_at_a_time(product: Product) -> None:
    for number in range(14):
        await product.add_account(f"Яковлев {number:02}", f"ya{number}@firma.local")
    await ask(product)
    await product.staff.send("яковлев")
    page = await product.staff.wait_for_text("Нашлись")
    seen = [label for label in page.names if label.startswith("Яковлев")]
    assert len(seen) == 6
    await product.staff.press("Дальше")
    page = await product.staff.wait_for(lambda chat: chat.last if "Яковлев 06" in chat.last.names else None)
    seen += [label for label in page.names if label.startswith("Яковлев")]
    await product.restart()
    await product.staff.press("Дальше")
    page = await product.staff.wait_for(lambda chat: chat.last if "Яковлев 12" in chat.last.names else None)
    seen += [label for label in page.names if label.startswith("Яковлев")]
    assert seen == [f"Яковлев {number:02}" for number in range(14)]
    assert "Дальше →" not in page.names
    await product.staff.press("Раньше")
    await product.staff.wait_for(lambda chat: "Яковлев 06" in chat.last.names)
    await product.staff.press("Яковлев 08")
    assert "Яковлев 08 (ya8@firma.local)" in (await product.staff.wait_for_text(SUBJECT)).text


async def test_the_latest_recipients_are_offered_first(product: Product) -> None:
    await ask(product)
    await product.staff.press("Семёнов Пётр Ильич")
    await product.staff.wait_for_text(SUBJECT)
    await product.staff.send("/new")
    await product.staff.wait_for_text("остался черновик")
    await product.staff.press("Начать новое")
    page = await product.staff.wait_for_text(TO)
    assert page.names[0] == "Семёнов Пётр Ильич"


async def test_the_latest_recipients_without_archived_ones_still_offer_somebody(product: Product) -> None:
    await ask(product)
    await product.staff.press("Семёнов Пётр Ильич")
    await product.staff.wait_for_text(SUBJECT)
    await product.archive("semenov")
    await product.staff.send("/new")
    await product.staff.wait_for_text("остался черновик")
    await product.staff.press("Начать новое")
    page = await product.staff.wait_for_text(TO)
    assert "Семёнов Пётр Ильич" not in page.names
    assert "Иванов Иван Петрович" in page.names


async def test_everybody_can_be_reached_behind_the_latest_recipients(product: Product) -> None:
    for number in range(12):
        await product.add_account(f"Абрамов {number:02}", f"ab{number}@firma.local")
    await ask(product)
    await product.staff.send("семёнов")
    await product.staff.wait_for_text("Нашлись")
    await product.staff.press("Семёнов Пётр Ильич")
    await product.staff.wait_for_text(SUBJECT)
    await product.staff.send("/new")
    await product.staff.wait_for_text("остался черновик")
    await product.staff.press("Начать новое")
    page = await product.staff.wait_for_text(TO)
    assert page.names[:2] == ["Семёнов Пётр Ильич", "Абрамов 00"]
    seen = set(page.names)
    for last in ("Абрамов 05", "Абрамов 11", "Семёнов Пётр Ильич"):
        await product.staff.press("Дальше")
        page = await product.staff.wait_for(lambda chat, last=last: chat.last if last in chat.last.names else None)
        seen |= set(page.names)
    assert {f"Абрамов {number:02}" for number in range(12)} <= seen
    assert {"Иванов Иван Петрович", "Иванова Анна Сергеевна"} <= seen


async def test_a_person_beyond_the_latest_recipients_is_found_by_typing(product: Product) -> None:
    await ask(product)
    await product.staff.press("Семёнов Пётр Ильич")
    await product.staff.wait_for_text(SUBJECT)
    await product.staff.send("/new")
    await product.staff.wait_for_text("остался черновик")
    await product.staff.press("Начать новое")
    await product.staff.wait_for_text(TO)
    await product.staff.send("ивановА анна")
    page = await product.staff.wait_for_text("Нашлись")
    assert page.names[0] == "Иванова Анна Сергеевна"


async def test_an_edited_search_searches_again(product: Product) -> None:
    await ask(product)
    typed = await product.staff.send("иваонв")
    await product.staff.wait_for_text("никого нет")
    await product.staff.edit(typed, "иванов")
    page = await product.staff.wait_for_text("Нашлись по запросу «иванов»")
    assert TO in page.text


async def test_a_button_of_a_question_that_is_over_does_not_turn_the_pages_of_another(product: Product) -> None:
    for number in range(12):
        await product.add_account(f"Абрамов {number:02}", f"ab{number}@firma.local")
    await ask(product)
    first = product.staff.last
    turning = next(button.data or "" for row in first.buttons for button in row if button.label == "Дальше →")
    await product.staff.press("Абрамов 00", first)
    await product.staff.wait_for_text(SUBJECT)
    answer = await product.staff.press_data(product.staff.last, turning)
    assert "Этот вопрос уже закрыт" in answer.text
    await product.staff.send("/new")
    await product.staff.wait_for_text("остался черновик")
    await product.staff.press("Начать новое")
    page = await product.staff.wait_for_text(TO)
    answer = await product.staff.press_data(page, turning)
    assert "Этот вопрос уже закрыт" in answer.text
    assert product.staff.last.names == page.names


@pytest.mark.parametrize("query", ["Семёнову Петру", "ctvtyjd", "Semyonov", "Семнов", "cеменв".replace("c", "с")])
async def test_whoever_is_meant_is_found_though_something_else_is_typed(product: Product, query: str) -> None:
    await ask(product)
    await product.staff.send(query)
    page = await product.staff.wait_for_text(f"Точно по запросу «{query}» никого нет")
    assert page.names[0] == "Семёнов Пётр Ильич"
    assert "Попросить добавить" in page.names
    await product.staff.press("Семёнов Пётр Ильич", page)
    await product.staff.wait_for_text(SUBJECT)


async def test_who_has_no_address_is_found_and_marked(product: Product) -> None:
    await product.add_account("Безадресный Аристарх Константинович", "", username="none")
    await ask(product)
    await product.staff.send("безадресный")
    page = await product.staff.wait_for_text("Нашлись по запросу")
    assert "1. Безадресный Аристарх Константинович — ⚠️ нет адреса" in page.text
    assert page.labels[0] == "1. Попросить вписать"
    await product.admin.send("/start")
    await product.admin.wait_for_text("Здравствуйте")
    await product.staff.press("Попросить вписать", page)
    page = await product.staff.wait_for_text("Попросил администраторов вписать адрес")
    assert SUBJECT in page.text
    assert "⏳ ждём администратора: Безадресный Аристарх Константинович" in page.text
    told = await product.admin.wait_for_text("просит вписать адрес почты")
    await product.admin.press("Вписать адрес", told)
    await product.admin.wait_for_text("напишите адрес почты")
    await product.admin.send("кто@@где")
    await product.admin.wait_for_text("не почтовый адрес")
    await product.admin.send("a@firma.local")
    await product.admin.wait_for_text("Добавил(а) Алиса Администратор")
    news = await product.staff.wait_for_text("получатель уже вписан")
    await product.staff.press("Написать: Безадресный", news)
    page = await product.staff.wait_for(lambda chat: chat.last if "(a@firma.local)" in chat.last.text else None)
    assert SUBJECT in page.text
    assert (await product.accounts.counts()).active == 4


async def test_an_administrator_who_composes_writes_a_missing_address_in(product: Product) -> None:
    admin = product.admin
    await product.add_account("Безадресный Аристарх", "", username="none")
    await admin.send("/new")
    await admin.wait_for_text(TO)
    await admin.send("безадресный")
    await admin.press("Вписать адрес", await admin.wait_for_text("нет адреса"))
    await admin.wait_for_text("Безадресный Аристарх")
    await admin.send("a@firma.local")
    await admin.wait_for(lambda chat: "a@firma.local" in chat.last.text)


async def test_the_question_shows_six_and_says_what_else_to_type(product: Product) -> None:
    for number in range(9):
        await product.add_account(f"Абрамов {number:02}", f"ab{number}@firma.local")
    await ask(product)
    page = product.staff.last
    assert [label[:2] for label in page.labels[:6]] == [f"{number}." for number in range(1, 7)]
    assert page.labels[6] == "Дальше →"
    for word in ("фамилию", "должность", "отдел", "адрес", "с опиской"):
        assert word in page.text
