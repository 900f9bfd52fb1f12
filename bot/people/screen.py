"""What administrators see of people: pages drawn from rows, in the one live message."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.composing.screen import Screen
from bot.people.access import request_gone_page, request_page, requests_page
from bot.people.choices import grants_page, languages_page, link_page, new_account_page, zones_page
from bot.people.invitations import invitation_page, invitations_page, made_page
from bot.people.pages import PEOPLE_A_PAGE, Around, PersonView, last_step_page, name_of, people_page, person_page
from bot.people.removal import heir_page, heirs_page, removal_page
from bot.telegram.page import Page
from bot.telegram.reader import Reader
from bot.telegram.start_link import start_link
from domain.access.access_requests import AccessRequest, AccessRequests
from domain.access.acting import Administrators, PersonChanged, PersonGone
from domain.access.invitations import Invitation, Invitations
from domain.access.invite import InvitationGone, NewLink
from domain.access.remove_person import RemovePerson
from domain.access.suggest_accounts import SuggestAccounts
from domain.accounts.account import Accounts
from domain.clock import Clock
from domain.errors import NotYours
from domain.people import People, Person, Question
from domain.records.template_access import TemplateGrants, is_restricted
from domain.scenarios.runs import Configured

SEARCH, LINK, NEW, ZONE = "people-search", "person-account", "person-new-account", "person-zone"
HEIR, REQUESTS = "person-heir", "requests-search"
"""The questions that these pages ask."""


@dataclass(frozen=True, slots=True)
class PeopleScreen:
    """Draws the pages of people, requests and invitations, for administrators only."""

    screen: Screen
    people: People
    accounts: Accounts
    configured: Configured
    grants: TemplateGrants
    requests: AccessRequests
    invitations: Invitations
    administrators: Administrators
    remove: RemovePerson
    suggest: SuggestAccounts
    time_zone: str
    clock: Clock

    async def listing(
        self, person: Person, start: int = 0, query: str = "", *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Show everybody, or whom the typed words find; what is typed next searches again."""
        reader = self._reader(person)
        found = await self.people.page(query, PEOPLE_A_PAGE, start)
        if not found.people and start:
            start = 0
            found = await self.people.page(query, PEOPLE_A_PAGE, start)
        accounts = await self.accounts.get_many(item.account_id for item in found.people if item.account_id)
        _, waiting = await self.requests.page("", 0, 0)
        _, links = await self.invitations.page(self.clock(), 0, 0)
        page = people_page(reader, found, accounts, Around(waiting, links), start, query)
        await self._ask(person, SEARCH, {"query": query})
        await self.screen.page(person, page, at=at, notice=notice, step=True)

    async def search_again(
        self, person: Person, about: Mapping[str, Any], *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Show what was searched for."""
        await self.listing(person, 0, str(about.get("query", "")), at=at, notice=notice)

    async def card(self, person: Person, telegram_id: int, *, at: int | None = None, notice: str | None = None) -> None:
        """Show one person; raises PersonGone."""
        view = await self._view(telegram_id)
        await self.screen.page(person, person_page(self._reader(person), view), at=at, notice=notice)

    async def last_step(self, person: Person, *, at: int | None = None) -> None:
        """Ask before an administrator gives their own role up."""
        await self.screen.page(person, last_step_page(self._reader(person), person), at=at)

    async def link(
        self,
        person: Person,
        telegram_id: int,
        query: str = "",
        *,
        at: int | None = None,
        notice: str | None = None,
    ) -> None:
        """Ask whose account a person is; what is typed searches the directory."""
        view = await self._view(telegram_id)
        if query:
            found = await self.accounts.search(query, limit=PEOPLE_A_PAGE)
            offered, more = found.accounts, found.more
        else:
            offered, more = await self.suggest(view.person), False
        page = link_page(self._reader(person), view, offered, query, more=more)
        await self._ask(person, LINK, {"person": telegram_id, "query": query})
        await self.screen.page(person, page, at=at, notice=notice)

    async def link_again(
        self, person: Person, about: Mapping[str, Any], *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Ask it again; everybody is shown when the person is gone."""
        if await self.people.get(int(about["person"])) is None:
            await self.listing(person, at=at, notice=notice)
            return
        await self.link(person, int(about["person"]), str(about.get("query", "")), at=at, notice=notice)

    async def new_account(
        self, person: Person, about: Mapping[str, Any], *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Ask who is to be added to the directory as the account of somebody; everybody is shown when they are gone."""
        shown = await self.people.get(int(about["person"]))
        if shown is None:
            await self.listing(person, at=at, notice=notice)
            return
        kept = {"name": shown.name, "mbox": "", "stamp": shown.stamp, **about}
        await self._ask(person, NEW, kept)
        page = new_account_page(self._reader(person), shown, kept["name"], kept["mbox"])
        await self.screen.page(person, page, at=at, notice=notice)

    async def languages(self, person: Person, telegram_id: int, *, at: int | None = None) -> None:
        """Ask which language a person reads."""
        view = await self._view(telegram_id)
        await self.screen.page(person, languages_page(self._reader(person), view.person), at=at)

    async def zones(
        self, person: Person, telegram_id: int, *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Ask in which time zone a person lives; a city can be typed."""
        view = await self._view(telegram_id)
        await self._ask(person, ZONE, {"person": telegram_id, "stamp": view.person.stamp})
        page = zones_page(self._reader(person), view.person, self.time_zone)
        await self.screen.page(person, page, at=at, notice=notice)

    async def zones_again(
        self, person: Person, about: Mapping[str, Any], *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Ask it again; everybody is shown when the person is gone."""
        if await self.people.get(int(about["person"])) is None:
            await self.listing(person, at=at, notice=notice)
            return
        await self.zones(person, int(about["person"]), at=at, notice=notice)

    async def templates(self, person: Person, telegram_id: int, *, at: int | None = None) -> None:
        """Show which restricted templates a person may use."""
        view = await self._view(telegram_id)
        await self.screen.page(person, grants_page(self._reader(person), view), at=at)

    async def changed(self, person: Person, telegram_id: int, error: PersonChanged, *, at: int | None = None) -> None:
        """Show the person as they are now, and who was first."""
        await self.card(person, telegram_id, at=at, notice=self._reader(person).text(error.key, **error.params))

    async def removal(self, person: Person, telegram_id: int, *, at: int | None = None) -> None:
        """Ask what becomes of what a person leaves, after what forbids it; raises FixedAdministrator and the like."""
        leaving = await self._get(telegram_id)
        await self.administrators.check_can_be_spared(leaving)
        page = removal_page(self._reader(person), leaving, await self.remove.left(telegram_id))
        await self.screen.page(person, page, at=at)

    async def heirs(
        self,
        person: Person,
        telegram_id: int,
        stamp: int,
        start: int = 0,
        query: str = "",
        *,
        at: int | None = None,
        notice: str | None = None,
    ) -> None:
        """Ask who takes it, what is typed finds them; raises PersonChanged when somebody has changed who leaves."""
        leaving = await self.administrators.get(telegram_id, stamp)
        found = await self.people.page(query, PEOPLE_A_PAGE, start)
        page = heirs_page(self._reader(person), leaving, found, start, query)
        await self._ask(person, HEIR, {"person": telegram_id, "stamp": stamp, "query": query})
        await self.screen.page(person, page, at=at, notice=notice)

    async def heirs_again(
        self, person: Person, about: Mapping[str, Any], *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Ask it again; whoever leaves is shown as they are now when somebody has changed them."""
        number = int(about["person"])
        try:
            await self.heirs(person, number, int(about["stamp"]), 0, str(about["query"]), at=at, notice=notice)
        except PersonGone:
            await self.listing(person, at=at, notice=notice)
        except PersonChanged as error:
            await self.changed(person, number, error, at=at)

    async def heir(self, person: Person, telegram_id: int, stamp: int, heir_id: int, *, at: int | None = None) -> None:
        """Ask before it is handed over; raises PersonChanged when somebody has changed who leaves."""
        leaving, heir = await self.administrators.get(telegram_id, stamp), await self._get(heir_id)
        page = heir_page(self._reader(person), leaving, heir, await self.remove.left(telegram_id))
        await self.screen.page(person, page, at=at)

    async def waiting(
        self, person: Person, start: int = 0, query: str = "", *, at: int | None = None, notice: str | None = None
    ) -> None:
        """List the requests that wait, or those that the typed words find."""
        found, total = await self.requests.page(query, PEOPLE_A_PAGE, start)
        if not found and start:
            start = 0
            found, total = await self.requests.page(query, PEOPLE_A_PAGE, start)
        await self._ask(person, REQUESTS, {"query": query})
        page = requests_page(self._reader(person), found, total, start, query)
        await self.screen.page(person, page, at=at, notice=notice)

    async def waiting_again(
        self, person: Person, about: Mapping[str, Any], *, at: int | None = None, notice: str | None = None
    ) -> None:
        """List them again."""
        await self.waiting(person, 0, str(about["query"]), at=at, notice=notice)

    async def request(self, person: Person, request_id: int, *, at: int | None = None) -> None:
        """Show one request."""
        page = await self.request_page(self._reader(person), request_id, back=True)
        await self.screen.page(person, page, at=at)

    async def decided(self, person: Person, request: AccessRequest, *, at: int | None) -> None:
        """Show in the pressed message who decided what: it may be an announcement, which stays where it is.

        A page that was reached from the list of requests leads back to it.
        """
        back = at is not None and await self.screen.chat.is_live(person.telegram_id, at)
        page = await self.request_page(self._reader(person), request.id, back=back)
        await self.screen.chat.edit_or_say(person.telegram_id, page, at=at)

    async def request_page(self, reader: Reader, request_id: int, *, back: bool = False) -> Page:
        """Draw a request as it stands now."""
        request = await self.requests.get(request_id)
        if request is None:
            return request_gone_page(reader)
        decided_by = await self.names([request.decided_by])
        return request_page(reader, request, decided_by.get(request.decided_by or 0, ""), back=back)

    async def links(self, person: Person, start: int = 0, *, at: int | None = None, notice: str | None = None) -> None:
        """List the links that still let somebody in."""
        reader = self._reader(person)
        found, total = await self.invitations.page(self.clock(), PEOPLE_A_PAGE, start)
        if not found and start:
            start = 0
            found, total = await self.invitations.page(self.clock(), PEOPLE_A_PAGE, start)
        names = await self.names([item.created_by for item in found])
        page = invitations_page(reader, found, total, names, await self.invitations.newest_id(), start)
        await self.screen.page(person, page, at=at, notice=notice, step=True)

    async def invitation(self, person: Person, invitation_id: int, *, at: int | None = None) -> None:
        """Show one link; raises InvitationGone."""
        found = await self.invitations.get(invitation_id)
        if found is None or found.bootstrap:
            raise InvitationGone(f"invitation {invitation_id}")
        await self.screen.page(person, await self._invitation_page(self._reader(person), found), at=at)

    async def made(self, person: Person, link: NewLink, username: str, *, at: int | None = None) -> None:
        """Show a new link, this once."""
        reader = self._reader(person)
        page = made_page(reader, start_link(username, link.code), link.role, reader.moment(link.expires_at))
        await self.screen.page(person, page, at=at, step=True)

    async def names(self, numbers: list[int | None]) -> dict[int, str]:
        """Return the names of people, of those who have no access any more as well."""
        known = await self.people.get_many({number for number in numbers if number is not None})
        return {number: name_of(person) for number, person in known.items()}

    async def _invitation_page(self, reader: Reader, invitation: Invitation) -> Page:
        names = await self.names([invitation.created_by, invitation.used_by])
        made_by, used_by = (names.get(number or 0, "") for number in (invitation.created_by, invitation.used_by))
        return invitation_page(reader, invitation, made_by, used_by)

    async def _view(self, telegram_id: int) -> PersonView:
        shown = await self._get(telegram_id)
        account = None if shown.account_id is None else await self.accounts.get(shown.account_id)
        sharing = [] if shown.account_id is None else await self.people.of_accounts([shown.account_id])
        templates = [item for item in await self.configured.templates() if item.document.enabled]
        return PersonView(
            person=shown,
            account=account,
            sharing=tuple(item for item in sharing if item.telegram_id != telegram_id),
            fixed=self.administrators.is_fixed(telegram_id),
            restricted=tuple(filter(is_restricted, templates)),
            granted=await self.grants.of(telegram_id),
            zone=self.time_zone,
        )

    async def _get(self, telegram_id: int) -> Person:
        found = await self.people.get(telegram_id)
        if found is None:
            raise PersonGone(f"person {telegram_id}")
        return found

    async def _ask(self, person: Person, topic: str, about: Mapping[str, Any]) -> None:
        await self.people.ask(person.telegram_id, Question(topic, about))

    def _reader(self, person: Person) -> Reader:
        if not person.is_admin:
            raise NotYours(f"{person.telegram_id} is no administrator")
        return self.screen.reader(person)
