"""What a login is: a kind of its own with the fields that apply to it, and the secrets that it cannot do without."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

PASSWORD = "password"  # noqa: S105 - the name of a secret, none itself


@dataclass(frozen=True, slots=True)
class Secrets:
    """The names of the secrets that a document means: `needed` before it can be used, and others that it may have."""

    needed: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """All of them."""
        return self.needed + self.optional


@dataclass(frozen=True, slots=True)
class LoginKind:
    """One way of logging in; `name` is the connection's `authentication`, and the kind of its SASL mechanisms.

    `fields` are the connection's fields, secrets included, that mean something with it, `needs` those that must be
    filled in. `secrets` reads a connection's document, of a draft an unfinished one: anything may be missing or wrong.
    """

    name: str
    fields: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    secrets: Callable[[Mapping[str, Any]], Secrets] = lambda _: Secrets()
