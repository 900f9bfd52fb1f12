"""What first steps are derived from, where no other repository tells it."""

from domain.audit import Act, Kind
from domain.checking.send_test_letter import LetterResult
from domain.deliveries.delivery import DeliveryState
from storage import models
from storage.partial_indexes import ACTIVE
from storage.transactions import query

GONE = (DeliveryState.SENT.value, DeliveryState.PARTLY_SENT.value)


class MilestoneRepository:
    """Implements `domain.first_steps.first_steps.Milestones`."""

    async def letter_went(self, connection_id: int) -> bool:
        """Whether a letter, a test letter too, was accepted through the connection."""
        if await models.Delivery.filter(connection_id=connection_id, state__in=GONE).exists():
            return True
        notes = models.AuditEntry.filter(kind=Kind.CONNECTION, object_id=connection_id, act=Act.SENT)
        return any(
            item["changes"].get("fate") == [None, LetterResult.ACCEPTED] for item in await notes.values("changes")
        )

    async def somebody_invited(self) -> bool:
        """Whether there is more than one person, or a link for one."""
        if len(await query(f"SELECT 1 FROM person WHERE {ACTIVE} LIMIT 2")) > 1:
            return True
        return await models.Invitation.filter(bootstrap=False, revoked_at=None).exists()

    async def is_hidden(self, person_id: int) -> bool:
        """Whether the person does not want to be led any more."""
        return await models.Person.filter(telegram_id=person_id, hides_first_steps=True).exists()

    async def hide(self, person_id: int, *, hidden: bool) -> None:
        """Keep whether they do."""
        await models.Person.filter(telegram_id=person_id).update(hides_first_steps=hidden)
