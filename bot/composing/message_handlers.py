"""Whatever people send: an answer where a question is open, else kept until they say what it is for."""

from aiogram import F, Router
from aiogram.types import Message

from bot.cards.screen import CardScreen
from bot.composing.kept_screen import KeptScreen
from bot.composing.screen import ComposingScreen
from bot.composing.sent_files import FetchFile, file_of
from bot.telegram.asking import (
    NotAnAnswer,
    NotAnAnswerAndKept,
    PageAsks,
    Questions,
    WordsExpected,
    WordsExpectedAndKept,
)
from bot.telegram.entities import rich_text_from
from bot.telegram.page import LONGEST_LABEL, shorten
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.errors import GonetsError
from domain.records.answer_question import AnswerQuestion
from domain.records.correct_answer import TooLateToCorrect
from domain.records.fill_record import FillRecord
from domain.records.fillings import NothingAsked, unexpected
from domain.records.keep_message import KeepMessage
from domain.records.take_answer import Incoming
from domain.records.take_message import TakeMessage, Taken


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="messages")
    router.message.register(
        unknown_command, F.text.startswith("/"), F.entities[0].type == "bot_command", F.entities[0].offset == 0
    )
    router.message.register(no_answer, PageAsks())
    router.message.register(take_words, F.text)
    router.message.register(take_file, F.func(file_of))
    router.message.register(something_else)
    router.edited_message.register(correct_answer, F.text | F.caption)
    return router


def incoming_of(message: Message) -> Incoming:
    """Return a message as the use cases take it: its text, or the caption of its file."""
    words, entities = message.text, message.entities
    if words is None:
        words, entities = message.caption, message.caption_entities
    text = None if words is None else rich_text_from(words, entities)
    return Incoming(message.chat.id, message.message_id, message.date, text)


async def unknown_command(message: Message, composing: ComposingScreen, visit: Visit) -> None:
    """A command that does not exist: say what does, and keep the question."""
    command = shorten((message.text or "").split()[0], LONGEST_LABEL)
    notice = visit.text("unknown-command", command=command, role=visit.person.role)
    await composing.here(visit.saying(notice))


async def no_answer(
    message: Message, fetch_file: FetchFile, keep_message: KeepMessage, questions: Questions, visit: Visit
) -> None:
    """A page's question is open, and this does not answer it; it is kept, and must not slip into a draft."""
    words = message.document is None and message.contact is None
    sent = file_of(message)
    if sent is None:
        raise questions.refusal(visit.person, WordsExpected() if words else NotAnAnswer())
    await keep_message(visit.person, incoming_of(message), await fetch_file(sent))
    raise questions.refusal(visit.person, WordsExpectedAndKept() if words else NotAnAnswerAndKept())


async def take_words(
    message: Message,
    take_message: TakeMessage,
    screen: Screen,
    composing: ComposingScreen,
    kept_screen: KeptScreen,
    visit: Visit,
) -> None:
    """A typed answer, or words that nobody asked for."""
    at = await screen.chat.live(visit.person.telegram_id)
    taken = await take_message.words(visit.person, incoming_of(message), at)
    await _show(visit, taken, composing, kept_screen)


async def take_file(
    message: Message,
    fetch_file: FetchFile,
    take_message: TakeMessage,
    screen: Screen,
    cards: CardScreen,
    composing: ComposingScreen,
    kept_screen: KeptScreen,
    visit: Visit,
) -> None:
    """A file of any kind, with or without a caption."""
    sent = file_of(message)
    if sent is None:
        raise NothingAsked
    incoming = incoming_of(message)
    try:
        file = await fetch_file(sent)
    except GonetsError:
        await take_message.caption(visit.person, incoming)
        raise
    at = await screen.chat.live(visit.person.telegram_id)
    taken = await take_message.file(visit.person, incoming, file, at)
    filling = taken.filling
    finished = filling is not None and filling.question is None and taken.refusal is None
    # The parts of an album come one by one: a card that stands already changes where it is.
    if file.album is None or filling is None or not finished or not await cards.redraw(visit.person, filling.record.id):
        await _show(visit, taken, composing, kept_screen)


async def something_else(message: Message, fill: FillRecord, visit: Visit) -> None:
    """A sticker, a poll: say what is expected instead."""
    filling = await fill.filling(visit.person)
    if filling is None:
        raise NothingAsked
    raise unexpected(filling)


async def correct_answer(
    message: Message,
    fill: FillRecord,
    answer: AnswerQuestion,
    keep_message: KeepMessage,
    cards: CardScreen,
    composing: ComposingScreen,
    kept_screen: KeptScreen,
    visit: Visit,
) -> None:
    """An own message was edited: the answer that it gave follows, or what was kept of it."""
    incoming = incoming_of(message)
    kept = await keep_message.edited(visit.person, incoming)
    if kept is not None:
        if kept.message_id is not None:
            await kept_screen.offer(visit.within(kept.message_id), kept)
        return
    try:
        filling = await answer.correct(visit.person, incoming)
    except TooLateToCorrect as late:
        if late.record_id is None:
            raise
        await composing.offer_copy(visit, late, late.record_id, message.message_id)
        return
    if filling is None:
        return
    asked = await fill.filling(visit.person)
    if asked is not None and asked.record.id != filling.record.id:
        # The question of another record stays on the screen; the corrected card changes where it stands.
        await cards.redraw(visit.person, filling.record.id)
        filling = asked
    await composing.filling(visit.saying(visit.text("corrected")), filling)


async def _show(visit: Visit, taken: Taken, composing: ComposingScreen, kept_screen: KeptScreen) -> None:
    if taken.refusal is not None:
        raise taken.refusal
    if taken.filling is not None:
        await composing.filling(visit, taken.filling)
    elif taken.kept is not None:
        await kept_screen.offer(visit.within(taken.kept.message_id), taken.kept)
