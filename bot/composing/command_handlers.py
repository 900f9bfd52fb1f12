"""Commands: the ways in from anywhere."""

from aiogram import Router
from aiogram.filters import Command, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.cards.addresses import HelpPage, ListPage, NewRecord, ResumeDraft, StartPage, StopAsking
from bot.composing.screen import Screen
from domain.access.open_invitation import Opened
from domain.people import Person
from domain.records.fill_record import FillRecord


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="commands")
    router.message.register(start, CommandStart())
    router.callback_query.register(start_again, StartPage.filter())
    router.message.register(show_help, Command("help"))
    router.callback_query.register(show_help_again, HelpPage.filter())
    router.message.register(cancel, Command("cancel"))
    router.callback_query.register(stop, StopAsking.filter())
    router.message.register(show_list, Command("list"))
    router.callback_query.register(turn_list, ListPage.filter())
    router.message.register(new, Command("new"))
    router.callback_query.register(new_again, NewRecord.filter())
    router.callback_query.register(resume, ResumeDraft.filter())
    return router


async def start(message: Message, screen: Screen, person: Person, opened: Opened | None) -> None:
    """The first page, what became of a link that was opened, and the menu of what this person may use."""
    notice = None if opened is None else screen.reader(person).text("invitation-opened", **_in_words(opened, person))
    await screen.start(person, notice=notice)
    await screen.menu(person)


async def start_again(query: CallbackQuery, screen: Screen, person: Person, at: int | None) -> None:
    """The first page, by a button."""
    await screen.start(person, at=at)


async def show_help(message: Message, screen: Screen, person: Person) -> None:
    """How it works."""
    await screen.help(person)


async def show_help_again(query: CallbackQuery, screen: Screen, person: Person, at: int | None) -> None:
    """How it works, by a button."""
    await screen.help(person, at=at)


async def cancel(message: Message, screen: Screen, fill: FillRecord, person: Person) -> None:
    """Leave the open question."""
    await _stop(screen, fill, person, None)


async def stop(query: CallbackQuery, screen: Screen, fill: FillRecord, person: Person, at: int | None) -> None:
    """Leave the open question, by a button."""
    await _stop(screen, fill, person, at)


async def show_list(message: Message, screen: Screen, person: Person) -> None:
    """My notifications."""
    await screen.listing(person, ListPage())


async def turn_list(
    query: CallbackQuery, callback_data: ListPage, screen: Screen, person: Person, at: int | None
) -> None:
    """My notifications: a page, a filter."""
    await screen.listing(person, callback_data, at=at)


async def new(message: Message, screen: Screen, fill: FillRecord, person: Person) -> None:
    """Compose."""
    await _new(screen, fill, person, NewRecord(), None)


async def new_again(
    query: CallbackQuery,
    callback_data: NewRecord,
    screen: Screen,
    fill: FillRecord,
    person: Person,
    at: int | None,
) -> None:
    """Compose, by a button."""
    await _new(screen, fill, person, callback_data, at)


async def resume(
    query: CallbackQuery,
    callback_data: ResumeDraft,
    screen: Screen,
    fill: FillRecord,
    person: Person,
    at: int | None,
) -> None:
    """Go on with a draft."""
    await screen.place(person, await fill.resume(person, callback_data.record), at=at)


async def _new(screen: Screen, fill: FillRecord, person: Person, address: NewRecord, at: int | None) -> None:
    if not address.fresh and await screen.offer_draft(person, at=at):
        return
    template_id = address.template
    if not template_id:
        templates = await screen.templates(person)
        if len(templates) != 1:
            await screen.new(person, at=at)
            return
        template_id = templates[0].id
    warning = await screen.warn(person)
    await screen.place(person, await fill.start(person, template_id), at=at, notice=warning)


async def _stop(screen: Screen, fill: FillRecord, person: Person, at: int | None) -> None:
    place = await fill.stop(person)
    kept = "none" if place is None else "no" if place.record.is_blank else "yes"
    await screen.start(person, at=at, notice=screen.reader(person).text("stopped", kept=kept))


def _in_words(opened: Opened, person: Person) -> dict[str, str]:
    how = "let_in" if opened.let_in else "raised" if opened.raised else opened.unusable or "needless"
    return {"how": how, "role": person.role}
