"""The names that a formula may use over a record template."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from domain.formulas import Schema, record_schema
from domain.records.template import RecordTemplate


@lru_cache(maxsize=256)
def schema_of(template: RecordTemplate) -> Schema:
    """Return the template's attributes as formulas know them, system attributes included."""
    return record_schema(
        {attribute.system_name: replace(attribute.field(), title=attribute.title) for attribute in template.attributes},
        template.title,
    )


def linked_schema(template: RecordTemplate, templates: Mapping[str, RecordTemplate]) -> Schema:
    """Return the template's attributes with those of the records that they lead to, one step further."""
    own = schema_of(template)
    fields = {
        name: replace(field, target=schema_of(templates[field.leads_to])) if field.leads_to in templates else field
        for name, field in own.fields.items()
    }
    return replace(own, fields=fields)


def schemas_of(templates: Iterable[RecordTemplate]) -> Mapping[str, Schema]:
    """Return the attributes of all templates, by their system names: what queries can go through."""
    return {template.system_name: schema_of(template) for template in templates}
