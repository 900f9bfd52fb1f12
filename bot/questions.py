"""Words that answer a page's question, and pages for administrators: filters for handlers."""

from typing import Any

from aiogram.filters import Filter
from aiogram.types import TelegramObject

from domain.people import Person


class Answers(Filter):
    """Lets a message through that answers the page's question of this topic; what it is about comes as `about`."""

    def __init__(self, topic: str) -> None:
        self._topic = topic

    async def __call__(self, _event: TelegramObject, person: Person) -> bool | dict[str, Any]:
        """Whether this person was asked that."""
        question = person.question
        return {"about": question.about} if question is not None and question.topic == self._topic else False


class ForAdmins(Filter):
    """Lets only administrators through: for anybody else the button or command does not exist."""

    async def __call__(self, _event: TelegramObject, person: Person) -> bool:
        """Whether the person may configure."""
        return person.is_admin
