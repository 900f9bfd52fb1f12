"""How a connection logs in, as pages: the ways that there are, and what is to be done at the provider for one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from bot.connections.addresses import (
    FixField,
    LoginPage,
    Reconnect,
    SetUp,
    TakeWay,
    TasksOf,
    TasksPage,
    WaysPage,
)
from bot.objects.addresses import AddObject, DraftPage, ObjectPage
from bot.telegram.page import Page, PageButton, copying, in_rows, opening
from bot.telegram.reader import Reader
from bot.texts import in_key
from domain.deliveries.outbox import Standing
from domain.editing.fields import field_token
from domain.editing.presets import Preset, Way, preset_like, presets_of
from domain.logins.oauth2.providers import provider_of
from domain.logins.oauth2.providers.provider import Grant, Task
from domain.sections import Section
from domain.servers.passwords_end import passwords_end

_FIELD = re.compile(r"\{(\w+)\}")
_PLAIN = re.compile(r"[\w.@+-]{1,100}")
"""What may be put into a line that somebody runs: nothing that a shell reads as more than a name."""


def way_title(reader: Reader, grant: Grant | None) -> str:
    """Return what a way of logging in is called on a button."""
    return reader.label("way-password" if grant is None else f"choice-grant-{grant.replace('_', '-')}")


def ways_page(reader: Reader, connection: int, number: int, preset: Preset) -> Page:
    """Ask how to log in at a provider, the best way first."""
    lines = [reader.text("ask-way", title=preset.label)]
    lines += [_about(reader, preset, way) for way in preset.ways]
    buttons = [
        PageButton(way_title(reader, way.grant), _address(connection, number, position, way), style=_style(position))
        for position, way in enumerate(preset.ways, 1)
    ]
    back = PageButton(reader.label("button-back"), _presets(connection))
    return Page("\n".join(lines), in_rows([*buttons, back]), wants_press=True)


def tasks_page(reader: Reader, here: TasksPage, preset: Preset, way: Way) -> Page:
    """Say what is to be done at the provider, before anything is asked."""
    provider = provider_of(way.document)
    on = TakeWay(connection=here.connection, preset=here.preset, way=here.way, change=here.change)
    tasks = () if provider is None or way.grant is None else provider.tasks.get(way.grant, ())
    lines, buttons = _tasks(reader, tasks, {})
    head = reader.text("tasks-head", title=preset.label, way=way_title(reader, way.grant))
    back = (
        LoginPage(connection=here.connection)
        if here.change
        else WaysPage(connection=here.connection, preset=here.preset)
    )
    ways = [
        PageButton(reader.label("button-go-on"), on, style="primary"),
        PageButton(reader.label("button-back"), back),
    ]
    return Page("\n".join([head, *lines, reader.text("tasks-then")]), in_rows([*buttons, *ways]))


def tasks_of_page(reader: Reader, here: TasksOf, document: Mapping[str, Any], title: str) -> Page:
    """Say what is to be done at the provider, with what is entered already put into the lines to copy."""
    provider = provider_of(document)
    oauth2: Mapping[str, Any] = document.get("oauth2") or {}
    grant = None if provider is None else provider.grant_of(oauth2.get("grant"))
    tasks = () if provider is None or grant is None else provider.tasks.get(grant, ())
    lines, buttons = _tasks(reader, tasks, {**document, **oauth2})
    name = title if provider is None else provider.title
    head = reader.text("tasks-head", title=name, way="" if grant is None else way_title(reader, grant))
    if not lines:
        lines = [reader.text("tasks-none")]
    back = (
        PageButton(reader.label("button-edit-draft"), DraftPage(draft=here.draft))
        if here.draft
        else PageButton(reader.label("button-back"), LoginPage(connection=here.connection))
    )
    return Page("\n".join([head, *lines]), in_rows([*buttons, back]))


def login_page(reader: Reader, standing: Standing, lacking: Sequence[str]) -> Page:
    """Say how a connection logs in now, and offer the other ways that its provider has."""
    number, document = standing.connection.id, standing.connection.document
    oauth2 = document.oauth2 if document.authentication == "oauth2" else None
    grant = None if oauth2 is None else oauth2.how
    lines = [reader.text("login-head", title=document.title)]
    provider = "" if oauth2 is None else oauth2.of.title
    way = document.authentication if oauth2 is None else way_title(reader, oauth2.how)
    lines.append(
        reader.text(
            "login-now", kind=document.authentication, user=document.username or "—", provider=provider, way=way
        )
    )
    if lacking:
        lines.append(reader.text("state-no-consent" if document.by_device_code else "login-lacking"))
    if passwords_end(document):
        lines.append(reader.text("passwords-end"))
    buttons = []
    if document.authentication != "none":
        again = reader.label("button-reconnect" if oauth2 is not None else "button-new-password")
        buttons.append(PageButton(again, Reconnect(connection=number)))
    if oauth2 is not None and oauth2.of.tasks.get(oauth2.how):
        buttons.append(PageButton(reader.label("button-tasks"), TasksOf(connection=number)))
    preset_number, preset = _preset(document.host, "" if oauth2 is None else oauth2.provider)
    others = [
        PageButton(
            reader.label("button-change-to", way=way_title(reader, item.grant)),
            TasksPage(connection=number, preset=preset_number, way=position, change=1),
        )
        for position, item in enumerate(() if preset is None else preset.ways, 1)
        if item.grant is not grant or (item.grant is None and document.authentication == "none")
    ]
    if others:
        lines += ["", reader.text("login-others")]
    buttons += others
    buttons.append(
        PageButton(reader.label("button-other-login"), FixField(connection=number, token=field_token("authentication")))
    )
    buttons.append(PageButton(reader.label("button-to-connection"), _page_of(number)))
    return Page("\n".join(lines), in_rows(buttons))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line to copy; `whole` says whether everything in it is known."""

    text: str
    whole: bool


