"""What administrators do about a connection from its notice, which stays a message of its own."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.connections.checks import ConnectionChecks
from bot.connections.standing_screen import StandingScreen
from bot.first_steps.addresses import ProbeNow, SendWaiting, StandingPage
from bot.telegram.visit import Visit
from domain.deliveries.lanes import Hold
from domain.runs.mend_connection import MendConnection


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="standing")
    router.callback_query.register(show, StandingPage.filter())
    router.callback_query.register(probe_now, ProbeNow.filter())
    router.callback_query.register(send_waiting, SendWaiting.filter())
    return router


async def show(
    query: CallbackQuery,
    callback_data: StandingPage,
    mend: MendConnection,
    standing_screen: StandingScreen,
    visit: Visit,
) -> None:
    """How the connection stands now."""
    await standing_screen.show(visit, await mend.look(visit.person, callback_data.connection))


async def probe_now(query: CallbackQuery, callback_data: ProbeNow, checks: ConnectionChecks, visit: Visit) -> None:
    """Check it now."""
    await checks.from_notice(visit, callback_data.connection)


async def send_waiting(
    query: CallbackQuery,
    callback_data: SendWaiting,
    mend: MendConnection,
    checks: ConnectionChecks,
    standing_screen: StandingScreen,
    visit: Visit,
) -> None:
    """Let everything go that waited, and check whether it can."""
    standing = await mend.release(visit.person, callback_data.connection)
    if standing.hold is Hold.SUSPENDED:
        await checks.from_notice(visit, callback_data.connection)
    else:
        await standing_screen.show(visit, standing)
