"""Showing the directory to administrators. Each page lets words be typed: they search, or answer what it asks."""

from collections.abc import Mapping
from typing import Any

from bot.directory.field_pages import ask_mbox_page, ask_name_page, field_page, fields_page, managers_page, shared_page
from bot.directory.pages import PAGE, Listing, account_page, erase_page, listing_page, mark_of_words
from bot.telegram.page import Page
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.accounts.account import Account, AccountErased, Which
from domain.accounts.directory import Directory
from domain.accounts.fields import ORDER, mark_of
from domain.accounts.keep_accounts import KeepAccounts
from domain.errors import NotFound, NotYours
from domain.people import People, Question

LIST, FIELD, MANAGER, NAME, MBOX = "directory", "account-field", "account-manager", "account-name", "account-mbox"
"""Topics of what the pages ask: words to search by, a field, a manager, and a new account in two steps."""


class DirectoryScreen:
    """Draws the directory's pages and keeps what they have asked."""

    def __init__(self, *, screen: Screen, directory: Directory, keep: KeepAccounts, people: People, days: int) -> None:
        self._screen = screen
        self._directory = directory
        self._keep = keep
        self._people = people
        self._days = days

    async def listing(self, visit: Visit, listing: Listing) -> None:
        """Show a page of accounts; a page that is there no more gives way to the first."""
        if not visit.person.is_admin:
            raise NotYours("the directory")
        found = await self._directory.listed(listing.which, listing.query, limit=PAGE, offset=listing.start)
        if listing.start and not found.accounts:
            listing = Listing(listing.which, 0, listing.query)
            found = await self._directory.listed(listing.which, listing.query, limit=PAGE)
        counts = await self._directory.counts()
        await self._ask(visit, LIST, listing)
        await self._page(visit, listing_page(visit, listing, counts, found), step=True)

    async def turn(self, visit: Visit, left: Question | None, which: int, start: int, found: int) -> None:
        """Show another page of a list; the words of a search are known while its page is the latest that was shown."""
        listing = Listing.of(left.about if left else None)
        notice = None
        if not found:
            listing = Listing(_which(which), start)
        elif listing.mark == found:
            listing = Listing(listing.which, start, listing.query)
        else:
            listing, notice = Listing(_which(which)), visit.text("directory-search-over")
        await self.listing(visit.saying(notice), listing)

    async def account(self, visit: Visit, account_id: int, listing: Listing) -> None:
        """Show one account; typed words search for others."""
        account = await self._keep.get(visit.person, account_id)
        await self._ask(visit, LIST, listing, account=account_id)
        page = account_page(visit, account, await self._manager(account), listing)
        await self._page(visit, page, step=True)

    async def fields(self, visit: Visit, account_id: int, listing: Listing) -> None:
        """Ask which field is to be changed."""
        account = await self._whole(visit, account_id)
        await self._ask(visit, LIST, listing, account=account_id)
        await self._page(visit, fields_page(visit, account, await self._manager(account)))

    async def field(self, visit: Visit, account_id: int, number: int, listing: Listing) -> None:
        """Ask for a field. What it holds now goes along, so that an answer writes over nothing newer."""
        account = await self._whole(visit, account_id)
        field = field_of(number)
        if field == "manager":
            await self.managers(visit, account_id, listing)
            return
        await self._ask(visit, FIELD, listing, account=account_id, field=number, mark=mark_of(account, field))
        await self._page(visit, field_page(visit, account, field))

    async def managers(
        self, visit: Visit, account_id: int, listing: Listing, *, query: str = "", start: int = 0
    ) -> None:
        """Ask who the manager is."""
        account = await self._whole(visit, account_id)
        found = await self._directory.search(query, limit=PAGE, offset=start)
        await self._ask(visit, MANAGER, listing, account=account_id, query=query, start=start)
        page = managers_page(visit, account, await self._manager(account), query, start, found)
        await self._page(visit, page)

    async def ask_erase(self, visit: Visit, account_id: int, listing: Listing) -> None:
        """Say what erasing does, and ask."""
        account = await self._whole(visit, account_id)
        linked = [other.name for other in await self._people.everybody() if other.account_id == account_id]
        await self._ask(visit, LIST, listing, account=account_id)
        await self._page(visit, erase_page(visit, account, linked, self._days))

    async def ask_name(self, visit: Visit, listing: Listing, *, mbox: str = "") -> None:
        """Ask who is to be added; `mbox` is the address that was typed first."""
        await self._ask(visit, NAME, listing, mbox=mbox)
        await self._page(visit, ask_name_page(visit, mbox))

    async def ask_mbox(self, visit: Visit, listing: Listing, name: str) -> None:
        """Ask for the address of somebody new."""
        await self._ask(visit, MBOX, listing, name=name, mbox="")
        await self._page(visit, ask_mbox_page(visit, name))

    async def ask_shared(self, visit: Visit, listing: Listing, name: str, mbox: str) -> None:
        """Say who has this address already; another one may be typed."""
        await self._ask(visit, MBOX, listing, name=name, mbox=mbox)
        others = await self._keep.with_address(mbox)
        await self._page(visit.below().saying(None), shared_page(visit, name, mbox, others))

    async def again(self, visit: Visit, about: Mapping[str, Any]) -> None:
        """Show the list or the account on which words can be typed."""
        if "account" in about:
            await self.account(visit, about["account"], Listing.of(about))
        else:
            await self.listing(visit, Listing.of(about))

    async def field_again(self, visit: Visit, about: Mapping[str, Any]) -> None:
        """Ask for a field again."""
        await self.field(visit, about["account"], about["field"], Listing.of(about))

    async def managers_again(self, visit: Visit, about: Mapping[str, Any]) -> None:
        """Ask for the manager again."""
        listing, query, start = Listing.of(about), about["query"], about["start"]
        await self.managers(visit, about["account"], listing, query=query, start=start)

    async def name_again(self, visit: Visit, about: Mapping[str, Any]) -> None:
        """Ask again who is to be added."""
        await self.ask_name(visit, Listing.of(about), mbox=about["mbox"])

    async def mbox_again(self, visit: Visit, about: Mapping[str, Any]) -> None:
        """Ask for the address again."""
        await self.ask_mbox(visit, Listing.of(about), about["name"])

    async def shared_notice(self, visit: Visit, account: Account) -> str | None:
        """Say who else has the address of an account, if anybody has."""
        others = [other for other in await self._keep.with_address(account.mbox) if other.id != account.id]
        if not others:
            return None
        return visit.text("account-same-mbox", name=others[0].full_name, count=len(others))

    async def _whole(self, visit: Visit, account_id: int) -> Account:
        account = await self._keep.get(visit.person, account_id)
        if account.is_erased:
            raise AccountErased(f"account {account_id}")
        return account

    async def _manager(self, account: Account) -> Account | None:
        return None if account.manager_id is None else await self._directory.get(account.manager_id)

    async def _ask(self, visit: Visit, topic: str, listing: Listing, **about: Any) -> None:
        await self._people.ask(visit.person.telegram_id, Question(topic, {"list": listing.to_json(), **about}))

    async def _page(self, visit: Visit, page: Page, *, step: bool = False) -> None:
        await self._screen.page(visit, page, step=step)


def field_of(number: int) -> str:
    """Return the field of a number in a button; raises NotFound for one that was made up."""
    if number >= len(ORDER):
        raise NotFound(f"field {number}")
    return ORDER[number]


def _which(number: int) -> Which:
    return Which(number) if number < len(Which) else Which.ACTIVE


def is_shared_answer(left: Question | None, found: int) -> bool:
    """Whether the page that was left asked about this very address."""
    return left is not None and left.topic == MBOX and mark_of_words(left.about["mbox"]) == found
