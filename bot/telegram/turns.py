"""An update's turn: handled once, shown again after a restart, and excused when it cannot be handled."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, suppress

from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Update

from bot.telegram.asking import Questions
from bot.telegram.middleware import MeetsStrangers, record_of
from bot.telegram.page import Page, shorten
from bot.telegram.screen import Screen
from bot.telegram.updates import person_of, user_of
from bot.telegram.visit import Visit
from bot.telegram.whereabouts import Whereabouts
from bot.texts import Texts
from domain.errors import AlreadyApplied, DatabaseTrouble, GonetsError
from domain.people import People

TROUBLE_TOLD_EVERY = 600.0
"""Seconds between two messages to one person that the database cannot be written."""


LOOKS_AGAIN_AFTER = 5.0
"""Seconds for which a database that could not be read is not asked for anybody's language."""


ShowsAgain = Callable[[Visit, Update], Awaitable[bool]]
"""Shows what an update came to, if that was an upload or something kept; False when it was something else."""


Handling = Callable[[int], AbstractContextManager[None]]
"""Around the handling of an inbox row, so that what it changes is changed once; raises AlreadyApplied."""


class Turns:
    """One update's way: through the dispatcher with its inbox row in hand, or shown again after a restart."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        screen: Screen,
        whereabouts: Whereabouts,
        people: People,
        strangers: MeetsStrangers,
        questions: Questions,
        again: Sequence[ShowsAgain],
        texts: Callable[[str | None], Texts],
        handling: Handling,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._screen = screen
        self._whereabouts = whereabouts
        self._people = people
        self._strangers = strangers
        self._questions = questions
        self._again = again
        self._texts = texts
        self._handling = handling
        self._told_at: dict[int, float] = {}
        self._languages: dict[int, str | None] = {}
        self._looks_again_at = 0.0

    async def handle(self, update: Update, row_id: int) -> None:
        """Handle an update; its first transaction marks the row as applied."""
        try:
            with self._handling(row_id):
                await self._dispatcher.feed_update(self._bot, update)
        except AlreadyApplied:
            await self.show_again(update)
        else:
            self._told_at.pop(person_of(update), None)

    async def show_again(self, update: Update) -> None:
        """Show where the person is: the effect of this update was committed, but nobody saw it."""
        person = await self._people.get(person_of(update))
        query = update.callback_query
        if person is None:
            user = user_of(update)
            if user is not None:
                await self._strangers.again(user, query)
            return
        visit = self._screen.visit(person, at=query.message.message_id if query and query.message else None)
        record_id = record_of(query.data) if query else None
        try:
            if (
                await self._shown_again(visit, update)
                or await self._questions.draw_again(visit)
                or await self._whereabouts.question(visit)
            ):
                pass
            elif record_id is not None:
                await self._whereabouts.card(visit, record_id)
            elif not await self._whereabouts.latest(visit):
                await self._whereabouts.here(visit)
        except GonetsError:
            await self._whereabouts.here(visit)
        if query is not None:
            await self._screen.chat.toast(query.id)

    async def _shown_again(self, visit: Visit, update: Update) -> bool:
        for show in self._again:
            if await show(visit, update):
                return True
        return False

    async def say_trouble(self, update: Update, trouble: DatabaseTrouble) -> None:
        """Say that the update waits for the database: to each press, and to a person's messages once in a while."""
        person_id = person_of(update)
        if update.callback_query is not None:
            text = (await self._texts_for(person_id))("database-waits", **trouble.params)
            with suppress(TelegramAPIError):
                await self._bot.answer_callback_query(
                    update.callback_query.id, text=shorten(text, 200), show_alert=True
                )
        await self.say_trouble_to(person_id, trouble)

    async def say_trouble_to(self, person_id: int, trouble: DatabaseTrouble) -> None:
        """Say that what a person has sent waits for the database, once in a while."""
        now = asyncio.get_running_loop().time()
        if now - self._told_at.get(person_id, -TROUBLE_TOLD_EVERY) < TROUBLE_TOLD_EVERY:
            return
        self._told_at[person_id] = now
        text = (await self._texts_for(person_id))("database-waits", **trouble.params)
        with suppress(TelegramAPIError):
            await self._bot.send_message(person_id, text)

    async def _texts_for(self, person_id: int) -> Texts:
        """Return the person's texts, where so much of the database can still be read without waiting long for it."""
        now = asyncio.get_running_loop().time()
        if now >= self._looks_again_at:
            try:
                person = await self._people.get(person_id)
            except DatabaseTrouble:
                # Everybody else who waits is to hear of it at once.
                self._looks_again_at = now + LOOKS_AGAIN_AFTER
            else:
                self._languages[person_id] = person.language if person else None
        return self._texts(self._languages.get(person_id))

    async def apologise(self, update: Update) -> None:
        """Say that it did not work: silence would be worse."""
        person = await self._people.get(person_of(update))
        if update.callback_query is not None:
            await self._screen.chat.toast(update.callback_query.id)
        if person is None:
            return
        text = self._screen.visit(person).text("error-unknown")
        await self._screen.chat.say(person.telegram_id, Page(text))
