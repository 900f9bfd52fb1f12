"""The product as a person meets it in a browser. Each test is one story; what people do is `tests/page/phone.py`."""

import pytest

from sandbox import MailFault
from tests.e2e.conftest import BUTTON, RECIPIENT, Product
from tests.page.conftest import Open
from tests.page.phone import DESKTOP, PHONE, Phone

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
