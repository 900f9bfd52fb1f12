"""The sections of the configuration: what is configured, in the order in which it is told, exported and applied."""

from enum import StrEnum

from domain.audit import Kind
from domain.errors import GonetsError


class SectionUnknown(GonetsError):
    """A made-up button."""

    key = "error-not-found"


class Section(StrEnum):
    """The kinds of objects that are configured: each refers to none but its own and those before it.

    `number` stands for one in addresses.
    """

    CONNECTIONS = "connections"
    ROUTES = "routes"
    TEMPLATES = "templates"
    SCENARIOS = "scenarios"

    @property
    def number(self) -> int:
        """Its number, which never changes."""
        return list(Section).index(self) + 1

    @property
    def kind(self) -> Kind:
        """What one of its objects is called: in the audit trail, in what is said of a mistake, in names of texts."""
        return _KINDS[self]

    @classmethod
    def by_number(cls, number: int) -> "Section":
        """Return the section; raises SectionUnknown."""
        sections = list(cls)
        if not 1 <= number <= len(sections):
            raise SectionUnknown(str(number))
        return sections[number - 1]

    @classmethod
    def of_kind(cls, kind: str) -> "Section | None":
        """Return the section of the objects of a kind; None where they are none of these."""
        return next((section for section, known in _KINDS.items() if known == kind), None)


_KINDS = {
    Section.CONNECTIONS: Kind.CONNECTION,
    Section.ROUTES: Kind.ROUTE,
    Section.TEMPLATES: Kind.TEMPLATE,
    Section.SCENARIOS: Kind.SCENARIO,
}
