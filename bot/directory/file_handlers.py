"""Shared contacts, their missing addresses, and files of accounts that are asked for."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.directory.account_files import SendAccountFiles, TakeAccountsFile, TakeContacts
from bot.directory.addresses import AskCardAddress, ExportDirectory, WrongLines
from bot.directory.questions import ContactAddress, listing_left
from bot.directory.screen import DirectoryScreen
from bot.files.addresses import ReadUploadAs
from bot.telegram.asking import Answers
from bot.telegram.contacts import card_of
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.people import OpenQuestion


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="account_files")
    router.message.register(take_contact, F.contact)
    router.message.register(answer_address, F.text, Answers(ContactAddress))
    router.callback_query.register(read_as, ReadUploadAs.filter())
    router.callback_query.register(ask_address, AskCardAddress.filter())
    router.callback_query.register(send_directory, ExportDirectory.filter())
    router.callback_query.register(send_wrong_lines, WrongLines.filter())
    return router


async def take_contact(message: Message, take_contacts: TakeContacts, screen: Screen, visit: Visit) -> None:
    """A contact was shared: it is shown, and added by a press."""
    if message.contact is None:
        return
    await take_contacts.shared(visit, card_of(message.contact))


async def answer_address(message: Message, take_contacts: TakeContacts, visit: Visit, asked: ContactAddress) -> None:
    """The address that a contact lacked."""
    await take_contacts.set_address(visit, asked.upload, message.text or "")


async def read_as(
    query: CallbackQuery, callback_data: ReadUploadAs, take_accounts_file: TakeAccountsFile, visit: Visit
) -> None:
    """A file of accounts is in this encoding."""
    await take_accounts_file.read_as(visit, callback_data.upload, callback_data.reading)


async def ask_address(
    query: CallbackQuery, callback_data: AskCardAddress, take_contacts: TakeContacts, visit: Visit
) -> None:
    """Ask for the address of a contact."""
    await take_contacts.ask_address(visit, ContactAddress(upload=callback_data.upload))


async def send_directory(
    query: CallbackQuery,
    screen: Screen,
    directory_screen: DirectoryScreen,
    send_account_files: SendAccountFiles,
    visit: Visit,
    left: OpenQuestion | None,
) -> None:
    """The directory as a file; its page comes again below."""
    await screen.chat.toast(query.id, visit.label("accounts-exporting"))
    await send_account_files.directory(visit.below())
    await directory_screen.listing(visit.below(), listing_left(left))


async def send_wrong_lines(
    query: CallbackQuery, callback_data: WrongLines, send_account_files: SendAccountFiles, visit: Visit
) -> None:
    """The wrong lines of a file, to be put right."""
    await send_account_files.wrong_lines(visit.below(), callback_data.upload)
