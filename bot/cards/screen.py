"""Showing cards. Two drawings of one card go one after the other, each from the rows as they are then."""

from collections.abc import Mapping, Sequence

from bot.cards.addresses import (
    CardPage,
    ChangeField,
    DetailsPage,
    FullText,
    LetterOfRecord,
    LettersPage,
    PressRecordButton,
)
from bot.cards.card_page import card_page, fields_page, full_text_page
from bot.cards.details import details_page
from bot.cards.letters_page import LETTERS_A_PAGE, letter_of_record_page, letters_page
from bot.cards.outcome import many_news_page, moved_page, news_page
from bot.cards.questions_first import delete_page, doubt_page
from bot.telegram.card_turns import CardTurns
from bot.telegram.page import Page, PageButton
from bot.telegram.paging import number_edge
from bot.telegram.screen import Screen
from bot.telegram.turned_pages import told_of_former
from bot.telegram.visit import Visit
from domain.cards.view_card import CardView, ViewCard
from domain.deliveries.tally import NEEDS_SOMEBODY
from domain.people import Person
from domain.records.record import Records, Status
from domain.runs.press_button import Pressed
from domain.runs.run import Run

MOST_TIMES_ANEW = 5
"""How often a card is drawn anew at once; each time something has happened to it meanwhile."""


class CardScreen:
    """Draws cards, the pages that belong to one, and news of its letter."""

    def __init__(self, *, screen: Screen, records: Records, view_card: ViewCard, beside: bool = False) -> None:
        """`beside` says that other processes draw the same cards."""
        self._screen = screen
        self._beside = beside
        self._records = records
        self._view_card = view_card
        self._turns = CardTurns()

    async def card(self, visit: Visit, record_id: int) -> None:
        """Show a record's card, and keep which message it is."""
        person = visit.person
        async with self._turns.of(record_id, person):
            view = await self._view_card(person, record_id)
            page = card_page(visit, view)
            before = view.record.card_message_id
            # A press on a message that is gone brings the card up to date where it is, instead of one more of them.
            instead = None if visit.at is None else before
            message_id = await self._screen.show(visit, page, instead=instead, card=record_id)
            if before is not None and before != message_id:
                # Before it is noted which message is the card: a stop in between leaves none that is forgotten.
                await self._leave(visit, view, page, before)
            await self._records.set_card(record_id, message_id)
            await self._until_true(person, view, page)

    async def _leave(self, visit: Visit, view: CardView, page: Page, before: int) -> None:
        """Take away a card that is shown below now; one that was pressed stays: news of its letters stand below it."""
        chat, person_id = self._screen.chat, visit.person.telegram_id
        is_draft = view.record.status is Status.DRAFT and not view.was_pressed
        if not is_draft or not await chat.remove(person_id, before):
            await chat.edit(person_id, before, moved_page(visit, view, page))

    async def redraw(self, person: Person, record_id: int) -> bool:
        """Bring the card up to date where it stands, without a sound; False when there is no card to be seen."""
        return await self.show_news(person, record_id) is not None

    async def show_news(self, person: Person, record_id: int) -> Mapping[int, int] | None:
        """Do the same, and return the reports that the card shows by that, each with its token; None without a card."""
        async with self._turns.of(record_id, person):
            view = await self._view_card(person, record_id)
            if view.record.card_message_id is None:
                return None
            page = card_page(self._screen.visit(person), view)
            if not await self._screen.chat.edit(person.telegram_id, view.record.card_message_id, page):
                return None
            return (await self._until_true(person, view, page)).untold

    async def _until_true(self, person: Person, view: CardView, page: Page) -> CardView:
        """Draw a card anew where it says something else by now; return what it shows.

        Another process may have drawn that already, and have been covered by this one, whose page was older and came
        later. Here one waits for the other.
        """
        if not self._beside:
            return view
        for _ in range(MOST_TIMES_ANEW):
            now = await self._view_card(person, view.record.id)
            newer = card_page(self._screen.visit(person), now)
            at = now.record.card_message_id
            if newer == page or at is None or not await self._screen.chat.edit(person.telegram_id, at, newer):
                break
            view, page = now, newer
        return view

    async def view(self, person: Person, record_id: int, apart: Run | None) -> CardView:
        """Return what a card shows, or would show of a run apart from it; raises NotFound or NotYours."""
        return await self._view_card(person, record_id, apart)

    async def tell(self, person: Person, view: CardView) -> None:
        """Tell an outcome by a message of its own, in reply to the card."""
        page = news_page(self._screen.visit(person), view)
        await self._screen.chat.say(person.telegram_id, page, reply_to=view.record.card_message_id)

    async def tell_many(self, person: Person, views: Sequence[CardView]) -> None:
        """Tell many outcomes by one message."""
        await self._screen.chat.say(person.telegram_id, many_news_page(self._screen.visit(person), views))

    async def ask_first(self, visit: Visit, press: PressRecordButton, pressed: Pressed) -> None:
        """Ask the button's own question, or whether to send once more."""
        if pressed.doubt is None:
            raise ValueError("nothing is in doubt")
        view = await self._view_card(visit.person, press.record)
        page = doubt_page(visit, view, press, pressed.doubt, pressed.confirm, pressed.alike_at)
        await self._in_its_place(visit, press.record, page)

    async def ask_delete(self, visit: Visit, record_id: int) -> None:
        """Ask before a record is deleted."""
        page = delete_page(visit, await self._view_card(visit.person, record_id))
        await self._in_its_place(visit, record_id, page)

    async def fields(self, visit: Visit, record_id: int) -> None:
        """Ask which field is to be changed."""
        view = await self._view_card(visit.person, record_id)
        await self._in_its_place(visit, record_id, fields_page(visit, view, ChangeField))

    async def full_text(self, visit: Visit, address: FullText) -> None:
        """Show a long value whole."""
        view = await self._view_card(visit.person, address.record)
        line = next((item for item in view.lines if item.number == address.attribute), None)
        if line is None:
            await self.card(visit, address.record)
            return
        back = PageButton(visit.label("button-back-to-card"), CardPage(record=address.record))
        await self._in_its_place(visit, address.record, full_text_page(visit, line, address, back))

    async def details(self, visit: Visit, address: DetailsPage) -> None:
        """Show what servers said about the record's letters."""
        view = await self._view_card(visit.person, address.record)
        await self._in_its_place(visit, address.record, details_page(visit, view, address))

    async def letters(self, visit: Visit, address: LettersPage) -> None:
        """Show the letters that the record's card counts."""
        visit = told_of_former(visit, address.page)
        states = NEEDS_SOMEBODY if address.only else ()
        view, letters = await self._view_card.letters(
            visit.person, address.record, states, LETTERS_A_PAGE, number_edge(address.page)
        )
        page = letters_page(visit, view, letters, address)
        await self._in_its_place(visit, address.record, page)

    async def letter(self, visit: Visit, address: LetterOfRecord) -> None:
        """Show one of them; where there is a newer press by now, the card."""
        view = await self._view_card.letter(visit.person, address.record, address.letter)
        if not view.letters:
            await self.card(visit, address.record)
            return
        await self._in_its_place(visit, address.record, letter_of_record_page(visit, view, address))

    async def _in_its_place(self, visit: Visit, record_id: int, page: Page) -> None:
        """Show a page of the card where the card is, never to be covered by a redrawing of it that has begun before."""
        async with self._turns.of(record_id, visit.person):
            await self._screen.page(visit, page)
