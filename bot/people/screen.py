"""What administrators see of people: pages drawn from rows, in the one live message."""

from dataclasses import dataclass
from functools import partial

from bot.people.access import request_gone_page, request_page, requests_page
from bot.people.addresses import InvitationsPage
from bot.people.choices import grants_page, languages_page, link_page, new_account_page, zones_page
from bot.people.invitations import invitation_page, invitations_page, made_page
from bot.people.pages import Around, PersonView, last_step_page, name_of, people_page, person_page
from bot.people.questions import HeirOf, NewAccountOf, PeopleSearch, RequestSearch, WhoseAccount, ZoneOf
from bot.people.removal import heir_page, heirs_page, removal_page
from bot.telegram.asking import AQuestion, DrawOf
from bot.telegram.page import Page
from bot.telegram.paging import page_of, place_of
from bot.telegram.picking import A_PAGE
from bot.telegram.reader import Reader
from bot.telegram.screen import Screen
from bot.telegram.start_link import start_link
from bot.telegram.turned_pages import page_behind
from bot.telegram.visit import Visit
from domain.access.access_requests import AccessRequest, AccessRequests
from domain.access.acting import Administrators, PersonChanged, PersonGone
from domain.access.invitations import Invitation, Invitations
from domain.access.invite import InvitationGone, NewLink
from domain.access.remove_person import RemovePerson
from domain.access.suggest_accounts import SuggestAccounts
from domain.accounts.account import Accounts, Found
from domain.clock import Clock
from domain.people import People, Person
from domain.records.stored_templates import StoredTemplates
from domain.records.template_access import TemplateGrants, is_restricted


@dataclass(frozen=True, slots=True)
class PeopleScreen:
    """Draws the pages of people, requests and invitations, for administrators only."""

    screen: Screen
    people: People
    accounts: Accounts
    configured: StoredTemplates
    grants: TemplateGrants
    requests: AccessRequests
    invitations: Invitations
    administrators: Administrators
    remove: RemovePerson
    suggest: SuggestAccounts
    time_zone: str
    clock: Clock

    async def listing(self, visit: Visit, asked: PeopleSearch) -> None:
        """Show everybody, or whom the typed words find; what is typed next searches again."""
        visit, found = await page_behind(visit, asked.start, partial(self.people.page, asked.query, A_PAGE))
        accounts = await self.accounts.get_many(item.account_id for item in found.items if item.account_id)
        around = Around(
            people=await self.people.count(),
            requests=await self.requests.waiting(),
            invitations=await self.invitations.usable(self.clock()),
        )
        page = people_page(visit, found, accounts, around, asked)
        await self.screen.ask(visit, asked, page, step=True)

    def or_everybody(self, draw: DrawOf[AQuestion]) -> DrawOf[AQuestion]:
        """Return what draws a question about a person, and everybody when that person is gone."""

        async def drawn(visit: Visit, asked: AQuestion) -> None:
            try:
                await draw(visit, asked)
            except PersonGone as error:
                await self.listing(visit.saying(visit.notice or visit.text(error.key)), PeopleSearch())

        return drawn

    async def card(self, visit: Visit, telegram_id: int) -> None:
        """Show one person; raises PersonGone."""
        view = await self._view(telegram_id)
        await self.screen.page(visit, person_page(visit, view))

    async def last_step(self, visit: Visit) -> None:
        """Ask before an administrator gives their own role up."""
        await self.screen.page(visit, last_step_page(visit, visit.person))

    async def link(self, visit: Visit, asked: WhoseAccount) -> None:
        """Ask whose account a person is; what is typed searches the directory. Raises PersonGone."""
        view = await self._view(asked.person)
        if asked.query:
            found, start = await page_of(
                lambda start: self.accounts.search(asked.query, limit=A_PAGE, place=place_of(start, A_PAGE)),
                asked.start,
                lambda found: len(found.accounts),
            )
            asked = asked.turned(start)
        else:
            found = Found(await self.suggest(view.person))
        await self.screen.ask(visit, asked, link_page(visit, view, found, asked))

    async def new_account(self, visit: Visit, asked: NewAccountOf) -> None:
        """Ask who is to be added to the directory as the account of somebody; raises PersonGone."""
        shown = (await self._view(asked.person)).person
        kept = asked.model_copy(
            update={"name": asked.name or shown.name, "stamp": shown.stamp if asked.stamp is None else asked.stamp}
        )
        await self.screen.ask(visit, kept, new_account_page(visit, shown, kept.name, kept.mbox))

    async def languages(self, visit: Visit, telegram_id: int) -> None:
        """Ask which language a person reads."""
        view = await self._view(telegram_id)
        await self.screen.page(visit, languages_page(visit, view.person))

    async def zones(self, visit: Visit, asked: ZoneOf) -> None:
        """Ask in which time zone a person lives; a city can be typed. Raises PersonGone."""
        person = (await self._view(asked.person)).person
        asked = asked.model_copy(update={"stamp": person.stamp})
        await self.screen.ask(visit, asked, zones_page(visit, person, self.time_zone))

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

    async def heirs(self, visit: Visit, asked: HeirOf) -> None:
        """Ask who takes it, what is typed finds them; whoever leaves is shown where somebody has changed them."""
        try:
            leaving = await self.administrators.get(asked.person, asked.stamp)
        except PersonChanged as error:
            await self.changed(visit, asked.person, error)
            return
        visit, found = await page_behind(visit, asked.start, partial(self.people.page, asked.query, A_PAGE))
        await self.screen.ask(visit, asked, heirs_page(visit, leaving, found, asked))

    async def heir(self, visit: Visit, telegram_id: int, stamp: int, heir_id: int) -> None:
        """Ask before it is handed over; raises PersonChanged when somebody has changed who leaves."""
        leaving, heir = await self.administrators.get(telegram_id, stamp), await self._get(heir_id)
        page = heir_page(visit, leaving, heir, await self.remove.left(telegram_id))
        await self.screen.page(visit, page)

    async def waiting(self, visit: Visit, asked: RequestSearch) -> None:
        """List the requests that wait, or those that the typed words find."""
        visit, found = await page_behind(visit, asked.start, partial(self.requests.page, asked.query, A_PAGE))
        await self.screen.ask(visit, asked, requests_page(visit, found, await self.requests.waiting(), asked))

    async def request(self, visit: Visit, request_id: int) -> None:
        """Show one request."""
        page = await self.request_page(visit, request_id)
        await self.screen.page(visit, page)

    async def decided(self, visit: Visit, request: AccessRequest) -> None:
        """Show in the pressed message who decided what: it may be an announcement, which stays where it is.

        It leads to the list of requests: nobody is left at a page without a way on.
        """
        page = await self.request_page(visit, request.id)
        await self.screen.chat.edit_or_say(visit.person.telegram_id, page, at=visit.at)

    async def request_page(self, reader: Reader, request_id: int) -> Page:
        """Draw a request as it stands now."""
        request = await self.requests.get(request_id)
        if request is None:
            return request_gone_page(reader)
        decided_by = await self.names([request.decided_by])
        return request_page(reader, request, decided_by.get(request.decided_by or 0, ""))

    async def links(self, visit: Visit, start: int = 0) -> None:
        """List the links that still let somebody in."""
        now = self.clock()
        visit, found = await page_behind(visit, start, partial(self.invitations.page, now, A_PAGE))
        names = await self.names([item.created_by for item in found.items])
        here, total = InvitationsPage(start=start), await self.invitations.usable(now)
        page = invitations_page(visit, found, total, names, await self.invitations.newest_id(), here)
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
