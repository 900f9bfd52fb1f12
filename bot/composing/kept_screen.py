"""Showing what was kept, and what is left unsent."""

import asyncio
from collections.abc import Iterable

from aiogram.types import Update

from bot.cards.addresses import CardPage, ResumeDraft
from bot.cards.values import about_record
from bot.composing.addresses import KeptPage
from bot.composing.kept_pages import drop_page, new_from_page, offer_page
from bot.telegram.page import PageButton, shorten
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.cards.view_card import ViewCard
from domain.records.kept import Bundle, KeptPieces
from domain.records.put_message import PutMessage
from domain.records.record import Record, Records
from domain.records.stored_templates import StoredTemplates
from domain.records.template import StoredTemplate

LONGEST_ABOUT = 80


class KeptScreen:
    """Shows what was kept in one message, which grows with what follows."""

    def __init__(
        self,
        *,
        screen: Screen,
        kept: KeptPieces,
        put: PutMessage,
        records: Records,
        templates: StoredTemplates,
        view_card: ViewCard,
    ) -> None:
        self._screen = screen
        self._kept = kept
        self._put = put
        self._records = records
        self._templates = templates
        self._view_card = view_card

    async def bundle(self, visit: Visit, bundle_id: int) -> Bundle:
        """Return what waits there; raises NothingKept."""
        return await self._put.waiting(visit.person, bundle_id)

    async def offer(self, visit: Visit, bundle: Bundle) -> None:
        """Offer it a place; the message in which this was done before is used again."""
        choices = await self._put.choices(visit.person, bundle)
        about = "" if choices.draft is None else await self._about(visit, choices.draft)
        message_id = await self._screen.show(visit, offer_page(visit, bundle, choices, about))
        await self._kept.shown(bundle.id, message_id)

    async def ask_template(self, visit: Visit, bundle: Bundle, templates: list[StoredTemplate]) -> None:
        """Ask of which kind the new notification is to be."""
        await self._screen.page(visit, new_from_page(visit, bundle, templates))

    async def ask_drop(self, visit: Visit, bundle: Bundle) -> None:
        """Ask before it is thrown away."""
        await self._screen.page(visit, drop_page(visit, bundle))

    async def show_again(self, visit: Visit, update: Update) -> bool:
        """Show what was kept, where nobody has seen it; a question's page shows what is beside it."""
        if update.message is None:
            return False
        bundle = await self._kept.of_message(visit.person.telegram_id, update.message.message_id)
        if bundle is None or bundle.record_id is not None:
            return False
        await self.offer(visit.within(bundle.message_id), bundle)
        return True

    async def unsent(self, visit: Visit) -> tuple[list[str], list[PageButton]]:
        """Say what is left: a finished draft, one that was begun, and what waits for a place; with the ways there."""
        lines, buttons = [], []
        finished = await self._finished(visit)
        begun = await self._records.open_draft(visit.person.telegram_id)
        if finished is not None:
            lines.append(visit.text("unsent-finished", about=await self._about(visit, finished)))
            label = visit.label("button-back-to-card")
            buttons.append(PageButton(label, CardPage(record=finished.id), style="primary"))
        if begun is not None:
            lines.append(visit.text("unsent-begun", about=await self._about(visit, begun)))
            buttons.append(PageButton(visit.label("button-continue"), ResumeDraft(record=begun.id)))
        bundle = await self._kept.latest(visit.person.telegram_id)
        if bundle is not None:
            lines.append(visit.text("unsent-kept"))
            buttons.append(self.way(visit, bundle))
        return lines, buttons

    async def finished(self, visit: Visit, other: int) -> tuple[str, PageButton] | None:
        """Name the finished draft that was not sent, with the way to its card; None where there is no `other` one."""
        record = await self._finished(visit)
        if record is None or record.id == other:
            return None
        button = PageButton(visit.label("button-back-to-card"), CardPage(record=record.id))
        return visit.text("unsent-finished", about=await self._about(visit, record)), button

    async def beside(self, record: Record) -> Bundle | None:
        """Return what came beside a record and waits for a place."""
        return await self._kept.beside(record.id)

    async def _finished(self, visit: Visit) -> Record | None:
        # A record of a template that never sends is complete as it is: nothing of it waits to be sent.
        templates = await self._templates.templates()
        sends = await asyncio.gather(*map(self._view_card.what_sends, templates))
        sending = [item.id for item, it_sends in zip(templates, sends, strict=True) if it_sends]
        return await self._records.finished_draft(visit.person.telegram_id, sending)

    @staticmethod
    def way(visit: Visit, bundle: Bundle) -> PageButton:
        """Return the way to what was kept."""
        return PageButton(visit.label("button-kept"), KeptPage(bundle=bundle.id))

    async def _about(self, visit: Visit, record: Record) -> str:
        return _in_short(about_record(visit, await self._view_card.lines_of(record))) or visit.label("list-untitled")


def _in_short(about: Iterable[str]) -> str:
    who, what = about
    return shorten(what or who, LONGEST_ABOUT)
