"""Types of attributes stand in two tables, and nothing besides their modules knows one by name."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
import domain
from bot.cards.types import DRAWINGS
from bot.cards.types.drawing import Drawing
from bot.texts import LANGUAGES, load_texts
from domain.records.types import ATTRIBUTE_TYPES, type_name
from domain.records.types.attribute import Attribute

ROOMS = ("domain/records/types/", "bot/cards/types/")
CLASSES = {kind.__name__ for kind in ATTRIBUTE_TYPES.values()} | {type(item).__name__ for item in DRAWINGS.values()}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the product outside the two rooms."""
    for package in (bot, domain):
        folder = Path(str(package.__file__)).parent
        for path in sorted(folder.rglob("*.py")):
            name = path.relative_to(folder.parent).as_posix()
            if not name.startswith(ROOMS):
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def compared(node: ast.AST) -> set[str]:
    """The texts that an expression or a pattern compares something with, as far as it is written there."""
    constants = [item.value for item in ast.walk(node) if isinstance(item, ast.Constant)]
    return {item for item in constants if isinstance(item, str)}


def test_the_chat_draws_every_type_that_there_is() -> None:
    assert list(DRAWINGS) == list(ATTRIBUTE_TYPES)
    assert all(isinstance(item, Drawing) for item in DRAWINGS.values())


def test_types_that_were_released_keep_their_places() -> None:
    assert list(ATTRIBUTE_TYPES)[:3] == ["text", "account", "document"]
    assert [type_name(kind) for kind in ATTRIBUTE_TYPES.values()] == list(ATTRIBUTE_TYPES)


def test_a_type_without_a_part_cannot_be_used() -> None:
    assert inspect.isabstract(Attribute)
    assert inspect.isabstract(Drawing)
    assert not any(map(inspect.isabstract, ATTRIBUTE_TYPES.values()))


def test_nothing_else_asks_which_type_an_attribute_has() -> None:
    asked = []
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare):
                sides = [node.left, *node.comparators]
                owners = [side for side in sides if isinstance(side, ast.Attribute) and side.attr == "type"]
                if owners and {text for side in sides for text in compared(side)} & ATTRIBUTE_TYPES.keys():
                    asked.append(f"{name}:{node.lineno}")
            if isinstance(node, ast.Match) and isinstance(node.subject, ast.Attribute) and node.subject.attr == "type":
                patterns = set().union(*(compared(case.pattern) for case in node.cases))
                if patterns & ATTRIBUTE_TYPES.keys():
                    asked.append(f"{name}:{node.lineno}")
    assert asked == []


def test_nothing_else_names_the_class_of_a_type() -> None:
    named = []
    for name, tree in modules():
        for node in ast.walk(tree):
            found = {item.name for item in node.names} if isinstance(node, ast.ImportFrom) else set()
            if found & CLASSES:
                named.append(f"{name}:{node.lineno}")
    assert named == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_has_a_name(language: str) -> None:
    texts = load_texts(language)
    assert [name for name in ATTRIBUTE_TYPES if not texts.has(f"choice-type-{name.replace('_', '-')}")] == []
