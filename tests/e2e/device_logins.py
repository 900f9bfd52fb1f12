"""A Microsoft 365 that the sandbox plays: an application for codes, a mailbox, and a preset that leads there."""

from typing import Any

from domain.editing.presets import Preset, Way
from domain.logins.oauth2.providers.provider import Grant
from domain.sections import Section
from sandbox import Sandbox
from sandbox.manners import TokenAnswer
from sandbox.seen import ChatMessage
from tests.e2e.conftest import Product

APPLICATION = "11111111-2222-3333-4444-555555555555"
SECRET = "s3cr~t Value"
MAILBOX = "notify@firma.local"
TENANT = "firma.onmicrosoft.com"
TITLE = "Отправка уведомлений через SMTP"


def register(sandbox: Sandbox, *, secret: str | None = None, interval: int = 1) -> None:
    """Let the application and the mailbox be known."""
    sandbox.identity.application("microsoft", APPLICATION, secret=secret, tenant=TENANT, mailboxes=[MAILBOX])
    sandbox.identity.tune("microsoft", interval=interval)
    sandbox.mail.token_needed, sandbox.mail.token_answer = True, TokenAnswer.EXCHANGE


def oauth2_of(sandbox: Sandbox, grant: Grant) -> dict[str, Any]:
    """Return the part of a document that leads to the sandbox."""
    return {
        "provider": "microsoft",
        "grant": str(grant),
        "token_endpoint": sandbox.identity.token_url("microsoft", TENANT),
        "device_endpoint": sandbox.identity.device_url("microsoft", TENANT),
    }


def presets_at(sandbox: Sandbox) -> dict[Section, tuple[Preset, ...]]:
    """Return the presets, with a Microsoft 365 that is the sandbox."""
    server = {"host": sandbox.smtp_host, "port": sandbox.smtp_port, "encryption": "none"}
    ways = [
        Way({"authentication": "oauth2", "oauth2": oauth2_of(sandbox, grant)}, grant)
        for grant in (Grant.DEVICE_CODE, Grant.CLIENT_CREDENTIALS)
    ]
    password = Way({"authentication": "basic"})
    microsoft = Preset("Microsoft 365", {**server, "authentication": "basic"}, (*ways, password))
    return {Section.CONNECTIONS: (Preset("", {}), microsoft)}


async def by_code(product: Product, **more: Any) -> None:
    """Let the recipe's connection log in by a code that nobody has confirmed yet."""
    register(product.sandbox)
    (stored,) = await product.configuration.connections()
    document = {
        **stored.document.stored(),
        "authentication": "oauth2",
        "username": MAILBOX,
        "sender_address": MAILBOX,
        "timeout": "5s",
        "oauth2": {**oauth2_of(product.sandbox, Grant.DEVICE_CODE), "tenant": TENANT, "client_id": APPLICATION},
        **more,
    }
    await product.configuration.save_connection(type(stored.document).model_validate(document))


async def code_in(product: Product, text: str = "Введите код") -> str:
    """Wait for a page with a code, and return what its button copies."""
    page = await product.admin.wait_for_text(text)
    return copied(page)


def copied(page: ChatMessage) -> str:
    """Return what the button of a page copies."""
    found = [button.copy_text for row in page.buttons for button in row if button.copy_text]
    assert found
    return found[0]
