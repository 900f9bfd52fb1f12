"""Keys of service accounts: sent as a file for a connection in force, and what they need at Google."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, Message

from bot.connections.addresses import DelegationPage
from bot.connections.checks import ConnectionChecks
from bot.connections.delegation import delegation_page
from bot.connections.questions import NewSecret
from bot.objects.key_files import KeyFile, key_in
from bot.objects.secret_words import kept_words
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.checking.enter_password import EnterPassword
from domain.checking.show_service_account import ShowServiceAccount
from domain.logins.oauth2.login import SERVICE_ACCOUNT_KEY


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="connection secrets")
    router.message.register(take_key_file, F.document, KeyFile(NewSecret))
    router.callback_query.register(show_delegation, DelegationPage.filter())
    return router


async def take_key_file(
    message: Message,
    asked: NewSecret,
    bot: Bot,
    screen: Screen,
    enter_password: EnterPassword,
    checks: ConnectionChecks,
    visit: Visit,
) -> None:
    """A key: its message goes, it is kept at once, and the connection is checked with it."""
    async with key_in(message, bot, screen, visit) as key:
        await enter_password(visit.person, asked.connection, asked.revision, key, SERVICE_ACCOUNT_KEY)
        await checks.connection(visit.saying(kept_words(visit, SERVICE_ACCOUNT_KEY, key)), asked.connection)


async def show_delegation(
    query: CallbackQuery,
    callback_data: DelegationPage,
    show_service_account: ShowServiceAccount,
    screen: Screen,
    visit: Visit,
) -> None:
    """What an administrator of the domain enters at Google."""
    standing, account = await show_service_account(visit.person, callback_data.connection)
    await screen.page(visit, delegation_page(visit, standing, account))
