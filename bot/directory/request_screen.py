"""Showing requests for accounts: to whoever asks, to the administrators, and the answer."""

from bot.directory.questions import MissingAccount, RightAccount
from bot.directory.request_pages import answer_page, ask_page, correct_page, request_page
from bot.first_steps.addresses import AccountsPage
from bot.telegram.page import Page, PageButton
from bot.telegram.reader import Reader
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.account_requests.account_requests import AccountRequest, AccountRequests
from domain.account_requests.decide_request import DecideRequest
from domain.accounts.account import Accounts
from domain.announcements import Announcement
from domain.errors import NotFound
from domain.people import People
from domain.records.record import Records


class RequestScreen:
    """Draws requests from their rows, as they are then."""

    def __init__(
        self,
        *,
        screen: Screen,
        requests: AccountRequests,
        decide: DecideRequest,
        accounts: Accounts,
        people: People,
        records: Records,
    ) -> None:
        self._screen = screen
        self._requests = requests
        self._decide = decide
        self._accounts = accounts
        self._people = people
        self._records = records

    async def ask(self, visit: Visit, asked: MissingAccount) -> None:
        """Ask whoever has found nobody for what is missing of name and address."""
        page = ask_page(visit, asked.record, asked.attribute, asked.name, asked.mbox)
        await self._screen.ask(visit, asked, page)

    async def correct(self, visit: Visit, asked: RightAccount) -> None:
        """Ask an administrator for what is right; raises RequestDecided when somebody was first."""
        request = await self._decide.look(visit.person, asked.request)
        account = None if request.account_id is None else await self._accounts.get(request.account_id)
        await self._screen.ask(visit, asked, correct_page(visit, request, account))

    async def decided(self, visit: Visit, request_id: int) -> None:
        """Show in the pressed message how a request stands."""
        page = await self._request(visit, request_id)
        if page is None:
            raise NotFound(f"request {request_id}")
        await self._screen.chat.edit_or_say(visit.person.telegram_id, page, at=visit.at)

    async def corrected(self, visit: Visit, request_id: int) -> None:
        """Show how a request stands where it was asked what is right; its own message is drawn anew besides."""
        page = await self._request(visit, request_id)
        if page is None:
            raise NotFound(f"request {request_id}")
        await self._screen.page(visit, page.with_ways((PageButton(visit.label("button-to-accounts"), AccountsPage()),)))

    async def tell_request(self, reader: Reader, item: Announcement) -> Page | None:
        """Draw a request for an administrator, for its announcement."""
        return await self._request(reader, item.subject)

    async def tell_answer(self, reader: Reader, item: Announcement) -> Page | None:
        """Draw the answer for whoever has asked, for its announcement; nobody is told who is not let in any more."""
        request = await self._requests.get(item.subject)
        if request is None or await self._people.get(request.person_id) is None:
            return None
        account = None if request.account_id is None else await self._accounts.get(request.account_id)
        record = None if request.record_id is None else await self._records.get(request.record_id)
        editable = record is not None and record.status.is_editable
        filled = bool(item.about.get("filled"))
        return answer_page(reader, request, account, filled=filled, there=record is not None, editable=editable)

    async def _request(self, reader: Reader, request_id: int) -> Page | None:
        request = await self._requests.get(request_id)
        if request is None or not reader.person.is_admin:
            return None
        asker, decider = await self._name(request.person_id), await self._decider(request)
        account = None if request.account_id is None else await self._accounts.get(request.account_id)
        return request_page(reader, request, asker, decider, account)

    async def _decider(self, request: AccountRequest) -> str:
        return "" if request.decided_by is None else await self._name(request.decided_by)

    async def _name(self, person_id: int) -> str:
        person = await self._people.get(person_id)
        return str(person_id) if person is None else person.name or str(person_id)
