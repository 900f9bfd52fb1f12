"""Finding the records that queries of formulas look for, of those that a person may see."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from domain.formulas.searches import MAX_ROWS, Found, Search
from domain.people import Person
from domain.records.looking_up import LookUp, look_up
from domain.records.stored_templates import StoredTemplates
from domain.records.template import StoredTemplate
from domain.records.template_access import TemplateGrants, is_restricted, sees_all_records


@dataclass(frozen=True, slots=True)
class Looking:
    """Records of a template, of one creator or of all, that a database looks for."""

    template_id: int
    creator_id: int | None
    wanted: LookUp


class RecordFinder(Protocol):
    """Records, to be found by their values."""

    async def find(self, lookings: Collection[Looking], limit: int) -> Mapping[Looking, list[int]]:
        """Return the numbers of each, in order and at most `limit`, by few statements however many there are."""
        ...


class QueryRecords:
    """Answers searches: staff find their own records of templates that they may use, administrators all.

    Where texts are hidden from administrators they find their own, too: what a query says of others' tells their texts.
    """

    def __init__(
        self, finder: RecordFinder, configured: StoredTemplates, grants: TemplateGrants, *, hide_texts: bool = False
    ) -> None:
        self._hide_texts = hide_texts
        self._finder = finder
        self._configured = configured
        self._grants = grants

    async def __call__(
        self, searches: Collection[Search], person: Person | None, *, everything: bool
    ) -> Mapping[Search, Found | None]:
        """Return what each search finds; None for a template that there is not.

        `person` is None for one who was removed: they see nothing. `everything`: as an administrator sees.
        """
        templates = {item.document.system_name: item for item in await self._configured.templates()}
        by_number = {item.id: item for item in templates.values()}
        allowed = await self._allowed(person, templates, everything=everything)
        sees_all = everything or sees_all_records(person, hide_texts=self._hide_texts)
        creator = None if sees_all or person is None else person.telegram_id
        lookings = {
            search: Looking(templates[search.template].id, creator, look_up(
                search.condition, templates[search.template], by_number))
            for search in searches
            if search.template in allowed
        }  # fmt: skip
        found = await self._finder.find(list(dict.fromkeys(lookings.values())), MAX_ROWS + 1) if lookings else {}
        return {
            search: _found(found[lookings[search]], templates[search.template])
            if search in lookings
            else Found()
            if search.template in templates
            else None
            for search in searches
        }

    async def _allowed(
        self, person: Person | None, templates: Mapping[str, StoredTemplate], *, everything: bool
    ) -> frozenset[str]:
        if everything or (person is not None and person.is_admin):
            return frozenset(templates)
        if person is None:
            return frozenset()
        granted = await self._grants.of(person.telegram_id)
        return frozenset(name for name, item in templates.items() if not is_restricted(item) or item.id in granted)


def _found(numbers: list[int], template: StoredTemplate) -> Found:
    attributes = tuple(item.system_name for item in template.document.attributes if not item.multiple)
    return Found(tuple(numbers[:MAX_ROWS]), len(numbers) > MAX_ROWS, attributes)
