"""Drafts: each press and each typed answer is one step, and the next page follows from the draft."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, Message
from pydantic import SecretStr

from bot.objects.addresses import AddPart, ApplyDraft, DraftPage, GiveUpDraft, MoveName, MovePart, SkipField, TakeChoice
from bot.objects.editing_pages import give_up_page, mistakes_page, moved_base_page
from bot.objects.editing_parts import kinds_page, page_of_name, remove_part_page
from bot.objects.editing_words import page_with
from bot.objects.editor_screen import EditorScreen
from bot.objects.key_files import KeyFile, key_in
from bot.objects.questions import DraftField, DraftSecret
from bot.objects.screen import ObjectsScreen
from bot.objects.secret_words import kept_words
from bot.telegram.asking import Answers
from bot.telegram.mistakes import mistake_words
from bot.telegram.screen import Screen
from bot.telegram.secrets_in_chat import erased
from bot.telegram.visit import Visit
from domain.editing.draft import ObjectChanged
from domain.editing.editor import Editor
from domain.editing.field_types import Type
from domain.editing.guarding import keep_used
from domain.editing.keep_object import KeepObject
from domain.editing.rearranging import MOVES, reordered
from domain.logins.oauth2.login import SERVICE_ACCOUNT_KEY


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="editing")
    router.callback_query.register(show, DraftPage.filter())
    router.callback_query.register(choose, TakeChoice.filter())
    router.callback_query.register(skip, SkipField.filter())
    router.callback_query.register(add_part, AddPart.filter())
    router.callback_query.register(move_part, MovePart.filter())
    router.callback_query.register(move_name, MoveName.filter())
    router.callback_query.register(apply, ApplyDraft.filter())
    router.callback_query.register(give_up, GiveUpDraft.filter())
    router.message.register(take_text, F.text, Answers(DraftField))
    router.message.register(take_secret, F.text, Answers(DraftSecret))
    router.message.register(take_key_file, F.document, KeyFile(DraftSecret))
    return router


async def show(
    query: CallbackQuery, callback_data: DraftPage, editor: Editor, editing: EditorScreen, visit: Visit
) -> None:
    """A node of a draft."""
    shown = await editor.look(visit.person, callback_data.draft, callback_data.token)
    await editing.show(visit, shown, more=callback_data.more)


async def choose(
    query: CallbackQuery, callback_data: TakeChoice, editor: Editor, editing: EditorScreen, visit: Visit
) -> None:
    """A field was answered by a press."""
    where = callback_data
    shown = await editor.look(visit.person, where.draft, where.token)
    # A switch is turned where it stands; what was asked is shown by the page that has everything given.
    more = page_with(shown.chain[-2], where.token) if shown.here.type is Type.SWITCH else 0
    step = editor.choose(visit.person, where.draft, where.revision, where.token, where.choice)
    await editing.step(visit, step, where.draft, where.token, more=more)


async def skip(
    query: CallbackQuery, callback_data: SkipField, editor: Editor, editing: EditorScreen, visit: Visit
) -> None:
    """A field was passed over, or emptied."""
    where = callback_data
    step = editor.skip(visit.person, where.draft, where.revision, where.token)
    await editing.step(visit, step, where.draft, where.token)


async def add_part(
    query: CallbackQuery, callback_data: AddPart, screen: Screen, editor: Editor, editing: EditorScreen, visit: Visit
) -> None:
    """A part is added to a list; an action's kind is asked first."""
    where = callback_data
    shown = await editor.look(visit.person, where.draft, where.token)
    if shown.here.type is Type.ACTIONS and not where.kind:
        await screen.page(visit, kinds_page(visit, shown))
        return
    step = editor.add(visit.person, where.draft, where.revision, where.token, where.kind - 1)
    await editing.step(visit, step, where.draft, where.token)


