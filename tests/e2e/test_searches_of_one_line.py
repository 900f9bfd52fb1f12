"""Words that are looked for are shown on one line, whatever breaks a line in them."""

import re

import pytest

from domain.one_line import LINE_BREAKS
from tests.e2e.conftest import Product, all_handled

BREAKS = sorted(set(LINE_BREAKS) - set("\r"))
"""Telegram takes a carriage return out of what a person writes."""


async def shows_in_one_line(product: Product, which: str, pages: dict[str, tuple[str, ...]]) -> None:
    user = product.admin
    for command, presses in pages.items():
        await user.send(command)
        await all_handled(product)
        for label in presses:
            await user.press(label, user.last)
            await all_handled(product)
        await user.send(f"Ква{which}зар")
        page = await user.wait_for_text("Ква зар")
        assert page.id == user.last.id, command
        assert re.search("Ква[^ ]зар", page.text) is None, command


@pytest.mark.parametrize("which", BREAKS, ids=[f"U+{ord(one):04X}" for one in BREAKS])
async def test_words_that_find_nobody_are_shown_on_one_line(product: Product, which: str) -> None:
    pages = {"/new": (), "/staff": (), "/accounts": (), "/journal": ("Отбор", "Кто отправил")}
    await shows_in_one_line(product, which, pages)


@pytest.mark.parametrize("which", ["\n", "\u2028"], ids=["U+000A", "U+2028"])
async def test_so_are_those_that_look_for_an_account_to_link(product: Product, which: str) -> None:
    await shows_in_one_line(product, which, {"/staff": ("Борис Сотрудник", "Чей аккаунт")})
