"""The variables that a formula at a node of a draft may read, with what each holds as far as the draft tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.configuration.schema import linked_schema
from domain.configuration.written_values import kind_of_leaf, leaf_at
from domain.editing.draft import Draft, Office
from domain.editing.nodes import Node
from domain.formulas import ACCOUNT_SCHEMA, Field, Schema
from domain.records.template import RecordTemplate
from domain.scenarios.actions import KINDS
from domain.scenarios.actions.body import Holds
from domain.scenarios.events import template_of
from domain.scenarios.walking import Written, walk_written
from domain.sections import Section


@dataclass(frozen=True, slots=True)
class VariableAtHand:
    """A variable, or one inside a set (`letter->Body`); `field` is what it holds, None where only the run can tell."""

    name: str
    field: Field | None


def variables_at_hand(draft: Draft, chain: Sequence[Node], office: Office) -> list[VariableAtHand]:
    """Return the variables of the loops around, the innermost first, then all others of the scenario."""
    if draft.section is not Section.SCENARIOS:
        return []
    around = [node.numbers for node in chain if node.kind is not None][:-1]
    templates = office.whole.templates
    loops: list[VariableAtHand] = []
    others: dict[str, VariableAtHand] = {}
    known: dict[str, Field] = {}
    for spot in walk_written(draft.document.get("actions"), template_of(draft.document.get("event"))):
        if not isinstance(spot, Written) or spot.kind is None:
            continue
        schema = _schema(spot.template, templates, known)
        for item in KINDS[spot.kind].holds(spot.body):
            if item.is_inside and spot.numbers not in around:
                continue
            found = _field(item, schema, spot.template)
            if found is not None:
                known[item.name] = found
            if item.is_inside:
                loops.insert(0, VariableAtHand(item.name, found))
            else:
                others.setdefault(item.name, VariableAtHand(item.name, found))
        for name, values in KINDS[spot.kind].puts(spot.body):
            inner: dict[str, Field] = {}
            for variable, value in values.items():
                leaf = leaf_at(value)
                found = None if leaf is None else kind_of_leaf(leaf, schema)
                others.setdefault(f"{name}->{variable}", VariableAtHand(f"{name}->{variable}", found))
                if found is not None:
                    inner[str(variable)] = found
            before = known.get(name)
            told = {} if before is None or before.target is None else before.target.fields
            known[name] = Field("any", target=Schema({**told, **inner}))
    return [*loops, *others.values()]


def _schema(template: str | None, templates: Mapping[str, RecordTemplate], variables: Mapping[str, Field]) -> Schema:
    stored = templates.get(template or "")
    own = Schema({}) if stored is None else linked_schema(stored, templates)
    return replace(own, variables=Schema(variables))


def _field(item: Holds, schema: Schema, template: str | None) -> Field | None:
    """Return what a variable of an action's own holds."""
    if item.kind == "record":
        return Field("record", leads_to=item.template or template or "")
    if item.kind:
        return Field(item.kind)
    leaf = leaf_at(item.value)
    found = None if leaf is None else kind_of_leaf(leaf, schema)
    if found is None:
        return None
    target = ACCOUNT_SCHEMA if found.kind == "account" else found.target
    return replace(found, multiple=False, target=target)
