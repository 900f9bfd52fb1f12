"""Adding an account step by step, and changing its fields."""

from typing import Any

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
from bot.directory.handlers import LONGEST_QUERY, listing_of
from bot.directory.pages import FIELD_TITLES, Listing, mark_of_words
from bot.directory.screen import FIELD, MANAGER, MBOX, NAME, DirectoryScreen, field_of, is_shared_answer
from bot.telegram.asking import Answers, ForAdmins
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.accounts.account import AccountErased
from domain.accounts.keep_accounts import AccountChanged, AddressInUse, KeepAccounts
from domain.accounts.typed_account import read_typed
from domain.errors import NotFound
from domain.people import Question


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="account_fields")
    router.message.filter(ForAdmins())
    router.callback_query.filter(ForAdmins())
    router.message.register(answer_field, F.text, Answers(FIELD))
    router.message.register(search_manager, F.text, Answers(MANAGER))
    router.message.register(answer_name, F.text, Answers(NAME))
    router.message.register(answer_mbox, F.text, Answers(MBOX))
    router.callback_query.register(begin, AddAccount.filter())
    router.callback_query.register(add_shared, AddWithSharedAddress.filter())
    router.callback_query.register(which_field, FieldsOfAccount.filter())
    router.callback_query.register(ask_field, AskAccountField.filter())
    router.callback_query.register(set_field, SetAccountField.filter())
    router.callback_query.register(turn_managers, ManagersPage.filter())
    router.callback_query.register(pick_manager, PickManager.filter())
    return router


async def begin(query: CallbackQuery, directory_screen: DirectoryScreen, visit: Visit, left: Question | None) -> None:
    """Ask who is to be added."""
    await directory_screen.ask_name(visit, listing_of(left))


async def answer_name(
    message: Message,
    screen: Screen,
    directory_screen: DirectoryScreen,
    keep_accounts: KeepAccounts,
    visit: Visit,
    about: dict[str, Any],
) -> None:
    """A name, an address, or both in one message."""
    typed, listing = read_typed(message.text or ""), Listing.of(about)
    name, mbox = typed.full_name, typed.mbox or about["mbox"]
    if not name:
        await directory_screen.ask_name(visit, listing, mbox=mbox)
    elif not mbox:
        await directory_screen.ask_mbox(visit, listing, name)
    else:
        await _add(screen, directory_screen, keep_accounts, visit, listing, name, mbox)


async def answer_mbox(
    message: Message,
    screen: Screen,
    directory_screen: DirectoryScreen,
    keep_accounts: KeepAccounts,
    visit: Visit,
    about: dict[str, Any],
) -> None:
    """The address of somebody new; the name may be put right with it."""
    typed, listing = read_typed(message.text or ""), Listing.of(about)
    name = typed.full_name or about["name"]
    if not typed.mbox:
        notice = visit.text("account-mbox-wanted")
        await directory_screen.ask_mbox(visit.saying(notice), listing, about["name"])
        return
    await _add(screen, directory_screen, keep_accounts, visit, listing, name, typed.mbox)


async def add_shared(
    query: CallbackQuery,
    callback_data: AddWithSharedAddress,
    screen: Screen,
    directory_screen: DirectoryScreen,
    keep_accounts: KeepAccounts,
    visit: Visit,
    left: Question | None,
) -> None:
    """Add although the address is somebody else's too."""
    reader, listing = visit, listing_of(left)
    if left is None or not is_shared_answer(left, callback_data.found):
        await directory_screen.ask_name(visit.saying(reader.text("account-typed-again")), listing)
        return
    account = await keep_accounts.add(visit.person, left.about["name"], left.about["mbox"], shared=True)
    await directory_screen.account(visit.saying(reader.text("account-added")), account.id, listing)


async def _add(
    screen: Screen,
    directory_screen: DirectoryScreen,
    keep_accounts: KeepAccounts,
    visit: Visit,
    listing: Listing,
    name: str,
    mbox: str,
) -> None:
    try:
        account = await keep_accounts.add(visit.person, name, mbox)
    except AddressInUse:
        await directory_screen.ask_shared(visit.below(), listing, name, mbox)
        return
    notice = visit.text("account-added")
    await directory_screen.account(visit.below().saying(notice), account.id, listing)


async def which_field(
    query: CallbackQuery,
    callback_data: FieldsOfAccount,
    directory_screen: DirectoryScreen,
    visit: Visit,
    left: Question | None,
) -> None:
    """Which field to change."""
    await directory_screen.fields(visit, callback_data.account, listing_of(left))


async def ask_field(
    query: CallbackQuery,
    callback_data: AskAccountField,
    directory_screen: DirectoryScreen,
    visit: Visit,
    left: Question | None,
) -> None:
    """Ask for one field."""
    await directory_screen.field(visit, callback_data.account, callback_data.field, listing_of(left))


async def answer_field(
    message: Message,
    screen: Screen,
    directory_screen: DirectoryScreen,
    keep_accounts: KeepAccounts,
    visit: Visit,
    about: dict[str, Any],
) -> None:
    """A typed value."""
    field = field_of(about["field"])
    account = await keep_accounts.change(visit.person, about["account"], field, message.text or "", about["mark"])
    notice = visit.text("account-written", title=visit.label(FIELD_TITLES[field]))
    if field == "mbox" and (shared := await directory_screen.shared_notice(visit, account)):
        notice += f"\n{shared}"
    await directory_screen.account(visit.saying(notice), account.id, Listing.of(about))


async def set_field(
    query: CallbackQuery,
    callback_data: SetAccountField,
    screen: Screen,
    directory_screen: DirectoryScreen,
    keep_accounts: KeepAccounts,
    visit: Visit,
    left: Question | None,
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
    await directory_screen.account(visit.saying(notice), account_id, listing_of(left))


async def search_manager(
    message: Message, directory_screen: DirectoryScreen, visit: Visit, about: dict[str, Any]
) -> None:
    """Typed words look for the manager."""
    words = " ".join((message.text or "").split())[:LONGEST_QUERY]
    await directory_screen.managers(visit, about["account"], Listing.of(about), query=words)


async def turn_managers(
    query: CallbackQuery,
    callback_data: ManagersPage,
    directory_screen: DirectoryScreen,
    visit: Visit,
    left: Question | None,
) -> None:
    """More people who could be the manager."""
    words = left.about["query"] if left is not None and left.topic == MANAGER else ""
    start = callback_data.start if mark_of_words(words) == callback_data.found else 0
    listing = listing_of(left)
    await directory_screen.managers(visit, callback_data.account, listing, query=words, start=start)


async def pick_manager(
    query: CallbackQuery,
    callback_data: PickManager,
    screen: Screen,
    directory_screen: DirectoryScreen,
    keep_accounts: KeepAccounts,
    visit: Visit,
    left: Question | None,
) -> None:
    """A manager was picked."""
    reader, account_id = visit, callback_data.account
    notice = reader.text("account-written", title=reader.label(FIELD_TITLES["manager"]))
    try:
        await keep_accounts.set_manager(visit.person, account_id, callback_data.manager, callback_data.mark)
    except (AccountChanged, AccountErased) as error:
        notice = reader.text(error.key, **error.params)
    await directory_screen.account(visit.saying(notice), account_id, listing_of(left))
