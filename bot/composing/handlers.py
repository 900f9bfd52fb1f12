"""Composing: typed, pressed, sent and corrected answers."""

from dataclasses import replace

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, Message

from bot.cards.addresses import (
    ChangeField,
    ClearAnswer,
    CopyCorrected,
    CopyRecord,
    FinishQuestion,
    FullAnswer,
    PickAccount,
    SearchPage,
)
from bot.cards.screen import CardScreen
from bot.composing.screen import ComposingScreen
from bot.telegram.asking import NotAnAnswer, PageAsks, Questions
from bot.telegram.download import download
from bot.telegram.entities import rich_text_from
from bot.telegram.page import LONGEST_LABEL, shorten
from bot.telegram.visit import Visit
from domain.records.answer_question import AnswerQuestion
from domain.records.correct_answer import TooLateToCorrect
from domain.records.fill_record import FillRecord
from domain.records.places import NothingAsked, unexpected
from domain.records.take_answer import Incoming
from domain.records.types.document import MAX_FILE_BYTES, MAX_FILES, TooManyFiles


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="composing")
    router.callback_query.register(pick_choice, PickAccount.filter())
    router.callback_query.register(turn_choices, SearchPage.filter())
    router.callback_query.register(finish, FinishQuestion.filter())
    router.callback_query.register(clear, ClearAnswer.filter())
    router.callback_query.register(change_field, ChangeField.filter())
    router.callback_query.register(full_answer, FullAnswer.filter())
    router.callback_query.register(copy_corrected, CopyCorrected.filter())
    router.callback_query.register(copy_record, CopyRecord.filter())
    router.message.register(
        unknown_command, F.text.startswith("/"), F.entities[0].type == "bot_command", F.entities[0].offset == 0
    )
    router.message.register(no_answer, PageAsks())
    router.message.register(answer_text, F.text)
    router.message.register(answer_file, F.document | F.photo)
    router.message.register(something_else)
    router.edited_message.register(correct_answer, F.text | F.caption)
    return router


def _incoming(message: Message, file_name: str | None = None) -> Incoming:
    text = rich_text_from(message.text, message.entities) if message.text is not None else None
    return Incoming(message.chat.id, message.message_id, message.date, text, file_name)


def _edited(message: Message) -> Incoming:
    """What a message says now: a caption answers as a text does."""
    if message.text is not None:
        return _incoming(message)
    return replace(_incoming(message), text=rich_text_from(message.caption or "", message.caption_entities))


async def pick_choice(
    query: CallbackQuery, callback_data: PickAccount, answer: AnswerQuestion, composing: ComposingScreen, visit: Visit
) -> None:
    """What a question offers was chosen: a recipient, most often."""
    where = callback_data
    place = await answer.answer_choice(visit.person, where.record, where.attribute, where.account)
    await composing.place(visit, place)


async def turn_choices(
    query: CallbackQuery, callback_data: SearchPage, answer: AnswerQuestion, composing: ComposingScreen, visit: Visit
) -> None:
    """Another page of what a question offers."""
    where = callback_data
    place = await answer.turn(visit.person, where.record, where.attribute, where.page)
    await composing.place(visit, place)


async def finish(
    query: CallbackQuery,
    callback_data: FinishQuestion,
    answer: AnswerQuestion,
    composing: ComposingScreen,
    visit: Visit,
) -> None:
    """A question was passed over, or has all its values."""
    await composing.place(visit, await answer.finish(visit.person, callback_data.record, callback_data.attribute))


async def clear(
    query: CallbackQuery, callback_data: ClearAnswer, answer: AnswerQuestion, composing: ComposingScreen, visit: Visit
) -> None:
    """An answer was emptied."""
    await composing.place(visit, await answer.clear(visit.person, callback_data.record, callback_data.attribute))


async def change_field(
    query: CallbackQuery, callback_data: ChangeField, fill: FillRecord, composing: ComposingScreen, visit: Visit
) -> None:
    """One field is asked for again."""
    await composing.place(visit, await fill.change(visit.person, callback_data.record, callback_data.attribute))


