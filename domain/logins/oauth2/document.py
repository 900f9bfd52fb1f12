"""What a connection's document says about OAuth 2.0. Secrets are not here: they are sealed apart."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from domain.accepting import Seen
from domain.documents import Document
from domain.errors import Unfit
from domain.logins.oauth2.login import OAUTH2_SECRETS, REFRESH_TOKEN, oauth2_secrets
from domain.logins.oauth2.providers import PROVIDERS
from domain.logins.oauth2.providers.microsoft import NO_TENANT
from domain.logins.oauth2.providers.provider import Grant, Provider
from domain.one_line import OneLine

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ASKED_ANYWAY = frozenset({"provider", "grant", "tenant"})


def _day(value: Any) -> Any:
    """Pydantic would take a number for seconds."""
    if not isinstance(value, date) and not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise Unfit("config-not-a-day")
    return value


_HOST = r"https://[^\s/?#@:\\][^\s/?#@\\]*|http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?"
_Url = Annotated[OneLine, Field(max_length=500, pattern=rf"^({_HOST})([/?][^\s#]*)?$")]
"""An address that a secret may be sent to: encrypted, or on this very machine. Nobody's password stands in it."""


class OAuth2(Document):
    """A provider, how a token is come by there, and for which application."""

    asked: ClassVar = (
        "provider",
        "grant",
        "tenant",
        "client_id",
        "token_endpoint",
        "device_endpoint",
        *OAUTH2_SECRETS,
    )
    rare: ClassVar = ("scope", "token_endpoint", "device_endpoint", "authorization_endpoint", "client_secret_ends")
    secrets: ClassVar = OAUTH2_SECRETS

    provider: Literal["microsoft", "google", "yandex", "mailru", "other"]
    grant: Literal["client_credentials", "device_code", "refresh_token", "service_account"] | None = None
    tenant: Annotated[OneLine, Field(max_length=200, pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]*$")] | None = None
    client_id: Annotated[OneLine, Field(min_length=1, max_length=300), Seen] | None = None
    scope: Annotated[OneLine, Field(max_length=1000)] | None = None
    token_endpoint: _Url | None = None
    device_endpoint: _Url | None = None
    authorization_endpoint: _Url | None = None
    client_secret_ends: Annotated[date, BeforeValidator(_day)] | None = None

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.grant is not None and self.grant not in self.of.grants:
            raise Unfit("config-oauth2-grant", at="grant", provider=self.of.title, grants=", ".join(self.of.grants))
        for name in ("tenant", "client_id", "token_endpoint", "device_endpoint"):
            if self.needs(name, vars(self)) and not getattr(self, name):
                raise Unfit("config-oauth2-needs", at=name, name=name, provider=self.of.title)
        if (
            self.provider == "microsoft"
            and self.how is Grant.CLIENT_CREDENTIALS
            and (self.tenant or "").casefold() in NO_TENANT
        ):
            raise Unfit("config-oauth2-needs", at="tenant", name="tenant", provider=self.of.title)
        return self

    @classmethod
    def means(cls, name: str, data: Mapping[str, Any]) -> bool:
        """Whether a field means anything with the provider and the grant."""
        provider, grant = _chosen(data)
        if provider is None:
            return name == "provider"
        if name in OAUTH2_SECRETS:
            return name in oauth2_secrets(data).known
        return {
            "grant": len(provider.grants) > 1,
            "tenant": provider.name == "microsoft",
            "client_id": grant is not Grant.SERVICE_ACCOUNT,
            "device_endpoint": grant is Grant.DEVICE_CODE,
            "authorization_endpoint": grant is Grant.REFRESH_TOKEN,
            "client_secret_ends": "client_secret" in oauth2_secrets(data).known,
        }.get(name, True)

    @classmethod
    def needs(cls, name: str, data: Mapping[str, Any]) -> bool:
        """Whether a field must be filled in; a device's refresh token comes by itself when its code was confirmed."""
        provider, grant = _chosen(data)
        if provider is None:
            return name == "provider"
        if name in OAUTH2_SECRETS:
            comes = grant is Grant.DEVICE_CODE and name == REFRESH_TOKEN
            return name in oauth2_secrets(data).needed and not comes
        if name == "tenant":
            return provider.name == "microsoft" and grant is Grant.CLIENT_CREDENTIALS
        if name == "device_endpoint":
            return provider.name == "other" and grant is Grant.DEVICE_CODE
        return name in provider.needs and grant is not Grant.SERVICE_ACCOUNT

    @classmethod
    def asks(cls, name: str, data: Mapping[str, Any]) -> bool:
        """Whether a field is asked for when a login is set up."""
        return name in _ASKED_ANYWAY or cls.needs(name, data)

    @classmethod
    def offers(cls, name: str, value: str, data: Mapping[str, Any]) -> bool:
        """Whether the provider has this grant."""
        provider, _ = _chosen(data)
        return name != "grant" or provider is None or value in provider.grants

    @property
    def of(self) -> Provider:
        """The provider."""
        return PROVIDERS[self.provider]

    @property
    def how(self) -> Grant:
        """How a token is come by."""
        return self.of.grant_of(self.grant)

    @property
    def token_url(self) -> str:
        """Where tokens are."""
        return self.token_endpoint or self.of.token(self)

    @property
    def device_url(self) -> str:
        """Where a device's code is; empty where there is none."""
        return self.device_endpoint or ("" if self.of.device is None else self.of.device(self))

    @property
    def authorization_url(self) -> str:
        """Where a person consents; empty where there is none."""
        return self.authorization_endpoint or ("" if self.of.authorization is None else self.of.authorization(self))

    @property
    def asks_for(self) -> str:
        """The scope."""
        return self.of.scopes[self.how] if self.scope is None else self.scope


def _chosen(data: Mapping[str, Any]) -> tuple[Provider | None, Grant | None]:
    """Return provider and grant of a document that may be unfinished."""
    provider = PROVIDERS.get(str(data.get("provider")))
    return provider, None if provider is None else provider.grant_of(data.get("grant"))
