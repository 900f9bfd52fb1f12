"""Getting a connection its refresh token by a consent in a browser, on a computer (RFC 8252)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from pydantic import SecretStr

from domain.audit import COMMAND_LINE, Audit
from domain.checking.keep_secret import KeepSecret, Secrets
from domain.clock import Atomically, Clock
from domain.configured.connection import Connection
from domain.destinations import Destination
from domain.documents import Stored
from domain.errors import GonetsError
from domain.logins.oauth2.consents import BrowserConsent
from domain.logins.oauth2.document import OAuth2
from domain.logins.oauth2.grants import Consent
from domain.logins.oauth2.login import CLIENT_SECRET, REFRESH_TOKEN
from domain.servers.server_settings import SecretMissing


class NoConsentNeeded(GonetsError):
    """The connection does not log in by OAuth 2.0, or needs nobody's consent for it."""

    key = "error-no-consent-needed"


class NoAuthorizationPage(GonetsError):
    """The provider's address where a person consents is not known."""

    key = "error-no-authorization-page"


class ChangedMeanwhile(GonetsError):
    """While the person was in the browser the connection became another one: the consent is not for it."""

    key = "error-consent-for-another"


class Store(Secrets, Protocol):
    """Where connections and their secrets are kept."""

    async def connections(self) -> list[Stored[Connection]]:
        """Return all connections."""
        ...

    async def secret(self, connection: str, name: str, destination: Destination | None = None) -> SecretStr | None:
        """Return one of the connection's secrets, opened, if it may go to that destination."""
        ...


@dataclass(frozen=True, slots=True)
class Authorizing:
    """A consent that was begun for a connection as it was then."""

    connection: Stored[Connection]
    oauth2: OAuth2
    consent: Consent


class AuthorizeConnection:
    """For whoever has the machine at hand: begun, and ended when the browser has come back."""

    def __init__(
        self, *, store: Store, browser: BrowserConsent, audit: Audit, clock: Clock, atomically: Atomically
    ) -> None:
        self._store = store
        self._browser = browser
        self._keep = KeepSecret(store, audit, clock)
        self._atomically = atomically

    async def look(self, stored: Stored[Connection]) -> OAuth2:
        """Return what the consent is for.

        Raises NoConsentNeeded, NoAuthorizationPage, and where the application's own secret is not there SecretMissing.
        """
        document = stored.document
        means = document.login_secrets
        if document.oauth2 is None or REFRESH_TOKEN not in means.known:
            raise NoConsentNeeded(document.system_name, title=document.title)
        if not document.oauth2.authorization_url:
            raise NoAuthorizationPage(document.system_name, title=document.title)
        if CLIENT_SECRET in means.needed and not await self._application(document):
            raise SecretMissing(CLIENT_SECRET)
        return document.oauth2

    async def begin(self, stored: Stored[Connection], redirect_url: str) -> Authorizing:
        """Return the address to open; raises what `look` does."""
        oauth2 = await self.look(stored)
        return Authorizing(stored, oauth2, self._browser.begin(oauth2, redirect_url))

    async def finish(self, begun: Authorizing, answer: Mapping[str, str]) -> None:
        """Change what the browser came back with into a refresh token, and keep it; letters go on with it.

        Raises ForeignConsent, ChangedMeanwhile, NoToken.
        """
        code = self._browser.code_of(begun.oauth2, begun.consent, answer)
        document = (await self._current(begun)).document
        token = await self._browser.finish(
            begun.oauth2,
            begun.consent,
            state=answer["state"],
            code=code,
            secrets=await self._application(document),
            proxied=document.oauth2_proxy,
        )
        refresh_token = token.refresh_token
        if refresh_token is None:
            raise AssertionError("a browser's consent brings a refresh token")

        async def work() -> None:
            await self._keep(await self._current(begun), REFRESH_TOKEN, refresh_token, COMMAND_LINE)

        await self._atomically(work)

    async def _current(self, begun: Authorizing) -> Stored[Connection]:
        """Return the connection as it is now; raises ChangedMeanwhile where the consent is not for what it is."""
        before = begun.connection
        now = next((item for item in await self._store.connections() if item.id == before.id), None)
        if (
            now is None
            or now.document.oauth2 is None
            or REFRESH_TOKEN not in now.document.login_secrets.known
            or not now.document.destination(REFRESH_TOKEN).takes_from(before.document.destination(REFRESH_TOKEN))
        ):
            raise ChangedMeanwhile(before.document.system_name, title=before.document.title)
        return now

    async def _application(self, document: Connection) -> dict[str, SecretStr]:
        """Return the application's own secret, where it has one."""
        destination = document.destination(CLIENT_SECRET)
        if CLIENT_SECRET not in document.login_secrets.known:
            return {}
        secret = await self._store.secret(document.system_name, CLIENT_SECRET, destination)
        return {} if secret is None else {CLIENT_SECRET: secret}
