"""People as they are: they tap twice, look away, change their minds. Each keeps count of what they have said."""

import asyncio
import random
import re
from dataclasses import dataclass, field

from bot.cards.addresses import PressRecordButton
from sandbox import ChatMessage, Sandbox, User

BUTTON = "Отправить уведомление"
RESEND, COUNT, TRY_NOW, CANCEL = "Отправить ещё раз", "Считать отправленным", "Повторить сейчас", "Отменить"
ADDRESSES = {
    "Иванов Иван Петрович": "ivanov@firma.local",
    "Иванова Анна Сергеевна": "ivanova@firma.local",
    "Семёнов Пётр Ильич": "semenov@firma.local",
}
PATIENCE = 300.0
"""Seconds that a page is waited for: the bot is killed and troubled meanwhile, time and again."""

_HEADING = re.compile(r"^Уведомления · (.+)$", re.MULTILINE)
_MESSAGE_ID = re.compile(r"Номер письма: (<\S+>)")


@dataclass
class Written:
    """One notification, and everything that its author has said about it: the same data twice is one thing said."""

    subject: str
    text: str
    recipient: str
    # The card that each press was made on, by the press's data.
    presses: dict[str, ChatMessage] = field(default_factory=dict)
    # What was said about a letter, by its Message-ID.
    resends: dict[str, set[str]] = field(default_factory=dict)
    counted: set[str] = field(default_factory=set)
    cancelled: bool = False

    @property
    def turns(self) -> set[int]:
        """Which turns of the button were pressed."""
        return {PressRecordButton.unpack(data).turn for data in self.presses}

    def pressed_on(self, turn: int) -> ChatMessage | None:
        """Return the card that a turn was pressed on."""
        return next((card for data, card in self.presses.items() if PressRecordButton.unpack(data).turn == turn), None)


class Author:
    """Somebody who writes one notification after another, whatever happens to the bot."""

    def __init__(self, sandbox: Sandbox, user: User, seed: str) -> None:
        self.user = user
        self.written: list[Written] = []
        self.taps = 0
        self.trouble: str | None = None
        self._messenger = sandbox.messenger
        self._luck = random.Random(f"{seed}/{user.id}")

    @property
    def presses(self) -> int:
        """How many different presses of the button were made."""
        return sum(len(item.presses) for item in self.written)

    async def work(self, over: asyncio.Event) -> None:
        """Write until it is over; what is begun is finished."""
        try:
            while not over.is_set():
                if self.written and self._luck.random() < 0.3:
                    await self._see_to(self._luck.choice(self.written))
                await self._write()
        except AssertionError as error:
            self.trouble = f"{self.user.name}: {error}"

    def cards(self, item: Written) -> list[ChatMessage]:
        """Return what is shown of a notification, the newest first: a lost answer leaves a second card."""
        return [message for message in reversed(self.user.messages) if _is_card(message, item)]

    def card(self, item: Written) -> ChatMessage | None:
        """Return the newest card of a notification."""
        return next(iter(self.cards(item)), None)

    def told(self, item: Written) -> list[ChatMessage]:
        """Return the messages besides cards that say something of a notification."""
        said = [message for message in self.user.messages if message.sender == "bot" and item.subject in message.text]
        return [message for message in said if not heading(message)]

    async def _write(self) -> None:
        name = f"{self.user.id}-{len(self.written) + 1:04}"
        item = Written(f"Письмо {name}", f"Текст письма {name}.", self._luck.choice(list(ADDRESSES)))
        self.written.append(item)
        asked = await self.user.send("/new")
        page = await self._page("Получатель (1 из 3)", asked)
        await self._tap(page, item.recipient)
        await self._page("Тема уведомления (2 из 3)", asked)
        subject = await self.user.send(item.subject)
        await self._page("Текст уведомления (3 из 3)", subject)
        text = await self.user.send(item.text)
        card = await self._page(item.subject, text, label=BUTTON)
        await self._press(item, card)
        await self._see_to(item)

    async def _see_to(self, item: Written) -> None:
        """Look at the card now and then, and do something that it offers, or leave it."""
        for _ in range(self._luck.randint(1, 4)):
            await self._look_away(2.5)
            card = self.card(item)
            if card is None or "✅" in heading(card):
                return
            acts = [label for label in (RESEND, COUNT, TRY_NOW, CANCEL, BUTTON) if label in card.labels]
            if not acts:
                continue
            act = self._luck.choice([*acts, None])
            if act is None:
                return
            await self._act(item, card, act)

    async def _act(self, item: Written, card: ChatMessage, label: str) -> None:
        if _data(card, label).startswith(f"{PressRecordButton.__prefix__}:"):
            await self._press(item, card, label)
            return
        found = _MESSAGE_ID.search(card.text)
        if label in {RESEND, COUNT}:
            assert found, f"a card asks about a letter without its number: {card.text}"
        if label == RESEND and found:
            item.resends.setdefault(found[1], set()).add(_data(card, label))
        elif label == COUNT and found:
            item.counted.add(found[1])
        item.cancelled |= label == CANCEL
        await self._tap(card, label)

    async def _press(self, item: Written, card: ChatMessage, label: str = BUTTON) -> None:
        """Press the record's own button, which says that it sends again once it has sent."""
        item.presses.setdefault(_data(card, label), card)
        await self._tap(card, label)

    async def _tap(self, message: ChatMessage, label: str) -> None:
        """Tap one to three times, without waiting for an answer: the bot may be dead."""
        data = _data(message, label)
        for _ in range(self._luck.randint(1, 3)):
            stored = self.user.chat.messages.get(message.id)
            if stored is None:
                return  # the page was replaced between two taps
            self._messenger.person_presses(stored, data)
            self.taps += 1
            await self._look_away(0.15)

    async def _page(self, text: str, after: ChatMessage, label: str = "") -> ChatMessage:
        """Wait for a page below what the person wrote."""

        def look(user: User) -> ChatMessage | None:
            for message in reversed(user.messages):
                if message.sender == "bot" and message.id > after.id and text in message.text:
                    return message if not label or label in message.labels else None
            return None

        return await self.user.wait_for(look, timeout=PATIENCE)

    async def _look_away(self, most: float) -> None:
        await asyncio.sleep(self._luck.uniform(0, most))


def heading(message: ChatMessage) -> str:
    """Return the status that a card shows; an empty text for what is no card."""
    found = _HEADING.search(message.text)
    return found[1] if found else ""


def _is_card(message: ChatMessage, item: Written) -> bool:
    return message.sender == "bot" and item.subject in message.text and bool(heading(message))


def _data(message: ChatMessage, label: str) -> str:
    """Return what a button carries; one of a list is meant by its name, without the number before it."""
    buttons = [button for row in message.buttons for button in row]
    named = [button.data or "" for button, name in zip(buttons, message.names, strict=True) if name == label]
    assert named, f"no button {label!r} among {message.labels} of {message.text}"
    return named[0]
