"""The texts of one language, each read when it is first asked for: reading all of them takes a second."""

import re
from collections.abc import Iterable, Sequence

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.texts.plain import PlainTexts

_BEGINS = re.compile(r"^(?=[a-zA-Z#-])", re.MULTILINE)
"""Whatever goes on with an entry is indented, so a letter, a `-` or a `#` in the first column begins another."""


class Bundle:
    """Finds and formats texts by key. What cannot be read is as if it were not there; a test reads everything."""

    def __init__(self, language: str, sources: Iterable[str]) -> None:
        self._bundle = FluentBundle([language], use_isolating=False)
        self._plain = PlainTexts(language)
        self._parser = FluentParser(with_spans=False)
        self._unread: dict[str, str] = {}
        for source in sources:
            self.add(source)

    def add(self, source: str) -> None:
        """Add the texts of a file."""
        for entry in _BEGINS.split(source):
            name, equals, _ = entry.partition("=")
            if equals and not entry.startswith("#"):
                self._unread[name.rstrip()] = entry

    def has(self, key: str) -> bool:
        """Whether there is a text of that key."""
        self._read(key)
        return bool(self._bundle.has_message(key)) and self._bundle.get_message(key).value is not None

    def format(self, key: str, params: dict[str, str | int]) -> tuple[str, Sequence[Exception]] | None:
        """Return the text, and what went wrong while the values were put into it; None where there is no such text."""
        plain = self._plain.format(key, params)
        if plain is not None:
            return plain, ()
        if not self.has(key):
            return None
        pattern = self._bundle.get_message(key).value
        text, problems = self._bundle.format_pattern(pattern, params)  # type: ignore[arg-type]
        return str(text), problems

    def _read(self, key: str, above: tuple[str, ...] = ()) -> None:
        """Read a text behind all that it refers to: whoever finds it meanwhile, in a thread, finds it whole."""
        entry = self._unread.get(key)
        if entry is None or key in above:
            return
        resource = self._parser.parse(entry)
        for name in _referred_to(resource):
            self._read(name, (*above, key))
        self._bundle.add_resource(resource)
        for text in resource.body:
            if isinstance(text, ast.Message) and text.value is not None:
                self._plain.add(text.id.name, text.value)
        self._unread.pop(key, None)


class _References(Visitor):
    """Collects the keys of what a text refers to."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802 - the library's name
        self.names.append(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802 - the library's name
        self.names.append(f"-{node.id.name}")
        self.generic_visit(node)


def _referred_to(resource: ast.Resource) -> list[str]:
    references = _References()
    references.visit(resource)
    return references.names
