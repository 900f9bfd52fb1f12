"""The demonstration's stage: an empty database with the recipe applied, a few accounts and two people."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from bot.app.environment import RunSettings
from bot.app.product import make_app
from bot.app.running import App
from bot.demo.sample import ACCOUNTS, ADMIN_NAME, EXAMPLE_ACCOUNTS, STAFF_NAME
from bot.examples.catalogue import example_text, fitted
from bot.files.config_file import read_configuration, recipe_file
from bot.texts import DEFAULT
from domain.accounts.csv_file import read_accounts_file
from domain.accounts.import_accounts import ImportAccounts
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.logins.oauth2.document import OAuth2
from domain.logins.oauth2.login import REFRESH_TOKEN
from domain.people import Role
from sandbox import Sandbox, TokenAnswer
from storage.database import open_database
from storage.repositories.accounts import AccountRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.people import PersonRepository
from storage.secrets import SecretBox
from storage.transactions import atomically

TOKEN = "42:DEMO"  # noqa: S105 - the sandbox's own
ADMIN, STAFF = 1001, 1002
LOGIN = {"authentication": "basic", "username": "notify"}
PASSWORD = SecretStr("demo")
PROVIDER: Literal["microsoft"] = "microsoft"
APPLICATION, MAILBOX = "11111111-2222-3333-4444-555555555555", "notify@firma.local"
SILENCE = timedelta(seconds=1.5)
"""How long the mail server may be silent, four times that after a letter: nobody wants to watch minutes of it."""


class DemoSettings(RunSettings):
    """Settings that the environment does not change: the demonstration shows the product as it is shipped."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic names them all
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read what is given in code alone."""
        return (init_settings,)


@asynccontextmanager
async def demo_stage(
    home: Path,
    page_port: int = 0,
    *,
    by_token: bool = False,
    example: str | None = None,
    language: str = DEFAULT,
) -> AsyncIterator[tuple[Sandbox, App]]:
    """Start the sandbox and the product on it, with everything in place.

    `by_token`: the bot logs in by OAuth 2.0; `example`: that one is applied over the recipe.
    """
    sandbox = Sandbox(token=TOKEN, page_port=page_port)
    async with sandbox, open_database(f"sqlite://{home / 'gonets.db'}"):
        box = SecretBox.for_home(home)
        settings = DemoSettings(
            bot_token=SecretStr(TOKEN), bot_api=sandbox.api_url, home=home, admins=(ADMIN,), language=language
        )
        login = token_login(sandbox) if by_token else LOGIN
        await fill(sandbox, box, **login, timeout=SILENCE)
        if example is not None:
            await apply_example(box, example)
        async with make_app(settings, box) as app:
            stop = asyncio.Event()
            async with asyncio.TaskGroup() as group:
                group.create_task(app.run(stop))
                try:
                    yield sandbox, app
                finally:
                    stop.set()


def token_login(sandbox: Sandbox) -> dict[str, Any]:
    """Register the bot at the sandbox's Microsoft 365, with a consent, and return how it logs in from now on."""
    sandbox.identity.application(PROVIDER, APPLICATION, mailboxes=[MAILBOX])
    sandbox.mail.token_needed, sandbox.mail.token_answer = True, TokenAnswer.EXCHANGE
    oauth2 = OAuth2(
        provider=PROVIDER,
        grant="refresh_token",
        client_id=APPLICATION,
        token_endpoint=sandbox.identity.token_url(PROVIDER),
    )
    return {"authentication": "oauth2", "username": MAILBOX, "oauth2": oauth2}


def consented(sandbox: Sandbox) -> str:
    """Return the refresh token of a consent that a person has just given."""
    return sandbox.identity.refresh_token(PROVIDER, APPLICATION, MAILBOX)


async def fill(sandbox: Sandbox, box: SecretBox, **connection: Any) -> None:
    """Apply the recipe with the sandbox's mail server in it, load the accounts, let two people in."""
    fields = {"encryption": "none", "authentication": "none", "username": None, "sender_address": "notify@firma.local"}
    configuration = recipe_file(host=sandbox.smtp_host, port=sandbox.smtp_port, **fields | connection)
    configuration.unset.clear()
    configuration.secrets = {
        item.system_name: {
            name: SecretStr(consented(sandbox)) if name == REFRESH_TOKEN else PASSWORD
            for name in item.login_secrets.needed
        }
        for item in configuration.connections
    }
    await ApplyConfiguration(ConfigurationRepository(box), atomically)(configuration)
    await let_people_in(sandbox)


async def apply_example(box: SecretBox, name: str) -> None:
    """Apply a ready example, and give the member of staff an account that has a manager."""
    configured = ConfigurationRepository(box)
    known = [item.document.system_name for item in await configured.connections()]
    await ApplyConfiguration(configured, atomically)(read_configuration(fitted(example_text(name), known), {}).file)
    accounts, people = AccountRepository(), PersonRepository()
    await ImportAccounts(accounts, atomically)(read_accounts_file(EXAMPLE_ACCOUNTS.encode()), dry_run=False)
    person, account = await people.get(STAFF), await accounts.by_username("borisov")
    assert person is not None  # noqa: S101 - let in above
    assert account is not None  # noqa: S101 - imported above
    await people.save(replace(person, account_id=account.id))


async def let_people_in(sandbox: Sandbox) -> None:
    """Load the accounts, and let an administrator and a member of staff in."""
    await ImportAccounts(AccountRepository(), atomically)(read_accounts_file(ACCOUNTS.encode()), dry_run=False)
    people = PersonRepository()
    await people.let_in(ADMIN, Role.ADMIN, " ".join(ADMIN_NAME))
    await people.let_in(STAFF, Role.STAFF, " ".join(STAFF_NAME))
    sandbox.user(ADMIN, first_name=ADMIN_NAME[0], last_name=ADMIN_NAME[1])
    sandbox.user(STAFF, first_name=STAFF_NAME[0], last_name=STAFF_NAME[1])


def temporary_home() -> "tempfile.TemporaryDirectory[str]":
    """Return a directory that goes when the demonstration ends."""
    return tempfile.TemporaryDirectory(prefix="gonets-demo-")
