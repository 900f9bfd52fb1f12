"""Texts as a translator sees them: messages with their variables, their words and what they quote."""

import re
from collections.abc import Iterator
from functools import cache

from fluent.syntax import FluentParser, ast

from bot.texts import HERE

HOLE = "\0"
"""Stands where a value is put in."""
QUOTES = {"ru": re.compile("«([^«»]+)»"), "en": re.compile("“([^“”]+)”")}


@cache
def entries(language: str) -> list[ast.Message | ast.Term]:
    """All texts and terms of a language; one that stands twice or cannot be read is a mistake."""
    found: dict[str, ast.Message | ast.Term] = {}
    for path in sorted((HERE / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{path.name}: {entry.content[:80]}"
            if isinstance(entry, ast.Message | ast.Term):
                assert entry.id.name not in found, f"{entry.id.name} stands twice"
                found[entry.id.name] = entry
    return list(found.values())


@cache
def messages(language: str) -> dict[str, ast.Message]:
    """All texts of a language by their keys."""
    return {entry.id.name: entry for entry in entries(language) if isinstance(entry, ast.Message)}


def variables(node: ast.BaseNode) -> set[str]:
    """Names of the values that a text uses; whether one is empty counts as the value."""
    return {item.id.name.removeprefix("has-") for item in walk(node) if isinstance(item, ast.VariableReference)}


def terms(node: ast.BaseNode) -> set[str]:
    """Names of the terms and other texts that a text uses."""
    return {item.id.name for item in walk(node) if isinstance(item, ast.TermReference | ast.MessageReference)}


def walk(node: ast.BaseNode) -> Iterator[ast.BaseNode]:
    """Every part of a text."""
    yield node
    for value in vars(node).values():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, ast.BaseNode):
                yield from walk(item)


def selections(node: ast.BaseNode) -> Iterator[ast.SelectExpression]:
    """Every choice between variants."""
    return (item for item in walk(node) if isinstance(item, ast.SelectExpression))


def variant_names(choice: ast.SelectExpression) -> set[str]:
    """What the variants are chosen by."""
    keys = [variant.key for variant in choice.variants]
    return {key.name if isinstance(key, ast.Identifier) else str(key.value) for key in keys}


def words(message: ast.Message) -> str:
    """All that is written in a text, its variants one after the other, with a hole for each value."""
    return _words(message.value)


def _words(node: ast.BaseNode | None) -> str:
    if isinstance(node, ast.Pattern):
        return "".join(_words(element) for element in node.elements)
    if isinstance(node, ast.TextElement):
        return node.value
    if isinstance(node, ast.Placeable):
        return _words(node.expression)
    if isinstance(node, ast.StringLiteral):
        return str(node.parse()["value"])
    if isinstance(node, ast.SelectExpression):
        return "".join(f"{_words(variant.value)}\n" for variant in node.variants)
    return HOLE


def words_of(choice: ast.SelectExpression, name: str) -> str:
    """What one of the variants says; nothing where there is none of that name."""
    found = (item for item in choice.variants if isinstance(item.key, ast.Identifier) and item.key.name == name)
    return "".join(_words(item.value) for item in found)


def quoted(language: str, message: ast.Message) -> set[str]:
    """What a text names in quotes and capitals, as buttons are named; quoted values are no names."""
    found = QUOTES[language].findall(words(message))
    return {name for name in found if HOLE not in name and name[0].isupper()}


def label(message: ast.Message) -> str:
    """A label as a text would quote it: without its sign before and its number after."""
    return re.sub(r"^[^\w]+", "", words(message)).partition(f" ({HOLE}")[0].partition(f": {HOLE}")[0].strip()
