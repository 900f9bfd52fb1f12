"""A contact that is shared where a recipient is asked for: it comes before the directory, which takes all others."""

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import Message, TelegramObject

from bot.composing.screen import ComposingScreen
from bot.telegram.asking import PageAsks
from bot.telegram.contacts import card_of
from bot.telegram.visit import Visit
from domain.people import Person
from domain.records.answer_question import AnswerQuestion
from domain.records.fill_record import FillRecord


class DraftTakesContact(Filter):
    """Lets a message through while the question of a draft is open that a contact answers."""

    async def __call__(self, _event: TelegramObject, person: Person, fill: FillRecord) -> bool:
        """Whether this person was asked for somebody."""
        filling = await fill.filling(person)
        return filling is not None and filling.question is not None and filling.question.takes_contacts


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="shared_contacts")
    router.message.register(take_contact, F.contact, ~PageAsks(), DraftTakesContact())
    return router


async def take_contact(message: Message, answer: AnswerQuestion, composing: ComposingScreen, visit: Visit) -> None:
    """Somebody's contact: they are looked for in the directory."""
    if message.contact is not None:
        await composing.filling(visit, await answer.answer_contact(visit.person, card_of(message.contact)))
