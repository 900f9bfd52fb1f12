"""Logging in by a code, in the chat: it is waited for beside everything else, over restarts, and its end is told."""

import asyncio
import logging
from contextlib import suppress
from typing import Any

from aiogram.exceptions import TelegramAPIError

from bot.connections.checks import ConnectionChecks
from bot.connections.device_page import Waiting, ended_page, waiting_page
from bot.telegram.chat import Unreachable
from bot.telegram.live_pages import Draw, LivePage, LivePages, Watcher
from bot.telegram.page import Page
from bot.telegram.reader import Reader
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.announcements import Announcement, Announcements
from domain.checking.device_login import DeviceLogin, DeviceTarget, refusal
from domain.clock import Atomically
from domain.errors import DatabaseTrouble, GonetsError
from domain.faults import note
from domain.logins.oauth2.device_waits import CHANGED, GIVEN, GIVEN_UP, DeviceWait, ForWhat
from domain.messages.sending import NoToken
from domain.people import People, Person
from domain.work import Hints, WorkKind

log = logging.getLogger(__name__)

TOPIC = "device_code"
AFTER_TROUBLE = 1.0


class _Dropped(Exception):
    """Somebody has given the code up."""


class DeviceCodes:
    """Shows codes and waits for them: of each connection and of each draft there is one at a time, for everybody.

    A worker as well: at the start it goes on with those that a stop has left.
    """

    def __init__(
        self,
        *,
        screen: Screen,
        live: LivePages,
        login: DeviceLogin,
        checks: ConnectionChecks,
        people: People,
        announcements: Announcements,
        hints: Hints,
        atomically: Atomically,
    ) -> None:
        self._screen = screen
        self._live = live
        self._login = login
        self._checks = checks
        self._people = people
        self._announcements = announcements
        self._hints = hints
        self._atomically = atomically
        self._stopped = asyncio.Event()

    async def show(self, visit: Visit, what: ForWhat) -> None:
        """Get a code, or show the one that is waited for; raises what `DeviceLogin.target` raises."""
        person = visit.person
        target = await self._login.target(person, what)
        page = self._live.going(_key(what)) or await self._left_by_the_last_stop(target)
        if page is None:
            page = self._begin(person, target, _waiting(target, person.telegram_id))
        elif page.about.person_id != person.telegram_id:
            other = await self._people.get(page.about.person_id)
            visit = visit.saying(visit.text("device-already", who=other.name if other else "?"))
        draw = self._draw(page)
        message_id = await self._screen.show(visit, await draw(person))
        await self._live.watch(page, person, message_id, draw, visit.notice)
        await self._keep_message(page)

    async def drop(self, person: Person, wait_id: int, what: ForWhat) -> bool:
        """Give a code up; False where it was over already."""
        dropped = await self._login.give_up(person, wait_id)
        page = self._live.going(_key(what))
        if page is not None and page.about.wait is not None and page.about.wait.id == wait_id:
            page.about.dropped_by = person.telegram_id
            page.about.dropped.set()
        return dropped

    async def tell(self, reader: Reader, item: Announcement) -> Page | None:
        """Draw what a wait came to, for one who did not see it."""
        about = item.about
        what = ForWhat(about.get("connection"), about.get("draft"))
        waiting = Waiting(what, about["title"], about["user"], about["provider"], about["provider_title"], 0, over=True)
        waiting.outcome, waiting.words = about["outcome"], about["words"]
        return ended_page(reader, waiting) if reader.person.is_admin else None

    async def run(self) -> None:
        """Go on with what the last stop has left."""
        while not self._stopped.is_set():
            try:
                await self._go_on()
            except DatabaseTrouble as trouble:
                log.warning("codes that are waited for cannot be read: %s", trouble.detail)
                with suppress(TimeoutError):
                    async with asyncio.timeout(AFTER_TROUBLE):
                        await self._stopped.wait()
            else:
                return

    def stop(self) -> None:
        """Look for none any more; the pages that wait end by themselves."""
        self._stopped.set()

    async def _left_by_the_last_stop(self, target: DeviceTarget) -> LivePage | None:
        """Go on with a code that a start has not come to yet: the press that asked for it may come again before."""
        for wait in await self._login.waits.everything():
            if wait.what == target.what and wait.outcome is None and wait.document == target.raw:
                await self._go_on_with(wait)
        return self._live.going(_key(target.what))

    async def _go_on(self) -> None:
        for wait in await self._atomically(self._login.waits.everything):
            try:
                await self._go_on_with(wait)
            except DatabaseTrouble:
                raise
            except Exception as error:  # noqa: BLE001 - one that cannot be read must not keep the product from starting
                note(error, f"the code {wait.id} is waited for no longer")
                await self._login.waits.remove(wait.id)

    async def _go_on_with(self, wait: DeviceWait) -> None:
        target = self._login.target_of(wait)
        waiting = _waiting(target, wait.person_id)
        if wait.outcome is not None:
            waiting.outcome, waiting.words = wait.outcome, wait.words
            await self._tell(waiting, wait)
            return
        person = await self._people.get(wait.person_id)
        if person is None or self._live.going(_key(wait.what)) is not None:
            return
        waiting.wait = wait
        page = self._begin(person, target, waiting)
        if wait.message_id is not None:
            await self._live.watch(page, person, wait.message_id, self._draw(page))

    def _begin(self, person: Person, target: DeviceTarget, waiting: Waiting) -> LivePage:
        async def pause(seconds: float) -> None:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await waiting.dropped.wait()
            if waiting.dropped.is_set():
                raise _Dropped

        async def work(page: LivePage) -> None:
            try:
                if waiting.wait is None:
                    waiting.wait = await self._login.begin(person, target)
                    await self._keep_message(page)
                    page.redraw()
                ended = await self._login.finish(person, target, waiting.wait, pause)
                waiting.outcome, waiting.words = ended.outcome, ended.words
            except NoToken as failure:
                ended = refusal(failure)
                waiting.outcome, waiting.words = ended.outcome, ended.words
            except _Dropped:
                waiting.outcome = GIVEN_UP
            except GonetsError as error:
                waiting.outcome, waiting.problem = CHANGED, error.key
            await self._over(page)

        async def left(watcher: Watcher) -> None:
            """No restart draws into a message that shows another page."""
            if waiting.wait is not None and watcher.person.telegram_id == waiting.person_id:
                await self._login.waits.show(waiting.wait.id, None)

        page = LivePage(_key(target.what), waiting, work, on_leave=left)
        self._live.begin(page)
        return page

    async def _over(self, page: LivePage) -> None:
        """Show what it came to where it is watched, and tell whoever began and does not watch."""
        waiting: Waiting = page.about
        waiting.over = True
        watching = [watcher for watcher in page.watchers if await self._sees(watcher, waiting)]
        if waiting.outcome == GIVEN:
            await self._check(page, watching)
        if waiting.wait is None:
            return
        if any(watcher.person.telegram_id == waiting.person_id for watcher in watching):
            await self._login.waits.remove(waiting.wait.id)
        elif waiting.outcome != GIVEN_UP or waiting.dropped_by not in {0, waiting.person_id}:
            await self._tell(waiting, waiting.wait)

    async def _sees(self, watcher: Watcher, waiting: Waiting) -> bool:
        page = ended_page(self._screen.visit(watcher.person), waiting)
        try:
            return await self._screen.chat.edit(watcher.person.telegram_id, watcher.message_id, page)
        except (TelegramAPIError, Unreachable) as error:
            log.info("what a device's code came to was not drawn: %s", type(error).__name__)
            return False

    async def _check(self, page: LivePage, watching: list[Watcher]) -> None:
        """Try what was given, and put a draft in force when it works: those who have watched see it."""
        waiting: Waiting = page.about
        person = await self._people.get(waiting.person_id)
        if person is None:
            return
        try:
            check, draw = await self._checks.behind_a_code(person, waiting.what)
        except GonetsError as error:
            log.info("a connection is not checked: %s", error.key)
            return
        for watcher in watching:
            notice = self._screen.visit(watcher.person).text("device-given")
            await self._live.watch(check, watcher.person, watcher.message_id, draw, notice)

    async def _tell(self, waiting: Waiting, wait: DeviceWait) -> None:
        about = {
            "connection": waiting.what.connection_id,
            "draft": waiting.what.draft_id,
            "title": waiting.title,
            "user": waiting.user,
            "provider": waiting.provider,
            "provider_title": waiting.provider_title,
            "outcome": waiting.outcome,
            "words": waiting.words,
        }

        async def work() -> None:
            # Whoever gave it up has removed it already.
            if await self._login.waits.remove(wait.id) or waiting.outcome == GIVEN_UP:
                await self._announcements.add(waiting.person_id, TOPIC, waiting.what.number, about)

        await self._atomically(work)
        self._hints.wake(WorkKind.ANNOUNCEMENT)

    async def _keep_message(self, page: LivePage) -> None:
        """Remember which message shows the code to whoever began, for a restart."""
        waiting: Waiting = page.about
        watchers = (item.message_id for item in page.watchers if item.person.telegram_id == waiting.person_id)
        message_id = next(watchers, None)
        if waiting.wait is not None and message_id is not None:
            await self._login.waits.show(waiting.wait.id, message_id)

    def _draw(self, page: LivePage) -> Draw:
        async def draw(person: Person) -> Page:
            waiting: Waiting = page.about
            waiting.over, waiting.cut_off = page.over, page.cut_off
            if page.failed:
                waiting.outcome, waiting.problem = CHANGED, "device-broken"
            return waiting_page(self._screen.visit(person), waiting)

        return draw


def _key(what: ForWhat) -> tuple[str, int]:
    return ("device code" if what.draft_id is None else "device code of a draft", what.number)


def _waiting(target: DeviceTarget, person_id: int) -> Waiting:
    document: Any = target.document
    oauth2 = document.oauth2
    provider, title = ("other", "OAuth 2.0") if oauth2 is None else (oauth2.provider, oauth2.of.title)
    return Waiting(target.what, document.title, document.username or "", provider, title, person_id)
