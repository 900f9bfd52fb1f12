"""The journal: everybody's letters by newest, ten to a page, and what is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.first_steps.addresses import AdminPage, JournalPage
from bot.journal.addresses import JournalFilters, LetterPage, RunPage, within, without
from bot.objects.addresses import ObjectPage
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.paging import Turn, counted, number_of_page, turning_by_edges
from bot.telegram.picking import Item, apart, none_alike, numbered
from bot.telegram.reader import Reader
from domain.journal.journal import Counts, Entry, EntryEdge, EntryPage, Group, JournalFilter, most_counted, search_words
from domain.sections import Section

PAGE = 10
GROUPS = tuple(Group)
LONGEST_NAME = 20
WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class FilterNames:
    """What a list is filtered by, as people call it; None where that filter is off."""

    person: str | None = None
    connection: str | None = None
    scenario: str | None = None
    search: str | None = None


def journal_page(
    reader: Reader,
    view: JournalPage,
    asked: FilterNames,
    found: EntryPage,
    counts: Sequence[Counts],
    *,
    hidden: bool,
) -> Page:
    """Draw it; `hidden` subjects are not looked at."""
    words, entries = filter_words(reader, view, asked), found.items
    number = number_of_page(view.start, found)
    lines = [reader.text("journal", page=number)]
    lines += [_counted(reader, key, count) for key, count in zip(("today", "week"), counts, strict=False)]
    if words:
        lines.append(reader.text("journal-asked", words=" · ".join(word for _, word in words)))
    if found.looked_to is not None:
        lines += [
            "",
            reader.text("journal-looked-to", found="yes" if entries else "no", at=reader.moment(found.looked_to)),
        ]
    elif not entries:
        lines += ["", reader.text(_nothing(view))]
    elif len(entries) > 1 and not view.search:
        lines.append(reader.text("journal-by-typing", what="recipients" if hidden else "text"))
    listed, rows = numbered(_items(reader, view, entries))
    lines += ["", *listed] if listed else []
    buttons = [PageButton(f"✕ {word}", without(view, name)) for name, word in words]
    buttons += [
        PageButton(reader.label("button-filters"), within(JournalFilters, view)),
        _back(reader, view),
    ]
    return Page("\n".join(lines), (*rows, *_turning(reader, view, found, number), *in_rows(buttons)))


def edge_of_entry(start: int) -> EntryEdge | None:
    """Return where the page of an address begins."""
    turn = Turn.unpacked(start)
    return None if turn is None else EntryEdge(turn.key // 2, is_run=bool(turn.key % 2), newer=turn.newer)


def _turning(reader: Reader, view: JournalPage, found: EntryPage, number: int) -> tuple[tuple[PageButton, ...], ...]:
    def to(edge: EntryEdge, page: int) -> JournalPage:
        turn = Turn(edge.number * 2 + edge.is_run, newer=edge.newer, page=page)
        return within(JournalPage, view, start=turn.packed())

    return turning_by_edges(reader, found, number, to)


def journal_filter(reader: Reader, view: JournalPage, asked: FilterNames) -> JournalFilter:
    """Return what the page is to find, days being the reader's own."""
    day = day_of(view)
    return JournalFilter(
        group=group_of(view),
        person_id=view.person or None,
        connection_id=view.connection or None,
        scenario_id=view.scenario or None,
        since=None if day is None else beginning_of(reader, day),
        until=None if day is None else beginning_of(reader, day + timedelta(days=1)),
        words=search_words(asked.search or ""),
    )


def counted_since(reader: Reader) -> tuple[datetime, datetime]:
    """Return when the reader's today began, and the seven days that end with it."""
    today = today_of(reader)
    return beginning_of(reader, today), beginning_of(reader, today - WEEK)


