"""What administrators do about requests for accounts."""

import contextlib

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.directory.addresses import AddRequested, CorrectRequested, DeclineRequested
from bot.directory.questions import RightAccount
from bot.directory.request_screen import RequestScreen
from bot.telegram.asking import Answers
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.account_requests.account_requests import RequestDecided
from domain.account_requests.decide_request import DecideRequest
from domain.accounts.typed_account import read_typed


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="deciding")
    router.message.register(correct, F.text, Answers(RightAccount))
    router.callback_query.register(add, AddRequested.filter())
    router.callback_query.register(ask_correct, CorrectRequested.filter())
    router.callback_query.register(decline, DeclineRequested.filter())
    return router


async def add(
    query: CallbackQuery,
    callback_data: AddRequested,
    decide_request: DecideRequest,
    request_screen: RequestScreen,
    visit: Visit,
) -> None:
    """One tap adds; whoever is second sees who was first."""
    with contextlib.suppress(RequestDecided):
        await decide_request.add(visit.person, callback_data.request)
    await request_screen.decided(visit, callback_data.request)


async def ask_correct(
    query: CallbackQuery, callback_data: CorrectRequested, request_screen: RequestScreen, visit: Visit
) -> None:
    """Ask for what is right, below: the request stays where it is."""
    try:
        await request_screen.correct(visit.below(), RightAccount(request=callback_data.request))
    except RequestDecided:
        await request_screen.decided(visit, callback_data.request)


async def correct(
    message: Message,
    screen: Screen,
    decide_request: DecideRequest,
    request_screen: RequestScreen,
    visit: Visit,
    asked: RightAccount,
) -> None:
    """What is right was typed: the account is added so."""
    typed = read_typed(message.text or "")
    with contextlib.suppress(RequestDecided):
        await decide_request.add(visit.person, asked.request, typed.full_name, typed.mbox)
    await request_screen.corrected(visit, asked.request)


async def decline(
    query: CallbackQuery,
    callback_data: DeclineRequested,
    decide_request: DecideRequest,
    request_screen: RequestScreen,
    visit: Visit,
) -> None:
    """Decline; whoever is second sees who was first."""
    with contextlib.suppress(RequestDecided):
        await decide_request.decline(visit.person, callback_data.request)
    await request_screen.decided(visit, callback_data.request)
