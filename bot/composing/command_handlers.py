"""Commands: the ways in from anywhere."""

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.cards.addresses import (
    DeletedPage,
    DeletedTurn,
    FoundRecordsPage,
    HelpPage,
    ListPage,
    ListTurn,
    NewRecord,
    QuestionBack,
    ResumeDraft,
    StartPage,
    StopAsking,
)
from bot.composing.listing_screen import ListingScreen
from bot.composing.screen import ComposingScreen
from bot.first_steps.first_page import FirstPage
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.access.open_invitation import Opened
from domain.one_line import in_one_line
from domain.people import OpenQuestion
from domain.records.fill_record import FillRecord
from domain.records.fillings import Filling


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="commands")
    router.message.register(start, CommandStart())
    router.callback_query.register(start_again, StartPage.filter())
    router.message.register(show_help, Command("help"))
    router.callback_query.register(show_help_again, HelpPage.filter())
    router.message.register(cancel, Command("cancel"))
    router.callback_query.register(stop, StopAsking.filter())
    router.callback_query.register(back, QuestionBack.filter())
    router.message.register(show_list, Command("list"))
    router.callback_query.register(open_list, ListPage.filter())
    router.callback_query.register(turn_list, ListTurn.filter())
    router.callback_query.register(turn_found, FoundRecordsPage.filter())
    router.callback_query.register(show_deleted, DeletedPage.filter())
    router.callback_query.register(turn_deleted, DeletedTurn.filter())
    router.message.register(new, Command("new"))
    router.callback_query.register(new_again, NewRecord.filter())
    router.callback_query.register(resume, ResumeDraft.filter())
    return router


async def start(message: Message, screen: Screen, first_page: FirstPage, visit: Visit, opened: Opened | None) -> None:
    """The first page, what became of a link that was opened, and the menu of what this person may use."""
    notice = None if opened is None else visit.text("invitation-opened", **_in_words(opened, visit))
    await first_page.show(visit.saying(notice))
    await screen.menu(visit.person)


async def start_again(query: CallbackQuery, first_page: FirstPage, visit: Visit) -> None:
    """The first page, by a button."""
    await first_page.show(visit)


async def show_help(message: Message, first_page: FirstPage, visit: Visit) -> None:
    """How it works."""
    await first_page.help(visit)


async def show_help_again(query: CallbackQuery, first_page: FirstPage, visit: Visit) -> None:
    """How it works, by a button."""
    await first_page.help(visit)


async def cancel(
    message: Message,
    fill: FillRecord,
    composing: ComposingScreen,
    first_page: FirstPage,
    visit: Visit,
    left: OpenQuestion | None,
) -> None:
    """Leave the open question: of a finished draft's field to its card, of a page to the first page."""
    filling = await fill.stop(visit.person)
    if filling is not None and filling.record.saved_at is not None:
        await composing.card(visit.saying(visit.text("stopped", kept="field")), filling.record.id)
        return
    await _stopped(filling, first_page, visit, "page" if left is not None else "none")


async def stop(query: CallbackQuery, fill: FillRecord, first_page: FirstPage, visit: Visit) -> None:
    """Leave the open question, by a button."""
    await _stop(fill, first_page, visit)


async def back(
    query: CallbackQuery,
    callback_data: QuestionBack,
    fill: FillRecord,
    composing: ComposingScreen,
    first_page: FirstPage,
    visit: Visit,
) -> None:
    """The question before; from the first one the first page, the draft being kept."""
    filling = await fill.back(visit.person, callback_data.record, callback_data.attribute)
    if filling is None:
        await _stop(fill, first_page, visit)
    else:
        await composing.filling(visit, filling)


async def show_list(message: Message, command: CommandObject, listing: ListingScreen, visit: Visit) -> None:
    """My notifications; those that have the words, if there are any behind the command."""
    words = in_one_line(command.args or "").strip()
    if words:
        await listing.search(visit, words)
    else:
        await listing(visit, ListPage())


async def turn_found(
    query: CallbackQuery, callback_data: FoundRecordsPage, listing: ListingScreen, visit: Visit
) -> None:
    """Another page of what was found."""
    await listing.found(visit, callback_data)


async def open_list(query: CallbackQuery, callback_data: ListPage, listing: ListingScreen, visit: Visit) -> None:
    """My notifications, by a filter."""
    await listing(visit, callback_data)


async def turn_list(query: CallbackQuery, callback_data: ListTurn, listing: ListingScreen, visit: Visit) -> None:
    """Another page of them."""
    await listing.turn(visit, callback_data)


async def show_deleted(query: CallbackQuery, callback_data: DeletedPage, listing: ListingScreen, visit: Visit) -> None:
    """What was deleted and can be taken back."""
    await listing.show_deleted(visit, callback_data)


async def turn_deleted(query: CallbackQuery, callback_data: DeletedTurn, listing: ListingScreen, visit: Visit) -> None:
    """Another page of it."""
    await listing.turn_deleted(visit, callback_data)


async def new(
    message: Message, fill: FillRecord, composing: ComposingScreen, first_page: FirstPage, visit: Visit
) -> None:
    """Compose."""
    await _new(fill, composing, first_page, visit, NewRecord())


async def new_again(
    query: CallbackQuery,
    callback_data: NewRecord,
    fill: FillRecord,
    composing: ComposingScreen,
    first_page: FirstPage,
    visit: Visit,
) -> None:
    """Compose, by a button."""
    await _new(fill, composing, first_page, visit, callback_data)


async def resume(
    query: CallbackQuery, callback_data: ResumeDraft, fill: FillRecord, composing: ComposingScreen, visit: Visit
) -> None:
    """Go on with a draft."""
    await composing.filling(visit, await fill.resume(visit.person, callback_data.record))


async def _new(
    fill: FillRecord, composing: ComposingScreen, first_page: FirstPage, visit: Visit, address: NewRecord
) -> None:
    if not address.fresh and await composing.offer_draft(visit):
        return
    template_id = address.template
    if not template_id:
        templates = await first_page.templates(visit.person)
        if len(templates) != 1:
            await composing.new(visit)
            return
        template_id = templates[0].id
    warning = await first_page.warn(visit, template_id)
    await composing.begun(visit.saying(warning), await fill.start(visit.person, template_id))


async def _stop(fill: FillRecord, first_page: FirstPage, visit: Visit) -> None:
    await _stopped(await fill.stop(visit.person), first_page, visit, "none")


async def _stopped(filling: Filling | None, first_page: FirstPage, visit: Visit, otherwise: str) -> None:
    kept = otherwise if filling is None else "no" if filling.record.is_blank else "yes"
    await first_page.show(visit.saying(visit.text("stopped", kept=kept)))


def _in_words(opened: Opened, visit: Visit) -> dict[str, str]:
    how = "let_in" if opened.let_in else "raised" if opened.raised else opened.unusable or "needless"
    return {"how": how, "role": visit.person.role}
