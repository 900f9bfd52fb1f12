"""A person with a phone: what a test, the demo and the page do in somebody's name."""

from collections.abc import Callable
from functools import partial
from typing import Any, Never, TypeVar

from sandbox.chats import Chat, Stored
from sandbox.media import SMALLEST_PHOTO
from sandbox.messenger import Messenger, Press
from sandbox.seen import Button, CallbackAnswer, ChatMessage, see
from sandbox.signals import PATIENCE
from sandbox.writing import Writing, number_of

__all__ = ["SMALLEST_PHOTO", "User"]

T = TypeVar("T")
JSON = dict[str, Any]
ANSWER_WITHIN = 5.0


class User(Writing):
    """One person in a private chat with the bot."""

    def __init__(self, messenger: Messenger, chat: Chat) -> None:
        super().__init__(messenger, chat)
        self.id = chat.id

    @property
    def name(self) -> str:
        """The name as others read it."""
        return self.chat.title()

    @property
    def messages(self) -> list[ChatMessage]:
        """The chat as the person sees it now, in order."""
        return [see(message, self._messenger.files) for message in self.chat.messages.values()]

    @property
    def last(self) -> ChatMessage:
        """The newest message from the bot; raises AssertionError while there is none."""
        for message in reversed(self.chat.messages.values()):
            if message.from_bot:
                return see(message, self._messenger.files)
        raise AssertionError(f"бот ещё ничего не написал: {self.name}")

    @property
    def commands(self) -> list[tuple[str, str]]:
        """The command menu that this person sees."""
        return [(item["command"], item["description"]) for item in self._messenger.commands_for(self.chat)]

    async def press(
        self,
        label: str,
        message: ChatMessage | int | None = None,
        exact: bool = False,
        answer_within: float = ANSWER_WITHIN,
    ) -> CallbackAnswer:
        """Presses a button of the newest message that has it; raises AssertionError listing the labels at hand.

        A label that equals the text wins over one that only contains it. `answer_within`, in seconds, is also how long
        a person looks for a button that is not there yet: a card follows what is told of it a moment later.
        """
        look = partial(self._button, label, message, exact=exact)
        try:
            found = await self.chat.changed.until(look, answer_within)
        except TimeoutError:
            found = None
        if found is None:
            self._no_button(label, message)
        return await self._press(*found, answer_within)

    def _among(self, message: ChatMessage | int | None) -> list[Stored]:
        return [self._stored(message)] if message is not None else list(reversed(self.chat.messages.values()))

    def _button(self, label: str, message: ChatMessage | int | None, *, exact: bool) -> tuple[Stored, Button] | None:
        for fits in (lambda text: text == label, lambda text: not exact and label in text):
            for stored in self._among(message):
                for row in see(stored, self._messenger.files).buttons:
                    for button in row:
                        if fits(button.label):
                            return stored, button
        return None

    def _no_button(self, label: str, message: ChatMessage | int | None) -> Never:
        shown = [see(item, self._messenger.files).labels for item in reversed(self._among(message)) if item.rows()]
        raise AssertionError(f"нет кнопки «{label}», есть: {shown}\n{self.as_text()}")

    async def press_data(
        self, message: ChatMessage | int, data: str, answer_within: float = ANSWER_WITHIN
    ) -> CallbackAnswer:
        """Forges a press with any callback data, even on a message that is gone; `answer_within` is in seconds."""
        number = number_of(message)
        stored = self.chat.messages.get(number or 0) or Stored(number or 0, self.chat, from_bot=True, date=0)
        return await self._press(stored, Button("", data), answer_within)

    def press_inline(self, data: str) -> Press:
        """Forges a press below a message that was sent inline, wherever it stands."""
        return self._messenger.person_presses_elsewhere(self.chat, data, inline_message_id="AQAAAA")

    def block(self) -> None:
        """Blocks the bot."""
        self._messenger.set_blocked(self.chat, blocked=True)

    def unblock(self) -> None:
        """Unblocks the bot."""
        self._messenger.set_blocked(self.chat, blocked=False)

    def delete_message(self, message: ChatMessage | int) -> None:
        """Deletes a message for both sides."""
        self._messenger.remove(self._stored(message))

    def make_older(self, message: ChatMessage | int, hours: float) -> None:
        """Moves a message into the past, for rules that depend on its age."""
        self._stored(message).date -= int(hours * 3600)

    async def wait_for(self, predicate: Callable[["User"], T | None], timeout: float = PATIENCE) -> T:  # noqa: ASYNC109
        """Waits until the predicate over this person is true; raises AssertionError that shows the chat.

        What the predicate raises while the chat is not ready (nothing there yet) counts as not true.
        """
        reasons: list[Exception] = []

        def check() -> T | None:
            try:
                return predicate(self)
            except (AssertionError, AttributeError, LookupError) as error:
                reasons[:] = [error]
                return None

        try:
            result = await self.chat.changed.until(check, timeout)
        except TimeoutError:
            reason = f" ({reasons[0]!r})" if reasons else ""
            raise AssertionError(f"не дождались за {timeout} с{reason}. Чат сейчас:\n{self.as_text()}") from None
        if result is None:
            raise AssertionError
        return result

    async def wait_for_text(self, text: str, timeout: float = PATIENCE) -> ChatMessage:  # noqa: ASYNC109
        """Waits for a message of the bot that contains the text; returns the newest such."""
        try:
            return await self.wait_for(lambda user: user.with_text(text), timeout)
        except AssertionError as error:
            raise AssertionError(f"нет сообщения «{text}»: {error}") from None

    def with_text(self, text: str) -> ChatMessage | None:
        """Finds the newest message of the bot that contains the text."""
        found = (message for message in reversed(self.chat.messages.values()) if message.from_bot)
        return next((see(message, self._messenger.files) for message in found if text in message.text), None)

    async def _press(self, stored: Stored, button: Button, answer_within: float = ANSWER_WITHIN) -> CallbackAnswer:
        if button.data is None:
            return CallbackAnswer(answered=False, url=button.url, copied=button.copy_text)
        press = self._messenger.person_presses(stored, button.data)
        try:
            await self.chat.changed.until(lambda: press.answered, answer_within)
        except TimeoutError:
            return CallbackAnswer(answered=False)
        return CallbackAnswer(answered=True, text=press.text, show_alert=press.show_alert, url=press.url)
