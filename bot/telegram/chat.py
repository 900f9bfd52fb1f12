"""Showing pages in a private chat: one live message that is edited, and patience with Telegram."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from itertools import count
from pathlib import Path
from typing import Protocol, TypeVar

from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    FSInputFile,
    InlineKeyboardMarkup,
)

from bot.telegram.calls import DrawPage, SayPage
from bot.telegram.page import MAX_CAPTION, Page, fit, shorten
from bot.telegram.slots import elsewhere
from bot.texts import Texts

log = logging.getLogger(__name__)
Result = TypeVar("Result")

NO_ANSWER = (TelegramNetworkError, TelegramServerError, TelegramRetryAfter)
"""Telegram does not answer or asks to wait: nothing is wrong with what was to be said."""

LONGEST_PAUSE = 30.0
ACTION_SHOWN_AGAIN = 4.5
"""Seconds after which what the bot does is said again: Telegram shows it for five (Bot API: sendChatAction)."""

TOAST_TRIES = 3
"""An answer to a press is worth little after a while: what it says must then be said by a page.

So is the removal of a page that another one has replaced.
"""

GONE = (
    "message to edit not found",
    "there is no text in the message to edit",
    "message can't be edited",
    "message_id_invalid",
    "message to delete not found",
)

impatient: ContextVar[bool] = ContextVar("impatient", default=False)
"""Set where waiting is done elsewhere, by a row that is due later: then Telegram's limits come out at once."""


class Unreachable(Exception):
    """The person has blocked the bot, or the chat is gone: telling them is not possible, and not an error."""


def menu(texts: Texts, commands: tuple[str, ...]) -> list[BotCommand]:
    """Return commands for Telegram's menu."""
    return [BotCommand(command=name, description=texts(f"command-{name}")) for name in commands]


Offered = tuple[str, str, str | None]
"""A button: its label, its address and its style."""

Live = tuple[int, Sequence[Offered], str | None]
"""The live message: its number, what it offers, and what it asks where a button must answer."""


class Screens(Protocol):
    """Which message of a person is live, and which are cards."""

    async def live(self, person_id: int) -> int | None:
        """Return the live message's number."""
        ...

    async def set_live(self, person_id: int, message_id: int, buttons: Sequence[Offered], question: str | None) -> None:
        """Keep which message is live, what it offers, and its words where a button must answer them."""
        ...

    async def offer(self, person_id: int, message_id: int, buttons: Sequence[Offered], question: str | None) -> None:
        """Keep what the live message offers, and its words where a button must answer them."""
        ...

    async def offered(self, person_id: int) -> Live | None:
        """Return what the live message offers."""
        ...

    async def stays(self, person_id: int, message_id: int) -> bool:
        """Whether the message is a record's card, or offers a place for what somebody has sent: it stays there."""
        ...

    async def is_card_no_more(self, person_id: int, message_id: int, but: int | None) -> None:
        """The message shows another page now, or the card of record `but`."""
        ...


