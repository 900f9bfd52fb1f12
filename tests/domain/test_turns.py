"""Long work on the loop: others are served in between."""

import asyncio
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from domain import turns
from domain.accounts.csv_file import read_accounts_file
from domain.accounts.csv_survey import survey_lines
from domain.accounts.first_lines import FirstLines
from domain.accounts.vcard import read_cards
from domain.turns import in_turns, next_of


async def test_others_have_their_turn_while_long_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "TURN", 0.0)
    monkeypatch.setattr(turns, "REST", 0.0)
    served = 0

    async def serve() -> None:
        nonlocal served
        while True:
            served += 1
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        others = group.create_task(serve())
        assert [number async for number in in_turns(range(50))] == list(range(50))
        others.cancel()
    assert served >= 50


async def test_items_come_in_lots_and_none_is_lost() -> None:
    def numbers() -> Iterator[int]:
        yield from range(7)

    items = in_turns(numbers())
    assert [await next_of(items, 3) for _ in range(4)] == [[0, 1, 2], [3, 4, 5], [6], []]


def taken(work: Callable[..., object], *arguments: object) -> int:
    """Return how many bytes `work` has held at most."""
    tracemalloc.start()
    try:
        work(*arguments)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_reading_contacts_holds_no_picture() -> None:
    picture = "\r\n ".join(["QUJD" * 18] * 1_000)
    card = f"BEGIN:VCARD\r\nFN:Анна\r\nPHOTO;ENCODING=b:{picture}\r\nEMAIL:anna@firma.test\r\nEND:VCARD\r\n"
    content = (card * 50).encode()
    assert len(read_cards(content)) == 50
    assert taken(read_cards, content) < len(content) // 10


def test_reading_a_csv_holds_little_of_it() -> None:
    lines = "".join(f"Человек {n};u{n}@firma.test;{'Отдел продаж и сопровождения ' * 5}\n" for n in range(5_000))
    content = f"ФИО;Почта;Отдел\n{lines}".encode()
    assert taken(read_accounts_file, content) < len(content) // 2
    parsed = read_accounts_file(content)
    assert taken(survey_lines, parsed) < len(content) // 2


def test_the_first_line_with_each_text_is_known() -> None:
    lines = FirstLines()
    assert [lines.first(f"text {number % 5_000}", number + 1) for number in range(10_000)] == [
        number % 5_000 + 1 for number in range(10_000)
    ]
    assert lines["text 4999"] == 5_000
    assert "text 5000" not in lines
    assert taken(_many_lines) < 10_000_000


def _many_lines() -> FirstLines:
    lines = FirstLines()
    for number in range(100_000):
        lines.first(f"user{number}@firma.test", number + 1)
    return lines
