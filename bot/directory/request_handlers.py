"""Requests for accounts: asking when nobody is found."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.composing.screen import ComposingScreen
from bot.directory.addresses import AskForAccount, AskForAddress, WriteTo
from bot.directory.pages import Listing
from bot.directory.questions import MissingAccount
from bot.directory.request_screen import RequestScreen
from bot.directory.screen import DirectoryScreen
from bot.telegram.asking import Answers
from bot.telegram.visit import Visit
from domain.account_requests.ask_for_account import AskForAccount as AskFor
from domain.account_requests.write_to_requested import WriteToRequested
from domain.accounts.fields import ORDER
from domain.accounts.typed_account import read_typed
from domain.records.fill_record import FillRecord


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="account_requests")
    router.message.register(answer, F.text, Answers(MissingAccount))
    router.callback_query.register(begin, AskForAccount.filter())
    router.callback_query.register(ask_address, AskForAddress.filter())
    router.callback_query.register(write, WriteTo.filter())
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
    where = callback_data
    asked = MissingAccount(record=where.record, attribute=where.attribute, name=typed.full_name, mbox=typed.mbox)
    await request_screen.ask(visit, asked)


async def ask_address(
    query: CallbackQuery,
    callback_data: AskForAddress,
    ask_for_account: AskFor,
    directory_screen: DirectoryScreen,
    composing: ComposingScreen,
    visit: Visit,
) -> None:
    """Somebody without an address was to be chosen: the administrators are asked for it; one of them writes it in."""
    where = callback_data
    if visit.person.is_admin:
        await directory_screen.field(visit.below(), where.account, ORDER.index("mbox"), Listing())
        return
    sent = await ask_for_account.for_address(visit.person, where.record, where.attribute, where.account)
    notice = visit.text("request-address-sent", outcome=sent.outcome, name=sent.name)
    await composing.here(visit.saying(notice))


async def write(
    query: CallbackQuery,
    callback_data: WriteTo,
    write_to_requested: WriteToRequested,
    composing: ComposingScreen,
    visit: Visit,
) -> None:
    """Whom the person asked for is there now: go on with the draft, below, so that the news stays where it is."""
    await composing.filling(visit.below(), await write_to_requested(visit.person, callback_data.request))


async def answer(
    message: Message,
    fill: FillRecord,
    ask_for_account: AskFor,
    request_screen: RequestScreen,
    composing: ComposingScreen,
    visit: Visit,
    asked: MissingAccount,
) -> None:
    """Name, address or both; when nothing is missing, the administrators are asked."""
    typed = read_typed(message.text or "")
    name, mbox = typed.full_name or asked.name, typed.mbox or asked.mbox
    if not name or not mbox:
        await request_screen.ask(visit, asked.model_copy(update={"name": name, "mbox": mbox}))
        return
    sent = await ask_for_account(visit.person, asked.record, asked.attribute, name, mbox)
    notice = visit.text("request-sent", outcome=sent.outcome, name=sent.name, mbox=mbox)
    if sent.outcome == "added":
        await fill.resume(visit.person, asked.record)
    await composing.here(visit.saying(notice))
