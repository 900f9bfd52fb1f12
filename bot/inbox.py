"""The inbox: updates are rows before Telegram hears that they came, and are handled from the rows."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Protocol

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import Update, User

from bot.chat import Unreachable
from domain.clock import Clock
from domain.errors import DatabaseTrouble

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 10
"""How many people are served at once: more gains nothing and makes everybody wait (measured)."""

MOST_TRIES = 3
KEEP_DONE = timedelta(days=2)
NUMBERS_GO_ON = timedelta(days=6)
"""After a week without updates Telegram numbers them from anywhere (Bot API, Update): an old offset would confirm what
nobody has seen. Without one all comes that is not confirmed; what is kept already stays as it is.
"""
POLL_SECONDS = 25
AFTER_TROUBLE = 1.0
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]


class Row(Protocol):
    """One update that is not done."""

    @property
    def id(self) -> int:
        """The update's number."""
        ...

    @property
    def body(self) -> Mapping[str, Any]:
        """The update as it came."""
        ...

    @property
    def applied(self) -> bool:
        """Whether its effect is committed and only its showing is left."""
        ...

    @property
    def tries(self) -> int:
        """How often it could not be handled."""
        ...


class Inbox(Protocol):
    """Updates as rows."""

    async def put(self, updates: Iterable[tuple[int, int, Mapping[str, Any]]], now: datetime) -> None:
        """Keep updates as (id, person, body); one that is there already is left as it is."""
        ...

    async def newest(self) -> tuple[int, datetime] | None:
        """Return the number of the update that came last, and when it came."""
        ...

    async def open_people(self) -> list[int]:
        """Return everybody who has updates that are not done."""
        ...

    async def next_of(self, person_id: int) -> Row | None:
        """Return the person's oldest update that is not done."""
        ...

    async def done(self, update_id: int, now: datetime) -> None:
        """The person has seen what the update came to."""
        ...

    async def count_try(self, update_id: int) -> None:
        """The update could not be handled now."""
        ...

    async def sweep(self, before: datetime) -> None:
        """Forget updates that were done long ago."""
        ...


SayTrouble = Callable[[Update, DatabaseTrouble], Awaitable[None]]
"""Tells a person that their update waits until the database can be written."""


class Poller:
    """Fetches updates; the next call confirms them, so they are committed first."""

    def __init__(self, bot: Bot, inbox: Inbox, wake: Callable[[], None], say_trouble: SayTrouble, clock: Clock) -> None:
        self._bot = bot
        self._inbox = inbox
        self._wake = wake
        self._say_trouble = say_trouble
        self._clock = clock

    async def run(self) -> None:
        """Poll until cancelled; a Bot API that does not answer is waited for with one line a minute."""
        newest = await self._inbox.newest()
        offset, heard_at = (None, self._clock()) if newest is None else (newest[0] + 1, newest[1])
        told_at = 0.0
        pause = 1.0
        while True:
            if self._clock() - heard_at >= NUMBERS_GO_ON:
                offset = None
            try:
                updates = await self._bot.get_updates(
                    offset=offset, timeout=POLL_SECONDS, allowed_updates=ALLOWED, request_timeout=POLL_SECONDS + 15
                )
            except TelegramUnauthorizedError:
                raise
            except TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)
                continue
            except TelegramAPIError as error:
                now = asyncio.get_running_loop().time()
                if now - told_at >= 60 or not told_at:
                    log.warning("%s", await self._trouble(error))
                    told_at = now
                await asyncio.sleep(pause)
                pause = min(pause * 2, 15)
                continue
            if told_at:
                log.info("the Bot API answers again")
                told_at = 0.0
            pause = 1.0
            if updates:
                rows = [(update.update_id, person_of(update), body_of(update)) for update in updates]
                try:
                    await self._inbox.put(rows, self._clock())
                except DatabaseTrouble as trouble:
                    # Not kept, not confirmed: Telegram gives the same updates again.
                    log.error("updates could not be kept, asking for them again: %s", trouble.detail)  # noqa: TRY400
                    for update in updates:
                        await self._say_trouble(update, trouble)
                    await asyncio.sleep(AFTER_TROUBLE)
                    continue
                except Exception:
                    log.exception("updates could not be kept, asking for them again")
                    await asyncio.sleep(AFTER_TROUBLE)
                    continue
                offset, heard_at = updates[-1].update_id + 1, self._clock()
                self._wake()

    async def _trouble(self, error: TelegramAPIError) -> str:
        """Say why no updates come; a webhook of an earlier program is taken away (Bot API: getUpdates)."""
        if not isinstance(error, TelegramConflictError):
            return f"the Bot API does not answer ({type(error).__name__}), waiting for it"
        if "webhook" not in error.message.casefold():
            return "another program reads this bot's updates with the same token: stop it"
        with suppress(TelegramAPIError):
            await self._bot.delete_webhook(drop_pending_updates=False)
        return "the bot had a webhook of another program: it was taken away"


