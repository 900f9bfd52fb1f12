"""Letting people in: requests for access, and invitations."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, Message

from bot.people.addresses import (
    DecideRequest,
    InvitationPage,
    InvitationsPage,
    MakeInvitation,
    RequestPage,
    RequestsPage,
    RevokeInvitation,
)
from bot.people.screen import REQUESTS, PeopleScreen
from bot.telegram.asking import Answers, ForAdmins, name_typed
from domain.access.answer_request import AnswerRequest
from domain.access.invite import Invite
from domain.people import Person, Role


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="inviting")
    router.message.filter(ForAdmins())
    router.callback_query.filter(ForAdmins())
    router.message.register(find_requests, Answers(REQUESTS), F.text)
    router.callback_query.register(show_requests, RequestsPage.filter())
    router.callback_query.register(show_request, RequestPage.filter())
    router.callback_query.register(decide, DecideRequest.filter())
    router.callback_query.register(show_invitations, InvitationsPage.filter())
    router.callback_query.register(show_invitation, InvitationPage.filter())
    router.callback_query.register(make, MakeInvitation.filter())
    router.callback_query.register(revoke, RevokeInvitation.filter())
    return router


async def show_requests(
    query: CallbackQuery, callback_data: RequestsPage, people_screen: PeopleScreen, person: Person, at: int | None
) -> None:
    """The requests that wait."""
    await people_screen.waiting(person, callback_data.start, at=at)


async def find_requests(message: Message, people_screen: PeopleScreen, person: Person) -> None:
    """A request is looked for by name."""
    await people_screen.waiting(person, 0, name_typed(message))


async def show_request(
    query: CallbackQuery, callback_data: RequestPage, people_screen: PeopleScreen, person: Person, at: int | None
) -> None:
    """One request."""
    await people_screen.request(person, callback_data.request, at=at)


async def decide(
    query: CallbackQuery,
    callback_data: DecideRequest,
    people_screen: PeopleScreen,
    answer_request: AnswerRequest,
    person: Person,
    at: int | None,
) -> None:
    """Let in, or decline; then whose account it is, below."""
    allow = bool(callback_data.allow)
    decision = await answer_request(person, callback_data.request, allow=allow)
    await people_screen.decided(person, decision.request, at=at)
    if decision.first and allow:
        await people_screen.link(person, decision.request.telegram_id)


async def show_invitations(
    query: CallbackQuery, callback_data: InvitationsPage, people_screen: PeopleScreen, person: Person, at: int | None
) -> None:
    """The links that still let somebody in."""
    await people_screen.links(person, callback_data.start, at=at)


async def show_invitation(
    query: CallbackQuery, callback_data: InvitationPage, people_screen: PeopleScreen, person: Person, at: int | None
) -> None:
    """One link."""
    await people_screen.invitation(person, callback_data.invitation, at=at)


async def make(
    query: CallbackQuery,
    callback_data: MakeInvitation,
    people_screen: PeopleScreen,
    invite: Invite,
    bot: Bot,
    person: Person,
    at: int | None,
) -> None:
    """A new link, shown this once; the bot's name is asked for before there is something to lose."""
    username = (await bot.me()).username or ""
    link = await invite(person, Role.ADMIN if callback_data.admin else Role.STAFF, callback_data.after)
    await people_screen.made(person, link, username, at=at)


async def revoke(
    query: CallbackQuery,
    callback_data: RevokeInvitation,
    people_screen: PeopleScreen,
    invite: Invite,
    person: Person,
    at: int | None,
) -> None:
    """A link is made worthless; one that is so already is shown as it stands."""
    invitation, first = await invite.revoke(person, callback_data.invitation)
    if not first:
        await people_screen.invitation(person, invitation.id, at=at)
        return
    notice = people_screen.screen.reader(person).text("invitation-revoked")
    await people_screen.links(person, at=at, notice=notice)
