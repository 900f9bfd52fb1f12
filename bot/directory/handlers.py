"""The directory: looking, searching, archiving, erasing."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.composing.screen import Screen
from bot.directory.addresses import AccountFilesPage, AccountPage, DirectoryPage, EraseAccountData, SetAccountActive
from bot.directory.pages import Listing, files_page
from bot.directory.screen import LIST, DirectoryScreen
from bot.first_steps.admin_addresses import AccountsPage
from bot.telegram.asking import Answers, ForAdmins
from domain.accounts.account import AccountErased
from domain.accounts.erase_account import EraseAccount
from domain.accounts.keep_accounts import AccountChanged, KeepAccounts
from domain.people import Person, Question

LONGEST_QUERY = 200


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="directory")
    router.message.filter(ForAdmins())
    router.callback_query.filter(ForAdmins())
    router.message.register(show, Command("accounts"))
    router.message.register(search, F.text, Answers(LIST))
    router.callback_query.register(enter, AccountsPage.filter())
    router.callback_query.register(turn, DirectoryPage.filter())
    router.callback_query.register(open_account, AccountPage.filter())
    router.callback_query.register(set_active, SetAccountActive.filter())
    router.callback_query.register(erase, EraseAccountData.filter())
    router.callback_query.register(show_files, AccountFilesPage.filter())
    return router


def listing_of(left: Question | None) -> Listing:
    """Return the list that the person came from."""
    return Listing.of(left.about if left else None)


async def show(message: Message, directory_screen: DirectoryScreen, person: Person) -> None:
    """The directory, by its command."""
    await directory_screen.listing(person, Listing())


async def enter(
    query: CallbackQuery, callback_data: AccountsPage, directory_screen: DirectoryScreen, person: Person, at: int
) -> None:
    """The directory, by a button."""
    await directory_screen.listing(person, Listing(start=callback_data.start), at=at)


async def search(message: Message, directory_screen: DirectoryScreen, person: Person, about: dict[str, object]) -> None:
    """Typed words look people up, in the list that is shown."""
    words = " ".join((message.text or "").split())[:LONGEST_QUERY]
    await directory_screen.listing(person, Listing(Listing.of(about).which, 0, words))


async def turn(
    query: CallbackQuery,
    callback_data: DirectoryPage,
    directory_screen: DirectoryScreen,
    person: Person,
    left: Question | None,
    at: int,
) -> None:
    """Another page, another list."""
    await directory_screen.turn(person, left, callback_data.which, callback_data.start, callback_data.found, at)


async def open_account(
    query: CallbackQuery,
    callback_data: AccountPage,
    directory_screen: DirectoryScreen,
    person: Person,
    left: Question | None,
    at: int,
) -> None:
    """One account."""
    await directory_screen.account(person, callback_data.account, listing_of(left), at=at)


async def set_active(
    query: CallbackQuery,
    callback_data: SetAccountActive,
    screen: Screen,
    directory_screen: DirectoryScreen,
    keep_accounts: KeepAccounts,
    person: Person,
    left: Question | None,
    at: int,
) -> None:
    """Archive or restore; whoever is second is told who was first."""
    account_id, active = callback_data.account, bool(callback_data.active)
    reader = screen.reader(person)
    try:
        await keep_accounts.set_active(person, account_id, active=active)
        notice = reader.text("account-restored" if active else "account-archived")
    except (AccountChanged, AccountErased) as error:
        notice = reader.text(error.key, **error.params)
    await directory_screen.account(person, account_id, listing_of(left), at=at, notice=notice)


async def erase(
    query: CallbackQuery,
    callback_data: EraseAccountData,
    screen: Screen,
    directory_screen: DirectoryScreen,
    erase_account: EraseAccount,
    person: Person,
    left: Question | None,
    at: int,
) -> None:
    """Erase a person's data, after a question."""
    account_id, listing = callback_data.account, listing_of(left)
    try:
        if not callback_data.sure:
            await directory_screen.ask_erase(person, account_id, listing, at=at)
            return
        await erase_account(person, account_id)
        notice = screen.reader(person).text("account-erased-now")
    except AccountErased as error:
        notice = screen.reader(person).text(error.key)
    await directory_screen.account(person, account_id, listing, at=at, notice=notice)


async def show_files(query: CallbackQuery, screen: Screen, person: Person, at: int) -> None:
    """How accounts come from files."""
    await screen.page(person, files_page(screen.reader(person)), at=at)
