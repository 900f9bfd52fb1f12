"""A card and the pages that take its place are drawn one after the other."""

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from aiogram.exceptions import TelegramRetryAfter

import bot.cards.screen as module
from bot.cards.screen import CardScreen
from bot.telegram import card_turns
from bot.telegram.card_turns import CardTurns
from bot.telegram.chat import impatient
from bot.telegram.page import Page


@dataclass
class Telegram:
    """What the message shows; an edit takes as long as `goes_on` is not set."""

    shown: list[str] = field(default_factory=list)
    began: asyncio.Event = field(default_factory=asyncio.Event)
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def edit(self, _person_id: int, _message_id: int, page: Page) -> bool:
        self.began.set()
        await self.goes_on.wait()
        self.shown.append(page.text)
        return True


@dataclass
class Pages:
    """A screen that draws at once."""

    chat: Telegram

    def visit(self, _person: Any) -> None:
        return None

    async def page(self, _visit: Any, page: Page) -> None:
        self.chat.shown.append(page.text)


async def test_a_page_of_a_card_is_not_covered_by_a_redrawing_that_began_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "card_page", lambda *_: Page("card"))
    monkeypatch.setattr(module, "fields_page", lambda *_: Page("fields"))
    telegram = Telegram()
    person: Any = SimpleNamespace(telegram_id=7)
    view = SimpleNamespace(record=SimpleNamespace(card_message_id=1), untold={})

    async def view_card(*_: Any) -> Any:
        return view

    pages: Any = Pages(telegram)
    cards = CardScreen(screen=pages, records=SimpleNamespace(), view_card=view_card)
    visit: Any = SimpleNamespace(person=person)
    async with asyncio.TaskGroup() as both:
        both.create_task(cards.redraw(person, 5))
        await telegram.began.wait()
        both.create_task(cards.fields(visit, 5))
        await asyncio.sleep(0)
        telegram.goes_on.set()
    assert telegram.shown == ["card", "fields"]


PERSON: Any = SimpleNamespace(telegram_id=7)


async def test_who_does_not_wait_for_telegram_does_not_wait_behind_somebody_who_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(card_turns, "LONGEST_TURN", 0)
    turns, waits_here = CardTurns(), impatient.set(True)
    try:
        async with turns.of(5, PERSON):
            with pytest.raises(TelegramRetryAfter):
                async with turns.of(5, PERSON):
                    pytest.fail("the card is being drawn")
            async with turns.of(6, PERSON) as waited:
                assert not waited
        async with turns.of(5, PERSON) as waited:
            assert not waited
    finally:
        impatient.reset(waits_here)


async def test_whoever_is_cut_off_while_waiting_leaves_the_card_to_the_next() -> None:
    turns, order = CardTurns(), list[str]()

    async def draw(name: str) -> None:
        async with turns.of(5, PERSON) as waited:
            order.append(f"{name} {'waited' if waited else 'at once'}")
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        first, cut_off, last = (group.create_task(draw(name)) for name in ("first", "cut off", "last"))
        await asyncio.sleep(0)
        cut_off.cancel()
    assert first.done()
    assert last.done()
    await draw("later")
    assert order == ["first at once", "last waited", "later at once"]
