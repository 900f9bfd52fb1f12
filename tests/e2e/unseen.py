"""What nobody may read anywhere: not in the chat, the log at its most talkative, the database, a backup, an export."""

import base64
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from bot.files.config_file import write_configuration
from domain.configuration.export_configuration import ExportConfiguration
from storage.database import copy_database
from tests.e2e.conftest import Product

SANDBOX = ("mail.log", "sandbox")
"""The mail server of the sandbox logs what it is told, as no server of the world should."""


@dataclass
class Unseen:
    """Secrets by name, those that the sandbox's providers gave out included, and where they are looked for."""

    product: Product
    caplog: pytest.LogCaptureFixture
    secrets: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, secret: str) -> str:
        """Look for this one, too."""
        self.secrets[name] = secret
        return secret

    def add_key(self, file: str) -> str:
        """Look for the private key in a service account's file."""
        key = json.loads(file)["private_key"]
        self.secrets["private key"] = key.splitlines()[5]
        return file

    def everything(self) -> dict[str, str]:
        """The secrets by name."""
        found = dict(self.secrets)
        for name, realm in self.product.sandbox.identity.realms.items():
            ledger = realm.ledger
            given = {"refresh token": ledger.refresh, "access token": ledger.access, "code": ledger.codes}
            for kind, values in {**given, "device code": ledger.devices}.items():
                found |= {f"{kind} {number} of {name}": value for number, value in enumerate(values)}
        return found

    def in_text(self, text: str) -> list[str]:
        """Name those that stand in a text."""
        return [name for name, secret in self.everything().items() if any(one in text for one in _shapes(secret))]

    def user_codes(self) -> list[str]:
        """What a person types at a provider: shown in the chat, and nowhere else."""
        realms = self.product.sandbox.identity.realms.values()
        return [device.user_code for realm in realms for device in realm.ledger.devices.values()]

    def in_files(self) -> list[str]:
        """Name those that stand in plain in a file of the home: the database, what it writes ahead, copies."""
        shapes = [(name, [one.encode() for one in _shapes(secret)]) for name, secret in self.everything().items()]
        files = [file for file in self.product.home.rglob("*") if file.is_file()]
        contents = [(file.name, file.read_bytes()) for file in files]
        return [f"{name} in {file}" for file, content in contents for name, those in shapes if _any_in(those, content)]

    async def nowhere(self) -> None:
        """Assert that they stand nowhere."""
        assert self.everything()
        log = "\n".join(_logged(self.caplog))
        assert self.in_text(log) == []
        assert [code for code in self.user_codes() if code in log.replace("-", "")] == []
        for user in self.product.sandbox.users:
            for message in user.messages:
                buttons = [
                    f"{button.label} {button.data} {button.copy_text}" for row in message.buttons for button in row
                ]
                assert self.in_text("\n".join([message.text, *buttons])) == []
        assert self.in_text(write_configuration(await ExportConfiguration(self.product.configuration)())) == []
        copy_database(self.product.home / "gonets.db", self.product.home / "backup.db")
        assert self.in_files() == []


def _logged(caplog: pytest.LogCaptureFixture) -> Iterable[str]:
    """Whole records with their tracebacks, of everybody but the sandbox."""
    formatter = logging.Formatter("%(name)s %(message)s")
    for phase in ("setup", "call"):
        for record in caplog.get_records(phase):
            if not record.name.startswith(SANDBOX):
                yield formatter.format(record)


def _shapes(secret: str) -> list[str]:
    """A secret as it is, as JSON and addresses write it, and in base64 as logins do."""
    return list({secret, json.dumps(secret)[1:-1], base64.b64encode(secret.encode()).decode().rstrip("=")})


def _any_in(shapes: Iterable[bytes], content: bytes) -> bool:
    return any(shape in content for shape in shapes)
