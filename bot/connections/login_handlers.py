"""How a connection logs in: the ways at a provider, what is to be done there, codes, and logging in anew."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.connections.addresses import (
    DeviceCodePage,
    DropDeviceCode,
    LoginPage,
    Reconnect,
    TakeWay,
    TasksOf,
    TasksPage,
    WaysPage,
)
from bot.connections.device_codes import DeviceCodes
from bot.connections.login_screen import LoginScreen
from bot.connections.screen import ConnectionScreen
from bot.objects.editing_pages import mistakes_page
from bot.objects.editor_screen import EditorScreen
from bot.objects.screen import ObjectsScreen
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.checking.check_connection import DraftHasMistakes
from domain.editing.editor import Editor
from domain.logins.oauth2.device_waits import ForWhat
from domain.sections import Section


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="logins")
    router.callback_query.register(show_login, LoginPage.filter())
    router.callback_query.register(show_ways, WaysPage.filter())
    router.callback_query.register(show_tasks, TasksPage.filter())
    router.callback_query.register(take_way, TakeWay.filter())
    router.callback_query.register(show_tasks_of, TasksOf.filter())
    router.callback_query.register(reconnect, Reconnect.filter())
    router.callback_query.register(get_code, DeviceCodePage.filter())
    router.callback_query.register(drop_code, DropDeviceCode.filter())
    return router


async def show_login(query: CallbackQuery, callback_data: LoginPage, login_screen: LoginScreen, visit: Visit) -> None:
    """How a connection logs in, and how else it could."""
    await login_screen.show(visit.below() if callback_data.apart else visit, callback_data.connection)


async def show_ways(query: CallbackQuery, callback_data: WaysPage, login_screen: LoginScreen, visit: Visit) -> None:
    """Ask how to log in at a provider."""
    await login_screen.ways(visit, callback_data.connection, callback_data.preset)


async def show_tasks(query: CallbackQuery, callback_data: TasksPage, login_screen: LoginScreen, visit: Visit) -> None:
    """What is to be done at the provider first."""
    await login_screen.tasks(visit, callback_data)


async def take_way(
    query: CallbackQuery, callback_data: TakeWay, login_screen: LoginScreen, editing: EditorScreen, visit: Visit
) -> None:
    """A way was chosen: only what it needs is asked."""
    await editing.show(visit, await login_screen.take_way(visit.person, callback_data))


async def show_tasks_of(query: CallbackQuery, callback_data: TasksOf, login_screen: LoginScreen, visit: Visit) -> None:
    """What is to be done at the provider, with what is entered."""
    await login_screen.tasks_of(visit, callback_data)


async def reconnect(
    query: CallbackQuery,
    callback_data: Reconnect,
    connection_screen: ConnectionScreen,
    device_codes: DeviceCodes,
    visit: Visit,
) -> None:
    """Log in anew: by a new code, or with another secret."""
    number, where = callback_data.connection, visit.below() if callback_data.apart else visit
    if await connection_screen.is_by_code(visit, number):
        await device_codes.show(where, ForWhat(number))
    else:
        await connection_screen.ask_password(where, number)


async def get_code(
    query: CallbackQuery,
    callback_data: DeviceCodePage,
    screen: Screen,
    editor: Editor,
    device_codes: DeviceCodes,
    visit: Visit,
) -> None:
    """Get a code, or show the one that is waited for."""
    try:
        await device_codes.show(visit, _what(callback_data))
    except DraftHasMistakes as error:
        shown = await editor.look(visit.person, callback_data.draft)
        await screen.page(visit, mistakes_page(visit, shown, error.mistakes))


async def drop_code(
    query: CallbackQuery,
    callback_data: DropDeviceCode,
    device_codes: DeviceCodes,
    editor: Editor,
    editing: EditorScreen,
    objects: ObjectsScreen,
    visit: Visit,
) -> None:
    """Wait for a code no longer, and show what it was for."""
    where = callback_data
    dropped = await device_codes.drop(visit.person, where.wait, _what(where))
    told = visit.saying(visit.text("device-dropped" if dropped else "device-over"))
    if where.draft:
        await editing.show(told, await editor.look(visit.person, where.draft))
    else:
        await objects.object(told, Section.CONNECTIONS, where.connection)


def _what(where: DeviceCodePage | DropDeviceCode) -> ForWhat:
    return ForWhat(draft_id=where.draft) if where.draft else ForWhat(where.connection)
