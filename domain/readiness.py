"""What must be there before a letter can go, so that people are told before they type."""

from dataclasses import dataclass

from domain.accounts.account import Accounts
from domain.described import Source
from domain.scenarios.runs import Configured


@dataclass(frozen=True, slots=True)
class Ready:
    """What is missing: the title of a connection that scenarios need and that cannot be used, and accounts."""

    connection: str | None
    no_accounts: bool


class Readiness:
    """Looks at the connections that enabled scenarios send through, and at the directory."""

    def __init__(self, configured: Configured, accounts: Accounts) -> None:
        self._configured = configured
        self._accounts = accounts

    async def __call__(self) -> Ready:
        """Return what is missing."""
        by_name = {item.document.system_name: item.document for item in await self._configured.connections()}
        missing: str | None = None
        needed = {
            name
            for stored in await self._configured.scenarios()
            if stored.document.enabled
            for name in stored.document.refers_to(Source.CONNECTIONS)
        }
        for name in sorted(needed):
            connection = by_name.get(name)
            if connection is None:
                missing = missing or name
            elif not connection.enabled or connection.lacks(await self._configured.kept_secrets(name)):
                missing = missing or connection.title
        return Ready(missing, await self._accounts.count() == 0)
