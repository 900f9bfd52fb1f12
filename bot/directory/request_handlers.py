"""Requests for accounts: asking when nobody is found, and what administrators do about it."""

import contextlib
from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.composing.screen import ComposingScreen
from bot.directory.account_files import CARD
from bot.directory.addresses import AddRequested, AskForAccount, CorrectRequested, DeclineRequested
from bot.directory.request_screen import ASK, CORRECT, RequestScreen
from bot.directory.screen import FIELD, LIST, MANAGER, MBOX, NAME
from bot.telegram.asking import Answers, ForAdmins
from bot.telegram.visit import Visit
from domain.accounts.account_requests import RequestDecided
from domain.accounts.ask_for_account import AskForAccount as AskFor
from domain.accounts.decide_request import DecideRequest
from domain.accounts.fields import WordsWanted
from domain.accounts.typed_account import read_typed
from domain.people import People
from domain.records.fill_record import FillRecord


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="account_requests")
    router.message.register(answer, F.text, Answers(ASK))
    router.message.register(correct, F.text, Answers(CORRECT), ForAdmins())
    for topic in (LIST, FIELD, MANAGER, NAME, MBOX, CARD, ASK, CORRECT):
        router.message.register(no_words, Answers(topic))
    router.callback_query.register(begin, AskForAccount.filter())
    router.callback_query.register(add, AddRequested.filter(), ForAdmins())
    router.callback_query.register(ask_correct, CorrectRequested.filter(), ForAdmins())
    router.callback_query.register(decline, DeclineRequested.filter(), ForAdmins())
    return router


async def begin(
    query: CallbackQuery,
    callback_data: AskForAccount,
    ask_for_account: AskFor,
    request_screen: RequestScreen,
    visit: Visit,
) -> None:
    """What was typed into the question is taken for the name, or for the address if it is one."""
    typed = await ask_for_account.begin(visit.person, callback_data.record, callback_data.attribute)
    about = {"record": callback_data.record, "attribute": callback_data.attribute}
    await request_screen.ask(visit, {**about, "name": typed.full_name, "mbox": typed.mbox})


async def answer(
    message: Message,
    fill: FillRecord,
    ask_for_account: AskFor,
    request_screen: RequestScreen,
    composing: ComposingScreen,
    visit: Visit,
    about: dict[str, Any],
) -> None:
    """Name, address or both; when nothing is missing, the administrators are asked."""
    typed = read_typed(message.text or "")
    name, mbox = typed.full_name or about["name"], typed.mbox or about["mbox"]
    if not name or not mbox:
        await request_screen.ask(visit, {**about, "name": name, "mbox": mbox})
        return
    asked = await ask_for_account(visit.person, about["record"], about["attribute"], name, mbox)
    notice = visit.text("request-sent", outcome=asked.outcome, name=asked.name, mbox=mbox)
    added = asked.outcome == "added"
    if added:
        await fill.resume(visit.person, about["record"])
    await composing.here(visit.saying(notice))


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
        await request_screen.correct(visit.below(), {"request": callback_data.request})
    except RequestDecided:
        await request_screen.decided(visit, callback_data.request)


async def correct(
    message: Message,
    people: People,
    decide_request: DecideRequest,
    request_screen: RequestScreen,
    visit: Visit,
    about: dict[str, Any],
) -> None:
    """What is right was typed: the account is added so."""
    typed = read_typed(message.text or "")
    with contextlib.suppress(RequestDecided):
        await decide_request.add(visit.person, about["request"], typed.full_name, typed.mbox)
    await people.ask(visit.person.telegram_id, None)
    await request_screen.corrected(visit, about["request"])


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


async def no_words(message: Message) -> None:
    """A sticker or a voice message, where one of the directory's pages has asked for words."""
    raise WordsWanted
