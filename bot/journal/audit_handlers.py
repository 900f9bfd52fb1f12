"""The audit trail: who changed what."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.journal.addresses import AuditKinds, AuditPage, AuditPeople
from bot.journal.audit_screen import AuditScreen
from bot.journal.questions import AuditPerson
from bot.telegram.visit import Visit


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="audit")
    router.callback_query.register(show, AuditPage.filter())
    router.callback_query.register(choose_kind, AuditKinds.filter())
    router.callback_query.register(choose_person, AuditPeople.filter())
    return router


async def show(query: CallbackQuery, callback_data: AuditPage, trail: AuditScreen, visit: Visit) -> None:
    """A page of the trail, or of one object's history."""
    await trail.page(visit, callback_data)


async def choose_kind(query: CallbackQuery, callback_data: AuditKinds, trail: AuditScreen, visit: Visit) -> None:
    """Which kind of objects."""
    await trail.kinds(visit, callback_data)


async def choose_person(query: CallbackQuery, callback_data: AuditPeople, trail: AuditScreen, visit: Visit) -> None:
    """Who acted."""
    await trail.find(visit, AuditPerson(here=callback_data, start=callback_data.start or callback_data.page))
