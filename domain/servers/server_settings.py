"""What a transport needs to log in: the connection's own fields, and its password or the source of its tokens."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from pydantic import SecretStr

from domain.configured.connection import Connection
from domain.configured.stored import ConnectionsAndSecrets
from domain.documents import Stored
from domain.errors import GonetsError
from domain.logins.login import PASSWORD
from domain.logins.oauth2.login import REFRESH_TOKEN
from domain.messages.addresses import InvalidAddress
from domain.messages.sending import AccessToken, SmtpSettings, TokenSource
from domain.servers.tokens import AccessTokens


class SecretMissing(GonetsError):
    """There is no password yet to log in with, or another secret that stands in its place; `secret` is its name."""

    key = "error-password-missing"

    def __init__(self, secret: str) -> None:
        super().__init__(secret, secret=secret)


class Numbered(Protocol):
    """A draft."""

    @property
    def id(self) -> int:
        """Its number."""
        ...

    @property
    def revision(self) -> int:
        """Grows with each change."""
        ...


DraftType = TypeVar("DraftType", bound=Numbered)


class DraftSecrets(Protocol[DraftType]):
    """Drafts with the secrets that are sealed into them."""

    async def get(self, draft_id: int) -> DraftType | None:
        """Return the draft."""
        ...

    async def secret(self, draft: DraftType, name: str) -> SecretStr | None:
        """Return one of the draft's secrets, opened, if it may go where the draft as it was read says."""
        ...

    async def set_secret(self, draft_id: int, name: str, secret: SecretStr) -> None:
        """Seal a secret into the draft."""
        ...


class ServerSettings:
    """Puts settings together, of connections in force and of what a draft would make of one."""

    def __init__(self, configured: ConnectionsAndSecrets, tokens: AccessTokens) -> None:
        self._configured = configured
        self._tokens = tokens
        self._made: dict[int, _Made] = {}

    async def __call__(self, stored: Stored[Connection]) -> SmtpSettings:
        """Return those of a connection in force; raises SecretMissing, SecretUnreadable."""
        kept = await self._kept(stored.document.system_name, stored.document)
        made = self._made.get(stored.id)
        if made is None or made.stored is not stored or made.kept != kept:
            _check_all_there(stored.document, kept)
            token = partial(self._tokens.of, stored) if stored.document.authentication == "oauth2" else None
            made = self._made[stored.id] = _Made(stored, kept, smtp_settings(stored, kept.get(PASSWORD), token))
        return made.settings

    async def of_draft(
        self,
        draft: DraftType,
        drafts: DraftSecrets[DraftType],
        document: Connection,
        stored: Stored[Connection] | None,
    ) -> SmtpSettings:
        """Return those that a draft would make, with its own secrets, else the connection's that may go there.

        Raises SecretMissing, SecretUnreadable.
        """
        kept = {} if stored is None else await self._kept(stored.document.system_name, document)
        own: dict[str, SecretStr] = {}
        for name in document.login_secrets.known:
            secret = await drafts.secret(draft, name)
            if secret is not None:
                own[name] = secret
        secrets = {**kept, **own}
        _check_all_there(document, secrets)

        async def keep(used: SecretStr, rotated: SecretStr) -> None:
            now = await drafts.get(draft.id)
            if now is not None and await drafts.secret(now, REFRESH_TOKEN) == used:
                await drafts.set_secret(draft.id, REFRESH_TOKEN, rotated)
            # It is the connection's own, or has become it: the draft was applied meanwhile.
            for item in await self._configured.connections():
                if item.document.system_name == document.system_name or (stored is not None and item.id == stored.id):
                    await self._tokens.kept.replace_secret(item.id, REFRESH_TOKEN, used, rotated)
            secrets[REFRESH_TOKEN] = rotated

        lender = None if REFRESH_TOKEN in own or REFRESH_TOKEN not in secrets else stored

        async def token(refused: SecretStr | None = None) -> AccessToken:  # noqa: ARG001 - each is a fresh one
            return await self._tokens.of_draft(document, secrets, keep, lender)

        described = Stored(0, draft.revision, document)
        by_token = document.authentication == "oauth2"
        return smtp_settings(described, secrets.get(PASSWORD), token if by_token else None)

    async def _kept(self, name: str, document: Connection) -> dict[str, SecretStr]:
        """Return the secrets in force of the connection of that name that may go where the document says."""
        found = {}
        for secret, destination in document.destinations.items():
            value = await self._configured.secret(name, secret, destination)
            if value is not None:
                found[secret] = value
        return found


@dataclass(frozen=True, slots=True)
class _Made:
    """The settings of a connection, good for as long as the secrets are the ones that they were made with."""

    stored: Stored[Connection]
    kept: Mapping[str, SecretStr]
    settings: SmtpSettings


def smtp_settings(
    stored: Stored[Connection], password: SecretStr | None, token: TokenSource | None = None
) -> SmtpSettings:
    """Return what the transport needs; its key changes with the configuration: old connections are not reused."""
    connection = stored.document
    return SmtpSettings(
        key=f"{connection.system_name}:{stored.revision}",
        host=connection.host,
        port=connection.port,
        authentication=connection.authentication,
        username=connection.username,
        password=password,
        encryption=connection.encryption,
        verify_certificate=connection.verify_certificate,
        ca_file=connection.ca_file,
        sender_address=_sender_of(connection),
        timeout=connection.timeout.total_seconds(),
        max_connections=connection.max_connections,
        messages_per_connection=connection.messages_per_connection,
        local_hostname=connection.local_hostname,
        provider=connection.oauth2.provider if connection.oauth2 is not None and token is not None else "",
        token=token,
    )


def _check_all_there(document: Connection, secrets: Mapping[str, SecretStr]) -> None:
    lacking = document.lacks(secrets)
    if lacking:
        raise SecretMissing(lacking[0])


def _sender_of(connection: Connection) -> str:
    """Return the sender as letters name it; as it is stored where it is none, which the check then says."""
    try:
        return connection.sender.address
    except InvalidAddress:
        return connection.sender_address
