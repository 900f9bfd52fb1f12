"""Previews of what is configured, in force or on its draft."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.objects.addresses import FormPreviewPage, RoutePreviewPage
from bot.objects.previews import form_preview_page, route_preview_page
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.configuration.preview_route import PreviewRoute
from domain.editing.editor import Editor
from domain.sections import Section


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="previews")
    router.callback_query.register(preview_route, RoutePreviewPage.filter())
    router.callback_query.register(preview_form, FormPreviewPage.filter())
    return router


async def preview_route(
    query: CallbackQuery,
    callback_data: RoutePreviewPage,
    screen: Screen,
    editor: Editor,
    preview: PreviewRoute,
    visit: Visit,
) -> None:
    """A route's letter with sample values."""
    document = await editor.document(visit.person, Section.ROUTES, callback_data.route, callback_data.draft)
    made = await preview(visit.person, document)
    title = str(document.get("title") or "")
    carrier = (await editor.office(visit.person)).named(Section.CONNECTIONS, str(document.get("connection") or ""))
    number = None if carrier is None else carrier.id
    await screen.page(visit, route_preview_page(visit, title, made, callback_data, number))


async def preview_form(
    query: CallbackQuery, callback_data: FormPreviewPage, screen: Screen, editor: Editor, visit: Visit
) -> None:
    """A record template's form."""
    document = await editor.document(visit.person, Section.TEMPLATES, callback_data.template, callback_data.draft)
    await screen.page(visit, form_preview_page(visit, document, callback_data))
