"""What is kept of connections, routes and their versions, to be read."""

from typing import Protocol

from pydantic import SecretStr

from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.destinations import Destination
from domain.documents import Stored, Version


class StoredConnections(Protocol):
    """Connections, to be read."""

    async def connections(self) -> list[Stored[Connection]]:
        """Return all connections."""
        ...

    async def connection_by_id(self, connection_id: int) -> Stored[Connection] | None:
        """Return the connection of that number."""
        ...


class SecretNames(Protocol):
    """Which secrets are kept for connections."""

    async def kept_secrets(self, connection: str) -> frozenset[str]:
        """Return the names of the secrets that are kept for the connection."""
        ...


class StoredSecrets(SecretNames, Protocol):
    """Secrets that are kept for connections."""

    async def secret(self, connection: str, name: str, destination: Destination) -> SecretStr | None:
        """Return a secret that is kept for the connection of that name, if it may go to that destination.

        Raises when the key at hand does not open it.
        """
        ...


class ConnectionsAndSecrets(StoredConnections, StoredSecrets, Protocol):
    """Connections with what they log in by."""


class StoredRoutes(Protocol):
    """Routes, to be read."""

    async def routes(self) -> list[Stored[Route]]:
        """Return all routes."""
        ...


class Versions(Protocol):
    """Former versions of all that is configured."""

    async def version(self, section: str, object_id: int, revision: int) -> Version | None:
        """Return an object as it was at a revision."""
        ...
