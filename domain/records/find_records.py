"""Finding one's own records by what stands in them: nobody else's are looked at, whoever asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.clock import Clock
from domain.people import Person
from domain.records.found_by import asked_words
from domain.records.record import Record, Status
from domain.records.stored_templates import StoredTemplates
from domain.records.template import StoredTemplate
from domain.records.types.attribute import Comparable

MOST_BY_NAME = 100
"""Values that a word names, at most."""

LONGEST_SEARCH = 200
"""Characters of a search that are kept."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins in a list that runs from new to old: behind a record, or with `newer` before it.

    The record itself is on neither page. A list that changes meanwhile loses and repeats nothing else.
    """

    record_id: int
    newer: bool = False


@dataclass(frozen=True, slots=True)
class ByName:
    """A value of a template's attribute that goes by a name: that is looked up now, as it is called today."""

    template_id: int
    attribute: str
    value: Comparable


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; all statuses when none is named. `by_name` are the values that each of the words names."""

    words: tuple[str, ...]
    statuses: tuple[Status, ...] = ()
    archived: bool = False
    by_name: Mapping[str, Sequence[ByName]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FoundRecords:
    """A page of what was found, newest first, and whether there is more before and behind it."""

    items: tuple[Record, ...]
    newer: bool = False
    older: bool = False


class RecordSearch(Protocol):
    """Where records are found."""

    async def find(self, creator_id: int, wanted: Wanted, limit: int, cursor: Cursor | None = None) -> FoundRecords:
        """Return a person's records that have all the words, in their texts or among the words of their accounts."""
        ...


class StoredSearches(Protocol):
    """Where is kept what people look for: buttons carry its number."""

    async def keep_search(self, person_id: int, text: str, now: datetime) -> int:
        """Keep it; the oldest are forgotten."""
        ...

    async def searched(self, person_id: int, number: int) -> str | None:
        """Return what the person looked for; None when it is forgotten, or is somebody else's."""
        ...


class FindRecords:
    """Finds a person's own records."""

    def __init__(
        self, records: RecordSearch, searches: StoredSearches, configured: StoredTemplates, clock: Clock
    ) -> None:
        self._records = records
        self._configured = configured
        self._searches = searches
        self._clock = clock

    async def keep(self, person: Person, text: str) -> int:
        """Keep what is looked for; return the number that buttons carry."""
        kept = " ".join(text.split())[:LONGEST_SEARCH]
        return await self._searches.keep_search(person.telegram_id, kept, self._clock())

    async def kept(self, person: Person, number: int) -> str | None:
        """Return what was looked for; None when it is forgotten or was never theirs."""
        return await self._searches.searched(person.telegram_id, number)

    async def __call__(
        self,
        person: Person,
        text: str,
        limit: int,
        *,
        statuses: Sequence[Status] = (),
        archived: bool = False,
        cursor: Cursor | None = None,
    ) -> FoundRecords:
        """Return a page of the person's records that have each typed word; none for a text without a word."""
        words = tuple(asked_words(text))
        if not words:
            return FoundRecords(())
        wanted = Wanted(words, tuple(statuses), archived, values_by_name(await self._configured.templates(), words))
        return await self._records.find(person.telegram_id, wanted, limit, cursor)


def values_by_name(templates: Sequence[StoredTemplate], words: Sequence[str]) -> Mapping[str, Sequence[ByName]]:
    """Return by each word the values of the templates' attributes that go by a name that begins so."""
    return {
        word: [
            ByName(stored.id, attribute.system_name, value)
            for stored in templates
            for attribute in stored.document.attributes
            for value in attribute.titles_with(word)
        ][:MOST_BY_NAME]
        for word in words
    }
