"""English: an English speaker composes, sends and mends, and reads no word of Russian but the company's own."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.demo.stage import ADMIN, STAFF
from sandbox import MailFault, User
from sandbox.seen import CallbackAnswer
from storage import models
from tests.e2e.conftest import BUTTON, RECIPIENT, Product

COMPANYS_OWN = (
    "Главный бухгалтер",
    "Бухгалтерия",
    "Юрист",
    "Юридический отдел",
    "Инженер",
    "Производство",
    "Отправка уведомлений через SMTP",
    BUTTON,
    "Уведомления",
    "Тема уведомления",
    "Текст уведомления",
    "Получатель",
    "Иванов Иван Петрович",
    "Иванова Анна Сергеевна",
    "Семёнов Пётр Ильич",
    "Алиса Администратор",
    "Борис Сотрудник",
    "Русский",
)
"""Titles of the recipe and names of people stay as they were configured; a language is offered in its own words."""

RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)


def russian_in(text: str) -> str | None:
    """Return the line in which somebody reads Russian that is not the company's own."""
    for line in text.splitlines():
        rest = line
        for own in COMPANYS_OWN:
            rest = rest.replace(own, "")
        # A button shows the beginning of a long name.
        rest = re.sub(r"\w[\w ]*…", "", rest)
        if RUSSIAN.search(rest):
            return line
    return None


@pytest.fixture
async def english(product: Product) -> AsyncIterator[Product]:
    """The product with everybody reading English, and all that appears looked at."""
    await models.Person.filter(telegram_id__in=[ADMIN, STAFF]).update(language="en")
    found: set[str] = set()

    async def watch() -> None:
        while True:
            for user in product.sandbox.users:
                for message in user.messages:
                    if message.sender == "bot":
                        found.update(filter(None, (russian_in(text) for text in (message.text, *message.labels))))
            await product.sandbox.messenger.changed.wait()

    async with asyncio.TaskGroup() as group:
        watching = group.create_task(watch())
        yield product
        watching.cancel()
    assert found == set()


async def tap(user: User, label: str) -> CallbackAnswer:
    await user.wait_for(lambda chat: any(label in one for one in chat.last.labels))
    answer = await user.press(label, user.last)
    assert russian_in(answer.text) is None
    return answer


async def compose(staff: User, subject: str = "Meeting", text: str = "At three, room four.") -> None:
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 of 3)")
    await tap(staff, RECIPIENT)
    await staff.wait_for_text("Тема уведомления (2 of 3)")
    await staff.send(subject)
    await staff.wait_for_text("Текст уведомления (3 of 3)")
    await staff.send(text)
    await staff.wait_for(lambda chat: BUTTON in chat.last.labels)


async def test_an_english_speaker_composes_and_sends(english: Product) -> None:
    staff = english.staff
    await compose(staff)
    assert "📝 draft" in staff.last.text
    await tap(staff, BUTTON)
    (letter,) = await english.sandbox.mailbox.wait_for(1)
    card = await staff.wait_for_text("the server accepted the email")
    assert "✅ Sent" in card.text
    assert "The server’s answer" in card.text
    assert letter.subject == "Meeting"
    await tap(staff, "Send again")
    await staff.wait_for_text("Send it again? The recipient will see a second email.")
    await tap(staff, "No, go back")
    await tap(staff, "Mine")
    page = await staff.wait_for_text("All (1)")
    assert "Drafts (0)" in page.labels


