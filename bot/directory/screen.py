"""Showing the directory to administrators. Each page lets words be typed: they search, or answer what it asks."""

from bot.directory.field_pages import ask_mbox_page, ask_name_page, field_page, fields_page, managers_page, shared_page
from bot.directory.pages import PAGE, Listing, account_page, erase_page, listing_page
from bot.directory.questions import AccountField, DirectorySearch, ManagerOf, NewAddress, NewName, listing_left
from bot.telegram.paging import page_of, place_of
from bot.telegram.picking import mark_of_words
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.accounts.account import Account, AccountErased, Which
from domain.accounts.directory import Directory
from domain.accounts.fields import ORDER, mark_of
from domain.accounts.keep_accounts import KeepAccounts
from domain.errors import NotFound
from domain.people import OpenQuestion, People


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
        found, start = await page_of(
            lambda start: self._directory.listed(listing.which, listing.query, limit=PAGE, place=place_of(start, PAGE)),
            listing.start,
            lambda found: len(found.accounts),
        )
        listing = Listing(listing.which, start, listing.query)
        page = listing_page(visit, listing, await self._directory.counts(), found)
        await self._screen.ask(visit, DirectorySearch(listing=listing), page, step=True)

    async def turn(self, visit: Visit, left: OpenQuestion | None, which: int, start: int, found: int) -> None:
        """Show another page of a list; the words of a search are known while its page is the latest that was shown."""
        listing = listing_left(left)
        notice = None
        if not found:
            listing = Listing(_which(which), start)
        elif listing.mark == found:
            listing = Listing(listing.which, start, listing.query)
        else:
            listing, notice = Listing(_which(which)), visit.text("error-search-forgotten")
        await self.listing(visit if notice is None else visit.saying(notice), listing)

    async def account(self, visit: Visit, account_id: int, listing: Listing) -> None:
        """Show one account; typed words search for others."""
        account = await self._keep.get(visit.person, account_id)
        page = account_page(visit, account, await self._manager(account), listing)
        await self._screen.ask(visit, DirectorySearch(listing=listing, account=account_id), page, step=True)

    async def fields(self, visit: Visit, account_id: int, listing: Listing) -> None:
        """Ask which field is to be changed."""
        account = await self._whole(visit, account_id)
        page = fields_page(visit, account, await self._manager(account))
        await self._screen.ask(visit, DirectorySearch(listing=listing, account=account_id), page)

    async def field(self, visit: Visit, account_id: int, number: int, listing: Listing) -> None:
        """Ask for a field. What it holds now goes along, so that an answer writes over nothing newer."""
        account = await self._whole(visit, account_id)
        field = field_of(number)
        if field == "manager":
            await self.managers(visit, ManagerOf(listing=listing, account=account_id))
            return
        asked = AccountField(listing=listing, account=account_id, field=number, mark=mark_of(account, field))
        await self._screen.ask(visit, asked, field_page(visit, account, field))

    async def managers(self, visit: Visit, asked: ManagerOf) -> None:
        """Ask who the manager is."""
        account = await self._whole(visit, asked.account)
        found, start = await page_of(
            lambda start: self._directory.search(asked.query, limit=PAGE, place=place_of(start, PAGE)),
            asked.start,
            lambda found: len(found.accounts),
        )
        asked = asked.turned(start)
        page = managers_page(visit, account, await self._manager(account), asked, found)
        await self._screen.ask(visit, asked, page)

    async def ask_erase(self, visit: Visit, account_id: int, listing: Listing) -> None:
        """Say what erasing does, and ask."""
        account = await self._whole(visit, account_id)
        linked = [other.name for other in await self._people.of_accounts([account_id])]
        page = erase_page(visit, account, linked, self._days)
        await self._screen.ask(visit, DirectorySearch(listing=listing, account=account_id), page)

    async def ask_name(self, visit: Visit, asked: NewName) -> None:
        """Ask who is to be added."""
        await self._screen.ask(visit, asked, ask_name_page(visit, asked.mbox))

    async def ask_mbox(self, visit: Visit, asked: NewAddress) -> None:
        """Ask for the address of somebody new."""
        await self._screen.ask(visit, asked.model_copy(update={"mbox": ""}), ask_mbox_page(visit, asked.name))

    async def ask_shared(self, visit: Visit, asked: NewAddress) -> None:
        """Say who has this address already; another one may be typed."""
        page = shared_page(visit, asked.name, asked.mbox, await self._keep.with_address(asked.mbox))
        await self._screen.ask(visit, asked, page)

    async def search_again(self, visit: Visit, asked: DirectorySearch) -> None:
        """Show the list or the account on which words can be typed."""
        if asked.account is None:
            await self.listing(visit, asked.listing)
        else:
            await self.account(visit, asked.account, asked.listing)

    async def field_again(self, visit: Visit, asked: AccountField) -> None:
        """Ask for a field again."""
        await self.field(visit, asked.account, asked.field, asked.listing)

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


def field_of(number: int) -> str:
    """Return the field of a number in a button; raises NotFound for one that was made up."""
    if number >= len(ORDER):
        raise NotFound(f"field {number}")
    return ORDER[number]


def _which(number: int) -> Which:
    return Which(number) if number < len(Which) else Which.ACTIVE


def is_shared_answer(left: OpenQuestion | None, found: int) -> bool:
    """Whether the page that was left asked about this very address."""
    asked = NewAddress.read(left)
    return asked is not None and mark_of_words(asked.mbox) == found
