"""What the pages of the directory ask; each knows from which list somebody came."""

from typing import ClassVar, Self

from pydantic import Field

from bot.directory.pages import Listing
from bot.telegram.asking import Question
from bot.telegram.picking import Search
from domain.people import OpenQuestion


class OfDirectory(Question):
    """Any question of the directory."""

    topic: ClassVar = ""
    listing: Listing = Field(default_factory=Listing, alias="list")


class DirectorySearch(OfDirectory, Search):
    """Whom to look for, on the list or on the page of an `account`."""

    topic: ClassVar = "directory"
    account: int | None = None

    @property
    def words(self) -> str:
        """The words that the list shows the findings of."""
        return self.listing.query

    def looking_for(self, words: str, said: int = 0) -> Self:
        """Return the list of those whom the words find; `said` is the number of their message."""
        listing = Listing(self.listing.which, 0, words)
        return self.model_copy(update={"listing": listing, "account": None, "start": 0, "said": said})

    def turned(self, start: int) -> Self:
        """Return the same list from so many on."""
        return self.model_copy(
            update={"listing": Listing(self.listing.which, start, self.listing.query), "account": None, "start": start}
        )


class AccountField(OfDirectory):
    """A field of an account; `mark` is that of the value that the page shows."""

    topic: ClassVar = "account-field"
    account: int
    field: int
    mark: int


class ManagerOf(OfDirectory, Search):
    """Who an account's manager is."""

    topic: ClassVar = "account-manager"
    account: int


class NewName(OfDirectory):
    """Who is to be added; `mbox` is the address that was typed first."""

    topic: ClassVar = "account-name"
    mbox: str = ""


class NewAddress(OfDirectory):
    """The address of somebody new; `mbox` is one that somebody else has already."""

    topic: ClassVar = "account-mbox"
    name: str
    mbox: str = ""


class ContactAddress(Question):
    """The address that the only contact of an upload lacks."""

    topic: ClassVar = "contact-address"
    upload: int


class MissingAccount(Question):
    """Name and address of whom a person has not found for an attribute of their record."""

    topic: ClassVar = "account-request"
    for_admins: ClassVar = False
    record: int
    attribute: int
    name: str = ""
    mbox: str = ""


class RightAccount(Question):
    """What is right of a request for an account."""

    topic: ClassVar = "account-request-correct"
    request: int


KINDS: tuple[type[OfDirectory], ...] = (DirectorySearch, AccountField, ManagerOf, NewName, NewAddress)


def listing_left(left: OpenQuestion | None) -> Listing:
    """Return the list that the person came from."""
    for kind in KINDS:
        asked = kind.read(left)
        if asked is not None:
            return asked.listing
    return Listing()
