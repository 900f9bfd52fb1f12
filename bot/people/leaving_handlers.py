"""Removing people: with what becomes of their drafts and letters."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.people.addresses import HeirPage, HeirsPage, RemovalPage, RemoveNow
from bot.people.pages import name_of
from bot.people.questions import HeirOf, PeopleSearch
from bot.people.screen import PeopleScreen
from bot.telegram.page import Page
from bot.telegram.visit import Visit
from domain.access.acting import PersonChanged
from domain.access.remove_person import Disposal, Removed, RemovePerson
from domain.errors import NotFound


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="leaving")
    router.callback_query.register(ask, RemovalPage.filter())
    router.callback_query.register(show_heirs, HeirsPage.filter())
    router.callback_query.register(ask_heir, HeirPage.filter())
    router.callback_query.register(remove, RemoveNow.filter())
    return router


async def ask(query: CallbackQuery, callback_data: RemovalPage, people_screen: PeopleScreen, visit: Visit) -> None:
    """What becomes of what they leave."""
    await people_screen.removal(visit, callback_data.person)


async def show_heirs(query: CallbackQuery, callback_data: HeirsPage, people_screen: PeopleScreen, visit: Visit) -> None:
    """Who takes it."""
    where = callback_data
    await people_screen.heirs(visit, HeirOf(person=where.person, stamp=where.stamp, start=where.start))


async def ask_heir(query: CallbackQuery, callback_data: HeirPage, people_screen: PeopleScreen, visit: Visit) -> None:
    """Whether it is to be that person."""
    where = callback_data
    try:
        await people_screen.heir(visit, where.person, where.stamp, where.heir)
    except PersonChanged as error:
        await people_screen.changed(visit, where.person, error)


async def remove(
    query: CallbackQuery,
    callback_data: RemoveNow,
    people_screen: PeopleScreen,
    remove_person: RemovePerson,
    visit: Visit,
) -> None:
    """It is done: the next press of theirs is a stranger's."""
    where = callback_data
    if where.fate not in set(Disposal):
        raise NotFound(f"fate {where.fate}")
    removing = remove_person(
        visit.person, where.person, Disposal(where.fate), heir_id=where.heir or None, stamp=where.stamp
    )
    try:
        removed = await removing
    except PersonChanged as error:
        await people_screen.changed(visit, where.person, error)
        return
    await _show(people_screen, visit, removed)


async def _show(people_screen: PeopleScreen, visit: Visit, removed: Removed) -> None:
    screen = people_screen.screen
    if removed.first:
        await screen.menu_of_stranger(removed.person)
    if removed.person.telegram_id == visit.person.telegram_id:
        await screen.page(visit, Page(visit.text("removed-oneself")))
        return
    key = "person-removed" if removed.first else "person-removed-before"
    notice = visit.text(key, name=name_of(removed.person), by=removed.by)
    await people_screen.listing(visit.saying(notice), PeopleSearch())
