"""How a connection fares, on its own page; and the page that asks for its password."""

from collections.abc import Sequence
from dataclasses import replace

from bot.connections.addresses import (
    AskPassword,
    CheckDraft,
    CheckNow,
    DeviceCodePage,
    LoginPage,
    Reconnect,
    SetUp,
    TasksOf,
    TestLetterPage,
    WaysPage,
)
from bot.first_steps.addresses import SendWaiting
from bot.objects.addresses import ObjectPage
from bot.objects.secret_words import secret_buttons, secret_lines
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.paging import counted
from bot.telegram.reader import Reader
from domain.deliveries.lanes import Hold
from domain.deliveries.outbox import Standing
from domain.editing.editing import Editing
from domain.editing.presets import offered_presets
from domain.logins.login import PASSWORD
from domain.logins.oauth2.login import REFRESH_TOKEN
from domain.logins.oauth2.providers import provider_of
from domain.logins.oauth2.providers.provider import Grant
from domain.messages.causes import Cause
from domain.sections import Section
from domain.servers.passwords_end import passwords_end

LONGEST_REPLY = 300
ENDED_LOGINS = frozenset(
    {
        Cause.SECRET_UNREADABLE,
        Cause.TOKEN_WRONG_SECRET,
        Cause.TOKEN_SECRET_ENDED,
        Cause.TOKEN_GRANT_ENDED,
        Cause.TOKEN_PERSON_NEEDED,
        Cause.TOKEN_DENIED,
        Cause.TOKEN_WRONG_KEY,
    }
)
"""Causes that another secret or consent ends."""

ENDED_CONSENTS = frozenset(
    {Cause.TOKEN_CONSENT_MISSING, Cause.TOKEN_USER_DISABLED, Cause.TOKEN_NOT_TAKEN, Cause.TOKEN_OTHER}
)
"""Causes that may end when the person confirms once more, perhaps as another one."""


def state_lines(reader: Reader, standing: Standing, lacking: Sequence[str]) -> list[str]:
    """Say how it fares now, when it last worked, what went wrong last, and who waits."""
    state, lines = standing.state, []
    if lacking and standing.connection.document.by_device_code:
        lines.append(reader.text("state-no-consent"))
    elif lacking:
        lines.append(reader.text("state-no-password", secret=lacking[0]))
    elif state.suspended_at is not None:
        lines.append(reader.text("state-suspended", when=reader.moment(state.suspended_at)))
    elif state.proven_revision != standing.connection.revision:
        lines.append(reader.text("state-untried"))
    elif standing.hold is None:
        lines.append(reader.text("state-works"))
    if state.last_success_at is not None:
        lines.append(reader.text("state-success", when=reader.moment(state.last_success_at)))
    if state.last_failure_at is not None:
        cause = reader.label(f"cause-{state.cause or 'unknown'}")
        lines.append(reader.text("state-failure", when=reader.moment(state.last_failure_at), cause=cause))
        if state.reply:
            lines.append(reader.text("server-said", reply=shorten(" ".join(state.reply.split()), LONGEST_REPLY)))
    if standing.hold is Hold.SUSPENDED and state.probe_at is not None:
        lines.append(reader.text("standing-next-probe", when=reader.moment(state.probe_at)))
    if standing.waiting or standing.overdue:
        lines.append(
            reader.text(
                "state-waiting", waiting=counted(reader, standing.waiting), overdue=counted(reader, standing.overdue)
            )
        )
    if passwords_end(standing.connection.document):
        lines.append(reader.text("passwords-end"))
    return [*lines, ""]


def state_buttons(reader: Reader, standing: Standing, lacking: Sequence[str]) -> list[PageButton]:
    """Return what can be done with a connection besides changing it, the likeliest first."""
    number, document = standing.connection.id, standing.connection.document
    if lacking:
        key = "button-device-login" if document.by_device_code else enter_key(lacking[0])
        enter = PageButton(reader.label(key), AskPassword(connection=number), style="primary")
        if document.enabled or standing.state.last_success_at is not None:
            return [enter, _login(reader, number)]
        set_up = PageButton(reader.label("button-set-up"), SetUp(connection=number), style="primary")
        return [set_up, replace(enter, style=None)]
    again = []
    if needs_new_login(standing):
        again.append(PageButton(reader.label("button-reconnect"), Reconnect(connection=number), style="primary"))
    proven = standing.state.proven_revision == standing.connection.revision
    style = None if proven and standing.hold is None else "primary"
    style = None if again else style
    buttons = [*again, PageButton(reader.label("button-check"), CheckNow(connection=number), style=style)]
    count = standing.waiting + standing.overdue
    if count and (standing.overdue or standing.hold is Hold.SUSPENDED):
        label = reader.label("button-send-waiting", count=counted(reader, count))
        buttons.append(PageButton(label, SendWaiting(connection=number), style="success"))
    buttons.append(PageButton(reader.label("button-test-letter"), TestLetterPage(connection=number)))
    secrets = document.login_secrets.needed
    if secrets and not again:
        key = "button-new-code" if document.by_device_code else enter_key(secrets[0], new=True)
        buttons.append(PageButton(reader.label(key), AskPassword(connection=number)))
    return [*buttons, _login(reader, number)]


