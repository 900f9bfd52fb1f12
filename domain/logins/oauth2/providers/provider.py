"""What a provider of access tokens is: its endpoints, its grants and what is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

REGISTERED_PORT = 8977
"""Where a consent leads back to with providers that compare the whole address; nothing usual listens there."""


class Grant(StrEnum):
    """How a token is come by. The value is as the file writes it."""

    CLIENT_CREDENTIALS = "client_credentials"
    DEVICE_CODE = "device_code"
    REFRESH_TOKEN = "refresh_token"  # noqa: S105 - a word of RFC 6749, no secret
    SERVICE_ACCOUNT = "service_account"


class Described(Protocol):
    """What a provider reads of a document: whatever names a tenant or an endpoint of its own."""

    @property
    def tenant(self) -> str | None:
        """Microsoft's tenant: a domain or a number."""
        ...

    @property
    def token_endpoint(self) -> str | None:
        """An endpoint instead of the provider's."""
        ...

    @property
    def device_endpoint(self) -> str | None:
        """An endpoint instead of the provider's."""
        ...

    @property
    def authorization_endpoint(self) -> str | None:
        """An endpoint instead of the provider's."""
        ...


Endpoint = Callable[[Described], str]


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done at the provider before anybody can log in: its text is `task-<name>`, `url` its page.

    Each of `copied` is copied by a button. A name in braces there is a field of the connection or of its OAuth 2.0.
    """

    name: str
    copied: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider. `scopes` are what each grant asks for; the first grant is the usual one.

    `needs` are the document's fields that it cannot do without. `has_secret` says for which grants the client proves
    itself by a secret; `extra` is added to the address that a person opens to consent. `redirect` is where a provider
    leads back to a program on a computer (RFC 8252 section 7.3); `port` is one to be registered with the application,
    where the provider compares it, and 0 where any will do. `tasks` are what must be done there for a grant, in turn.
    """

    name: str
    title: str
    scopes: Mapping[Grant, str]
    token: Endpoint
    device: Endpoint | None = None
    authorization: Endpoint | None = None
    needs: tuple[str, ...] = ("client_id",)
    has_secret: frozenset[Grant] = frozenset()
    extra: Mapping[str, str] = field(default_factory=dict)
    redirect: str = "http://127.0.0.1:{port}/"
    port: int = 0
    tasks: Mapping[Grant, tuple[Task, ...]] = field(default_factory=dict)

    @property
    def grants(self) -> tuple[Grant, ...]:
        """Which grants it has."""
        return tuple(self.scopes)

    def grant_of(self, name: object) -> Grant:
        """Return the grant that a document names; the usual one where it names none that the provider has."""
        return next((grant for grant in self.grants if grant == name), self.grants[0])

    def redirect_url(self, port: int) -> str:
        """Return the address that a consent leads back to, for a program that listens at a port."""
        return self.redirect.format(port=port)


def fixed(url: str) -> Endpoint:
    """Return an endpoint that is the same for everybody."""
    return lambda _: url
