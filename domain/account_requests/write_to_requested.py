"""Writing to somebody who was asked for and is in the directory now: the draft that waited goes on."""

from domain.account_requests.account_requests import AccountRequest, AccountRequests, RequestState
from domain.accounts.directory import Directory
from domain.clock import Atomically
from domain.errors import NotFound, NotYours
from domain.people import Person
from domain.records.fill_record import FillRecord
from domain.records.fillings import Filling, Fillings
from domain.records.types.account import account_answer


class WriteToRequested:
    """Goes on with the draft of a request, its account chosen; begins another where that one is no draft any more."""

    def __init__(
        self,
        *,
        requests: AccountRequests,
        directory: Directory,
        fillings: Fillings,
        fill: FillRecord,
        atomically: Atomically,
    ) -> None:
        self._requests = requests
        self._directory = directory
        self._fillings = fillings
        self._fill = fill
        self._atomically = atomically

    async def __call__(self, person: Person, request_id: int) -> Filling:
        """Raises NotFound, NotYours, what `account_answer` raises, and what opening the draft raises."""
        request = await self._requests.get(request_id)
        if request is None or request.record_id is None:
            raise NotFound(f"request {request_id}")
        if request.person_id != person.telegram_id:
            raise NotYours(f"request {request_id}")
        record, stored = await self._fillings.open(person, request.record_id)
        if request.state is not RequestState.ADDED:
            return await self._fill.resume(person, record.id)
        answer = await self._answer(request)
        attribute = stored.document.attribute(request.attribute)
        if attribute is None or attribute.field().kind != "account":
            return await self._fill.resume(person, record.id)
        if record.disabled or not record.status.is_editable:
            begun = {attribute.system_name: attribute.with_item(None, answer)}
            return await self._fill.start(person, stored.id, begun)

        async def work() -> None:
            current = await self._fillings.reload(record.id)
            before = current.values.get(attribute.system_name)
            value = attribute.with_item(before, answer)
            if value != before:
                await self._fillings.save(current, {**current.values, attribute.system_name: value}, stored)

        await self._atomically(work)
        return await self._fill.resume(person, record.id)

    async def _answer(self, request: AccountRequest) -> dict[str, int]:
        account = None if request.account_id is None else await self._directory.get(request.account_id)
        if account is None:
            raise NotFound(f"the account of request {request.id}")
        return account_answer(account)
