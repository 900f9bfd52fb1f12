"""Removing people: with what becomes of their drafts and letters."""

from collections.abc import Mapping
from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.people.addresses import HeirPage, HeirsPage, RemovalPage, RemoveNow
from bot.people.pages import name_of
from bot.people.screen import HEIR, PeopleScreen
from bot.telegram.asking import Answers, ForAdmins, name_typed
from bot.telegram.page import Page
from domain.access.acting import PersonChanged
from domain.access.remove_person import Fate, Removed, RemovePerson
from domain.errors import NotFound
from domain.people import Person


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="leaving")
    router.message.filter(ForAdmins())
    router.callback_query.filter(ForAdmins())
    router.message.register(find_heir, Answers(HEIR), F.text)
    router.callback_query.register(ask, RemovalPage.filter())
    router.callback_query.register(show_heirs, HeirsPage.filter())
    router.callback_query.register(ask_heir, HeirPage.filter())
    router.callback_query.register(remove, RemoveNow.filter())
    return router


async def ask(
    query: CallbackQuery, callback_data: RemovalPage, people_screen: PeopleScreen, person: Person, at: int | None
) -> None:
    """What becomes of what they leave."""
    await people_screen.removal(person, callback_data.person, at=at)


async def show_heirs(
    query: CallbackQuery, callback_data: HeirsPage, people_screen: PeopleScreen, person: Person, at: int | None
) -> None:
    """Who takes it."""
    where = callback_data
    try:
        await people_screen.heirs(person, where.person, where.stamp, where.start, at=at)
    except PersonChanged as error:
        await people_screen.changed(person, where.person, error, at=at)


async def find_heir(message: Message, people_screen: PeopleScreen, person: Person, about: Mapping[str, Any]) -> None:
    """Who takes it is looked for by name."""
    await people_screen.heirs_again(person, {**about, "query": name_typed(message)})


async def ask_heir(
    query: CallbackQuery, callback_data: HeirPage, people_screen: PeopleScreen, person: Person, at: int | None
) -> None:
    """Whether it is to be that person."""
    where = callback_data
    try:
        await people_screen.heir(person, where.person, where.stamp, where.heir, at=at)
    except PersonChanged as error:
        await people_screen.changed(person, where.person, error, at=at)


async def remove(
    query: CallbackQuery,
    callback_data: RemoveNow,
    people_screen: PeopleScreen,
    remove_person: RemovePerson,
    person: Person,
    at: int | None,
) -> None:
    """It is done: the next press of theirs is a stranger's."""
    where = callback_data
    if where.fate not in set(Fate):
        raise NotFound(f"fate {where.fate}")
    removing = remove_person(person, where.person, Fate(where.fate), heir_id=where.heir or None, stamp=where.stamp)
    try:
        removed = await removing
    except PersonChanged as error:
        await people_screen.changed(person, where.person, error, at=at)
        return
    await _show(people_screen, person, removed, at)


async def _show(people_screen: PeopleScreen, person: Person, removed: Removed, at: int | None) -> None:
    screen = people_screen.screen
    if removed.first:
        await screen.menu_of_stranger(removed.person)
    if removed.person.telegram_id == person.telegram_id:
        await screen.page(person, Page(screen.reader(person).text("removed-oneself")), at=at)
        return
    key = "person-removed" if removed.first else "person-removed-before"
    notice = screen.reader(person).text(key, name=name_of(removed.person), by=removed.by)
    await people_screen.listing(person, at=at, notice=notice)
