"""Configured objects: the list of a section, and one object as it is in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.connections.addresses import WaysPage
from bot.first_steps.addresses import AdminPage
from bot.journal.addresses import history_of
from bot.objects.addresses import (
    AddObject,
    BringBack,
    CopyObject,
    DeleteObject,
    DraftPage,
    EditObject,
    ObjectPage,
    SectionPage,
    SwitchObject,
    SwitchOffInUse,
    VersionsPage,
)
from bot.objects.editing_words import mistake_lines
from bot.objects.field_values import field_title, value_words
from bot.objects.questions import ObjectSearch
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import turning_by_number, turns
from bot.telegram.picking import Item, apart, found_turns, none_alike, numbered
from bot.telegram.reader import Reader
from domain.accounts.folding import fold
from domain.configuration.refused_now import refused_now
from domain.documents import Stored, Version
from domain.editing.draft import Draft, Office, editable, form_of_section
from domain.editing.field_types import Type
from domain.editing.fields import applies
from domain.editing.presets import offered_presets
from domain.paging import NumberedPage
from domain.records.template import StoredTemplate
from domain.sections import Section
from domain.twins import OFF, titles_apart

PAGE = 10
MOST_USERS = 5


@dataclass(frozen=True, slots=True)
class ObjectView:
    """An object as it is in force, with what is known around it. `users` are titles of what refers to it."""

    section: Section
    stored: Stored[Any] | StoredTemplate
    office: Office
    draft: Draft | None = None
    changed_by: str = ""
    users: Sequence[str] = ()

    @property
    def called(self) -> str:
        """What it is called where its system name does not stand beside."""
        return self.office.called(self.section)[self.stored.document.system_name]

    @property
    def in_use(self) -> bool:
        """Whether letters stop without it. What switched-on scenarios need besides is refused, not asked."""
        return self.section is Section.SCENARIOS or (self.section is Section.CONNECTIONS and bool(self.users))


def is_long(section: Section, office: Office) -> bool:
    """Whether a section has more than a page, so that its objects are looked for by typing."""
    return len(office.objects(section)) > PAGE


def found_page(reader: Reader, section: Section, office: Office, asked: ObjectSearch) -> Page:
    """Draw the objects of a section whose titles or system names have each of the typed words in them."""
    words = fold(asked.query).split()
    found = [
        item
        for item in office.objects(section)
        if all(word in fold(f"{item.document.title} {item.document.system_name}") for word in words)
    ]
    start = min(asked.start, max(0, (len(found) - 1) // PAGE * PAGE))
    asked, shown = asked.turned(start), found[start : start + PAGE]
    lines = [reader.text(f"section-{section}"), reader.text("objects-found", query=asked.query, count=len(found))]
    ways = [
        PageButton(reader.label("button-to-list"), SectionPage(section=section.number)),
        PageButton(reader.label("button-to-admin"), AdminPage()),
    ]
    turning = found_turns(reader, asked, more=start + PAGE < len(found), a_page=PAGE)
    listed, rows = numbered(_items(reader, section, office, shown))
    return Page("\n".join([*lines, "", *listed]), (*rows, *turning, *in_rows(ways)))


def section_page(reader: Reader, section: Section, office: Office, drafts: Sequence[Draft], start: int) -> Page:
    """Draw the list of a section: ten objects, and new ones that are not finished."""
    stored = office.objects(section)
    start = min(start, max(0, (len(stored) - 1) // PAGE * PAGE))
    shown = stored[start : start + PAGE]
    items = _items(reader, section, office, shown)
    for draft, words in [] if start else _unfinished(reader, drafts):
        items.append(Item(reader.texts.escape(words), PageButton(words, DraftPage(draft=draft.id))))
    listed, rows = numbered(items)
    more = start + PAGE < len(stored)
    turning = turns(reader, SectionPage(section=section.number, start=start), by="start", step=PAGE, more=more)
    buttons = [
        PageButton(reader.label("button-add"), AddObject(section=section.number), style="primary"),
        PageButton(reader.label("button-to-admin"), AdminPage()),
    ]
    lines = [reader.text(f"section-{section}"), reader.text(f"purpose-{section}")]
    if not stored:
        lines.append(reader.text("objects-empty"))
    elif len(stored) > PAGE:
        lines.append(reader.text("objects-shown", first=start + 1, last=start + len(shown), total=len(stored)))
        lines.append(reader.text("objects-search"))
    lines += ["", *listed] if listed else []
    return Page("\n".join(lines), (*rows, *turning, *in_rows(buttons)))


def _unfinished(reader: Reader, drafts: Sequence[Draft]) -> list[tuple[Draft, str]]:
    """Return new objects that are not finished, with what to call each."""
    titles = [str(draft.document.get("title") or reader.label("objects-untitled")) for draft in drafts]
    titles = none_alike(titles, [draft.id for draft in drafts])
    words = (reader.label("objects-unfinished", title=title) for title in titles)
    return list(zip(drafts, words, strict=True))


def presets_page(reader: Reader, section: Section, drafts: Sequence[Draft]) -> Page:
    """Ask what a new object is made from; what is begun already goes on."""
    address = AddObject(section=section.number)
    lines = [reader.text(f"ask-preset-{section}")]
    unfinished = _unfinished(reader, drafts)
    if unfinished:
        lines.append(reader.text("presets-unfinished"))
    buttons = [PageButton(words, DraftPage(draft=draft.id), style="primary") for draft, words in unfinished]
    buttons += [
        PageButton(
            preset.label or reader.label("preset-own"),
            WaysPage(connection=0, preset=number) if preset.asks_way else address.model_copy(update={"preset": number}),
        )
        for number, preset in offered_presets(section)
    ]
    buttons.append(PageButton(reader.label("button-to-list"), SectionPage(section=section.number)))
    return Page("\n".join(lines), in_rows(buttons), wants_press=True)


def object_page(reader: Reader, view: ObjectView, extra: Sequence[str], first: Sequence[PageButton]) -> Page:
    """Draw an object; `extra` are lines about how it fares, `first` the buttons that its kind has besides."""
    document = view.stored.document
    section, number = view.section, view.stored.id
    lines = [_head(reader, view), *extra, *_values(reader, view)]
    mistakes = refused_now(document, section, view.office.whole)
    if mistakes:
        data = editable(document)
        lines += [
            "",
            reader.text("object-as-before"),
            *mistake_lines(reader, section, data, mistakes, view.office.titles),
        ]
    if view.draft is not None:
        lines += ["", reader.text("object-has-draft", who=view.changed_by, when=reader.moment(view.draft.changed_at))]
    edit = (
        PageButton(reader.label("button-edit"), EditObject(section=section.number, object=number))
        if view.draft is None
        else PageButton(reader.label("button-edit-draft"), DraftPage(draft=view.draft.id), style="primary")
    )
    switch = SwitchObject(
        section=section.number, object=number, revision=view.stored.revision, on=0 if document.enabled else 1
    )
    buttons = [
        *first,
        edit,
        PageButton(reader.label("button-switch-off" if document.enabled else "button-switch-on"), switch),
        PageButton(reader.label("button-copy"), CopyObject(section=section.number, object=number)),
        PageButton(reader.label("button-versions"), VersionsPage(section=section.number, object=number)),
        PageButton(reader.label("button-history"), history_of(section.kind, number)),
        PageButton(
            reader.label("button-delete"),
            DeleteObject(section=section.number, object=number, revision=view.stored.revision),
        ),
        PageButton(reader.label("button-to-list"), SectionPage(section=section.number)),
    ]
    return Page("\n".join(lines), in_rows(buttons))


def delete_object_page(reader: Reader, view: ObjectView) -> Page:
    """Ask before an object is deleted."""
    address = DeleteObject(section=view.section.number, object=view.stored.id, revision=view.stored.revision, sure=1)
    buttons = (
        PageButton(reader.label("button-delete-yes"), address, style="danger"),
        PageButton(reader.label("button-no-back"), ObjectPage(section=view.section.number, object=view.stored.id)),
    )
    return Page(reader.text("ask-delete-object", title=view.called), in_rows(buttons))


def switch_off_page(reader: Reader, view: ObjectView) -> Page:
    """Ask before an object goes off that is in use."""
    section, number = view.section.number, view.stored.id
    address = SwitchOffInUse(section=section, object=number, revision=view.stored.revision)
    buttons = (
        PageButton(reader.label("button-switch-off-yes"), address, style="danger"),
        PageButton(reader.label("button-no-back"), ObjectPage(section=section, object=number)),
    )
    users = ", ".join(view.users[:MOST_USERS])
    more = max(0, len(view.users) - MOST_USERS)
    text = reader.text("ask-switch-off", section=view.section, title=view.called, users=users, more=more)
    return Page(text, in_rows(buttons))


def versions_page(
    reader: Reader, view: ObjectView, versions: NumberedPage[Version], names: Sequence[str], start: int
) -> Page:
    """List an object's versions; pressing one puts it on the draft. `names` say who made each."""
    section, number = view.section.number, view.stored.id
    rows = [
        (
            PageButton(
                f"№ {version.revision} · {reader.moment(version.changed_at)} · {name}",
                BringBack(section=section, object=number, revision=version.revision),
            ),
        )
        for version, name in zip(versions.items, names, strict=True)
        if version.revision != view.stored.revision
    ]
    turning = turning_by_number(reader, VersionsPage(section=section, object=number, start=start), versions)
    back = in_rows([PageButton(reader.label("button-back"), ObjectPage(section=section, object=number))])
    key = "versions" if rows else "versions-none"
    return Page(reader.text(key, title=view.called), (*rows, *turning, *back))


