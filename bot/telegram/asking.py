"""Words that answer a page's question, and pages for administrators: filters for handlers."""

from collections.abc import Mapping
from typing import Any, Protocol

from aiogram.filters import Filter
from aiogram.types import Message, TelegramObject

from bot.telegram.visit import Visit
from domain.errors import GonetsError
from domain.one_line import in_one_line
from domain.people import Person

LONGEST_NAME = 100
"""How much of what was typed to find somebody is looked at."""


class WordsExpected(GonetsError):
    """A sticker, a photo or a voice message where the page has asked for words."""

    key = "error-words-expected"


def name_typed(message: Message) -> str:
    """Return what was typed to find somebody, in one line; raises WordsExpected."""
    words = in_one_line(message.text or "")
    if not words:
        raise WordsExpected
    return words[:LONGEST_NAME]


class AskAgain(Protocol):
    """Draws the page that has asked, for words that were no answer: the question stays, with the reason above it."""

    async def __call__(self, visit: Visit, about: Mapping[str, Any]) -> None:
        """Show it where the visit is."""
        ...


Asked = Mapping[str, AskAgain]
"""The pages that ask, by topic."""


class Answers(Filter):
    """Lets a message through that answers the page's question of one of these topics.

    What it is about comes as `about`.
    """

    def __init__(self, *topics: str) -> None:
        self._topics = topics

    async def __call__(self, _event: TelegramObject, person: Person) -> bool | dict[str, Any]:
        """Whether this person was asked that."""
        question = person.question
        return {"about": question.about} if question is not None and question.topic in self._topics else False


class NotAnAnswer(GonetsError):
    """A page has asked for something else than what was sent."""

    key = "error-not-an-answer"


class PageAsks(Filter):
    """Lets a message through while any page's question is open: what no handler took as an answer is none."""

    async def __call__(self, _event: TelegramObject, person: Person) -> bool:
        """Whether this person was asked something by a page."""
        return person.question is not None


class ForAdmins(Filter):
    """Lets only administrators through: for anybody else the button or command does not exist."""

    async def __call__(self, _event: TelegramObject, person: Person) -> bool:
        """Whether the person may configure."""
        return person.is_admin
