"""How a connection stands, for administrators: what is wrong, who waits, and the very next step."""

from bot.connections.addresses import AskPassword, OpenConnection
from bot.connections.state import enter_key
from bot.first_steps.admin_addresses import ProbeNow, SendWaiting, StandingPage
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.reader import Reader
from domain.deliveries.lanes import Hold
from domain.deliveries.outbox import Standing
from domain.deliveries.suspension import NoticeKind
from domain.logins.login import PASSWORD

LONGEST_REPLY = 300
PASSWORD_CAUSES = frozenset(
    {
        "authentication",
        "secret-unreadable",
        "token-wrong-secret",
        "token-secret-ended",
        "token-grant-ended",
        "token-person-needed",
        "token-wrong-key",
    }
)
"""Causes that a new password ends, or another new secret."""


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
        lines.append(reader.text(f"next-step-{_step(standing)}", host=connection.host, port=str(connection.port)))
        if state.probe_at is not None:
            lines.append(reader.text("standing-next-probe", when=reader.moment(state.probe_at)))
    # What waits at the moment of going on is gone a moment later, and nobody draws the notice anew.
    if not resumed or standing.overdue:
        lines.append(reader.text("standing-waiting", waiting=standing.waiting, overdue=standing.overdue))
    return Page("\n".join(lines), in_rows(_buttons(reader, standing)))


def _buttons(reader: Reader, standing: Standing) -> list[PageButton]:
    number = standing.connection.id
    buttons = []
    if standing.hold is Hold.SUSPENDED:
        buttons.append(PageButton(reader.label("button-probe-now"), ProbeNow(connection=number), style="primary"))
    if standing.overdue or standing.hold is Hold.SUSPENDED:
        count = standing.waiting + standing.overdue
        if count:
            label = reader.label("button-send-waiting", count=count)
            buttons.append(PageButton(label, SendWaiting(connection=number), style="success"))
    if standing.hold is Hold.NO_PASSWORD or standing.state.cause in PASSWORD_CAUSES:
        secrets = standing.connection.document.login_secrets.known or (PASSWORD,)
        label = reader.label(enter_key(secrets[0], new=standing.hold is Hold.SUSPENDED))
        buttons.insert(0, PageButton(label, AskPassword(connection=number, apart=1), style="primary"))
    buttons.append(PageButton(reader.label("button-to-connection"), OpenConnection(connection=number)))
    buttons.append(PageButton(reader.label("button-refresh"), StandingPage(connection=number)))
    return buttons


def _step(standing: Standing) -> str:
    """Return which advice fits: by what has to be changed."""
    if standing.hold is Hold.DISABLED:
        return "disabled"
    by_password = standing.connection.document.authentication == "basic"
    if standing.hold is Hold.NO_PASSWORD:
        return "no-password" if by_password else "no-secret"
    if not by_password and standing.state.cause in PASSWORD_CAUSES:
        return "secret"
    return {
        "authentication": "password",
        "secret-unreadable": "password",
        "certificate": "certificate",
        "name-not-found": "host",
        "no-tls-offered": "encryption",
        "tls-required": "encryption",
        "no-auth-offered": "encryption",
    }.get(standing.state.cause or "", "other")
