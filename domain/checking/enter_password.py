"""A new password for a connection that is in force: kept at once, by no draft, since letters wait for it."""

from typing import Any, Protocol

from pydantic import SecretStr

from domain.audit import SECRET, Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Atomically, Clock
from domain.connections import Connection
from domain.deliveries.mend_connection import MendConnection
from domain.deliveries.outbox import Standing
from domain.documents import Stored
from domain.editing.draft import ObjectChanged
from domain.errors import GonetsError
from domain.passwords import check_password
from domain.people import People, Person
from domain.work import Hints, WorkKind


class NoPasswordNeeded(GonetsError):
    """Nobody logs in through this connection."""

    key = "error-no-password-needed"


class PasswordEmpty(GonetsError):
    """Nothing but blanks was typed."""

    key = "error-password-empty"


class Passwords(Protocol):
    """Where connections keep their sealed passwords."""

    async def connection_by_id(self, connection_id: int) -> Stored[Connection] | None:
        """Return the connection of that number."""
        ...

    async def has_password(self, connection: str) -> bool:
        """Return whether a password is kept for the connection."""
        ...

    async def save_connection(
        self, document: Connection, password: SecretStr | None = None, *, by: int | None = None
    ) -> bool:
        """Write a connection and its password; False when nothing changed."""
        ...


class EnterPassword:
    """For administrators only. The password is in no note, no version and no question."""

    def __init__(
        self,
        *,
        mend: MendConnection,
        store: Passwords,
        people: People,
        audit: Audit,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._mend = mend
        self._store = store
        self._people = people
        self._audit = audit
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    async def ask(self, person: Person, connection_id: int) -> Standing:
        """Return whose password is asked for; raises NotYours, NotFound and NoPasswordNeeded."""
        standing = await self._mend.look(person, connection_id)
        if not standing.connection.document.needs_password:
            raise NoPasswordNeeded
        return standing

    async def __call__(self, person: Person, connection_id: int, revision: int, password: SecretStr) -> None:
        """Keep it, which answers the question; a connection that had none and was disabled is enabled.

        Raises ObjectChanged when the connection is another one by now than was asked about, PasswordEmpty and
        PasswordNotOneLine.
        """
        if not password.get_secret_value():
            raise PasswordEmpty
        check_password(password)

        async def work() -> None:
            stored = (await self.ask(person, connection_id)).connection
            if stored.revision != revision:
                raise ObjectChanged(f"connection {connection_id}: {revision}, now {stored.revision}")
            await self._people.ask(person.telegram_id, None)
            name = stored.document.system_name
            before = SECRET if await self._store.has_password(name) else None
            document = stored.document
            changes: dict[str, tuple[Any, Any]] = {"password": (before, SECRET)}
            if before is None and not document.enabled:
                # It was switched off for want of a password, or may as well have been.
                document = document.model_copy(update={"enabled": True})
                changes["enabled"] = (False, True)
            if await self._store.save_connection(document, password, by=person.telegram_id):
                await self._audit.note(
                    AuditEntry(
                        at=self._clock(),
                        actor=Actor(person.telegram_id),
                        act=Act.CHANGED,
                        kind=Kind.CONNECTION,
                        object_id=connection_id,
                        name=stored.document.title,
                        changes=changes,
                    )
                )

        await self._atomically(work)
        self._hints.wake(WorkKind.DELIVERY)
