"""What people call what actions name by system names: they know titles, and read names in formulas and files alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.documents import ConfiguredObject
from domain.records.template import RecordTemplate
from domain.scenarios.values import AttributeValue, FormulaValue
from domain.twins import titles_apart


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of today; what is there no more is called by its name."""

    templates: Mapping[str, RecordTemplate] = field(default_factory=dict)
    routes: Mapping[str, Route] = field(default_factory=dict)
    connections: Mapping[str, Connection] = field(default_factory=dict)
    _attributes: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def template(self, name: str) -> str:
        """Return what a record template is called."""
        return _called(name, self.templates)

    def route(self, name: str) -> str:
        """Return what a route is called."""
        return _called(name, self.routes)

    def connection(self, name: str) -> str:
        """Return what a connection is called."""
        return _called(name, self.connections)

    def attribute(self, template: str, name: str) -> str:
        """Return what an attribute of a template is called, and its name besides where another has the same title."""
        if template not in self._attributes:
            found = self.templates.get(template)
            self._attributes[template] = {"id": "ID"} | ({} if found is None else titles_apart(found.attributes))
        return self._attributes[template].get(name, name)


@dataclass(frozen=True, slots=True)
class TitlesHere:
    """The titles where an action stands, with the record template in context there, if it is known."""

    all: Titles = field(default_factory=Titles)
    template: str | None = None

    def attribute(self, name: str) -> str:
        """Return what an attribute of the record in context is called."""
        return self.all.attribute(self.template or "", name)

    def source(self, leaf: FormulaValue | AttributeValue) -> str:
        """Return the formula, or the attribute by its title."""
        return leaf.formula if isinstance(leaf, FormulaValue) else self.attribute(leaf.attribute)


def _called(name: str, objects: Mapping[str, ConfiguredObject]) -> str:
    found = objects.get(name)
    return name if found is None else found.title
