"""Secrets of connections as they are kept: sealed, each with the document that it was entered for."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from storage.gathered import Gathered
from storage.statements import Steps, placeholders
from storage.transactions import read


@dataclass(frozen=True, slots=True)
class KeptSecret:
    """A sealed secret, and its connection's document as it is now."""

    sealed: bytes
    document: Mapping[str, Any]


class KeptSecrets:
    """Reads them, for all letters that begin at the same moment by one statement."""

    def __init__(self) -> None:
        self._kept: Gathered[tuple[str, str], KeptSecret] = Gathered(_read)

    async def one(self, connection: str, name: str) -> KeptSecret | None:
        """Return the secret of that name of a connection."""
        return await self._kept.one((connection, name))

    async def names(self, connection: str) -> frozenset[str]:
        """Return the names of all that are kept for a connection."""
        return await read(lambda: _names(connection))


def _read(keys: Collection[tuple[str, str]]) -> Steps[dict[tuple[str, str], KeptSecret]]:
    connections = list({connection for connection, _ in keys})
    answer = yield (
        "SELECT connection.system_name, secret.name, secret.sealed, connection.document FROM connection "
        "JOIN connection_secret secret ON secret.connection_id = connection.id "
        f"WHERE connection.system_name IN ({placeholders(connections)})",
        connections,
    )
    return {
        (connection, name): KeptSecret(bytes(sealed), json.loads(document))
        for connection, name, sealed, document in answer.rows
        if (connection, name) in keys
    }


def _names(connection: str) -> Steps[frozenset[str]]:
    answer = yield (
        "SELECT secret.name FROM connection JOIN connection_secret secret ON secret.connection_id = connection.id "
        "WHERE connection.system_name = ?",
        (connection,),
    )
    return frozenset(name for (name,) in answer.rows)
