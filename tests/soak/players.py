"""Those who play the product's ready examples, one after another, as the demonstration plays them."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.cards import addresses
from bot.cards.addresses import PressRecordButton
from bot.demo.example_plays import Addressed, play_of
from bot.examples.catalogue import EXAMPLES
from sandbox import ChatMessage, Sandbox, User
from tests.soak.somebody import PATIENCE, RESEND, Pressed, Somebody, data_of, heading, is_press

PLAYED = EXAMPLES[1:]
"""All but the recipe, which the authors write by."""

NEW = "/new"
_OF_A_RECORD = tuple(
    f"{address.__prefix__}:"
    for address in (
        addresses.PressRecordButton,
        addresses.CopyRecord,
        addresses.CopyCorrected,
        addresses.DeleteRecord,
        addresses.TryNow,
        addresses.CancelLetters,
        addresses.LettersPage,
        addresses.DetailsPage,
        addresses.FieldsPage,
    )
)

DRAFT = "📝"

Step = dict[str, Any]


@dataclass
class Played(Pressed):
    """One record of an example that was filled in and pressed, and the letters that each press of it makes."""

    example: str
    name: str
    record: int
    letters: tuple[Addressed, ...]
    digested: int

    @property
    def asks(self) -> bool:
        """Several letters are asked about on a page of their own."""
        return len(self.letters) == 1

    @property
    def called(self) -> str:
        """How problems call it."""
        return f"{self.example} {self.name}, record {self.record}"


class Player(Somebody[Played]):
    """Somebody who plays the examples in turn, the first of them by their own number."""

    def __init__(self, sandbox: Sandbox, user: User, seed: str, first: int) -> None:
        super().__init__(sandbox, user, seed)
        self.plays = 0
        self._first = first
        self._asked: set[tuple[int, int]] = set()
        self._sure: set[tuple[int, int]] = set()

    def cards(self, item: Played) -> list[ChatMessage]:
        """Return what is shown of a record, the newest first."""
        return [message for message in reversed(self.user.messages) if _is_card(message, item)]

    def told(self, item: Played) -> list[ChatMessage]:
        """Return the messages besides cards that answer to one of its cards, or name it."""
        shown = {message.id for message in self.cards(item)} | {card.id for card in item.presses.values()}
        others = [message for message in self.user.messages if message.sender == "bot" and message.id not in shown]
        return [message for message in others if message.reply_to in shown or item.name in message.text]

    async def work(self, over: asyncio.Event) -> None:
        """Go on until it is over, and remember what was asked: a question goes with its page to whoever goes on."""
        async with asyncio.TaskGroup() as group:
            watching = group.create_task(self._see_questions())
            await super().work(over)
            watching.cancel()

    async def _see_questions(self) -> None:
        while True:
            self._note_questions()
            await self.user.chat.changed.wait()

    def _note_questions(self) -> None:
        presses = (_asked_about(message) for message in self.user.messages)
        self._asked |= {_turn_of(press) for press in presses if press is not None}

    def asked(self, item: Played) -> set[int]:
        """Return the turns about which it was asked whether the same is to be sent again, without an answer."""
        self._note_questions()
        return {turn for record, turn in self._asked - self._sure if record == item.record}

    async def do(self) -> None:
        """Play an example to its presses: of a play that presses more than once, each press makes one letter."""
        example = PLAYED[(self._first + self.plays) % len(PLAYED)]
        self.plays += 1
        name = f"{self.user.id}-{self.plays:04}"
        play = play_of(example)
        words = dict(_words_of_its_own(play.steps, play.letters, name))
        letters = tuple((to, _renamed(subject, words)) for to, subject in play.letters)
        pressing = sum("status" in step for step in play.steps)
        shares = iter([letters] if pressing == 1 else [(one,) for one in letters])
        title = ""
        after = self.user.messages[-1] if self.user.messages else None
        for step, following in zip(play.steps, [*play.steps[1:], {}], strict=True):
            label = _renamed(step.get("press", ""), words)
            title = "" if step.get("write") == NEW else title or label
            if "write" in step:
                after = await self.user.send(words.get(step["write"], step["write"]))
            assert after is not None
            if "status" in step:
                card = await self.page("", after, label=label)
                record = PressRecordButton.unpack(data_of(card, label)).record
                item = Played(example, name, record, next(shares), self._notified(), title=title, label=label)
                self.items.append(item)
                await self.press(item, card, label)
                await self._be_sure(item)
                await self.see_to(item)
                continue
            if label:
                await self.tap(await self.page("", after, label=label), label)
            next_label = "" if "write" in following else _renamed(following.get("press", ""), words)
            sees = _renamed(step["sees"], words)
            where = {"on_button": sees, "text": ""} if step.get("on_button") else {"text": sees}
            await self.page(after=after, label=next_label, **where)

    async def _be_sure(self, item: Played) -> None:
        """Send what is like something else of the last ten minutes: it is asked about in the card's place."""

        def look(user: User) -> ChatMessage | None:
            asks = (message for message in reversed(user.messages) if _asks_about(message, item))
            # A card that a lost answer has left stays the draft that it was.
            sent = (card for card in self.cards(item) if not heading(card, item.title).startswith(DRAFT))
            return next(asks, None) or next(sent, None)

        found = await self.user.wait_for(look, timeout=PATIENCE)
        press = _asked_about(found)
        if press is not None:
            self._sure.add(_turn_of(press))
            await self.tap(found, RESEND)

    def _notified(self) -> int:
        return sum(item.title == "Уведомления" for item in self.items)


def _words_of_its_own(steps: tuple[Step, ...], letters: tuple[Addressed, ...], name: str) -> Iterator[tuple[str, str]]:
    """Name what can be named, so that each time it is played is known from all others, and found again."""
    written = [step["write"] for step in steps if step.get("write", NEW) != NEW]
    chosen = {step["press"] for step in steps if "press" in step}
    named = [text for text in written if text in chosen or any(text in subject for _, subject in letters)]
    for text in written:
        if any(one.casefold().startswith(text.casefold()) for one in named):
            yield text, f"{text} {name}"


def _renamed(text: str, words: dict[str, str]) -> str:
    for old, new in words.items():
        text = text.replace(old, new)
    return text


def _asked_about(message: ChatMessage) -> PressRecordButton | None:
    """Return the press that a message asks about."""
    if message.sender != "bot" or RESEND not in message.labels or not is_press(message, RESEND):
        return None
    press = PressRecordButton.unpack(data_of(message, RESEND))
    return press if press.sure else None


def _turn_of(press: PressRecordButton) -> tuple[int, int]:
    return press.record, press.turn


def _asks_about(message: ChatMessage, item: Played) -> bool:
    press = _asked_about(message)
    return press is not None and press.record == item.record


def _is_card(message: ChatMessage, item: Played) -> bool:
    if message.sender != "bot" or not heading(message, item.title):
        return False
    data = [button.data or "" for row in message.buttons for button in row]
    return any(one.startswith(_OF_A_RECORD) and one.split(":")[1] == str(item.record) for one in data)
