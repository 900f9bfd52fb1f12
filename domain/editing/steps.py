"""What each step of an administrator does to a draft: the document after it, and the node where it leads."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.editing.accepted import with_answer
from domain.editing.answers import read_answer
from domain.editing.choices import choices, kinds_of_actions, variable_names
from domain.editing.editing import Editing
from domain.editing.field_types import Type
from domain.editing.guarding import keep_used
from domain.editing.nodes import TOKEN, NodeGone, chain_to, part_token, parts_of, with_value, without
from domain.editing.rearranging import moved
from domain.editing.typed_parts import takes_lines, with_lines
from domain.editing.variables import READY, takes_variables, with_ready, with_variable

Stepped = tuple[Any, str]
"""The document, and the token of a node."""


def answered(editing: Editing, text: str) -> Stepped:
    """Take what was typed for a field; raises what `read_answer` raises."""
    here = editing.here
    if takes_variables(here):
        return with_variable(editing, text.strip())
    if takes_lines(here):
        return with_lines(editing, text)
    value = read_answer(editing.draft, editing.chain, editing.office, text)
    return with_answer(editing, value), here.token


def chosen(editing: Editing, number: int) -> Stepped:
    """Take a choice that was pressed; raises NodeGone."""
    here = editing.here
    if number >= READY:
        return with_ready(editing, number)
    if takes_variables(here):
        return with_variable(editing, _pick(variable_names(editing.chain, editing.office), number))
    offered = choices(editing.draft, editing.chain, editing.office)
    found = next((item for item in offered if item.number == number), None)
    if found is None:
        raise NodeGone(f"choice {number}")
    return with_answer(editing, found.value), here.token


def skipped(editing: Editing) -> Stepped:
    """Pass over a field, or empty it: it gets its default. Raises NodeGone for what must be given."""
    field, here = editing.here.field, editing.here
    beside = editing.chain[-2].data if len(editing.chain) > 1 else {}
    is_needed = field is None or field.is_needed(beside if isinstance(beside, Mapping) else {})
    if field is None or field.type is Type.SECRET or is_needed:
        raise NodeGone(here.token)
    return with_value(editing.draft.document, here.path, field.plain_default), here.token


def added(editing: Editing, kind: int) -> Stepped:
    """Add a part to a list; `kind` is the number of an action's kind. Raises NodeGone."""
    here = editing.here
    if here.type not in {Type.ITEMS, Type.ACTIONS}:
        raise NodeGone(here.token)
    part: dict[str, Any] = {}
    if here.type is Type.ACTIONS:
        part = {_pick(kinds_of_actions(), kind): {}}
    parts = [*parts_of(here.data), part]
    document = with_value(editing.draft.document, here.path, parts)
    return document, chain_to(editing.draft.form, document, here.token + part_token(len(parts) - 1))[-1].token


def rearranged(editing: Editing, move: str) -> Stepped:
    """Move, copy or remove a part; raises NodeGone, or PartUsed."""
    here = editing.here
    if here.is_variable and move == "remove":
        return without(editing.draft.document, here.path), here.token[:-TOKEN]
    if not here.is_part:
        raise NodeGone(here.token)
    if move == "remove":
        keep_used(editing)
    return moved(editing.draft.document, editing.chain, move)


def arranged(editing: Editing, names: Sequence[str]) -> Stepped:
    """Write an order of names; raises NodeGone."""
    if editing.here.type is not Type.ORDER:
        raise NodeGone(editing.here.token)
    return with_value(editing.draft.document, editing.here.path, list(names)), editing.here.token


def _pick(names: Sequence[str], number: int) -> str:
    if not 0 <= number < len(names):
        raise NodeGone(f"choice {number}")
    return names[number]
