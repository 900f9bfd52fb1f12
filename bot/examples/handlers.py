"""The ready examples: chosen, looked at like a file that was sent, and applied as one."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.examples.addresses import ExamplePage, ExamplesPage, LookAtExample
from bot.examples.catalogue import EXAMPLES, example_text, fitted
from bot.examples.pages import example_page, examples_page
from bot.files.config_chat import LookAtConfiguration
from bot.files.uploads import ReceivedFile
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.configured.stored import StoredConnections


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="examples")
    router.callback_query.register(show_all, ExamplesPage.filter())
    router.callback_query.register(show, ExamplePage.filter())
    router.callback_query.register(look_at, LookAtExample.filter())
    return router


async def show_all(query: CallbackQuery, screen: Screen, visit: Visit) -> None:
    """What there is to choose from."""
    await screen.page(visit, examples_page(visit))


async def show(query: CallbackQuery, callback_data: ExamplePage, screen: Screen, visit: Visit) -> None:
    """What one does."""
    known = callback_data.example < len(EXAMPLES)
    await screen.page(visit, example_page(visit, callback_data) if known else examples_page(visit))


async def look_at(
    query: CallbackQuery,
    callback_data: LookAtExample,
    look_at_configuration: LookAtConfiguration,
    stored_connections: StoredConnections,
    screen: Screen,
    visit: Visit,
) -> None:
    """What applying it would change here."""
    if callback_data.example >= len(EXAMPLES):
        await screen.page(visit, examples_page(visit))
        return
    name = EXAMPLES[callback_data.example]
    known = [item.document.system_name for item in await stored_connections.connections()]
    file = f"{visit.label('example-title', name=name)}.yaml"
    await look_at_configuration(visit, ReceivedFile(file, fitted(example_text(name), known).encode(), None))
