"""What the pages of people ask."""

from typing import ClassVar

from bot.telegram.asking import Question
from bot.telegram.picking import Search


class PeopleSearch(Search):
    """Whom to look for among everybody who may use the bot."""

    topic: ClassVar = "people-search"


class RequestSearch(Search):
    """Which request for access to look for."""

    topic: ClassVar = "requests-search"


class WhoseAccount(Search):
    """Whose account a person is."""

    topic: ClassVar = "person-account"
    person: int


class NewAccountOf(Question):
    """Name and address of a new account for a person; `stamp` is what the page was drawn from."""

    topic: ClassVar = "person-new-account"
    person: int
    name: str = ""
    mbox: str = ""
    stamp: int | None = None


class ZoneOf(Question):
    """In which time zone a person lives."""

    topic: ClassVar = "person-zone"
    person: int
    stamp: int = 0


class HeirOf(Search):
    """Who takes what a person leaves; `stamp` is what the page was drawn from."""

    topic: ClassVar = "person-heir"
    person: int
    stamp: int
