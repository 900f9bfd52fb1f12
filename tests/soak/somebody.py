"""People as they are: they tap twice, look away, change their minds. Each keeps count of what they have said."""

import asyncio
import random
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.cards.addresses import PressRecordButton
from sandbox import ChatMessage, Sandbox, User

BUTTON = "Отправить уведомление"
RESEND, COUNT, TRY_NOW, CANCEL = "Отправить ещё раз", "Считать отправленным", "Повторить сейчас", "Отменить"
PROMISES = ("⏳", "🕓")
"""How a status begins that something is still to follow."""

PATIENCE = 300.0
"""Seconds that a page is waited for: the bot is killed and troubled meanwhile, time and again."""

_MESSAGE_ID = re.compile(r"Номер письма: (<\S+>)")


@dataclass(kw_only=True)
class Pressed:
    """Something that is pressed, and all that is said about it: the same data twice is one thing said."""

    title: str = "Уведомления"
    label: str = BUTTON
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

    @property
    def asks(self) -> bool:
        """Whether its card asks about one letter, and names it."""
        return True

    def pressed_on(self, turn: int) -> ChatMessage | None:
        """Return the card that a turn was pressed on."""
        return next((card for data, card in self.presses.items() if PressRecordButton.unpack(data).turn == turn), None)


Item = TypeVar("Item", bound=Pressed)


class Somebody(ABC, Generic[Item]):
    """A person who does one thing after another, and does not wait for a bot that may be dead."""

    def __init__(self, sandbox: Sandbox, user: User, seed: str) -> None:
        self.user = user
        self.items: list[Item] = []
        self.taps = 0
        self.trouble: str | None = None
        self.luck = random.Random(f"{seed}/{user.id}")
        self._messenger = sandbox.messenger

    @abstractmethod
    async def do(self) -> None:
        """Do the next thing, from its beginning to its presses."""

    @abstractmethod
    def cards(self, item: Item) -> list[ChatMessage]:
        """Return what is shown of an item, the newest first: a lost answer leaves a second card."""

    @property
    def presses(self) -> int:
        """How many different presses of the button were made."""
        return sum(len(item.presses) for item in self.items)

    async def work(self, over: asyncio.Event) -> None:
        """Go on until it is over; what is begun is finished."""
        try:
            while not over.is_set():
                if self.items and self.luck.random() < 0.3:
                    await self.see_to(self.luck.choice(self.items))
                await self.do()
        except AssertionError as error:
            self.trouble = f"{self.user.name}: {error}"

    def card(self, item: Item) -> ChatMessage | None:
        """Return the newest card of an item."""
        return next(iter(self.cards(item)), None)

    async def see_to(self, item: Item) -> None:
        """Look at the card now and then, and do something that it offers, or leave it."""
        for _ in range(self.luck.randint(1, 4)):
            await self.look_away(2.5)
            card = self.card(item)
            if card is None or "✅" in heading(card, item.title):
                return
            acts = [label for label in (RESEND, COUNT, TRY_NOW, CANCEL, item.label) if label in card.labels]
            # Of several letters it is asked elsewhere, and a press that would send again is asked about first.
            asks = item.asks and not (RESEND in card.labels and is_press(card, RESEND))
            acts = [label for label in acts if asks or label not in {RESEND, COUNT}]
            if not acts:
                continue
            act = self.luck.choice([*acts, None])
            if act is None:
                return
            await self._act(item, card, act)

    async def _act(self, item: Item, card: ChatMessage, label: str) -> None:
        if is_press(card, label):
            await self.press(item, card, label)
            return
        found = _MESSAGE_ID.search(card.text)
        if label in {RESEND, COUNT}:
            assert found, f"a card asks about a letter without its number: {card.text}"
        if label == RESEND and found:
            item.resends.setdefault(found[1], set()).add(data_of(card, label))
        elif label == COUNT and found:
            item.counted.add(found[1])
        item.cancelled |= label == CANCEL
        await self.tap(card, label)

    async def press(self, item: Item, card: ChatMessage, label: str) -> None:
        """Press the record's own button, which says that it sends again once it has sent."""
        item.presses.setdefault(data_of(card, label), card)
        await self.tap(card, label)

    async def tap(self, message: ChatMessage, label: str) -> None:
        """Tap one to three times, without waiting for an answer: the bot may be dead."""
        data = data_of(message, label)
        for _ in range(self.luck.randint(1, 3)):
            stored = self.user.chat.messages.get(message.id)
            if stored is None:
                return  # the page was replaced between two taps
            self._messenger.person_presses(stored, data)
            self.taps += 1
            await self.look_away(0.15)

    async def page(self, text: str, after: ChatMessage, label: str = "", on_button: str = "") -> ChatMessage:
        """Wait for a page below what the person wrote, with these words, this button and these words on a button."""

        def look(user: User) -> ChatMessage | None:
            for message in reversed(user.messages):
                if message.sender == "bot" and message.id > after.id and text in message.text:
                    named = not label or label in _names(message)
                    if named and on_button in "\n".join(message.labels):
                        return message  # what is told of something else may stand below it
            return None

        return await self.user.wait_for(look, timeout=PATIENCE)

    async def look_away(self, most: float) -> None:
        """Do something else for a while."""
        await asyncio.sleep(self.luck.uniform(0, most))


def heading(message: ChatMessage, title: str = "Уведомления") -> str:
    """Return the status that a card of a template shows; an empty text for what is no card of it."""
    found = re.search(rf"^{re.escape(title)} · (.+)$", message.text, re.MULTILINE)
    return found[1] if found else ""


def is_press(message: ChatMessage, label: str) -> bool:
    """Whether it is the record's own button."""
    return data_of(message, label).startswith(f"{PressRecordButton.__prefix__}:")


def _names(message: ChatMessage) -> list[str]:
    # Of something long a button shows the beginning.
    return [name.removesuffix("…") for name in message.names]


def data_of(message: ChatMessage, label: str) -> str:
    """Return what a button carries; one of a list is meant by its name, without the number before it."""
    buttons = [button for row in message.buttons for button in row]
    named = [button.data or "" for button, name in zip(buttons, _names(message), strict=True) if name == label]
    assert named, f"no button {label!r} among {message.labels} of {message.text}"
    return named[0]
