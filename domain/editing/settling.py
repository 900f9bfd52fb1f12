"""What is not asked: a system name that follows from the title, and what has only one choice."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.described import Finds, Part
from domain.editing.choices import RECORD_ID, choices, suggestions
from domain.editing.claimed_event import claimed_by_another
from domain.editing.context import template_in_context
from domain.editing.draft import Draft, Office
from domain.editing.editing import Editing, next_in
from domain.editing.field_types import Type
from domain.editing.nodes import Node, NodeGone, at, with_value
from domain.scenarios.actions import KINDS
from domain.sections import Section

MOST = 20
"""How many questions in a row may answer themselves."""


def settled(draft: Draft, document: Mapping[str, Any], token: str, office: Office) -> Mapping[str, Any]:
    """Return the document with the answers of the questions that would come next and leave nothing to choose."""
    for _ in range(MOST):
        try:
            editing = next_in(replace(draft, document=document), token, office)
        except NodeGone:
            return document
        answer = _only_answer(editing)
        if answer is None:
            return document
        known = with_value(document, editing.here.path, answer)
        if claimed_by_another(replace(draft, document=known), office) is not None:
            return document
        document = completed(known, editing.chain[-2], office)
    return document


def completed(document: Any, owner: Node, office: Office) -> Any:
    """Return the document with what follows from an answer in an action that `owner` is."""
    if owner.kind is None:
        return document
    body = KINDS[owner.kind].completed(at(document, owner.path), office.whole.routes)
    return with_value(document, owner.path, body)


def without_foreign_button(document: Any, chain: Sequence[Node], office: Office) -> Any:
    """Return the document without a button of the former template, where the last node names another one now."""
    here, owner = chain[-1], chain[-2]
    fields = () if owner.form is None else owner.form.fields
    buttons = [item.name for item in fields if item.source is Part.BUTTONS]
    if not buttons or here.field is None or here.field.source is not Section.TEMPLATES:
        return document
    written = at(document, owner.path)
    stored = office.named(Section.TEMPLATES, str(written.get(here.field.name)))
    known = {"", None} if stored is None else {"", None, *(item.system_name for item in stored.document.buttons)}
    kept = {name: value for name, value in written.items() if name not in buttons or value in known}
    return with_value(document, owner.path, kept)


def _only_answer(editing: Editing) -> Any:
    here = editing.here
    if here.answered or here.field is None or len(editing.chain) < 2:
        return None
    if here.type is Type.NAME and here.field.name == "system_name":
        likely = suggestions(editing.draft, editing.chain, editing.office)
        return likely[0] if likely else None
    if here.type in {Type.REFERENCE, Type.CHOICE} and not _fills(editing):
        offered = choices(editing.draft, editing.chain, editing.office)
        return offered[0].value if len(offered) == 1 else None
    if here.type is Type.VALUE and here.field.finds is Finds.RECORDS:
        template = template_in_context(editing.draft, editing.chain, editing.office)
        inside = editing.chain[-2].data.get("template")
        return {"attribute": RECORD_ID} if template is not None and template.system_name == inside else None
    return None


def _fills(editing: Editing) -> bool:
    """Whether it is a name that a new one can be typed for."""
    owner, field = editing.chain[-2], editing.here.field
    of_set = field is not None and field.source is Part.VARIABLE_SETS
    return of_set and owner.kind is not None and field is not None and field.name in KINDS[owner.kind].fills_sets
