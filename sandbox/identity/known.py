"""What a provider knows: tenants, applications, people with mailboxes, service accounts. A test sets them up."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Person:
    """A mailbox and who signs in to it."""

    mailbox: str
    disabled: bool = False
    mfa_needed: bool = False


@dataclass
class Application:
    """An application that is registered with a provider.

    Without a `secret` it is a public client. `consented`: whether the company's administrator has granted what it asks
    for. `mailboxes`: those that it may send from by itself, without a person.
    """

    client_id: str
    name: str = "Гонец"
    secret: str | None = field(default=None, repr=False)
    secret_expired: bool = False
    tenant: str | None = None
    scopes: frozenset[str] = frozenset()
    redirect_uris: frozenset[str] = frozenset()
    consented: bool = True
    blocked_by_policy: bool = False
    mailboxes: set[str] = field(default_factory=set)


@dataclass
class ServiceAccount:
    """An account of a program: its public key, and the mailboxes of a domain that were delegated to it."""

    email: str
    public_key: bytes = field(repr=False)
    key_id: str | None = None
    scopes: frozenset[str] = frozenset()
    mailboxes: set[str] = field(default_factory=set)
    disabled: bool = False


@dataclass
class Known:
    """All that one provider knows."""

    tenants: set[str] = field(default_factory=set)
    applications: dict[str, Application] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    service_accounts: dict[str, ServiceAccount] = field(default_factory=dict)

    def person(self, mailbox: str) -> Person | None:
        """Finds a person; letters' case in an address does not matter."""
        return self.people.get(mailbox.casefold())

    def add_people(self, mailboxes: Iterable[str]) -> None:
        """Adds those who are not there yet."""
        for mailbox in mailboxes:
            self.people.setdefault(mailbox.casefold(), Person(mailbox))
