"""Showing what is being composed: the choice of a template, the open question, the draft that was left."""

from dataclasses import replace

from bot.cards.addresses import CardPage, ChangeField, ChosenPage, CopyCorrected, FullAnswer
from bot.cards.card_page import full_text_page
from bot.cards.questions_first import letter_named
from bot.cards.screen import CardScreen
from bot.cards.values import about_record
from bot.composing.chosen import chosen_page
from bot.composing.kept_screen import KeptScreen
from bot.composing.new import choose_template_page, open_draft_page
from bot.composing.question import MANY, question_page
from bot.first_steps.first_page import FirstPage
from bot.telegram.mistakes import error_words
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.cards.view_card import ViewCard
from domain.records.correct_answer import TooLateToCorrect
from domain.records.fill_record import FillRecord
from domain.records.fillings import Filling, Waits
from domain.records.offer_choices import OfferChoices
from domain.records.record import Records


class ComposingScreen:
    """Draws where somebody is with their draft."""

    def __init__(
        self,
        *,
        screen: Screen,
        cards: CardScreen,
        first_page: FirstPage,
        records: Records,
        offer: OfferChoices,
        view_card: ViewCard,
        fill: FillRecord,
        waits: Waits,
        kept: KeptScreen,
    ) -> None:
        self._screen = screen
        self._cards = cards
        self._first_page = first_page
        self._records = records
        self._offer = offer
        self._view_card = view_card
        self._fill = fill
        self._waits = waits
        self._kept = kept

    async def new(self, visit: Visit) -> None:
        """Show the choice of templates, with what is missing said first."""
        templates = await self._first_page.templates(visit.person)
        held_up = await self._first_page.held_up(templates)
        page = choose_template_page(visit, templates, await self._first_page.missing(visit.person), held_up)
        await self._screen.page(visit, await self._with_finished(visit, page))

    async def offer_draft(self, visit: Visit) -> bool:
        """Offer the draft that was left; False when there is none."""
        draft = await self._records.open_draft(visit.person.telegram_id)
        if draft is None:
            return False
        line = about_record(visit, await self._view_card.lines_of(draft))
        summary = " · ".join(part for part in line if part) or visit.label("list-untitled")
        await self._screen.page(visit, await self._with_finished(visit, open_draft_page(visit, draft, summary)))
        return True

    async def begun(self, visit: Visit, filling: Filling) -> None:
        """Show where a new record begins, and name a finished one that was not sent."""
        refused = [
            f"{visit.text('default-refused', title=title)} {error_words(visit, error)}"
            for title, error in filling.refused
        ]
        notice = "\n".join(filter(None, (visit.notice, *refused)))
        await self.filling(visit.saying(notice or None), filling, begun=True)

    async def filling(self, visit: Visit, filling: Filling, *, begun: bool = False) -> None:
        """Show the open question, or the card when none is open."""
        if filling.question is None:
            await self._cards.card(visit, filling.record.id)
            return
        offer = await self._offer(visit.person, filling)
        lines = await self._view_card.lines(filling.record, filling.template)
        waiting = await self._waits.waited_for(filling.record.id)
        page = question_page(visit, filling, lines, offer, waiting, await self._kept.beside(filling.record))
        await self._screen.page(visit, await self._with_finished(visit, page, filling.record.id) if begun else page)

    async def full_answer(self, visit: Visit, address: FullAnswer) -> None:
        """Show the answer that a question changes whole; the way back leads to the question."""
        view = await self._view_card(visit.person, address.record)
        line = next((item for item in view.lines if item.number == address.attribute), None)
        if line is None or line.value is None:
            await self.here(visit)
            return
        question = ChangeField(record=address.record, attribute=address.attribute)
        back = PageButton(visit.label("button-question-back"), question)
        await self._screen.page(visit, full_text_page(visit, line, address, back))

    async def chosen(self, visit: Visit, filling: Filling, address: ChosenPage) -> None:
        """Show the values that are chosen, each to be taken out; the question where there are fewer than two."""
        values = []
        if filling.question is not None:
            values = await self._view_card.each(filling.record, filling.template, filling.question)
        if len(values) < MANY:
            await self.filling(visit, filling)
            return
        await self._screen.page(visit, chosen_page(visit, filling, values, address))

    async def offer_copy(self, visit: Visit, late: TooLateToCorrect, record_id: int, message_id: int) -> None:
        """Say that an edit comes too late for the letter, and offer a copy with the correction in it."""
        view = await self._view_card(visit.person, record_id)
        buttons = (
            PageButton(visit.label("button-fix-copy"), CopyCorrected(record=record_id, message=message_id), "primary"),
            PageButton(visit.label("button-back-to-card"), CardPage(record=record_id)),
        )
        text = f"{visit.text(late.key, **late.params)}\n\n{letter_named(visit, view)}"
        await self._screen.page(visit, Page(text, in_rows(buttons)))

    async def here(self, visit: Visit) -> None:
        """Show where the person is: the open question, which must never be lost from sight, else the first page."""
        if not await self.question(visit):
            await self._first_page.show(visit)

    async def question(self, visit: Visit) -> bool:
        """Show the open question; False when none is open."""
        filling = await self._fill.filling(visit.person)
        if filling is not None:
            await self.filling(visit, filling)
        return filling is not None

    async def card(self, visit: Visit, record_id: int) -> None:
        """Show a record's card."""
        await self._cards.card(visit, record_id)

    async def record(self, visit: Visit, record_id: int) -> None:
        """Show a record as the person left it: its open question, else its card."""
        filling = await self._fill.filling(visit.person)
        if filling is not None and filling.record.id == record_id:
            await self.filling(visit, filling)
        else:
            await self._cards.card(visit, record_id)

    async def latest(self, visit: Visit) -> bool:
        """Show the card that the person worked on last, where it stands if it was shown; False when there is none."""
        record_id = await self._fill.latest(visit.person)
        if record_id is not None and not await self._cards.redraw(visit.person, record_id):
            await self._cards.card(visit.below(), record_id)
        return record_id is not None

    async def _with_finished(self, visit: Visit, page: Page, record_id: int = 0) -> Page:
        """Return the page with a finished draft that was not sent, other than this record, named first."""
        finished = await self._kept.finished(visit, record_id)
        if finished is None:
            return page
        line, button = finished
        return replace(page, text=f"{line}\n\n{page.text}").with_ways([button])
