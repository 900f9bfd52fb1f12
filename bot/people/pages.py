"""People: who may use the bot, and one of them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData

from bot.first_steps.admin_addresses import AdminPage, PeoplePage
from bot.journal.audit_addresses import history_of
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
from bot.settings.time_zones import difference, place_of
from bot.telegram.page import LONGEST_LABEL, Page, PageButton, in_rows, shorten
from bot.telegram.paging import turns
from bot.telegram.reader import Reader
from domain.accounts.account import Account
from domain.audit import Kind
from domain.people import FoundPeople, Person
from domain.records.template import StoredTemplate

PEOPLE_A_PAGE = 10
LONGEST_NAME = 60
Rows: TypeAlias = list[tuple[PageButton, ...]]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside the list: how many requests wait, and how many links are open."""

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


def told_apart(people: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Return what to call each of these people, by number: those whose buttons would look alike get it behind."""
    seen = Counter(shorten(name, LONGEST_LABEL) for _, name in people)
    return {
        number: name
        if seen[shorten(name, LONGEST_LABEL)] == 1
        else f"{shorten(name, LONGEST_LABEL - 3 - len(str(number)))} · {number}"
        for number, name in people
    }


def search_lines(reader: Reader, query: str, shown: int, *, more: bool) -> list[str]:
    """Say below a question who is found by what was typed, and that a name can be typed where the list is long."""
    if query and not shown:
        return [reader.text("choose-nobody", query=query)]
    lines = [reader.text("choose-found", query=query)] if query else []
    if more:
        lines.append(reader.text("people-more", count=shown) if query else reader.text("choose-by-name"))
    return lines


def choose_page(
    reader: Reader,
    head: str,
    people: Sequence[tuple[int, str]],
    query: str,
    *,
    here: CallbackData,
    to: Callable[[int], CallbackData],
    back: CallbackData,
) -> Page:
    """Ask about whom a list is to be; `people` are one more than a page where there is another page.

    `here` is the address of this page, `to` gives that of the list by a person's number, `back` of the one without.
    """
    shown, more = told_apart(people[:PEOPLE_A_PAGE]), len(people) > PEOPLE_A_PAGE
    rows = in_rows(PageButton(name, to(number)) for number, name in shown.items())
    if query:
        back = here.model_copy(update={"page": 0})
    else:
        rows += turns(reader, here, more=more)
    text = "\n".join([head, *search_lines(reader, query, len(shown), more=more)])
    return Page(text, (*rows, *in_rows([PageButton(reader.label("button-back"), back)])))


def people_page(
    reader: Reader, found: FoundPeople, accounts: Mapping[int, Account], around: Around, start: int, query: str
) -> Page:
    """List people; `query` is what somebody typed to find them."""
    names = told_apart([(item.telegram_id, name_of(item)) for item in found.people])
    lines = [_headline(reader, found, query)]
    lines += [_line(reader, item, names, accounts.get(item.account_id or 0)) for item in found.people]
    if found.people:
        lines.append("")
        shown = query and found.total > len(found.people)
        lines.append(reader.text("people-more" if shown else "people-search", count=len(found.people)))
    rows: Rows = [(PageButton(names[item.telegram_id], PersonPage(person=item.telegram_id)),) for item in found.people]
    if not query:
        more = start + PEOPLE_A_PAGE < found.total
        rows += turns(reader, PeoplePage(start=start), by="start", step=PEOPLE_A_PAGE, more=more)
    ways = []
    if around.requests:
        ways.append(PageButton(reader.label("button-requests", count=around.requests), RequestsPage(), style="primary"))
    ways.append(PageButton(reader.label("button-invitations", count=around.invitations), InvitationsPage()))
    ways.append(PageButton(reader.label("button-back"), PeoplePage() if query else AdminPage()))
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
    place = place_of(zone, reader.texts.language)
    return place if place.startswith("UTC") else f"{place} {difference(zone, reader.now)}"


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


def _headline(reader: Reader, found: FoundPeople, query: str) -> str:
    if not query:
        return reader.text("people", count=found.total)
    return reader.text("people-found" if found.people else "people-nobody", query=query, count=found.total)


def _line(reader: Reader, person: Person, names: Mapping[int, str], account: Account | None) -> str:
    name = name_of(person)
    if names[person.telegram_id] != name:
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
