"""Which message of a chat is live, and which are cards that stay."""

import json
from collections.abc import Collection, Sequence

from storage import models
from storage.gathered import Gathered
from storage.statements import AMONG, Steps
from storage.transactions import execute, read

Offered = tuple[str, str, str | None]
"""A button: its label, its address and its style."""


class ScreenRepository:
    """Implements `bot.telegram.chat.Screens`."""

    def __init__(self) -> None:
        self._live: Gathered[int, int | None] = Gathered(_read_live)

    async def live(self, person_id: int) -> int | None:
        """Return the live message's number."""
        return await self._live.one(person_id)

    async def set_live(self, person_id: int, message_id: int, buttons: Sequence[Offered], question: str | None) -> None:
        """Keep which message is live, and what it offers."""
        await execute(lambda: _set_live(person_id, message_id, buttons, question))

    async def offer(self, person_id: int, message_id: int, buttons: Sequence[Offered], question: str | None) -> None:
        """Keep what the live message offers; a stranger's is not kept."""
        await execute(lambda: _offer(person_id, message_id, buttons, question))

    async def offered(self, person_id: int) -> tuple[int, Sequence[Offered], str | None] | None:
        """Return what the live message offers; nothing of a message that is not live any more."""
        return await read(lambda: _offered(person_id))

    async def stays(self, person_id: int, message_id: int) -> bool:
        """Whether the message is the card of a record that is there, or offers a place for what somebody has sent."""
        cards = models.Record.filter(creator_id=person_id, card_message_id=message_id, deleted_at=None)
        if await cards.exists():
            return True
        offers = models.Bundle.filter(person_id=person_id, message_id=message_id, pieces__id__isnull=False)
        return await offers.exists()

    async def is_card_no_more(self, person_id: int, message_id: int, but: int | None) -> None:
        """The message shows another page now, or the card of record `but`."""
        cards = models.Record.filter(creator_id=person_id, card_message_id=message_id)
        await cards.exclude(id=but or 0).update(card_message_id=None)
        await models.Bundle.filter(person_id=person_id, message_id=message_id).update(message_id=None)


def _read_live(people: Collection[int]) -> Steps[dict[int, int | None]]:
    found = yield f"SELECT telegram_id, live_message_id FROM person WHERE telegram_id {AMONG}", (json.dumps([*people]),)
    return {row[0]: row[1] for row in found.rows}


def _set_live(person_id: int, message_id: int, buttons: Sequence[Offered], question: str | None) -> Steps[None]:
    changed = yield "UPDATE person SET live_message_id = ? WHERE telegram_id = ?", (message_id, person_id)
    if changed.count:
        yield from _offer(person_id, message_id, buttons, question)


def _offer(person_id: int, message_id: int, buttons: Sequence[Offered], question: str | None) -> Steps[None]:
    offered = json.dumps([list(button) for button in buttons])
    changed = yield (
        "UPDATE live_page SET message_id = ?, buttons = ?, question = ? WHERE person_id = ?",
        (message_id, offered, question, person_id),
    )
    if changed.count:
        return
    known = yield "SELECT 1 FROM person WHERE telegram_id = ?", (person_id,)
    if known.rows:
        yield (
            "INSERT INTO live_page (person_id, message_id, buttons, question) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (person_id) DO UPDATE SET message_id = excluded.message_id, buttons = excluded.buttons, "
            "question = excluded.question",
            (person_id, message_id, offered, question),
        )


def _offered(person_id: int) -> Steps[tuple[int, Sequence[Offered], str | None] | None]:
    found = yield (
        "SELECT page.message_id, page.buttons, page.question FROM live_page page "
        "JOIN person ON person.telegram_id = page.person_id AND person.live_message_id = page.message_id "
        "WHERE page.person_id = ?",
        (person_id,),
    )
    if not found.rows:
        return None
    message_id, kept, question = found.rows[0]
    buttons = [(str(label), str(address), style) for label, address, style in json.loads(kept)]
    return message_id, buttons, question
