"""Which message of a chat is live, and which are cards that stay."""

from domain.records.record import Status
from storage import models


class ScreenRepository:
    """Implements `bot.telegram.chat.Screens`."""

    async def live(self, person_id: int) -> int | None:
        """Return the live message's number."""
        rows = await models.Person.filter(telegram_id=person_id).values_list("live_message_id", flat=True)
        return int(rows[0]) if rows and rows[0] is not None else None  # type: ignore[call-overload]

    async def set_live(self, person_id: int, message_id: int | None) -> None:
        """Keep the live message's number."""
        await models.Person.filter(telegram_id=person_id).update(live_message_id=message_id)

    async def is_kept_card(self, person_id: int, message_id: int) -> bool:
        """Whether the message is the card of a record that was sent."""
        cards = models.Record.filter(creator_id=person_id, card_message_id=message_id)
        return await cards.exclude(status=Status.DRAFT).exists()

    async def is_card_no_more(self, person_id: int, message_id: int) -> None:
        """The message shows another page now."""
        await models.Record.filter(creator_id=person_id, card_message_id=message_id).update(card_message_id=None)
