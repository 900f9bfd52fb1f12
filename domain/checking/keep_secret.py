"""Keeping a connection's new secret: sealed, noted in the trail, and what was off for want of it is switched on."""

from collections.abc import Mapping
from typing import Any, Protocol

from pydantic import SecretStr

from domain.audit import SECRET, Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Clock
from domain.configured.connection import Connection
from domain.documents import Stored
from domain.logins.kinds import SECRET_PATHS
from domain.mistakes import shown_path


class Secrets(Protocol):
    """Where connections keep their sealed secrets."""

    async def kept_secrets(self, connection: str) -> frozenset[str]:
        """Return the names of the secrets that are kept for the connection."""
        ...

    async def save_connection(
        self, document: Connection, secrets: Mapping[str, SecretStr] | None = None, *, by: int | None = None
    ) -> bool:
        """Write a connection and new secrets; False when nothing changed."""
        ...


class KeepSecret:
    """Belongs inside the transaction of the use case that knows whose word it is."""

    def __init__(self, store: Secrets, audit: Audit, clock: Clock) -> None:
        self._store = store
        self._audit = audit
        self._clock = clock

    async def __call__(self, stored: Stored[Connection], name: str, secret: SecretStr, actor: Actor) -> None:
        """Keep it for the connection as it is in force now."""
        document = stored.document
        kept = await self._store.kept_secrets(document.system_name)
        before = SECRET if name in kept else None
        changes: dict[str, tuple[Any, Any]] = {shown_path(SECRET_PATHS[name]): (before, SECRET)}
        if name in document.lacks(kept) and not document.lacks({*kept, name}) and not document.enabled:
            # It was switched off for want of it, or may as well have been.
            document = document.model_copy(update={"enabled": True})
            changes["enabled"] = (False, True)
        if await self._store.save_connection(document, {name: secret}, by=actor.person_id):
            await self._audit.note(
                AuditEntry(
                    at=self._clock(),
                    actor=actor,
                    act=Act.CHANGED,
                    kind=Kind.CONNECTION,
                    object_id=stored.id,
                    name=stored.document.title,
                    changes=changes,
                )
            )
