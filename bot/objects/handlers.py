"""Configured objects: their lists, their pages, and what is done with one as a whole."""

from collections.abc import Mapping
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.first_steps.admin_addresses import ConnectionsPage
from bot.objects.addresses import (
    AddObject,
    BringBack,
    CopyObject,
    DeleteObject,
    EditObject,
    ObjectPage,
    SectionPage,
    SwitchObject,
    VersionsPage,
)
from bot.objects.editor_screen import EditorScreen
from bot.objects.screen import TOPIC, ObjectsScreen
from bot.telegram.asking import Answers, ForAdmins
from domain.editing.draft import Section
from domain.editing.editor import Editor
from domain.editing.keep_object import KeepObject
from domain.editing.presets import presets_of
from domain.one_line import in_one_line
from domain.people import Person


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="objects")
    router.message.filter(ForAdmins())
    router.callback_query.filter(ForAdmins())
    router.message.register(show_command, Command(*Section))
    router.message.register(search, Answers(TOPIC), F.text)
    router.callback_query.register(show_connections, ConnectionsPage.filter())
    router.callback_query.register(show_section, SectionPage.filter())
    router.callback_query.register(show_object, ObjectPage.filter())
    router.callback_query.register(add, AddObject.filter())
    router.callback_query.register(edit, EditObject.filter())
    router.callback_query.register(switch, SwitchObject.filter())
    router.callback_query.register(copy, CopyObject.filter())
    router.callback_query.register(delete, DeleteObject.filter())
    router.callback_query.register(show_versions, VersionsPage.filter())
    router.callback_query.register(bring_back, BringBack.filter())
    return router


async def show_command(message: Message, command: CommandObject, objects: ObjectsScreen, person: Person) -> None:
    """A section, by its command."""
    await objects.section(person, Section(command.command), at=None)


async def search(message: Message, about: Mapping[str, Any], objects: ObjectsScreen, person: Person) -> None:
    """Words that were typed on a long list."""
    await objects.search(person, about, in_one_line(message.text or ""))


async def show_connections(query: CallbackQuery, objects: ObjectsScreen, person: Person, at: int | None) -> None:
    """The connections, by a button."""
    await objects.section(person, Section.CONNECTIONS, at=at)


async def show_section(
    query: CallbackQuery, callback_data: SectionPage, objects: ObjectsScreen, person: Person, at: int | None
) -> None:
    """A section, by a button."""
    section = Section.by_number(callback_data.section)
    await objects.section(person, section, at=at, start=callback_data.start)


async def show_object(
    query: CallbackQuery, callback_data: ObjectPage, objects: ObjectsScreen, person: Person, at: int | None
) -> None:
    """One object as it is in force."""
    await objects.object(person, Section.by_number(callback_data.section), callback_data.object, at=at)


async def add(
    query: CallbackQuery,
    callback_data: AddObject,
    objects: ObjectsScreen,
    editor: Editor,
    editing: EditorScreen,
    person: Person,
    at: int | None,
) -> None:
    """A new object: from a preset where there are some, then question by question."""
    section = Section.by_number(callback_data.section)
    presets = presets_of(section)
    if presets and not callback_data.preset:
        await objects.presets(person, section, at=at)
        return
    chosen = presets[callback_data.preset - 1].document if 0 < callback_data.preset <= len(presets) else {}
    await editing.show(person, await editor.begin(person, section, chosen), at=at)


async def edit(
    query: CallbackQuery,
    callback_data: EditObject,
    editor: Editor,
    editing: EditorScreen,
    person: Person,
    at: int | None,
) -> None:
    """Change an object."""
    opened = await editor.open(person, Section.by_number(callback_data.section), callback_data.object)
    await editing.show(person, opened, at=at)


async def switch(
    query: CallbackQuery,
    callback_data: SwitchObject,
    objects: ObjectsScreen,
    keep: KeepObject,
    person: Person,
    at: int | None,
) -> None:
    """Switch an object on or off."""
    section, number = Section.by_number(callback_data.section), callback_data.object
    switching = keep.switch(person, section, number, callback_data.revision, on=bool(callback_data.on))
    await objects.done(person, section, number, switching, at=at)


async def copy(
    query: CallbackQuery,
    callback_data: CopyObject,
    keep: KeepObject,
    editing: EditorScreen,
    person: Person,
    at: int | None,
) -> None:
    """A new object with what another one holds."""
    copied = await keep.copy(person, Section.by_number(callback_data.section), callback_data.object)
    await editing.show(person, copied, at=at)


async def delete(
    query: CallbackQuery,
    callback_data: DeleteObject,
    objects: ObjectsScreen,
    keep: KeepObject,
    person: Person,
    at: int | None,
) -> None:
    """Delete an object, after a question."""
    section, number = Section.by_number(callback_data.section), callback_data.object
    if not callback_data.sure:
        await objects.ask_delete(person, section, number, at=at)
        return
    await objects.deleted(person, section, keep.remove(person, section, number, callback_data.revision), number, at=at)


async def show_versions(
    query: CallbackQuery, callback_data: VersionsPage, objects: ObjectsScreen, person: Person, at: int | None
) -> None:
    """An object's versions."""
    section = Section.by_number(callback_data.section)
    await objects.versions(person, section, callback_data.object, at=at, start=callback_data.start)


async def bring_back(
    query: CallbackQuery,
    callback_data: BringBack,
    keep: KeepObject,
    editing: EditorScreen,
    person: Person,
    at: int | None,
) -> None:
    """Put an earlier version on the draft."""
    where = callback_data
    brought = await keep.bring_back(person, Section.by_number(where.section), where.object, where.revision)
    await editing.show(person, brought, at=at)
