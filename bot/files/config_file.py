"""The configuration as a YAML file: read with line and column of everything, written for people to read."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml
from yaml.reader import ReaderError

from bot.files import core_yaml
from domain.configuration.document import ConfigurationFile, read_document
from domain.errors import GonetsError
from domain.mistakes import Mistake, Path

MAX_BYTES = 1_000_000
MAX_NODES = 50_000

REASONS = {
    "'\\t'": "tab",
    "quoted scalar": "quote",
    "unexpected end of stream": "quote",
    "mapping values are not allowed": "colon",
    "expected ':'": "colon",
    "expected <block end>": "indent",
    "expected ',' or": "indent",
    "expected the node content": "indent",
    "but found another document": "documents",
    "escape": "escape",
    "undefined alias": "value",
    "cannot start any token": "value",
}
"""What the YAML parser says, and which of our reasons that is."""

_NULLS = 0.1
"""The part of null bytes from which a file is UTF-16: it has as many as characters of ASCII."""

_RUSSIAN_WORD = re.compile(r"\b[А-Яа-яЁё]{3,}\b")

Spot = tuple[int, int]
"""Line and column, from 1."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What was read of a file, its mistakes, and where everything stands."""

    file: ConfigurationFile
    mistakes: list[Mistake]
    spots: Mapping[Path, Spot]

    def spot_of(self, path: Path) -> Spot:
        """Return where a path leads; for one that is missing, where what it is missing from begins."""
        while path and path not in self.spots:
            path = path[:-1]
        return self.spots.get(path, (1, 1))


class Unreadable(Exception):
    """The text is not YAML that we take; `key` and `params` name a text."""

    def __init__(self, key: str, line: int = 1, column: int = 1, **params: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.line = line
        self.column = column
        self.params = params


class NotUtf8(GonetsError):
    """The file is in another encoding: `encoding` is `utf-16`, `windows-1251` or `other`."""

    key = "error-config-not-text"


def text_of(content: bytes) -> str:
    """Return the text of a file; raises NotUtf8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or content.count(0) > len(content) * _NULLS:
        raise NotUtf8(encoding="utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        likely = _RUSSIAN_WORD.search(content.decode("cp1251", "replace"))
        raise NotUtf8(str(error), encoding="windows-1251" if likely else "other") from error


def read_configuration(text: str, environment: Mapping[str, str] = os.environ) -> ReadFile:
    """Read a configuration file; raises Unreadable when it is not YAML at all."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise Unreadable("config-file-too-large", limit=MAX_BYTES)
    breaks = core_yaml.HiddenBreaks(text)
    try:
        root = core_yaml.compose(breaks.hide(text))
    except core_yaml.NoCharacter as error:
        raise Unreadable("config-not-yaml", error.line, error.column, reason="escape") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Unreadable("config-not-yaml", line, column, reason=_reason(str(error.problem))) from error
    except ReaderError as error:
        before = text[: error.position].split("\n")
        code = f"U+{int(error.character):04X}"
        raise Unreadable("config-character", len(before), len(before[-1]) + 1, code=code) from error
    except yaml.YAMLError as error:
        raise Unreadable("config-not-yaml", reason=_reason(str(error))) from error
    except RecursionError as error:
        raise Unreadable("config-file-too-deep") from error
    reader = _Reader(breaks)
    try:
        data = reader.read(root, ()) if root is not None else None
    except RecursionError as error:  # an alias that stands inside of what it names has no end
        raise Unreadable("config-file-too-deep") from error
    file, mistakes = read_document(data, environment)
    return ReadFile(file, mistakes, reader.spots)


def _reason(problem: str) -> str:
    """Return what the parser stumbled over, as our texts know it: its own words are English and about its insides."""
    return next((reason for words, reason in REASONS.items() if words in problem), "other")


def recipe_text() -> str:
    """Return the recipe that the product is shipped with."""
    return files("bot").joinpath("examples/recipe.yaml").read_text(encoding="utf-8")


def recipe_file(**connection: Any) -> ConfigurationFile:
    """Return the recipe, with fields of its connection replaced."""
    file = read_configuration(recipe_text(), {}).file
    if connection:
        file.connections = [item.model_copy(update=connection) for item in file.connections]
    return file


def write_configuration(document: Mapping[str, Any]) -> str:
    """Return the document as YAML, in its own order."""
    return core_yaml.write(document)


class _Reader:
    """Turns YAML's nodes into plain data and remembers where each stood."""

    def __init__(self, breaks: core_yaml.HiddenBreaks) -> None:
        self.spots: dict[Path, Spot] = {}
        self._count = 0
        self._breaks = breaks

    def read(self, node: yaml.Node, path: Path) -> Any:
        mark = node.start_mark
        self.spots.setdefault(path, (mark.line + 1, mark.column + 1))
        self._count += 1
        if self._count > MAX_NODES:
            raise Unreadable("config-file-too-large", mark.line + 1, mark.column + 1, limit=MAX_NODES)
        try:
            if isinstance(node, yaml.ScalarNode):
                value = core_yaml.scalar(node)
                return core_yaml.whole_characters(self._breaks.show(value)) if isinstance(value, str) else value
            core_yaml.check_collection(node)
        except core_yaml.NotCore as error:
            raise Unreadable("config-not-yaml", mark.line + 1, mark.column + 1, reason="value") from error
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        return [self.read(item, (*path, index)) for index, item in enumerate(node.value)]

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, value in node.value:
            mark = key.start_mark
            if not isinstance(key, yaml.ScalarNode):
                raise Unreadable("config-not-yaml", mark.line + 1, mark.column + 1, reason="other")
            name = core_yaml.whole_characters(self._breaks.show(str(key.value)))
            if name in result:
                raise Unreadable("config-key-twice", mark.line + 1, mark.column + 1, name=name[:100])
            self.spots[(*path, name)] = (mark.line + 1, mark.column + 1)
            result[name] = self.read(value, (*path, name))
        return result
