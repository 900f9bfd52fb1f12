"""Formatted text counts characters, Telegram counts UTF-16 units."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.messages.rich_text import KINDS, RichText, TextEntity

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=50)


def test_a_character_beyond_the_basic_plane_is_two_units_and_one_character() -> None:
    found = RichText.from_utf16("😀 жирный", [("bold", 3, 6, None)])
    assert found.entities == (TextEntity("bold", 2, 6),)


@given(TEXTS, st.lists(st.tuples(st.sampled_from(KINDS), st.integers(-5, 60), st.integers(-5, 60)), max_size=5))
def test_any_entities_stay_inside_of_the_text(text: str, marks: list[tuple[str, int, int]]) -> None:
    found = RichText.from_utf16(text, [(*mark, None) for mark in marks])
    assert all(0 <= one.offset < one.offset + one.length <= len(text) for one in found.entities)


@given(TEXTS, st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 20), st.integers(1, 20)), max_size=3))
def test_a_rich_text_survives_json(text: str, marks: list[tuple[str, int, int]]) -> None:
    found = RichText(text, tuple(TextEntity(kind, *rest, "https://a.test") for kind, *rest in marks))
    assert RichText.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_unknown_decorations_are_left_out() -> None:
    assert RichText.from_utf16("abc", [("custom_emoji", 0, 3, None)]) == RichText("abc")


def test_a_text_without_decorations_is_kept_as_text() -> None:
    assert RichText("abc").to_json() == "abc"


def test_anything_else_is_not_a_text() -> None:
    with pytest.raises(TypeError):
        RichText.from_json(5)