async def move_part(
    query: CallbackQuery, callback_data: MovePart, screen: Screen, editor: Editor, editing: EditorScreen, visit: Visit
) -> None:
    """A part is moved, copied, or after a question removed."""
    where = callback_data
    move = MOVES[where.move] if where.move < len(MOVES) else ""
    if move == "remove" and not where.sure:
        shown = await editor.look(visit.person, where.draft, where.token)
        keep_used(shown)
        await screen.page(visit, remove_part_page(visit, shown, where))
        return
    step = editor.rearrange(visit.person, where.draft, where.revision, where.token, move)
    await editing.step(visit, step, where.draft, where.token)


async def move_name(
    query: CallbackQuery, callback_data: MoveName, editor: Editor, editing: EditorScreen, visit: Visit
) -> None:
    """A name in an order goes up or down, out or in."""
    where = callback_data
    shown = await editor.look(visit.person, where.draft, where.token)
    names = reordered(shown.draft.document, shown.here.data, where.name, where.act)
    step = editor.arrange(visit.person, where.draft, where.revision, where.token, names)
    await editing.step(visit, step, where.draft, where.token, more=page_of_name(shown, names, where.name))


async def apply(
    query: CallbackQuery,
    callback_data: ApplyDraft,
    screen: Screen,
    editor: Editor,
    keep: KeepObject,
    editing: EditorScreen,
    objects: ObjectsScreen,
    visit: Visit,
) -> None:
    """Put the draft in force, or say all that is missing."""
    where, reader = callback_data, visit
    try:
        applied = await keep.apply(visit.person, where.draft, where.revision, sure=bool(where.sure))
    except ObjectChanged:
        shown = await editor.look(visit.person, where.draft)
        if shown.draft.revision == where.revision:
            await screen.page(visit, moved_base_page(reader, shown))
        else:
            await editing.stale(visit, where.draft, "")
        return
    if applied.object_id is None:
        shown = await editor.look(visit.person, where.draft)
        await screen.page(visit, mistakes_page(reader, shown, applied.mistakes))
        return
    notice = reader.text("draft-created" if applied.created else "draft-applied")
    if applied.remarks:
        notice = "\n".join([notice, *(f"⚠️ {mistake_words(reader, item.key, item.params)}" for item in applied.remarks)])
    await objects.object(visit.saying(notice), applied.section, applied.object_id)


async def give_up(
    query: CallbackQuery,
    callback_data: GiveUpDraft,
    screen: Screen,
    editor: Editor,
    objects: ObjectsScreen,
    visit: Visit,
) -> None:
    """Forget the draft, after a question."""
    if not callback_data.sure:
        shown = await editor.look(visit.person, callback_data.draft)
        await screen.page(visit, give_up_page(visit, shown))
        return
    draft = await editor.give_up(visit.person, callback_data.draft)
    key = "draft-given-up-new" if draft.object_id is None else "draft-given-up"
    notice = visit.text(key)
    if draft.object_id is None:
        await objects.section(visit.saying(notice), draft.section)
    else:
        await objects.object(visit.saying(notice), draft.section, draft.object_id)


async def take_text(message: Message, asked: DraftField, editing: EditorScreen, visit: Visit) -> None:
    """A typed answer."""
    await editing.typed(visit, asked, message.text or "")


async def take_secret(
    message: Message, asked: DraftSecret, screen: Screen, editor: Editor, editing: EditorScreen, visit: Visit
) -> None:
    """A password: the message that holds it goes at once, and whoever wrote it hears when it could not."""
    secret = SecretStr((message.text or "").strip())
    async with erased(message, screen, visit):
        await _keep_secret(asked, secret, editor, editing, visit)


async def take_key_file(
    message: Message, asked: DraftSecret, bot: Bot, screen: Screen, editor: Editor, editing: EditorScreen, visit: Visit
) -> None:
    """A service account's key as a file."""
    async with key_in(message, bot, screen, visit) as key:
        await _keep_secret(asked, key, editor, editing, visit)


async def _keep_secret(
    asked: DraftSecret, secret: SecretStr, editor: Editor, editing: EditorScreen, visit: Visit
) -> None:
    notice = kept_words(visit, SERVICE_ACCOUNT_KEY, secret) if asked.wants_key else visit.notice
    step = editor.answer_secret(visit.person, asked.draft, asked.revision, asked.token, secret)
    await editing.step(visit.saying(notice), step, asked.draft, asked.token)
