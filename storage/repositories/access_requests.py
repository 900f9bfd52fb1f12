"""Requests for access over their table: one a stranger."""

from collections.abc import Sequence
from datetime import datetime

from domain.access import access_requests as domain
from domain.accounts.folding import finds, query_words, words_of
from domain.visible import visible
from storage import models


def _request(row: models.AccessRequest) -> domain.AccessRequest:
    return domain.AccessRequest(
        id=row.id,
        telegram_id=row.telegram_id,
        name=visible(row.name),
        language=row.language,
        state=domain.RequestState(row.state),
        asked_at=row.asked_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )


class AccessRequestRepository:
    """Implements `domain.access.access_requests.AccessRequests`."""

    async def get(self, request_id: int) -> domain.AccessRequest | None:
        """Return the request."""
        row = await models.AccessRequest.get_or_none(id=request_id)
        return None if row is None else _request(row)

    async def of(self, telegram_id: int) -> domain.AccessRequest | None:
        """Return the stranger's latest request."""
        row = await models.AccessRequest.get_or_none(telegram_id=telegram_id)
        return None if row is None else _request(row)

    async def add(self, telegram_id: int, name: str, language: str | None, now: datetime) -> domain.AccessRequest:
        """Keep a new request in the place of the earlier one."""
        await models.AccessRequest.filter(telegram_id=telegram_id).delete()
        row = await models.AccessRequest.create(
            telegram_id=telegram_id,
            name=name[:300],
            language=language and language[:20],
            state=domain.RequestState.OPEN,
            asked_at=now,
        )
        return _request(row)

    async def count_since(self, since: datetime) -> int:
        """Return how many requests were made since then."""
        return await models.AccessRequest.filter(asked_at__gt=since).count()

    async def decide(self, request_id: int, state: domain.RequestState, by: int | None, now: datetime) -> bool:
        """Answer an open request."""
        waiting = models.AccessRequest.filter(id=request_id, state=domain.RequestState.OPEN)
        return bool(await waiting.update(state=state, decided_by=by, decided_at=now))

    async def page(self, text: str, limit: int, offset: int) -> tuple[Sequence[domain.AccessRequest], int]:
        """Return open requests, the oldest first, and how many there are; those that `text` finds by name or number."""
        rows = models.AccessRequest.filter(state=domain.RequestState.OPEN).order_by("asked_at", "id")
        if not text.strip():
            return [_request(row) for row in await rows.limit(limit).offset(offset)], await rows.count()
        asked = query_words(text)
        found = [row for row in await rows if asked and finds(asked, words_of(f"{row.name} {row.telegram_id}", "", ""))]
        return [_request(row) for row in found[offset : offset + limit]], len(found)