def filter_words(reader: Reader, view: JournalPage, asked: FilterNames) -> list[tuple[str, str]]:
    """Return what is asked for, each with the name of its field in the address."""
    group, day = group_of(view), day_of(view)
    words = [
        ("group", None if group is None else group_word(reader, group)),
        ("person", asked.person),
        ("connection", asked.connection),
        ("scenario", asked.scenario),
        ("day", None if day is None else day_word(reader, day)),
        ("search", None if asked.search is None else reader.label("journal-sought", text=asked.search)),
    ]
    return [(name, shorten(word, LONGEST_NAME)) for name, word in words if word is not None]


def group_of(view: JournalPage) -> Group | None:
    """Return what became of the letters that are asked for."""
    return GROUPS[view.group - 1] if 0 < view.group <= len(GROUPS) else None


def group_word(reader: Reader, group: Group) -> str:
    """Return a group in a word."""
    return reader.label("journal-group", group=group)


def day_of(view: JournalPage) -> date | None:
    """Return the day that is asked for; a made-up one that no calendar has is none.

    The first and the last day of all begin or end, in some zones, where no calendar is.
    """
    return date.fromordinal(view.day) if 1 < view.day < date.max.toordinal() else None


def day_word(reader: Reader, day: date) -> str:
    """Return a day as the reader knows it."""
    past = (today_of(reader) - day).days
    near = {0: "today", 1: "yesterday"}.get(past, "other")
    return reader.label("journal-day", near=near, day=f"{day:%d}", month=f"{day:%m}", year=f"{day:%Y}")


def today_of(reader: Reader) -> date:
    """Return the reader's today."""
    return reader.now.astimezone(reader.zone).date()


def beginning_of(reader: Reader, day: date) -> datetime:
    """Return the instant when the reader's day begins."""
    return datetime.combine(day, time.min, reader.zone).astimezone(UTC)


def _nothing(view: JournalPage) -> str:
    if view == JournalPage():
        return "journal-empty"
    return "journal-no-runs" if view == JournalPage(scenario=view.scenario) else "journal-nothing"


def _back(reader: Reader, view: JournalPage) -> PageButton:
    """A scenario's runs are looked at from its page."""
    if view.scenario:
        scenario = ObjectPage(section=Section.SCENARIOS.number, object=view.scenario)
        return PageButton(reader.label("button-to-scenario"), scenario)
    return PageButton(reader.label("button-back"), AdminPage())


def _counted(reader: Reader, key: str, counts: Counts) -> str:
    return reader.text(
        "journal-counts",
        when=key,
        sent=_number(reader, counts, Group.SENT),
        waiting=_number(reader, counts, Group.WAITING),
        failed=_number(reader, counts, Group.NOT_SENT),
        asks=_number(reader, counts, Group.ASKS),
    )


def _number(reader: Reader, counts: Counts, group: Group) -> int | str:
    return counted(reader, counts[group], most_counted(group))


def _items(reader: Reader, view: JournalPage, entries: Sequence[Entry]) -> list[Item]:
    """One line each: the state, the time, whom it goes to, and the subject of the reader's own."""
    whom = [entry.recipient or reader.label("journal-no-letter", author=entry.author) for entry in entries]
    recipients, subjects = apart(whom, 120), apart([entry.subject for entry in entries], 200)
    escape = reader.texts.escape
    lines, buttons = [], []
    for entry, to, subject in zip(entries, recipients, subjects, strict=True):
        sign, more = reader.label("status-sign", status=entry.status), f" +{entry.more}" if entry.more else ""
        line = f"{sign} {reader.moment(entry.at)} <b>{escape(to)}</b>{more}" + (
            f" · {escape(subject)}" if subject else ""
        )
        address = (
            within(RunPage, view, run=entry.run_id)
            if entry.letter_id is None
            else within(LetterPage, view, letter=entry.letter_id)
        )
        lines.append(line)
        buttons.append(PageButton(f"{sign} {entry.subject or to}", address))
    lines = none_alike(lines, [entry.letter_id or entry.run_id for entry in entries])
    return [Item(line, button) for line, button in zip(lines, buttons, strict=True)]
