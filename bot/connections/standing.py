"""How a connection stands, for administrators: what is wrong, who waits, and the very next step."""

from collections.abc import Mapping
from dataclasses import replace

from bot.connections.addresses import AskPassword, LoginPage, OpenConnection, Reconnect
from bot.connections.state import enter_key, needs_new_login
from bot.first_steps.addresses import ProbeNow, SendWaiting, StandingPage
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.paging import counted
from bot.telegram.reader import Reader
from domain.deliveries.lanes import Hold
from domain.deliveries.outbox import Standing
from domain.deliveries.suspension import NoticeKind
from domain.logins.login import PASSWORD
from domain.messages.causes import Cause

LONGEST_REPLY = 300
PASSWORD_CAUSES = frozenset({Cause.AUTHENTICATION, Cause.SECRET_UNREADABLE})
"""Causes that a new password ends."""


def standing_page(reader: Reader, standing: Standing, kind: NoticeKind | None = None) -> Page:
    """Draw it; `kind` is what a notice is about."""
    connection, state = standing.connection.document, standing.state
    lines = []
    resumed = kind is NoticeKind.RESUMED and standing.hold is None
    if resumed:
        lines.append(reader.text("standing-resumed", title=connection.title))
    elif standing.hold is None:
        lines.append(reader.text("standing-fine", title=connection.title))
    else:
        lines.append(reader.text("standing-held", title=connection.title, hold=standing.hold))
        if kind is NoticeKind.OVERDUE_SOON and standing.first_overdue is not None:
            lines.append(reader.text("standing-overdue-soon", when=reader.moment(standing.first_overdue)))
        if state.suspended_at is not None:
            lines.append(reader.text("standing-since", when=reader.moment(state.suspended_at)))
        if state.cause:
            lines.append(reader.text(f"cause-{state.cause}"))
        if state.reply:
            lines.append(reader.text("server-said", reply=shorten(" ".join(state.reply.split()), LONGEST_REPLY)))
        secret = wanted_secret(standing)
        lines.append(
            reader.text(f"next-step-{_step(standing)}", host=connection.host, port=str(connection.port), secret=secret)
        )
        if state.probe_at is not None:
            lines.append(reader.text("standing-next-probe", when=reader.moment(state.probe_at)))
    # What waits at the moment of going on is gone a moment later, and nobody draws the notice anew.
    if not resumed or standing.overdue:
        lines.append(
            reader.text(
                "standing-waiting", waiting=counted(reader, standing.waiting), overdue=counted(reader, standing.overdue)
            )
        )
    return Page("\n".join(lines), in_rows(_buttons(reader, standing)))


def _buttons(reader: Reader, standing: Standing) -> list[PageButton]:
    number = standing.connection.id
    buttons = []
    if standing.hold is Hold.SUSPENDED:
        buttons.append(PageButton(reader.label("button-probe-now"), ProbeNow(connection=number), style="primary"))
    if standing.overdue or standing.hold is Hold.SUSPENDED:
        count = standing.waiting + standing.overdue
        if count:
            label = reader.label("button-send-waiting", count=counted(reader, count))
            buttons.append(PageButton(label, SendWaiting(connection=number), style="success"))
    document = standing.connection.document
    if needs_new_login(standing):
        again = PageButton(reader.label("button-reconnect"), Reconnect(connection=number, apart=1), style="primary")
        buttons = [again, *(replace(button, style=None) for button in buttons)]
    elif standing.hold is Hold.NO_PASSWORD and document.by_device_code:
        label = reader.label("button-device-login")
        buttons.insert(0, PageButton(label, Reconnect(connection=number, apart=1), style="primary"))
    elif standing.hold is Hold.NO_PASSWORD or standing.state.cause in PASSWORD_CAUSES:
        label = reader.label(enter_key(wanted_secret(standing), new=standing.hold is Hold.SUSPENDED))
        buttons.insert(0, PageButton(label, AskPassword(connection=number, apart=1), style="primary"))
    elif standing.state.cause == Cause.PASSWORDS_ENDED:
        change = LoginPage(connection=number, apart=1)
        buttons.insert(0, PageButton(reader.label("button-change-login"), change, style="primary"))
    buttons.append(PageButton(reader.label("button-to-connection"), OpenConnection(connection=number)))
    buttons.append(PageButton(reader.label("button-refresh"), StandingPage(connection=number)))
    return buttons


def wanted_secret(standing: Standing) -> str:
    """Return the secret that a connection's trouble is likely about: the first that its login cannot do without."""
    secrets = standing.connection.document.login_secrets
    return (secrets.needed or secrets.known or (PASSWORD,))[0]


def _step(standing: Standing) -> str:
    """Return which advice fits: by what has to be changed."""
    document, cause = standing.connection.document, standing.state.cause
    if standing.hold is Hold.DISABLED:
        return "disabled"
    if standing.hold is Hold.NO_PASSWORD:
        if document.by_device_code:
            return "no-consent"
        return "no-password" if document.authentication == "basic" else "no-secret"
    if cause == Cause.SECRET_UNREADABLE:
        return "unreadable"
    if needs_new_login(standing):
        return "new-code" if document.by_device_code else "reconnect"
    steps: Mapping[str, str] = {
        Cause.AUTHENTICATION: "password",
        Cause.PASSWORDS_ENDED: "change-login",
        Cause.CERTIFICATE: "certificate",
        Cause.NAME_NOT_FOUND: "host",
        Cause.NO_TLS_OFFERED: "encryption",
        Cause.TLS_REQUIRED: "encryption",
        Cause.NO_AUTH_OFFERED: "encryption",
    }
    return steps.get(cause or "", "other")
