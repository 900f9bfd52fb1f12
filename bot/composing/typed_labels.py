"""A label that is typed instead of pressed, and words on a page that wants a button."""

import re
import unicodedata
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiogram import BaseMiddleware, Dispatcher
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.cards.addresses import StopAsking
from bot.composing.addresses import KeptPage
from bot.composing.message_handlers import incoming_of
from bot.composing.sent_files import FetchFile, file_of
from bot.telegram.catalogue import addresses
from bot.telegram.chat import Live, Offered
from bot.telegram.costs import is_safe
from bot.telegram.page import LONGEST_LABEL, Page, PageButton, in_rows, shorten
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.accounts.folding import fold
from domain.records.fill_record import FillRecord
from domain.records.keep_message import KeepMessage

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

_CANCEL = re.compile(r"/cancel(@\w+)?(\s|$)")
WAYS_BACK = ("button-back", "button-no-back", "button-to-list", "button-to-admin")
"""Labels of the button that leads back from a page that asks, the nearest first."""


class TypedPress(CallbackQuery):
    """A press that was typed: it has no number, and is answered by its page alone, `notice` above it."""

    notice: str | None = None


class TypedLabels(BaseMiddleware):
    """Takes a typed label for its button, where pressing it costs nothing.

    On a page that wants a button other words repeat its question: they are no answer to what was asked elsewhere.
    """

    def __init__(
        self, dispatcher: Dispatcher, screen: Screen, keep: KeepMessage, fill: FillRecord, fetch: FetchFile
    ) -> None:
        self._dispatcher = dispatcher
        self._screen = screen
        self._keep = keep
        self._fill = fill
        self._fetch = fetch

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Look at what the live page offers; a command is what it says."""
        visit: Visit = data["visit"]
        live = await self._screen.chat.offered(visit.person.telegram_id) if isinstance(event, Message) else None
        if live is None or not isinstance(event, Message) or event.from_user is None:
            return await handler(event, data)
        if (event.text or "").startswith("/"):
            back = way_back(visit, live[1]) if data["left"] is not None and _CANCEL.match(event.text or "") else None
            if back is None:
                return await handler(event, data)
            return await self._press(event, live, back, data, notice=visit.text("stopped", kept="page"))
        address = None if event.forward_origin else meant(event.text or "", live[1])
        if address is not None and not await self._answers_elsewhere(visit, live):
            return await self._press(event, live, address, data)
        if live[2] is not None and visit.person.question is None:
            return await self._repeat(event, visit, live)
        return await handler(event, data)

    async def _press(
        self, message: Message, live: Live, address: str, data: dict[str, Any], notice: str | None = None
    ) -> Any:
        """Do what a button of the live page does."""
        page = Message(message_id=live[0], date=message.date, chat=message.chat)
        press = TypedPress(
            id="", from_user=message.from_user, chat_instance="", message=page, data=address, notice=notice
        )
        return await self._dispatcher.propagate_event("callback_query", press, **data)

    async def _answers_elsewhere(self, visit: Visit, live: Live) -> bool:
        """Whether the words are for a draft's question that the live page does not show: they are an answer then."""
        if any(data == StopAsking().pack() for _, data, _ in live[1]):
            return False
        return visit.person.question is None and await self._fill.filling(visit.person) is not None

    async def _repeat(self, message: Message, visit: Visit, live: Live) -> None:
        """Ask again. Words as short as a label were an attempt to answer; all else is kept."""
        _, offered, question = live
        buttons = list(filter(None, map(_button, offered)))
        words = message.text or ""
        if file_of(message) is None and (not words or (len(words) <= LONGEST_LABEL and "\n" not in words)):
            notice = visit.text("press-a-button", words=shorten(words, LONGEST_LABEL) or "…")
        else:
            sent = file_of(message)
            file = None if sent is None else await self._fetch(sent)
            kept = await self._keep(visit.person, incoming_of(message), file)
            notice = visit.text("press-a-button-kept")
            way = KeptPage(bundle=kept.id)
            if all(button.address != way for button in buttons):
                buttons.append(PageButton(visit.label("button-kept"), way))
        page = Page(question or "", in_rows(buttons), wants_press=True)
        await self._screen.page(visit.saying(notice), page)


class ShowsBelow(BaseMiddleware):
    """What a typed label leads to is drawn below the words, like any answer to what was typed."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Only what was typed."""
        if isinstance(event, TypedPress):
            data["visit"] = data["visit"].below().saying(event.notice)
        return await handler(event, data)


def meant(text: str, offered: Sequence[Offered]) -> str | None:
    """Return the address of the one button whose label this is; None where it may cost something, or two have it."""
    if len(text) > 4 * LONGEST_LABEL or "\n" in text or "{" in text:  # braces are written, not pressed
        return None
    typed = folded(text)
    found = {address for label, address, _ in offered if typed and typed in (folded(label), folded(_seen(label)))}
    if len(found) != 1:
        return None
    (data,) = found
    address = _read(data)
    return data if address is not None and is_safe(address) else None


def way_back(visit: Visit, offered: Sequence[Offered]) -> str | None:
    """Return the address that leads back from a page which asks; None where no button of it does, or it may cost."""
    ways = (meant(visit.label(key), offered) for key in WAYS_BACK)
    return next((address for address in ways if address is not None), None)


def folded(label: str) -> str:
    """Return a label as it is compared: without case, signs and pictures, ё as е."""
    kept = "".join(letter if unicodedata.category(letter)[0] in "LN" else " " for letter in fold(label))
    return re.sub(" +", " ", kept).strip()


def _seen(label: str) -> str:
    return shorten(label, LONGEST_LABEL)


def _read(data: str) -> CallbackData | None:
    kind = addresses().get(data.partition(":")[0])
    try:
        return None if kind is None else kind.unpack(data)
    except (TypeError, ValueError):
        return None


def _button(offered: Offered) -> PageButton | None:
    label, data, style = offered
    address = _read(data)
    return None if address is None else PageButton(label, address, style=style)
