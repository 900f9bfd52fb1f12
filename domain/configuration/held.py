"""What the variables of a scenario hold, as far as its text tells: names for sure, kinds where all writers agree."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.configuration.schema import schema_of
from domain.configuration.written_values import Leaf, kind_of_leaf, leaf_at, naming_fields
from domain.formulas import Field, Schema
from domain.records.template import RecordTemplate
from domain.scenarios.actions import KINDS
from domain.scenarios.walking import Written, walk_written
from domain.scenarios.wants import UNKNOWN

Templates = Mapping[str, RecordTemplate]

ROUNDS = 3
"""How often kinds are worked out anew: a variable may be made of others, which are made of others."""


@dataclass(slots=True)
class _Held:
    """What one variable may hold; `inner` are those of a set, by name."""

    fields: list[Field | None] = field(default_factory=list)
    inner: "dict[str, _Held]" = field(default_factory=dict)

    def seal(self) -> Field:
        kinds = {None if item is None else item.kind for item in self.fields}
        first = self.fields[0] if self.fields else None
        if self.inner:
            mixed = bool(self.fields)
            return Field(UNKNOWN, target=None if mixed else Schema({n: one.seal() for n, one in self.inner.items()}))
        if first is None or len(kinds) != 1:
            return Field(UNKNOWN)
        return Field(first.kind, any(item is not None and item.multiple for item in self.fields), first.target)


def variables_of(actions: Any, template: str | None, templates: Templates) -> Schema:
    """Return the variables that a scenario's actions, as they are written, fill anywhere."""
    known = Schema({})
    for _ in range(ROUNDS):
        held: dict[str, _Held] = {}
        for spot in walk_written(actions, template):
            if isinstance(spot, Written) and spot.kind is not None:
                _take_action(spot, held, templates, known)
        known = Schema({name: one.seal() for name, one in held.items()})
    return known


def _take_action(spot: Written, held: dict[str, _Held], templates: Templates, known: Schema) -> None:
    kind = KINDS[str(spot.kind)]
    schema = schema_with(templates.get(spot.template or ""), known)
    for name in naming_fields(kind):
        value = spot.body.get(name)
        if isinstance(value, str) and name not in kind.fills_sets:
            held.setdefault(value, _Held()).fields.append(None)
    for set_name, values in kind.puts(spot.body):
        into = held.setdefault(set_name, _Held())
        for name, value in values.items():
            many = spot.body.get("operation") == "add"
            _take_value(into.inner.setdefault(str(name), _Held()), value, schema, many=many)


def _take_value(into: _Held, value: Any, schema: Schema, *, many: bool) -> None:
    leaf = leaf_at(value)
    if leaf is not None:
        found = kind_of_leaf(leaf, schema)
        into.fields.append(None if found is None else Field(found.kind, found.multiple or many, found.target))
    elif isinstance(value, Mapping) and value and not many:
        for name, inner in value.items():
            _take_value(into.inner.setdefault(str(name), _Held()), inner, schema, many=False)
    else:
        into.fields.append(None)


def schema_with(template: RecordTemplate | None, variables: Schema) -> Schema:
    """Return what formulas may read of a record of that template, and of the variables."""
    own = Schema({}) if template is None else schema_of(template)
    return Schema(own.fields, own.leads_back, variables)


def leaves_in(value: Any, path: Sequence[str | int] = ()) -> Iterator[tuple[tuple[str | int, ...], Leaf]]:
    """Yield every single value of nested variables, as they are written, with its path."""
    leaf = leaf_at(value)
    if leaf is not None:
        yield tuple(path), leaf
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from leaves_in(inner, (*path, str(name)))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from leaves_in(inner, (*path, index))
