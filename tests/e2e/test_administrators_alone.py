"""What is for administrators does not exist for anybody else: no button, no question, whatever their row keeps."""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from aiogram import Router
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter

from bot.app.routers import make_routers
from bot.demo.stage import STAFF
from bot.telegram.asking import Question
from bot.telegram.catalogue import addresses
from bot.telegram.middleware import is_for_admins
from domain.people import OpenQuestion, Role
from sandbox import User
from tests.bot.telegram.questions import EVERY, sample
from tests.bot.telegram.test_kept_addresses import KEPT
from tests.e2e.conftest import Product

BUTTONS = [line[0] for line in KEPT if is_for_admins(line[0])]
OF_THEIR_OWN_TURN = {"update", "person", "live_page", "bundle", "kept_piece", "sqlite_sequence"}
"""Tables that a turn of anybody writes to."""


def handled(router: Router) -> Iterator[type[CallbackData]]:
    """The addresses that a router answers."""
    for handler in router.callback_query.handlers:
        for condition in handler.filters or ():
            if isinstance(condition.callback, CallbackQueryFilter):
                yield condition.callback.callback_data
    for inner in router.sub_routers:
        yield from handled(inner)


def test_addresses_that_begin_with_a_capital_are_answered_for_administrators_alone() -> None:
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for router in make_routers():
        found[router.name == "administration"].update(kind.__prefix__ for kind in handled(router))
    assert len(found[True]) > 100
    assert not found[True] & found[False]
    assert [prefix for prefix in found[True] if not is_for_admins(prefix)] == []
    assert [prefix for prefix in found[False] if is_for_admins(prefix)] == []
    assert found[True] | found[False] == set(addresses())


def kept_rows(product: Product) -> dict[str, list[Any]]:
    """All rows of what can be configured, composed or decided."""
    with sqlite3.connect(product.home / "gonets.db") as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert tables
        return {
            table: database.execute(f'SELECT * FROM "{table}"').fetchall()
            for table in tables
            if table not in OF_THEIR_OWN_TURN
        }


async def test_no_administrators_button_does_anything_for_staff(product: Product) -> None:
    staff = product.staff
    await staff.send("/start")
    page = await staff.wait_for_text("Здравствуйте")
    before = kept_rows(product)
    for data in BUTTONS:
        await staff.press_data(page, data)
        page = await staff.wait_for(lambda chat: chat.last)
        assert "Эта кнопка больше не действует" in page.text, data
        assert [one.data for row in page.buttons for one in row if is_for_admins(one.data)] == [], data
    assert kept_rows(product) == before


async def said(user: User, sent: Any) -> str:
    return (await user.wait_for(lambda chat: chat.last if chat.last.id > sent.id else None)).text


@pytest.mark.parametrize("kind", [kind for kind in EVERY if kind.for_admins], ids=lambda kind: kind.__name__)
async def test_no_answer_of_staff_to_an_administrators_question_does_anything(
    product: Product, kind: type[Question]
) -> None:
    """An administrator who has lost the role had it open."""
    staff = product.staff
    await staff.send("/start")
    await staff.wait_for_text("Здравствуйте")
    before = kept_rows(product)
    ways: tuple[Callable[[], Awaitable[Any]], ...] = (
        lambda: staff.send("Иванов, words@firma.local"),
        staff.send_sticker,
        lambda: staff.send_document("a.vcf", b"BEGIN:VCARD\r\nFN:A\r\nEND:VCARD\r\n"),
    )
    for send in ways:
        await product.people.ask(STAFF, sample(kind).kept())
        text = await said(staff, await send())
        assert "Вот о чём я спрашиваю" not in text, "nothing is asked"
        person = await product.people.get(STAFF)
        assert person is not None
        assert person.role is Role.STAFF
        assert person.question is None, "it is closed, so that the next words go where the person sees"
    assert kept_rows(product) == before


async def test_a_question_that_nobody_can_read_any_more_is_closed_and_swallows_no_words(product: Product) -> None:
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    await staff.press("Иванов Иван Петрович")
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    await product.people.ask(STAFF, OpenQuestion("of-a-version-to-come", {"secret": ["odd", None]}))
    text = await said(staff, await staff.send("perhaps-a-password"))
    assert "Этот вопрос уже закрыт" in text
    assert "Тема уведомления (2 из 3)" in text
    assert "perhaps-a-password" not in text
    text = await said(staff, await staff.send("Тема"))
    assert "Текст уведомления (3 из 3)" in text
