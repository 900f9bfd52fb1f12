"""Composing: pressed answers, and copies."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.cards.addresses import (
    ChangeField,
    ChosenPage,
    ClearAnswer,
    CopyCorrected,
    CopyRecord,
    FinishQuestion,
    FullAnswer,
    PickAccount,
    SearchPage,
    TakeValueOut,
)
from bot.composing.screen import ComposingScreen
from bot.telegram.picking import A_PAGE
from bot.telegram.visit import Visit
from domain.records.answer_question import AnswerQuestion
from domain.records.fill_record import FillRecord


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="composing")
    router.callback_query.register(pick_choice, PickAccount.filter())
    router.callback_query.register(turn_choices, SearchPage.filter())
    router.callback_query.register(finish, FinishQuestion.filter())
    router.callback_query.register(clear, ClearAnswer.filter())
    router.callback_query.register(show_chosen, ChosenPage.filter())
    router.callback_query.register(take_out, TakeValueOut.filter())
    router.callback_query.register(change_field, ChangeField.filter())
    router.callback_query.register(full_answer, FullAnswer.filter())
    router.callback_query.register(copy_corrected, CopyCorrected.filter())
    router.callback_query.register(copy_record, CopyRecord.filter())
    return router


async def pick_choice(
    query: CallbackQuery, callback_data: PickAccount, answer: AnswerQuestion, composing: ComposingScreen, visit: Visit
) -> None:
    """What a question offers was chosen: a recipient, most often."""
    where = callback_data
    filling = await answer.answer_choice(visit.person, where.record, where.attribute, where.account)
    await composing.filling(visit, filling)


async def turn_choices(
    query: CallbackQuery, callback_data: SearchPage, answer: AnswerQuestion, composing: ComposingScreen, visit: Visit
) -> None:
    """Another page of what a question offers."""
    where = callback_data
    filling = await answer.turn(visit.person, where.record, where.attribute, where.page)
    await composing.filling(visit, filling)


async def finish(
    query: CallbackQuery,
    callback_data: FinishQuestion,
    answer: AnswerQuestion,
    composing: ComposingScreen,
    visit: Visit,
) -> None:
    """A question was passed over, or has all its values."""
    await composing.filling(visit, await answer.finish(visit.person, callback_data.record, callback_data.attribute))


async def clear(
    query: CallbackQuery, callback_data: ClearAnswer, answer: AnswerQuestion, composing: ComposingScreen, visit: Visit
) -> None:
    """An answer was emptied."""
    await composing.filling(visit, await answer.clear(visit.person, callback_data.record, callback_data.attribute))


async def show_chosen(
    query: CallbackQuery, callback_data: ChosenPage, answer: AnswerQuestion, composing: ComposingScreen, visit: Visit
) -> None:
    """The values of an answer that takes many."""
    filling = await answer.turn(visit.person, callback_data.record, callback_data.attribute, 0)
    await composing.chosen(visit, filling, callback_data)


async def take_out(
    query: CallbackQuery, callback_data: TakeValueOut, answer: AnswerQuestion, composing: ComposingScreen, visit: Visit
) -> None:
    """One of many values was taken out."""
    where = callback_data
    filling = await answer.take_out(visit.person, where.record, where.attribute, where.index, where.mark)
    page = ChosenPage(record=where.record, attribute=where.attribute, page=where.index // A_PAGE)
    await composing.chosen(visit, filling, page)


async def change_field(
    query: CallbackQuery, callback_data: ChangeField, fill: FillRecord, composing: ComposingScreen, visit: Visit
) -> None:
    """One field is asked for again."""
    await composing.filling(visit, await fill.change(visit.person, callback_data.record, callback_data.attribute))


async def full_answer(
    query: CallbackQuery, callback_data: FullAnswer, composing: ComposingScreen, visit: Visit
) -> None:
    """The answer that a question changes, whole."""
    await composing.full_answer(visit, callback_data)


async def copy_record(
    query: CallbackQuery, callback_data: CopyRecord, fill: FillRecord, composing: ComposingScreen, visit: Visit
) -> None:
    """A new record with the same values, below everything: the old card stays."""
    filling = await fill.copy(visit.person, callback_data.record)
    await composing.filling(visit.below().saying(visit.text("copied")), filling)


async def copy_corrected(
    query: CallbackQuery, callback_data: CopyCorrected, answer: AnswerQuestion, composing: ComposingScreen, visit: Visit
) -> None:
    """A new record with the correction that came too late for the letter."""
    filling = await answer.correct_in_a_copy(visit.person, callback_data.record, callback_data.message)
    await composing.filling(visit.saying(visit.text("copied-corrected")), filling)
