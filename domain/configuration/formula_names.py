"""The names that a formula about a record may begin with, to be offered instead of typed."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.formulas import ACCOUNT_SCHEMA
from domain.records.template import RecordTemplate

OF_ACCOUNT = ("mbox", "fullName", "phone", "department", "title", "manager")
"""What is asked of an account most often; the others can be typed."""


@dataclass(frozen=True, slots=True)
class FormulaName:
    """A piece of a formula: what is put in, the attribute's title (empty for system ones), and what of an account."""

    text: str
    title: str = ""
    field: str = ""


def formula_names(template: RecordTemplate) -> tuple[FormulaName, ...]:
    """Return the template's attributes, those of its accounts, and those of who made the record."""
    return (*_own(template), *(FormulaName(f"$_creator->{field}", field=field) for field in OF_ACCOUNT))


def _own(template: RecordTemplate) -> Iterator[FormulaName]:
    for attribute in template.attributes:
        text = f"${attribute.system_name}"
        if attribute.field().target is ACCOUNT_SCHEMA:
            for field in OF_ACCOUNT:
                yield FormulaName(f"{text}->{field}", attribute.title, field)
        yield FormulaName(text, attribute.title)
