"""Cards: the record's own buttons, and what can be done with it."""

from dataclasses import replace
from typing import Protocol

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import CallbackQuery, ChatMemberUpdated

from bot.cards.addresses import (
    CancelLetters,
    CardPage,
    DeleteRecord,
    DetailsPage,
    FieldsPage,
    FullText,
    LetterOfRecord,
    LettersPage,
    LetWait,
    PressRecordButton,
    ResolveUncertain,
    RetryRefused,
    TakeBack,
    TakeOutRecord,
    TryNow,
)
from bot.cards.screen import CardScreen
from bot.telegram.visit import Visit
from domain.obstacles.tell_administrators import TellAdministrators
from domain.records.fill_record import FillRecord
from domain.records.fillings import Filling
from domain.runs.departures import Departures
from domain.runs.may_begin import CannotBegin
from domain.runs.press_button import PressButton, Pressed
from domain.runs.steer_letters import SteerLetters
from domain.runs.tell_again import TellAgain


class ShowsList(Protocol):
    """Shows the list that a card leads back to when there is no card any more."""

    async def deleted(self, visit: Visit, record_id: int) -> None:
        """Show it, with the way to bring back the record that was deleted."""
        ...


class BeginsRecords(Protocol):
    """Shows where a new record begins."""

    async def begun(self, visit: Visit, filling: Filling) -> None:
        """Show its first question, or its card where none is left."""
        ...


DONE = {"save": "done-save", "archive": "done-archive", "unarchive": "done-unarchive"}
"""What the card says after an operation on its record."""


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="cards")
    router.my_chat_member.register(tell_again, F.new_chat_member.status == ChatMemberStatus.MEMBER)
    router.callback_query.register(show_card, CardPage.filter())
    router.callback_query.register(press_button, PressRecordButton.filter())
    router.callback_query.register(show_fields, FieldsPage.filter())
    router.callback_query.register(show_full_text, FullText.filter())
    router.callback_query.register(show_details, DetailsPage.filter())
    router.callback_query.register(show_letters, LettersPage.filter())
    router.callback_query.register(show_letter, LetterOfRecord.filter())
    router.callback_query.register(delete_record, DeleteRecord.filter())
    router.callback_query.register(take_back, TakeBack.filter())
    router.callback_query.register(take_out, TakeOutRecord.filter())
    router.callback_query.register(try_now, TryNow.filter())
    router.callback_query.register(cancel_letters, CancelLetters.filter())
    router.callback_query.register(resolve_uncertain, ResolveUncertain.filter())
    router.callback_query.register(let_wait, LetWait.filter())
    router.callback_query.register(retry_refused, RetryRefused.filter())
    return router


async def tell_again(change: ChatMemberUpdated, tell_what_rests: TellAgain) -> None:
    """Whoever lets the bot in again hears what could not be told meanwhile."""
    await tell_what_rests(change.from_user.id)


async def show_card(
    query: CallbackQuery, callback_data: CardPage, fill: FillRecord, cards: CardScreen, visit: Visit
) -> None:
    """Show a card; a question that was open for one of its fields is left."""
    await fill.leave_question(visit.person, callback_data.record)
    await cards.card(visit, callback_data.record)


async def press_button(
    query: CallbackQuery,
    callback_data: PressRecordButton,
    press: PressButton,
    departures: Departures,
    cards: CardScreen,
    listing: ShowsList,
    fill: FillRecord,
    composing: BeginsRecords,
    tell_administrators: TellAdministrators,
    visit: Visit,
) -> None:
    """A press of a record's button."""
    where, person = callback_data, visit.person
    try:
        pressed = await press(person, where.record, where.button, where.revision, where.turn, sure=bool(where.sure))
    except CannotBegin as error:
        raise await tell_administrators.instead_of(error, person, where.record) from error
    if pressed.doubt is not None:
        await cards.ask_first(visit, where, pressed)
    elif pressed.new is not None:
        new = pressed.new
        filling = await fill.start_from(person, new.template_id, new.values)
        await composing.begun(visit, replace(filling, refused=(*new.refused, *filling.refused)))
    elif pressed.done == "delete":
        await listing.deleted(visit, where.record)
    else:
        await _let_it_leave(pressed, departures, visit)
        notice = visit.text(DONE[pressed.done]) if pressed.done else None
        await cards.card(visit.saying(notice), where.record)


