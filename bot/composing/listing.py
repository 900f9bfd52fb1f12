"""A person's records, newest first, ten to a page, with filters."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.addresses import CardPage, FoundRecordsPage, ListPage, ListTurn, NewRecord
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import counted, turning, turning_by_moment
from bot.telegram.picking import Item, apart, none_alike, numbered
from bot.telegram.reader import Reader
from domain.paging import MOST_COUNTED
from domain.records.find_records import FoundRecords
from domain.records.listing import ListCounts, RecordPage
from domain.records.record import Record, Status

PAGE = 10

FILTERS: tuple[tuple[str, tuple[Status, ...], bool], ...] = (
    ("filter-all", (), False),
    ("filter-drafts", (Status.DRAFT,), False),
    ("filter-waiting", (Status.SENDING, Status.WAITING), False),
    ("filter-not-sent", (Status.FAILED, Status.PARTLY_SENT, Status.UNCERTAIN, Status.OVERDUE, Status.CANCELLED), False),
    ("filter-archived", (), True),
    ("filter-sent", (Status.SENT, Status.PARTLY_SENT), False),
)
"""A text, the statuses that it shows (all when none is named), and whether it shows the archive instead."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list tells of a record, besides when it was changed."""

    recipient: str
    subject: str
    status: str


def list_page(
    reader: Reader,
    records: RecordPage,
    counts: ListCounts,
    lines: Sequence[Summary],
    here: ListTurn,
    *,
    searches: bool,
) -> Page:
    """Draw a page; `lines` are what is told of each record. `searches` says that typed words search."""
    listed, drawn = numbered(_items(reader, records.items, lines))
    rows = [*drawn, *turning_by_moment(reader, here, records, here.page)]
    filters = []
    for number, (key, _, archived) in enumerate(FILTERS):
        count = _count(counts, number)
        if number != here.show and (count or not archived):
            filters.append(PageButton(reader.label(key, count=counted(reader, count)), ListPage(show=number)))
    rows += in_rows(filters)
    rows += in_rows([PageButton(reader.label("button-new"), NewRecord(), style="primary")])
    total = _count(counts, here.show)
    name = reader.label(FILTERS[here.show][0], count=counted(reader, total))
    key = "list" if records.items else "list-empty"
    pages = max(1, -(-total // PAGE), here.page) if total <= MOST_COUNTED else 0
    head = [reader.text(key, name=name, page=here.page, pages=pages)]
    if searches and listed:
        head.append(reader.text("list-search"))
    return Page("\n".join([*head, "", *listed] if listed else head), tuple(rows))


def _count(counts: ListCounts, number: int) -> int:
    _, statuses, archived = FILTERS[number]
    if archived:
        return counts.archived
    return sum(count for status, count in counts.by_status.items() if not statuses or status in statuses)


def found_page(
    reader: Reader, query: str, found: FoundRecords, lines: Sequence[Summary], here: FoundRecordsPage
) -> Page:
    """Draw a page of what was found; `lines` are what is told of each record."""
    listed, drawn = numbered(_items(reader, found.items, lines))
    rows = [*drawn]
    first, last = (found.items[0], found.items[-1]) if found.items else (None, None)
    newer = None if first is None or not found.newer else FoundRecordsPage(search=here.search, record=first.id, newer=1)
    older = None if last is None or not found.older else FoundRecordsPage(search=here.search, record=last.id)
    rows += turning(reader, newer, older)
    rows += in_rows([PageButton(reader.label("button-list"), ListPage())])
    head = reader.text("list-found" if found.items else "list-found-nothing", query=query)
    return Page("\n".join([head, "", *listed] if listed else [head]), tuple(rows))


def _items(reader: Reader, records: Sequence[Record], lines: Sequence[Summary]) -> list[Item]:
    subjects = apart([line.subject or reader.label("list-untitled") for line in lines])
    escape = reader.texts.escape
    shown_lines, buttons = [], []
    for record, line, shown in zip(records, lines, subjects, strict=True):
        recipient = line.recipient
        sign = reader.label("status-sign", status=line.status)
        words = " · ".join(part for part in (f"<b>{escape(recipient)}</b>" if recipient else "", escape(shown)) if part)
        name = line.subject or recipient or reader.label("list-untitled")
        shown_lines.append(f"{sign} {reader.moment(record.modified_at)} {words}")
        buttons.append(PageButton(f"{sign} {name}", CardPage(record=record.id)))
    told = none_alike(shown_lines, [record.id for record in records])
    return [Item(line, button) for line, button in zip(told, buttons, strict=True)]
