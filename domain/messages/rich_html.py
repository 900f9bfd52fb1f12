"""Formatted text as HTML: what was typed shows as it was typed, and its decorations are tags."""

import html
from collections import deque
from collections.abc import Iterable, Iterator

from domain.messages.links import may_be_followed
from domain.messages.rich_text import BLOCKS, RichText, TextEntity
from domain.visible import visible

_INLINE = {"bold": "b", "italic": "i", "underline": "u", "strike": "s", "code": "code", "spoiler": "span"}
_QUOTE = "quote"
_BREAK = "<br>\n"


def in_paragraphs(body: RichText) -> str:
    """Return a whole letter's text: an empty line ends a paragraph, quotations and listings stand by themselves."""
    parts = []
    text, blocks, writer = _prepared(body)
    for kind, start, end in blocks:
        paragraphs = [] if kind == "pre" else [writer.range(*bounds) for bounds in _paragraphs(text, start, end)]
        whole = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
        parts.append(_block(kind, whole or writer.range(start, end, breaks="\n")))
    return "".join(parts)


def in_place(text: RichText) -> str:
    """Return a text inside of somebody else's markup: no paragraphs, line breaks are `<br>`."""
    _, blocks, writer = _prepared(text)
    return "".join(
        _block(kind, writer.range(start, end, breaks="\n" if kind == "pre" else _BREAK)) for kind, start, end in blocks
    )


def followed(text: RichText) -> tuple[TextEntity, ...]:
    """Return the links that can be followed; the addresses of the others are written out.

    A link whose words nobody sees, as people put one to have a preview, is no link in a letter.
    """
    return tuple(
        link for link in text.links if may_be_followed(link.url or "") and visible(text.text[link.offset : link.end])
    )


def _prepared(body: RichText) -> "tuple[str, list[tuple[str | None, int, int]], _Writer]":
    body = body.with_line_feeds()
    if not body.entities:
        return body.text, _blocks(body.text, ()), _Writer(body.text, ())
    links = followed(body)
    open_at = {link.offset for link in links}
    closed = [link for link in body.links if link.offset not in open_at]
    if closed:
        body = body.written_out(closed)
        links = body.links
    inline = [item for item in body.entities if item.kind not in BLOCKS and item.kind != "link"]
    return body.text, _blocks(body.text, body.entities), _Writer(body.text, (*inline, *links))


def _block(kind: str | None, inside: str) -> str:
    if kind is None:
        return inside
    return f"<blockquote>{inside}</blockquote>\n" if kind == _QUOTE else f"<pre>{inside}</pre>\n"


def _blocks(text: str, entities: tuple[TextEntity, ...]) -> list[tuple[str | None, int, int]]:
    """Cut the text where quotations and listings begin and end; of two that overlap the later one gives way."""
    blocks: list[tuple[str | None, int, int]] = []
    reached = 0
    for item in entities:
        start, end = max(item.offset, reached), min(item.end, len(text))
        if item.kind not in BLOCKS or start >= end:
            continue
        if start > reached:
            blocks.append((None, *_without_outer_break(text, reached, start)))
        blocks.append((item.kind, start, end))
        reached = end
    if reached < len(text):
        blocks.append((None, *_without_outer_break(text, reached, len(text))))
    return [(kind, start, end) for kind, start, end in blocks if start < end]


def _without_outer_break(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the line break beside a quotation or a listing: the block itself breaks the line."""
    if start > 0 and text[start] == "\n":
        start += 1
    if end < len(text) and end > start and text[end - 1] == "\n":
        end -= 1
    return start, end


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while (gap := text.find("\n\n", start, end)) >= 0:
        yield start, gap
        start = gap + 2
    yield start, end


class _Writer:
    """Writes ranges of a text, from left to right, with the decorations that reach into them."""

    def __init__(self, text: str, decorations: Iterable[TextEntity]) -> None:
        self._text = text
        self._waiting = deque(sorted(decorations, key=lambda item: (item.offset, -item.length)))
        self._active: list[TextEntity] = []

    def range(self, start: int, end: int, *, breaks: str = _BREAK) -> str:
        """Nest the decorations: each piece between two edges is closed and opened anew, so that none can cross.

        A link is around them, in one piece.
        """
        if not self._waiting and not self._active:
            return _escaped(self._text[start:end], breaks)
        parts = []
        link: TextEntity | None = None
        while start < end:
            while self._waiting and self._waiting[0].offset <= start:
                self._active.append(self._waiting.popleft())
            self._active = [item for item in self._active if item.end > start]
            edges = [item.end for item in self._active] + ([self._waiting[0].offset] if self._waiting else [])
            edge = min([end, *edges])
            before, link = link, next((item for item in self._active if item.kind == "link"), None)
            if link is not before:
                parts.append(f"{_closing(before)}{_opening(link)}")
            tags = [_INLINE.get(item.kind, "span") for item in self._active if item.kind != "link"]
            opening = "".join(f"<{tag}>" for tag in tags)
            closing = "".join(f"</{tag}>" for tag in reversed(tags))
            parts.append(f"{opening}{_escaped(self._text[start:edge], breaks)}{closing}")
            start = edge
        return "".join((*parts, _closing(link)))


def _opening(link: TextEntity | None) -> str:
    return "" if link is None else f'<a href="{html.escape(link.url or "")}">'


def _closing(link: TextEntity | None) -> str:
    return "" if link is None else "</a>"


def _escaped(text: str, breaks: str) -> str:
    """Escape, and keep line breaks and runs of spaces, which HTML would show as one space."""
    escaped = html.escape(text, quote=False)
    if breaks != "\n":
        escaped = escaped.replace("  ", "\xa0 ").replace("\n ", "\n\xa0").replace("\n", breaks)
    return escaped