def _filled(copied: str, known: Mapping[str, Any]) -> _Line:
    values = {name: str(known.get(name) or "") for name in _FIELD.findall(copied)}
    whole = all(_PLAIN.fullmatch(value) for value in values.values())
    return _Line(_FIELD.sub(lambda found: values[found[1]], copied) if whole else copied, whole)


def _tasks(reader: Reader, tasks: Sequence[Task], known: Mapping[str, Any]) -> tuple[list[str], list[PageButton]]:
    lines, buttons, opened = [], [], set()
    for number, task in enumerate(tasks, 1):
        lines.append(f"{number}. {reader.text(f'task-{task.name}')}")
        found = [_filled(copied, known) for copied in task.copied]
        # They are run in turn: what stands behind one that is not known yet needs what that one does.
        ready = [line.text for line in takewhile(lambda line: line.whole, found)]
        lines += [f"<code>{reader.texts.escape(line)}</code>" for line in ready]
        if len(ready) < len(found):
            lines.append(reader.text("task-lines-later"))
        for line in ready:
            buttons += copying(reader.label("button-copy-line", number=number, line=line), line)
        if task.url not in opened:
            opened.add(task.url)
            buttons += opening(reader.label("button-open-site", number=number, site=_site(task.url)), task.url)
    return lines, buttons


def _site(url: str) -> str:
    return url.partition("://")[2].partition("/")[0]


def _about(reader: Reader, preset: Preset, way: Way) -> str:
    title = reader.texts.escape(way_title(reader, way.grant))
    key = "password" if way.grant is None else in_key(way.grant)
    warned = passwords_end({**preset.document, **way.document})
    words = reader.text("passwords-end-short" if warned else f"about-way-{key}")
    return f"• <b>{title}.</b> {words}"


def _address(connection: int, number: int, position: int, way: Way) -> TasksPage | TakeWay:
    provider = provider_of(way.document)
    if way.grant is None or provider is None or not provider.tasks.get(way.grant):
        return TakeWay(connection=connection, preset=number, way=position)
    return TasksPage(connection=connection, preset=number, way=position)


def _style(position: int) -> str | None:
    return "primary" if position == 1 else None


def _presets(connection: int) -> SetUp | AddObject:
    return SetUp(connection=connection) if connection else AddObject(section=Section.CONNECTIONS.number)


def _preset(host: str, provider: str) -> tuple[int, Preset | None]:
    """Return the preset whose ways fit a connection: by its provider of tokens, else by its server."""
    presets = presets_of(Section.CONNECTIONS)
    for number, preset in enumerate(presets, 1):
        names = {str((way.document.get("oauth2") or {}).get("provider")) for way in preset.ways}
        if provider and provider in names:
            return number, preset
    number = 0 if provider else preset_like(host)
    return number, presets[number - 1] if number else None


def _page_of(connection: int) -> ObjectPage:
    return ObjectPage(section=Section.CONNECTIONS.number, object=connection)
