"""People: who may use the bot, and what an administrator changes about one of them."""

from collections.abc import Awaitable
from typing import TypeVar

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.first_steps.addresses import PeoplePage
from bot.first_steps.first_page import FirstPage
from bot.people.addresses import (
    AddNewAccount,
    GrantsPage,
    LanguagesPage,
    LinkPage,
    NewAccountPage,
    PersonPage,
    SetAccount,
    SetGrant,
    SetLanguage,
    SetRole,
    SetZone,
    ZonesPage,
)
from bot.people.choices import LANGUAGES
from bot.people.questions import NewAccountOf, PeopleSearch, WhoseAccount, ZoneOf
from bot.people.screen import PeopleScreen
from bot.settings.time_zones import zone_typed
from bot.telegram.asking import Answers
from bot.telegram.visit import Visit
from domain.access.acting import FixedAdministrator, LastAdministrator, PersonChanged
from domain.access.add_account_for import AddAccountFor
from domain.access.change_person import ChangePerson
from domain.accounts.typed_account import Typed, read_typed
from domain.errors import GonetsError, NotFound
from domain.people import OpenQuestion, Role
from domain.time_zones import ZONES

Changed = TypeVar("Changed")


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="people")
    router.message.register(show, Command("staff"))
    router.callback_query.register(turn, PeoplePage.filter())
    router.callback_query.register(show_person, PersonPage.filter())
    router.callback_query.register(set_role, SetRole.filter())
    router.callback_query.register(show_languages, LanguagesPage.filter())
    router.callback_query.register(set_language, SetLanguage.filter())
    router.callback_query.register(show_zones, ZonesPage.filter())
    router.callback_query.register(set_zone, SetZone.filter())
    router.message.register(type_zone, Answers(ZoneOf), F.text)
    router.callback_query.register(show_link, LinkPage.filter())
    router.callback_query.register(set_account, SetAccount.filter())
    router.callback_query.register(show_new_account, NewAccountPage.filter())
    router.message.register(type_new_account, Answers(NewAccountOf), F.text)
    router.callback_query.register(add_new_account, AddNewAccount.filter())
    router.callback_query.register(show_templates, GrantsPage.filter())
    router.callback_query.register(set_grant, SetGrant.filter())
    return router


async def show(message: Message, people_screen: PeopleScreen, visit: Visit) -> None:
    """Everybody, by the command."""
    await people_screen.listing(visit, PeopleSearch())


async def turn(query: CallbackQuery, callback_data: PeoplePage, people_screen: PeopleScreen, visit: Visit) -> None:
    """Everybody, by a button."""
    await people_screen.listing(visit, PeopleSearch(start=callback_data.start))


async def show_person(
    query: CallbackQuery, callback_data: PersonPage, people_screen: PeopleScreen, visit: Visit
) -> None:
    """One person."""
    await people_screen.card(visit, callback_data.person)


async def set_role(
    query: CallbackQuery,
    callback_data: SetRole,
    people_screen: PeopleScreen,
    first_page: FirstPage,
    change_person: ChangePerson,
    visit: Visit,
) -> None:
    """Another role; whoever gives their own up is asked first."""
    number, own = callback_data.person, callback_data.person == visit.person.telegram_id
    if own and not callback_data.admin and not callback_data.sure:
        await people_screen.last_step(visit)
        return
    role = Role.ADMIN if callback_data.admin else Role.STAFF
    changing = change_person.role(visit.person, number, role, callback_data.stamp)
    changed, notice = await _tried(visit, changing)
    if changed is not None:
        await people_screen.screen.menu(changed)
    if changed is not None and own and not changed.is_admin:
        now = people_screen.screen.visit(changed, at=visit.at)
        await first_page.show(now.saying(now.text("role-given-up")))
        return
    await people_screen.card(visit.saying(notice), number)


async def show_languages(
    query: CallbackQuery, callback_data: LanguagesPage, people_screen: PeopleScreen, visit: Visit
) -> None:
    """Which language they read."""
    await people_screen.languages(visit, callback_data.person)


async def set_language(
    query: CallbackQuery,
    callback_data: SetLanguage,
    people_screen: PeopleScreen,
    change_person: ChangePerson,
    visit: Visit,
) -> None:
    """Another language: the person's menu follows, and the administrator's own pages where it is theirs."""
    if callback_data.language >= len(LANGUAGES):
        raise NotFound(f"language {callback_data.language}")
    language = LANGUAGES[callback_data.language]
    changing = change_person.language(visit.person, callback_data.person, language, callback_data.stamp)
    changed, notice = await _tried(visit, changing)
    if changed is not None:
        await people_screen.screen.menu(changed)
        if changed.telegram_id == visit.person.telegram_id:
            visit = people_screen.screen.visit(changed, at=visit.at)
    await people_screen.card(visit.saying(notice), callback_data.person)


async def show_zones(query: CallbackQuery, callback_data: ZonesPage, people_screen: PeopleScreen, visit: Visit) -> None:
    """In which time zone they live."""
    await people_screen.zones(visit, ZoneOf(person=callback_data.person))


