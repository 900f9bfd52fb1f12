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
from bot.telegram.chat import Chat, impatient
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


class Slow(Telegram):
    """What another process is connected to: what it sends arrives when the network lets it."""

    async def show(self, _visit: Any, page: Page, *, instead: int | None, card: int) -> int:
        await self.edit(7, 1, page)
        return 1


@pytest.mark.parametrize("draws", ["card", "redraw"])
async def test_of_two_processes_that_draw_a_card_whoever_is_late_leaves_what_is_true(
    monkeypatch: pytest.MonkeyPatch, draws: str
) -> None:
    """A press is answered by one, its letter told by the other: what arrives last would else stay for ever."""
    monkeypatch.setattr(module, "card_page", lambda _, view: Page(view.text))
    shown: list[str] = []
    stands = SimpleNamespace(text="sending", record=SimpleNamespace(id=5, card_message_id=1), untold={})

    async def view_card(*_: Any) -> Any:
        return SimpleNamespace(**vars(stands))

    async def set_card(*_: object) -> None: ...

    def process(telegram: Slow) -> CardScreen:
        pages: Any = Pages(telegram)
        pages.show = telegram.show
        return CardScreen(screen=pages, records=SimpleNamespace(set_card=set_card), view_card=view_card, beside=True)

    late, other = Slow(shown), Slow(shown)
    other.goes_on.set()
    visit: Any = SimpleNamespace(person=PERSON, at=1)
    async with asyncio.TaskGroup() as both:
        cards = process(late)
        both.create_task(cards.card(visit, 5) if draws == "card" else cards.redraw(PERSON, 5))
        await late.began.wait()
        stands.text = "sent"
        assert await process(other).redraw(PERSON, 5)
        late.goes_on.set()
    assert shown == ["sent", "sending", "sent"]


class Noted:
    """Which message is the card of record 5."""

    def __init__(self) -> None:
        self.card: int | None = 1

    async def is_card_no_more(self, _person_id: int, message_id: int, but: int | None) -> None:
        if self.card == message_id and but != 5:
            self.card = None

    async def set_live(self, *_: object) -> None: ...


@pytest.mark.parametrize(("what", "is_card"), [({"card": 5}, 1), ({"card": 6}, None), ({}, None)])
async def test_a_card_that_is_drawn_where_it_stands_is_one_all_the_time(
    what: dict[str, int], is_card: int | None
) -> None:
    """What tells its letter, in this process or in another, would else tell it by a message of its own."""
    noted: Any = Noted()

    async def bot(_method: object) -> None: ...

    telegram: Any = bot
    await Chat(telegram, noted).show(7, Page("card"), at=1, **what)
    assert noted.card == is_card


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
