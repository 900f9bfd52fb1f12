"""What is said where a secret of OAuth 2.0 is asked for, and what can be copied there."""

from collections.abc import Mapping
from typing import Any

from pydantic import SecretStr

from bot.telegram.page import PageButton
from bot.telegram.reader import Reader
from domain.logins.oauth2.login import REFRESH_TOKEN, SERVICE_ACCOUNT_KEY
from domain.logins.oauth2.providers import PROVIDERS
from domain.logins.oauth2.service_account import service_account_of

COMMAND = "gonets connection authorize {name}"


def secret_lines(reader: Reader, secret: str, document: Mapping[str, Any], *, later: str = "") -> list[str]:
    """Say how one comes by the secret; `later` is "new" or "changed" where the command does not know it so yet."""
    if secret == SERVICE_ACCOUNT_KEY:
        return [reader.text("ask-service-account-key", user=str(document.get("username") or "—"))]
    if secret != REFRESH_TOKEN:
        return []
    name, provider = _name(document), _provider(document)
    lines = [reader.text("refresh-token-why", provider=provider)]
    if name:
        lines.append(reader.text("refresh-token-command", name=name))
    if redirect := _redirect(provider):
        lines.append(reader.text("refresh-token-redirect", redirect=redirect))
    if later:
        lines.append(reader.text("refresh-token-later", new="yes" if later == "new" else "no"))
    return [*lines, reader.text("refresh-token-paste")]


def secret_buttons(reader: Reader, secret: str, document: Mapping[str, Any]) -> list[PageButton]:
    """Return what can be copied."""
    if secret == SERVICE_ACCOUNT_KEY:
        scope = next(iter(PROVIDERS["google"].scopes.values()))
        return [PageButton(reader.label("button-copy-scope"), copy_text=scope)]
    if secret != REFRESH_TOKEN:
        return []
    name, redirect = _name(document), _redirect(_provider(document))
    buttons = []
    if name:
        buttons.append(PageButton(reader.label("button-copy-command"), copy_text=COMMAND.format(name=name)))
    if redirect:
        buttons.append(PageButton(reader.label("button-copy-redirect"), copy_text=redirect))
    return buttons


def kept_words(reader: Reader, secret: str, value: SecretStr) -> str:
    """Say that a secret was kept; of a service account's key whose it is."""
    if secret != SERVICE_ACCOUNT_KEY:
        return reader.text("new-password-saved", secret=secret)
    account = service_account_of(value.get_secret_value())
    return reader.text(
        "service-account-key-taken", email=account.email, number=account.key_id, client=account.client_id
    )


def _name(document: Mapping[str, Any]) -> str:
    """Return the connection's name for a command; a name that a shell would take apart has none."""
    name = str(document.get("system_name") or "")
    return name if name.isidentifier() else ""


def _provider(document: Mapping[str, Any]) -> str:
    oauth2 = document.get("oauth2")
    name = str(oauth2.get("provider")) if isinstance(oauth2, Mapping) else ""
    return name if name in PROVIDERS else "other"


def _redirect(provider: str) -> str:
    """Return the address to be registered with the application, where the provider compares all of it."""
    known = PROVIDERS[provider]
    return known.redirect_url(known.port) if known.port else ""