async def set_zone(
    query: CallbackQuery, callback_data: SetZone, people_screen: PeopleScreen, change_person: ChangePerson, visit: Visit
) -> None:
    """Another time zone, from the list."""
    if callback_data.zone > len(ZONES):
        raise NotFound(f"zone {callback_data.zone}")
    zone = ZONES[callback_data.zone - 1] if callback_data.zone else None
    changing = change_person.time_zone(visit.person, callback_data.person, zone, callback_data.stamp)
    _, notice = await _tried(visit, changing)
    await people_screen.card(visit.saying(notice), callback_data.person)


async def type_zone(
    message: Message, people_screen: PeopleScreen, change_person: ChangePerson, visit: Visit, asked: ZoneOf
) -> None:
    """Another time zone, typed."""
    changing = change_person.time_zone(visit.person, asked.person, zone_typed(message.text or ""), asked.stamp)
    _, notice = await _tried(visit, changing)
    await people_screen.card(visit.saying(notice), asked.person)


async def show_link(query: CallbackQuery, callback_data: LinkPage, people_screen: PeopleScreen, visit: Visit) -> None:
    """Whose account they are."""
    await people_screen.link(visit, WhoseAccount(person=callback_data.person))


async def set_account(
    query: CallbackQuery,
    callback_data: SetAccount,
    people_screen: PeopleScreen,
    change_person: ChangePerson,
    visit: Visit,
) -> None:
    """Another account, or none."""
    changing = change_person.account(
        visit.person, callback_data.person, callback_data.account or None, callback_data.stamp
    )
    _, notice = await _tried(visit, changing)
    await people_screen.card(visit.saying(notice), callback_data.person)


async def show_new_account(
    query: CallbackQuery,
    callback_data: NewAccountPage,
    people_screen: PeopleScreen,
    visit: Visit,
    left: OpenQuestion | None,
) -> None:
    """Who is to be added: an address that was searched for in vain is theirs; beginnings of words are no name."""
    searched = WhoseAccount.read(left)
    theirs = searched is not None and searched.person == callback_data.person
    typed = _understood(searched.query) if searched is not None and theirs else Typed("", "")
    asked = NewAccountOf(person=callback_data.person, name=typed.full_name if typed.mbox else "", mbox=typed.mbox)
    await people_screen.new_account(visit, asked)


async def type_new_account(
    message: Message,
    people_screen: PeopleScreen,
    add_account_for: AddAccountFor,
    visit: Visit,
    asked: NewAccountOf,
) -> None:
    """Name, address or both; when nothing is missing, the account is added."""
    typed = read_typed(message.text or "")
    answered = {"name": typed.full_name or asked.name, "mbox": typed.mbox or asked.mbox}
    asked = asked.model_copy(update=answered)
    if asked.name and asked.mbox:
        await _added(people_screen, add_account_for, visit, asked)
    else:
        await people_screen.new_account(visit, asked)


async def add_new_account(
    query: CallbackQuery,
    callback_data: AddNewAccount,
    people_screen: PeopleScreen,
    add_account_for: AddAccountFor,
    visit: Visit,
    left: OpenQuestion | None,
) -> None:
    """What the page says is right; a button whose page is not the open one any more shows how it is now."""
    asked = NewAccountOf.read(left)
    if asked is not None and asked.person == callback_data.person and asked.mbox:
        await _added(people_screen, add_account_for, visit, asked)
    else:
        await people_screen.card(visit, callback_data.person)


async def show_templates(
    query: CallbackQuery, callback_data: GrantsPage, people_screen: PeopleScreen, visit: Visit
) -> None:
    """Which restricted templates they may use."""
    await people_screen.templates(visit, callback_data.person)


async def set_grant(
    query: CallbackQuery,
    callback_data: SetGrant,
    people_screen: PeopleScreen,
    change_person: ChangePerson,
    visit: Visit,
) -> None:
    """One of them, or no longer."""
    allowed = bool(callback_data.allowed)
    await change_person.template(visit.person, callback_data.person, callback_data.template, allowed=allowed)
    await people_screen.templates(visit, callback_data.person)


def _understood(text: str) -> Typed:
    try:
        return read_typed(text)
    except GonetsError:
        return Typed("", "")


async def _added(people_screen: PeopleScreen, add: AddAccountFor, visit: Visit, asked: NewAccountOf) -> None:
    adding = add(visit.person, asked.person, asked.name, asked.mbox, asked.stamp or 0)
    linked, notice = await _tried(visit, adding)
    if linked is not None:
        known, account = "yes" if linked.known else "no", linked.account
        notice = visit.text("link-added", known=known, name=account.full_name, mbox=account.mbox)
    await people_screen.card(visit.saying(notice), asked.person)


async def _tried(visit: Visit, change: Awaitable[Changed]) -> tuple[Changed | None, str | None]:
    """Return what was changed, or why nothing was: the page then shows how it is now."""
    try:
        return await change, None
    except (PersonChanged, LastAdministrator, FixedAdministrator) as error:
        return None, visit.text(error.key, **error.params)
