"""What is done with what was kept: added to a draft, begun anew with, taken as an answer, thrown away."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.composing.addresses import AddKept, DropKept, KeptPage, NewFromKept, ReplaceWithKept, TakeCaption
from bot.composing.kept_screen import KeptScreen
from bot.composing.screen import ComposingScreen
from bot.first_steps.first_page import FirstPage
from bot.telegram.visit import Visit
from domain.records.put_message import MessagePut, PutMessage


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="kept")
    router.callback_query.register(show, KeptPage.filter())
    router.callback_query.register(add, AddKept.filter())
    router.callback_query.register(replace, ReplaceWithKept.filter())
    router.callback_query.register(begin, NewFromKept.filter())
    router.callback_query.register(take_caption, TakeCaption.filter())
    router.callback_query.register(drop, DropKept.filter())
    return router


async def show(query: CallbackQuery, callback_data: KeptPage, kept_screen: KeptScreen, visit: Visit) -> None:
    """What was kept, and where it could go."""
    await kept_screen.offer(visit, await kept_screen.bundle(visit, callback_data.bundle))


async def add(
    query: CallbackQuery, callback_data: AddKept, put_message: PutMessage, composing: ComposingScreen, visit: Visit
) -> None:
    """Add it to a draft."""
    put = await put_message.put(visit.person, callback_data.record, callback_data.bundle, replace=False)
    await _show_put(visit, put, composing, "kept-added")


async def replace(
    query: CallbackQuery,
    callback_data: ReplaceWithKept,
    put_message: PutMessage,
    composing: ComposingScreen,
    visit: Visit,
) -> None:
    """Put it in the text's place."""
    put = await put_message.put(visit.person, callback_data.record, callback_data.bundle, replace=True)
    await _show_put(visit, put, composing, "kept-replaced")


async def begin(
    query: CallbackQuery,
    callback_data: NewFromKept,
    put_message: PutMessage,
    kept_screen: KeptScreen,
    composing: ComposingScreen,
    first_page: FirstPage,
    visit: Visit,
) -> None:
    """Begin a notification with it."""
    template_id = callback_data.template
    if not template_id:
        templates = await first_page.templates(visit.person)
        if len(templates) != 1:
            await kept_screen.ask_template(visit, await kept_screen.bundle(visit, callback_data.bundle), templates)
            return
        template_id = templates[0].id
    put = await put_message.begin(visit.person, callback_data.bundle, template_id)
    await _show_put(visit, put, composing, "kept-begun")


async def take_caption(
    query: CallbackQuery,
    callback_data: TakeCaption,
    put_message: PutMessage,
    composing: ComposingScreen,
    visit: Visit,
) -> None:
    """Take its words as the answer."""
    filling = await put_message.answer_with(visit.person, callback_data.record, callback_data.bundle)
    await composing.filling(visit, filling)


async def drop(
    query: CallbackQuery,
    callback_data: DropKept,
    put_message: PutMessage,
    kept_screen: KeptScreen,
    composing: ComposingScreen,
    visit: Visit,
) -> None:
    """Throw it away, after a question."""
    if not callback_data.sure:
        await kept_screen.ask_drop(visit, await kept_screen.bundle(visit, callback_data.bundle))
        return
    await put_message.drop(visit.person, callback_data.bundle)
    await composing.here(visit.saying(visit.text("kept-dropped")))


async def _show_put(visit: Visit, put: MessagePut, composing: ComposingScreen, key: str) -> None:
    notice = visit.text(key)
    if put.left.pieces:
        notice += " " + visit.text("kept-left")
    await composing.filling(visit.saying(notice), put.filling)
