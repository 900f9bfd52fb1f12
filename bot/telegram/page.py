"""A page: what a message shows and the buttons under it, made for one thumb."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from aiogram.filters.callback_data import MAX_CALLBACK_LENGTH, CallbackData

from bot.telegram.costs import is_sure
from domain.messages.rich_text import utf16_length
from domain.one_line import in_one_line

LONGEST_LABEL = 32
SHARES_A_ROW = 16
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_COPIED = 256


@dataclass(frozen=True, slots=True)
class PageButton:
    """A button: an address it leads to, a text it copies, or a page it opens.

    `style` is primary, success or danger (Bot API 9.4); `number` is that of its line in the text, before the label.
    One that is not `typed` is no answer when its label is written: «25» on a calendar may mean another month's.
    """

    label: str
    address: CallbackData | None = None
    style: str | None = None
    copy_text: str | None = None
    url: str | None = None
    number: int = 0
    typed: bool = True

    @property
    def shown(self) -> str:
        """What stands on the button."""
        return _shown(self.label, self.number)

    def telegram(self) -> dict[str, Any]:
        """Return it as Telegram takes it (Bot API: InlineKeyboardButton)."""
        button: dict[str, Any] = {"text": self.shown}
        if self.address is not None:
            button["callback_data"] = packed(self.address)
        if self.copy_text:
            button["copy_text"] = {"text": shorten(self.copy_text, MAX_COPIED)}
        if self.url is not None:
            button["url"] = self.url
        if self.style is not None:
            button["style"] = self.style
        return button


@lru_cache(maxsize=1_000)
def _shown(label: str, number: int) -> str:
    name = in_one_line(label)
    if not number:
        return shorten(name, LONGEST_LABEL)
    numbered = f"{number}. {name}"
    if len(numbered) > LONGEST_LABEL > len(name) and number <= len(CIRCLED):
        # A name that only just fits stays whole beside a number of one sign.
        return f"{CIRCLED[number - 1]}{name}"
    return shorten(numbered, LONGEST_LABEL)


@dataclass(frozen=True, slots=True)
class Page:
    """HTML text and rows of buttons. One that `wants_press` asks something that a button answers, and no words."""

    text: str
    rows: tuple[tuple[PageButton, ...], ...] = ()
    wants_press: bool = False
    asks: str | None = None
    """What it says without the line of news above it."""

    def with_notice(self, notice: str | None) -> "Page":
        """Return the page with a line of news above it."""
        return replace(self, text=f"{notice}\n\n{self.text}", asks=self.asks or self.text) if notice else self

    @property
    def question(self) -> str | None:
        """What the page asks, where a button must answer it: always where one of them is the «yes» of a question."""
        sure = any(button.address is not None and is_sure(button.address) for row in self.rows for button in row)
        return (self.asks or self.text) if self.wants_press or sure else None

    @property
    def offered(self) -> list[tuple[str, str, str | None]]:
        """Return the buttons that lead to an address: label, address, style."""
        return [
            (button.label, packed(button.address), button.style)
            for row in self.rows
            for button in row
            if button.address is not None and button.typed
        ]

    def with_ways(self, ways: "Iterable[PageButton]") -> "Page":
        """Return the page with more buttons below its own."""
        return replace(self, rows=(*self.rows, *in_rows(ways)))

    def markup(self) -> dict[str, Any]:
        """Return the keyboard (Bot API: InlineKeyboardMarkup); an empty one takes the buttons away."""
        return {"inline_keyboard": [[button.telegram() for button in row] for row in self.rows]}


def packed(address: CallbackData) -> str:
    """Return what a button carries: numbers, as all addresses have, without being asked what they are."""
    values = address.__dict__.values()
    text = address.__separator__.join([address.__prefix__, *map(str, values)])
    fits = len(text) <= MAX_CALLBACK_LENGTH and {int}.issuperset(map(type, values))
    return text if fits else address.pack()


def copying(label: str, text: str) -> list[PageButton]:
    """Return a button that copies a text; none where Telegram would copy only a part of it."""
    return [PageButton(label, copy_text=text)] if 0 < len(text) <= MAX_COPIED else []


def opening(label: str, url: str) -> list[PageButton]:
    """Return a button that opens a page; none where Telegram knows no such address and would show nothing at all."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return []
    usable = parts.scheme in {"https", "http"} and "." in host.strip(".") and not any(map(str.isspace, url))
    return [PageButton(label, url=url)] if usable else []


def in_rows(buttons: Iterable[PageButton]) -> tuple[tuple[PageButton, ...], ...]:
    """Lay buttons out: two in a row, but a label of more than 16 characters stands alone."""
    rows: list[tuple[PageButton, ...]] = []
    has_room = False
    for button in buttons:
        shares = len(button.shown) <= SHARES_A_ROW
        if shares and has_room:
            rows[-1] = (*rows[-1], button)
            has_room = False
        else:
            rows.append((button,))
            has_room = shares
    return tuple(rows)


def shorten(text: str, limit: int) -> str:
    """Return the text, or its beginning with an ellipsis."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def clip(text: str, limit: int) -> str:
    """Return the first `limit` characters, fewer where Telegram counts many of them twice."""
    short = shorten(text, limit)
    most = limit + limit // 4
    return short if len(short) * 2 <= most or utf16_length(short) <= most else f"{beginning(short, most - 1).rstrip()}…"


def beginning(text: str, limit: int) -> str:
    """Return as much of the text as Telegram counts to `limit` units, no character torn."""
    return text.encode("utf-16-le", "surrogatepass")[: limit * 2].decode("utf-16-le", "ignore")


def pieces(text: str, limit: int) -> list[str]:
    """Cut a text into pieces of at most `limit` units."""
    found = []
    while text:
        found.append(beginning(text, limit))
        text = text[len(found[-1]) :]
    return found or [""]


def fit(markup: str, limit: int = MAX_TEXT) -> str:
    """Return HTML whose visible text is at most `limit` units: what is over is cut, and open tags are closed.

    Telegram counts after it has read the markup: `&lt;` is one unit, a tag is none.
    """
    if len(markup) <= limit // 2:
        return markup
    kept: list[str] = []
    opened: list[str] = []
    room = limit - 1
    for piece in _PIECE.findall(markup):
        tag = _TAG.fullmatch(piece)
        if tag is None:
            room -= utf16_length(html.unescape(piece))
            if room < 0:
                return "".join([*kept, "…", *(f"</{name}>" for name in reversed(opened))])
        elif tag[1]:
            opened.pop()
        else:
            opened.append(tag[2])
        kept.append(piece)
    return markup


_TAG = re.compile(r"<(/?)([a-z]+)[^>]*>")
_PIECE = re.compile(r"<[^>]*>|&#?\w+;|.", re.DOTALL)
