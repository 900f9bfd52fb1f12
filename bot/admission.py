"""Who may come in: known people, the administrators of the settings, and whoever opens the first link."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from aiogram.types import CallbackQuery

from bot.chat import Chat
from bot.page import Page
from bot.texts import Texts
from domain.clock import Atomically, Clock
from domain.people import People, Person, Role

LINK_LIVES = timedelta(minutes=15)


class FirstLinks(Protocol):
    """The one-time link that makes the first administrator; only its hash is kept."""

    async def add_first(self, code_hash: str, expires_at: datetime) -> None:
        """Keep a new link; earlier ones end."""
        ...

    async def use_first(self, code_hash: str, person_id: int, now: datetime) -> bool:
        """Use the link up; False when it is unknown, used or too old."""
        ...


class Admission:
    """Decides who a Telegram user is to the bot."""

    def __init__(
        self,
        *,
        people: People,
        links: FirstLinks,
        chat: Chat,
        texts: Callable[[str | None], Texts],
        admins: frozenset[int],
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._people = people
        self._links = links
        self._chat = chat
        self._texts = texts
        self._admins = admins
        self._clock = clock
        self._atomically = atomically

    async def prepare(self) -> None:
        """Let the administrators of the settings in."""
        for telegram_id in self._admins:
            known = await self._people.get(telegram_id)
            if known is None or not known.is_admin:
                await self._people.let_in(telegram_id, Role.ADMIN)

    async def first_link_code(self) -> str | None:
        """Return the code of a new link when there is no administrator at all, else None."""
        if any(person.is_admin for person in await self._people.everybody()):
            return None
        code = secrets.token_urlsafe(16)
        await self._links.add_first(_hash(code), self._clock() + LINK_LIVES)
        return code

    async def admit(self, telegram_id: int, name: str, text: str | None) -> Person | None:
        """Return the person, after using up the link that a `/start CODE` opens; None for a stranger."""
        person = await self._people.get(telegram_id)
        command, _, code = (text or "").partition(" ")
        if command == "/start" and code and (person is None or not person.is_admin):
            person = await self._open_link(telegram_id, name, code.strip()) or person
        if person is not None and name and person.name != name:
            await self._people.rename(telegram_id, name)
            person = await self._people.get(telegram_id)
        return person

    async def close_question(self, person: Person) -> None:
        """What the person types from now on no longer answers the page that has asked."""
        await self._people.ask(person.telegram_id, None)

    async def refuse(self, telegram_id: int, language: str | None, query: CallbackQuery | None) -> None:
        """Tell a stranger that they have no access, with their number to pass on."""
        texts = self._texts(language)
        if query is not None:
            await self._chat.toast(query.id, texts("no-access-short", id=str(telegram_id)), alert=True)
            return
        await self._chat.say(telegram_id, Page(texts.html("no-access", id=str(telegram_id))))

    async def _open_link(self, telegram_id: int, name: str, code: str) -> Person | None:
        async def work() -> Person | None:
            if any(person.is_admin for person in await self._people.everybody()):
                return None
            if not await self._links.use_first(_hash(code), telegram_id, self._clock()):
                return None
            return await self._people.let_in(telegram_id, Role.ADMIN, name)

        return await self._atomically(work)


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
