"""Records that others name: what each is called for whoever looks, and which of a template can be chosen."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from domain.accounts.account import Account, Accounts
from domain.accounts.entity import AccountEntity, KnownAccounts
from domain.messages.rich_text import RichText
from domain.one_line import in_one_line
from domain.paging import FIRST, NumberedPage, Place
from domain.people import People
from domain.records.entity import KnownRecord, referred_accounts
from domain.records.find_records import ByName, values_by_name
from domain.records.found_by import asked_words
from domain.records.record import Record
from domain.records.stored_templates import StoredTemplates, template_named
from domain.records.template_access import sees_all_records
from domain.records.types.asked import NamedRecord

LONGEST_NAME = 120
_NUMBER = re.compile(r"\s*[№#]?\s*([0-9]{1,18})(?!\w)")


class SeenRecords(Protocol):
    """Records as a person sees them (`domain.scenarios.load_world.WorldLoader`)."""

    async def records(self, numbers: Collection[int], person_id: int) -> Mapping[int, KnownRecord | None]:
        """Return the records of those numbers that exist; None for one that the person may not see."""
        ...


class TemplateRecords(Protocol):
    """Finished records of a template, the newest first."""

    async def of_template(
        self,
        template_id: int,
        creator_id: int | None,
        words: Sequence[str],
        by_name: Mapping[str, Sequence[ByName]],
        limit: int,
        place: Place,
    ) -> NumberedPage[Record]:
        """Return a page of those that have all the words, of one creator or of all, without those in the archive."""
        ...


class NameRecords:
    """Says what records are called."""

    def __init__(self, seen: SeenRecords, accounts: Accounts) -> None:
        self._seen = seen
        self._accounts = accounts

    async def __call__(self, numbers: Collection[int], person_id: int) -> dict[int, NamedRecord]:
        """Return each of the records by number, those that are gone or hidden from the person as such."""
        if not numbers:
            return {}
        return await self.among(numbers, await self._seen.records(numbers, person_id))

    async def among(self, numbers: Collection[int], found: Mapping[int, KnownRecord | None]) -> dict[int, NamedRecord]:
        """Return the same of what was read already."""
        named = set[int]()
        for known in found.values():
            named |= set() if known is None else referred_accounts(known.template, known.values)
        accounts = await self._accounts.get_many(named) if named else {}
        return {number: _named(number, found, accounts) for number in numbers}

    async def seen(self, numbers: Collection[int], person_id: int) -> Mapping[int, KnownRecord | None]:
        """Return the records as the person sees them."""
        return await self._seen.records(numbers, person_id)


class ChooseRecords:
    """Implements `RecordChoices`: staff choose among their own records, administrators among all.

    Where texts are hidden from administrators they choose among their own, too.
    """

    def __init__(
        self,
        records: TemplateRecords,
        name: NameRecords,
        configured: StoredTemplates,
        people: People,
        *,
        hide_texts: bool = False,
    ) -> None:
        self._records = records
        self._name = name
        self._configured = configured
        self._people = people
        self._hide_texts = hide_texts

    async def find(
        self, person_id: int, template: str, query: str, limit: int, place: Place
    ) -> NumberedPage[NamedRecord]:
        """Return a page of those that have all the words, or that number, the newest first."""
        stored = template_named(await self._configured.templates(), template)
        if stored is None:
            return NumberedPage()
        words = tuple(asked_words(query))
        creator = None if await self._sees_all(person_id) else person_id
        by_name = values_by_name([stored], words)
        found = await self._records.of_template(stored.id, creator, words, by_name, limit, place)
        named = await self._name([record.id for record in found.items], person_id)
        said = _NUMBER.match(query) if place == FIRST else None
        first = None if said is None else await self.get(person_id, template, int(said[1]))
        if first is not None:
            named = {first.number: first, **named}
        return NumberedPage(tuple(named.values()), found.newer, found.older)

    async def get(self, person_id: int, template: str, number: int) -> NamedRecord | None:
        """Return one of them; None for one that is gone, another template's, or not to be seen."""
        found = await self._name.seen([number], person_id)
        known = found.get(number)
        if known is None or known.template.system_name != template:
            return None
        if known.record.creator_id != person_id and not await self._sees_all(person_id):
            return None
        return (await self._name.among([number], found))[number]

    async def _sees_all(self, person_id: int) -> bool:
        return sees_all_records(await self._people.get(person_id), hide_texts=self._hide_texts)


def _named(number: int, found: Mapping[int, KnownRecord | None], accounts: Mapping[int, Account]) -> NamedRecord:
    if number not in found:
        return NamedRecord(number, gone=True)
    known = found[number]
    return NamedRecord(number) if known is None else NamedRecord(number, _name_of(known, KnownAccounts(accounts)))


def _name_of(known: KnownRecord, pool: KnownAccounts) -> str:
    """Return the first text and the first account of a record; the title of its template where it has neither."""
    what, who = "", ""
    for attribute in known.template.form_attributes:
        kept = known.values.get(attribute.system_name)
        value = None if kept is None else attribute.for_message(kept, pool)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, RichText | str):
                what = what or in_one_line(one.plain() if isinstance(one, RichText) else str(one)).strip()
            elif isinstance(one, AccountEntity):
                who = who or one.account.full_name
    name = " — ".join(part for part in (what, who) if part) or known.template.title
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
