"""The audit trail: who changed what."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.addresses.audit import AuditKinds, AuditPage, AuditPeople
from bot.pages.audit import PAGE, actors_page, audit_filter, audit_page, kinds_page
from bot.questions import ForAdmins
from bot.screen import Screen
from domain.journal.browse_audit import BrowseAudit
from domain.journal.browse_journal import BrowseJournal
from domain.people import Person


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="audit")
    router.callback_query.filter(ForAdmins())
    router.callback_query.register(show, AuditPage.filter())
    router.callback_query.register(choose_kind, AuditKinds.filter())
    router.callback_query.register(choose_person, AuditPeople.filter())
    return router


async def show(
    query: CallbackQuery,
    callback_data: AuditPage,
    screen: Screen,
    browse_audit: BrowseAudit,
    person: Person,
    at: int | None,
) -> None:
    """A page of the trail, or of one object's history."""
    trail = await browse_audit(person, audit_filter(callback_data), PAGE, callback_data.start)
    await screen.page(person, audit_page(screen.reader(person), callback_data, trail), at=at)


async def choose_kind(
    query: CallbackQuery, callback_data: AuditKinds, screen: Screen, person: Person, at: int | None
) -> None:
    """Which kind of objects."""
    await screen.page(person, kinds_page(screen.reader(person), callback_data), at=at)


async def choose_person(
    query: CallbackQuery,
    callback_data: AuditPeople,
    screen: Screen,
    browse: BrowseJournal,
    person: Person,
    at: int | None,
) -> None:
    """Who acted."""
    people = await browse.people(person, PAGE + 1, callback_data.page * PAGE)
    await screen.page(person, actors_page(screen.reader(person), callback_data, people), at=at)
