"""YAML by the core schema of version 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema), for reading and writing alike.

PyYAML reads by 1.1, where `yes` is true, `0465` is octal and `12:30` is 750. What it writes is read alike by both.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import yaml
from yaml.resolver import BaseResolver

_TAG = "tag:yaml.org,2002:"
_NULL = re.compile("null|Null|NULL|~|")
_BOOL = re.compile("true|True|TRUE|false|False|FALSE")
_INT = re.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_PLAIN = (("null", _NULL), ("bool", _BOOL), ("int", _INT), ("float", _FLOAT))
_LIKE_A_TRUTH = re.compile("y|Y|n|N")
"""Of YAML 1.1 too, and not known to PyYAML."""

_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")

LONGEST_NUMBER = 300
"""How many characters of a number are read."""

BREAKS = "\x85\u2028\u2029"
"""Line breaks of YAML 1.1, ordinary characters of 1.2."""

_WIDTH = 110


class NotCore(ValueError):
    """A value that the core schema does not have: a foreign tag, or one that contradicts its text."""


class Loader(yaml.SafeLoader):
    """Composes nodes whose plain scalars have the tags of the core schema."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012 - PyYAML's own shape


class NoCharacter(ValueError):
    """An escape names no character, as `\\U00110000` does; with the place where its text begins, from 1."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__("no character")
        self.line = line
        self.column = column


def compose(text: str) -> yaml.Node | None:
    """Return the root of the text's one document; raises NoCharacter, and PyYAML's own errors."""
    loader = Loader(text)
    try:
        return loader.get_single_node()
    except (OverflowError, ValueError) as error:
        mark = loader.get_mark()
        raise NoCharacter(mark.line + 1, mark.column + 1) from error
    finally:
        loader.dispose()


def whole_characters(text: str) -> str:
    """Return the text with pairs of halves put together: JSON has emoji as two escapes (RFC 8259 section 7)."""
    return _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)


def _resolve(resolver: type[BaseResolver], kind: str, pattern: re.Pattern[str]) -> None:
    resolver.add_implicit_resolver(f"{_TAG}{kind}", re.compile(rf"^(?:{pattern.pattern})\Z"), None)


for _kind, _pattern in _PLAIN:
    _resolve(Loader, _kind, _pattern)


class HiddenBreaks:
    """Hides from PyYAML the characters that it takes for line breaks, each behind one that the text does not have."""

    def __init__(self, text: str) -> None:
        found = [letter for letter in BREAKS if letter in text]
        taken = set(text) if found else set()
        free = (chr(code) for code in range(0xE000, 0xF900) if chr(code) not in taken)
        self._hide = {ord(letter): next(free) for letter in found}
        self._show = {ord(hidden): chr(letter) for letter, hidden in self._hide.items()}

    def hide(self, text: str) -> str:
        """Return the text as PyYAML is to read it; every place in it stays."""
        return text.translate(self._hide) if self._hide else text

    def show(self, value: str) -> str:
        """Return a value as it stood in the text."""
        return value.translate(self._show) if self._show else value


def scalar(node: yaml.Node) -> Any:
    """Return the value of a scalar node; raises NotCore."""
    read = _SCALARS.get(node.tag.removeprefix(_TAG))
    if read is None:
        raise NotCore(node.tag)
    return read(node.value)


def check_collection(node: yaml.Node) -> None:
    """Raise NotCore for a collection with a tag of its own, as `!!set` is."""
    if node.tag not in {f"{_TAG}map", f"{_TAG}seq"} or node.tag.endswith("map") != isinstance(node, yaml.MappingNode):
        raise NotCore(node.tag)


def _null(text: str) -> None:
    if not _NULL.fullmatch(text):
        raise NotCore(text)


def _bool(text: str) -> bool:
    if not _BOOL.fullmatch(text):
        raise NotCore(text)
    return text.lower() == "true"


def _int(text: str) -> int:
    if not _INT.fullmatch(text) or len(text) > LONGEST_NUMBER:
        raise NotCore(text)
    base = {"0o": 8, "0x": 16}.get(text[:2], 10)
    return int(text[2:] if base != 10 else text, base)


def _float(text: str) -> float:
    if not _FLOAT.fullmatch(text) or len(text) > LONGEST_NUMBER:
        raise NotCore(text)
    return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))


_SCALARS: Mapping[str, Callable[[str], Any]] = {"str": str, "null": _null, "bool": _bool, "int": _int, "float": _float}


class _Dumper(yaml.SafeDumper):
    """Quotes every text that YAML 1.1 or 1.2 reads as something else, and indents lists."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


_NOT_IN_A_BLOCK = re.compile(r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010fffd]")
"""What is escaped rather than written: controls, and what some readers take for a line break or a byte order mark."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar(f"{_TAG}str", value, style=_style(value))


def _style(value: str) -> str | None:
    """Return how a text is written: as a block where nothing in it could be lost, escaped where something could."""
    if _NOT_IN_A_BLOCK.search(value):
        return '"'
    if "\n" not in value:
        return None
    lines = value.split("\n")
    simple = not value.startswith((" ", "\n")) and not value.endswith("\n\n")
    return "|" if simple and not any(line.endswith(" ") for line in lines) else '"'


_Dumper.add_representer(str, _text)
for _kind, _pattern in (*_PLAIN, ("bool", _LIKE_A_TRUTH)):
    _resolve(_Dumper, _kind, _pattern)


def write(document: Mapping[str, Any]) -> str:
    """Return a document as YAML, in its own order."""
    options: dict[str, Any] = {"allow_unicode": True, "sort_keys": False, "default_flow_style": False, "width": _WIDTH}
    return str(yaml.dump(dict(document), Dumper=_Dumper, **options))
