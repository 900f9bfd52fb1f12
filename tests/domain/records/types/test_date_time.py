"""Days and times: a calendar and the times of a day are pressed, and clocks that are put forward and back are told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.cards.addresses import PickAccount, SearchPage
from bot.texts import LANGUAGES, load_texts
from domain.culture.moments import Day, print_moment
from domain.errors import GonetsError
from domain.formulas import compile_formula
from domain.messages.rich_text import RichText
from domain.records.types.asked import Asked, Moment, Narrowed
from domain.records.types.date_time import EARLIER, LATER, OTHER_DAY, DateTimeAttribute, month_page
from domain.scenarios.load_world import WorldLoader
from domain.scenarios.variables import keep, read
from storage.repositories.people import PersonRepository
from tests.domain.records.desk import Desk, titles

BERLIN = ZoneInfo("Europe/Berlin")
AT = DateTimeAttribute.from_stored({"title": "Когда", "system_name": "Kogda", "type": "date_time"})
ON = DateTimeAttribute.from_stored({"title": "Когда", "system_name": "Kogda", "type": "date_time", "format": "date"})
LAST = "{title: Конец, type: text, required: true}"


def asked(query: str = "", value: Any = None, page: int = 0, zone: ZoneInfo = BERLIN) -> Asked:
    moment = Moment(datetime(2026, 3, 2, 12, tzinfo=UTC), zone, "ru", query, value)
    return Asked(7, moment, 1, page)


def written(text: str, query: str = "", value: Any = None, attribute: DateTimeAttribute = AT) -> Any:
    return attribute.written(RichText(text), asked(query, value).moment)


async def test_a_time_that_the_clocks_pass_over_is_refused_with_the_reason() -> None:
    for give in (
        lambda: written("29.03.2026 2:30"),
        lambda: written("2:30", query="2026-03-29"),
    ):
        with pytest.raises(GonetsError) as caught:
            give()
        assert "29.3.2026 часы переводят вперёд, и 2:30 в этот день не бывает" in load_texts("ru")(
            caught.value.key, **caught.value.params
        )
    with pytest.raises(GonetsError):
        await AT.chosen(150, asked("2026-03-29"), None)
    assert written("29.03.2026 3:00") == {"date_time": "2026-03-29T03:00:00+02:00"}
    assert written("29.03.2026 1:59") == {"date_time": "2026-03-29T01:59:00+01:00"}
    assert written("через 2 часа", value=None) == {"date_time": "2026-03-02T15:00:00+01:00"}


async def test_a_time_that_comes_twice_is_asked_which() -> None:
    for twice in (written("25.10.2026 2:30"), await AT.chosen(150, asked("2026-10-25"), None)):
        assert isinstance(twice, Narrowed)
        question = asked(twice.query)
        assert [choice.number for choice in (await AT.offer(question, None)).choices] == [EARLIER, LATER]
        first = await AT.chosen(EARLIER, question, None)
        second = await AT.chosen(LATER, question, None)
        assert [first, second] == [
            {"date_time": "2026-10-25T02:30:00+02:00"},
            {"date_time": "2026-10-25T02:30:00+01:00"},
        ]
        for kept in (first, second):
            for language in LANGUAGES:
                words = print_moment(AT.for_formula(kept, None), language, BERLIN)
                assert words.endswith((" (+02:00)", " (+01:00)"))
                assert AT.written(RichText(words), replace(question.moment, query="", language=language)) == kept
    assert written("3:00", query="2026-10-25T02:30:00") == {"date_time": "2026-10-25T03:00:00+01:00"}


@given(
    some.integers(631_152_000, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    some.sampled_from(["Europe/Berlin", "Europe/Moscow", "America/Havana", "Asia/Kathmandu", "Australia/Lord_Howe"]),
    some.sampled_from(LANGUAGES),
)
def test_what_is_kept_is_printed_and_read_back_equal(at: datetime, name: str, language: str) -> None:
    zone = ZoneInfo(name)
    moment = Moment(datetime(2026, 3, 2, 12, tzinfo=UTC), zone, language)
    kept = AT.from_formula(at, zone)
    value = AT.for_formula(kept, None)
    assert value == at
    assert AT.written(RichText(print_moment(value, language, zone)), moment) == kept
    day = ON.from_formula(at, zone)
    value = ON.for_formula(day, None)
    assert value.date() == at.astimezone(zone).date()
    assert ON.written(RichText(print_moment(value, language, zone)), moment) == day


async def test_a_day_then_a_time_are_pressed(desk: Desk) -> None:
    await desk.template(f"{{title: Когда, type: date_time}}\n{LAST}")
    await desk.begin()
    page = await desk.drawn()
    assert page.rows[0][0].shown == "пн"
    assert [len(row) for row in page.rows[:7]] == [7] * 7
    assert [button.shown for button in page.rows[1]] == ["·"] * 6 + ["1"]
    assert page.rows[6][0].shown == "•30"
    assert [button.shown for button in page.rows[7]] == ["‹ октябрь", "декабрь ›"]
    assert not any(label == "25" for label, *_ in page.offered)
    later = page.rows[7][1].address
    assert isinstance(later, SearchPage)
    await desk.answer.turn(desk.person, later.record, later.attribute, later.page)
    page = await desk.drawn()
    assert "<b>Декабрь 2026</b>" in page.text
    assert page.rows[7 - 1][0].shown == "‹ ноябрь"
    pressed = next(button.address for row in page.rows for button in row if button.shown == "25")
    assert isinstance(pressed, PickAccount)
    assert pressed.account == 20261225
    await desk.chooses(pressed.account)
    page = await desk.drawn()
    assert "<b>25.12.2026</b>. Теперь время" in page.text
    assert [button.shown for button in page.rows[0]] == ["8:00", "8:30", "9:00", "9:30"]
    await desk.chooses(OTHER_DAY)
    assert "<b>Декабрь 2026</b>" in (await desk.drawn()).text
    await desk.chooses(20261224)
    assert titles(await desk.chooses(14 * 60 + 30)) == ("Конец", {"Kogda": {"date_time": "2026-12-24T14:30:00+03:00"}})


async def test_a_time_alone_is_that_of_the_day_that_is_chosen_or_answered(desk: Desk) -> None:
    await desk.template(f"{{title: Когда, type: date_time}}\n{LAST}")
    await desk.begin()
    await desk.says("25.12", message=300)
    await desk.edits(300, "26.12")
    assert "<b>26.12.2026</b>" in (await desk.drawn()).text
    filling = await desk.says("9", message=301)
    assert titles(filling) == ("Конец", {"Kogda": {"date_time": "2026-12-26T09:00:00+03:00"}})
    await desk.edits(301, "15:20")
    record = await desk.records.get(filling.record.id)
    assert record is not None
    assert record.values["Kogda"] == {"date_time": "2026-12-26T15:20:00+03:00"}
    await desk.changes(record, "Kogda")
    assert "<b>Декабрь 2026</b>" in (await desk.drawn()).text
    assert (await desk.says("10:00")).record.values["Kogda"] == {"date_time": "2026-12-26T10:00:00+03:00"}


async def test_nonsense_from_old_buttons_is_refused_and_months_have_an_end(desk: Desk) -> None:
    await desk.template(f"{{title: Когда, type: date_time}}\n{LAST}")
    await desk.begin()
    for number in (0, 540, EARLIER, 20261301, 18991231, 22000101, 2**31 - 1):
        with pytest.raises(GonetsError):
            await desk.chooses(number)
    assert month_page(date(1900, 1, 1), -1) == month_page(date(2199, 12, 1), 1) == 0
    record, attribute = await desk.question()
    for page in (2**31 - 1, 1, 1900 * 12, 2199 * 12 + 11):
        await desk.answer.turn(desk.person, record, attribute, page)
        assert "·" in [button.shown for row in (await desk.drawn()).rows for button in row] or page


async def test_a_day_is_the_same_day_for_whoever_reads_it(desk: Desk) -> None:
    await desk.template(f"{{title: Когда, type: date_time, format: date}}\n{LAST}")
    await desk.begin()
    record = (await desk.says("25.12")).record
    load = WorldLoader(desk.records, desk.accounts, PersonRepository(), desk.configuration, "America/New_York")
    world = await load.around(record, (await desk.stored()).document, desk.person)
    for text, value in {
        "'До ' + $Kogda": "До 25.12.2026",
        "$Kogda + DURATION('PT10H') > $Kogda": True,
        "'' + ($Kogda + DURATION('PT0S'))": "24.12.2026 16:00:00",
        "$Kogda == DATE('2026-12-25T00:00:00+03:00')": True,
    }.items():
        assert await world.evaluate(compile_formula(text), desk.clock()) == value, text
    day = await world.evaluate(compile_formula("$Kogda"), desk.clock())
    again = read({"one": keep(day)}, world.at_hand)["one"]
    assert isinstance(day, Day)
    assert type(again) is Day
    assert again == day
    assert type(day.astimezone(UTC) + timedelta(0)) is datetime
