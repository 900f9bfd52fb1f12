"""An office whose connection logs in with access tokens, a provider and a mail server."""

import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from domain.configured.connection import Connection
from domain.documents import Stored
from mail.smtp_sender import SmtpSender
from tests.domain.deliveries.conftest import Office, open_office
from tests.domain.logins.endpoint import TokenEndpoint
from tests.mail.scripted_smtp import ScriptedServer

SECRETS = {
    "client_credentials": {"client_secret": "client-secret-1"},
    "refresh_token": {"refresh_token": "refresh-0"},
    "device_code": {"refresh_token": "refresh-0"},
}
MAILBOX = "notify@firma.test"


@dataclass
class Desk:
    """The office with its provider and its server; `sender` keeps connections as the product's does."""

    office: Office
    endpoint: TokenEndpoint
    server: ScriptedServer
    sender: SmtpSender = field(default_factory=SmtpSender)

    async def stored(self) -> Stored[Connection]:
        (stored,) = await self.office.configuration.connections()
        return stored

    async def set_up(
        self, grant: str = "client_credentials", secrets: dict[str, str] | None = None, **more: Any
    ) -> None:
        """Let the connection log in by OAuth 2.0 at the provider."""
        oauth2 = {
            "provider": "other",
            "grant": grant,
            "client_id": "application-1",
            "token_endpoint": f"{self.endpoint.url}/token",
            "device_endpoint": f"{self.endpoint.url}/device",
            **more.pop("oauth2", {}),
        }
        fields = {
            "host": "127.0.0.1",
            "port": self.server.port,
            "authentication": "oauth2",
            "username": MAILBOX,
            "oauth2": oauth2,
            **more,
        }
        document = Connection.model_validate({**(await self.stored()).document.stored(), **fields})
        given = SECRETS[grant] if secrets is None else secrets
        await self.office.configuration.save_connection(
            document, {name: SecretStr(value) for name, value in given.items()}
        )

    async def kept(self, name: str) -> str | None:
        secret = await self.office.configuration.secret((await self.stored()).document.system_name, name)
        return None if secret is None else secret.get_secret_value()

    async def check(self) -> list[Any]:
        settings = await self.office.settings(await self.stored())
        return [step async for step in self.sender.check(settings)]

    def tokens_shown(self) -> list[str]:
        """The access tokens that the mail server was shown, in turn."""
        return [word.split("Bearer ")[1].rstrip("\1") for word in self._said() if "Bearer " in word]

    def _said(self) -> list[str]:
        words = [word for command in self.server.commands for word in command.split(" ")[-1:]]
        found = []
        for word in words:
            try:
                found.append(base64.b64decode(word, validate=True).decode())
            except ValueError:
                continue
        return found


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    server = ScriptedServer(offers=("PIPELINING", "8BITMIME", "AUTH XOAUTH2"), login=("auth=Bearer ", MAILBOX))
    server.answers["AUTH XOAUTH2"] = []
    sender = SmtpSender()
    async with TokenEndpoint() as endpoint, server, open_office(tmp_path / "gonets.db", sender) as office:
        yield Desk(office, endpoint, server, sender)
        await sender.close()
