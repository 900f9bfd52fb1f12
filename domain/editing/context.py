"""The record template that a node of a draft is about."""

from collections.abc import Mapping, Sequence

from domain.editing.draft import Draft, Office
from domain.editing.field_types import Type
from domain.editing.nodes import Node, parts_of
from domain.records.template import RecordTemplate
from domain.scenarios.actions import KINDS
from domain.scenarios.events import template_of
from domain.scenarios.walking import template_inside
from domain.sections import Section


def template_in_context(draft: Draft, chain: Sequence[Node], office: Office) -> RecordTemplate | None:
    """Return the record template that attributes and formulas of the last node are about."""
    if draft.section is Section.TEMPLATES:
        return _own_template(draft)
    if draft.section is not Section.SCENARIOS:
        return None
    name = template_of(draft.document.get("event"))
    holder: Node | None = None
    for node in chain:
        if node.kind is not None:
            holder = node
        elif node.type is Type.ACTIONS and holder is not None and holder.kind is not None:
            name = template_inside(KINDS[holder.kind], holder.data, name)
    stored = office.named(Section.TEMPLATES, name) if name is not None else None
    return stored.document if stored is not None else None


def new_records_template(draft: Draft, chain: Sequence[Node], office: Office) -> RecordTemplate | None:
    """Return the template whose record a button of the draft creates, the last node standing in that button."""
    name = next((str(node.data["template"]) for node in reversed(chain) if _names_template(node)), "")
    if name == draft.document.get("system_name"):
        return _own_template(draft)
    stored = office.named(Section.TEMPLATES, name)
    return None if stored is None else stored.document


def _names_template(node: Node) -> bool:
    return isinstance(node.data, Mapping) and bool(node.data.get("template"))


def _own_template(draft: Draft) -> RecordTemplate | None:
    """Return the template that is being changed, as far as it can be read: its conditions are about itself."""
    attributes = [item for item in parts_of(draft.document.get("attributes")) if item.get("title") and item.get("type")]
    try:
        return RecordTemplate.from_stored(
            {"system_name": "x", "title": "x", "attributes": [dict(item) for item in attributes]}
        )
    except ValueError:
        return None
