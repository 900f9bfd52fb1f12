"""Adding an account step by step, and changing its fields."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.directory.addresses import (
    AddAccount,
    AddWithSharedAddress,
    AskAccountField,
    FieldsOfAccount,
    ManagersPage,
    PickManager,
    SetAccountField,
)
from bot.directory.field_pages import LANGUAGES
from bot.directory.pages import FIELD_TITLES
from bot.directory.questions import AccountField, ManagerOf, NewAddress, NewName, listing_left
from bot.directory.screen import DirectoryScreen, field_of, is_shared_answer
from bot.telegram.asking import Answers
from bot.telegram.picking import mark_of_words
from bot.telegram.visit import Visit
from domain.accounts.account import AccountErased
from domain.accounts.keep_accounts import AccountChanged, AddressInUse, KeepAccounts
from domain.accounts.typed_account import read_typed
from domain.errors import NotFound
from domain.people import OpenQuestion


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="account_fields")
    router.message.register(answer_field, F.text, Answers(AccountField))
    router.message.register(answer_name, F.text, Answers(NewName))
    router.message.register(answer_mbox, F.text, Answers(NewAddress))
    router.callback_query.register(begin, AddAccount.filter())
    router.callback_query.register(add_shared, AddWithSharedAddress.filter())
    router.callback_query.register(which_field, FieldsOfAccount.filter())
    router.callback_query.register(ask_field, AskAccountField.filter())
    router.callback_query.register(set_field, SetAccountField.filter())
    router.callback_query.register(turn_managers, ManagersPage.filter())
    router.callback_query.register(pick_manager, PickManager.filter())
    return router


async def begin(
    query: CallbackQuery, directory_screen: DirectoryScreen, visit: Visit, left: OpenQuestion | None
) -> None:
    """Ask who is to be added."""
    await directory_screen.ask_name(visit, NewName(listing=listing_left(left)))


async def answer_name(
    message: Message, directory_screen: DirectoryScreen, keep_accounts: KeepAccounts, visit: Visit, asked: NewName
) -> None:
    """A name, an address, or both in one message."""
    typed = read_typed(message.text or "")
    name, mbox = typed.full_name, typed.mbox or asked.mbox
    if not name:
        await directory_screen.ask_name(visit, NewName(listing=asked.listing, mbox=mbox))
    elif not mbox:
        await directory_screen.ask_mbox(visit, NewAddress(listing=asked.listing, name=name))
    else:
        await _add(directory_screen, keep_accounts, visit, NewAddress(listing=asked.listing, name=name, mbox=mbox))


async def answer_mbox(
    message: Message, directory_screen: DirectoryScreen, keep_accounts: KeepAccounts, visit: Visit, asked: NewAddress
) -> None:
    """The address of somebody new; the name may be put right with it."""
    typed = read_typed(message.text or "")
    if not typed.mbox:
        await directory_screen.ask_mbox(visit.saying(visit.text("account-mbox-wanted")), asked)
        return
    name = typed.full_name or asked.name
    await _add(directory_screen, keep_accounts, visit, NewAddress(listing=asked.listing, name=name, mbox=typed.mbox))


async def add_shared(
    query: CallbackQuery,
    callback_data: AddWithSharedAddress,
    directory_screen: DirectoryScreen,
    keep_accounts: KeepAccounts,
    visit: Visit,
    left: OpenQuestion | None,
) -> None:
    """Add although the address is somebody else's too."""
    asked = NewAddress.read(left)
    if asked is None or not is_shared_answer(left, callback_data.found):
        again = NewName(listing=listing_left(left))
        await directory_screen.ask_name(visit.saying(visit.text("account-typed-again")), again)
        return
    account = await keep_accounts.add(visit.person, asked.name, asked.mbox, shared=True)
    await directory_screen.account(visit.saying(visit.text("account-added")), account.id, asked.listing)


