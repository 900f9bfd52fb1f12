"""A kind of action with blocks has its pages at once: added, filled in, given actions, and done by a press."""

import re
from collections.abc import Iterator

import pytest

from tests.domain.scenarios.made_up import either
from tests.e2e.conftest import BUTTON, Product, compose_draft
from tests.e2e.test_build_recipe import Fingers
from tests.e2e.test_scenarios import change_scenario


@pytest.fixture(autouse=True)
def known() -> Iterator[None]:
    with either():
        yield


async def add_subject(hand: Fingers, text: str) -> None:
    await hand.press("Изменить значения", "notification", "➕ Subject", "Формула")
    await hand.type(f"'{text}'", f"Subject = '{text}'")


def tree_of(hand: Fingers) -> str:
    """Return the page with each action's values on the line of the action."""
    return re.sub(r":\n\s*", ": ", hand.user.last.text)


async def test_it_is_built_in_the_chat_block_by_block_and_runs(product: Product) -> None:
    hand = Fingers(product.admin)
    await change_scenario(product.admin)
    await hand.press("1 Сменить контекст", "➕ Действие")
    assert "Либо — делать то, чьё условие верно" in hand.user.last.text
    await hand.press("Либо")
    await hand.type("done", "Ветви")
    await hand.press("Ветви", "Добавить")
    await hand.type("$Temauvedomleniya == 'Срочно'", "Условие: $Temauvedomleniya")
    await hand.press("➕ Действие")
    await add_subject(hand, "Из ветви")
    await hand.press("⤒ К началу", "1.3 Либо", "Ветви", "Добавить")
    await hand.type("false", "Условие: false")
    await hand.press("➕ Действие")
    await add_subject(hand, "Никогда")
    await hand.press("⤒ К началу", "1.3 Либо", "Иначе", "Добавить")
    await add_subject(hand, "Из прочего")
    await hand.press("⤒ К началу")
    tree = [line.strip() for line in tree_of(hand).splitlines()]
    assert "1.3 Либо" in tree
    assert "1.3.1 если $Temauvedomleniya == 'Срочно'" in tree
    assert "1.3.2.1 Изменить переменные notification: Subject = 'Никогда'" in tree
    assert "1.3.3.1 Изменить переменные notification: Subject = 'Из прочего'" in tree

    await hand.press("1.3 Либо", "↑ Выше", "⤒ К началу", "1.2.3.1 Изменить", "Копия", "← Вынести", "⤒ К началу")
    assert "1.3 Изменить переменные notification: Subject = 'Из прочего'" in tree_of(hand)
    await hand.press("1.3 Изменить", "→ Вложить", "Удалить", "Удалить", "⤒ К началу", "1.2 Либо", "Ветви")
    assert {"1.2.1 $Temauvedomleniya == 'С…", "1.2.2 false"} <= set(hand.user.last.labels)
    await hand.press("1.2.2 false", "Копия", "↑ Выше", "Удалить", "Удалить", "⤒ К началу", "Применить")
    assert "1.2.3.1 Изменить переменные notification: Subject = 'Из прочего'" in tree_of(hand)

    for written, sent in (("Срочно", "Из ветви"), ("Не к спеху", "Из прочего")):
        product.sandbox.mailbox.letters.clear()
        await compose_draft(product.staff, subject=written)
        await product.staff.press(BUTTON)
        (letter,) = await product.sandbox.mailbox.wait_for(1)
        assert letter.subject == sent
        await product.staff.wait_for_text("Отправлено")
