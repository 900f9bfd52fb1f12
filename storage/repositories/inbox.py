"""The inbox: updates as rows, from before they are confirmed to Telegram until their effect has been seen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tortoise.expressions import F

from storage import models
from storage.transactions import atomically
from storage.trouble import in_words


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One update that is not done. `applied` means that its effect is committed and only its showing is left."""

    id: int
    person_id: int
    body: Mapping[str, Any]
    applied: bool
    tries: int


class InboxRepository:
    """Keeps updates until they are done."""

    async def put(self, updates: Iterable[tuple[int, int, Mapping[str, Any]]], now: datetime) -> None:
        """Keep updates as (id, person, body); one that is there already is left as it is."""
        rows = [
            models.Update(id=number, person_id=person, body=dict(body), received_at=now)
            for number, person, body in updates
        ]
        # Outside a transaction Tortoise begins one of its own here, which a cancellation would leave open.
        await atomically(lambda: models.Update.bulk_create(rows, ignore_conflicts=True))

    async def newest(self) -> tuple[int, datetime] | None:
        """Return the number of the update that came last, for the next offset, and when it came."""
        with in_words():
            row = await models.Update.all().order_by("-received_at", "-id").first().values("id", "received_at")
        return None if row is None else (int(row["id"]), row["received_at"])

    async def open_people(self) -> list[int]:
        """Return everybody who has updates that are not done."""
        with in_words():
            rows = await models.Update.filter(done_at=None).distinct().values_list("person_id", flat=True)
        return [int(row) for row in rows]  # type: ignore[call-overload]

    async def next_of(self, person_id: int) -> InboxRow | None:
        """Return the person's oldest update that is not done."""
        with in_words():
            row = await models.Update.filter(person_id=person_id, done_at=None).order_by("id").first()
        if row is None:
            return None
        return InboxRow(row.id, row.person_id, row.body, row.applied_at is not None, row.tries)

    async def done(self, update_id: int, now: datetime) -> None:
        """The person has seen what the update came to; its text is not kept."""
        with in_words():
            await models.Update.filter(id=update_id).update(done_at=now, body={})

    async def count_try(self, update_id: int) -> None:
        """The update could not be handled now."""
        with in_words():
            await models.Update.filter(id=update_id).update(tries=F("tries") + 1)

    async def sweep(self, before: datetime) -> None:
        """Forget updates that were done long ago, but never the newest: the next offset follows from it."""
        newest = await self.newest()
        if newest is not None:
            await models.Update.filter(done_at__lt=before).exclude(id=newest[0]).delete()