class Chat:
    """Sends and edits messages; waits out Telegram's limits instead of losing a page."""

    def __init__(self, bot: Bot, screens: Screens) -> None:
        self._bot = bot
        self._screens = screens

    async def show(
        self,
        person_id: int,
        page: Page,
        *,
        at: int | None = None,
        instead: int | None = None,
        card: int | None = None,
    ) -> int:
        """Show a page in message `at`, else in a new one below everything; return the message's number.

        Where it is the card of a record, `card` says of which: a message that is this already stays it meanwhile.
        Raises Unreachable. A message that cannot be edited any more is replaced by `instead`, else by a new one.
        """
        for spot in (at, instead):
            if spot is not None and await self._edit(person_id, spot, page):
                await self._screens.is_card_no_more(person_id, spot, card)
                await self._live(person_id, spot, page)
                return spot
        before = await self._screens.live(person_id)
        message_id = await self.say(person_id, page)
        await self._live(person_id, message_id, page)
        if before is not None and before != message_id and not await self._screens.stays(person_id, before):
            await self._remove(person_id, before)
        return message_id

    async def live(self, person_id: int) -> int | None:
        """Return the number of the message in which the person goes from page to page."""
        return await self._screens.live(person_id)

    async def offered(self, person_id: int) -> Live | None:
        """Return what the live message offers; None where none does."""
        return await self._screens.offered(person_id)

    async def is_live(self, person_id: int, message_id: int) -> bool:
        """Whether the message is the one in which the person goes from page to page."""
        return await self._screens.live(person_id) == message_id

    async def say(self, person_id: int, page: Page, *, reply_to: int | None = None) -> int:
        """Send a message of its own; a reply goes out even when what it replies to is gone."""
        reply = None if reply_to is None else {"message_id": reply_to, "allow_sending_without_reply": True}
        message = await self._patiently(
            lambda: self._bot(
                SayPage(
                    chat_id=person_id,
                    text=fit(page.text),
                    reply_markup=page.markup() if page.rows else None,
                    reply_parameters=reply,
                )
            )
        )
        return message.message_id

    @asynccontextmanager
    async def doing(self, person_id: int, action: ChatAction) -> AsyncIterator[None]:
        """Show at the chat's head what goes on in the block: a picture is drawn, a file is written."""
        shown = asyncio.get_running_loop().create_task(self._show_doing(person_id, action))
        try:
            yield
        finally:
            shown.cancel()
            await asyncio.wait([shown])

    async def send_file(self, person_id: int, name: str, content: bytes, caption: str) -> int:
        """Send a file, with a caption in HTML; return the message's number. Raises Unreachable."""
        message = await self._patiently(
            lambda: self._bot.send_document(
                person_id, BufferedInputFile(content, name), caption=fit(caption, MAX_CAPTION)
            )
        )
        return message.message_id

    async def send_picture(self, person_id: int, content: bytes, page: Page) -> int:
        """Send a picture, with a page's text as its caption and its buttons below; return the message's number.

        Raises Unreachable.
        """
        message = await self._patiently(
            lambda: self._bot.send_photo(
                person_id,
                BufferedInputFile(content, "picture.png"),
                caption=fit(page.text, MAX_CAPTION),
                reply_markup=InlineKeyboardMarkup.model_validate(page.markup()) if page.rows else None,
            )
        )
        return message.message_id

    async def send_path(self, person_id: int, path: Path, name: str, caption: str) -> None:
        """Send a file that may be large, a piece at a time, with a caption in HTML. Raises Unreachable."""
        await self._patiently(
            lambda: self._bot.send_document(
                person_id, FSInputFile(path, filename=name), caption=fit(caption, MAX_CAPTION)
            )
        )

    async def remove(self, person_id: int, message_id: int) -> bool:
        """Delete a message, the person's own included; False when it is still there."""
        try:
            await self._patiently(lambda: self._bot.delete_message(person_id, message_id), tries=TOAST_TRIES)
        except TelegramBadRequest as error:
            return "not found" in error.message.casefold()
        except (TelegramAPIError, Unreachable) as error:
            log.info("a message could not be deleted: %s", type(error).__name__)
            return False
        return True

    async def edit_or_say(self, person_id: int, page: Page, *, at: int | None) -> int:
        """Draw a page in a message that is not the live one, else in a new one that is not either; return which."""
        if at is not None and await self._edit(person_id, at, page):
            return at
        return await self.say(person_id, page)

    async def edit(self, person_id: int, message_id: int, page: Page) -> bool:
        """Draw a page in a message; False when the message is gone."""
        drawn = await self._edit(person_id, message_id, page)
        if drawn and await self.is_live(person_id, message_id):
            await self._screens.offer(person_id, message_id, page.offered, page.question)
        return drawn

    async def toast(self, query_id: str, text: str | None = None, *, alert: bool = False) -> bool:
        """Answer a press; False when it could not be: one that is too old is no error, a typed one has no id."""
        if not query_id:
            return False
        try:
            await self._patiently(
                lambda: self._bot.answer_callback_query(query_id, text=text and shorten(text, 200), show_alert=alert),
                tries=TOAST_TRIES,
            )
        except (TelegramAPIError, Unreachable) as error:
            log.info("a press could not be answered: %s", type(error).__name__)
            return False
        return True

    async def leave(self, group_id: int) -> None:
        """Leave a group or a channel; one that we are not in, or that is gone, needs no leaving."""
        try:
            await self._patiently(lambda: self._bot.leave_chat(group_id))
        except (TelegramAPIError, Unreachable) as error:
            log.info("the group %s was not left: %s", group_id, type(error).__name__)

    async def set_menu(self, person_id: int, texts: Texts, commands: tuple[str, ...]) -> None:
        """Tell Telegram what this person may use; the bot works without a menu, so a failure is only logged."""
        try:
            await self._bot.set_my_commands(menu(texts, commands), scope=BotCommandScopeChat(chat_id=person_id))
        except TelegramAPIError as error:
            log.info("a command menu could not be set: %s", type(error).__name__)

    async def _show_doing(self, person_id: int, action: ChatAction) -> None:
        while True:
            with suppress(TelegramAPIError):
                await self._bot.send_chat_action(person_id, action)
            await asyncio.sleep(ACTION_SHOWN_AGAIN)

    async def _live(self, person_id: int, message_id: int, page: Page) -> None:
        await self._screens.set_live(person_id, message_id, page.offered, page.question)

    async def _edit(self, person_id: int, message_id: int, page: Page) -> bool:
        try:
            await self._patiently(
                lambda: self._bot(
                    DrawPage(
                        chat_id=person_id,
                        message_id=message_id,
                        text=fit(page.text),
                        reply_markup=page.markup(),
                    )
                )
            )
        except TelegramBadRequest as error:
            words = error.message.casefold()
            if "not modified" in words:
                return True
            if any(word in words for word in GONE):
                return False
            raise
        return True

    async def _remove(self, person_id: int, message_id: int) -> None:
        """Take an old page away: a trail of dead buttons helps nobody."""
        with suppress(TelegramAPIError):
            try:
                await self._patiently(lambda: self._bot.delete_message(person_id, message_id), tries=TOAST_TRIES)
            except TelegramBadRequest:
                await self._bot.edit_message_reply_markup(chat_id=person_id, message_id=message_id, reply_markup=None)

    async def _patiently(self, call: Callable[[], Awaitable[Result]], *, tries: int | None = None) -> Result:
        """Call Telegram until it answers: 429 by its own `retry_after`, other trouble with growing pauses."""
        pause = 1.0
        tries = 1 if impatient.get() else tries
        for number in count(1):
            try:
                return await call()
            except TelegramRetryAfter as error:
                if number == tries:
                    raise
                log.info("Telegram asks to wait %s s", error.retry_after)
                async with elsewhere():
                    await asyncio.sleep(error.retry_after)
            except TelegramForbiddenError as error:
                raise Unreachable from error
            except (TelegramNetworkError, TelegramServerError) as error:
                if number == tries:
                    raise
                log.warning("Telegram does not answer (%s), next try in %.0f s", type(error).__name__, pause)
                async with elsewhere():
                    await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            except TelegramBadRequest as error:
                if "chat not found" in error.message.casefold():
                    raise Unreachable from error
                raise
        raise AssertionError("it is called until it answers")
