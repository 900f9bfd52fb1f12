"""The access token of a connection: fetched once for all that wait for it, in this process and in others."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from pydantic import SecretStr

from domain.clock import Atomically, Clock
from domain.configured.connection import Connection
from domain.configured.stored import ConnectionsAndSecrets
from domain.documents import Stored
from domain.errors import DatabaseTrouble, GonetsError
from domain.logins.oauth2.asking import ask_for_token, host_of
from domain.logins.oauth2.document import OAuth2
from domain.logins.oauth2.endpoints import Endpoints
from domain.logins.oauth2.grants import SecretUnusable, Sign, Token, token_form
from domain.logins.oauth2.login import REFRESH_TOKEN
from domain.messages.sending import AccessToken, Failure, NoToken, Reply
from domain.messages.token_cause import TokenCause

AHEAD = timedelta(minutes=5)
"""How long before its end a token is renewed; of a shorter life than twice that, at half of it."""

LEASE = timedelta(minutes=1)
"""How long one may take to fetch a token before another tries: longer than an endpoint has to answer."""

LONGEST_REST = timedelta(hours=1)
"""How long a provider is left alone at most, however long it asks for."""

TRIES_TO_KEEP = 30
"""How often it is tried to write down what a provider has given, while the database takes nothing."""

Secrets = Mapping[str, SecretStr]
KeepRotated = Callable[[SecretStr, SecretStr], Awaitable[None]]
"""Takes a refresh token that was used, and the one that stands in its place."""


@dataclass(frozen=True, slots=True)
class StoredToken:
    """A token as it is kept."""

    value: SecretStr
    fetched_at: datetime
    expires_at: datetime

    def is_fresh(self, now: datetime) -> bool:
        """Whether it need not be renewed yet."""
        return now < self.expires_at - min(AHEAD, (self.expires_at - self.fetched_at) / 2)


class StoredTokens(Protocol):
    """Where tokens are kept, sealed. A lease lets one alone fetch; its number fences what comes too late."""

    async def get(self, connection: Stored[Connection]) -> StoredToken | None:
        """Return the token that was fetched with this configuration, whatever its age."""
        ...

    async def lease(self, connection: Stored[Connection], now: datetime, lease: timedelta) -> int | None:
        """Take the right to fetch one; None while somebody else has it."""
        ...

    async def release(self, connection: Stored[Connection], number: int) -> None:
        """Give the right back."""
        ...

    async def keep(self, connection: Stored[Connection], number: int, token: Token, now: datetime) -> None:
        """Keep a token, and give the right back; what comes too late changes nothing."""
        ...

    async def drop(self, connection: Stored[Connection], refused: SecretStr) -> None:
        """Forget a token that the mail server has not taken, unless another one is there by now."""
        ...

    async def replace_secret(self, connection_id: int, name: str, old: SecretStr, new: SecretStr) -> None:
        """Put a new secret in place of the old one; where another one was entered meanwhile, that one stays."""
        ...


@dataclass(slots=True)
class _Turn:
    """One at a time for a connection in this process; who waited for a failure shares it, and so does who comes before
    the moment that the provider has named.
    """

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    failures: int = 0
    failure: NoToken | None = None
    configured: Stored[Connection] | None = None
    rests_until: datetime | None = None

    def failed(self, connection: Stored[Connection], failure: NoToken, now: datetime) -> None:
        """Remember a failure for those who wait."""
        self.failures, self.failure, self.configured = self.failures + 1, failure, connection
        asked = failure.retry_after
        self.rests_until = None if asked is None else now + min(asked, LONGEST_REST)

    def rests(self, connection: Stored[Connection], now: datetime) -> bool:
        """Whether the provider has asked not to be asked yet, with the configuration that is in force still."""
        return self.configured == connection and self.rests_until is not None and now < self.rests_until


class AccessTokens:
    """Gives connections their tokens. `wait` passes a moment, while another process fetches or a disk takes nothing."""

    def __init__(
        self,
        *,
        configured: ConnectionsAndSecrets,
        kept: StoredTokens,
        endpoints: Endpoints,
        sign: Sign,
        clock: Clock,
        atomically: Atomically,
        wait: Callable[[], Awaitable[None]],
    ) -> None:
        self._configured = configured
        self.kept = kept
        self._endpoints = endpoints
        self._sign = sign
        self._clock = clock
        self._atomically = atomically
        self._wait = wait
        self._turns: dict[int, _Turn] = {}

    async def of(self, connection: Stored[Connection], refused: SecretStr | None = None) -> AccessToken:
        """Return the token of a connection in force; raises NoToken."""
        turn = self._turns.setdefault(connection.id, _Turn())
        before = turn.failures
        async with turn.lock:
            shared = turn.failures != before or turn.rests(connection, self._clock())
            if shared and turn.failure is not None:
                raise NoToken(turn.failure.failure, turn.failure.detail, turn.failure.reply)
            try:
                return await self._of(connection, refused)
            except DatabaseTrouble as trouble:
                raise NoToken(Failure.TOKEN_TROUBLE, f"the database: {trouble.detail}") from trouble
            except NoToken as failure:
                turn.failed(connection, failure, self._clock())
                raise

    async def of_draft(
        self, document: Connection, secrets: Secrets, keep: KeepRotated, lender: Stored[Connection] | None = None
    ) -> AccessToken:
        """Fetch a token for what is not in force, and keep none; `keep` is told of a refresh token that was exchanged.

        `lender` is the connection in force whose refresh token the draft uses: it is read anew, and nobody else uses it
        meanwhile, since a provider may take a second use for a theft (RFC 9700 section 4.14.2). Raises NoToken.
        """
        if lender is None:
            return await self._of_draft(document, secrets, keep)
        async with self._turns.setdefault(lender.id, _Turn()).lock:
            while (number := await self._leased(lender)) is None:
                await self._wait()
            try:
                lent = await self._configured.secret(
                    lender.document.system_name, REFRESH_TOKEN, document.destination(REFRESH_TOKEN)
                )
                if lent is None:
                    raise NoToken(Failure.STOPPED, "a secret is missing")
                return await self._of_draft(document, {**secrets, REFRESH_TOKEN: lent}, keep)
            finally:
                await self.kept.release(lender, number)

    async def _of_draft(self, document: Connection, secrets: Secrets, keep: KeepRotated) -> AccessToken:
        oauth2 = _oauth2(document)
        token = await self._fetch(document, oauth2, secrets)
        used, rotated = secrets.get(REFRESH_TOKEN), token.refresh_token
        if used is not None and rotated is not None:
            await self._written(lambda: keep(used, rotated))
        return AccessToken(token.access_token, token.expires_at, host_of(oauth2.token_url))

    async def _leased(self, connection: Stored[Connection]) -> int | None:
        """Take the right to fetch; None while somebody else has it. Raises NoToken where the connection is gone."""
        number = await self.kept.lease(connection, self._clock(), LEASE)
        if number is None and await self._configured.connection_by_id(connection.id) is None:
            raise NoToken(Failure.STOPPED, "the connection is gone")
        return number

    async def _of(self, connection: Stored[Connection], refused: SecretStr | None) -> AccessToken:
        oauth2 = _oauth2(connection.document)
        if refused is not None:
            await self.kept.drop(connection, refused)
        while True:
            kept = await self.kept.get(connection)
            if kept is not None and kept.is_fresh(self._clock()):
                return AccessToken(kept.value, kept.expires_at, host_of(oauth2.token_url))
            number = await self._leased(connection)
            if number is not None:
                break
            await self._wait()
        # Whoever had the lease before may have kept one since it was looked for.
        kept = await self.kept.get(connection)
        try:
            if kept is None or not kept.is_fresh(self._clock()):
                token = await self._renew(connection, number, oauth2)
                return AccessToken(token.access_token, token.expires_at, host_of(oauth2.token_url))
        except NoToken as failure:
            await self.kept.release(connection, number)
            still_good = kept is not None and self._clock() < kept.expires_at
            if kept is None or not still_good or failure.failure is not Failure.TOKEN_TROUBLE:
                raise
        except BaseException:
            await self.kept.release(connection, number)
            raise
        else:
            await self.kept.release(connection, number)
        return AccessToken(kept.value, kept.expires_at, host_of(oauth2.token_url))

    async def _renew(self, connection: Stored[Connection], number: int, oauth2: OAuth2) -> Token:
        document = connection.document
        secrets = await self._secrets(document)
        token = await self._fetch(document, oauth2, secrets)

        async def write() -> None:
            if token.refresh_token is not None and REFRESH_TOKEN in secrets:
                await self.kept.replace_secret(
                    connection.id, REFRESH_TOKEN, secrets[REFRESH_TOKEN], token.refresh_token
                )
            await self.kept.keep(connection, number, token, self._clock())

        await self._written(write)
        return token

    async def _secrets(self, document: Connection) -> Secrets:
        means = document.login_secrets
        secrets = {}
        for name in means.known:
            try:
                secret = await self._configured.secret(document.system_name, name, document.destination(name))
            except DatabaseTrouble:
                raise
            except GonetsError as error:
                raise NoToken(Failure.SECRET_UNREADABLE, error.key) from error
            if secret is not None:
                secrets[name] = secret
        if not set(means.needed) <= set(secrets):
            # The connection has become another one since: its letters wait as that one says.
            raise NoToken(Failure.STOPPED, "a secret is missing")
        return secrets

    async def _fetch(self, document: Connection, oauth2: OAuth2, secrets: Secrets) -> Token:
        """Ask the provider; raises NoToken."""
        now = self._clock()
        try:
            form = token_form(oauth2, document.username or "", secrets, self._sign, now)
        except SecretUnusable as error:
            reply = Reply(400, None, str(error), TokenCause.WRONG_KEY)
            raise NoToken(Failure.TOKEN_REFUSED, str(error), reply) from error
        hidden = (*(item.get_secret_value() for item in secrets.values()), form.get("assertion", ""))
        return await ask_for_token(
            self._endpoints, oauth2.token_url, form, now=now, hidden=hidden, proxied=document.oauth2_proxy
        )

    async def _written(self, work: Callable[[], Awaitable[None]]) -> None:
        """Write down what a provider has given: a new refresh token that is forgotten may have ended the old one."""
        for _ in range(TRIES_TO_KEEP):
            try:
                await self._atomically(work)
            except DatabaseTrouble:
                await self._wait()
            else:
                return
        raise NoToken(Failure.TOKEN_TROUBLE, "the token cannot be kept")


def _oauth2(document: Connection) -> OAuth2:
    if document.oauth2 is None:
        raise NoToken(Failure.STOPPED, "the connection has no OAuth 2.0")
    return document.oauth2
