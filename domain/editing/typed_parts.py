"""Parts of a list that are typed: each line is one more."""

from typing import Any

from domain.accepting import check_characters
from domain.editing.answers import Unfitting
from domain.editing.editing import Editing
from domain.editing.field_types import Type
from domain.editing.fields import MOST_PARTS
from domain.editing.nodes import Node, parts_of, with_value
from domain.errors import Unfit
from domain.mistakes import Mistake


def takes_lines(here: Node) -> bool:
    """Whether what is typed there are parts of a list, a line each."""
    form = None if here.field is None else here.field.form
    return here.type is Type.ITEMS and form is not None and form.model.takes_lines


def with_lines(editing: Editing, text: str) -> tuple[Any, str]:
    """Return the document with a part for each line, all or none, and the token of the list; raises Unfitting."""
    here, field = editing.here, editing.here.field
    if field is None or field.form is None:
        raise ValueError("no parts")
    parts = list(parts_of(here.data))
    for line in filter(None, (line.strip(" \t•-–—*") or line.strip() for line in text.splitlines())):
        try:
            parts.append(dict(field.form.model.of_line(check_characters(line), parts)))
        except Unfit as unfit:
            raise Unfitting(Mistake(here.path, unfit.key, unfit.params)) from None
        if len(parts) > MOST_PARTS:
            raise Unfitting(Mistake(here.path, "config-too-many", {"name": field.name, "limit": MOST_PARTS}))
    return with_value(editing.draft.document, here.path, parts), here.token