def needs_new_login(standing: Standing) -> bool:
    """Whether a connection by tokens rests until somebody lets it log in anew: no probe will change that by itself."""
    document, cause = standing.connection.document, standing.state.cause
    if standing.hold is not Hold.SUSPENDED or document.authentication != "oauth2":
        return False
    return cause in ENDED_LOGINS or (document.by_device_code and cause in ENDED_CONSENTS)


def _login(reader: Reader, connection: int) -> PageButton:
    return PageButton(reader.label("button-login"), LoginPage(connection=connection))


def enter_key(secret: str, *, new: bool = False) -> str:
    """Return the label of a button that asks for a secret."""
    if secret == PASSWORD:
        return "button-new-password" if new else "button-enter-password"
    return "button-new-secret" if new else "button-enter-secret"


def draft_buttons(reader: Reader, editing: Editing) -> list[PageButton]:
    """Return what a draft of a connection can do besides being applied: log in by a code, be checked first."""
    draft = editing.draft
    if not editing.is_changed:
        return []
    tasks = []
    provider = provider_of(draft.document)
    if provider is not None and draft.document.get("authentication") == "oauth2":
        grant = provider.grant_of(draft.document["oauth2"].get("grant"))
        if provider.tasks.get(grant):
            tasks.append(PageButton(reader.label("button-tasks"), TasksOf(connection=0, draft=draft.id)))
        if grant is Grant.DEVICE_CODE and not editing.office.has_secret(draft, REFRESH_TOKEN):
            code = DeviceCodePage(connection=0, draft=draft.id)
            return [PageButton(reader.label("button-device-login"), code, style="success"), *tasks]
    address = CheckDraft(draft=draft.id, revision=draft.revision)
    both = reader.label("button-create-checked" if draft.object_id is None else "button-apply-checked")
    return [
        PageButton(both, address.model_copy(update={"apply": 1}), style="success"),
        PageButton(reader.label("button-check-draft"), address),
        *tasks,
    ]


def set_up_page(reader: Reader, standing: Standing) -> Page:
    """Ask who runs the mail, so that the rest need not be asked."""
    number = standing.connection.id
    buttons = [
        PageButton(
            preset.label or reader.label("preset-own"),
            WaysPage(connection=number, preset=index) if preset.asks_way else SetUp(connection=number, preset=index),
        )
        for index, preset in offered_presets(Section.CONNECTIONS)
    ]
    back = ObjectPage(section=Section.CONNECTIONS.number, object=number)
    buttons.append(PageButton(reader.label("button-to-connection"), back))
    return Page(
        reader.text("ask-preset-existing", title=standing.connection.document.title), in_rows(buttons), wants_press=True
    )


def password_page(reader: Reader, standing: Standing, secret: str) -> Page:
    """Ask for the password, or for another secret."""
    document = standing.connection.document
    values: dict[str, str | int] = {
        "title": document.title,
        "user": document.username or "",
        "waiting": counted(reader, standing.waiting + standing.overdue),
        "enabled": "yes" if document.enabled else "no",
    }
    if secret == PASSWORD:
        text = reader.text("ask-new-password", host=document.host, **values)
    else:
        text = reader.text("ask-new-secret", secret=secret, **values)
    back = ObjectPage(section=Section.CONNECTIONS.number, object=standing.connection.id)
    hint = reader.text(f"hint-{secret.replace('_', '-')}")
    known = {**document.model_dump(mode="json"), "system_name": document.system_name}
    lines = [text, hint, *secret_lines(reader, secret, known)]
    buttons = [*secret_buttons(reader, secret, known), PageButton(reader.label("button-to-connection"), back)]
    return Page("\n".join(lines), in_rows(buttons))
