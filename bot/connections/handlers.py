"""What a connection has besides its fields: the check, a test letter, a new password, setting it up."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message
from pydantic import SecretStr

from bot.connections.addresses import (
    AskPassword,
    CheckDraft,
    CheckNow,
    FixField,
    OpenConnection,
    SendTo,
    SetUp,
    TestLetterPage,
)
from bot.connections.checks import ConnectionChecks
from bot.connections.device_codes import DeviceCodes
from bot.connections.letter_by_hand import LetterByHand
from bot.connections.questions import LetterTo, NewSecret
from bot.connections.screen import ConnectionScreen
from bot.objects.editing_pages import mistakes_page
from bot.objects.editor_screen import EditorScreen
from bot.objects.screen import ObjectsScreen
from bot.objects.secret_words import kept_words
from bot.telegram.asking import Answers
from bot.telegram.screen import Screen
from bot.telegram.secrets_in_chat import erased
from bot.telegram.visit import Visit
from domain.checking.check_connection import DraftHasMistakes
from domain.checking.enter_password import EnterPassword
from domain.editing.draft import ObjectChanged
from domain.editing.editor import Editor
from domain.editing.presets import presets_of
from domain.logins.oauth2.device_waits import ForWhat
from domain.sections import Section


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="connections")
    router.callback_query.register(open_apart, OpenConnection.filter())
    router.callback_query.register(check_now, CheckNow.filter())
    router.callback_query.register(check_draft, CheckDraft.filter())
    router.callback_query.register(fix_field, FixField.filter())
    router.callback_query.register(set_up, SetUp.filter())
    router.callback_query.register(ask_password, AskPassword.filter())
    router.callback_query.register(ask_test_letter, TestLetterPage.filter())
    router.callback_query.register(send_to_offered, SendTo.filter())
    router.message.register(take_password, F.text, Answers(NewSecret))
    router.message.register(send_to_typed, F.text, Answers(LetterTo))
    return router


async def open_apart(query: CallbackQuery, callback_data: OpenConnection, objects: ObjectsScreen, visit: Visit) -> None:
    """The connection's page, below the notice."""
    await objects.object(visit.below(), Section.CONNECTIONS, callback_data.connection)


async def check_now(query: CallbackQuery, callback_data: CheckNow, checks: ConnectionChecks, visit: Visit) -> None:
    """Check what is in force."""
    await checks.connection(visit, callback_data.connection)


async def check_draft(
    query: CallbackQuery,
    callback_data: CheckDraft,
    checks: ConnectionChecks,
    screen: Screen,
    editor: Editor,
    editing: EditorScreen,
    visit: Visit,
) -> None:
    """Check what a draft says, and put it in force if that is wished and the check passes."""
    where = callback_data
    try:
        await checks.draft(visit, where.draft, where.revision, apply=bool(where.apply))
    except DraftHasMistakes as error:
        shown = await editor.look(visit.person, where.draft)
        await screen.page(visit, mistakes_page(visit, shown, error.mistakes))
    except ObjectChanged:
        await editing.stale(visit, where.draft, "")


async def fix_field(
    query: CallbackQuery, callback_data: FixField, editor: Editor, editing: EditorScreen, visit: Visit
) -> None:
    """Change one field of the connection, on its draft."""
    opened = await editor.open(visit.person, Section.CONNECTIONS, callback_data.connection)
    shown = await editor.look(visit.person, opened.draft.id, callback_data.token)
    await editing.show(visit, shown)


async def set_up(
    query: CallbackQuery,
    callback_data: SetUp,
    connection_screen: ConnectionScreen,
    editor: Editor,
    editing: EditorScreen,
    visit: Visit,
) -> None:
    """Fill in a connection that nobody has set up: the provider first, then what is not known yet."""
    number, presets = callback_data.connection, presets_of(Section.CONNECTIONS)
    if not callback_data.preset:
        await connection_screen.presets(visit, number)
        return
    known = presets[callback_data.preset - 1].document if callback_data.preset <= len(presets) else {}
    await editing.show(visit, await editor.fill(visit.person, Section.CONNECTIONS, number, known))


async def ask_password(
    query: CallbackQuery,
    callback_data: AskPassword,
    connection_screen: ConnectionScreen,
    device_codes: DeviceCodes,
    visit: Visit,
) -> None:
    """Ask for a new password, or for what stands in its place; a code where there is nothing to type."""
    number, where = callback_data.connection, visit.below() if callback_data.apart else visit
    if await connection_screen.is_by_code(visit, number):
        await device_codes.show(where, ForWhat(number))
    else:
        await connection_screen.ask_password(where, number)


async def take_password(
    message: Message,
    asked: NewSecret,
    screen: Screen,
    enter_password: EnterPassword,
    checks: ConnectionChecks,
    visit: Visit,
) -> None:
    """A new secret: its message goes at once, it is kept at once, and the connection is checked with it."""
    number, secret = asked.connection, SecretStr((message.text or "").strip())
    async with erased(message, screen, visit):
        await enter_password(visit.person, number, asked.revision, secret, asked.secret)
        await checks.connection(visit.saying(kept_words(visit, asked.secret, secret)), number)


async def ask_test_letter(
    query: CallbackQuery, callback_data: TestLetterPage, letter_by_hand: LetterByHand, visit: Visit
) -> None:
    """Ask to whom a test letter is to go."""
    await letter_by_hand.ask(visit, callback_data.connection, route=callback_data.route)


async def send_to_offered(
    query: CallbackQuery, callback_data: SendTo, letter_by_hand: LetterByHand, visit: Visit
) -> None:
    """Send it to one who was offered."""
    await letter_by_hand.to_offered(visit, callback_data)


async def send_to_typed(message: Message, asked: LetterTo, letter_by_hand: LetterByHand, visit: Visit) -> None:
    """Send it to a typed address."""
    await letter_by_hand.to_typed(visit, asked.connection, message.text or "", asked.turn, asked.route)
