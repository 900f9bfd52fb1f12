"""The HTML of a letter: made from text and neutral entities, and a safe list has the last word."""

import html
from itertools import pairwise

import nh3

from domain.messages.rich_text import RichText, TextEntity

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strike": ("<s>", "</s>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "quote": ("<blockquote>", "</blockquote>"),
    "spoiler": ("<span>", "</span>"),
}
_SAFE_TAGS = {"p", "br", "b", "i", "u", "s", "code", "pre", "blockquote", "a", "span", "div", "html", "body"}
_SAFE_SCHEMES = {"http", "https", "mailto", "tel"}


def html_body(body: RichText) -> str:
    """Return the body as an HTML document's inside: what was typed shows as it was typed."""
    return clean(f'<div style="white-space:pre-wrap">{_decorated(body)}</div>')


def clean(markup: str) -> str:
    """Return the markup with nothing in it but the safe list (nh3)."""
    return nh3.clean(
        markup,
        tags=_SAFE_TAGS,
        attributes={"a": {"href"}, "div": {"style"}},
        filter_style_properties={"white-space"},
        url_schemes=_SAFE_SCHEMES,
        link_rel="noopener noreferrer",
    )


def _decorated(body: RichText) -> str:
    """Nest the entities: one that crosses another's end is closed there and opened again behind it."""
    edges = sorted(
        {0, len(body.text), *(edge for item in body.entities for edge in (item.offset, item.offset + item.length))}
    )
    parts = []
    for start, end in pairwise(edges):
        active = [item for item in body.entities if item.offset <= start and item.offset + item.length >= end]
        opening = "".join(_open(item) for item in active)
        closing = "".join(_close(item) for item in reversed(active))
        parts.append(f"{opening}{_escaped(body.text[start:end])}{closing}")
    return "".join(parts)


def _open(entity: TextEntity) -> str:
    if entity.kind == "link":
        return f'<a href="{html.escape(entity.url or "", quote=True)}">'
    return _TAGS[entity.kind][0]


def _close(entity: TextEntity) -> str:
    return "</a>" if entity.kind == "link" else _TAGS[entity.kind][1]


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>\n")
