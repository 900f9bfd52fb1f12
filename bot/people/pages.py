"""People: who may use the bot, and one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData

from bot.first_steps.addresses import AdminPage, PeoplePage
from bot.journal.addresses import history_of
from bot.people.addresses import (
    GrantsPage,
    InvitationsPage,
    LanguagesPage,
    LinkPage,
    PersonPage,
    RemovalPage,
    RequestsPage,
    SetRole,
    ZonesPage,
)
from bot.people.questions import PeopleSearch
from bot.settings.time_zones import city_of, difference
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.paging import counted
from bot.telegram.picking import Item, apart, looked_to, numbered, turns_of
from bot.telegram.reader import Reader
from domain.accounts.account import Account
from domain.audit import Kind
from domain.paging import NumberedPage
from domain.people import Person
from domain.records.template import StoredTemplate

LONGEST_NAME = 60
Rows: TypeAlias = list[tuple[PageButton, ...]]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside the list: how many there are in all, how many requests wait, and how many links are open."""

    people: int
    requests: int
    invitations: int


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person with what their page shows."""

    person: Person
    account: Account | None
    sharing: tuple[Person, ...]
    fixed: bool
    restricted: tuple[StoredTemplate, ...]
    granted: frozenset[int]
    zone: str

    @property
    def allowed(self) -> int:
        """How many restricted templates the person may use."""
        return sum(item.id in self.granted for item in self.restricted)


def name_of(person: Person) -> str:
    """Return the name, or the number of somebody without one."""
    return shorten(person.name, LONGEST_NAME) or str(person.telegram_id)


def named(reader: Reader, people: Sequence[tuple[int, str, CallbackData]]) -> list[Item]:
    """Return people to choose from: number, name and where the button leads. Namesakes have their numbers behind."""
    names = [name for _, name, _ in people]
    lines = apart([f"{name} · {number}" if names.count(name) > 1 else name for number, name, _ in people])
    return [
        Item(reader.texts.escape(line), PageButton(name, address))
        for line, (_, name, address) in zip(lines, people, strict=True)
    ]


def people_page(
    reader: Reader, found: NumberedPage[Person], accounts: Mapping[int, Account], around: Around, asked: PeopleSearch
) -> Page:
    """List people, all or those that typed words find."""
    names = [name_of(item) for item in found.items]
    items = [
        Item(
            _line(reader, item, accounts.get(item.account_id or 0), alike=names.count(name) > 1),
            PageButton(name, PersonPage(person=item.telegram_id)),
        )
        for item, name in zip(found.items, names, strict=True)
    ]
    listed, rows = numbered(items)
    lines = [*_headline(reader, found, asked.query, around.people), *listed]
    if found.items:
        lines.append("")
        lines.append(reader.text("people-search"))
    rows += turns_of(reader, asked, PeoplePage(), found)
    ways = []
    if around.requests:
        label = reader.label("button-requests", count=counted(reader, around.requests))
        ways.append(PageButton(label, RequestsPage(), style="primary"))
    label = reader.label("button-invitations", count=counted(reader, around.invitations))
    ways.append(PageButton(label, InvitationsPage()))
    ways.append(PageButton(reader.label("button-back"), PeoplePage() if asked.query else AdminPage()))
    return Page("\n".join(lines), (*rows, *in_rows(ways)))


def person_page(reader: Reader, view: PersonView) -> Page:
    """Show one person, with everything that can be changed."""
    person = view.person
    lines = [
        reader.text("person", name=name_of(person), id=str(person.telegram_id)),
        reader.text("person-role", role=person.role, fixed="yes" if view.fixed else "no"),
        _account_line(reader, view),
    ]
    lines.append(reader.text("person-language", language=person.language or "own"))
    now = f"{reader.now.astimezone(ZoneInfo(person.time_zone or view.zone)):%H:%M}"
    zone = zone_name(reader, person.time_zone) if person.time_zone else ""
    lines.append(reader.text("person-zone", zone=zone, now=now))
    if view.restricted and not person.is_admin:
        lines.append(reader.text("person-templates", allowed=view.allowed, total=len(view.restricted)))
    return Page("\n".join(lines), in_rows(_buttons(reader, view)))


def last_step_page(reader: Reader, person: Person) -> Page:
    """Ask an administrator who is about to give their own role up."""
    buttons = (
        PageButton(
            reader.label("button-be-staff"),
            SetRole(person=person.telegram_id, admin=0, stamp=person.stamp, sure=1),
            style="danger",
        ),
        PageButton(reader.label("button-no-back"), PersonPage(person=person.telegram_id)),
    )
    return Page(reader.text("ask-give-up-role"), in_rows(buttons))


def zone_name(reader: Reader, zone: str) -> str:
    """Return the zone as people call it, with its difference to UTC."""
    city = city_of(zone, reader.texts.language)
    return city if city.startswith("UTC") else f"{city} {difference(zone, reader.now)}"


def _buttons(reader: Reader, view: PersonView) -> list[PageButton]:
    person, number = view.person, view.person.telegram_id
    buttons = [
        PageButton(reader.label("button-person-account"), LinkPage(person=number)),
        PageButton(reader.label("button-person-language"), LanguagesPage(person=number)),
        PageButton(reader.label("button-person-zone"), ZonesPage(person=number)),
    ]
    if view.restricted and not person.is_admin:
        buttons.append(PageButton(reader.label("button-person-templates"), GrantsPage(person=number)))
    if not view.fixed:
        key = "button-make-staff" if person.is_admin else "button-make-admin"
        change = SetRole(person=number, admin=int(not person.is_admin), stamp=person.stamp)
        buttons.append(PageButton(reader.label(key), change))
        buttons.append(PageButton(reader.label("button-remove-person"), RemovalPage(person=number), style="danger"))
    buttons.append(PageButton(reader.label("button-history"), history_of(Kind.PERSON, number)))
    buttons.append(PageButton(reader.label("button-all-people"), PeoplePage()))
    return buttons


def _headline(reader: Reader, found: NumberedPage[Person], query: str, total: int) -> list[str]:
    if not query:
        return [reader.text("people", count=counted(reader, total))]
    partly = looked_to(reader, found, query)
    if partly and not found.items:
        return partly
    return [reader.text("people-found" if found.items else "people-nobody", query=query), *partly]


def _line(reader: Reader, person: Person, account: Account | None, *, alike: bool) -> str:
    name = name_of(person)
    if alike:
        name = f"{name} · {person.telegram_id}"
    return reader.text("people-line", role=person.role, name=name, account=account.full_name if account else "")


def _account_line(reader: Reader, view: PersonView) -> str:
    if view.account is None:
        return reader.text("person-no-account")
    line = reader.text("person-account", name=view.account.full_name, mbox=view.account.mbox)
    if not view.sharing:
        return line
    names = ", ".join(name_of(item) for item in view.sharing)
    return f"{line}\n{reader.text('person-account-shared', names=names)}"
