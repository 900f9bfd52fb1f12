"""Words that are looked for and pages of what they have found, for every list that can be searched."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.telegram.addresses import FoundPage
from bot.telegram.asking import Questions, words_typed
from bot.telegram.picking import Search, mark_of_words
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.errors import GonetsError, Redraw
from domain.people import OpenQuestion, Person


class SearchForgotten(GonetsError):
    """The page of what was found is not the latest one any more: nobody knows its words."""

    key = "error-search-forgotten"
    redraw = Redraw.WHERE_THEY_ARE


class AsksToSearch(Filter):
    """Lets a message through while a page asks for words to look for; its question comes as `asked`."""

    async def __call__(self, event: TelegramObject, person: Person, questions: Questions) -> bool | dict[str, Any]:
        """Whether it does."""
        asked = questions.of(person)
        text = (event.text or "") if isinstance(event, Message) else ""
        return {"asked": asked} if isinstance(asked, Search) and asked.takes(text) else False


class CorrectsWords(Filter):
    """Lets an edited message through if the page that is asked about shows what its words have found."""

    async def __call__(self, event: TelegramObject, person: Person, questions: Questions) -> bool:
        """Whether it does."""
        said = getattr(questions.of(person), "said", 0)
        return isinstance(event, Message) and event.message_id == said


def make_router() -> Router:
    """Return the handlers of every list that is searched by typing, to be included in a dispatcher."""
    router = Router(name="picking")
    router.message.register(search, F.text, AsksToSearch())
    router.edited_message.register(search_anew, F.text, AsksToSearch(), CorrectsWords())
    router.callback_query.register(turn, FoundPage.filter())
    return router


async def search(message: Message, questions: Questions, visit: Visit, asked: Search) -> None:
    """Words were typed: show what they find."""
    await questions.draw(visit, asked.looking_for(words_typed(message), message.message_id))


async def search_anew(message: Message, questions: Questions, screen: Screen, visit: Visit, asked: Search) -> None:
    """The words of the page were corrected: it shows what the new ones find."""
    page = await screen.where_they_are(visit)
    await questions.draw(page, asked.looking_for(words_typed(message), message.message_id))


async def turn(
    query: CallbackQuery, callback_data: FoundPage, questions: Questions, visit: Visit, left: OpenQuestion | None
) -> None:
    """Another page of what was found; the words are known while theirs is the latest page that was shown."""
    asked = questions.read(left)
    if not isinstance(asked, Search) or (asked.for_admins and not visit.person.is_admin):
        raise SearchForgotten
    if mark_of_words(asked.words) == callback_data.found:
        await questions.draw(visit, asked.turned(callback_data.start))
    else:
        await questions.draw(visit.saying(visit.text(SearchForgotten.key)), asked.looking_for(""))
