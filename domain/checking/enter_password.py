"""A new password, or another secret, for a connection that is in force: kept at once, since letters wait for it."""

from collections.abc import Mapping
from typing import Any, Protocol

from pydantic import SecretStr

from domain.audit import Actor, Audit
from domain.checking.keep_secret import KeepSecret
from domain.checking.keep_secret import Secrets as StoredSecrets
from domain.clock import Atomically, Clock
from domain.configured.connection import Connection
from domain.deliveries.outbox import Standing
from domain.destinations import Destination, keeps_secret
from domain.editing.draft import ObjectChanged, editable
from domain.errors import DatabaseTrouble, GonetsError
from domain.logins.login import PASSWORD
from domain.logins.oauth2.login import CLIENT_SECRET, REFRESH_TOKEN, SERVICE_ACCOUNT_KEY
from domain.messages.causes import Cause
from domain.passwords import check_secret
from domain.people import People, Person
from domain.runs.mend_connection import MendConnection
from domain.work import Hints, WorkKind

_REFUSED: Mapping[str, tuple[str, ...]] = {
    Cause.TOKEN_WRONG_SECRET: (CLIENT_SECRET, SERVICE_ACCOUNT_KEY),
    Cause.TOKEN_SECRET_ENDED: (CLIENT_SECRET, SERVICE_ACCOUNT_KEY),
    Cause.TOKEN_GRANT_ENDED: (REFRESH_TOKEN, SERVICE_ACCOUNT_KEY),
    Cause.TOKEN_PERSON_NEEDED: (REFRESH_TOKEN,),
    Cause.TOKEN_DENIED: (REFRESH_TOKEN,),
    Cause.TOKEN_WRONG_KEY: (SERVICE_ACCOUNT_KEY,),
}
"""By the cause of a suspension the secrets that may have been refused."""


class NoPasswordNeeded(GonetsError):
    """Nobody logs in through this connection."""

    key = "error-no-password-needed"


class PasswordEmpty(GonetsError):
    """Nothing but blanks was typed."""

    key = "error-password-empty"


class Secrets(StoredSecrets, Protocol):
    """Where connections keep their sealed secrets, and whether they can be opened."""

    async def secret(self, connection: str, name: str, destination: Destination | None = None) -> SecretStr | None:
        """Return a secret, opened, if it may go there; raises what says that it cannot be opened."""
        ...


class EnterPassword:
    """For administrators only. The secret is in no note, no version and no question."""

    def __init__(
        self,
        *,
        mend: MendConnection,
        store: Secrets,
        people: People,
        audit: Audit,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._mend = mend
        self._store = store
        self._people = people
        self._keep = KeepSecret(store, audit, clock)
        self._hints = hints
        self._atomically = atomically

    async def ask(self, person: Person, connection_id: int) -> Standing:
        """Return whose secret is asked for; raises NotYours, NotFound and NoPasswordNeeded."""
        standing = await self._mend.look(person, connection_id)
        if not standing.connection.document.login_secrets.known:
            raise NoPasswordNeeded
        return standing

    async def lacking(self, standing: Standing) -> tuple[str, ...]:
        """Return the secrets that are missing."""
        document = standing.connection.document
        return document.lacks(await self._store.kept_secrets(document.system_name))

    async def which(self, standing: Standing) -> str:
        """Return which secret must be entered: one that is missing, else the one that was refused."""
        document = standing.connection.document
        lacking = await self.lacking(standing)
        means = document.login_secrets
        if standing.state.cause == Cause.SECRET_UNREADABLE and not lacking:
            return await self._unreadable(document) or means.known[0]
        refused = next((name for name in _REFUSED.get(standing.state.cause or "", ()) if name in means.known), None)
        return lacking[0] if lacking else refused or means.known[0]

    async def _unreadable(self, document: Connection) -> str | None:
        """Return the first secret that the key at hand does not open: each is entered anew, one after the other."""
        for name in document.login_secrets.known:
            try:
                await self._store.secret(document.system_name, name, document.destination(name))
            except DatabaseTrouble:
                raise
            except GonetsError:
                return name
        return None

    async def __call__(
        self, person: Person, connection_id: int, revision: int, secret: SecretStr, name: str = PASSWORD
    ) -> None:
        """Keep it, which answers the question; a connection that had none and was disabled is enabled.

        Raises ObjectChanged when the connection is another one by now than was asked about, PasswordEmpty and
        what `check_secret` does.
        """
        if not secret.get_secret_value():
            raise PasswordEmpty
        check_secret(name, secret)

        async def work() -> None:
            stored = (await self.ask(person, connection_id)).connection
            if stored.revision != revision or name not in stored.document.login_secrets.known:
                raise ObjectChanged(f"connection {connection_id}: {revision}, now {stored.revision}")
            await self._people.ask(person.telegram_id, None)
            await self._keep(stored, name, secret, Actor(person.telegram_id))

        await self._atomically(work)
        self._hints.wake(WorkKind.DELIVERY)

    async def for_destination(
        self, person: Person, connection_id: int, entered_for: Mapping[str, Any], secret: SecretStr, name: str
    ) -> None:
        """Keep a secret that nobody was asked for: a provider gave it, for the connection as it was `entered_for`.

        Raises NotYours, NotFound, and ObjectChanged where it may not go to what the connection is by now.
        """

        async def work() -> None:
            stored = (await self._mend.look(person, connection_id)).connection
            document = stored.document
            may_go = keeps_secret(entered_for, editable(document), name)
            if name not in document.login_secrets.known or not may_go:
                raise ObjectChanged(f"connection {connection_id}: another destination")
            await self._keep(stored, name, secret, Actor(person.telegram_id))

        await self._atomically(work)
        self._hints.wake(WorkKind.DELIVERY)
