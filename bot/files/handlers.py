"""Files that administrators send when no question of a record wants one: looked at, applied, cancelled."""

from aiogram import Bot, F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from bot.cards.screen import CardScreen
from bot.composing.kept_screen import KeptScreen
from bot.composing.message_handlers import take_file as take_any_file
from bot.composing.screen import ComposingScreen
from bot.composing.sent_files import FetchFile
from bot.files.addresses import ApplyUploadNow, CancelUpload, UploadPage
from bot.files.uploads import ReceivedFile, TakeFile, UploadScreen
from bot.objects.key_files import take_key_away
from bot.telegram.download import download
from bot.telegram.mistakes import error_words
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.file_names import file_name
from domain.records.answer_question import AnswerQuestion
from domain.records.fill_record import FillRecord
from domain.records.take_message import TakeMessage
from domain.uploads.uploads import SteerUploads, UploadState


class NoQuestionWantsFile(Filter):
    """Lets a file through that no attribute of the open record can take: those have precedence."""

    async def __call__(self, _event: Message, visit: Visit, answer: AnswerQuestion) -> bool:
        """Whether the file is for us."""
        return not await answer.wants_file(visit.person)


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="uploads")
    router.message.register(take, F.document, NoQuestionWantsFile())
    router.callback_query.register(show, UploadPage.filter())
    router.callback_query.register(apply, ApplyUploadNow.filter())
    router.callback_query.register(cancel, CancelUpload.filter())
    return router


async def take(
    message: Message,
    bot: Bot,
    fetch_file: FetchFile,
    screen: Screen,
    take_file: TakeFile,
    take_message: TakeMessage,
    cards: CardScreen,
    composing: ComposingScreen,
    kept_screen: KeptScreen,
    visit: Visit,
) -> None:
    """A file was sent: it is looked at, and nothing more; a key of a service account does not stay in the chat."""
    await take_key_away(message, bot, screen, visit)
    document = message.document
    name = file_name((document.file_name if document else None) or "")
    if not take_file.knows(name):
        if visit.person.question is not None:
            raise SkipHandler  # What a page has asked decides what becomes of it.
        hint = visit.saying(error_words(visit, take_file.unknown(name)))
        await take_any_file(message, fetch_file, take_message, screen, cards, composing, kept_screen, hint)
        return
    take_file.check(name, document.file_size or 0 if document else 0)
    content = await download(bot, document)  # type: ignore[arg-type]  # F.document: it is there
    await take_file(visit, ReceivedFile(name, content, message.message_id))


async def show(
    query: CallbackQuery,
    callback_data: UploadPage,
    steer_uploads: SteerUploads,
    upload_screen: UploadScreen,
    visit: Visit,
) -> None:
    """What a file would change, or how far it has come."""
    upload = await steer_uploads.get(visit.person, callback_data.upload)
    await upload_screen.show(visit, upload, page=callback_data.page)


async def apply(
    query: CallbackQuery,
    callback_data: ApplyUploadNow,
    steer_uploads: SteerUploads,
    upload_screen: UploadScreen,
    visit: Visit,
) -> None:
    """Apply it, as work of its own."""
    await upload_screen.show(visit, await steer_uploads.apply(visit.person, callback_data.upload))


async def cancel(
    query: CallbackQuery,
    callback_data: CancelUpload,
    fill: FillRecord,
    steer_uploads: SteerUploads,
    upload_screen: UploadScreen,
    composing: ComposingScreen,
    visit: Visit,
) -> None:
    """Do not apply it: the person goes back to where they were."""
    upload = await steer_uploads.cancel(visit.person, callback_data.upload)
    if upload.state is not UploadState.CANCELLED:
        await upload_screen.show(visit, upload)
        return
    notice = visit.text("upload-cancelled", name=upload.name)
    await composing.here(visit.saying(notice))
