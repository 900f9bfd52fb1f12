"""Checking the names of a formula: of the record in context, of accounts, and of what queries go through."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.formulas.errors import WrongType
from domain.formulas.kinds import shape_of
from domain.formulas.mistakes import unknown_list, unknown_name, unknown_template, unknown_value
from domain.formulas.schema import ACCOUNT_SCHEMA, Schema
from domain.formulas.tree import Call, Literal, Local, Node, Query, Record, Step, Table, children_of

Scope = Mapping[str, Schema | None]
_NOTHING: Scope = MappingProxyType({})


class Names:
    """The names that there are: of the template in context and of the others, None where they are not known."""

    def __init__(self, schema: Schema | None, templates: Mapping[str, Schema] | None) -> None:
        self.read: set[tuple[Schema, str]] = set()
        """The attributes that were met, as far as it is known whose they are."""
        self._schema = schema
        self._templates = templates

    def check(self, node: Node, scope: Scope = _NOTHING) -> Schema | None:
        """Return what a reference leads to, None for what is none or is not known; raises UnknownName or WrongType."""
        match node:
            case Record():
                return self._schema
            case Local():
                return scope.get(node.name)
            case Table():
                return self._table(node)
            case Query():
                return self._query(node, scope)
            case Call(name="USER"):
                return ACCOUNT_SCHEMA
            case Step():
                return self._step(node, scope)
            case Call(name="ENUMVALUE"):
                self._enum_value(node)
        for child in children_of(node):
            self.check(child, scope)
        return None

    def _enum_value(self, node: Call) -> None:
        """Raise UnknownName for an attribute that no template has as a list, or a value that is in none of these."""
        attribute, value = node.arguments
        if self._templates is None or not (isinstance(attribute, Literal) and isinstance(attribute.value, str)):
            return
        schemas = [*([] if self._schema is None else [self._schema]), *self._templates.values()]
        lists = {name: field for schema in schemas for name, field in schema.fields.items() if field.kind == "enum"}
        if attribute.value not in lists:
            raise unknown_list(attribute.spot, attribute.value, lists)
        if not (isinstance(value, Literal) and isinstance(value.value, str)):
            return
        named = [schema.fields[attribute.value] for schema in schemas if attribute.value in schema.fields]
        values = dict(pair for field in reversed(named) for pair in field.values)
        if value.value.strip() not in values:
            raise unknown_value(value.spot, value.value.strip(), values)

    def _table(self, node: Table) -> Schema | None:
        if self._templates is not None and node.template not in self._templates:
            raise unknown_template(node, self._templates)
        return None if self._templates is None else self._templates[node.template]

    def _query(self, node: Query, scope: Scope) -> Schema | None:
        inner = {**scope, node.variable: self.check(node.source, scope)}
        for part in (node.where, node.order):
            if part is not None:
                self.check(part, inner)
        return self.check(node.select, inner)

    def _step(self, node: Step, scope: Scope) -> Schema | None:
        """Check the steps one behind the other: each is looked at once, however many there are."""
        steps = [node]
        while isinstance(steps[-1].source, Step):
            steps.append(steps[-1].source)
        start = steps[-1].source
        here, plain = self.check(start, scope), None
        for step in reversed(steps):
            if here is None:
                if plain is not None:
                    raise WrongType(step.spot, expected="reference", found=shape_of(plain) or "text")
                return None
            if step.name not in here.fields:
                raise unknown_name(step, here)
            self.read.add((here, step.name))
            field = here.fields[step.name]
            # What leads to a template that is not known here is no plain value, and of a call nothing is sure.
            plain = field if isinstance(start, Local | Record) and not field.leads_to else None
            here = self._leads_to(here, step.name)
        return here

    def _leads_to(self, source: Schema, name: str) -> Schema | None:
        """Return what an attribute leads to: the records of another template as far as templates are known."""
        template = source.fields[name].leads_to
        return (self._templates or {}).get(template) if template else source.target_of(name)
