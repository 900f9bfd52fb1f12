"""Questions without Telegram: what a row keeps is what was asked, and what is drawn again for whom."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.people.questions import PeopleSearch
from bot.telegram.asking import Question, QuestionGone, Questions, Redraws, WordsExpected
from bot.telegram.picking import Search
from bot.telegram.visit import Visit
from bot.texts import load_texts
from domain.clock import system_clock
from domain.errors import DatabaseTrouble, NotFound
from domain.people import OpenQuestion, Person, Role
from tests.bot.telegram.questions import EVERY, sample

ADMIN = Person(1, "", Role.ADMIN)


def visit_of(person: Person) -> Visit:
    return Visit(person, load_texts("ru"), ZoneInfo("UTC"), system_clock())


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_what_is_kept_is_what_was_asked(kind: type[Question]) -> None:
    asked = sample(kind, 7)
    kept = asked.kept()
    assert kind.read(kept) == asked
    assert kind.asked_of(replace(ADMIN, question=kept)) == asked
    assert (kind.asked_of(Person(2, "", Role.STAFF, question=kept)) is None) is kind.for_admins
    assert [other for other in EVERY if other is not kind and other.read(kept) is not None] == []


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_what_fits_no_field_is_no_question_and_no_crash(kind: type[Question]) -> None:
    asked = sample(kind, 7).kept()
    assert kind.read(OpenQuestion("", asked.about)) is None
    odd: tuple[Any, ...] = ([], "\x00", None, 1.5)
    for wrong in odd:
        assert kind.read(OpenQuestion(kind.topic, dict.fromkeys(asked.about, wrong))) is None or not asked.about


@pytest.mark.parametrize("kind", [kind for kind in EVERY if issubclass(kind, Search)], ids=lambda kind: kind.__name__)
def test_other_words_begin_at_the_first_page_and_turning_keeps_them(kind: type[Search]) -> None:
    asked = kind.model_validate(sample(kind, 7).model_dump()).looking_for("иванов")
    later = asked.turned(20)
    assert (later.words, later.start) == ("иванов", 20)
    again = later.looking_for("пётр")
    assert again.words == "пётр"
    assert again == asked.looking_for("пётр")


@pytest.mark.parametrize(("error", "drawn"), [(None, True), (NotFound(), False)])
async def test_a_question_is_drawn_again_unless_what_it_was_about_is_gone(
    error: Exception | None, *, drawn: bool
) -> None:
    seen: list[PeopleSearch] = []

    async def draw(_visit: Visit, asked: PeopleSearch) -> None:
        seen.append(asked)
        if error is not None:
            raise error

    questions = Questions([Redraws(PeopleSearch, draw)])
    asked = PeopleSearch(query="пётр")
    person = replace(ADMIN, question=asked.kept())
    assert await questions.draw_again(visit_of(person)) is drawn
    assert seen == [asked]
    assert isinstance(questions.refusal(person, WordsExpected()), WordsExpected)
    staff = replace(person, role=Role.STAFF)
    assert not await questions.draw_again(visit_of(staff))
    assert isinstance(questions.refusal(staff, WordsExpected()), QuestionGone)
    assert seen == [asked]


async def test_a_database_that_cannot_be_read_is_not_taken_for_a_question_that_is_gone() -> None:
    async def draw(_visit: Visit, _asked: PeopleSearch) -> None:
        raise DatabaseTrouble

    questions = Questions([Redraws(PeopleSearch, draw)])
    with pytest.raises(DatabaseTrouble):
        await questions.draw_again(visit_of(replace(ADMIN, question=PeopleSearch().kept())))
