"""Variables of a set that is being changed: their names, and a new one among the others."""

from collections.abc import Mapping
from typing import Any

from domain.editing.answers import Unfitting
from domain.editing.editing import Editing
from domain.editing.field_types import Type
from domain.editing.nodes import (
    LEAVES,
    TOKEN,
    Node,
    NodeGone,
    chain_to,
    holds_variables,
    leaf_of,
    part_token,
    with_value,
)
from domain.editing.ready import ready_values
from domain.editing.typed import check_answer
from domain.mistakes import Mistake
from domain.system_names import is_system_name

READY = 1_000
"""From here on the numbers of choices are those of values that one press gives."""


def with_ready(editing: Editing, number: int) -> tuple[Any, str]:
    """Return the document with a value that was offered ready, and the token of what holds it; raises NodeGone."""
    here = editing.here
    offered = ready_values(editing.draft, editing.chain, editing.office)
    if not READY <= number < READY + len(offered):
        raise NodeGone(f"choice {number}")
    document = with_value(editing.draft.document, here.path, dict(offered[number - READY].value))
    check_answer(editing.draft.section, document, editing.office, here.path)
    return document, here.token[:-TOKEN]


def takes_variables(here: Node) -> bool:
    """Whether a name that is given there is one of a new variable."""
    return here.type is Type.VARIABLES or (here.is_variable and holds_variables(here))


def takes_formulas(here: Node, typed: str = "") -> bool:
    """Whether what is typed there is the formula of a value, whose own page is one press further.

    A name that is typed for an empty variable is one inside it.
    """
    is_named = takes_variables(here) and (bool(here.data) or is_system_name(typed.strip()))
    return here.type is Type.VALUE and not is_named


def with_variable(editing: Editing, name: str) -> tuple[Any, str]:
    """Return the document with one more variable, and the token of where its value is given; raises Unfitting."""
    here = editing.here
    if name in LEAVES:
        raise Unfitting(Mistake(here.path, "config-reserved-name", {"name": name}))
    if not is_system_name(name):
        raise Unfitting(Mistake(here.path, "config-system-name", {"name": name[:60]}))
    data = dict(here.data) if isinstance(here.data, Mapping) and not leaf_of(here.data) else {}
    if name in data:
        raise Unfitting(Mistake(here.path, "config-name-taken", {"name": name}))
    document = with_value(editing.draft.document, here.path, {**data, name: {}})
    inner = chain_to(editing.draft.form, document, here.token + part_token(len(data)))
    return document, inner[-1].token
