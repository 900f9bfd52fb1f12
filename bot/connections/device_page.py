"""Logging in by a code as a page: the code with what to do, and what came of it."""

import asyncio
from dataclasses import dataclass, field

from bot.connections.addresses import DeviceCodePage, DropDeviceCode, OpenConnection, TasksOf
from bot.objects.addresses import DraftPage, ObjectPage
from bot.telegram.page import Page, PageButton, copying, in_rows, opening, shorten
from bot.telegram.reader import Reader
from domain.logins.oauth2.device_waits import CHANGED, GIVEN, GIVEN_UP, DeviceWait, ForWhat
from domain.messages.token_cause import TokenCause
from domain.sections import Section

LONGEST_WORDS = 300
AT_THE_PROVIDER = frozenset(
    {
        TokenCause.NO_SUCH_CLIENT,
        TokenCause.NO_SUCH_TENANT,
        TokenCause.CONSENT_MISSING,
        TokenCause.NOT_ALLOWED,
        TokenCause.NOT_LASTING,
        TokenCause.WRONG_SCOPE,
        TokenCause.WRONG_SECRET,
    }
)
"""Outcomes that are mended where the application is registered."""


@dataclass(eq=False, slots=True)
class Waiting:
    """A login by a code as it stands. `outcome` is what it came to, `dropped` is set when somebody gives it up."""

    what: ForWhat
    title: str
    user: str
    provider: str
    provider_title: str
    person_id: int
    wait: DeviceWait | None = None
    outcome: str = ""
    words: str = ""
    problem: str = ""
    over: bool = False
    cut_off: bool = False
    dropped: asyncio.Event = field(default_factory=asyncio.Event)
    dropped_by: int = 0


def waiting_page(reader: Reader, waiting: Waiting) -> Page:
    """Draw it as it stands."""
    wait = waiting.wait
    if waiting.over and not waiting.cut_off:
        return ended_page(reader, waiting)
    head = reader.text("device-head", title=waiting.title)
    if wait is None:
        line = reader.text("device-cut-off" if waiting.cut_off else "device-asking", provider=waiting.provider_title)
        return Page(
            f"{head}\n{line}", in_rows([*_again(reader, waiting.what, waiting.cut_off), _back(reader, waiting)])
        )
    code = wait.code
    steps = reader.text(
        "device-steps", url=code.verification_url, code=code.user_code, user=waiting.user, title=waiting.provider_title
    )
    key = "device-waits-on" if waiting.cut_off else "device-waits"
    lines = [head, steps, reader.text(key, until=f"{code.expires_at.astimezone(reader.zone):%H:%M}")]
    drop = DropDeviceCode(wait=wait.id, connection=waiting.what.connection_id or 0, draft=waiting.what.draft_id or 0)
    buttons = [
        *copying(reader.label("button-copy-code", code=code.user_code), code.user_code),
        *opening(reader.label("button-open-page", title=waiting.provider_title), code.verification_url),
        PageButton(reader.label("button-drop-code"), drop),
        _back(reader, waiting),
    ]
    return Page("\n".join(lines), in_rows(buttons))


def ended_page(reader: Reader, waiting: Waiting) -> Page:
    """Say what it came to, and what to do now."""
    if waiting.outcome == GIVEN:
        return Page(
            reader.text("device-given-about", title=waiting.title), in_rows([_back(reader, waiting, "primary")])
        )
    if waiting.outcome == GIVEN_UP:
        lines = [reader.text("device-given-up", title=waiting.title)]
    else:
        lines = [reader.text("device-failed", title=waiting.title), _why(reader, waiting)]
    if waiting.words:
        lines.append(reader.text("device-said", reply=shorten(waiting.words, LONGEST_WORDS)))
    buttons = _again(reader, waiting.what, waiting.outcome != CHANGED)
    if waiting.outcome in AT_THE_PROVIDER:
        tasks = TasksOf(connection=waiting.what.connection_id or 0, draft=waiting.what.draft_id or 0)
        buttons.append(PageButton(reader.label("button-tasks"), tasks))
    return Page("\n".join(lines), in_rows([*buttons, _back(reader, waiting)]))


def _why(reader: Reader, waiting: Waiting) -> str:
    if waiting.problem:
        return reader.text(waiting.problem)
    key = f"device-ended-{waiting.outcome}"
    if not reader.texts.has(key):
        key = f"advice-token-{waiting.outcome}"
    return reader.text(key, provider=waiting.provider, title=waiting.provider_title, user=waiting.user)


def _again(reader: Reader, what: ForWhat, offered: bool) -> list[PageButton]:
    address = DeviceCodePage(connection=what.connection_id or 0, draft=what.draft_id or 0)
    return [PageButton(reader.label("button-new-code"), address, style="primary")] if offered else []


def _back(reader: Reader, waiting: Waiting, style: str | None = None) -> PageButton:
    what = waiting.what
    if what.draft_id is not None:
        return PageButton(reader.label("button-edit-draft"), DraftPage(draft=what.draft_id), style=style)
    if waiting.over:
        return PageButton(reader.label("button-to-connection"), OpenConnection(connection=what.number), style=style)
    page = ObjectPage(section=Section.CONNECTIONS.number, object=what.number)
    return PageButton(reader.label("button-to-connection"), page, style=style)
