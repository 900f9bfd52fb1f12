"""Drafts: each press and each typed answer is one step, and the next page follows from the draft."""

from collections.abc import Mapping
from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message
from pydantic import SecretStr

from bot.composing.screen import Screen
from bot.objects.addresses import AddPart, ApplyDraft, DraftPage, GiveUpDraft, MoveName, MovePart, SkipField, TakeChoice
from bot.objects.editing_pages import give_up_page, mistakes_page, moved_base_page
from bot.objects.editing_parts import kinds_page, page_of_name, remove_part_page
from bot.objects.editor_screen import SECRET_TOPIC, TOPIC, EditorScreen
from bot.objects.screen import ObjectsScreen
from bot.telegram.asking import Answers, ForAdmins
from bot.telegram.secrets_in_chat import erased
from domain.editing.draft import ObjectChanged
from domain.editing.editor import Editor
from domain.editing.fields import Type
from domain.editing.guarding import keep_used
from domain.editing.keep_object import KeepObject
from domain.editing.rearranging import MOVES, reordered
from domain.people import Person


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="editing")
    router.message.filter(ForAdmins())
    router.callback_query.filter(ForAdmins())
    router.callback_query.register(show, DraftPage.filter())
    router.callback_query.register(choose, TakeChoice.filter())
    router.callback_query.register(skip, SkipField.filter())
    router.callback_query.register(add_part, AddPart.filter())
    router.callback_query.register(move_part, MovePart.filter())
    router.callback_query.register(move_name, MoveName.filter())
    router.callback_query.register(apply, ApplyDraft.filter())
    router.callback_query.register(give_up, GiveUpDraft.filter())
    router.message.register(take_text, F.text, Answers(TOPIC))
    router.message.register(take_secret, F.text, Answers(SECRET_TOPIC))
    return router


async def show(
    query: CallbackQuery,
    callback_data: DraftPage,
    editor: Editor,
    editing: EditorScreen,
    person: Person,
    at: int | None,
) -> None:
    """A place in a draft."""
    place = await editor.look(person, callback_data.draft, callback_data.token)
    await editing.show(person, place, at=at, more=callback_data.more)


async def choose(
    query: CallbackQuery,
    callback_data: TakeChoice,
    editor: Editor,
    editing: EditorScreen,
    person: Person,
    at: int | None,
) -> None:
    """A field was answered by a press."""
    where = callback_data
    step = editor.choose(person, where.draft, where.revision, where.token, where.choice)
    await editing.step(person, step, where.draft, where.token, at=at)


async def skip(
    query: CallbackQuery,
    callback_data: SkipField,
    editor: Editor,
    editing: EditorScreen,
    person: Person,
    at: int | None,
) -> None:
    """A field was passed over, or emptied."""
    where = callback_data
    step = editor.skip(person, where.draft, where.revision, where.token)
    await editing.step(person, step, where.draft, where.token, at=at)


async def add_part(
    query: CallbackQuery,
    callback_data: AddPart,
    screen: Screen,
    editor: Editor,
    editing: EditorScreen,
    person: Person,
    at: int | None,
) -> None:
    """A part is added to a list; an action's kind is asked first."""
    where = callback_data
    place = await editor.look(person, where.draft, where.token)
    if place.here.type is Type.ACTIONS and not where.kind:
        await screen.page(person, kinds_page(screen.reader(person), place), at=at)
        return
    step = editor.add(person, where.draft, where.revision, where.token, where.kind - 1)
    await editing.step(person, step, where.draft, where.token, at=at)


async def move_part(
    query: CallbackQuery,
    callback_data: MovePart,
    screen: Screen,
    editor: Editor,
    editing: EditorScreen,
    person: Person,
    at: int | None,
) -> None:
    """A part is moved, copied, or after a question removed."""
    where = callback_data
    move = MOVES[where.move] if where.move < len(MOVES) else ""
    if move == "remove" and not where.sure:
        place = await editor.look(person, where.draft, where.token)
        keep_used(place)
        await screen.page(person, remove_part_page(screen.reader(person), place, where), at=at)
        return
    step = editor.rearrange(person, where.draft, where.revision, where.token, move)
    await editing.step(person, step, where.draft, where.token, at=at)


async def move_name(
    query: CallbackQuery,
    callback_data: MoveName,
    editor: Editor,
    editing: EditorScreen,
    person: Person,
    at: int | None,
) -> None:
    """A name in an order goes up or down, out or in."""
    where = callback_data
    place = await editor.look(person, where.draft, where.token)
    names = reordered(place.draft.document, place.here.data, where.name, where.act)
    step = editor.arrange(person, where.draft, where.revision, where.token, names)
    await editing.step(person, step, where.draft, where.token, at=at, more=page_of_name(place, names, where.name))


async def apply(
    query: CallbackQuery,
    callback_data: ApplyDraft,
    screen: Screen,
    editor: Editor,
    keep: KeepObject,
    editing: EditorScreen,
    objects: ObjectsScreen,
    person: Person,
    at: int | None,
) -> None:
    """Put the draft in force, or say all that is missing."""
    where, reader = callback_data, screen.reader(person)
    try:
        applied = await keep.apply(person, where.draft, where.revision, sure=bool(where.sure))
    except ObjectChanged:
        place = await editor.look(person, where.draft)
        if place.draft.revision == where.revision:
            await screen.page(person, moved_base_page(reader, place), at=at)
        else:
            await editing.stale(person, where.draft, "", at=at)
        return
    if applied.object_id is None:
        place = await editor.look(person, where.draft)
        await screen.page(person, mistakes_page(reader, place, applied.mistakes), at=at)
        return
    notice = reader.text("draft-created" if applied.created else "draft-applied")
    await objects.object(person, applied.section, applied.object_id, at=at, notice=notice)


async def give_up(
    query: CallbackQuery,
    callback_data: GiveUpDraft,
    screen: Screen,
    editor: Editor,
    objects: ObjectsScreen,
    person: Person,
    at: int | None,
) -> None:
    """Forget the draft, after a question."""
    if not callback_data.sure:
        place = await editor.look(person, callback_data.draft)
        await screen.page(person, give_up_page(screen.reader(person), place), at=at)
        return
    draft = await editor.give_up(person, callback_data.draft)
    key = "draft-given-up-new" if draft.object_id is None else "draft-given-up"
    notice = screen.reader(person).text(key)
    if draft.object_id is None:
        await objects.section(person, draft.section, at=at, notice=notice)
    else:
        await objects.object(person, draft.section, draft.object_id, at=at, notice=notice)


async def take_text(
    message: Message, about: Mapping[str, Any], editor: Editor, editing: EditorScreen, person: Person
) -> None:
    """A typed answer."""
    draft, token = int(about["draft"]), str(about["token"])
    step = editor.answer(person, draft, int(about["revision"]), token, message.text or "")
    await editing.step(person, step, draft, token, at=None)


async def take_secret(
    message: Message,
    about: Mapping[str, Any],
    screen: Screen,
    editor: Editor,
    editing: EditorScreen,
    person: Person,
) -> None:
    """A password: the message that holds it goes at once, and whoever wrote it hears when it could not."""
    draft, token = int(about["draft"]), str(about["token"])
    secret = SecretStr((message.text or "").strip())
    async with erased(message, screen, person):
        step = editor.answer_secret(person, draft, int(about["revision"]), token, secret)
        await editing.step(person, step, draft, token, at=None)
