"""What can be asked of the journal: choices by buttons, a text and a day by typing."""

from collections.abc import Sequence
from datetime import timedelta

from bot.first_steps.addresses import JournalPage
from bot.journal.addresses import CHOICES, JournalAsk, JournalChoice, JournalFilters, within, without
from bot.journal.pages import GROUPS, PAGE, FilterNames, day_word, filter_words, group_word, today_of
from bot.journal.questions import JournalPerson
from bot.people.pages import named
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import last_page, turns
from bot.telegram.picking import pick_page
from bot.telegram.reader import Reader
from domain.journal.journal import Titled
from domain.paging import NumberedPage

DAYS_OFFERED = 8
LABELS = {
    "group": "button-choose-group",
    "person": "button-choose-person",
    "connection": "button-choose-connection",
    "scenario": "button-choose-scenario",
    "day": "button-choose-day",
}


def filters_page(reader: Reader, view: JournalPage, asked: FilterNames) -> Page:
    """What is asked for, and what else can be."""
    words = filter_words(reader, view, asked)
    lines = [reader.text("journal-filters")]
    if words:
        lines.append(reader.text("journal-asked", words=" · ".join(word for _, word in words)))
    buttons = [
        PageButton(reader.label(LABELS[name]), within(JournalChoice, view, start=0, of=index))
        for index, name in enumerate(CHOICES)
    ]
    buttons += [PageButton(f"✕ {word}", without(view, name)) for name, word in words]
    if len(words) > 1:
        buttons.append(PageButton(reader.label("button-filters-off"), JournalPage()))
    buttons.append(PageButton(reader.label("button-to-journal"), within(JournalPage, view)))
    return Page("\n".join(lines), in_rows(buttons))


def groups_page(reader: Reader, view: JournalPage) -> Page:
    """Choose what became of the letters."""
    buttons = [
        PageButton(_first_upper(group_word(reader, group)), within(JournalPage, view, start=0, group=number))
        for number, group in enumerate(GROUPS, 1)
    ]
    return _choice(reader, view, "group", buttons)


def people_page(reader: Reader, people: NumberedPage[tuple[int, str]], asked: JournalPerson) -> Page:
    """Choose whose letters."""
    here = asked.here.model_copy(update={"start": 0, "page": 0})
    options = named(
        reader, [(number, name, within(JournalPage, here, start=0, person=number)) for number, name in people.items]
    )
    back = here if asked.query else within(JournalFilters, here)
    ways = [PageButton(reader.label("button-back"), back)]
    return pick_page(reader, reader.text("journal-choose", what="person"), options, asked, people, here, ways)


def objects_page(reader: Reader, here: JournalChoice, name: str, objects: Sequence[Titled]) -> Page:
    """Choose by which connection, or of which scenario: `name` is the field of the address."""
    here = here.model_copy(update={"page": last_page(here.page, len(objects), PAGE)})
    first = here.page * PAGE
    buttons = [
        PageButton(title, within(JournalPage, here, **{"start": 0, name: number}))
        for number, title in objects[first : first + PAGE]
    ]
    return _choice(reader, here, name, buttons, turns(reader, here, more=len(objects) > first + PAGE))


def days_page(reader: Reader, view: JournalPage) -> Page:
    """Choose a day: the latest by buttons, any other by typing."""
    today = today_of(reader)
    days = [today - timedelta(days=number) for number in range(DAYS_OFFERED)]
    buttons = [
        PageButton(_first_upper(day_word(reader, day)), within(JournalPage, view, start=0, day=day.toordinal()))
        for day in days
    ]
    buttons.append(PageButton(reader.label("button-other-day"), within(JournalAsk, view, day_typed=1)))
    return _choice(reader, view, "day", buttons)


def day_page(reader: Reader, here: JournalAsk) -> Page:
    """Ask for a day."""
    back = PageButton(reader.label("button-to-journal"), within(JournalPage, here))
    return Page(reader.text("journal-ask-day"), in_rows([back]))


def _first_upper(word: str) -> str:
    return f"{word[:1].upper()}{word[1:]}"


def _choice(
    reader: Reader,
    view: JournalPage,
    name: str,
    buttons: list[PageButton],
    more: tuple[tuple[PageButton, ...], ...] = (),
) -> Page:
    back = in_rows([PageButton(reader.label("button-back"), within(JournalFilters, view))])
    return Page(reader.text("journal-choose", what=name), (*in_rows(buttons), *more, *back), wants_press=True)
