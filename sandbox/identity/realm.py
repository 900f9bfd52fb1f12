"""One provider with everything that it knows and has given out."""

from sandbox.identity.consents import Consents
from sandbox.identity.grants import Grants
from sandbox.identity.issued import Clock
from sandbox.identity.known import Known
from sandbox.identity.ledger import Ledger
from sandbox.identity.providers.provider import Provider


class Realm:
    """A provider's whole state; `url` is the address that its endpoints stand behind."""

    def __init__(self, provider: Provider, clock: Clock) -> None:
        self.provider = provider
        self.known = Known()
        self.ledger = Ledger(provider, clock, provider.rotation)
        self.grants = Grants(self.known, self.ledger)
        self.consents = Consents(self.known, self.ledger, self.grants)

    def path(self, endpoint: str) -> str:
        """The path of an endpoint, with {tenant} where the provider has tenants."""
        return f"/identity/{self.provider.name}/{endpoint}"
