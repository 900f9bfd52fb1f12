"""The configuration as a YAML file: read with the place of everything, written for people to read."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from domain.configuration.document import ConfigurationFile, Mistake, Place, read_document

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
}
"""What the YAML parser says, and which of our reasons that is."""

Spot = tuple[int, int]
"""Line and column, from 1."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What was read of a file, its mistakes, and where everything stands."""

    file: ConfigurationFile
    mistakes: list[Mistake]
    spots: Mapping[Place, Spot]

    def spot_of(self, place: Place) -> Spot:
        """Return where a place is; for one that is missing, where what it is missing from begins."""
        while place and place not in self.spots:
            place = place[:-1]
        return self.spots.get(place, (1, 1))


class Unreadable(Exception):
    """The text is not YAML that we take; `key` and `params` name a text."""

    def __init__(self, key: str, line: int = 1, column: int = 1, **params: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.line = line
        self.column = column
        self.params = params


def read_configuration(text: str, environment: Mapping[str, str] = os.environ) -> ReadFile:
    """Read a configuration file; raises Unreadable when it is not YAML at all."""
    if len(text.encode()) > MAX_BYTES:
        raise Unreadable("config-file-too-large", limit=MAX_BYTES)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Unreadable("config-not-yaml", line, column, reason=_reason(str(error.problem))) from error
    except yaml.YAMLError as error:
        raise Unreadable("config-not-yaml", reason=_reason(str(error))) from error
    except RecursionError as error:
        raise Unreadable("config-file-too-deep") from error
    reader = _Reader()
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
    return files("bot").joinpath("recipe/recipe.yaml").read_text(encoding="utf-8")


def recipe_file(**connection: Any) -> ConfigurationFile:
    """Return the recipe, with fields of its connection replaced."""
    file = read_configuration(recipe_text(), {}).file
    if connection:
        file.connections = [item.model_copy(update=connection) for item in file.connections]
    return file


def write_configuration(document: Mapping[str, Any]) -> str:
    """Return the document as YAML, in its own order."""
    return str(
        yaml.dump(
            dict(document), Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=110
        )
    )


class _Dumper(yaml.SafeDumper):
    """Indents lists, and writes texts of several lines as blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


class _Reader:
    """Turns YAML's nodes into plain data and remembers where each stood."""

    def __init__(self) -> None:
        self.spots: dict[Place, Spot] = {}
        self._count = 0
        self._constructor = yaml.SafeLoader("")

    def read(self, node: yaml.Node, place: Place) -> Any:
        mark = node.start_mark
        self.spots.setdefault(place, (mark.line + 1, mark.column + 1))
        self._count += 1
        if self._count > MAX_NODES:
            raise Unreadable("config-file-too-large", mark.line + 1, mark.column + 1, limit=MAX_NODES)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*place, index)) for index, item in enumerate(node.value)]
        try:
            return self._constructor.construct_object(node)
        except (yaml.YAMLError, ValueError) as error:
            raise Unreadable("config-not-yaml", mark.line + 1, mark.column + 1, reason="value") from error

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, value in node.value:
            mark = key.start_mark
            if not isinstance(key, yaml.ScalarNode):
                raise Unreadable("config-not-yaml", mark.line + 1, mark.column + 1, reason="other")
            name = str(key.value)
            if name in result:
                raise Unreadable("config-key-twice", mark.line + 1, mark.column + 1, name=name)
            self.spots[(*place, name)] = (mark.line + 1, mark.column + 1)
            result[name] = self.read(value, (*place, name))
        return result
