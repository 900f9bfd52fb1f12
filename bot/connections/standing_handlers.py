"""What administrators do about a connection from its notice, which stays a message of its own."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.composing.screen import Screen
from bot.connections.checks import ConnectionChecks
from bot.first_steps.admin_addresses import ProbeNow, SendWaiting, StandingPage
from bot.telegram.asking import ForAdmins
from domain.deliveries.lanes import Hold
from domain.deliveries.mend_connection import MendConnection
from domain.people import Person


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="standing")
    router.callback_query.filter(ForAdmins())
    router.callback_query.register(show, StandingPage.filter())
    router.callback_query.register(probe_now, ProbeNow.filter())
    router.callback_query.register(send_waiting, SendWaiting.filter())
    return router


async def show(
    query: CallbackQuery,
    callback_data: StandingPage,
    screen: Screen,
    mend: MendConnection,
    person: Person,
    at: int | None,
) -> None:
    """How the connection stands now."""
    await screen.standing(person, await mend.look(person, callback_data.connection), at=at)


async def probe_now(
    query: CallbackQuery, callback_data: ProbeNow, checks: ConnectionChecks, person: Person, at: int | None
) -> None:
    """Check it now."""
    await checks.from_notice(person, callback_data.connection, at=at)


async def send_waiting(
    query: CallbackQuery,
    callback_data: SendWaiting,
    screen: Screen,
    mend: MendConnection,
    checks: ConnectionChecks,
    person: Person,
    at: int | None,
) -> None:
    """Let everything go that waited, and check whether it can."""
    standing = await mend.release(person, callback_data.connection)
    if standing.hold is Hold.SUSPENDED:
        await checks.from_notice(person, callback_data.connection, at=at)
    else:
        await screen.standing(person, standing, at=at)
