"""A press whose letter leaves at once: it is on its way first, then the card is drawn."""

from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from bot.cards.handlers import press_button
from bot.telegram.visit import Visit
from domain.runs.press_button import Pressed
from domain.work import Claim, WorkKind

CARD = 70


@dataclass
class Chat:
    """A press, a letter that leaves and a card, in the order in which they are done."""

    pressed: Pressed
    done: list[str] = field(default_factory=list)

    async def __call__(self, *_: Any, **__: Any) -> Pressed:
        self.done.append("pressed")
        return self.pressed

    async def wait(self, run_id: int) -> None:
        self.done.append(f"waited for {run_id}")

    async def card(self, _visit: Visit, _record_id: int) -> None:
        self.done.append("drawn")


@dataclass(frozen=True)
class Card:
    """A record, as far as its card goes."""

    card_message_id: int | None


@dataclass(frozen=True)
class At:
    """A visit at a message."""

    at: int | None
    person: Any = None

    def saying(self, _notice: str | None) -> "At":
        return self


async def done_after(claim: Claim | None, *, card: int | None, at: int | None) -> list[str]:
    """Press in message `at`, where the card is message `card`."""
    chat: Any = Chat(Pressed(cast("Any", Card(card)), None, began=True, claim=claim))
    where: Any = type("Where", (), {"record": 1, "button": 1, "revision": 1, "turn": 0, "sure": 0})
    nobody: Any = None
    await press_button(nobody, where, chat, chat, chat, nobody, nobody, nobody, nobody, cast("Visit", At(at)))
    return list(chat.done)


async def test_the_card_is_drawn_when_the_letter_is_on_its_way() -> None:
    claim = Claim(WorkKind.RUN, 5, 1)
    assert await done_after(claim, card=CARD, at=CARD) == ["pressed", "waited for 5", "drawn"]


@pytest.mark.parametrize(
    ("claimed", "card", "at"),
    [
        pytest.param(False, CARD, CARD, id="which another process advances"),
        pytest.param(True, None, CARD, id="on a page that is no card yet"),
        pytest.param(True, CARD, CARD + 1, id="on another message than the card"),
        pytest.param(True, CARD, None, id="whose button was typed"),
        pytest.param(True, None, None, id="without any card"),
    ],
)
async def test_nothing_is_waited_for_after_a_press(claimed: bool, card: int | None, at: int | None) -> None:
    claim = Claim(WorkKind.RUN, 5, 1) if claimed else None
    assert await done_after(claim, card=card, at=at) == ["pressed", "drawn"]
