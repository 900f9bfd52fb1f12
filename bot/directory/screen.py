"""Showing the directory to administrators. Each page lets words be typed: they search, or answer what it asks."""

from collections.abc import Mapping
from typing import Any

from bot.composing.screen import Screen
from bot.directory.field_pages import ask_mbox_page, ask_name_page, field_page, fields_page, managers_page, shared_page
from bot.directory.pages import PAGE, Listing, account_page, erase_page, listing_page, mark_of_words
from bot.telegram.page import Page
from bot.telegram.reader import Reader
from domain.accounts.account import Account, AccountErased, Which
from domain.accounts.directory import Directory
from domain.accounts.fields import ORDER, mark_of
from domain.accounts.keep_accounts import KeepAccounts
from domain.errors import NotFound, NotYours
from domain.people import People, Person, Question

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

    async def listing(
        self, person: Person, listing: Listing, *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Show a page of accounts; a page that is there no more gives way to the first."""
        if not person.is_admin:
            raise NotYours("the directory")
        found = await self._directory.listed(listing.which, listing.query, limit=PAGE, offset=listing.start)
        if listing.start and not found.accounts:
            listing = Listing(listing.which, 0, listing.query)
            found = await self._directory.listed(listing.which, listing.query, limit=PAGE)
        counts = await self._directory.counts()
        await self._ask(person, LIST, listing)
        await self._page(person, listing_page(self._reader(person), listing, counts, found), at, notice, step=True)

    async def turn(self, person: Person, left: Question | None, which: int, start: int, found: int, at: int) -> None:
        """Show another page of a list; the words of a search are known while its page is the latest that was shown."""
        listing = Listing.of(left.about if left else None)
        notice = None
        if not found:
            listing = Listing(_which(which), start)
        elif listing.mark == found:
            listing = Listing(listing.which, start, listing.query)
        else:
            listing, notice = Listing(_which(which)), self._reader(person).text("directory-search-over")
        await self.listing(person, listing, at=at, notice=notice)

    async def account(
        self, person: Person, account_id: int, listing: Listing, *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Show one account; typed words search for others."""
        account = await self._keep.get(person, account_id)
        await self._ask(person, LIST, listing, account=account_id)
        page = account_page(self._reader(person), account, await self._manager(account), listing)
        await self._page(person, page, at, notice, step=True)

    async def fields(self, person: Person, account_id: int, listing: Listing, *, at: int | None = None) -> None:
        """Ask which field is to be changed."""
        account = await self._whole(person, account_id)
        await self._ask(person, LIST, listing, account=account_id)
        await self._page(person, fields_page(self._reader(person), account, await self._manager(account)), at, None)

    async def field(
        self,
        person: Person,
        account_id: int,
        number: int,
        listing: Listing,
        *,
        at: int | None = None,
        notice: str | None = None,
    ) -> None:
        """Ask for a field. What it holds now goes along, so that an answer writes over nothing newer."""
        account = await self._whole(person, account_id)
        field = field_of(number)
        if field == "manager":
            await self.managers(person, account_id, listing, at=at, notice=notice)
            return
        await self._ask(person, FIELD, listing, account=account_id, field=number, mark=mark_of(account, field))
        await self._page(person, field_page(self._reader(person), account, field), at, notice)

    async def managers(
        self,
        person: Person,
        account_id: int,
        listing: Listing,
        *,
        query: str = "",
        start: int = 0,
        at: int | None = None,
        notice: str | None = None,
    ) -> None:
        """Ask who the manager is."""
        account = await self._whole(person, account_id)
        found = await self._directory.search(query, limit=PAGE, offset=start)
        await self._ask(person, MANAGER, listing, account=account_id, query=query, start=start)
        reader = self._reader(person)
        page = managers_page(reader, account, await self._manager(account), query, start, found)
        await self._page(person, page, at, notice)

    async def ask_erase(self, person: Person, account_id: int, listing: Listing, *, at: int | None) -> None:
        """Say what erasing does, and ask."""
        account = await self._whole(person, account_id)
        linked = [other.name for other in await self._people.everybody() if other.account_id == account_id]
        await self._ask(person, LIST, listing, account=account_id)
        await self._page(person, erase_page(self._reader(person), account, linked, self._days), at, None)

    async def ask_name(
        self, person: Person, listing: Listing, *, mbox: str = "", at: int | None = None, notice: str | None = None
    ) -> None:
        """Ask who is to be added; `mbox` is the address that was typed first."""
        await self._ask(person, NAME, listing, mbox=mbox)
        await self._page(person, ask_name_page(self._reader(person), mbox), at, notice)

    async def ask_mbox(
        self, person: Person, listing: Listing, name: str, *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Ask for the address of somebody new."""
        await self._ask(person, MBOX, listing, name=name, mbox="")
        await self._page(person, ask_mbox_page(self._reader(person), name), at, notice)

    async def ask_shared(self, person: Person, listing: Listing, name: str, mbox: str) -> None:
        """Say who has this address already; another one may be typed."""
        await self._ask(person, MBOX, listing, name=name, mbox=mbox)
        others = await self._keep.with_address(mbox)
        await self._page(person, shared_page(self._reader(person), name, mbox, others), None, None)

    async def again(
        self, person: Person, about: Mapping[str, Any], *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Show the list or the account on which words can be typed."""
        if "account" in about:
            await self.account(person, about["account"], Listing.of(about), at=at, notice=notice)
        else:
            await self.listing(person, Listing.of(about), at=at, notice=notice)

    async def field_again(
        self, person: Person, about: Mapping[str, Any], *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Ask for a field again."""
        await self.field(person, about["account"], about["field"], Listing.of(about), at=at, notice=notice)

    async def managers_again(
        self, person: Person, about: Mapping[str, Any], *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Ask for the manager again."""
        listing, query, start = Listing.of(about), about["query"], about["start"]
        await self.managers(person, about["account"], listing, query=query, start=start, at=at, notice=notice)

    async def name_again(
        self, person: Person, about: Mapping[str, Any], *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Ask again who is to be added."""
        await self.ask_name(person, Listing.of(about), mbox=about["mbox"], at=at, notice=notice)

    async def mbox_again(
        self, person: Person, about: Mapping[str, Any], *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Ask for the address again."""
        await self.ask_mbox(person, Listing.of(about), about["name"], at=at, notice=notice)

    async def shared_notice(self, person: Person, account: Account) -> str | None:
        """Say who else has the address of an account, if anybody has."""
        others = [other for other in await self._keep.with_address(account.mbox) if other.id != account.id]
        if not others:
            return None
        return self._reader(person).text("account-same-mbox", name=others[0].full_name, count=len(others))

    async def _whole(self, person: Person, account_id: int) -> Account:
        account = await self._keep.get(person, account_id)
        if account.is_erased:
            raise AccountErased(f"account {account_id}")
        return account

    async def _manager(self, account: Account) -> Account | None:
        return None if account.manager_id is None else await self._directory.get(account.manager_id)

    async def _ask(self, person: Person, topic: str, listing: Listing, **about: Any) -> None:
        await self._people.ask(person.telegram_id, Question(topic, {"list": listing.to_json(), **about}))

    async def _page(
        self, person: Person, page: Page, at: int | None, notice: str | None, *, step: bool = False
    ) -> None:
        await self._screen.page(person, page, at=at, notice=notice, step=step)

    def _reader(self, person: Person) -> Reader:
        return self._screen.reader(person)


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
