"""What must be there before a letter can go, so that people are told before they type."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from domain.accounts.account import Accounts
from domain.configuration.configured import Configured
from domain.sections import Section


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

    async def __call__(self, templates: Collection[str] | None = None) -> Ready:
        """Return what is missing for letters of these record templates, by system names; of all that are in use else.

        Of several templates a connection is missing only where none of them can be sent.
        """
        templates = templates if templates is not None else await self._templates()
        missing = [await self._missing(name) for name in sorted(templates) if await self.needed(name)]
        sends = any(name is None for name in missing) or not missing
        return Ready(None if sends else missing[0], await self._accounts.count() == 0)

    async def held_up(self, templates: Collection[str]) -> Mapping[str, str]:
        """Return which of these templates cannot be sent now, each with the title of the connection that it needs."""
        missing = {name: await self._missing(name) for name in templates}
        return {name: connection for name, connection in missing.items() if connection is not None}

    async def _templates(self) -> list[str]:
        stored = [item.document for item in await self._configured.templates()]
        return [document.system_name for document in stored if document.enabled]

    async def _missing(self, template: str) -> str | None:
        """Return the title of a connection that a template's scenarios need and that cannot be used."""
        by_name = {item.document.system_name: item.document for item in await self._configured.connections()}
        for name in sorted(await self.needed(template)):
            connection = by_name.get(name)
            if connection is None:
                return name
            if not connection.enabled or connection.lacks(await self._configured.kept_secrets(name)):
                return connection.title
        return None

    async def needed(self, template: str) -> set[str]:
        """Return the connections that the enabled scenarios of a template send through."""
        return {
            name
            for stored in await self._configured.scenarios()
            if stored.document.enabled and template in stored.document.refers_to(Section.TEMPLATES)
            for name in stored.document.refers_to(Section.CONNECTIONS)
        }
