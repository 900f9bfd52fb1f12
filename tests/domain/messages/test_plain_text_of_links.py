"""Plain text of a formatted one: an address stands behind the words of its link, and nothing else changes."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.messages.links import may_be_followed
from domain.messages.rich_text import KINDS, RichText, TextEntity

URLS = st.sampled_from(
    [
        "https://a.test/?x=1&y=2",
        "https://b.test",
        "mailto:c@d.test",
        "tel:+7495",
        "tg://resolve?domain=e",
        "javascript:f()",
    ]
)
MARKS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 40), st.integers(1, 40), URLS), max_size=6)
TEXTS = st.text(st.sampled_from("аб 😀\n\r<&>()://.aтест"), max_size=40)


def link(offset: int, length: int, url: str | None = "https://a.test") -> TextEntity:
    return TextEntity("link", offset, length, url)


@pytest.mark.parametrize(
    ("text", "links", "plain"),
    [
        ("Инструкция на сайте", [link(14, 5, "https://firma.test/doc?id=1")],
         "Инструкция на сайте (https://firma.test/doc?id=1)"),
        ("тут, и там.", [link(0, 3), link(7, 3, "https://b.test")], "тут (https://a.test), и там (https://b.test)."),
        ("https://a.test и a.test", [link(0, 14), link(17, 6)], "https://a.test и a.test"),
        ("сайт (https://a.test)", [link(0, 4)], "сайт (https://a.test)"),
        ("строка \nдальше", [link(0, 8)], "строка (https://a.test) \nдальше"),
        ("напишите", [link(0, 8, "mailto:a@b.test?subject=x")], "напишите (a@b.test)"),
        ("позвоните", [link(0, 9, "tel:+7495")], "позвоните (+7495)"),
        ("нажми", [link(0, 5, "javascript:alert(1)")], "нажми"),
        ("Иван", [link(0, 4, "tg://user?id=1")], "Иван"),
        ("канал", [link(0, 5, "tg://resolve?domain=x")], "канал (tg://resolve?domain=x)"),
        ("сайте", [link(0, 3), link(3, 2)], "сайте (https://a.test)"),
        ("сайте", [link(0, 3), link(3, 2, "https://b.test")], "сай (https://a.test)те (https://b.test)"),
        ("сайте", [link(0, 5), link(2, 2, "https://b.test")], "сайте (https://a.test)"),
        ("😀 тут", [link(2, 3)], "😀 тут (https://a.test)"),
        ("без", [], "без"),
    ],
)  # fmt: skip
def test_a_links_address_is_written_behind_its_words(text: str, links: list[TextEntity], plain: str) -> None:
    assert RichText(text, tuple(links)).plain() == plain


def test_other_decorations_keep_their_words_when_an_address_is_written_out() -> None:
    text = RichText(
        "a b c d", (TextEntity("bold", 0, 3), link(2, 1), TextEntity("quote", 2, 1), TextEntity("italic", 4, 1))
    )
    out = text.written_out(text.links)
    pieces = {item.kind: out.text[item.offset : item.end] for item in out.entities}
    assert out.text == "a b (https://a.test) c d"
    assert pieces == {"bold": "a b", "quote": "b (https://a.test)", "italic": "c"}


@given(TEXTS, MARKS)
def test_without_the_addresses_it_is_the_text(text: str, marks: list[tuple[str, int, int, str]]) -> None:
    found = RichText.from_utf16(text, marks)
    plain = found.plain()
    for one in found.links:
        assert found.text[one.offset : one.end].rstrip() in plain
    written = {f" ({item.url.removeprefix('mailto:').removeprefix('tel:')})" for item in found.links if item.url}
    left = re.sub("|".join(map(re.escape, written)) or r"(?!)", "", plain)
    assert re.sub(r"\s", "", left) == re.sub(r"\s", "", text)


@example(":::", [("link", 0, 2, "https://b.test"), ("link", 1, 2, "tg://resolve?domain=e")])
@given(TEXTS, MARKS)
def test_what_is_written_out_is_no_link_any_more_and_the_rest_stays(
    text: str, marks: list[tuple[str, int, int, str]]
) -> None:
    found = RichText.from_utf16(text, marks)
    closed = [one for one in found.links if not may_be_followed(one.url or "")]
    out = found.written_out(closed)
    assert [one.url for one in out.links] == [one.url for one in found.links if one not in closed]
    assert out.plain() == found.plain()
    for kind in set(KINDS) - {"link", "quote", "pre"}:
        before = [found.text[item.offset : item.end] for item in found.entities if item.kind == kind]
        after = [out.text[item.offset : item.end] for item in out.entities if item.kind == kind]
        assert [re.sub(r" \(tg:[^)]*\)", "", piece) for piece in after] == before


@given(st.lists(st.tuples(TEXTS, MARKS), min_size=1, max_size=4), st.sampled_from(["", ", ", "\n"]))
def test_joined_texts_keep_each_their_own_decorations(parts: list[tuple[str, list]], between: str) -> None:
    texts = [RichText.from_utf16(text, marks) for text, marks in parts]
    whole = RichText.joined(texts, between)
    assert whole.text == between.join(text.text for text in texts)
    assert [(item.kind, whole.text[item.offset : item.end]) for item in whole.entities] == [
        (item.kind, text.text[item.offset : item.end]) for text in texts for item in text.entities
    ]


def test_a_decoration_that_a_paste_has_cut_is_one_again() -> None:
    cut = RichText("aabb", (TextEntity("pre", 0, 2), TextEntity("bold", 1, 1), TextEntity("pre", 2, 2)))
    assert cut.mended().entities == (TextEntity("pre", 0, 4), TextEntity("bold", 1, 1))


def test_line_breaks_of_two_characters_become_one() -> None:
    text = RichText("a\r\nbc\rd", (TextEntity("bold", 3, 2), TextEntity("code", 0, 7)))
    assert text.with_line_feeds() == RichText("a\nbc\nd", (TextEntity("bold", 2, 2), TextEntity("code", 0, 6)))
