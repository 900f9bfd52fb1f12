"""A person's records, newest first, ten to a page, with filters."""

from collections.abc import Sequence

from bot.cards.addresses import CardPage, FoundRecordsPage, ListPage, NewRecord
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import turns
from bot.telegram.picking import Item, apart, none_alike, numbered
from bot.telegram.reader import Reader
from domain.records.find_records import FoundRecords
from domain.records.record import ListPage as Records
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


def list_page(
    reader: Reader, records: Records, lines: Sequence[tuple[str, str]], here: ListPage, *, searches: bool
) -> Page:
    """Draw a page; `lines` are recipient and subject of each record. `searches` says that typed words search."""
    listed, drawn = numbered(_items(reader, records.items, lines))
    rows = [*drawn]
    rows += turns(reader, here, more=(here.page + 1) * PAGE < records.total)
    filters = []
    for number, (key, statuses, archived) in enumerate(FILTERS):
        counts = [records.counts.get(str(status), 0) for status in statuses] if statuses else records.counts.values()
        count = records.archived if archived else sum(counts)
        if number != here.show and (count or not archived):
            filters.append(PageButton(reader.label(key, count=count), ListPage(show=number)))
    rows += in_rows(filters)
    rows += in_rows([PageButton(reader.label("button-new"), NewRecord(), style="primary")])
    name = reader.label(FILTERS[here.show][0], count=records.total)
    key = "list" if records.items else "list-empty"
    pages = max(1, -(-records.total // PAGE))
    head = [reader.text(key, name=name, page=here.page + 1, pages=pages)]
    if searches and listed:
        head.append(reader.text("list-search"))
    return Page("\n".join([*head, "", *listed] if listed else head), tuple(rows))


def found_page(
    reader: Reader, query: str, found: FoundRecords, lines: Sequence[tuple[str, str]], here: FoundRecordsPage
) -> Page:
    """Draw a page of what was found; `lines` are recipient and subject of each record."""
    listed, drawn = numbered(_items(reader, found.items, lines))
    rows = [*drawn]
    turning = []
    if found.newer and found.items:
        newer = FoundRecordsPage(search=here.search, record=found.items[0].id, newer=1)
        turning.append(PageButton(reader.label("button-previous"), newer))
    if found.older and found.items:
        older = FoundRecordsPage(search=here.search, record=found.items[-1].id)
        turning.append(PageButton(reader.label("button-next"), older))
    rows += [tuple(turning)] if turning else []
    rows += in_rows([PageButton(reader.label("button-list"), ListPage())])
    head = reader.text("list-found" if found.items else "list-found-nothing", query=query)
    return Page("\n".join([head, "", *listed] if listed else [head]), tuple(rows))


def _items(reader: Reader, records: Sequence[Record], lines: Sequence[tuple[str, str]]) -> list[Item]:
    subjects = apart([subject or reader.label("list-untitled") for _, subject in lines])
    escape = reader.texts.escape
    shown_lines, buttons = [], []
    for record, (recipient, subject), shown in zip(records, lines, subjects, strict=True):
        sign = reader.label("status-sign", status=record.status)
        words = " · ".join(part for part in (f"<b>{escape(recipient)}</b>" if recipient else "", escape(shown)) if part)
        name = subject or recipient or reader.label("list-untitled")
        shown_lines.append(f"{sign} {reader.moment(record.modified_at)} {words}")
        buttons.append(PageButton(f"{sign} {name}", CardPage(record=record.id)))
    told = none_alike(shown_lines, [record.id for record in records])
    return [Item(line, button) for line, button in zip(told, buttons, strict=True)]
