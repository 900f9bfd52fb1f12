"""Dates and times in the chat: a calendar of a month, then the times of a day."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from bot.cards.addresses import PickAccount, SearchPage
from bot.cards.types.drawing import Drawing
from bot.telegram.page import PageButton
from bot.telegram.reader import Reader
from domain.culture.clock_times import print_time
from domain.culture.moments import print_moment
from domain.records.types.asked import Choice, JsonValue, Offer
from domain.records.types.attribute import items_of
from domain.records.types.date_time import EARLIER, LATER, OTHER_DAY, DateTimeAttribute, month_page

DAYS_A_WEEK = 7
TIMES_A_ROW = 4


class DateTimeDrawing(Drawing[DateTimeAttribute]):
    """Seven days stand in a row, as on a wall. What is typed is always read as words, and never as a button."""

    def expects(self, reader: Reader, attribute: DateTimeAttribute, kept: JsonValue, query: str, offer: Offer) -> str:
        """Say what may be pressed or written now."""
        first = offer.choices[0] if offer.choices else Choice(0, None)
        if first.number == EARLIER:
            return reader.text("expects-one-of-two-times", day=_local_day(reader, query), time=print_time(first.value))
        if any(choice.number == OTHER_DAY for choice in offer.choices):
            return reader.text("expects-time", day=_local_day(reader, query))
        words = reader.text("expects-date-time" if attribute.has_time else "expects-date")
        if not isinstance(first.value, date):
            return words
        month = _month(reader, first.value.month)
        return f"{words}\n{reader.text('calendar-month', month=month.capitalize(), year=str(first.value.year))}"

    def text(self, reader: Reader, attribute: DateTimeAttribute, value: Any) -> str:
        """Return the values as this person writes them."""
        return "; ".join(print_moment(item, reader.texts.language, reader.zone) for item in items_of(value))

    def label(self, reader: Reader, attribute: DateTimeAttribute, choice: Choice, choices: Sequence[Choice]) -> str:
        """Return a day of the month, today with a dot, or a time."""
        named = {EARLIER: "button-earlier", LATER: "button-later", OTHER_DAY: "button-to-calendar"}.get(choice.number)
        if named is not None:
            return reader.label(named)
        if isinstance(choice.value, date):
            today = choice.value == reader.now.astimezone(reader.zone).date()
            return f"•{choice.value.day}" if today else str(choice.value.day)
        return print_time(choice.value)

    def laid_out(
        self, reader: Reader, attribute: DateTimeAttribute, offer: Offer, here: SearchPage
    ) -> list[tuple[PageButton, ...]] | None:
        """Return the calendar, or the times of a day in rows of four."""

        def button(choice: Choice) -> PageButton:
            address = PickAccount(record=here.record, attribute=here.attribute, account=choice.number)
            return PageButton(self.label(reader, attribute, choice, offer.choices), address, typed=False)

        days = [choice for choice in offer.choices if isinstance(choice.value, date) and choice.number != OTHER_DAY]
        if not days:
            wide = [choice for choice in offer.choices if choice.number in {OTHER_DAY, EARLIER, LATER}]
            times = [choice for choice in offer.choices if choice not in wide]
            return [*_rows([button(one) for one in times], TIMES_A_ROW), *((button(one),) for one in wide)]
        first = days[0].value
        still = here.model_copy(update={"page": month_page(first)})
        blank = PageButton("·", still, typed=False)
        names = reader.label("calendar-weekdays").split()
        cells = [blank] * first.weekday() + [button(one) for one in days]
        cells += [blank] * (-len(cells) % DAYS_A_WEEK)
        turns = [
            PageButton(
                reader.label(key, month=_month(reader, first.month + by)),
                here.model_copy(update={"page": page}),
                typed=False,
            )
            for key, by in (("button-month-before", -1), ("button-month-after", 1))
            if (page := month_page(first, by))
        ]
        return [tuple(PageButton(name, still, typed=False) for name in names), *_rows(cells, DAYS_A_WEEK), tuple(turns)]


def _rows(buttons: Sequence[PageButton], width: int) -> Iterator[tuple[PageButton, ...]]:
    for start in range(0, len(buttons), width):
        yield tuple(buttons[start : start + width])


def _month(reader: Reader, number: int) -> str:
    return reader.label("calendar-months").split()[(number - 1) % 12]


def _local_day(reader: Reader, query: str) -> str:
    return reader.day(datetime.fromisoformat(query).date())
