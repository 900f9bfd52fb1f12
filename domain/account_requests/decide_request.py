"""Deciding a request for an account: whoever is first decides, and the draft that waited goes on."""

from collections.abc import Sequence
from dataclasses import replace

from domain.account_requests.account_requests import (
    ANSWERED,
    ASKED,
    AccountRequest,
    AccountRequests,
    RequestDecided,
    RequestState,
)
from domain.accounts.account import Account
from domain.accounts.fields import FieldEmpty, mark_of
from domain.accounts.keep_accounts import KeepAccounts
from domain.announcements import Announcements
from domain.audit import Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Atomically, Clock
from domain.errors import NotFound, NotYours
from domain.people import People, Person
from domain.records.fillings import Fillings
from domain.records.record import Records
from domain.records.stored_templates import StoredTemplates
from domain.records.types.account import account_answer
from domain.work import Hints, WorkKind


class FillWaiting:
    """Puts an account where a draft waits for it. The question stays open, so that words typed now search as before."""

    def __init__(self, *, records: Records, configured: StoredTemplates, fillings: Fillings) -> None:
        self._records = records
        self._configured = configured
        self._fillings = fillings

    async def __call__(self, request: AccountRequest, account: Account) -> bool:
        """Return whether the draft was waiting still; belongs inside the caller's transaction."""
        record = None if request.record_id is None else await self._records.get(request.record_id)
        stored = None if record is None else await self._configured.template_by_id(record.template_id)
        attribute = None if stored is None else stored.document.attribute(request.attribute)
        if record is None or stored is None or attribute is None:
            return False
        if attribute.field().kind != "account":
            return False
        if record.creator_id != request.person_id or not record.status.is_editable:
            return False
        before = record.values.get(attribute.system_name)
        answer = account_answer(account)
        asking = await self._records.asking(request.person_id)
        is_asked = asking is not None and (asking.record_id, asking.attribute) == (record.id, attribute.system_name)
        if attribute.multiple:
            if answer in (before or ()) or not (is_asked or not before):
                return False
        elif before and not is_asked:
            return False
        value = attribute.with_item(before, answer)
        await self._fillings.save(record, {**record.values, attribute.system_name: value}, stored)
        if is_asked and asking is not None:
            await self._records.ask(replace(asking, query="", page=0))
        return True


class DecideRequest:
    """Adds or declines, once: the administrators who come later are told who was first."""

    def __init__(
        self,
        *,
        requests: AccountRequests,
        keep: KeepAccounts,
        fill: FillWaiting,
        people: People,
        announcements: Announcements,
        audit: Audit,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._requests = requests
        self._keep = keep
        self._fill = fill
        self._people = people
        self._announcements = announcements
        self._audit = audit
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    async def look(self, person: Person, request_id: int) -> AccountRequest:
        """Return a request that waits; raises NotFound, NotYours or RequestDecided."""
        if not person.is_admin:
            raise NotYours(f"request {request_id}")
        request = await self._requests.get(request_id)
        if request is None:
            raise NotFound(f"request {request_id}")
        if request.state is not RequestState.OPEN:
            raise await self._decided(request)
        return request

    async def add(self, person: Person, request_id: int, full_name: str = "", mbox: str = "") -> Account:
        """Add whom the request names, or as corrected; others who wait for the same address are answered too.

        An account that has the address already, even an archived one, is taken instead. Raises what `look`
        and `checked` raise.
        """

        async def work() -> Account:
            request = await self.look(person, request_id)
            account = await self._account(person, request, full_name, mbox)
            alike = await self._alike(request)
            await self._answer(person, [request, *(item for item in alike if item.id != request.id)], account)
            return account

        account = await self._atomically(work)
        self._hints.wake(WorkKind.ANNOUNCEMENT)
        return account

    async def _account(self, person: Person, request: AccountRequest, full_name: str, mbox: str) -> Account:
        if request.account_id is None:
            return await self._keep.add_or_restore(person, full_name or request.full_name, mbox or request.mbox)
        account = await self._keep.get(person, request.account_id)
        if not account.active:
            account = await self._keep.set_active(person, account.id, active=True)
        if mbox:
            account = await self._keep.change(person, account.id, "mbox", mbox, mark_of(account, "mbox"))
        if not account.is_reachable:
            raise FieldEmpty(field="mbox")
        return account

    async def _alike(self, request: AccountRequest) -> Sequence[AccountRequest]:
        if request.account_id is None:
            return await self._requests.open_for(request.mbox)
        return await self._requests.open_for_account(request.account_id)

    async def decline(self, person: Person, request_id: int) -> None:
        """Raises what `look` raises."""

        async def work() -> None:
            request = await self.look(person, request_id)
            await self._requests.decide(request.id, RequestState.DECLINED, person.telegram_id, self._clock())
            await self._tell(request, filled=False)
            await self._audit.note(
                AuditEntry(
                    self._clock(),
                    Actor(person.telegram_id),
                    Act.DECLINED,
                    Kind.ACCOUNT,
                    name=request.mbox or request.full_name,
                )
            )

        await self._atomically(work)
        self._hints.wake(WorkKind.ANNOUNCEMENT)

    async def _answer(self, person: Person, requests: Sequence[AccountRequest], account: Account) -> None:
        now = self._clock()
        for request in requests:
            if await self._requests.decide(request.id, RequestState.ADDED, person.telegram_id, now, account.id):
                await self._tell(request, filled=await self._fill(request, account))

    async def _tell(self, request: AccountRequest, *, filled: bool) -> None:
        await self._announcements.redraw(ASKED, request.id)
        await self._announcements.add(request.person_id, ANSWERED, request.id, {"filled": filled})

    async def _decided(self, request: AccountRequest) -> RequestDecided:
        who = await self._people.get(request.decided_by) if request.decided_by is not None else None
        return RequestDecided(state=request.state.value, who="" if who is None else who.name)
