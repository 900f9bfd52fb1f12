"""Cards: the record's own buttons, and what can be done with it."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.cards.addresses import (
    CancelLetters,
    CardPage,
    CopyRecord,
    DeleteRecord,
    DetailsPage,
    FieldsPage,
    FullText,
    LetWait,
    ListPage,
    PressRecordButton,
    ResolveUncertain,
    RetryRefused,
    TakeOutRecord,
    TryNow,
)
from bot.composing.screen import Screen
from domain.deliveries.steer_letters import SteerLetters
from domain.people import Person
from domain.records.fill_record import FillRecord
from domain.scenarios.press_button import PressButton

DONE = {"save": "done-save", "archive": "done-archive"}
"""What the card says after an operation on its record."""


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="cards")
    router.callback_query.register(show_card, CardPage.filter())
    router.callback_query.register(press_button, PressRecordButton.filter())
    router.callback_query.register(show_fields, FieldsPage.filter())
    router.callback_query.register(show_full_text, FullText.filter())
    router.callback_query.register(show_details, DetailsPage.filter())
    router.callback_query.register(copy_record, CopyRecord.filter())
    router.callback_query.register(delete_record, DeleteRecord.filter())
    router.callback_query.register(take_out, TakeOutRecord.filter())
    router.callback_query.register(try_now, TryNow.filter())
    router.callback_query.register(cancel_letters, CancelLetters.filter())
    router.callback_query.register(resolve_uncertain, ResolveUncertain.filter())
    router.callback_query.register(let_wait, LetWait.filter())
    router.callback_query.register(retry_refused, RetryRefused.filter())
    return router


async def show_card(
    query: CallbackQuery, callback_data: CardPage, screen: Screen, fill: FillRecord, person: Person, at: int | None
) -> None:
    """Show a card; a question that was open for one of its fields is left."""
    await fill.leave_question(person, callback_data.record)
    await screen.card(person, callback_data.record, at=at)


async def press_button(
    query: CallbackQuery,
    callback_data: PressRecordButton,
    screen: Screen,
    press: PressButton,
    person: Person,
    at: int | None,
) -> None:
    """A press of a record's button."""
    where = callback_data
    pressed = await press(person, where.record, where.button, where.revision, where.turn, sure=bool(where.sure))
    if pressed.doubt is not None:
        await screen.ask_first(person, where, pressed.doubt, pressed.confirm, at=at)
    elif pressed.done == "delete":
        await screen.listing(person, ListPage(), at=at, notice=screen.reader(person).text("deleted"))
    else:
        notice = screen.reader(person).text(DONE[pressed.done]) if pressed.done else None
        await screen.card(person, where.record, at=at, notice=notice)


async def show_fields(
    query: CallbackQuery, callback_data: FieldsPage, screen: Screen, person: Person, at: int | None
) -> None:
    """Which field is to be changed."""
    await screen.fields(person, callback_data.record, at=at)


async def show_full_text(
    query: CallbackQuery, callback_data: FullText, screen: Screen, person: Person, at: int | None
) -> None:
    """A long value, whole."""
    await screen.full_text(person, callback_data, at=at)


async def show_details(
    query: CallbackQuery, callback_data: DetailsPage, screen: Screen, person: Person, at: int | None
) -> None:
    """What servers said."""
    await screen.details(person, callback_data, at=at)


async def copy_record(
    query: CallbackQuery, callback_data: CopyRecord, screen: Screen, fill: FillRecord, person: Person
) -> None:
    """A new record with the same values, below everything: the old card stays."""
    place = await fill.copy(person, callback_data.record)
    await screen.place(person, place, notice=screen.reader(person).text("copied"))


async def delete_record(
    query: CallbackQuery, callback_data: DeleteRecord, screen: Screen, fill: FillRecord, person: Person, at: int | None
) -> None:
    """Delete a record, after a question."""
    if not callback_data.sure:
        await screen.ask_delete(person, callback_data.record, at=at)
        return
    await fill.delete(person, callback_data.record)
    await screen.listing(person, ListPage(), at=at, notice=screen.reader(person).text("deleted"))


async def take_out(
    query: CallbackQuery, callback_data: TakeOutRecord, screen: Screen, fill: FillRecord, person: Person, at: int | None
) -> None:
    """Bring a record back from the archive."""
    await fill.take_out(person, callback_data.record)
    await screen.card(person, callback_data.record, at=at, notice=screen.reader(person).text("taken-out"))


async def try_now(
    query: CallbackQuery, callback_data: TryNow, screen: Screen, steer: SteerLetters, person: Person, at: int | None
) -> None:
    """Try a waiting letter at once."""
    await steer.try_now(person, callback_data.record)
    await screen.card(person, callback_data.record, at=at, notice=screen.reader(person).text("trying-now"))


async def cancel_letters(
    query: CallbackQuery,
    callback_data: CancelLetters,
    screen: Screen,
    steer: SteerLetters,
    person: Person,
    at: int | None,
) -> None:
    """Cancel what has not gone, and open the fields if that is what it is for."""
    await steer.cancel(person, callback_data.record)
    if callback_data.fix:
        await screen.fields(person, callback_data.record, at=at)
    else:
        await screen.card(person, callback_data.record, at=at)


async def resolve_uncertain(
    query: CallbackQuery,
    callback_data: ResolveUncertain,
    screen: Screen,
    steer: SteerLetters,
    person: Person,
    at: int | None,
) -> None:
    """Say what an uncertain letter is."""
    act = steer.resend if callback_data.resend else steer.count_as_sent
    await act(person, callback_data.record, callback_data.tries)
    await screen.card(person, callback_data.record, at=at)


async def let_wait(
    query: CallbackQuery, callback_data: LetWait, screen: Screen, steer: SteerLetters, person: Person, at: int | None
) -> None:
    """A letter that has waited long is still needed."""
    await steer.still_needed(person, callback_data.record)
    await screen.card(person, callback_data.record, at=at)


async def retry_refused(
    query: CallbackQuery,
    callback_data: RetryRefused,
    screen: Screen,
    steer: SteerLetters,
    person: Person,
    at: int | None,
) -> None:
    """Send to those alone whom the letter has not reached."""
    await steer.retry_refused(person, callback_data.record)
    await screen.card(person, callback_data.record, at=at)
