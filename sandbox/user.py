"""A person with a phone: what a test, the demo and the page do in somebody's name."""

from collections.abc import Callable
from typing import Any, TypeVar

from sandbox.chats import Chat, Stored
from sandbox.messenger import Messenger, Press
from sandbox.seen import Button, CallbackAnswer, ChatMessage, see
from sandbox.signals import PATIENCE
from sandbox.transcript import as_text

T = TypeVar("T")
JSON = dict[str, Any]
ANSWER_WITHIN = 5.0
SMALLEST_PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


class User:
    """One person in a private chat with the bot."""

    def __init__(self, messenger: Messenger, chat: Chat) -> None:
        self._messenger = messenger
        self.chat = chat
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

    async def send(
        self, text: str, entities: list[JSON] | None = None, reply_to: ChatMessage | int | None = None
    ) -> ChatMessage:
        """Writes a text; one over 4096 units goes in parts, as clients send it, and the last part is returned."""
        sent = self._messenger.person_writes(self.chat, text, entities, reply_to=_id(reply_to))
        return see(sent[-1], self._messenger.files)

    async def send_document(
        self, name: str, data: bytes, caption: str | None = None, mime_type: str | None = None
    ) -> ChatMessage:
        """Sends a file."""
        stored = self._messenger.files.add("documents", name, data, mime_type)
        return self._send_media({"document": stored.document()}, caption)

    async def send_photo(
        self, data: bytes = SMALLEST_PHOTO, caption: str | None = None, name: str = "photo.png"
    ) -> ChatMessage:
        """Sends a picture."""
        stored = self._messenger.files.add("photos", name, data)
        return self._send_media({"photo": stored.photo()}, caption)

    async def send_sticker(self, emoji: str = "👍") -> ChatMessage:
        """Sends a sticker."""
        stored = self._messenger.files.add("stickers", "sticker.webp", b"RIFF\x00\x00\x00\x00WEBP", "image/webp")
        shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._send_media({"sticker": {**stored.brief(), **shape, "emoji": emoji}}, None)

    async def share_contact(
        self,
        phone_number: str = "+79990000000",
        first_name: str | None = None,
        user_id: int | None = None,
        *,
        last_name: str | None = None,
        vcard: str | None = None,
    ) -> ChatMessage:
        """Shares a contact, the person's own unless told otherwise; a phone's own card goes along as `vcard`."""
        contact: JSON = {"phone_number": phone_number, "first_name": first_name or self.chat.first_name}
        contact["user_id"] = self.id if user_id is None else user_id
        contact |= {name: value for name, value in (("last_name", last_name), ("vcard", vcard)) if value}
        return self._send_media({"contact": contact}, None)

    async def edit(self, message: ChatMessage | int, text: str) -> ChatMessage:
        """Changes one of the person's own messages."""
        stored = self._stored(message)
        self._messenger.person_edits(stored, text)
        return see(stored, self._messenger.files)

    async def press(
        self,
        label: str,
        message: ChatMessage | int | None = None,
        exact: bool = False,
        answer_within: float = ANSWER_WITHIN,
    ) -> CallbackAnswer:
        """Presses a button of the newest message that has it; raises AssertionError listing the labels at hand.

        A label that equals the text wins over one that only contains it. `answer_within` is in seconds.
        """
        candidates = [self._stored(message)] if message is not None else list(reversed(self.chat.messages.values()))
        for fits in (lambda text: text == label, lambda text: not exact and label in text):
            for stored in candidates:
                for button in see(stored, self._messenger.files).buttons:
                    for one in button:
                        if fits(one.label):
                            return await self._press(stored, one, answer_within)
        shown = [see(stored, self._messenger.files).labels for stored in reversed(candidates) if stored.rows()]
        raise AssertionError(f"нет кнопки «{label}», есть: {shown}\n{self.as_text()}")

    async def press_data(
        self, message: ChatMessage | int, data: str, answer_within: float = ANSWER_WITHIN
    ) -> CallbackAnswer:
        """Forges a press with any callback data, even on a message that is gone; `answer_within` is in seconds."""
        number = _id(message)
        stored = self.chat.messages.get(number or 0) or Stored(number or 0, self.chat, from_bot=True, date=0)
        return await self._press(stored, Button("", data), answer_within)

    def press_inline(self, data: str) -> Press:
        """Forges a press below a message that was sent inline, wherever it stands."""
        return self._messenger.person_presses_elsewhere(self.chat, data, inline_message_id="AQAAAA")

    async def send_anything(self, fields: JSON) -> ChatMessage:
        """Sends a message with these fields of Telegram's Message, whatever they are; the files in them are made."""
        given = self._messenger.files.made(fields)
        text = given.pop("text", None)
        content = {"media": given} if text is None else {"beside": given}
        sent = self._messenger.person_writes(self.chat, text or given.pop("caption", ""), **content)
        return see(sent[-1], self._messenger.files)

    def edit_anything(self, message: ChatMessage | int) -> None:
        """Changes something about an own message that is no text: a place that moves, a poll that ends."""
        self._messenger.person_touches(self._stored(message))

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

    def as_text(self) -> str:
        """Shows the chat for a terminal."""
        return as_text(self.chat, self._messenger)

    def _send_media(self, media: JSON, caption: str | None) -> ChatMessage:
        sent = self._messenger.person_writes(self.chat, caption or "", media=media)
        return see(sent[-1], self._messenger.files)

    def _stored(self, message: ChatMessage | int) -> Stored:
        stored = self.chat.messages.get(_id(message) or 0)
        if stored is None:
            raise AssertionError(f"сообщения уже нет в чате.\n{self.as_text()}")
        return stored

    async def _press(self, stored: Stored, button: Button, answer_within: float = ANSWER_WITHIN) -> CallbackAnswer:
        if button.data is None:
            return CallbackAnswer(answered=False, url=button.url, copied=button.copy_text)
        press = self._messenger.person_presses(stored, button.data)
        try:
            await self.chat.changed.until(lambda: press.answered, answer_within)
        except TimeoutError:
            return CallbackAnswer(answered=False)
        return CallbackAnswer(answered=True, text=press.text, show_alert=press.show_alert, url=press.url)


def _id(message: ChatMessage | int | None) -> int | None:
    return message.id if isinstance(message, ChatMessage) else message