async def full_answer(
    query: CallbackQuery, callback_data: FullAnswer, composing: ComposingScreen, visit: Visit
) -> None:
    """The answer that a question changes, whole."""
    await composing.full_answer(visit, callback_data)


async def copy_record(
    query: CallbackQuery, callback_data: CopyRecord, fill: FillRecord, composing: ComposingScreen, visit: Visit
) -> None:
    """A new record with the same values, below everything: the old card stays."""
    place = await fill.copy(visit.person, callback_data.record)
    await composing.place(visit.below().saying(visit.text("copied")), place)


async def copy_corrected(
    query: CallbackQuery, callback_data: CopyCorrected, answer: AnswerQuestion, composing: ComposingScreen, visit: Visit
) -> None:
    """A new record with the correction that came too late for the letter."""
    place = await answer.correct_in_a_copy(visit.person, callback_data.record, callback_data.message)
    await composing.place(visit.saying(visit.text("copied-corrected")), place)


async def unknown_command(message: Message, fill: FillRecord, composing: ComposingScreen, visit: Visit) -> None:
    """A command that does not exist: say what does, and keep the question."""
    command = shorten((message.text or "").split()[0], LONGEST_LABEL)
    notice = visit.text("unknown-command", command=command)
    await composing.here(visit.saying(notice))


async def no_answer(message: Message, questions: Questions, visit: Visit) -> None:
    """A page's question is open, and this does not answer it; it must not slip into the draft instead."""
    raise questions.refusal(visit.person, NotAnAnswer())


async def answer_text(message: Message, answer: AnswerQuestion, composing: ComposingScreen, visit: Visit) -> None:
    """A typed answer."""
    await composing.place(visit, await answer.answer_text(visit.person, _incoming(message)))


async def answer_file(
    message: Message, fill: FillRecord, answer: AnswerQuestion, composing: ComposingScreen, visit: Visit, bot: Bot
) -> None:
    """A file or a photo was sent along; its caption answers what is asked in words."""
    place = await fill.place(visit.person)
    if place is None:
        raise NothingAsked
    if not await answer.wants_file(visit.person):
        raise unexpected(place)
    file = message.document or (message.photo[-1] if message.photo else None)
    if file is None or (file.file_size or 0) > MAX_FILE_BYTES:
        raise TooManyFiles(limit=MAX_FILES, megabytes=MAX_FILE_BYTES // 2**20)
    content = await download(bot, file)
    document = message.document
    name = document.file_name if document else f"photo-{message.message_id}.jpg"
    content_type = (document.mime_type if document else "image/jpeg") or "application/octet-stream"
    place = await answer.answer_file(visit.person, _incoming(message, name), content_type, content)
    if message.caption is not None and place.question is not None and place.question.takes_text:
        caption = rich_text_from(message.caption, message.caption_entities)
        place = await answer.answer_text(visit.person, replace(_incoming(message), text=caption))
    await composing.place(visit, place)


async def something_else(message: Message, fill: FillRecord, visit: Visit) -> None:
    """A sticker, a voice message, a poll: say what is expected instead."""
    place = await fill.place(visit.person)
    if place is None:
        raise NothingAsked
    raise unexpected(place)


async def correct_answer(
    message: Message,
    fill: FillRecord,
    answer: AnswerQuestion,
    cards: CardScreen,
    composing: ComposingScreen,
    visit: Visit,
) -> None:
    """An own message was edited: what it gave follows, while the record is a draft; else it is said why not."""
    try:
        place = await answer.correct(visit.person, _edited(message))
    except TooLateToCorrect as late:
        if late.record_id is None:
            raise
        await composing.offer_copy(visit, late, late.record_id, message.message_id)
        return
    if place is None:
        return
    asked = await fill.place(visit.person)
    if asked is not None and asked.record.id != place.record.id:
        # The question of another record stays on the screen; the corrected card changes where it stands.
        await cards.redraw(visit.person, place.record.id)
        place = asked
    await composing.place(visit.saying(visit.text("corrected")), place)
