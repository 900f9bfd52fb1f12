"""The directory: looking, searching, archiving, erasing."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.directory.addresses import AccountFilesPage, AccountPage, DirectoryPage, EraseAccountData, SetAccountActive
from bot.directory.pages import Listing, files_page
from bot.directory.questions import listing_left
from bot.directory.screen import DirectoryScreen
from bot.first_steps.addresses import AccountsPage
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.accounts.account import AccountErased
from domain.accounts.erase_account import EraseAccount
from domain.accounts.keep_accounts import AccountChanged, KeepAccounts
from domain.people import OpenQuestion


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="directory")
    router.message.register(show, Command("accounts"))
    router.callback_query.register(enter, AccountsPage.filter())
    router.callback_query.register(turn, DirectoryPage.filter())
    router.callback_query.register(open_account, AccountPage.filter())
    router.callback_query.register(set_active, SetAccountActive.filter())
    router.callback_query.register(erase, EraseAccountData.filter())
    router.callback_query.register(show_files, AccountFilesPage.filter())
    return router


async def show(message: Message, directory_screen: DirectoryScreen, visit: Visit) -> None:
    """The directory, by its command."""
    await directory_screen.listing(visit, Listing())


async def enter(
    query: CallbackQuery, callback_data: AccountsPage, directory_screen: DirectoryScreen, visit: Visit
) -> None:
    """The directory, by a button."""
    await directory_screen.listing(visit, Listing(start=callback_data.start))


async def turn(
    query: CallbackQuery,
    callback_data: DirectoryPage,
    directory_screen: DirectoryScreen,
    visit: Visit,
    left: OpenQuestion | None,
) -> None:
    """Another page, another list."""
    await directory_screen.turn(visit, left, callback_data.which, callback_data.start, callback_data.found)


async def open_account(
    query: CallbackQuery,
    callback_data: AccountPage,
    directory_screen: DirectoryScreen,
    visit: Visit,
    left: OpenQuestion | None,
) -> None:
    """One account."""
    await directory_screen.account(visit, callback_data.account, listing_left(left))


async def set_active(
    query: CallbackQuery,
    callback_data: SetAccountActive,
    directory_screen: DirectoryScreen,
    keep_accounts: KeepAccounts,
    visit: Visit,
    left: OpenQuestion | None,
) -> None:
    """Archive or restore; whoever is second is told who was first."""
    account_id, active = callback_data.account, bool(callback_data.active)
    try:
        await keep_accounts.set_active(visit.person, account_id, active=active)
        notice = visit.text("account-restored" if active else "account-archived")
    except (AccountChanged, AccountErased) as error:
        notice = visit.text(error.key, **error.params)
    await directory_screen.account(visit.saying(notice), account_id, listing_left(left))


async def erase(
    query: CallbackQuery,
    callback_data: EraseAccountData,
    directory_screen: DirectoryScreen,
    erase_account: EraseAccount,
    visit: Visit,
    left: OpenQuestion | None,
) -> None:
    """Erase a person's data, after a question."""
    account_id, listing = callback_data.account, listing_left(left)
    try:
        if not callback_data.sure:
            await directory_screen.ask_erase(visit, account_id, listing)
            return
        await erase_account(visit.person, account_id)
        notice = visit.text("account-erased-now")
    except AccountErased as error:
        notice = visit.text(error.key)
    await directory_screen.account(visit.saying(notice), account_id, listing)


async def show_files(query: CallbackQuery, screen: Screen, visit: Visit) -> None:
    """How accounts come from files."""
    await screen.page(visit, files_page(visit))
