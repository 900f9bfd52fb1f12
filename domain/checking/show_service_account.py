"""Whose key a connection has, for the page that says what an administrator of the domain must enter."""

from typing import Protocol

from pydantic import SecretStr

from domain.deliveries.outbox import Standing
from domain.destinations import Destination
from domain.logins.oauth2.login import SERVICE_ACCOUNT_KEY
from domain.logins.oauth2.service_account import NoServiceAccountKey, ServiceAccount, service_account_of
from domain.people import Person
from domain.runs.mend_connection import MendConnection


class Store(Protocol):
    """Where connections keep their sealed secrets."""

    async def secret(self, connection: str, name: str, destination: Destination | None = None) -> SecretStr | None:
        """Return one of the connection's secrets, opened, if it may go to that destination."""
        ...


class ShowServiceAccount:
    """For administrators only. Of the key itself nothing is told."""

    def __init__(self, mend: MendConnection, store: Store) -> None:
        self._mend = mend
        self._store = store

    async def __call__(self, person: Person, connection_id: int) -> tuple[Standing, ServiceAccount | None]:
        """Return the connection, and its account where there is a key; raises NotYours, NotFound, SecretUnreadable."""
        standing = await self._mend.look(person, connection_id)
        document = standing.connection.document
        if SERVICE_ACCOUNT_KEY not in document.login_secrets.known:
            return standing, None
        key = await self._store.secret(
            document.system_name, SERVICE_ACCOUNT_KEY, document.destination(SERVICE_ACCOUNT_KEY)
        )
        try:
            return standing, None if key is None else service_account_of(key.get_secret_value())
        except NoServiceAccountKey:
            return standing, None
