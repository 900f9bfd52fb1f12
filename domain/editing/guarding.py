"""What must not go, or lose its name, while something else uses it; and what a change does to records there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from domain.configuration.preview_route import used_in
from domain.configuration.usage import (
    Use,
    users_of,
    uses_of_attribute,
    uses_of_button,
    uses_of_route_attribute,
)
from domain.editing.draft import Draft
from domain.editing.editing import Editing
from domain.editing.nodes import Node, parts_of
from domain.errors import GonetsError
from domain.records.template import attribute_of
from domain.records.types.attribute import Attribute, Comparable
from domain.sections import Section


class PartUsed(GonetsError):
    """Something uses the part: `uses` say what and where."""

    key = "error-part-used"

    def __init__(self, uses: Sequence[Use]) -> None:
        super().__init__(", ".join(f"{use.name} {use.where}" for use in uses))
        self.uses = tuple(uses)
        self.params = {"users": ", ".join(dict.fromkeys(use.title for use in uses))}


class NameUsed(GonetsError):
    """Other objects refer to this one by its system name; `users` names them."""

    key = "error-name-used"


def keep_named(editing: Editing) -> None:
    """Raise NameUsed while something refers to the draft's object by its system name."""
    stored, office = editing.stored, editing.office
    users = [] if stored is None else list(users_of(office.documents(), editing.draft.section, stored.system_name))
    if users:
        raise NameUsed(users=", ".join(office.names_of(users)))


def keep_used(editing: Editing) -> None:
    """Raise PartUsed while something knows the part that a node is by its name."""
    if uses := uses_of_part(editing):
        called = {section: editing.office.called(section) for section in Section}
        raise PartUsed([replace(use, title=called[use.section].get(use.name, use.title)) for use in uses])


def uses_of_part(editing: Editing) -> tuple[Use, ...]:
    """Return what uses the part of a route or a record template that a node is, in force or on its draft."""
    draft, here = editing.draft, editing.here
    stored = editing.stored
    name = part_name(here)
    if not name or stored is None:
        return tuple(_in_own_templates(draft, name)) if draft.section is Section.ROUTES and name else ()
    whole = editing.office.whole
    if draft.section is Section.ROUTES:
        scenarios = [
            use for use in uses_of_route_attribute(whole, stored.system_name, name) if use.section is not Section.ROUTES
        ]
        return (*_in_own_templates(draft, name), *scenarios)
    if draft.section is not Section.TEMPLATES:
        return ()
    if here.path[0] == "buttons":
        return tuple(uses_of_button(whole, stored.system_name, name))
    return tuple(uses_of_attribute(whole, stored.system_name, name))


def part_name(node: Node) -> str:
    """Return the system name of a part: of an attribute, a button, an attribute of a message."""
    data = node.data if isinstance(node.data, Mapping) else {}
    return str(data.get("system_name") or data.get("name") or "")


@dataclass(frozen=True, slots=True)
class Consequence:
    """What applying a template's draft does to records there are: `key` names the text."""

    key: str
    title: str
    records: int


class RecordCounts(Protocol):
    """How many records there are, counted no further than one more than `domain.paging.MOST_COUNTED`.

    Blank ones do not count. What is asked of all values is asked of a template's newest records alone.
    """

    async def of_template(self, template: str) -> int:
        """Return how many records a template has."""
        ...

    async def with_value(self, template: str, attribute: str) -> int:
        """Return in how many records of a template an attribute has a value."""
        ...

    async def with_compared(self, template: str, attribute: str, value: Comparable) -> int:
        """Return in how many records of a template an attribute has this value."""
        ...


class Consequences:
    """Says before a template is applied what happens to its records."""

    def __init__(self, counts: RecordCounts) -> None:
        self._counts = counts

    async def __call__(self, editing: Editing) -> list[Consequence]:
        """Return them; none for what is no template, or has no records."""
        stored: Any = editing.stored
        if editing.draft.section is not Section.TEMPLATES or stored is None:
            return []
        total = await self._counts.of_template(stored.system_name)
        if not total:
            return []
        now = {
            str(item.get("system_name")): item
            for item in parts_of(editing.draft.document.get("attributes"))
            if item.get("system_name")
        }
        known = {item.system_name: item for item in stored.attributes}
        found = [
            Consequence("consequence-added", str(item.get("title") or name), total)
            for name, item in now.items()
            if name not in known
        ]
        for name, attribute in known.items():
            if name in now and now[name].get("type") == attribute.type:
                found += await self._lost(stored.system_name, attribute, now[name])
                continue
            held = await self._counts.with_value(stored.system_name, name)
            if held:
                key = "consequence-retyped" if name in now else "consequence-removed"
                found.append(Consequence(key, attribute.title, held))
        return found

    async def _lost(self, template: str, before: Attribute, now: Mapping[str, Any]) -> list[Consequence]:
        """Return the values that records hold and the attribute does not know any more."""
        after = attribute_of(now)
        lost = {} if after is None else before.lost(after)
        counted = {
            title: await self._counts.with_compared(template, before.system_name, value)
            for title, value in lost.items()
        }
        return [Consequence("consequence-value-removed", title, count) for title, count in counted.items() if count]


def _in_own_templates(draft: Draft, name: str) -> list[Use]:
    title, system_name = str(draft.document.get("title") or ""), str(draft.document.get("system_name") or "")
    return [
        Use(Section.ROUTES, system_name, title, part)
        for part, names in used_in(dict(draft.document)).items()
        if name in names
    ]
