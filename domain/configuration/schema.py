"""The names that a formula may use over a record template."""

from functools import lru_cache

from domain.formulas import ACCOUNT_SCHEMA, Field, Schema, record_schema
from domain.records.template import Attribute, RecordTemplate


@lru_cache(maxsize=256)
def schema_of(template: RecordTemplate) -> Schema:
    """Return the template's attributes as formulas know them, system attributes included."""
    return record_schema({attribute.system_name: _field(attribute) for attribute in template.attributes})


def _field(attribute: Attribute) -> Field:
    if attribute.type == "account":
        return Field("account", attribute.multiple, ACCOUNT_SCHEMA)
    return Field("file" if attribute.type == "document" else "text", attribute.multiple)
