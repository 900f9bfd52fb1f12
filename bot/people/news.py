"""What people are told about access outside their own presses: topics of announcements."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.people.access import answer_page, reply_page
from bot.people.addresses import PersonPage
from bot.people.removal import handed_over_page
from bot.people.screen import PeopleScreen
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader
from bot.workers.announcer import Draw
from domain.access.access_requests import ANSWER_TOPIC, REQUEST_TOPIC, UNTOLD_TOPIC, RequestState
from domain.access.ask_for_access import Reply
from domain.access.change_person import ROLE_TOPIC
from domain.access.invitations import USED_TOPIC
from domain.access.remove_person import HEIR_TOPIC, Left
from domain.announcements import Announcement
from domain.people import Role


@dataclass(frozen=True, slots=True)
class PeopleNews:
    """Draws what is told, from the rows as they are then; what is no longer true is not told."""

    pages: PeopleScreen

    def topics(self) -> Mapping[str, Draw]:
        """Return which topic is drawn how."""
        return {
            REQUEST_TOPIC: self.request,
            UNTOLD_TOPIC: self.untold,
            ANSWER_TOPIC: self.answer,
            ROLE_TOPIC: self.role,
            HEIR_TOPIC: self.handed_over,
            USED_TOPIC: self.invitation_used,
        }

    async def request(self, reader: Reader, item: Announcement) -> Page | None:
        """A stranger's request, for administrators."""
        return await self.pages.request_page(reader, item.subject) if reader.person.is_admin else None

    async def untold(self, reader: Reader, item: Announcement) -> Page | None:
        """That no administrator could be told, for the stranger who still waits."""
        request = await self.pages.requests.get(item.subject)
        if request is None or not request.is_open or await self.pages.people.get(item.person_id) is not None:
            return None
        return reply_page(reader.texts, item.person_id, Reply.UNTOLD)

    async def answer(self, reader: Reader, item: Announcement) -> Page | None:
        """The answer, for the stranger, who is one no more when it is a good one: their menu follows."""
        request = await self.pages.requests.get(item.subject)
        person = await self.pages.people.get(item.person_id)
        if request is None or request.is_open or (request.state is RequestState.ALLOWED) is (person is None):
            return None
        if person is not None:
            await self.pages.screen.menu(person)
        return answer_page(reader, request)

    async def role(self, reader: Reader, item: Announcement) -> Page | None:
        """Another role, for whom it is: their menu follows."""
        person = await self.pages.people.get(item.person_id)
        if person is None or person.role != Role(item.about["role"]):
            return None
        await self.pages.screen.menu(person)
        return Page(reader.text("role-changed", role=person.role))

    async def handed_over(self, reader: Reader, item: Announcement) -> Page | None:
        """What somebody took from a person who was removed."""
        about = item.about
        return handed_over_page(reader, about["name"], Left(about["drafts"], about["letters"]))

    async def invitation_used(self, reader: Reader, item: Announcement) -> Page | None:
        """Who came by a link, for the administrator who made it."""
        invitation = await self.pages.invitations.get(item.subject)
        if invitation is None or invitation.used_by is None or not reader.person.is_admin:
            return None
        names = await self.pages.names([invitation.used_by])
        text = reader.text("invitation-used", name=names.get(invitation.used_by, ""), role=invitation.role)
        button = PageButton(reader.label("button-open-person"), PersonPage(person=invitation.used_by))
        return Page(text, in_rows([button]))