async def test_mistakes_in_answers_are_told_in_english(english: Product) -> None:
    staff = english.staff
    await staff.send("nothing is asked")
    await staff.wait_for_text("Nothing is being asked at the moment")
    await staff.send("/frobnicate")
    await staff.wait_for_text("There is no command /frobnicate")
    await staff.send("/new")
    await staff.wait_for_text("Choose, or type a name")
    await staff.send("zzz")
    await staff.wait_for_text("Nobody found for “zzz”")
    await staff.send("Иванова Анна Сергеевна")
    await tap(staff, "Иванова Анна Сергеевна")
    await staff.send("one\ntwo")
    await staff.wait_for_text("is a single line, and this has 2 lines")
    await staff.send("x" * 3_000)
    await staff.wait_for_text("characters, and this has 3,000. Make it shorter.")
    await staff.send_sticker()
    await staff.wait_for_text("Text is needed here")
    await tap(staff, "Save for later")
    await staff.wait_for_text("Stopped. The draft is kept")
    await staff.send("/new")
    await staff.wait_for_text("You have an unfinished draft")
    await tap(staff, "Continue")
    await staff.wait_for_text("Тема уведомления (2 of 3)")
    await staff.send("/cancel")
    await staff.wait_for_text("Stopped. The draft is kept")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (MailFault.REFUSE, "There is no such mailbox on this server"),
        (MailFault.LATER, "Next attempt: "),
        (MailFault.DROPPED, "The email was handed over, but the server did not answer"),
        (MailFault.WRONG_PASSWORD, "The email is ready and waits"),
    ],
    ids=lambda value: value.name if isinstance(value, MailFault) else "",
)
async def test_what_becomes_of_a_letter_is_told_in_english(english: Product, fault: MailFault, told: str) -> None:
    await english.change_connection(authentication="none")
    english.sandbox.switch_mail(fault)
    if fault is MailFault.WRONG_PASSWORD:
        english.sandbox.mail.replies["MAIL"] = "535 5.7.8 Authentication credentials invalid"
    await compose(english.staff)
    await tap(english.staff, BUTTON)
    await english.staff.wait_for_text(told)


async def test_a_suspended_connection_is_told_to_an_english_administrator(english: Product) -> None:
    await english.admin.send("/start")
    await english.admin.wait_for_text("Hello")
    english.sandbox.mail.replies["MAIL"] = "535 5.7.8 Authentication credentials invalid"
    await compose(english.staff)
    await tap(english.staff, BUTTON)
    page = await english.admin.wait_for_text("The connection “Отправка уведомлений через SMTP” is stopped")
    assert "Emails waiting: 1." in page.text
    assert "Check now" in page.labels
    english.sandbox.mail.replies.clear()
    await tap(english.admin, "Check now")
    await english.staff.wait_for_text("the server accepted the email")


@pytest.mark.parametrize("command", ["/start", "/help", "/list", "/settings", "/cancel", "/admin", "/new"])
async def test_every_command_answers_in_english(english: Product, command: str) -> None:
    for user in (english.staff, english.admin):
        sent = await user.send(command)
        page: Any = await user.wait_for(lambda chat, sent=sent: chat.last if chat.last.id > sent.id else None)
        assert re.search("[a-z]{3}", page.text)


async def test_missing_pieces_are_told_in_english(english: Product) -> None:
    await english.change_connection(enabled=False)
    for username in ("ivanov", "ivanova", "semenov"):
        await english.archive(username)
    for user in (english.staff, english.admin):
        await user.send("/new")
        page = await user.wait_for_text("The mail server is not set up")
        assert re.search("nobody to write to|is no recipient", page.text)


@pytest.mark.parametrize(
    ("speaks", "product_speaks", "told"),
    [
        ("en", "ru", "You have no access"),
        ("en-GB", "ru", "You have no access"),
        ("ru", "en", "У вас нет доступа"),
        ("de", "ru", "У вас нет доступа"),
        ("de", "en", "You have no access"),
        (None, "ru", "У вас нет доступа"),
        (None, "en", "You have no access"),
    ],
)
async def test_a_stranger_reads_what_telegram_says_they_speak(
    product: Product, speaks: str | None, product_speaks: str, told: str
) -> None:
    await product.stop()
    product.language = product_speaks
    await product.start()
    stranger = product.sandbox.user(2_001, first_name="Stranger", language_code=speaks)
    await stranger.send("/start")
    page = await stranger.wait_for_text(told)
    answer = await stranger.press_data(page, "h")
    assert told in answer.text


async def test_the_products_language_is_spoken_with_whoever_chose_none(product: Product) -> None:
    await product.stop()
    product.language = "en"
    await product.start()
    assert product.app is not None
    await product.app.set_menu()
    await product.staff.send("/start")
    await product.staff.wait_for_text("Hello, Борис Сотрудник!")
    await product.staff.wait_for(lambda chat: ("help", "How it works") in chat.commands)
    for number, (speaks, menu) in enumerate((("ru", "Начало"), ("de", "Start"), (None, "Start"))):
        stranger = product.sandbox.user(3_000 + number, language_code=speaks)
        assert stranger.commands == [("start", menu)]
