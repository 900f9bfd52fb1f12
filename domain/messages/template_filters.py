"""The filters of route templates, each with a bound: `replace` and `join` alone could fill the memory.

`default`, `first` and `last` choose a value, which keeps its formatting; the others make plain text.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, SupportsIndex

from jinja2 import Undefined, UndefinedError, filters
from markupsafe import Markup, escape

from domain.messages.template_values import PrintedValue, TooMuch, plain

MAX_OUTPUT = 5_000_000
"""How many characters a template, or a filter inside it, may make."""


def _text(value: Any) -> str:
    """Return a value as plain text: what a filter makes has no formatting."""
    if isinstance(value, Undefined):
        raise UndefinedError(str(value))
    return plain(value if isinstance(value, str) else str(value))


def _bounded(size: int) -> None:
    if size > MAX_OUTPUT:
        raise TooMuch


def _replace(value: Any, old: Any, new: Any, count: SupportsIndex = -1) -> str:
    text, before, after = _text(value), _text(old), _text(new)
    if isinstance(text, Markup):
        before, after = str(escape(before)), str(escape(after))
    _bounded(len(text) + max(len(after) - len(before), 0) * text.count(before))
    replaced: str = text.replace(before, after, count)
    return replaced


def _join(value: Any, between: Any = "") -> str:
    if not isinstance(value, list | tuple):
        return _text(value)
    texts = [_text(item) for item in value]
    glue = _text(between)
    _bounded(sum(map(len, texts)) + len(glue) * len(texts))
    if any(isinstance(item, Markup) for item in (glue, *texts)):
        return escape(glue).join(texts)
    return glue.join(texts)


def _truncate(value: Any, length: int = 255, killwords: bool = False, end: str = "…") -> str:
    """Cut to `length` characters, at a space unless `killwords`; the end mark is within the length."""
    text = _text(value)
    if len(text) <= length:
        return text
    cut = text[: max(length - len(end), 0)]
    return (cut if killwords else cut.rsplit(" ", 1)[0]) + end


def _first(value: Any) -> Any:
    return value[0] if value else ""


def _last(value: Any) -> Any:
    return value[-1] if value else ""


def _default(value: Any, instead: Any = "", when_empty: bool = False) -> Any:
    return instead if isinstance(value, Undefined) or (when_empty and not value) else value


def _in_format(kind: str, value: Any, source: str | int | None = None) -> str:
    """Print a value that is no text: a number, a date or a time; in a list each of them."""
    if isinstance(value, Undefined):
        raise UndefinedError(str(value))
    if isinstance(value, list | tuple):
        return ", ".join(_in_format(kind, item, source) for item in value)
    if isinstance(value, PrintedValue):
        return value.print_as(kind, source)
    if not value:
        return ""
    raise ValueError(f"{kind}: {_text(value)[:50]}")


FILTERS: Mapping[str, Callable[..., Any]] = {
    "capitalize": lambda value: _text(value).capitalize(),
    "date": partial(_in_format, "date"),
    "default": _default,
    "e": filters.FILTERS["e"],
    "escape": filters.FILTERS["escape"],
    "first": _first,
    "join": _join,
    "last": _last,
    "length": len,
    "lower": lambda value: _text(value).lower(),
    "number": partial(_in_format, "number"),
    "replace": _replace,
    "time": partial(_in_format, "time"),
    "title": lambda value: filters.do_title(_text(value)),
    "trim": lambda value: _text(value).strip(),
    "truncate": _truncate,
    "upper": lambda value: _text(value).upper(),
}
