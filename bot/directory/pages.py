"""The directory: lists of accounts, one account, and what is said before an account is erased."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.types.account import account_items
from bot.directory.addresses import (
    AccountFilesPage,
    AccountPage,
    AddAccount,
    DirectoryPage,
    EraseAccountData,
    ExportDirectory,
    FieldsOfAccount,
    SetAccountActive,
)
from bot.first_steps.addresses import AdminPage
from bot.journal.addresses import history_of
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import counted, cut_short, turning_by_number
from bot.telegram.picking import mark_of_words, numbered
from bot.telegram.reader import Reader
from domain.accounts.account import ACCOUNTS_COUNTED, Account, Counts, Found, Which
from domain.accounts.fields import ORDER, value_of
from domain.audit import Kind

PAGE = 10

FIELD_TITLES = {
    "full_name": "account-field-full-name",
    "mbox": "account-field-mbox",
    "phone": "account-field-phone",
    "title": "account-field-title",
    "department": "account-field-department",
    "office": "account-field-office",
    "manager": "account-field-manager",
    "language": "account-field-language",
    "username": "account-field-username",
}
_LISTS = {
    Which.ACTIVE: "button-accounts-active",
    Which.ARCHIVED: "button-accounts-archived",
    Which.WITHOUT_ADDRESS: "button-accounts-without",
}


@dataclass(frozen=True, slots=True)
class Listing:
    """What of the directory somebody looks at; it goes along in the page's open question."""

    which: Which = Which.ACTIVE
    start: int = 0
    query: str = ""

    @property
    def mark(self) -> int:
        """The mark of the words, for buttons: a number that no other words are likely to have."""
        return mark_of_words(self.query)


def listing_page(reader: Reader, listing: Listing, counts: Counts, found: Found) -> Page:
    """A page of accounts, with the ways to everything that the directory offers."""
    head = [
        reader.text("directory"),
        reader.text(
            "directory-counts",
            active=_counted(reader, counts.active),
            archived=_counted(reader, counts.archived),
            without=_counted(reader, counts.without_address),
        ),
    ]
    lines = [_what_is_shown(reader, listing, counts, found)]
    items = account_items(reader, found.accounts, lambda account: AccountPage(account=account.id))
    listed, rows = numbered(items)
    lines += [*listed, *cut_short(reader, is_cut=found.is_cut)]
    here = DirectoryPage(which=listing.which, start=listing.start, found=listing.mark)
    turning = turning_by_number(reader, here, found)
    return Page(
        "\n".join(head) + "\n\n" + "\n".join(lines), (*rows, *turning, *in_rows(_ways(reader, listing, counts)))
    )


def _counted(reader: Reader, count: int) -> int | str:
    return counted(reader, count, ACCOUNTS_COUNTED)


def _what_is_shown(reader: Reader, listing: Listing, counts: Counts, found: Found) -> str:
    if listing.query:
        return reader.text("directory-found" if found.accounts else "directory-found-nobody", query=listing.query)
    if not counts.of(listing.which):
        return reader.text("directory-empty", which=listing.which.name.lower())
    return reader.text("directory-list", which=listing.which.name.lower())


def _ways(reader: Reader, listing: Listing, counts: Counts) -> list[PageButton]:
    ways = [PageButton(reader.label("button-add-account"), AddAccount(), style="primary")]
    for which, key in _LISTS.items():
        here = which is listing.which and not listing.query
        if not here and (which is Which.ACTIVE or counts.of(which)):
            ways.append(
                PageButton(reader.label(key, count=_counted(reader, counts.of(which))), DirectoryPage(which=which))
            )
    ways.append(PageButton(reader.label("button-accounts-files"), AccountFilesPage()))
    if counts.active or counts.archived:
        ways.append(PageButton(reader.label("button-export-accounts"), ExportDirectory()))
    ways.append(PageButton(reader.label("button-back"), AdminPage()))
    return ways


def account_page(reader: Reader, account: Account, manager: Account | None, listing: Listing) -> Page:
    """One account with all that is known of it."""
    back = PageButton(reader.label("button-to-accounts"), to_list(listing))
    if account.is_erased:
        return Page(reader.text("account-tombstone"), ((back,),))
    buttons = (
        PageButton(reader.label("button-edit"), FieldsOfAccount(account=account.id)),
        PageButton(
            reader.label("button-archive-account" if account.active else "button-restore-account"),
            SetAccountActive(account=account.id, active=int(not account.active)),
        ),
        PageButton(reader.label("button-erase-account"), EraseAccountData(account=account.id)),
        PageButton(reader.label("button-history"), history_of(Kind.ACCOUNT, account.id)),
        back,
    )
    return Page(account_text(reader, account, manager), in_rows(buttons))


def account_text(reader: Reader, account: Account, manager: Account | None) -> str:
    """The name and every field that holds something."""
    lines = [reader.text("account-head", name=account.full_name, archived="no" if account.active else "yes")]
    for field in ORDER[1:]:
        value = (manager.full_name if manager else "") if field == "manager" else value_of(account, field)
        if value:
            lines.append(
                reader.text("account-line", title=reader.label(FIELD_TITLES[field]), value=value, code=_as_code(field))
            )
    if not account.mbox:
        lines.append(reader.text("account-no-mbox"))
    return "\n".join(lines)


def _as_code(field: str) -> str:
    """Whether a press on the value copies it."""
    return "yes" if field in {"mbox", "phone", "username"} else "no"


def to_list(listing: Listing) -> DirectoryPage:
    """The address of the list that somebody came from."""
    return DirectoryPage(which=listing.which, start=listing.start, found=listing.mark)


def erase_page(reader: Reader, account: Account, people: Sequence[str], days: int) -> Page:
    """What erasing does, and what it cannot do, before it is done."""
    buttons = (
        PageButton(reader.label("button-erase-yes"), EraseAccountData(account=account.id, sure=1), style="danger"),
        PageButton(reader.label("button-no-back"), AccountPage(account=account.id)),
    )
    linked = ", ".join(people)
    return Page(reader.text("account-erase", name=account.full_name, days=days, people=linked), in_rows(buttons))


def files_page(reader: Reader) -> Page:
    """How accounts come from files and contacts."""
    back = PageButton(reader.label("button-back"), DirectoryPage())
    return Page(reader.text("accounts-files"), ((back,),))