class Pump:
    """Handles the rows: one person's in order, different people's side by side."""

    def __init__(
        self,
        inbox: Inbox,
        handle: Callable[[Update, int], Awaitable[None]],
        show_again: Callable[[Update], Awaitable[None]],
        apologise: Callable[[Update], Awaitable[None]],
        say_trouble: SayTrouble,
        clock: Clock,
    ) -> None:
        self._inbox = inbox
        self._handle = handle
        self._show_again = show_again
        self._apologise = apologise
        self._say_trouble = say_trouble
        self._clock = clock
        self._woken = asyncio.Event()
        self._served: set[int] = set()
        self._places = asyncio.Semaphore(SIDE_BY_SIDE)
        self._stopping = False

    def wake(self) -> None:
        """Say that there may be new rows."""
        self._woken.set()

    def stop(self) -> None:
        """Finish what is being handled and begin nothing more."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Serve until stopped."""
        await self._inbox.sweep(self._clock() - KEEP_DONE)
        async with asyncio.TaskGroup() as group:
            while not self._stopping:
                self._woken.clear()
                try:
                    waiting = await self._inbox.open_people()
                except Exception:
                    log.exception("the inbox could not be read, looking again")
                    await asyncio.sleep(AFTER_TROUBLE)
                    self._woken.set()
                    continue
                for person_id in waiting:
                    if person_id not in self._served:
                        self._served.add(person_id)
                        group.create_task(self._serve(person_id))
                await self._woken.wait()

    async def _serve(self, person_id: int) -> None:
        try:
            async with self._places:
                while not self._stopping and (row := await self._inbox.next_of(person_id)) is not None:
                    await self._one(row)
        except DatabaseTrouble as trouble:
            log.error("what %s sent waits: %s", person_id, trouble.detail)  # noqa: TRY400
            await asyncio.sleep(AFTER_TROUBLE)
        except Exception:
            log.exception("what %s sent waits", person_id)
            await asyncio.sleep(AFTER_TROUBLE)
        finally:
            self._served.discard(person_id)
            self._woken.set()

    async def _one(self, row: Row) -> None:
        update = Update.model_validate(dict(row.body))
        try:
            if row.applied:
                await self._show_again(update)
            else:
                await self._handle(update, row.id)
        except Unreachable:
            log.info("update %s: the person cannot be reached", row.id)
        except DatabaseTrouble as trouble:
            # The row stays: it is handled as soon as the database can be written.
            await self._say_trouble(update, trouble)
            raise
        except Exception:
            log.exception("update %s could not be handled", row.id)
            await self._inbox.count_try(row.id)
            if row.tries + 1 < MOST_TRIES:
                return
            await self._apologise(update)
        await self._inbox.done(row.id, self._clock())


def person_of(update: Update) -> int:
    """Return who an update is from; 0 for one that is from nobody."""
    user = user_of(update)
    return 0 if user is None else user.id


def user_of(update: Update) -> User | None:
    """Return the Telegram user that an update is from."""
    event = update.message or update.edited_message or update.callback_query or update.my_chat_member
    return None if event is None else event.from_user


def body_of(update: Update) -> dict[str, Any]:
    """Return the update as it is kept."""
    return update.model_dump(mode="json", exclude_none=True, by_alias=True)
