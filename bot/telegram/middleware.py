"""What happens around every handler: who is it, may they, and what an error looks like in the chat."""

import html
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, InaccessibleMessage, Message, TelegramObject, User

from bot.composing.screen import Screen
from bot.people.strangers import Strangers
from bot.telegram.admission import Admission
from bot.telegram.asking import Asked
from bot.telegram.catalogue import addresses
from bot.telegram.chat import Chat
from bot.telegram.live_pages import LivePages
from bot.telegram.mistakes import error_words, underlined
from bot.telegram.page import Page
from domain.errors import DatabaseTrouble, GonetsError, NotFound, NotYours
from domain.people import Person
from domain.records.fill_record import FillRecord
from domain.records.places import NotEditable, QuestionClosed, RecordArchived
from domain.scenarios.press_button import ButtonHidden, RecordIncomplete, StaleCard

log = logging.getLogger(__name__)
_TAG = re.compile(r"</?[a-z]+>")
_COMMAND = re.compile(r"/\w+(@\w+)?(\s|$)")
"""A path of a file begins with a slash as well, and may be an answer."""
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Access(BaseMiddleware):
    """Lets known people through and tells strangers what to do; what callback data says is never trusted for this."""

    def __init__(self, admission: Admission, strangers: Strangers) -> None:
        self._admission = admission
        self._strangers = strangers

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Put the person and the pressed message's number where handlers find them."""
        user: User | None = data.get("event_from_user")
        if user is None:
            return None
        data["at"] = event.message.message_id if isinstance(event, CallbackQuery) and event.message else None
        opened = event.text if isinstance(event, Message) else None
        admitted = await self._admission.admit(user.id, user.full_name, opened)
        person = admitted.person
        if person is None:
            await self._strangers.meet(user, event, None if admitted.opened is None else admitted.opened.unusable)
            return None
        data["opened"] = admitted.opened
        data["left"] = None
        if person.question is not None and _leads_away(event):
            # What the page had asked is closed by its own buttons too: they may need what it was about.
            data["left"] = person.question
            await self._admission.close_question(person)
            person = replace(person, question=None)
        data["person"] = person
        return await handler(event, data)


def _leads_away(event: TelegramObject) -> bool:
    """Whether a press or a command leaves the page that has asked; its own buttons say what they are for."""
    return isinstance(event, CallbackQuery) or (
        isinstance(event, Message) and event.text is not None and _COMMAND.match(event.text) is not None
    )


class LeavesLivePages(BaseMiddleware):
    """A press on a message that shows what goes on leads to another page: what goes on is drawn there no more."""

    def __init__(self, live: LivePages) -> None:
        self._live = live

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Whoever wants to see on presses what shows it."""
        person: Person = data["person"]
        if data["at"] is not None:
            await self._live.leave(person.telegram_id, data["at"])
        return await handler(event, data)


class Errors(BaseMiddleware):
    """Turns typed errors into words, and answers every press, whatever came of it."""

    def __init__(self, chat: Chat, screen: Screen, fill: FillRecord, asked: Asked) -> None:
        self._chat = chat
        self._screen = screen
        self._fill = fill
        self._asked = asked

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Only the error's own text is shown; the detail goes to the log."""
        person: Person = data["person"]
        try:
            result = await handler(event, data)
        except DatabaseTrouble:
            raise  # the update stays open, and is handled when the database can be written
        except GonetsError as error:
            log.info("%s for %s: %s", type(error).__name__, person.telegram_id, error.detail)
            reader = self._screen.reader(person)
            text = error_words(reader, error)
            if isinstance(event, CallbackQuery):
                told = await self._chat.toast(event.id, plain(text), alert=True)
                await self._redraw(person, event, error, None if told else text)
            else:
                await self._ask_again(person, text + underlined(reader, error.params))
            return None
        if isinstance(event, CallbackQuery):
            await self._chat.toast(event.id)
        return result

    async def _ask_again(self, person: Person, text: str) -> None:
        """The question stays, with the reason above it."""
        question = person.question
        if question is not None and question.topic in self._asked:
            await self._asked[question.topic](person, question.about, notice=text)
            return
        await self._screen.here(person, await self._fill.place(person), notice=text)

    async def _redraw(self, person: Person, query: CallbackQuery, error: GonetsError, notice: str | None) -> None:
        """A button that no longer fits shows what is there now; `notice` is what the press's answer could not say."""
        at = query.message.message_id if query.message else None
        record_id = record_of(query.data)
        try:
            if isinstance(error, QuestionClosed):
                place = await self._fill.place(person)
                if place is not None:
                    await self._screen.place(person, place, at=at, notice=notice)
                elif record_id is not None:
                    await self._screen.card(person, record_id, at=at, notice=notice)
            elif is_for_admins(query.data) and not isinstance(error, NotFound | NotYours):
                # Their pages stand as they are: what a press could not do changed nothing on them.
                if notice is not None:
                    await self._chat.say(person.telegram_id, Page(notice))
            elif isinstance(error, NotFound | NotYours) or record_id is None:
                await self._gone(person, query, at, notice)
            elif (
                isinstance(error, StaleCard | ButtonHidden | NotEditable | RecordArchived | RecordIncomplete)
                or error.key == "error-stale-card"
            ):
                await self._screen.card(person, record_id, at=at, notice=notice)
            elif notice is not None:
                await self._say(person, record_id, at, notice)
        except GonetsError:
            await self._gone(person, query, at, notice)

    async def _say(self, person: Person, record_id: int, at: int | None, notice: str) -> None:
        place = await self._fill.place(person)
        if place is not None and place.record.id == record_id:
            await self._screen.place(person, place, at=at, notice=notice)
        else:
            await self._screen.card(person, record_id, at=at, notice=notice)

    async def _gone(self, person: Person, query: CallbackQuery, at: int | None, notice: str | None) -> None:
        if isinstance(query.message, InaccessibleMessage):
            at = None
        await self._screen.here(person, await self._fill.place(person), at=at, notice=notice)


def is_for_admins(data: str | None) -> bool:
    """Whether an address is one of the administrators' pages: those begin with a capital letter."""
    return (data or "")[:1].isupper()


def record_of(data: str | None) -> int | None:
    """Return the record that an address begins with, for redrawing only: every act checks by itself."""
    prefix, _, rest = (data or "").partition(":")
    address = addresses().get(prefix)
    number = rest.partition(":")[0]
    about_a_record = address is not None and next(iter(address.model_fields), None) == "record"
    return int(number) if about_a_record and number.isdecimal() and not is_for_admins(prefix) else None


def plain(markup: str) -> str:
    """Return an error's text as an alert shows it: without markup."""
    return html.unescape(_TAG.sub("", markup))
