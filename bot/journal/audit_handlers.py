"""The audit trail: who changed what."""

from collections.abc import Mapping
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.journal.audit_addresses import AuditKinds, AuditPage, AuditPeople
from bot.journal.audit_screen import ACTOR, AuditScreen
from bot.telegram.asking import Answers, ForAdmins, name_typed
from bot.telegram.visit import Visit


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="audit")
    router.message.filter(ForAdmins())
    router.callback_query.filter(ForAdmins())
    router.message.register(find, Answers(ACTOR))
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
    await trail.find(visit, callback_data, "")


async def find(message: Message, about: Mapping[str, Any], trail: AuditScreen, visit: Visit) -> None:
    """Somebody is looked for by name."""
    await trail.find_again(visit, {**about, "query": name_typed(message)})
