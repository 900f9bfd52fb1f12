"""The HTML of a letter: made from text and neutral entities, and a safe list has the last word."""

import html
import re
from itertools import pairwise

import nh3

from domain.messages.letter import Letter
from domain.messages.rich_text import RichText, TextEntity
from mail.headers import well_formed

_INLINE = {"bold": "b", "italic": "i", "underline": "u", "strike": "s", "code": "code", "spoiler": "span"}
_BLOCKS = {"quote": "blockquote", "pre": "pre"}
_SCHEME = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_SCHEMES = {"http", "https", "mailto", "tel"}
_BREAK = "<br>\n"
_BODY_TAGS = {"p", "br", "b", "i", "u", "s", "code", "pre", "blockquote", "a", "span"}

_BODY = nh3.Cleaner(tags=_BODY_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel="noopener noreferrer")

_LAYOUT_TAGS = _BODY_TAGS | {
    "abbr", "caption", "center", "col", "colgroup", "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure",
    "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "img", "ins", "li", "main", "ol", "section",
    "small", "strong", "style", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_LAYOUT = nh3.Cleaner(
    tags=_LAYOUT_TAGS,
    clean_content_tags={"script"},
    attributes={
        "*": {"align", "bgcolor", "class", "dir", "height", "id", "lang", "style", "title", "valign", "width"},
        "a": {"href", "name", "target"},
        "font": {"color", "face", "size"},
        "img": {"alt", "src", "border"},
        "table": {"border", "cellpadding", "cellspacing", "role"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
    },
    url_schemes=_SCHEMES | {"cid"},
    link_rel="noopener noreferrer",
)


def html_page(letter: Letter) -> str:
    """Return the letter's HTML document: its layout's result where there is one, else its body."""
    inside = html_body(letter.body) if letter.html_layout_result is None else clean_layout(letter.html_layout_result)
    return (
        '<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"></head>\n'
        f"<body>\n{inside}\n</body>\n</html>\n"
    )  # fmt: skip


def html_body(body: RichText) -> str:
    """Return the body as paragraphs: what was typed shows as it was typed, its decorations as tags."""
    text = re.sub("\r\n?", "\n", body.text) if not body.entities else body.text
    inline = [item for item in body.entities if item.kind not in _BLOCKS]
    parts = []
    for kind, start, end in _blocks(text, body.entities):
        if kind == "pre":
            listing = _decorated(text, start, end, inline, breaks="\n")
            parts.append(f"<pre>{listing}</pre>\n")
            continue
        bounds = (start, end) if kind else _without_outer_break(text, start, end)
        paragraphs = "".join(
            f"<p>{_decorated(text, first, last, inline, breaks=_BREAK)}</p>\n"
            for first, last in _paragraphs(text, *bounds)
        )
        parts.append(f"<blockquote>{paragraphs}</blockquote>\n" if kind else paragraphs)
    return _cleaned(_BODY, "".join(parts))


def clean_layout(markup: str) -> str:
    """Return a layout's result without anything that runs; its tables, styles and pictures stay."""
    return _cleaned(_LAYOUT, markup)


def _cleaned(cleaner: nh3.Cleaner, markup: str) -> str:
    try:
        return cleaner.clean(markup)
    except UnicodeEncodeError:
        return cleaner.clean(well_formed(markup))


def _blocks(text: str, entities: tuple[TextEntity, ...]) -> list[tuple[str | None, int, int]]:
    """Cut the text where quotations and listings begin and end; of two that overlap the later one gives way."""
    blocks: list[tuple[str | None, int, int]] = []
    reached = 0
    for item in entities:
        start, end = max(item.offset, reached), min(item.offset + item.length, len(text))
        if item.kind not in _BLOCKS or start >= end:
            continue
        if start > reached:
            blocks.append((None, reached, start))
        blocks.append((item.kind, start, end))
        reached = end
    if reached < len(text):
        blocks.append((None, reached, len(text)))
    return blocks


def _without_outer_break(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the line break beside a quotation or a listing: the block itself breaks the line."""
    if start > 0 and text[start] == "\n":
        start += 1
    if end < len(text) and end > start and text[end - 1] == "\n":
        end -= 1
    return start, end


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    while (gap := text.find("\n\n", start, end)) >= 0:
        found.append((start, gap))
        start = gap + 2
    found.append((start, end))
    return found


def _decorated(text: str, start: int, end: int, entities: list[TextEntity], *, breaks: str) -> str:
    """Nest the decorations: each piece between two edges is closed and opened anew, so that none can cross."""
    if not entities:
        return _escaped(text[start:end], breaks)
    inside = [item for item in entities if item.offset < end and item.offset + item.length > start]
    edges = {start, end}
    for item in inside:
        edges |= {max(item.offset, start), min(item.offset + item.length, end)}
    parts = []
    for first, last in pairwise(sorted(edges)):
        active = [item for item in inside if item.offset <= first and item.offset + item.length >= last]
        opening = "".join(_open(item) for item in active)
        closing = "".join(_close(item) for item in reversed(active))
        parts.append(f"{opening}{_escaped(text[first:last], breaks)}{closing}")
    return "".join(parts)


def _open(entity: TextEntity) -> str:
    if entity.kind != "link":
        return f"<{_INLINE.get(entity.kind, 'span')}>"
    url = entity.url or ""
    return f'<a href="{html.escape(url)}">' if _SCHEME.match(url) else "<span>"


def _close(entity: TextEntity) -> str:
    if entity.kind != "link":
        return f"</{_INLINE.get(entity.kind, 'span')}>"
    return "</a>" if _SCHEME.match(entity.url or "") else "</span>"


def _escaped(text: str, breaks: str) -> str:
    """Escape, and keep line breaks and runs of spaces, which HTML would show as one space."""
    escaped = html.escape(text, quote=False)
    if breaks != "\n":
        escaped = escaped.replace("  ", "\xa0 ").replace("\n ", "\n\xa0").replace("\n", breaks)
    return escaped
