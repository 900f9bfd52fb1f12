"""Pages that change while something goes on (a check, a test letter), without holding up whoever watches.

What goes on belongs to this process alone: a stop ends it, its pages say so, and their buttons work after a restart.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter

from bot.telegram.chat import Chat, Unreachable, impatient
from bot.telegram.page import Page
from domain.people import Person

log = logging.getLogger(__name__)

Key = tuple[str, int]
"""What goes on, and to what: one at a time of each."""

Draw = Callable[[Person], Awaitable[Page]]
"""Draws how it stands now."""

LAST_TRIES = 3
"""How often the last page is tried while Telegram asks to wait: whoever wants it then presses once more."""


@dataclass(eq=False, slots=True)
class Watcher:
    """A message that shows what goes on, until its person has gone to another page."""

    person: Person
    message_id: int
    draw: Draw
    notice: str | None = None
    left: bool = False
    drawing: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(eq=False, slots=True)
class LivePage:
    """Something that goes on, what it is `about`, and whoever watches it. `cut_off`: a stop has ended it.

    `on_leave` hears of each watcher whose message shows another page from now on.
    """

    key: Key
    about: Any
    work: Callable[["LivePage"], Awaitable[None]]
    on_leave: Callable[[Watcher], Awaitable[None]] | None = None
    watchers: list[Watcher] = field(default_factory=list)
    over: bool = False
    cut_off: bool = False
    failed: bool = False
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def redraw(self) -> None:
        """Say that there is something new to be seen."""
        self._changed.set()

    def end(self) -> None:
        """Nothing more comes but the last page."""
        self.over = True
        self._changed.set()

    async def change(self) -> None:
        """Wait for something new."""
        await self._changed.wait()
        self._changed.clear()


class LivePages:
    """Runs what is begun and draws it for its watchers; a worker, started and stopped with the others."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._going: dict[Key, LivePage] = {}
        self._shown: set[LivePage] = set()
        self._begun: asyncio.Queue[LivePage | None] = asyncio.Queue()

    @property
    def is_busy(self) -> bool:
        """Whether anything goes on, or its last page is still being drawn."""
        return bool(self._shown)

    def going(self, key: Key) -> LivePage | None:
        """Return what goes on under this key."""
        return self._going.get(key)

    def begin(self, page: LivePage) -> None:
        """Begin: the caller has looked whether it goes on already."""
        self._going[page.key] = page
        self._shown.add(page)
        self._begun.put_nowait(page)

    async def watch(
        self, page: LivePage, person: Person, message_id: int, draw: Draw, notice: str | None = None
    ) -> None:
        """Draw it into a message from now on, under a line of news; what ended meanwhile is drawn once more."""
        await self.leave(person.telegram_id, message_id)
        watcher = Watcher(person, message_id, draw, notice)
        page.watchers.append(watcher)
        if page.over:
            await self._draw(watcher)
        else:
            page.redraw()

    async def leave(self, person_id: int, message_id: int) -> None:
        """The message is about to show another page: what is being drawn into it ends first, and no more comes."""
        for page in list(self._shown):
            for watcher in list(page.watchers):
                if (watcher.person.telegram_id, watcher.message_id) == (person_id, message_id):
                    page.watchers.remove(watcher)
                    watcher.left = True
                    async with watcher.drawing:
                        pass
                    if page.on_leave is not None:
                        await page.on_leave(watcher)

    async def run(self) -> None:
        """Work until stopped."""
        async with asyncio.TaskGroup() as group:
            tasks: list[asyncio.Task[None]] = []
            while (page := await self._begun.get()) is not None:
                tasks = [task for task in tasks if not task.done()]
                tasks.append(group.create_task(self._go(page)))
            for task in tasks:
                task.cancel()

    def stop(self) -> None:
        """End what goes on: it was only looked at, and nobody waits for it."""
        self._begun.put_nowait(None)

    async def _go(self, page: LivePage) -> None:
        impatient.set(True)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._follow(page))
                await self._work(page)
                page.end()
        except asyncio.CancelledError:
            page.cut_off = True
            page.end()
        finally:
            self._going.pop(page.key, None)
        for watcher in list(page.watchers):
            await self._last(watcher)
        self._shown.discard(page)

    async def _work(self, page: LivePage) -> None:
        try:
            await page.work(page)
        except Exception:
            log.exception("%s %s did not work", *page.key)
            page.failed = True

    async def _follow(self, page: LivePage) -> None:
        """Draw each change; those that come while one is being drawn are drawn together."""
        while not page.over:
            await page.change()
            for watcher in list(page.watchers):
                if not page.over:
                    await self._try_to_draw(watcher)

    async def _last(self, watcher: Watcher) -> None:
        """Draw what it came to: that page must be seen."""
        for _ in range(LAST_TRIES):
            pause = await self._try_to_draw(watcher)
            if pause is None:
                return
            await asyncio.sleep(pause)

    async def _try_to_draw(self, watcher: Watcher) -> float | None:
        """Draw; return for how long Telegram asks to wait before it can be drawn."""
        try:
            await self._draw(watcher)
        except TelegramRetryAfter as error:
            return float(error.retry_after)
        except (TelegramAPIError, Unreachable) as error:
            log.info("a live page was not drawn: %s", type(error).__name__)
        except Exception:
            log.exception("a live page could not be drawn")
        return None

    async def _draw(self, watcher: Watcher) -> None:
        async with watcher.drawing:
            if not watcher.left:
                page = (await watcher.draw(watcher.person)).with_notice(watcher.notice)
                watcher.left = not await self._chat.edit(watcher.person.telegram_id, watcher.message_id, page)
