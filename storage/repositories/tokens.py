"""Access tokens over their table: sealed, and fetched by whoever has the lease."""

from datetime import datetime, timedelta

from pydantic import SecretStr

from domain.configured.connection import Connection
from domain.documents import Stored
from domain.logins.oauth2.grants import Token
from domain.servers.tokens import StoredToken
from storage import models
from storage.repositories.work import free_at
from storage.secrets import SecretBox, SecretUnreadable, owner_of
from storage.statements import Steps, moment
from storage.transactions import execute


class TokenRepository:
    """Implements `domain.servers.tokens.StoredTokens`."""

    def __init__(self, box: SecretBox) -> None:
        self._box = box

    async def get(self, connection: Stored[Connection]) -> StoredToken | None:
        """Return the token of this configuration; one under another key is as good as none."""
        row = await models.ConnectionToken.get_or_none(connection_id=connection.id, revision=connection.revision)
        if row is None or row.sealed is None or row.fetched_at is None or row.expires_at is None:
            return None
        try:
            value = self._box.open(bytes(row.sealed), _owner(connection.id))
        except SecretUnreadable:
            return None
        return StoredToken(value, row.fetched_at, row.expires_at)

    async def lease(self, connection: Stored[Connection], now: datetime, lease: timedelta) -> int | None:
        """Take the right to fetch a token; None while somebody else has it, or where the connection is gone."""
        return await execute(lambda: _lease(connection.id, now, lease))

    async def release(self, connection: Stored[Connection], number: int) -> None:
        """Give the right back."""
        await models.ConnectionToken.filter(connection_id=connection.id, token=number).update(fetching_until=None)

    async def keep(self, connection: Stored[Connection], number: int, token: Token, now: datetime) -> None:
        """Keep a token, and give the right back; what comes too late changes nothing."""
        await models.ConnectionToken.filter(connection_id=connection.id, token=number).update(
            revision=connection.revision,
            sealed=self._box.seal(token.access_token, _owner(connection.id)),
            fetched_at=now,
            expires_at=token.expires_at,
            fetching_until=None,
        )

    async def drop(self, connection: Stored[Connection], refused: SecretStr) -> None:
        """Forget a token that was refused, unless another one is there by now."""
        row = await models.ConnectionToken.get_or_none(connection_id=connection.id)
        if row is None or row.sealed is None:
            return
        try:
            known = self._box.open(bytes(row.sealed), _owner(connection.id))
        except SecretUnreadable:
            return
        if known.get_secret_value() == refused.get_secret_value():
            await models.ConnectionToken.filter(id=row.id, token=row.token).update(sealed=None)

    async def replace_secret(self, connection_id: int, name: str, old: SecretStr, new: SecretStr) -> None:
        """Put a new secret in place of the old one; where another one was entered meanwhile, that one stays."""
        kept = await models.ConnectionSecret.get_or_none(connection_id=connection_id, name=name).select_related(
            "connection"
        )
        if kept is None:
            return
        owner = owner_of(kept.connection.system_name, name)
        if self._box.open(bytes(kept.sealed), owner).get_secret_value() == old.get_secret_value():
            await models.ConnectionSecret.filter(id=kept.id).update(sealed=self._box.seal(new, owner))


def _owner(connection_id: int) -> str:
    return f"access token:{connection_id}"


def _lease(connection_id: int, now: datetime, lease: timedelta) -> Steps[int | None]:
    yield (
        "INSERT INTO connection_token (connection_id, revision, token) "
        "SELECT id, 0, 0 FROM connection WHERE id = ? ON CONFLICT (connection_id) DO NOTHING",
        (connection_id,),
    )
    # What ends much later than any lease can was written by a clock that was wrong.
    taken = yield (
        "UPDATE connection_token SET token = token + 1, fetching_until = ? WHERE connection_id = ? "
        "AND (fetching_until IS NULL OR fetching_until < ? OR fetching_until > ?) RETURNING token",
        (moment(now + lease), connection_id, *free_at(now, lease)),
    )
    return taken.rows[0][0] if taken.rows else None
