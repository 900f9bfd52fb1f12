"""Letting people in: requests for access, and invitations."""

from aiogram import Bot, Router
from aiogram.types import CallbackQuery

from bot.people.addresses import (
    DecideRequest,
    InvitationPage,
    InvitationsPage,
    MakeInvitation,
    RequestPage,
    RequestsPage,
    RevokeInvitation,
)
from bot.people.questions import RequestSearch, WhoseAccount
from bot.people.screen import PeopleScreen
from bot.telegram.visit import Visit
from domain.access.answer_request import AnswerRequest
from domain.access.invite import Invite
from domain.people import Role


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="inviting")
    router.callback_query.register(show_requests, RequestsPage.filter())
    router.callback_query.register(show_request, RequestPage.filter())
    router.callback_query.register(decide, DecideRequest.filter())
    router.callback_query.register(show_invitations, InvitationsPage.filter())
    router.callback_query.register(show_invitation, InvitationPage.filter())
    router.callback_query.register(make, MakeInvitation.filter())
    router.callback_query.register(revoke, RevokeInvitation.filter())
    return router


async def show_requests(
    query: CallbackQuery, callback_data: RequestsPage, people_screen: PeopleScreen, visit: Visit
) -> None:
    """The requests that wait."""
    await people_screen.waiting(visit, RequestSearch(start=callback_data.start))


async def show_request(
    query: CallbackQuery, callback_data: RequestPage, people_screen: PeopleScreen, visit: Visit
) -> None:
    """One request."""
    await people_screen.request(visit, callback_data.request)


async def decide(
    query: CallbackQuery,
    callback_data: DecideRequest,
    people_screen: PeopleScreen,
    answer_request: AnswerRequest,
    visit: Visit,
) -> None:
    """Let in, or decline; then whose account it is, below."""
    allow = bool(callback_data.allow)
    decision = await answer_request(visit.person, callback_data.request, allow=allow)
    await people_screen.decided(visit, decision.request)
    if decision.first and allow:
        await people_screen.link(visit.below(), WhoseAccount(person=decision.request.telegram_id))


async def show_invitations(
    query: CallbackQuery, callback_data: InvitationsPage, people_screen: PeopleScreen, visit: Visit
) -> None:
    """The links that still let somebody in."""
    await people_screen.links(visit, callback_data.start)


async def show_invitation(
    query: CallbackQuery, callback_data: InvitationPage, people_screen: PeopleScreen, visit: Visit
) -> None:
    """One link."""
    await people_screen.invitation(visit, callback_data.invitation)


async def make(
    query: CallbackQuery,
    callback_data: MakeInvitation,
    people_screen: PeopleScreen,
    invite: Invite,
    bot: Bot,
    visit: Visit,
) -> None:
    """A new link, shown this once; the bot's name is asked for before there is something to lose."""
    username = (await bot.me()).username or ""
    link = await invite(visit.person, Role.ADMIN if callback_data.admin else Role.STAFF, callback_data.after)
    await people_screen.made(visit, link, username)


async def revoke(
    query: CallbackQuery, callback_data: RevokeInvitation, people_screen: PeopleScreen, invite: Invite, visit: Visit
) -> None:
    """A link is made worthless; one that is so already is shown as it stands."""
    invitation, first = await invite.revoke(visit.person, callback_data.invitation)
    if not first:
        await people_screen.invitation(visit, invitation.id)
        return
    notice = visit.text("invitation-revoked")
    await people_screen.links(visit.saying(notice))
