"""What happens around every handler: who is it, may they, and what an error looks like in the chat."""

import html
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Protocol

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, InaccessibleMessage, Message, TelegramObject, User

from bot.telegram.admission import Admission
from bot.telegram.asking import Questions
from bot.telegram.catalogue import addresses
from bot.telegram.live_pages import LivePages
from bot.telegram.mistakes import error_words, underlined
from bot.telegram.page import Page
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from bot.telegram.whereabouts import Whereabouts
from domain.access.invitations import Unusable
from domain.errors import DatabaseTrouble, GonetsError, Redraw
from domain.people import OpenQuestion

log = logging.getLogger(__name__)
_TAG = re.compile(r"</?[a-z]+>")
_COMMAND = re.compile(r"/\w+(@\w+)?(\s|$)")
"""A path of a file begins with a slash as well, and may be an answer."""
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class MeetsStrangers(Protocol):
    """Answers those who have no access."""

    async def meet(self, user: User, event: TelegramObject, unusable: Unusable | None = None) -> None:
        """Answer what a stranger sent or pressed; `unusable` is what is wrong with the link that they opened."""
        ...

    async def again(self, user: User, query: CallbackQuery | None) -> None:
        """Show how things stand to a stranger whose press was taken, but who has not seen so."""
        ...


class AdmitsPeople(BaseMiddleware):
    """Lets known people through and tells strangers what to do; what callback data says is never trusted for this."""

    def __init__(self, admission: Admission, strangers: MeetsStrangers, screen: Screen) -> None:
        self._admission = admission
        self._strangers = strangers
        self._screen = screen

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Put the visit where handlers find it; `person` is there for filters."""
        user: User | None = data.get("event_from_user")
        if user is None:
            return None
        opened = event.text if isinstance(event, Message) else None
        admitted = await self._admission.admit(user.id, user.full_name, opened)
        person = admitted.person
        if person is None:
            await self._strangers.meet(user, event, None if admitted.opened is None else admitted.opened.unusable)
            return None
        data["opened"] = admitted.opened
        data.setdefault("left", None)  # a press that was typed comes with what its command has closed
        if person.question is not None and _leads_away(event):
            # What the page had asked is closed by its own buttons too: they may need what it was about.
            data["left"] = person.question
            await self._admission.close_question(person)
            person = replace(person, question=None)
        at = event.message.message_id if isinstance(event, CallbackQuery) and event.message else None
        data["person"], data["visit"] = person, self._screen.visit(person, at=at)
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
        visit: Visit = data["visit"]
        if visit.at is not None:
            await self._live.leave(visit.person.telegram_id, visit.at)
        return await handler(event, data)


class Errors(BaseMiddleware):
    """Turns typed errors into words, and answers every press, whatever came of it."""

    def __init__(self, screen: Screen, whereabouts: Whereabouts, questions: Questions) -> None:
        self._screen = screen
        self._chat = screen.chat
        self._whereabouts = whereabouts
        self._questions = questions

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Only the error's own text is shown; the detail goes to the log."""
        visit: Visit = data["visit"]
        try:
            result = await handler(event, data)
        except DatabaseTrouble:
            raise  # the update stays open, and is handled when the database can be written
        except GonetsError as error:
            log.info("%s for %s: %s", type(error).__name__, visit.person.telegram_id, error.detail)
            text = error_words(visit, error)
            if isinstance(event, CallbackQuery):
                told = await self._chat.toast(event.id, plain(text), alert=True)
                if not await self._redraw(visit.saying(None if told else text), event, error):
                    await self._open_again(visit, data["left"])
            else:
                await self._ask_again(visit.saying(text + underlined(visit, error.params)))
            return None
        if isinstance(event, CallbackQuery):
            await self._chat.toast(event.id)
        return result

    async def _ask_again(self, visit: Visit) -> None:
        """The question stays, with the reason above it."""
        if not await self._questions.draw_again(visit):
            await self._whereabouts.here(visit)

    async def _open_again(self, visit: Visit, left: OpenQuestion | None) -> None:
        """The page that asks still stands: what is typed answers it, as before the press."""
        asked = self._questions.read(left)
        if asked is not None:
            await self._screen.open_question(visit, asked)

    async def _redraw(self, visit: Visit, query: CallbackQuery, error: GonetsError) -> bool:
        """A button that no longer fits shows what is there now; a notice is what the press's answer could not say.

        False when every page stands as it is.
        """
        record_id, redraw = record_of(query.data), error.redraw
        if is_for_admins(query.data) and redraw is not Redraw.WHERE_THEY_ARE:
            # Their pages stand as they are: what a press could not do changed nothing on them.
            if visit.notice is not None:
                await self._chat.say(visit.person.telegram_id, Page(visit.notice))
            return False
        try:
            if redraw is Redraw.QUESTION and await self._whereabouts.question(visit):
                pass
            elif record_id is None or redraw is Redraw.WHERE_THEY_ARE:
                await self._gone(visit, query)
            elif redraw is not Redraw.RECORD:
                await self._whereabouts.card(visit, record_id)
            elif visit.notice is not None:
                await self._whereabouts.record(visit, record_id)
            else:
                return False
        except DatabaseTrouble:
            raise
        except GonetsError:
            await self._gone(visit, query)
        return True

    async def _gone(self, visit: Visit, query: CallbackQuery) -> None:
        await self._whereabouts.here(visit.below() if isinstance(query.message, InaccessibleMessage) else visit)


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
