"""The names that a formula at a node of a draft may use, each with what people call it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.configuration.formula_names import OF_ACCOUNT
from domain.configuration.schema import schema_of
from domain.editing.context import template_in_context
from domain.editing.draft import Draft, Office
from domain.editing.nodes import Node
from domain.editing.variables_at_hand import variables_at_hand
from domain.formulas import ACCOUNT_SCHEMA, Field, literal_of
from domain.records.template import SYSTEM_ATTRIBUTES
from domain.scenarios.wants import UNKNOWN
from domain.sections import Section

MOST_VALUES = 20
"""Values of a list that are offered, each as a comparison."""


@dataclass(frozen=True, slots=True)
class NameAtHand:
    """A piece of a formula, what it stands for, and its kind; `field` is what of an account or of every record it is.

    Without a kind it is a variable, or the records of a template.
    """

    text: str
    title: str = ""
    field: str = ""
    kind: str = ""
    multiple: bool = False
    leads_to: str = ""


def names_at_hand(draft: Draft, chain: Sequence[Node], office: Office) -> list[NameAtHand]:
    """Return the attributes of the record in context, those one step further, variables, and what queries go over."""
    return list(
        dict.fromkeys((*_attributes(draft, chain, office), *_variables(draft, chain, office), *_records(office)))
    )


def _attributes(draft: Draft, chain: Sequence[Node], office: Office) -> Iterator[NameAtHand]:
    template = template_in_context(draft, chain, office)
    if template is None:
        return
    schema = schema_of(template)
    own = {name: field for name, field in schema.fields.items() if name not in {*SYSTEM_ATTRIBUTES, "ID"}}
    for name, field in own.items():
        yield NameAtHand(f"${name}", field.title, "", field.kind, field.multiple, field.leads_to)
        yield from _further(f"${name}", field.title, field, office)
        for _, value in field.values[:MOST_VALUES]:
            yield NameAtHand(f"${name} == {literal_of(value)}", f"{field.title}: {value}", "", "boolean")
    for name in SYSTEM_ATTRIBUTES:
        if name in schema.fields:
            yield NameAtHand(f"${name}", "", name, schema.fields[name].kind)
            yield from _further(f"${name}", "", schema.fields[name], office)


def _further(text: str, title: str, field: Field, office: Office) -> Iterator[NameAtHand]:
    if field.target is ACCOUNT_SCHEMA:
        for name in OF_ACCOUNT:
            yield NameAtHand(f"{text}->{name}", title, name, ACCOUNT_SCHEMA.fields[name].kind, field.multiple)
        return
    stored = office.named(Section.TEMPLATES, field.leads_to) if field.leads_to else None
    target = field.target if stored is None else schema_of(stored.document)
    if target is not None:
        for name, inner in target.fields.items():
            if inner.title:
                many = inner.multiple or field.multiple
                told = f"{title}: {inner.title}"
                yield NameAtHand(f"{text}->{name}", told, "", inner.kind, many, inner.leads_to)


def _variables(draft: Draft, chain: Sequence[Node], office: Office) -> Iterator[NameAtHand]:
    for item in variables_at_hand(draft, chain, office):
        held = item.field
        if held is None:
            yield NameAtHand(f"$${item.name}")
            continue
        kind = "" if held.kind == UNKNOWN else held.kind
        yield NameAtHand(f"$${item.name}", kind=kind, multiple=held.multiple, leads_to=held.leads_to)
        yield from _further(f"$${item.name}", item.name, held, office)


def _records(office: Office) -> Iterator[NameAtHand]:
    return (NameAtHand(f"db->{item.document.system_name}", item.document.title) for item in office.templates)
