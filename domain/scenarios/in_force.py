"""What of the configuration the worlds of runs are made of, as it was at one moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.documents import Stored
from domain.records.template import StoredTemplate


@dataclass(frozen=True, slots=True)
class InForce:
    """Templates by their numbers; routes, their documents and connections by their system names."""

    templates: Mapping[int, StoredTemplate]
    routes: Mapping[str, Stored[Route]]
    documents: Mapping[str, Route]
    connections: Mapping[str, Stored[Connection]]

    @classmethod
    def of(
        cls,
        templates: Iterable[StoredTemplate],
        routes: Iterable[Stored[Route]],
        connections: Iterable[Stored[Connection]],
    ) -> "InForce":
        """Put it together."""
        by_name = {route.document.system_name: route for route in routes}
        return cls(
            templates={template.id: template for template in templates},
            routes=by_name,
            documents={name: route.document for name, route in by_name.items()},
            connections={item.document.system_name: item for item in connections},
        )
