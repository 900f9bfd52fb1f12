"""The configuration as a file in the chat: sent by a command, applied by a press."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.files.addresses import ApplyConfigurationNow
from bot.files.config_chat import SendConfiguration
from bot.files.config_pages import config_file_page
from bot.files.uploads import UploadScreen
from bot.first_steps.addresses import ConfigFilePage, ExportNow
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.configuration.apply_from_chat import ApplyFromChat


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="config file")
    router.message.register(export, Command("export"))
    router.callback_query.register(export_again, ExportNow.filter())
    router.callback_query.register(show, ConfigFilePage.filter())
    router.callback_query.register(apply, ApplyConfigurationNow.filter())
    return router


async def export(message: Message, send_configuration: SendConfiguration, visit: Visit) -> None:
    """The configuration, by its command."""
    await send_configuration(visit)


async def export_again(query: CallbackQuery, send_configuration: SendConfiguration, visit: Visit) -> None:
    """The configuration, by a button."""
    await send_configuration(visit.below())


async def show(query: CallbackQuery, screen: Screen, visit: Visit) -> None:
    """How it goes out and comes back."""
    await screen.page(visit, config_file_page(visit))


async def apply(
    query: CallbackQuery,
    callback_data: ApplyConfigurationNow,
    apply_from_chat: ApplyFromChat,
    upload_screen: UploadScreen,
    visit: Visit,
) -> None:
    """Apply the file that was looked at, if it still does what was seen."""
    await upload_screen.show(visit, await apply_from_chat.apply(visit.person, callback_data.upload))
