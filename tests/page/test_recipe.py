"""The product as a person meets it in a browser. Each test is one story; what people do is `tests/page/phone.py`."""

import re

import pytest

from sandbox import MailFault
from tests.e2e.conftest import BUTTON, RECIPIENT, Product
from tests.page.conftest import Open
from tests.page.phone import DESKTOP, PHONE, Phone, picture

THREE_PHOTOS = re.compile(r"(photo-\d+\.jpg[^/]*){3}")

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def compose(phone: Phone, text: str = "Текст письма") -> None:
    """Write a notification up to its card, which has the button."""
    await phone.write("/new")
    await phone.press(RECIPIENT)
    await phone.sees("Тема уведомления (2 из 3)")
    await phone.write("Совещание")
    await phone.sees("Текст уведомления (3 из 3)")
    await phone.write(text)
    await phone.page.locator("#log .key", has_text=BUTTON).wait_for()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_a_notification_is_written_sent_and_arrives(product: Product, open_page: Open, size) -> None:
    phone = await open_page(product.sandbox, product.staff, size)
    await compose(phone, "Коллеги, **срочно**!\n\nСовещание в 15:00.")
    await phone.press(BUTTON)
    await phone.sees("Отправлено")
    await phone.is_focused()
    letter = await phone.open_letter("Совещание")
    assert "Совещание в 15:00." in await letter.locator(".view").inner_text()
    assert await phone.overflow() == []


async def test_a_mail_server_that_refuses_is_told_in_plain_words(product: Product, open_page: Open) -> None:
    phone = await open_page(product.sandbox, product.staff, PHONE)
    await phone.look_at_mail()
    await phone.page.get_by_label("Почтовый сервер").select_option(MailFault.REFUSE.name)
    await phone.page.get_by_role("tab", name="Чат").click()
    await compose(phone)
    await phone.press(BUTTON)
    await phone.sees("Не отправлено")
    await phone.sees("нет такого ящика")
    assert product.sandbox.mailbox.letters == []


async def test_a_second_line_leaves_the_card_and_is_offered_a_place(product: Product, open_page: Open) -> None:
    phone = await open_page(product.sandbox, product.staff, PHONE)
    await compose(phone)
    await phone.write("и возьмите пропуск")
    await phone.sees("Сейчас вопроса нет")
    await phone.page.locator("#log .key", has_text=BUTTON).wait_for()
    await phone.press("Добавить к тексту")
    await phone.sees("Добавлено")
    assert await phone.overflow() == []
    await phone.press(BUTTON)
    await phone.sees("Отправлено")
    letter = await phone.open_letter("Совещание")
    assert "и возьмите пропуск" in await letter.locator(".view").inner_text()


async def test_an_album_beside_a_finished_draft_is_one_offer(product: Product, open_page: Open) -> None:
    phone = await open_page(product.sandbox, product.staff, PHONE)
    await compose(phone)
    await phone.attach(picture("а.png"), picture("б.png"), picture("в.png"))
    await phone.write("Три снимка")
    offer = phone.messages.filter(has_text="Сейчас вопроса нет")
    await offer.filter(has_text=THREE_PHOTOS).wait_for()
    assert await offer.count() == 1
    assert "Три снимка" in await offer.inner_text()
    await phone.page.locator("#log .key", has_text=BUTTON).wait_for()
    await phone.press("К карточке")
    await offer.wait_for(state="detached")  # the card stands there now, and is taken away above
    await phone.press(BUTTON)
    await phone.sees("Отправлено")
