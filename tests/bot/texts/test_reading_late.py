"""Texts are read when they are first asked for, and say what they would say if all were read at once."""

from collections.abc import Iterator

import pytest
from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast

from bot.texts import HERE, LANGUAGES
from bot.texts.bundle import Bundle
from tests.bot.texts.reading import entries, messages, selections, variables, variant_names

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
    said, problems = bundle.format("first", {"count": 1}) or ("", ())
    assert not problems
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
def test_every_text_says_what_fluent_says_when_all_are_read_at_once(language: str) -> None:
    sources = [path.read_text(encoding="utf-8") for path in sorted((HERE / language).glob("*.ftl"))]
    late, whole = Bundle(language, sources), FluentBundle([language], use_isolating=False)
    whole.add_resource(ast.Resource(entries(language)))
    for key, message in reversed(messages(language).items()):
        assert late.has(key), key
        for values in values_for(message):
            assert_same(late, whole, key, values)


def assert_same(bundle: Bundle, whole: FluentBundle, key: str, values: dict[str, str | int]) -> None:
    expected, expected_problems = whole.format_pattern(whole.get_message(key).value, values)
    said, problems = bundle.format(key, values) or ("", ())
    assert (said, [*map(repr, problems)]) == (str(expected), [*map(repr, expected_problems)]), (key, values)


def values_for(message: ast.Message) -> Iterator[dict[str, str | int]]:
    """Values of each kind for all names of a text: its own variants' names, other words, small and large numbers."""
    names = variables(message)
    of_variants = {name for choice in selections(message) for name in variant_names(choice) if not name.isdigit()}
    for value in (2, 0, 1, 21, 1_234, "", "one", *sorted(of_variants)) if names else (2,):
        yield {f"{has}{name}": value for name in names for has in ("", "has-")}


LONG = "д" * 2_600


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("{ $count }", {"count": 999}),
        ("{ $count }", {"count": 1_000}),
        ("{ $count }", {"count": -1}),
        ("{ $count }", {"count": True}),
        ("{ $name } и { $other }", {"name": "Анна"}),
        ("Кому: { $name }", {"name": LONG}),
        ("Кому: { $name }", {"name": "д" * 2_495}),
        (LONG, {}),
        ("{ NUMBER($count, minimumIntegerDigits: 2) }", {"count": 5}),
        ("{ $count ->\n    [one] дом\n    [1] один\n   *[other] дома\n }", {"count": 1}),
        ("{ $count ->\n    [1] один\n    [one] дом\n   *[other] дома\n }", {"count": 1}),
        ("{ $count ->\n    [1] один\n    [one] дом\n   *[other] дома\n }", {"count": "one"}),
        ("{ $count ->\n    [1.0] один\n   *[other] дома\n }", {"count": 1}),
        ("{ $count ->\n    [a] один\n    [a] два\n   *[other] дома\n }", {"count": "a"}),
        ("{ $count ->\n   *[other] дома\n    [a] один\n }", {"count": "a"}),
        ("{ $count ->\n   *[other] дома\n }", {}),
        ("{ nowhere }", {}),
        ("{ none.of }", {}),
        ("{ -name }", {}),
        ("{ { $name } }", {"name": "Анна"}),
    ],
)
def test_a_text_of_any_kind_says_what_fluent_says(text: str, values: dict[str, str | int]) -> None:
    source = f"-name = Имя\nasked = {text}\n"
    whole = FluentBundle(["ru"], use_isolating=False)
    whole.add_resource(FluentParser().parse(source))
    bundle = Bundle("ru", [source])
    assert bundle.has("asked")
    assert_same(bundle, whole, "asked", values)
