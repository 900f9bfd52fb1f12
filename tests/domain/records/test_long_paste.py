"""Joining a long paste: a client cuts a full message in mid-text, and a shorter one where white space was."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.messages.rich_text import RichText, TextEntity
from domain.records.long_paste import FULL_PART, LONG_PART, PART_WINDOW, continues, join_answers
from domain.records.record import Answer
from tests.domain.records.desk import Desk, titles

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
BOLD = (TextEntity("bold", 0, 5),)


def part(end: str = "", length: int = LONG_PART) -> str:
    """A message of so many UTF-16 units with this end."""
    return "а" * (length - len(end)) + end


def as_answers(*parts: RichText, pause: timedelta = PART_WINDOW) -> list[Answer]:
    return [
        Answer(7, number, 1, "Tekst", text.to_json(), NOW + pause * number)
        for number, text in enumerate(parts, start=1)
    ]


def joined(*parts: str) -> str:
    return join_answers(as_answers(*map(RichText, parts))).text


@pytest.mark.parametrize("end", [".", "!", "?", "…", ":", ";"])
def test_behind_a_sentence_the_next_part_begins_a_line(end: str) -> None:
    assert joined(part(end), "Дальше") == f"{part(end)}\nДальше"


@pytest.mark.parametrize("white", [" ", "\n", "\t", "\u00a0"])
def test_white_space_behind_the_sentence_hides_its_end_from_nobody(white: str) -> None:
    assert joined(part(f".{white}"), "Дальше") == f"{part('.' + white)}\nДальше"


@pytest.mark.parametrize("end", [",", "-", "я", "7", ")", "»"])
def test_within_a_sentence_the_next_part_goes_on_behind_a_space(end: str) -> None:
    assert joined(part(end), "дальше") == f"{part(end)} дальше"


@pytest.mark.parametrize("end", ["", ".", ":", "😀"])
def test_a_full_message_was_cut_in_the_middle_whatever_stands_at_its_end(end: str) -> None:
    full = part(end, FULL_PART - (end == "😀"))
    assert joined(full, "дальше") == f"{full}дальше"


def test_a_message_is_full_by_what_telegram_counts() -> None:
    emoji = "😀" * (FULL_PART // 2)
    assert joined(emoji, "дальше") == f"{emoji}дальше"
    assert joined(emoji[1:], "дальше") == f"{emoji[1:]} дальше"


def test_a_message_that_lacks_one_character_is_not_full() -> None:
    assert joined(part("", FULL_PART - 1), "дальше") == f"{part('', FULL_PART - 1)} дальше"


def test_each_part_is_glued_by_the_one_before_it() -> None:
    parts = (part("", FULL_PART), part("."), part(","), "конец.")
    assert joined(*parts) == f"{parts[0]}{parts[1]}\n{parts[2]} {parts[3]}"


def test_one_part_stays_what_it_is() -> None:
    assert joined(part(".")) == part(".")


@pytest.mark.parametrize("end", ["", ".", ","])
def test_what_comes_later_stands_on_a_line_of_its_own(end: str) -> None:
    full = part(end, FULL_PART)
    answers = as_answers(RichText(full), RichText("дальше"), pause=PART_WINDOW + timedelta(milliseconds=1))
    assert join_answers(answers).text == f"{full}\nдальше"


def test_what_was_added_on_purpose_stands_on_a_line_of_its_own_however_soon() -> None:
    first, second = as_answers(RichText(part("", FULL_PART)), RichText("дальше"))
    assert join_answers([first, replace(second, added=True)]).text.endswith("\nдальше")


def test_decorations_stand_where_they_stood_behind_what_was_put_between() -> None:
    bold = join_answers(as_answers(RichText(part(".")), RichText("важно", BOLD)))
    assert bold.entities == (TextEntity("bold", LONG_PART + 1, 5),)
    straight = join_answers(as_answers(RichText(part("", FULL_PART)), RichText("важно", BOLD)))
    assert straight.entities == (TextEntity("bold", FULL_PART, 5),)


def test_a_decoration_that_was_cut_is_one_again() -> None:
    first = RichText(part("", FULL_PART), (TextEntity("bold", 0, FULL_PART),))
    both = join_answers(as_answers(first, RichText("важно", BOLD)))
    assert both.entities == (TextEntity("bold", 0, FULL_PART + 5),)


def said(text: str, message: int = 1, later: timedelta = timedelta()) -> Answer:
    return Answer(7, message, 1, "Tekst", text, NOW + later)


@pytest.mark.parametrize(
    ("before", "answer", "goes_on"),
    [
        (said(part()), said("x", 2), True),
        (said(part()), said("x", 2, PART_WINDOW), True),
        (said(part()), said("x", 2, PART_WINDOW + timedelta(milliseconds=1)), False),
        (said(part()), said("x", 20), True),
        (said(part(), 2), said("x", 2), False),
        (said(part(), 2), said("x", 1), False),
        (said(part("", LONG_PART - 1)), said("x", 2), False),
        (said("😀" * (LONG_PART // 2)), said("x", 2), True),
        (said("короткий"), said(part(), 2), False),
    ],
)
def test_only_what_follows_a_long_message_at_once_is_its_next_part(
    before: Answer, answer: Answer, goes_on: bool
) -> None:
    assert continues(before, answer) is goes_on


async def test_an_answer_in_three_parts_is_kept_with_its_lines(desk: Desk) -> None:
    await desk.template("{title: Текст, type: text, multiline: true, required: true}\n{title: Конец, type: text}")
    await desk.begin()
    parts = (part("."), part(","), "конец")
    for text in parts:
        filling = await desk.says(text)
    assert titles(filling) == ("Конец", {"Tekst": f"{parts[0]}\n{parts[1]} {parts[2]}"})
