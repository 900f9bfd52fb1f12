"""Requests for access over their table: one a stranger."""

from collections.abc import Sequence
from datetime import datetime

from domain.access import access_requests as domain
from domain.accounts.folding import finds, query_words, words_of
from domain.paging import MOST_COUNTED, NumberEdge, NumberedPage, numbered_page
from domain.visible import visible
from storage import models
from storage.keyset import in_order_of, looked_through, next_in_order
from storage.partial_indexes import OPEN_REQUEST
from storage.transactions import count_of, query


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

    async def waiting(self) -> int:
        """Return how many are open, counted no further than one more than MOST_COUNTED."""
        return await count_of(f"SELECT 1 FROM access_request WHERE {OPEN_REQUEST} LIMIT ?", [MOST_COUNTED + 1])

    async def page(self, text: str, limit: int, edge: NumberEdge | None) -> NumberedPage[domain.AccessRequest]:
        """Return open requests next to the edge, the oldest first; those that `text` finds by name or number."""
        if not text.strip():
            return numbered_page(await _open(edge, limit + 1), limit, edge, _number)
        asked = query_words(text)
        if not asked:
            return NumberedPage()
        return await looked_through(_open, lambda one: finds(asked, _words(one)), limit, edge, _number)


async def _open(edge: NumberEdge | None, limit: int) -> Sequence[domain.AccessRequest]:
    condition, order, values = await next_in_order("access_request", ("id",), edge)
    numbers = f"SELECT id FROM access_request WHERE {OPEN_REQUEST} AND {condition} ORDER BY {order} LIMIT ?"
    found = [row["id"] for row in await query(numbers, [*values, limit])]
    return [_request(row) for row in await in_order_of(found, models.AccessRequest)]


def _number(request: domain.AccessRequest) -> int:
    return request.id


def _words(request: domain.AccessRequest) -> frozenset[str]:
    return words_of(f"{request.name} {request.telegram_id}", "")
