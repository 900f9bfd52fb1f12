"""Which message of a chat is live, and which are cards that stay."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from storage import models
from storage.gathered import Gathered
from storage.statements import AMONG, Steps

Offered = tuple[str, str, str | None]
"""A button: its label, its address and its style."""


class ScreenRepository:
    """Implements `bot.telegram.chat.Screens`."""

    def __init__(self) -> None:
        self._live: Gathered[int, int | None] = Gathered(_read_live)

    async def live(self, person_id: int) -> int | None:
        """Return the live message's number."""
        return await self._live.one(person_id)

    async def set_live(self, person_id: int, message_id: int) -> None:
        """Keep the live message's number."""
        await models.Person.filter(telegram_id=person_id).update(live_message_id=message_id)

    async def offer(self, person_id: int, message_id: int, buttons: Sequence[Offered], question: str | None) -> None:
        """Keep what the live message offers; a stranger's is not kept."""
        values: dict[str, Any] = {
            "message_id": message_id,
            "buttons": [list(button) for button in buttons],
            "question": question,
        }
        if await models.LivePage.filter(person_id=person_id).update(**values):
            return
        if await models.Person.filter(telegram_id=person_id).exists():
            await models.LivePage.create(person_id=person_id, **values)

    async def offered(self, person_id: int) -> tuple[int, Sequence[Offered], str | None] | None:
        """Return what the live message offers; nothing of a message that is not live any more."""
        row = await models.LivePage.get_or_none(person_id=person_id)
        if row is None or row.message_id != await self.live(person_id):
            return None
        buttons = [(str(label), str(address), style) for label, address, style in row.buttons]
        return row.message_id, buttons, row.question

    async def stays(self, person_id: int, message_id: int) -> bool:
        """Whether the message is the card of a record that is there, or offers a place for what somebody has sent."""
        cards = models.Record.filter(creator_id=person_id, card_message_id=message_id, deleted_at=None)
        if await cards.exists():
            return True
        offers = models.Bundle.filter(person_id=person_id, message_id=message_id, pieces__id__isnull=False)
        return await offers.exists()

    async def is_card_no_more(self, person_id: int, message_id: int) -> None:
        """The message shows another page now."""
        await models.Record.filter(creator_id=person_id, card_message_id=message_id).update(card_message_id=None)
        await models.Bundle.filter(person_id=person_id, message_id=message_id).update(message_id=None)


def _read_live(people: Collection[int]) -> Steps[dict[int, int | None]]:
    found = yield f"SELECT telegram_id, live_message_id FROM person WHERE telegram_id {AMONG}", (json.dumps([*people]),)
    return {row[0]: row[1] for row in found.rows}
