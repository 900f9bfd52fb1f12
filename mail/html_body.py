"""The HTML of a letter: a safe list has the last word about what the domain made of texts, decorations and layouts."""

import nh3

from domain.messages.rich_html import in_paragraphs
from domain.messages.rich_text import RichText
from mail.headers import well_formed

_SCHEMES = {"http", "https", "mailto", "tel"}
_BODY_TAGS = {"p", "br", "b", "i", "u", "s", "code", "pre", "blockquote", "a", "span"}

_BODY = nh3.Cleaner(tags=_BODY_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel="noopener noreferrer")

_LAYOUT_TAGS = _BODY_TAGS | {
    "abbr", "caption", "center", "col", "colgroup", "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure",
    "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "img", "ins", "li", "main", "ol", "section",
    "small", "strong", "style", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_LAYOUT = nh3.Cleaner(
    tags=_LAYOUT_TAGS,
    # What no reader shows: without its tag it would stand among the words of the letter.
    clean_content_tags={"script", "title", "iframe", "noembed", "noframes", "template", "datalist"},
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


def html_page(body: RichText, layout: str | None = None) -> str:
    """Return a letter's HTML document: what its layout gave where there is one, else its body."""
    inside = html_body(body) if layout is None else clean_layout(layout)
    return (
        '<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"></head>\n'
        f"<body>\n{inside}\n</body>\n</html>\n"
    )  # fmt: skip


def html_body(body: RichText) -> str:
    """Return the body as paragraphs: what was typed shows as it was typed, its decorations as tags."""
    return _cleaned(_BODY, in_paragraphs(body))


def clean_layout(markup: str) -> str:
    """Return a layout's result without anything that runs; its tables, styles and pictures stay."""
    return _cleaned(_LAYOUT, markup)


def _cleaned(cleaner: nh3.Cleaner, markup: str) -> str:
    try:
        return cleaner.clean(markup)
    except UnicodeEncodeError:
        return cleaner.clean(well_formed(markup))
