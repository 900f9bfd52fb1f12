"""Configured objects: their lists, their pages, and what is done with one as a whole."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.first_steps.addresses import ConnectionsPage
from bot.objects.addresses import (
    AddObject,
    AddScenario,
    BringBack,
    CopyObject,
    DeleteObject,
    EditObject,
    ObjectPage,
    SectionPage,
    SwitchObject,
    SwitchOffInUse,
    VersionsPage,
)
from bot.objects.editor_screen import EditorScreen
from bot.objects.screen import ObjectsScreen
from bot.telegram.visit import Visit
from domain.editing.buttons_without_scenario import scenario_for
from domain.editing.editor import Editor
from domain.editing.keep_object import KeepObject
from domain.editing.presets import presets_of
from domain.sections import Section


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="objects")
    router.message.register(show_command, Command(*Section))
    router.callback_query.register(show_connections, ConnectionsPage.filter())
    router.callback_query.register(show_section, SectionPage.filter())
    router.callback_query.register(show_object, ObjectPage.filter())
    router.callback_query.register(add, AddObject.filter())
    router.callback_query.register(edit, EditObject.filter())
    router.callback_query.register(switch, SwitchObject.filter())
    router.callback_query.register(switch_off, SwitchOffInUse.filter())
    router.callback_query.register(add_scenario, AddScenario.filter())
    router.callback_query.register(copy, CopyObject.filter())
    router.callback_query.register(delete, DeleteObject.filter())
    router.callback_query.register(show_versions, VersionsPage.filter())
    router.callback_query.register(bring_back, BringBack.filter())
    return router


async def show_command(message: Message, command: CommandObject, objects: ObjectsScreen, visit: Visit) -> None:
    """A section, by its command."""
    await objects.section(visit, Section(command.command))


async def show_connections(query: CallbackQuery, objects: ObjectsScreen, visit: Visit) -> None:
    """The connections, by a button."""
    await objects.section(visit, Section.CONNECTIONS)


async def show_section(query: CallbackQuery, callback_data: SectionPage, objects: ObjectsScreen, visit: Visit) -> None:
    """A section, by a button."""
    section = Section.by_number(callback_data.section)
    await objects.section(visit, section, start=callback_data.start)


async def show_object(query: CallbackQuery, callback_data: ObjectPage, objects: ObjectsScreen, visit: Visit) -> None:
    """One object as it is in force."""
    await objects.object(visit, Section.by_number(callback_data.section), callback_data.object)


async def add(
    query: CallbackQuery,
    callback_data: AddObject,
    objects: ObjectsScreen,
    editor: Editor,
    editing: EditorScreen,
    visit: Visit,
) -> None:
    """A new object: from a preset where there are some, then question by question."""
    section = Section.by_number(callback_data.section)
    presets = presets_of(section)
    if presets and not callback_data.preset:
        await objects.presets(visit, section)
        return
    chosen = presets[callback_data.preset - 1].document if 0 < callback_data.preset <= len(presets) else {}
    await editing.show(visit, await editor.begin(visit.person, section, chosen))


async def edit(
    query: CallbackQuery, callback_data: EditObject, editor: Editor, editing: EditorScreen, visit: Visit
) -> None:
    """Change an object."""
    opened = await editor.open(visit.person, Section.by_number(callback_data.section), callback_data.object)
    await editing.show(visit, opened)


async def switch(
    query: CallbackQuery, callback_data: SwitchObject, objects: ObjectsScreen, keep: KeepObject, visit: Visit
) -> None:
    """Switch an object on or off; what is in use goes off after a question."""
    section, number = Section.by_number(callback_data.section), callback_data.object
    if not callback_data.on and await objects.ask_switch_off(visit, section, number):
        return
    switching = keep.switch(visit.person, section, number, callback_data.revision, on=bool(callback_data.on))
    await objects.done(visit, section, number, switching)


async def switch_off(
    query: CallbackQuery, callback_data: SwitchOffInUse, objects: ObjectsScreen, keep: KeepObject, visit: Visit
) -> None:
    """Switch off what is in use."""
    section, number = Section.by_number(callback_data.section), callback_data.object
    await objects.done(
        visit, section, number, keep.switch(visit.person, section, number, callback_data.revision, on=False)
    )


async def add_scenario(
    query: CallbackQuery, callback_data: AddScenario, editor: Editor, editing: EditorScreen, visit: Visit
) -> None:
    """A new scenario for a button of a template."""
    begun = scenario_for(await editor.office(visit.person), callback_data.template, callback_data.button)
    await editing.show(visit, await editor.begin(visit.person, Section.SCENARIOS, begun))


async def copy(
    query: CallbackQuery, callback_data: CopyObject, keep: KeepObject, editing: EditorScreen, visit: Visit
) -> None:
    """A new object with what another one holds."""
    copied = await keep.copy(visit.person, Section.by_number(callback_data.section), callback_data.object)
    await editing.show(visit, copied)


async def delete(
    query: CallbackQuery, callback_data: DeleteObject, objects: ObjectsScreen, keep: KeepObject, visit: Visit
) -> None:
    """Delete an object, after a question."""
    section, number = Section.by_number(callback_data.section), callback_data.object
    if not callback_data.sure:
        await objects.ask_delete(visit, section, number)
        return
    await objects.deleted(visit, section, keep.remove(visit.person, section, number, callback_data.revision), number)


async def show_versions(
    query: CallbackQuery, callback_data: VersionsPage, objects: ObjectsScreen, visit: Visit
) -> None:
    """An object's versions."""
    section = Section.by_number(callback_data.section)
    await objects.versions(visit, section, callback_data.object, start=callback_data.start)


async def bring_back(
    query: CallbackQuery, callback_data: BringBack, keep: KeepObject, editing: EditorScreen, visit: Visit
) -> None:
    """Put an earlier version on the draft."""
    where = callback_data
    brought = await keep.bring_back(visit.person, Section.by_number(where.section), where.object, where.revision)
    await editing.show(visit, brought)
