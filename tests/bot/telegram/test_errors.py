"""Whatever error a button runs into, its words reach the person, and what is in sight is what is asked."""

from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from aiogram.types import CallbackQuery, User

from bot.app import product  # noqa: F401 - every module that has errors is there then
from bot.people.questions import PeopleSearch
from bot.telegram.asking import Question, Questions, Redraws
from bot.telegram.middleware import Errors
from bot.telegram.page import Page
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from bot.texts import load_texts
from domain.clock import system_clock
from domain.editing.guarding import PartUsed
from domain.errors import DatabaseTrouble, GonetsError, NotFound, Redraw
from domain.people import Person, Role


def every(kind: type[GonetsError]) -> set[type[GonetsError]]:
    return {kind}.union(*map(every, kind.__subclasses__()))


ERRORS = sorted(
    (
        kind
        for kind in every(GonetsError)
        if not issubclass(kind, DatabaseTrouble) and not kind.__module__.startswith("tests")
    ),
    key=lambda kind: kind.__qualname__,
)


class Chat:
    def __init__(self, *, answers: bool) -> None:
        self.answers = answers
        self.told: list[str] = []

    async def toast(self, _query: str, text: str | None = None, *, alert: bool = False) -> bool:
        if self.answers and text:
            self.told.append(text)
        return self.answers

    async def say(self, _person: int, page: Page) -> None:
        self.told.append(page.text)


class Shown:
    """A screen and whereabouts in one: what was shown, what is open."""

    def __init__(self, *, answers: bool, there: bool) -> None:
        self.chat = Chat(answers=answers)
        self.there = there
        self.pages: list[str] = []
        self.opened: list[Question] = []

    async def open_question(self, _visit: Visit, question: Question) -> None:
        self.opened.append(question)

    async def here(self, visit: Visit) -> None:
        self._shown("here", visit)

    async def question(self, visit: Visit) -> bool:
        if self.there:
            self._shown("question", visit)
        return self.there

    async def card(self, visit: Visit, _record: int) -> None:
        if not self.there:
            raise NotFound
        self._shown("card", visit)

    async def record(self, visit: Visit, _record: int) -> None:
        if not self.there:
            raise NotFound
        self._shown("record", visit)

    def _shown(self, page: str, visit: Visit) -> None:
        self.pages.append(page)
        if visit.notice:
            self.chat.told.append(visit.notice)


async def _draw(_visit: Visit, _asked: PeopleSearch) -> None: ...


async def pressed(kind: type[GonetsError], data: str, shown: Shown) -> None:
    """Press a button that runs into the error while a search was open."""
    error = kind.__new__(kind)
    GonetsError.__init__(error)
    if isinstance(error, PartUsed):
        error.uses = ()

    async def handler(_event: Any, _data: Any) -> None:
        raise error

    person = Person(1, "", Role.ADMIN)
    visit = Visit(person, load_texts("ru"), ZoneInfo("UTC"), system_clock(), at=5)
    errors = Errors(cast("Screen", shown), shown, Questions([Redraws(PeopleSearch, _draw)]))
    query = CallbackQuery(id="1", data=data, from_user=User(id=1, is_bot=False, first_name=""), chat_instance="")
    await errors(handler, query, {"visit": visit, "left": PeopleSearch(query="a").kept()})


def test_the_errors_of_all_rooms_are_found() -> None:
    assert len(ERRORS) > 100


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("answers", [True, False])
@pytest.mark.parametrize("data", ["c:7", "h", "P:0", "?"])
async def test_an_error_of_a_press_is_told_once_and_leads_somewhere(data: str, *, answers: bool, there: bool) -> None:
    for kind in ERRORS:
        shown = Shown(answers=answers, there=there)
        await pressed(kind, data, shown)
        where = (kind.__name__, shown.pages, shown.chat.told)
        assert len(shown.chat.told) == 1, where
        assert len(shown.pages) <= 1, where
        if shown.pages:
            assert shown.opened == [], where
        else:
            assert shown.opened == [PeopleSearch(query="a")], where
        if kind.redraw is Redraw.WHERE_THEY_ARE:
            assert shown.pages == ["here"], where
        elif data == "P:0":
            assert shown.pages == [], where
        elif data == "c:7" and kind.redraw is Redraw.CARD:
            assert shown.pages == ["card" if there else "here"], where
        elif kind.redraw is Redraw.QUESTION:
            assert shown.pages == ["question" if there else "here"], where
