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
    assert page.labels[0] == "Семёнов Пётр Ильич"
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


async def test_namesakes_are_told_apart_by_department(product: Product) -> None:
    for number, department in enumerate(("Склад", "Охрана")):
        await product.add_account("Павлов Павел", f"petrov{number}@firma.local", department=department)
    await ask(product)
    await product.staff.send("павлов")
    page = await product.staff.wait_for_text("Нашлись")
    assert sorted(page.labels[:2]) == ["Павлов Павел · Охрана", "Павлов Павел · Склад"]
    await product.staff.press("Павлов Павел · Охрана", page)
    assert "petrov1@firma.local" in (await product.staff.wait_for_text(SUBJECT)).text


async def test_namesakes_of_one_department_are_told_apart_by_title_or_address(product: Product) -> None:
    await product.add_account("Павлов Павел", "petrov1@firma.local", department="Склад", title="Грузчик")
    await product.add_account("Павлов Павел", "petrov2@firma.local", department="Склад", title="Кладовщик")
    await product.add_account("Сидоров Сидор", "storozh1@firma.local", department="Склад", title="Грузчик")
    await product.add_account("Сидоров Сидор", "storozh2@firma.local", department="Склад", title="Грузчик")
    await ask(product)
    await product.staff.send("павлов")
    page = await product.staff.wait_for_text("Нашлись по запросу «павлов»")
    assert sorted(page.labels[:2]) == ["Павлов Павел · Грузчик", "Павлов Павел · Кладовщик"]
    await product.staff.send("сидоров")
    page = await product.staff.wait_for_text("Нашлись по запросу «сидоров»")
    assert sorted(page.labels[:2]) == ["Сидоров Сидор · storozh1@firma.…", "Сидоров Сидор · storozh2@firma.…"]


async def test_names_that_differ_behind_the_end_of_a_button_are_told_apart(product: Product) -> None:
    name = "Рождественская-Преображенская Александра"
    await product.add_account(f"{name} Петровна", "r1@firma.local", department="Склад")
    await product.add_account(f"{name} Ивановна", "r2@firma.local", department="Охрана")
    await ask(product)
    await product.staff.send("рожд")
    page = await product.staff.wait_for_text("Нашлись")
    assert len(set(page.labels[:2])) == 2


async def test_many_accounts_are_shown_ten_at_a_time(product: Product) -> None:
    for number in range(22):
        await product.add_account(f"Яковлев {number:02}", f"ya{number}@firma.local")
    await ask(product)
    await product.staff.send("яковлев")
    page = await product.staff.wait_for_text("Нашлись")
    seen = [label for label in page.labels if label.startswith("Яковлев")]
    assert len(seen) == 10
    await product.staff.press("Дальше")
    page = await product.staff.wait_for(lambda chat: chat.last if "Яковлев 10" in chat.last.labels else None)
    seen += [label for label in page.labels if label.startswith("Яковлев")]
    await product.restart()
    await product.staff.press("Дальше")
    page = await product.staff.wait_for(lambda chat: chat.last if "Яковлев 20" in chat.last.labels else None)
    seen += [label for label in page.labels if label.startswith("Яковлев")]
    assert seen == [f"Яковлев {number:02}" for number in range(22)]
    assert "Дальше →" not in page.labels
    await product.staff.press("Раньше")
    await product.staff.wait_for(lambda chat: "Яковлев 10" in chat.last.labels)
    await product.staff.press("Яковлев 12")
    assert "Яковлев 12 (ya12@firma.local)" in (await product.staff.wait_for_text(SUBJECT)).text


async def test_the_latest_recipients_are_offered_first(product: Product) -> None:
    await ask(product)
    await product.staff.press("Семёнов Пётр Ильич")
    await product.staff.wait_for_text(SUBJECT)
    await product.staff.send("/new")
    await product.staff.wait_for_text("остался черновик")
    await product.staff.press("Начать новое")
    page = await product.staff.wait_for_text(TO)
    assert page.labels[0] == "Семёнов Пётр Ильич"


async def test_the_latest_recipients_without_archived_ones_still_offer_somebody(product: Product) -> None:
    await ask(product)
    await product.staff.press("Семёнов Пётр Ильич")
    await product.staff.wait_for_text(SUBJECT)
    await product.archive("semenov")
    await product.staff.send("/new")
    await product.staff.wait_for_text("остался черновик")
    await product.staff.press("Начать новое")
    page = await product.staff.wait_for_text(TO)
    assert "Семёнов Пётр Ильич" not in page.labels
    assert "Иванов Иван Петрович" in page.labels


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
    assert page.labels[:2] == ["Семёнов Пётр Ильич", "Абрамов 00"]
    seen = set(page.labels)
    for last in ("Абрамов 09", "Семёнов Пётр Ильич"):
        await product.staff.press("Дальше")
        page = await product.staff.wait_for(lambda chat, last=last: chat.last if last in chat.last.labels else None)
        seen |= set(page.labels)
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
    assert page.labels[0] == "Иванова Анна Сергеевна"


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
    assert product.staff.last.labels == page.labels


@pytest.mark.parametrize("query", ["Семёнову Петру", "ctvtyjd", "Semyonov", "Семнов", "cеменв".replace("c", "с")])
async def test_whoever_is_meant_is_found_though_something_else_is_typed(product: Product, query: str) -> None:
    await ask(product)
    await product.staff.send(query)
    page = await product.staff.wait_for_text(f"Точно по запросу «{query}» никого нет")
    assert page.labels[0] == "Семёнов Пётр Ильич"
    assert "Попросить добавить" in page.labels
    await product.staff.press("Семёнов Пётр Ильич", page)
    await product.staff.wait_for_text(SUBJECT)


async def test_who_has_no_address_is_found_and_marked(product: Product) -> None:
    await product.add_account("Безадресный Аристарх Константинович", "", username="none")
    await ask(product)
    await product.staff.send("безадресный")
    page = await product.staff.wait_for_text("Нашлись по запросу")
    assert page.labels[0].startswith("Безадресный")
    assert page.labels[0].endswith("… · нет адреса")
