"""A scenario's tree as indented text in plain words."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.scenarios.actions import DRAWINGS
from bot.scenarios.events import DRAWINGS as EVENTS
from bot.telegram.reader import Reader
from bot.texts import Texts
from domain.configuration.explain_scenario import explain_scenario
from domain.editing.draft import Office
from domain.scenarios.lines import BlockLine, EmptyLine, Line, UnknownLine
from domain.sections import Section

INDENT = "\u2003"


def tree(document: Mapping[str, Any], office: Office) -> tuple[Line, ...]:
    """Return the lines of a scenario, complete or not, over the templates as they are."""
    return explain_scenario(document, office.read_apart, office.called(Section.ROUTES))


def tree_lines(reader: Reader, document: Mapping[str, Any], office: Office) -> list[str]:
    """Return a scenario's tree as HTML."""
    return scenario_lines(reader, tree(document, office))


def scenario_lines(reader: Reader, lines: Iterable[Line]) -> list[str]:
    """Return each line as HTML, indented by its depth, with what it says in lines of their own below it."""
    return [text for line in lines for text in (_line(reader, line), *_below(reader, line))]


def _below(reader: Reader, line: Line) -> list[str]:
    if line.kind not in DRAWINGS or not line.numbers or isinstance(line, BlockLine | EmptyLine | UnknownLine):
        return []
    indent = INDENT * (line.depth + 1)
    return [f"{indent}{reader.texts.escape(words)}" for words in DRAWINGS[line.kind].lines_below(reader.texts, line)]


def line_words(texts: Texts, line: Line) -> str:
    """Return what a line says, in plain words and without markup."""
    match line:
        case EmptyLine():
            return texts("explain-empty")
        case UnknownLine():
            return texts("explain-unknown", kind=line.kind or texts("explain-missing"))
        case BlockLine():
            return DRAWINGS[line.kind].block_words(texts, line)
    if not line.numbers:
        return EVENTS[line.kind].words(texts, line)
    return DRAWINGS[line.kind].words(texts, line)


def _line(reader: Reader, line: Line) -> str:
    words = reader.texts.escape(line_words(reader.texts, line))
    if line.number:
        words = f"<b>{line.number}</b> {words}"
    if line.ignores_errors:
        words += reader.text("explain-ignores-errors")
    if line.description:
        words += f" — <i>{reader.texts.escape(line.description)}</i>"
    return INDENT * line.depth + words
