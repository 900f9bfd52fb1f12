"""Where somebody is in a draft, and where they go on after an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.documents import ConfiguredObject
from domain.editing.draft import Draft, Office, editable
from domain.editing.field_types import Type
from domain.editing.fields import Field
from domain.editing.kinds_of_parts import without_meaningless
from domain.editing.nodes import TOKEN, Node, at, chain_to, leaf_of
from domain.errors import NotFound
from domain.sections import Section


class DraftGone(NotFound):
    """The draft was applied or given up meanwhile."""

    key = "error-draft-gone"


@dataclass(frozen=True, slots=True)
class Editing:
    """A draft with where in it a person is: the chain of nodes, and everything that it may refer to."""

    draft: Draft
    chain: tuple[Node, ...]
    office: Office

    @property
    def here(self) -> Node:
        """Where the person is."""
        return self.chain[-1]

    @property
    def stored(self) -> ConfiguredObject | None:
        """The object as it is in force, or None for one that does not exist yet."""
        found = self.office.get(self.draft.section, self.draft.object_id)
        return None if found is None else found.document

    @property
    def base_moved(self) -> bool:
        """Whether the object was changed by another way since the draft was begun."""
        found = self.office.get(self.draft.section, self.draft.object_id)
        return found is not None and found.revision != self.draft.base_revision

    @property
    def before(self) -> dict[str, Any]:
        """What would be replaced; nothing for an object that does not exist yet."""
        return {} if self.stored is None else without_meaningless(self.draft.form, editable(self.stored))

    @property
    def after(self) -> dict[str, Any]:
        """What would be applied: the draft without what its parts hold of kinds that they were before."""
        return without_meaningless(self.draft.form, self.draft.document)

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to apply."""
        return self.stored is None or bool(self.draft.secrets) or self.after != self.before


def editing_at(draft: Draft, token: str, office: Office) -> Editing:
    """Return the draft at a node; raises NodeGone."""
    return Editing(draft, tuple(chain_to(draft.form, draft.document, token)), office)


def next_in(draft: Draft, token: str, office: Office) -> Editing:
    """Return where a person goes on: at the next question of what is being made, else at what holds the answer."""
    editing = editing_at(draft, token, office)
    here = editing.here
    if here.form is None and len(editing.chain) > 1 and not here.type.is_container and here.type is not Type.VALUE:
        editing = editing_at(draft, token[:-TOKEN], office)
        here = editing.here
    if here.type is Type.VALUE and isinstance(here.data, Mapping) and leaf_of(here.data):
        editing = editing_at(draft, here.token[:-TOKEN], office)
    for node in reversed(editing.chain):
        if node.form is None:
            break
        field = node.form.unanswered(_known(node, draft, office))
        if field is not None:
            return _question(draft, node, field, office)
    while editing.here.form is not None and editing.here.path and not editing.here.is_part:
        editing = editing_at(draft, editing.here.token[:-TOKEN], office)
    return editing


def _question(draft: Draft, owner: Node, field: Field, office: Office) -> Editing:
    editing = editing_at(draft, owner.token + field.token, office)
    here = editing.here
    inner = None if here.form is None else here.form.unanswered(_known(here, draft, office))
    return editing if inner is None else _question(draft, here, inner, office)


def _known(node: Node, draft: Draft, office: Office) -> Mapping[str, Any]:
    """Return what is answered, secrets that are sealed apart included."""
    known: Mapping[str, Any] = node.data
    if draft.section is Section.CONNECTIONS and (not node.path or node.answered):
        known = at(office.known(draft), node.path) or {}
    return known
