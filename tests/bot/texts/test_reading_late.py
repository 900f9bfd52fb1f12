"""Texts are read when they are first asked for, and say what they would say if all were read at once."""

import pytest
from fluent.runtime import FluentBundle
from fluent.syntax import ast

from bot.texts import HERE, LANGUAGES
from bot.texts.bundle import Bundle
from tests.bot.texts.reading import entries, messages, variables

SOURCE = """
# What a comment = says is no text
### nor = is this
first = Первый { second }
    продолжение = то же самое
second =
    Второй { -name(case: "all") } { $count ->
        [one] { third }
       *[other] прочее
    }
third = третий
-name = { $case ->
   *[all] имя { fourth }
}
fourth=четвёртый
no-value =
    .attribute = есть
broken = { $count ->
}
last = Последний = и { "{" }
}
"""


@pytest.fixture
def bundle() -> Bundle:
    return Bundle("ru", [SOURCE])


def test_a_text_brings_all_that_it_refers_to(bundle: Bundle) -> None:
    assert bundle.has("first")
    said, problems = bundle.format("first", {"count": 1})
    assert problems == []
    assert said == "Первый Второй имя четвёртый третий\nпродолжение = то же самое"


@pytest.mark.parametrize("key", ["broken", "no-value", "name", "nor", "What", "nowhere", "case", "продолжение"])
def test_what_is_no_text_is_not_found(bundle: Bundle, key: str) -> None:
    assert not bundle.has(key)
    assert not bundle.has(key)


def test_reading_texts_that_refer_to_each_other_ends(bundle: Bundle) -> None:
    bundle.add("ring = { round }\nround = { ring }\n")
    assert bundle.has("ring")
    assert bundle.has("round")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_says_what_it_says_when_all_are_read_at_once(language: str) -> None:
    sources = [path.read_text(encoding="utf-8") for path in sorted((HERE / language).glob("*.ftl"))]
    late, whole = Bundle(language, sources), FluentBundle([language], use_isolating=False)
    whole.add_resource(ast.Resource(entries(language)))
    for key, message in reversed(messages(language).items()):
        values: dict[str, str | int] = {f"{has}{name}": 2 for name in variables(message) for has in ("", "has-")}
        assert late.has(key), key
        said, problems = whole.format_pattern(whole.get_message(key).value, values)
        assert late.format(key, values) == (said, problems), key
