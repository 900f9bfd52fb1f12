"""A scenario's tree as indented text in plain words."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.telegram.page import shorten
from bot.telegram.reader import Reader
from bot.texts import Texts
from domain.configuration.explain_scenario import (
    Assignment,
    ContextLine,
    EmptyLine,
    EventLine,
    Line,
    SendLine,
    Source,
    UnknownLine,
    VariablesLine,
    explain_scenario,
)
from domain.editing.draft import Office

INDENT = "\u2003"
LONGEST_SOURCE = 120


def tree(document: Mapping[str, Any], office: Office) -> tuple[Line, ...]:
    """Return the lines of a scenario, complete or not, over the templates as they are."""
    return explain_scenario(document, {item.document.system_name: item.document for item in office.templates})


def tree_lines(reader: Reader, document: Mapping[str, Any], office: Office) -> list[str]:
    """Return a scenario's tree as HTML."""
    return scenario_lines(reader, tree(document, office))


def scenario_lines(reader: Reader, lines: Iterable[Line]) -> list[str]:
    """Return each line as HTML, indented by its depth."""
    return [_line(reader, line) for line in lines]


def line_words(texts: Texts, line: Line) -> str:
    """Return what a step does, in plain words and without markup."""
    missing = texts("explain-missing")
    match line:
        case EventLine():
            return texts("explain-event", template=line.template or missing, button=line.button or missing)
        case ContextLine():
            objects = shorten(line.objects.text, LONGEST_SOURCE)
            kind = line.objects.kind
            return texts("explain-change-context", template=line.template or missing, objects=objects, by=kind)
        case VariablesLine():
            given = "; ".join(_assignment(texts, item) for item in line.assignments)
            return texts(
                "explain-change-variables", operation=line.operation, set=line.set or missing, given=given or missing
            )
        case SendLine():
            return texts(
                "explain-send-message",
                connection=line.connection or missing,
                route=line.route or missing,
                waits="yes" if line.waits else "no",
            )
        case EmptyLine():
            return texts("explain-empty")
        case UnknownLine():
            return texts("explain-unknown", kind=line.kind or missing)
    raise TypeError(f"no words for {type(line).__name__}")


def _line(reader: Reader, line: Line) -> str:
    words = reader.texts.escape(line_words(reader.texts, line))
    if line.number:
        words = f"<b>{line.number}</b> {words}"
    if line.ignores_errors:
        words += reader.text("explain-ignores-errors")
    if line.description:
        words += f" — <i>{reader.texts.escape(line.description)}</i>"
    return INDENT * line.depth + words


def _assignment(texts: Texts, item: Assignment) -> str:
    return f"{item.path} = {_source(texts, item.source)}"


def _source(texts: Texts, source: Source) -> str:
    return texts("explain-missing") if source.kind == "missing" else shorten(source.text, LONGEST_SOURCE)
