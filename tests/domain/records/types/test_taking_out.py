"""An answer of many values: one of them is taken out by a press, and no second press takes another."""

import pytest

from bot.cards.addresses import ChosenPage, TakeValueOut
from bot.composing.chosen import chosen_page
from bot.telegram.page import Page
from domain.errors import GonetsError
from tests.domain.records.desk import Desk, titles

LAST = "{title: Конец, type: text, required: true}"
KINDS = {
    "number": ("type: number", ["5", "7", "5"], ["5", "7", "5"]),
    "duration": ("type: duration", ["2 часа", "3 дня"], ["2 часа", "3 дня"]),
    "enum": ("type: enum, values: [Да, Нет, Позже]", ["да", "позже"], ["Да", "Позже"]),
    "date_time": ("type: date_time, format: date", ["25.12", "1.12"], ["25.12.2026", "01.12.2026"]),
}


async def chosen(desk: Desk, page: int = 0) -> Page:
    """The page of the values."""
    filling = await desk.filling()
    record, attribute = await desk.question()
    assert filling.question is not None
    values = await desk.card.each(filling.record, filling.template, filling.question)
    return chosen_page(desk.reader(), filling, values, ChosenPage(record=record, attribute=attribute, page=page))


def presses(page: Page) -> list[TakeValueOut]:
    return [button.address for row in page.rows for button in row if isinstance(button.address, TakeValueOut)]


async def take(desk: Desk, press: TakeValueOut) -> None:
    await desk.answer.take_out(desk.person, press.record, press.attribute, press.index, press.mark)


@pytest.mark.parametrize(("kind", "typed", "shown"), KINDS.values(), ids=KINDS)
async def test_one_value_is_taken_out_and_the_others_stay(
    desk: Desk, kind: str, typed: list[str], shown: list[str]
) -> None:
    await desk.template(f"{{title: Ответ, {kind}, multiple: true}}\n{LAST}")
    await desk.begin()
    for words in typed:
        await desk.says(words)
    before = (await desk.filling()).record.values["Otvet"]
    page = await chosen(desk)
    assert [button.shown for row in page.rows for button in row][: len(shown)] == [
        f"{number}. ✕ {words}" for number, words in enumerate(shown, 1)
    ]
    press = presses(page)[0]
    await take(desk, press)
    assert titles(await desk.filling()) == ("Ответ", {"Otvet": before[1:]})
    with pytest.raises(GonetsError) as caught:
        await take(desk, press)
    assert caught.value.key == "error-value-taken-out"
    assert titles(await desk.filling()) == ("Ответ", {"Otvet": before[1:]})


async def test_the_question_offers_it_from_two_values_on(desk: Desk) -> None:
    await desk.template(f"{{title: Ответ, type: number, multiple: true, required: true}}\n{LAST}")
    await desk.begin()
    for words, offered in (("1", False), ("2", True)):
        await desk.says(words)
        page = await desk.drawn()
        assert f"Уже есть {words} значени" in page.text
        assert ("Убрать одно" in [button.label for row in page.rows for button in row]) is offered
    for _ in range(2):
        await take(desk, presses(await chosen(desk))[-1])
    assert titles(await desk.filling()) == ("Ответ", {"Otvet": None})
    with pytest.raises(GonetsError):
        await desk.finishes()


async def test_an_account_that_is_gone_can_be_taken_out_of_many_pages(desk: Desk) -> None:
    numbers = [await desk.account(f"Человек {number:02}", f"p{number}@firma.local") for number in range(12)]
    await desk.template(f"{{title: Кому, type: account, multiple: true}}\n{LAST}")
    await desk.begin()
    for number in numbers:
        await desk.chooses(number)
    assert [press.index for press in presses(await chosen(desk, 1))] == [10, 11]
    await take(desk, presses(await chosen(desk, 1))[1])
    assert [press.index for press in presses(await chosen(desk, 7))] == [10]
    assert (await desk.filling()).record.values["Komu"] == [{"account": number} for number in numbers[:11]]


async def test_a_file_is_taken_out(desk: Desk) -> None:
    await desk.template(f"{{title: Файлы, type: document, multiple: true}}\n{LAST}")
    await desk.begin()
    await desk.sends_file("a.pdf")
    await desk.sends_file("b.pdf")
    page = await chosen(desk)
    assert page.rows[0][0].shown == "1. ✕ a.pdf"
    await take(desk, presses(page)[0])
    assert [item["name"] for item in (await desk.filling()).record.values["Fayly"]] == ["b.pdf"]
