"""What administrators see of people: pages drawn from rows, in the one live message."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.people.access import request_gone_page, request_page, requests_page
from bot.people.choices import grants_page, languages_page, link_page, new_account_page, zones_page
from bot.people.invitations import invitation_page, invitations_page, made_page
from bot.people.pages import PEOPLE_A_PAGE, Around, PersonView, last_step_page, name_of, people_page, person_page
from bot.people.removal import heir_page, heirs_page, removal_page
from bot.telegram.page import Page
from bot.telegram.reader import Reader
from bot.telegram.screen import Screen
from bot.telegram.start_link import start_link
from bot.telegram.visit import Visit
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

    async def listing(self, visit: Visit, start: int = 0, query: str = "") -> None:
        """Show everybody, or whom the typed words find; what is typed next searches again."""
        found = await self.people.page(query, PEOPLE_A_PAGE, start)
        if not found.people and start:
            start = 0
            found = await self.people.page(query, PEOPLE_A_PAGE, start)
        accounts = await self.accounts.get_many(item.account_id for item in found.people if item.account_id)
        _, waiting = await self.requests.page("", 0, 0)
        _, links = await self.invitations.page(self.clock(), 0, 0)
        page = people_page(visit, found, accounts, Around(waiting, links), start, query)
        await self._ask(visit, SEARCH, {"query": query})
        await self.screen.page(visit, page, step=True)

    async def search_again(self, visit: Visit, about: Mapping[str, Any]) -> None:
        """Show what was searched for."""
        await self.listing(visit, 0, str(about.get("query", "")))

    async def card(self, visit: Visit, telegram_id: int) -> None:
        """Show one person; raises PersonGone."""
        view = await self._view(telegram_id)
        await self.screen.page(visit, person_page(visit, view))

    async def last_step(self, visit: Visit) -> None:
        """Ask before an administrator gives their own role up."""
        await self.screen.page(visit, last_step_page(visit, visit.person))

    async def link(self, visit: Visit, telegram_id: int, query: str = "") -> None:
        """Ask whose account a person is; what is typed searches the directory."""
        view = await self._view(telegram_id)
        if query:
            found = await self.accounts.search(query, limit=PEOPLE_A_PAGE)
            offered, more = found.accounts, found.more
        else:
            offered, more = await self.suggest(view.person), False
        page = link_page(visit, view, offered, query, more=more)
        await self._ask(visit, LINK, {"person": telegram_id, "query": query})
        await self.screen.page(visit, page)

    async def link_again(self, visit: Visit, about: Mapping[str, Any]) -> None:
        """Ask it again; everybody is shown when the person is gone."""
        if await self.people.get(int(about["person"])) is None:
            await self.listing(visit)
            return
        await self.link(visit, int(about["person"]), str(about.get("query", "")))

    async def new_account(self, visit: Visit, about: Mapping[str, Any]) -> None:
        """Ask who is to be added to the directory as the account of somebody; everybody is shown when they are gone."""
        shown = await self.people.get(int(about["person"]))
        if shown is None:
            await self.listing(visit)
            return
        kept = {"name": shown.name, "mbox": "", "stamp": shown.stamp, **about}
        await self._ask(visit, NEW, kept)
        page = new_account_page(visit, shown, kept["name"], kept["mbox"])
        await self.screen.page(visit, page)

    async def languages(self, visit: Visit, telegram_id: int) -> None:
        """Ask which language a person reads."""
        view = await self._view(telegram_id)
        await self.screen.page(visit, languages_page(visit, view.person))

    async def zones(self, visit: Visit, telegram_id: int) -> None:
        """Ask in which time zone a person lives; a city can be typed."""
        view = await self._view(telegram_id)
        await self._ask(visit, ZONE, {"person": telegram_id, "stamp": view.person.stamp})
        page = zones_page(visit, view.person, self.time_zone)
        await self.screen.page(visit, page)

    async def zones_again(self, visit: Visit, about: Mapping[str, Any]) -> None:
        """Ask it again; everybody is shown when the person is gone."""
        if await self.people.get(int(about["person"])) is None:
            await self.listing(visit)
            return
        await self.zones(visit, int(about["person"]))

    async def templates(self, visit: Visit, telegram_id: int) -> None:
        """Show which restricted templates a person may use."""
        view = await self._view(telegram_id)
        await self.screen.page(visit, grants_page(visit, view))

    async def changed(self, visit: Visit, telegram_id: int, error: PersonChanged) -> None:
        """Show the person as they are now, and who was first."""
        await self.card(visit.saying(visit.text(error.key, **error.params)), telegram_id)

    async def removal(self, visit: Visit, telegram_id: int) -> None:
        """Ask what becomes of what a person leaves, after what forbids it; raises FixedAdministrator and the like."""
        leaving = await self._get(telegram_id)
        await self.administrators.check_can_be_spared(leaving)
        page = removal_page(visit, leaving, await self.remove.left(telegram_id))
        await self.screen.page(visit, page)

    async def heirs(self, visit: Visit, telegram_id: int, stamp: int, start: int = 0, query: str = "") -> None:
        """Ask who takes it, what is typed finds them; raises PersonChanged when somebody has changed who leaves."""
        leaving = await self.administrators.get(telegram_id, stamp)
        found = await self.people.page(query, PEOPLE_A_PAGE, start)
        page = heirs_page(visit, leaving, found, start, query)
        await self._ask(visit, HEIR, {"person": telegram_id, "stamp": stamp, "query": query})
        await self.screen.page(visit, page)

    async def heirs_again(self, visit: Visit, about: Mapping[str, Any]) -> None:
        """Ask it again; whoever leaves is shown as they are now when somebody has changed them."""
        number = int(about["person"])
        try:
            await self.heirs(visit, number, int(about["stamp"]), 0, str(about["query"]))
        except PersonGone:
            await self.listing(visit)
        except PersonChanged as error:
            await self.changed(visit.saying(None), number, error)

    async def heir(self, visit: Visit, telegram_id: int, stamp: int, heir_id: int) -> None:
        """Ask before it is handed over; raises PersonChanged when somebody has changed who leaves."""
        leaving, heir = await self.administrators.get(telegram_id, stamp), await self._get(heir_id)
        page = heir_page(visit, leaving, heir, await self.remove.left(telegram_id))
        await self.screen.page(visit, page)

    async def waiting(self, visit: Visit, start: int = 0, query: str = "") -> None:
        """List the requests that wait, or those that the typed words find."""
        found, total = await self.requests.page(query, PEOPLE_A_PAGE, start)
        if not found and start:
            start = 0
            found, total = await self.requests.page(query, PEOPLE_A_PAGE, start)
        await self._ask(visit, REQUESTS, {"query": query})
        page = requests_page(visit, found, total, start, query)
        await self.screen.page(visit, page)

    async def waiting_again(self, visit: Visit, about: Mapping[str, Any]) -> None:
        """List them again."""
        await self.waiting(visit, 0, str(about["query"]))

    async def request(self, visit: Visit, request_id: int) -> None:
        """Show one request."""
        page = await self.request_page(visit, request_id, back=True)
        await self.screen.page(visit, page)

    async def decided(self, visit: Visit, request: AccessRequest) -> None:
        """Show in the pressed message who decided what: it may be an announcement, which stays where it is.

        A page that was reached from the list of requests leads back to it.
        """
        back = visit.at is not None and await self.screen.chat.is_live(visit.person.telegram_id, visit.at)
        page = await self.request_page(visit, request.id, back=back)
        await self.screen.chat.edit_or_say(visit.person.telegram_id, page, at=visit.at)

    async def request_page(self, reader: Reader, request_id: int, *, back: bool = False) -> Page:
        """Draw a request as it stands now."""
        request = await self.requests.get(request_id)
        if request is None:
            return request_gone_page(reader)
        decided_by = await self.names([request.decided_by])
        return request_page(reader, request, decided_by.get(request.decided_by or 0, ""), back=back)

    async def links(self, visit: Visit, start: int = 0) -> None:
        """List the links that still let somebody in."""
        found, total = await self.invitations.page(self.clock(), PEOPLE_A_PAGE, start)
        if not found and start:
            start = 0
            found, total = await self.invitations.page(self.clock(), PEOPLE_A_PAGE, start)
        names = await self.names([item.created_by for item in found])
        page = invitations_page(visit, found, total, names, await self.invitations.newest_id(), start)
        await self.screen.page(visit, page, step=True)

    async def invitation(self, visit: Visit, invitation_id: int) -> None:
        """Show one link; raises InvitationGone."""
        found = await self.invitations.get(invitation_id)
        if found is None or found.bootstrap:
            raise InvitationGone(f"invitation {invitation_id}")
        await self.screen.page(visit, await self._invitation_page(visit, found))

    async def made(self, visit: Visit, link: NewLink, username: str) -> None:
        """Show a new link, this once."""
        page = made_page(visit, start_link(username, link.code), link.role, visit.moment(link.expires_at))
        await self.screen.page(visit, page, step=True)

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

    async def _ask(self, visit: Visit, topic: str, about: Mapping[str, Any]) -> None:
        await self.people.ask(visit.person.telegram_id, Question(topic, about))

    def _reader(self, visit: Visit) -> Reader:
        if not visit.person.is_admin:
            raise NotYours(f"{visit.person.telegram_id} is no administrator")
        return visit
