"""The configuration as a file in the chat: sent by a command, applied by a press."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.composing.screen import Screen
from bot.files.addresses import ApplyConfigurationNow
from bot.files.config_chat import SendConfiguration
from bot.files.config_pages import config_file_page
from bot.files.uploads import UploadScreen
from bot.first_steps.admin_addresses import ConfigFilePage, ExportNow
from bot.telegram.asking import ForAdmins
from domain.configuration.apply_from_chat import ApplyFromChat
from domain.people import Person


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="config file")
    router.message.filter(ForAdmins())
    router.callback_query.filter(ForAdmins())
    router.message.register(export, Command("export"))
    router.callback_query.register(export_again, ExportNow.filter())
    router.callback_query.register(show, ConfigFilePage.filter())
    router.callback_query.register(apply, ApplyConfigurationNow.filter())
    return router


async def export(message: Message, send_configuration: SendConfiguration, person: Person) -> None:
    """The configuration, by its command."""
    await send_configuration(person)


async def export_again(query: CallbackQuery, send_configuration: SendConfiguration, person: Person) -> None:
    """The configuration, by a button."""
    await send_configuration(person)


async def show(query: CallbackQuery, screen: Screen, person: Person, at: int | None) -> None:
    """How it goes out and comes back."""
    await screen.page(person, config_file_page(screen.reader(person)), at=at)


async def apply(
    query: CallbackQuery,
    callback_data: ApplyConfigurationNow,
    apply_from_chat: ApplyFromChat,
    upload_screen: UploadScreen,
    person: Person,
    at: int | None,
) -> None:
    """Apply the file that was looked at, if it still does what was seen."""
    await upload_screen.show(person, await apply_from_chat.apply(person, callback_data.upload), at=at)
