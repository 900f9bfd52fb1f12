"""A new password, or another secret, for a connection that is in force: kept at once, since letters wait for it."""

from collections.abc import Mapping

from pydantic import SecretStr

from domain.audit import Actor, Audit
from domain.checking.keep_secret import KeepSecret, Secrets
from domain.clock import Atomically, Clock
from domain.deliveries.mend_connection import MendConnection
from domain.deliveries.outbox import Standing
from domain.editing.draft import ObjectChanged
from domain.errors import GonetsError
from domain.logins.login import PASSWORD
from domain.logins.oauth2.login import CLIENT_SECRET, REFRESH_TOKEN, SERVICE_ACCOUNT_KEY
from domain.messages.causes import Cause
from domain.passwords import check_secret
from domain.people import People, Person
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

    async def which(self, standing: Standing) -> str:
        """Return which secret must be entered: one that is missing, else the one that was refused."""
        document = standing.connection.document
        lacking = document.lacks(await self._store.kept_secrets(document.system_name))
        means = document.login_secrets
        refused = next((name for name in _REFUSED.get(standing.state.cause or "", ()) if name in means.known), None)
        return lacking[0] if lacking else refused or means.known[0]

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