async def _add(directory_screen: DirectoryScreen, keep_accounts: KeepAccounts, visit: Visit, asked: NewAddress) -> None:
    try:
        account = await keep_accounts.add(visit.person, asked.name, asked.mbox)
    except AddressInUse:
        await directory_screen.ask_shared(visit, asked)
        return
    await directory_screen.account(visit.saying(visit.text("account-added")), account.id, asked.listing)


async def which_field(
    query: CallbackQuery,
    callback_data: FieldsOfAccount,
    directory_screen: DirectoryScreen,
    visit: Visit,
    left: OpenQuestion | None,
) -> None:
    """Which field to change."""
    await directory_screen.fields(visit, callback_data.account, listing_left(left))


async def ask_field(
    query: CallbackQuery,
    callback_data: AskAccountField,
    directory_screen: DirectoryScreen,
    visit: Visit,
    left: OpenQuestion | None,
) -> None:
    """Ask for one field."""
    await directory_screen.field(visit, callback_data.account, callback_data.field, listing_left(left))


async def answer_field(
    message: Message, directory_screen: DirectoryScreen, keep_accounts: KeepAccounts, visit: Visit, asked: AccountField
) -> None:
    """A typed value."""
    field = field_of(asked.field)
    account = await keep_accounts.change(visit.person, asked.account, field, message.text or "", asked.mark)
    notice = visit.text("account-written", title=visit.label(FIELD_TITLES[field]))
    if field == "mbox" and (shared := await directory_screen.shared_notice(visit, account)):
        notice += f"\n{shared}"
    await directory_screen.account(visit.saying(notice), account.id, asked.listing)


async def set_field(
    query: CallbackQuery,
    callback_data: SetAccountField,
    directory_screen: DirectoryScreen,
    keep_accounts: KeepAccounts,
    visit: Visit,
    left: OpenQuestion | None,
) -> None:
    """A value that the page offers, or none."""
    field, account_id, mark = field_of(callback_data.field), callback_data.account, callback_data.mark
    if callback_data.choice >= len(LANGUAGES) or (callback_data.choice and field != "language"):
        raise NotFound(f"choice {callback_data.choice}")
    notice = visit.text("account-written", title=visit.label(FIELD_TITLES[field]))
    try:
        if field == "manager":
            await keep_accounts.set_manager(visit.person, account_id, None, mark)
        else:
            await keep_accounts.change(visit.person, account_id, field, LANGUAGES[callback_data.choice], mark)
    except (AccountChanged, AccountErased) as error:
        notice = visit.text(error.key, **error.params)
    await directory_screen.account(visit.saying(notice), account_id, listing_left(left))


async def turn_managers(
    query: CallbackQuery,
    callback_data: ManagersPage,
    directory_screen: DirectoryScreen,
    visit: Visit,
    left: OpenQuestion | None,
) -> None:
    """More people who could be the manager."""
    asked = ManagerOf.read(left)
    words = asked.query if asked is not None and mark_of_words(asked.query) == callback_data.found else ""
    start = callback_data.start if mark_of_words(words) == callback_data.found else 0
    turned = ManagerOf(listing=listing_left(left), account=callback_data.account, query=words, start=start)
    await directory_screen.managers(visit, turned)


async def pick_manager(
    query: CallbackQuery,
    callback_data: PickManager,
    directory_screen: DirectoryScreen,
    keep_accounts: KeepAccounts,
    visit: Visit,
    left: OpenQuestion | None,
) -> None:
    """A manager was picked."""
    reader, account_id = visit, callback_data.account
    notice = reader.text("account-written", title=reader.label(FIELD_TITLES["manager"]))
    try:
        await keep_accounts.set_manager(visit.person, account_id, callback_data.manager, callback_data.mark)
    except (AccountChanged, AccountErased) as error:
        notice = reader.text(error.key, **error.params)
    await directory_screen.account(visit.saying(notice), account_id, listing_left(left))
