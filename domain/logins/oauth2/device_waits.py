"""Codes that somebody was shown and that are waited for: rows, so that a restart forgets none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from domain.logins.oauth2.grants import DeviceCode

GIVEN = "given"
"""The outcome of a wait that has brought its token. Others are causes of tokens, or one of these two."""

CHANGED = "changed"
"""The connection is another one by now than the token is for, or gone."""

GIVEN_UP = "given-up"
"""Somebody has cancelled it."""


@dataclass(frozen=True, slots=True)
class ForWhat:
    """What a token is to be for: a connection in force, or a draft of one; the other number is None."""

    connection_id: int | None = None
    draft_id: int | None = None

    @property
    def number(self) -> int:
        """The number of either."""
        return self.connection_id or self.draft_id or 0


@dataclass(frozen=True, slots=True)
class DeviceWait:
    """A code that is waited for. `document` is the connection as it was when the code was asked for.

    `message_id` is the message that shows it to whoever began, where it still does. With an `outcome` it is over and
    still to be told; `words` are then the provider's.
    """

    id: int
    what: ForWhat
    person_id: int
    code: DeviceCode
    document: Mapping[str, Any] = field(default_factory=dict)
    message_id: int | None = None
    outcome: str | None = None
    words: str = ""


class DeviceWaits(Protocol):
    """Where they are kept, both codes sealed. Of each connection and each draft there is one at most."""

    async def add(self, what: ForWhat, person_id: int, code: DeviceCode, document: Mapping[str, Any]) -> DeviceWait:
        """Keep a code; one that there was for the same is forgotten."""
        ...

    async def everything(self) -> list[DeviceWait]:
        """Return all that are open or still to be told; those that no key opens any more are forgotten."""
        ...

    async def show(self, wait_id: int, message_id: int | None) -> None:
        """Keep which message shows it."""
        ...

    async def end(self, wait_id: int, outcome: str, words: str = "") -> bool:
        """Write what it has come to; False where it is over already, or gone."""
        ...

    async def remove(self, wait_id: int) -> bool:
        """Forget it; False where it is gone."""
        ...