def _head(reader: Reader, view: ObjectView) -> str:
    document = view.stored.document
    head = reader.text(f"object-{view.section}", title=document.title)
    name = reader.text("object-name", name=document.system_name)
    lines = [head, name, reader.text(f"purpose-{view.section}")]
    if not document.enabled:
        lines.append(reader.text("object-off"))
    if view.users:
        lines.append(reader.text("object-users", users=", ".join(view.users)))
    return "\n".join(lines)


def _values(reader: Reader, view: ObjectView) -> list[str]:
    """Return what is given, without what has its own line already and what is rare and as it comes."""
    form = form_of_section(view.section)
    data = editable(view.stored.document)
    draft = Draft(0, view.section, view.stored.id, 0, data, 0, 0, reader.now)
    lines = []
    for field in form.fields:
        if field.name in {"title", "system_name", "event"} or not applies(field, data) or field.type is Type.ACTIONS:
            continue
        words = value_words(reader, draft, field, data.get(field.name), view.office)
        default = value_words(reader, draft, field, field.plain_default, view.office)
        if words and not (field.name in form.rare and words == default):
            title = reader.texts.escape(field_title(reader, form, field))
            lines.append(f"<b>{title}:</b> {reader.texts.escape(words)}")
    return lines


def _items(
    reader: Reader, section: Section, office: Office, objects: Sequence[Stored[Any] | StoredTemplate]
) -> list[Item]:
    """Return objects to choose from; those of one title, on whatever page, are told apart by their system names."""
    called = titles_apart((item.document for item in office.objects(section)), state=False)
    lines = apart([called[item.document.system_name] for item in objects])
    return [
        Item(
            f"{_sign(item.document.enabled)}{reader.texts.escape(line)}",
            PageButton(
                f"{_sign(item.document.enabled)}{item.document.title}",
                ObjectPage(section=section.number, object=item.id),
            ),
        )
        for line, item in zip(lines, objects, strict=True)
    ]


def _sign(enabled: bool) -> str:
    return "" if enabled else OFF
