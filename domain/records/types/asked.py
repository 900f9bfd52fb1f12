"""A question for an attribute as it stands: when it is asked, where its type looks, and what can be pressed."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Protocol

from domain.accounts.account import Accounts
from domain.formulas import Entity, Value
from domain.paging import NumberEdge, NumberedPage, Place

JsonValue = Any
"""A value as it is kept: the type's own JSON, a list of those where many fit, or None for what was passed over."""

_PAGES = 256
"""Below it a page is its number alone, as in former versions."""
_MOST_KEPT = 2**31
"""A database's integers end there: behind a row of so large a number a page is found by its own number."""

LONGEST_QUERY = 200
"""Characters of what a question looks for: no more are kept."""


class LatestChosen(Protocol):
    """What a person chose for a question lately."""

    async def latest_recipients(self, creator_id: int, attribute: str, template_id: int, limit: int) -> list[int]:
        """Return account numbers, the newest first."""
        ...


@dataclass(frozen=True, slots=True)
class NamedRecord(Entity):
    """A record that another one names: what it is called, empty for whoever may not see it, and whether it is gone.

    It is shown, and nothing of it is read.
    """

    number: int
    name: str = ""
    gone: bool = False

    @property
    def identity(self) -> str:
        """Its number."""
        return str(self.number)

    def get(self, name: str) -> Value:
        """Nothing of it is known."""
        raise KeyError(name)


class RecordChoices(Protocol):
    """Records of a template that a person may see, to be chosen from."""

    async def find(
        self, person_id: int, template: str, query: str, limit: int, place: Place
    ) -> NumberedPage[NamedRecord]:
        """Return a page of those that have all the words, or that number, the newest first."""
        ...

    async def get(self, person_id: int, template: str, number: int) -> NamedRecord | None:
        """Return one of them; None for one that is gone, another template's, or not to be seen."""
        ...


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a type finds what it offers and takes."""

    accounts: Accounts
    latest: LatestChosen
    records: RecordChoices


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where an answer is given: words as "tomorrow" mean something only then.

    `query` is what the question goes on with (`Narrowed`), `kept` what is answered already.
    """

    now: datetime
    zone: tzinfo
    language: str = "ru"
    query: str = ""
    kept: JsonValue = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands: who is asked and when, for which template, and which page of what is offered."""

    person_id: int
    moment: Moment
    template_id: int
    page: int

    def place(self, a_page: int, before: int = 0) -> Place:
        """Return where the page begins in a list that goes on by rows; `before` pages of something else come first."""
        edge, page = divmod(self.page, _PAGES)
        about = max(0, page - before) * a_page
        return Place(NumberEdge(edge // 2, newer=bool(edge % 2)) if edge else None, about)

    def around(self, newer: NumberEdge | None, older: NumberEdge | None) -> tuple[int | None, int | None]:
        """Return what the pages before and behind it are called, where there are any."""
        page = self.page % _PAGES
        return _page_at(newer, max(1, page - 1)), _page_at(older, page + 1)

    @property
    def value(self) -> JsonValue:
        """What is answered already."""
        return self.moment.kept

    @property
    def query(self) -> str:
        """What is looked for."""
        return self.moment.query


def _page_at(edge: NumberEdge | None, page: int) -> int | None:
    """Return a page in the one number that a question keeps of it: its own, and the row next to which it begins."""
    if edge is None:
        return None
    page = min(page, _PAGES - 1)
    number = (edge.number * 2 + edge.newer) * _PAGES + page
    return number if number < _MOST_KEPT else page


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that one press gives. `number` stands for it in addresses, `value` is for whoever draws it."""

    number: int
    value: Any


@dataclass(frozen=True, slots=True)
class Offer:
    """A page of choices, and whether there are more behind them.

    `around` is what the pages before and behind are called where they are not counted.
    `guessed` says that none of them has the words that were typed: they are only like what may have been meant.
    `is_cut` says that it is the last page, though there may be more than are offered.
    """

    choices: tuple[Choice, ...] = ()
    more: bool = False
    guessed: bool = False
    is_cut: bool = False
    around: tuple[int | None, int | None] | None = None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """No answer yet: the question goes on with what fits `query`."""

    query: str
