"""Requests for accounts over their table."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.account_requests import account_requests as domain
from domain.accounts.folding import fold
from storage import models
from storage.statements import Steps
from storage.transactions import read


def _request(row: models.AccountRequest) -> domain.AccountRequest:
    return domain.AccountRequest(
        id=row.id,
        person_id=row.person_id,
        full_name=row.full_name,
        mbox=row.mbox,
        asked_at=row.asked_at,
        record_id=row.record_id,
        attribute=row.attribute,
        state=domain.RequestState(row.state),
        account_id=row.account_id,
        decided_by=row.decided_by,
    )


class AccountRequestRepository:
    """Implements `domain.account_requests.account_requests.AccountRequests`."""

    async def add(self, request: domain.AccountRequest) -> domain.AccountRequest:
        """Keep a new one."""
        row = await models.AccountRequest.create(
            person_id=request.person_id,
            record_id=request.record_id,
            attribute=request.attribute,
            full_name=request.full_name,
            mbox=request.mbox,
            account_id=request.account_id,
            state=request.state,
            asked_at=request.asked_at,
        )
        return _request(row)

    async def get(self, request_id: int) -> domain.AccountRequest | None:
        """Return the request."""
        row = await models.AccountRequest.get_or_none(id=request_id)
        return None if row is None else _request(row)

    async def open_of(self, person_id: int) -> Sequence[domain.AccountRequest]:
        """Return the person's requests that wait."""
        rows = models.AccountRequest.filter(person_id=person_id, state=domain.RequestState.OPEN)
        return [_request(row) for row in await rows.order_by("id")]

    async def open_for(self, mbox: str) -> Sequence[domain.AccountRequest]:
        """Return everybody's requests for an address that wait: few, so they are folded here."""
        rows = await models.AccountRequest.filter(state=domain.RequestState.OPEN).order_by("id")
        return [_request(row) for row in rows if fold(row.mbox) == fold(mbox)]

    async def open_for_account(self, account_id: int) -> Sequence[domain.AccountRequest]:
        """Return everybody's requests for the address of an account that wait."""
        rows = models.AccountRequest.filter(state=domain.RequestState.OPEN, account_id=account_id)
        return [_request(row) for row in await rows.order_by("id")]

    async def waited_for(self, record_id: int) -> Mapping[str, str]:
        """Return by the attribute whom a record's questions wait for."""
        return await read(lambda: _waited_for(record_id))

    async def decide(
        self,
        request_id: int,
        state: domain.RequestState,
        decided_by: int,
        now: datetime,
        account_id: int | None = None,
    ) -> bool:
        """Decide a request that waits."""
        changed = await models.AccountRequest.filter(id=request_id, state=domain.RequestState.OPEN).update(
            state=state, decided_by=decided_by, decided_at=now, account_id=account_id
        )
        return bool(changed)


def _waited_for(record_id: int) -> Steps[dict[str, str]]:
    answer = yield (
        "SELECT attribute, full_name FROM account_request WHERE state = ? AND record_id = ? ORDER BY id",
        (domain.RequestState.OPEN.value, record_id),
    )
    return {row[0]: row[1] for row in answer.rows}
