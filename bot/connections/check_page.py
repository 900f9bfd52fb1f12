"""The check of a connection as a page: a line for each step, and what to do about the one that failed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.connections.addresses import AskPassword, CheckDraft, CheckNow, FixField, TestLetterPage
from bot.connections.delegation import delegation_buttons
from bot.connections.state import enter_key
from bot.objects.addresses import ApplyDraft, DraftPage, ObjectPage, SectionPage, SwitchObject
from bot.objects.editing_words import mistake_lines
from bot.objects.field_values import field_title
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.reader import Reader
from domain.checking.advice import advice_params, advise, expected_steps
from domain.checking.check_connection import Checkable
from domain.deliveries.delivery import reply_line
from domain.editing.draft import form_of_section
from domain.logins.kinds import SECRET_PATHS
from domain.messages.answers import judge
from domain.messages.sending import Failure, Step
from domain.mistakes import Mistake
from domain.sections import Section

LONGEST_WORDS = 160
SOON = timedelta(days=21)
"""How long before its certificate expires a server is mentioned."""

SLOW = 1.0
"""Seconds from which on it is said how long a step took."""


@dataclass(eq=False, slots=True)
class Check:
    """A check as it stands. `applied_to` is the connection that a draft became; `problem` names why nothing came."""

    what: Checkable
    apply: bool = False
    steps: list[Step] = field(default_factory=list)
    over: bool = False
    cut_off: bool = False
    problem: str = ""
    mistakes: tuple[Mistake, ...] = ()
    applied_to: int | None = None

    @property
    def passed(self) -> bool:
        """Whether the server has done all that it was asked."""
        well = not self.cut_off and not self.problem and not self.mistakes
        return self.over and well and bool(self.steps) and self.steps[-1].ok


def check_page(reader: Reader, check: Check) -> Page:
    """Draw it."""
    settings = check.what.settings
    lines = [
        reader.text("check-head", title=check.what.title),
        reader.text("check-where", host=settings.host, port=str(settings.port), encryption=settings.encryption),
        "",
    ]
    for step in check.steps:
        lines += _step_lines(reader, step)
    failed = bool(check.steps) and not check.steps[-1].ok
    if not check.over and not failed:
        lines.append(f"⏳ {_next_step(reader, check)}…")
    elif check.over:
        lines += ["", *_outcome(reader, check)]
    return Page("\n".join(lines), in_rows(_buttons(reader, check)))


def _step_lines(reader: Reader, step: Step) -> list[str]:
    sign = "✅" if step.ok else "❌"
    took = f" · {reader.text('check-seconds', seconds=round(step.seconds))}" if step.seconds >= SLOW else ""
    words = _said(reader, step)
    lines = [f"{sign} {_name(reader, step.name)}{f': {reader.texts.escape(words)}' if words else ''}{took}"]
    if step.detail.get("expires"):
        lines += _certificate(reader, step)
    return lines


def _said(reader: Reader, step: Step) -> str:
    """Return what a step has shown, in one line; why it failed is said behind all steps."""
    detail = step.detail
    if not step.ok:
        return ""
    shown = {
        "token": _token(reader, detail),
        "resolve": detail.get("addresses"),
        "tls": detail.get("version"),
        "greeting": detail.get("reply"),
        "ehlo": detail.get("offers"),
        "login": detail.get("user"),
        "mail": detail.get("sender"),
    }
    return shorten(" ".join((shown.get(step.name) or "").split()), LONGEST_WORDS)


def _token(reader: Reader, detail: Mapping[str, str]) -> str:
    """Return where a token came from, and until when it is good."""
    if "until" not in detail:
        return ""
    until = reader.moment(datetime.fromisoformat(detail["until"]))
    return reader.label("check-token", issuer=detail.get("issuer", ""), until=until)


def _certificate(reader: Reader, step: Step) -> list[str]:
    until = date.fromisoformat(step.detail["expires"])
    lines = [
        reader.text(
            "check-certificate",
            subject=_whose(step.detail.get("subject", ""), step.detail.get("names", "")),
            issuer=step.detail.get("issuer") or "—",
            until=reader.day(until),
        )
    ]
    left = until - reader.now.astimezone(reader.zone).date()
    if step.ok and left <= SOON:
        lines.append(reader.text("check-certificate-soon", days=max(left.days, 0)))
    return lines


def _whose(subject: str, names: str) -> str:
    """Return whose a certificate is: its subject, and the names that it is good for where those are others."""
    if not names or subject in names.split(", "):
        return shorten(names or subject or "—", LONGEST_WORDS)
    return shorten(f"{subject} ({names})" if subject else names, LONGEST_WORDS)


def _outcome(reader: Reader, check: Check) -> list[str]:
    what = check.what
    if check.cut_off:
        return [reader.text("check-cut-off")]
    if check.problem:
        return [reader.text(check.problem)]
    if check.mistakes:
        draft = {} if what.draft is None else what.draft.document
        lines = [reader.text("draft-mistakes", count=len(check.mistakes))]
        return lines + mistake_lines(reader, Section.CONNECTIONS, draft, check.mistakes)
    if check.passed:
        lines = [reader.text("check-fine", sender=what.settings.sender_address)]
        if check.applied_to is not None:
            lines.insert(0, reader.text("check-created" if _is_new(check) else "check-applied"))
        if what.suspended:
            lines.append(reader.text("check-resumed"))
        if not what.enabled:
            lines.append(reader.text("check-off"))
        return lines
    failed, lines = check.steps[-1], []
    advice = advise(what.settings, check.steps)
    if advice is None or advice.is_general:
        lines.append(reader.text(f"cause-{judge(failed.failure, failed.reply).cause}"))
    if failed.reply is not None:
        lines.append(reader.text("server-said", reply=shorten(reply_line(failed.reply), 300)))
    elif failed.detail.get("what"):
        lines.append(reader.text("check-detail", what=shorten(failed.detail["what"], LONGEST_WORDS)))
    if advice is not None:
        words = reader.label(advice.key, **advice_params(what.settings))
        lines.append(reader.text("check-advice", advice=words))
    if check.apply:
        lines.append(reader.text("check-not-in-force", new="yes" if _is_new(check) else "no"))
    return lines


def _buttons(reader: Reader, check: Check) -> list[PageButton]:
    ways = _ways_back(reader, check)
    if not check.over:
        return ways
    if check.passed:
        return [*_when_fine(reader, check), *ways]
    return [
        *_again(reader, check),
        *_fixes(reader, check),
        *_delegation(reader, check),
        *_anyway(reader, check),
        *ways,
    ]


def _when_fine(reader: Reader, check: Check) -> list[PageButton]:
    stored = check.what.stored
    number = check.applied_to if stored is None else stored.id
    buttons = []
    if stored is not None and not stored.document.enabled:
        address = SwitchObject(section=Section.CONNECTIONS.number, object=stored.id, revision=stored.revision, on=1)
        buttons.append(PageButton(reader.label("button-switch-on"), address, style="success"))
    if number is not None:
        buttons.append(
            PageButton(reader.label("button-test-letter"), TestLetterPage(connection=number), style="primary")
        )
    elif check.what.draft is not None:
        draft = check.what.draft
        label = reader.label("button-create" if draft.object_id is None else "button-apply")
        buttons.append(PageButton(label, ApplyDraft(draft=draft.id, revision=draft.revision), style="success"))
    return buttons


def _again(reader: Reader, check: Check) -> list[PageButton]:
    stored, draft = check.what.stored, check.what.draft
    if stored is not None:
        return [PageButton(reader.label("button-check-again"), CheckNow(connection=stored.id), style="primary")]
    if draft is None or check.problem == "check-draft-changed":
        return []
    address = CheckDraft(draft=draft.id, revision=draft.revision, apply=int(check.apply))
    return [PageButton(reader.label("button-check-again"), address, style="primary")]


def _fixes(reader: Reader, check: Check) -> list[PageButton]:
    """Return the ways to the fields that are in doubt."""
    advice = None if check.problem or check.cut_off or check.mistakes else advise(check.what.settings, check.steps)
    if advice is None:
        return []
    form = form_of_section(Section.CONNECTIONS)
    stored, draft = check.what.stored, check.what.draft
    buttons = []
    for name in advice.fields:
        *above, last = SECRET_PATHS.get(name, (name,))
        outer = next((item for item in form.fields if [item.name] == above), None)
        owner = form if outer is None or outer.form is None else outer.form
        found = owner.field(last)
        if found is None:
            continue
        token = ("" if outer is None else outer.token) + found.token
        label = reader.label("button-fix-field", title=field_title(reader, owner, found))
        if draft is not None:
            buttons.append(PageButton(label, DraftPage(draft=draft.id, token=token)))
        elif stored is not None and name in SECRET_PATHS:
            label = reader.label(enter_key(name, new=True))
            buttons.append(PageButton(label, AskPassword(connection=stored.id)))
        elif stored is not None:
            buttons.append(PageButton(label, FixField(connection=stored.id, token=token)))
    return buttons


def _delegation(reader: Reader, check: Check) -> Sequence[PageButton]:
    """Return the way to what a service account needs at Google, where it is refused."""
    stored = check.what.stored
    failed = check.steps[-1].failure if check.steps else None
    if stored is None or failed not in {Failure.TOKEN_REFUSED, Failure.TOKEN_NOT_TAKEN}:
        return ()
    return delegation_buttons(reader, stored.id, stored.document)


def _anyway(reader: Reader, check: Check) -> list[PageButton]:
    draft = check.what.draft
    if draft is None or not check.apply or check.problem or check.mistakes:
        return []
    label = reader.label("button-create-anyway" if draft.object_id is None else "button-apply-anyway")
    return [PageButton(label, ApplyDraft(draft=draft.id, revision=draft.revision))]


def _ways_back(reader: Reader, check: Check) -> list[PageButton]:
    stored, draft = check.what.stored, check.what.draft
    number = check.applied_to if stored is None else stored.id
    if number is not None:
        address = ObjectPage(section=Section.CONNECTIONS.number, object=number)
        return [PageButton(reader.label("button-to-connection"), address)]
    if draft is not None:
        return [PageButton(reader.label("button-edit-draft"), DraftPage(draft=draft.id))]
    return [PageButton(reader.label("button-to-list"), SectionPage(section=Section.CONNECTIONS.number))]


def _is_new(check: Check) -> bool:
    return check.what.draft is not None and check.what.draft.object_id is None


def _next_step(reader: Reader, check: Check) -> str:
    expected = expected_steps(check.what.settings)
    return _name(reader, expected[min(len(check.steps), len(expected) - 1)])


def _name(reader: Reader, step: str) -> str:
    words = reader.text(f"step-{step}")
    return words[:1].upper() + words[1:]
