"""Strangers: what somebody without access is told, and the one thing that they can do."""

import logging
from collections.abc import Callable
from dataclasses import replace

from aiogram.types import CallbackQuery, Message, TelegramObject, User

from bot.people.access import no_access_page, reply_page
from bot.people.addresses import RequestAccess
from bot.people.patience import WITHIN, Patience
from bot.telegram.chat import Chat
from bot.telegram.page import Page
from bot.texts import Texts
from domain.access.ask_for_access import AskForAccess, Reply
from domain.access.invitations import Unusable
from domain.clock import Clock

MINUTES = int(WITHIN.total_seconds() // 60)

log = logging.getLogger(__name__)


class Strangers:
    """Answers those who have no access: each press, and a few of their messages."""

    def __init__(self, ask: AskForAccess, chat: Chat, texts: Callable[[str | None], Texts], clock: Clock) -> None:
        self._ask = ask
        self._chat = chat
        self._texts = texts
        self._clock = clock
        self._patience = Patience()

    async def meet(self, user: User, event: TelegramObject, unusable: Unusable | None = None) -> None:
        """Answer what a stranger sent or pressed; `unusable` is what is wrong with the link that they opened."""
        if isinstance(event, Message):
            # What was changed has been answered; a place that moves changes every few seconds.
            if event.edit_date is None:
                await self._write(user, unusable, event.media_group_id)
        elif not isinstance(event, CallbackQuery):
            return
        elif event.data == RequestAccess().pack():
            await self._request(user, event)
        else:
            log.info("%s has no access: a press was refused", user.id)
            text = self._texts(user.language_code)("no-access-short", id=str(user.id))
            await self._chat.toast(event.id, text, alert=True)

    async def again(self, user: User, query: CallbackQuery | None) -> None:
        """Show how things stand to a stranger whose press was taken, but who has not seen so."""
        page = await self._page(user)
        await self._chat.edit_or_say(user.id, page, at=query.message.message_id if query and query.message else None)
        if query is not None:
            await self._chat.toast(query.id)

    async def _write(self, user: User, unusable: Unusable | None, album: str | None) -> None:
        if not self._patience.answers(user.id, self._clock(), album):
            log.info("%s has no access and writes often: not answered", user.id)
            return
        page = await self._page(user)
        texts = self._texts(user.language_code)
        if self._patience.is_spent(user.id):
            page = replace(page, text=f"{page.text}\n\n{texts.html('no-more-answers', minutes=MINUTES)}")
        await self._chat.say(user.id, page.with_notice(unusable and texts("invitation-unusable", why=unusable)))

    async def _request(self, user: User, query: CallbackQuery) -> None:
        reply = await self._ask(user.id, user.full_name, user.language_code)
        texts = self._texts(user.language_code)
        await self._chat.toast(query.id, texts("access-reply-short", reply=reply), alert=reply is not Reply.SENT)
        at = query.message.message_id if query.message else None
        await self._chat.edit_or_say(user.id, reply_page(texts, user.id, reply), at=at)

    async def _page(self, user: User) -> Page:
        texts = self._texts(user.language_code)
        standing = await self._ask.standing(user.id)
        if standing in {Reply.WAITING, Reply.UNTOLD, Reply.DECLINED}:
            return reply_page(texts, user.id, standing)
        return no_access_page(texts, user.id)
