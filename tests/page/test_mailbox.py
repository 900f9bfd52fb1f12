from email.message import EmailMessage

import aiosmtplib
import pytest
from playwright.async_api import expect

from sandbox import Sandbox, User
from tests.page.conftest import Open
from tests.page.phone import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def deliver(sandbox: Sandbox, to: list[str], **headers: str) -> None:
    message = EmailMessage()
    message["From"] = "Отдел <a@firma.local>"
    for name, value in headers.items():
        message[name] = value
    message.set_content("Строка письма, довольно длинная, чтобы занять всю ширину телефона.\n" * 40)
    message.add_alternative("<p>HTML</p>", subtype="html")
    await aiosmtplib.send(message, recipients=to, hostname=sandbox.smtp_host, port=sandbox.smtp_port, start_tls=False)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_a_hidden_copy_is_not_shown_as_a_recipient(sandbox: Sandbox, alice: User, open_page: Open, size) -> None:
    named = {"To": "Иванов <ivanov@firma.local>", "Cc": "petrov@firma.local"}
    await deliver(sandbox, ["ivanov@firma.local", "petrov@firma.local", "boss@firma.local"], Subject="Отчёт", **named)
    phone = await open_page(sandbox, alice, size)
    await phone.look_at_mail()
    assert "boss" not in await phone.page.locator("#letters .to").inner_text()
    letter = await phone.open_letter("Отчёт")
    facts = dict(
        zip(await letter.locator("dt").all_inner_texts(), await letter.locator("dd").all_inner_texts(), strict=True)
    )
    assert (facts["Кому"], facts["Копия"]) == ("ivanov@firma.local", "petrov@firma.local")
    assert facts["Скрытая копия"] == "boss@firma.local"


async def test_on_a_phone_the_letter_has_the_room(sandbox: Sandbox, alice: User, open_page: Open) -> None:
    await deliver(
        sandbox,
        ["ivanov@firma.local"],
        Subject="Длинная тема письма, которая занимает две строки",
        To="ivanov@firma.local",
    )
    phone = await open_page(sandbox, alice, PHONE)
    assert not await phone.page.locator("#mail").is_visible()
    letter = await phone.open_letter("Длинная тема")
    box = await letter.locator(".view").bounding_box()
    assert box is not None
    assert (box["width"], box["height"] >= 0.55 * PHONE["height"]) == (PHONE["width"], True)
    await letter.get_by_text("Строка письма").hover()
    await phone.page.mouse.wheel(0, 5_000)
    await expect(letter.get_by_role("heading")).not_to_be_in_viewport()
    await letter.get_by_role("tab", name="HTML").click()
    frame = await letter.locator("iframe").bounding_box()
    assert frame is not None
    assert frame["height"] >= 0.7 * PHONE["height"]
    assert not await phone.page.locator("#chat").is_visible()
    assert await phone.overflow() == []
    await phone.page.keyboard.press("Escape")
    assert not await letter.is_visible()
    assert await phone.overflow() == []
    await phone.page.get_by_role("tab", name="Чат").click()
    assert await phone.overflow() == []
