"""Accepting an answer: what else changes with it, and what refuses it."""

from typing import Any

from domain.editing.editing import Editing
from domain.editing.field_types import Type
from domain.editing.guarding import keep_named, keep_used
from domain.editing.nodes import LEAVES, with_value
from domain.editing.settling import completed, without_foreign_button
from domain.editing.typed import check_answer


def with_answer(editing: Editing, value: Any) -> Any:
    """Return the document with an answer; raises Unfitting where it is refused, and NameUsed or PartUsed."""
    _keep_used_name(editing, value)
    document = _written(editing, value)
    if len(editing.chain) > 1:
        document = completed(document, editing.chain[-2], editing.office)
        document = without_foreign_button(document, editing.chain, editing.office)
    check_answer(editing.draft.section, document, editing.office, editing.here.path)
    return document


def _written(editing: Editing, value: Any) -> Any:
    """Return the document with an answer: what a value is made from replaces the value as a whole."""
    here, document = editing.here, editing.draft.document
    if len(editing.chain) > 1 and editing.chain[-2].type is Type.VALUE and here.path[-1] in LEAVES:
        return with_value(document, here.path[:-1], {here.path[-1]: value})
    return with_value(document, here.path, value)


def _keep_used_name(editing: Editing, value: Any) -> None:
    """A system name stays while something knows the object or the part by it."""
    here = editing.here
    if here.type is not Type.NAME or not here.data or here.data == value:
        return
    if len(editing.chain) < 3:
        if editing.stored is not None and value != editing.stored.system_name:
            keep_named(editing)
        return
    keep_used(Editing(editing.draft, editing.chain[:-1], editing.office))
