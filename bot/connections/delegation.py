"""What a domain's administrator enters at Google, so that a service account may send for the mailbox."""

from collections.abc import Sequence

from bot.connections.addresses import AskPassword, CheckNow, DelegationPage
from bot.objects.addresses import ObjectPage
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader
from domain.configured.connection import Connection
from domain.deliveries.outbox import Standing
from domain.logins.oauth2.login import SERVICE_ACCOUNT_KEY
from domain.logins.oauth2.service_account import ServiceAccount
from domain.sections import Section


def delegation_buttons(reader: Reader, connection_id: int, document: Connection) -> Sequence[PageButton]:
    """Return the way there, for a connection that has a service account."""
    if SERVICE_ACCOUNT_KEY not in document.login_secrets.known:
        return ()
    return (PageButton(reader.label("button-delegation"), DelegationPage(connection=connection_id)),)


def delegation_page(reader: Reader, standing: Standing, account: ServiceAccount | None) -> Page:
    """Draw the numbered steps, with what is entered at Google to be copied."""
    number, document = standing.connection.id, standing.connection.document
    ways = [
        PageButton(reader.label("button-to-connection"), ObjectPage(section=Section.CONNECTIONS.number, object=number))
    ]
    if account is None or document.oauth2 is None:
        enter = PageButton(reader.label("button-enter-secret"), AskPassword(connection=number), style="primary")
        return Page(reader.text("delegation-no-key", title=document.title), in_rows([enter, *ways]))
    scope = document.oauth2.asks_for
    text = reader.text(
        "delegation",
        title=document.title,
        email=account.email,
        user=document.username or "",
        client=account.client_id,
        scope=scope,
    )
    buttons = []
    if account.client_id:
        buttons.append(PageButton(reader.label("button-copy-client-id"), copy_text=account.client_id))
    buttons.append(PageButton(reader.label("button-copy-scope"), copy_text=scope))
    check = PageButton(reader.label("button-check"), CheckNow(connection=number), style="primary")
    return Page(text, in_rows([*buttons, check, *ways]))