async def _let_it_leave(pressed: Pressed, departures: Departures, visit: Visit) -> None:
    """Wait a moment for a letter that leaves at once: the card is drawn when it is on its way.

    Only where the pressed message is the card already: what is told meanwhile is drawn there, and nowhere else.
    """
    is_card = visit.at is not None and pressed.record.card_message_id == visit.at
    if is_card and pressed.claim is not None:
        await departures.wait(pressed.claim.id)


async def show_fields(query: CallbackQuery, callback_data: FieldsPage, cards: CardScreen, visit: Visit) -> None:
    """Which field is to be changed."""
    await cards.fields(visit, callback_data.record)


async def show_full_text(query: CallbackQuery, callback_data: FullText, cards: CardScreen, visit: Visit) -> None:
    """A long value, whole."""
    await cards.full_text(visit, callback_data)


async def show_details(query: CallbackQuery, callback_data: DetailsPage, cards: CardScreen, visit: Visit) -> None:
    """What servers said."""
    await cards.details(visit, callback_data)


async def show_letters(query: CallbackQuery, callback_data: LettersPage, cards: CardScreen, visit: Visit) -> None:
    """The letters of a press that has made many."""
    await cards.letters(visit, callback_data)


async def show_letter(query: CallbackQuery, callback_data: LetterOfRecord, cards: CardScreen, visit: Visit) -> None:
    """One of them."""
    await cards.letter(visit, callback_data)


async def delete_record(
    query: CallbackQuery,
    callback_data: DeleteRecord,
    fill: FillRecord,
    cards: CardScreen,
    listing: ShowsList,
    visit: Visit,
) -> None:
    """Delete a record, after a question."""
    if not callback_data.sure:
        await cards.ask_delete(visit, callback_data.record)
        return
    await fill.delete(visit.person, callback_data.record)
    await listing.deleted(visit, callback_data.record)


async def take_back(
    query: CallbackQuery, callback_data: TakeBack, fill: FillRecord, cards: CardScreen, visit: Visit
) -> None:
    """Bring a deleted record back; a second press shows that it is there."""
    first = await fill.take_back(visit.person, callback_data.record)
    notice = visit.text("taken-back" if first else "taken-back-before")
    await cards.card(visit.saying(notice), callback_data.record)


async def take_out(
    query: CallbackQuery, callback_data: TakeOutRecord, fill: FillRecord, cards: CardScreen, visit: Visit
) -> None:
    """Bring a record back from the archive."""
    await fill.take_out(visit.person, callback_data.record)
    await cards.card(visit.saying(visit.text("taken-out")), callback_data.record)


async def try_now(
    query: CallbackQuery, callback_data: TryNow, steer: SteerLetters, cards: CardScreen, visit: Visit
) -> None:
    """Try a waiting letter at once."""
    await steer.try_now(visit.person, callback_data.record)
    await cards.card(visit.saying(visit.text("trying-now")), callback_data.record)


async def cancel_letters(
    query: CallbackQuery, callback_data: CancelLetters, steer: SteerLetters, cards: CardScreen, visit: Visit
) -> None:
    """Cancel what has not gone, and open the fields if that is what it is for."""
    await steer.cancel(visit.person, callback_data.record)
    if callback_data.fix:
        await cards.fields(visit, callback_data.record)
    else:
        await cards.card(visit, callback_data.record)


async def resolve_uncertain(
    query: CallbackQuery, callback_data: ResolveUncertain, steer: SteerLetters, cards: CardScreen, visit: Visit
) -> None:
    """Say what an uncertain letter is."""
    act = steer.resend if callback_data.resend else steer.count_as_sent
    await act(visit.person, callback_data.record, callback_data.tries)
    await cards.card(visit, callback_data.record)


async def let_wait(
    query: CallbackQuery, callback_data: LetWait, steer: SteerLetters, cards: CardScreen, visit: Visit
) -> None:
    """A letter that has waited long is still needed."""
    await steer.still_needed(visit.person, callback_data.record)
    await cards.card(visit, callback_data.record)


async def retry_refused(
    query: CallbackQuery, callback_data: RetryRefused, steer: SteerLetters, cards: CardScreen, visit: Visit
) -> None:
    """Send to those alone whom the letter has not reached."""
    await steer.retry_refused(visit.person, callback_data.record)
    await cards.card(visit, callback_data.record)
