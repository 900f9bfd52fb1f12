"""The configuration, to be read."""

from typing import Protocol

from pydantic import SecretStr

from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.destinations import Destination
from domain.documents import Stored, Version
from domain.records.template import StoredTemplate
from domain.scenarios.document import Scenario


class Configured(Protocol):
    """The configuration, to be read."""

    async def connections(self) -> list[Stored[Connection]]:
        """Return all connections."""
        ...

    async def routes(self) -> list[Stored[Route]]:
        """Return all routes."""
        ...

    async def templates(self) -> list[StoredTemplate]:
        """Return all record templates."""
        ...

    async def scenarios(self) -> list[Stored[Scenario]]:
        """Return all scenarios."""
        ...

    async def version(self, section: str, object_id: int, revision: int) -> Version | None:
        """Return an object as it was at a revision."""
        ...

    async def template_by_id(self, template_id: int) -> StoredTemplate | None:
        """Return the template of that number."""
        ...

    async def connection_by_id(self, connection_id: int) -> Stored[Connection] | None:
        """Return the connection of that number."""
        ...

    async def scenario_for_button(self, template: str, button: str) -> Stored[Scenario] | None:
        """Return the enabled scenario that this button starts."""
        ...

    async def secret(self, connection: str, name: str, destination: Destination) -> SecretStr | None:
        """Return a secret that is kept for the connection of that name, if it may go to that destination.

        Raises when the key at hand does not open it.
        """
        ...

    async def kept_secrets(self, connection: str) -> frozenset[str]:
        """Return the names of the secrets that are kept for the connection."""
        ...
