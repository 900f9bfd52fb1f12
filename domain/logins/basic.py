"""A user name and a password."""

from domain.logins.login import PASSWORD, LoginKind, Secrets

BASIC = LoginKind(
    "basic",
    fields=frozenset({"username", PASSWORD}),
    needs=frozenset({"username"}),
    secrets=lambda _: Secrets((PASSWORD,)),
)
