from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup
from playwright.async_api import expect

from sandbox import Sandbox, User
from tests.page.phone import Phone
from tests.page.test_writing import came

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MENU = {"new": "Новое уведомление", "list": "Мои уведомления", "help": "Как это работает"}


@asynccontextmanager
async def bot_of(sandbox: Sandbox):
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.api_url))
    async with Bot(sandbox.token, session=session) as bot:
        yield bot


@pytest_asyncio.fixture(loop_scope="session")
async def menu(sandbox: Sandbox, phone: Phone) -> Phone:
    """The page, when the bot has commands."""
    async with bot_of(sandbox) as bot:
        await bot.set_my_commands([BotCommand(command=name, description=about) for name, about in MENU.items()])
    await expect(phone.page.get_by_role("button", name="Команды бота")).to_be_visible()
    return phone


KEYS = [
    (["/", "ArrowDown", "Enter"], "/new"),
    (["/", "ArrowDown", "ArrowDown", "Enter"], "/list"),
    (["/", "ArrowUp", "Enter"], "/help"),
    (["/", "Enter"], "/new"),
    (["/", "l", "Enter"], "/list"),
    (["/", "h", "ArrowDown", "Enter"], "/help"),
    (["/", "l", "Tab", "x", "Enter"], "/list x"),
    (["/", "n", "e", "w", "Enter"], "/new"),
    (["/", "ArrowDown", "Escape", "n", "Enter"], "/new"),
    (["/", "x", "Enter"], "/x"),
]


async def test_a_command_is_chosen_by_keys_and_leaves_no_slash(menu: Phone, alice: User, told) -> None:
    await menu.field.focus()
    for keys, sent in KEYS:
        for key in keys:
            await menu.page.keyboard.press(key)
        assert [body["text"] for body in await came(alice, told)] == [sent]
        await menu.field_says("")
        await expect(menu.page.get_by_role("listbox")).to_be_hidden()
        await menu.is_focused()


async def test_a_command_is_chosen_by_the_button_and_what_was_written_stays(menu: Phone, alice: User, told) -> None:
    await menu.field.press_sequentially("/")
    await menu.page.get_by_role("option", name="/list").click()
    await menu.field_says("")
    await menu.field.press_sequentially("недописанное")
    await menu.page.get_by_role("button", name="Команды бота").click()
    await menu.page.keyboard.press("ArrowDown")
    await menu.page.keyboard.press("Enter")
    assert [body["text"] for body in await came(alice, told, 2)] == ["/list", "/new"]
    await menu.field_says("недописанное")
    await menu.is_focused()


async def test_pressing_a_button_gives_the_focus_back(sandbox: Sandbox, phone: Phone, alice: User) -> None:
    key = InlineKeyboardButton(text="Нажать", callback_data="a")
    async with bot_of(sandbox) as bot:
        await bot.send_message(alice.id, "Карточка", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[key]]))
    await phone.page.get_by_role("log").focus()
    await phone.press("Нажать")
    await phone.is_focused()
    await phone.page.get_by_role("button", name="Нажать").focus()
    await phone.page.keyboard.press("Enter")
    await phone.is_focused()


async def test_the_page_opens_ready_to_be_written_on(phone: Phone) -> None:
    await phone.page.reload()
    await phone.is_focused()


async def test_what_is_typed_goes_into_the_field_wherever_the_focus_is(phone: Phone) -> None:
    await phone.page.get_by_role("log").focus()
    await phone.page.keyboard.press("a")
    await phone.page.keyboard.press("b")
    await phone.field_says("ab")


async def test_tab_goes_on_to_sending_and_back_to_the_commands_and_the_clip(menu: Phone) -> None:
    await menu.field.focus()
    await menu.page.keyboard.press("Tab")
    await expect(menu.page.get_by_role("button", name="Отправить")).to_be_focused()
    for _ in range(2):
        await menu.page.keyboard.press("Shift+Tab")
    await expect(menu.page.get_by_role("button", name="Команды бота")).to_be_focused()
    await menu.page.keyboard.press("Shift+Tab")
    await expect(menu.page.get_by_role("button", name="Приложить")).to_be_focused()


async def test_escape_closes_a_menu_and_goes_back_to_the_field(phone: Phone) -> None:
    await phone.page.get_by_role("button", name="Приложить", exact=True).click()
    await expect(phone.page.get_by_role("menuitem").first).to_be_focused()
    await phone.page.keyboard.press("Escape")
    await expect(phone.page.get_by_role("menu")).to_have_count(0)
    await phone.is_focused()
