"""The identity providers as a test and the stage see them: who is known, what is given out, what goes wrong."""

import json
from collections.abc import Callable, Iterable
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from sandbox.identity.consent_pages import ConsentPages
from sandbox.identity.endpoints import TokenEndpoints
from sandbox.identity.issued import Clock
from sandbox.identity.known import Application, Person, ServiceAccount
from sandbox.identity.providers import PROVIDERS
from sandbox.identity.providers.provider import Rotation
from sandbox.identity.realm import Realm
from sandbox.identity.refusals import Refusal
from sandbox.identity.requests import IdentityRequest
from sandbox.identity.troubles import Planned, Trouble, Troubles
from sandbox.signals import Signal

LOOPBACK = ("http://127.0.0.1/", "http://localhost")
"""Where a program on a computer listens for a consent, on any port."""


class Identity:
    """All providers, each behind its own name; `base` is the address of the sandbox's server."""

    def __init__(self, base: Callable[[], str], changed: Signal, violations: list[str]) -> None:
        self._base = base
        self._changed = changed
        self.clock = Clock()
        self.realms = {name: Realm(provider, self.clock) for name, provider in PROVIDERS.items()}
        self.troubles = Troubles(changed)
        self.requests: list[IdentityRequest] = []
        self._endpoints = [
            TokenEndpoints(realm, self.troubles, self.requests, violations) for realm in self.realms.values()
        ]

    @property
    def url(self) -> str:
        """The address that every provider's endpoints stand behind."""
        return f"{self._base()}/identity"

    def token_url(self, provider: str, tenant: str = "organizations") -> str:
        """The token endpoint of a provider."""
        return self._address(provider, self.realms[provider].provider.endpoints.token, tenant)

    def device_url(self, provider: str, tenant: str = "organizations") -> str:
        """The device endpoint of a provider; raises ValueError where there is none."""
        endpoint = self.realms[provider].provider.endpoints.device
        if endpoint is None:
            raise ValueError(f"{provider} has no device flow")
        return self._address(provider, endpoint, tenant)

    def authorization_url(self, provider: str) -> str:
        """Where a person consents in a browser."""
        return self._address(provider, self.realms[provider].provider.endpoints.authorize, "organizations")

    def application(
        self,
        provider: str,
        client_id: str,
        *,
        secret: str | None = None,
        tenant: str | None = None,
        scopes: Iterable[str] | None = None,
        mailboxes: Iterable[str] = (),
        redirect_uris: Iterable[str] = LOOPBACK,
        name: str = "Гонец",
    ) -> Application:
        """Registers an application, its tenant and mailboxes; without scopes it may have those of mail."""
        realm = self.realms[provider]
        realm.known.add_people(mailboxes)
        if tenant is not None:
            realm.known.tenants.add(tenant)
        given = realm.provider.mail_scopes - {""} if scopes is None else frozenset(scopes)
        application = Application(
            client_id, name, secret, False, tenant, given, frozenset(redirect_uris), mailboxes=set(mailboxes)
        )
        realm.known.applications[client_id] = application
        return application

    def tune(
        self,
        provider: str,
        *,
        rotation: Rotation | None = None,
        lifetime: int | None = None,
        interval: int | None = None,
    ) -> None:
        """Changes what becomes of used refresh tokens, how many seconds access tokens live, how often devices ask."""
        ledger = self.realms[provider].ledger
        ledger.rotation = rotation or ledger.rotation
        ledger.lifetime = ledger.lifetime if lifetime is None else lifetime
        ledger.interval = ledger.interval if interval is None else interval

    def person(self, provider: str, mailbox: str) -> Person:
        """Finds a person, or adds one."""
        known = self.realms[provider].known
        known.add_people([mailbox])
        return known.people[mailbox.casefold()]

    def service_account(self, email: str, mailboxes: Iterable[str] = ()) -> tuple[ServiceAccount, str]:
        """Makes a service account that stands for mailboxes, and the text of its key's JSON file as Google gives it."""
        realm = self.realms["google"]
        realm.known.add_people(mailboxes)
        key = generate_private_key(65537, 2048)
        public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
        account = ServiceAccount(
            email,
            public,
            "5a1e9f0c2b7d",
            realm.provider.mail_scopes,
            {mailbox.casefold() for mailbox in mailboxes},
        )
        realm.known.service_accounts[email] = account
        file = {
            "type": "service_account",
            "project_id": "gonets",
            "private_key_id": account.key_id,
            "private_key": private,
            "client_email": email,
            "client_id": "107000000000000000001",
            "auth_uri": self.authorization_url("google"),
            "token_uri": self.token_url("google"),
            "universe_domain": "googleapis.com",
        }
        return account, json.dumps(file, indent=2)

    def refresh_token(self, provider: str, client_id: str, mailbox: str, scopes: Iterable[str] | None = None) -> str:
        """Gives out a refresh token, as though the person had consented a while ago."""
        realm = self.realms[provider]
        realm.known.add_people([mailbox])
        granted = realm.known.applications[client_id].scopes if scopes is None else frozenset(scopes)
        return realm.ledger.new_refresh(client_id, mailbox, granted).value

    def access_token(self, provider: str, mailbox: str, scopes: Iterable[str] | None = None) -> str:
        """Gives out an access token for a mailbox."""
        realm = self.realms[provider]
        granted = realm.provider.mail_scopes if scopes is None else frozenset(scopes)
        answer = realm.ledger.new_access("test", frozenset({mailbox}), granted, True)
        return str(answer["access_token"])

    def consent(self, provider: str, user_code: str, mailbox: str) -> None:
        """Does what a person does on a device's page; raises Refused."""
        self.realms[provider].consents.decide_device(user_code, True, mailbox)
        self._changed.fire()

    def deny(self, provider: str, user_code: str) -> None:
        """Refuses on a device's page; raises Refused."""
        self.realms[provider].consents.decide_device(user_code, False, "")
        self._changed.fire()

    def authorize(self, provider: str, url: str, mailbox: str | None) -> str:
        """Does what a person does at an authorization address, refusing without a mailbox; returns where it leads."""
        realm, query = self.realms[provider], dict(parse_qsl(urlsplit(url).query))
        asked, _ = realm.consents.begin(query, None)
        return realm.consents.decide(asked.id, mailbox is not None, mailbox or "")

    def revoke(self, provider: str, mailbox: str, *, at_once: bool = False) -> None:
        """Takes a person's consents back; `at_once`: access tokens that are out end as well."""
        ledger = self.realms[provider].ledger
        for refresh in ledger.refresh.values():
            if refresh.mailbox.casefold() == mailbox.casefold():
                refresh.revoked = True
        for access in ledger.access.values():
            if mailbox.casefold() in access.mailboxes:
                access.revoked = access.revoked or at_once
        self._changed.fire()

    def end_access_tokens(self) -> None:
        """Lets every access token that is out end now."""
        for realm in self.realms.values():
            for access in realm.ledger.access.values():
                access.revoked = True

    def pass_time(self, seconds: float) -> None:
        """Puts the providers' clock forward."""
        self.clock.ahead += seconds

    def refuse(
        self,
        fault: Refusal | Trouble,
        times: int | None = 1,
        endpoint: str | None = None,
    ) -> None:
        """Makes the next requests (to "token" or "device", if named) go wrong; None for all until forget()."""
        self.troubles.plan(Planned(fault, times, endpoint))

    def forget(self) -> None:
        """Ends what was put on by `refuse`."""
        self.troubles.forget()

    def asked_for_tokens(self, grant: str | None = None) -> list[IdentityRequest]:
        """Lists the requests to token endpoints, of one grant if it is named."""
        return [one for one in self.requests if one.endpoint == "token" and grant in (None, one.grant)]

    def admits(self, mailbox: str, token: str) -> bool:
        """Tells the mail server whether a token opens a mailbox now."""
        for realm in self.realms.values():
            found = realm.ledger.access.get(token)
            if found is not None:
                alive = not found.revoked and found.expires_at > self.clock.now()
                return alive and found.sends_mail and mailbox.casefold() in found.mailboxes
        return False

    def routes(self) -> list[web.RouteDef]:
        """Lists the addresses of endpoints and pages."""
        pages = [ConsentPages(realm) for realm in self.realms.values()]
        served = [route for endpoints in self._endpoints for route in endpoints.routes()]
        return served + [route for page in pages for route in page.routes()]

    async def close(self, _: web.Application) -> None:
        """Lets those go who wait for an answer in vain."""
        for endpoints in self._endpoints:
            endpoints.close()

    def _address(self, provider: str, endpoint: str, tenant: str) -> str:
        return self._base() + self.realms[provider].path(endpoint).replace("{tenant}", tenant)
