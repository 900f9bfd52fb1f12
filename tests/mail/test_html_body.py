"""Formatting becomes tags of the safe list, and nothing else does."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.messages.rich_text import KINDS, RichText, TextEntity
from mail.html_body import clean_layout, html_body


def html_of(text: str, *entities: TextEntity) -> str:
    return html_body(RichText(text, entities))


class Shown(HTMLParser):
    """Collects what is shown, and the tags."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.feed(markup)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert all(name in {"href", "rel"} for name, _ in attrs)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("bold", "<p>a<b>bc</b>d</p>\n"),
        ("italic", "<p>a<i>bc</i>d</p>\n"),
        ("underline", "<p>a<u>bc</u>d</p>\n"),
        ("strike", "<p>a<s>bc</s>d</p>\n"),
        ("code", "<p>a<code>bc</code>d</p>\n"),
        ("spoiler", "<p>a<span>bc</span>d</p>\n"),
        ("pre", "<p>a</p>\n<pre>bc</pre>\n<p>d</p>\n"),
        ("quote", "<p>a</p>\n<blockquote><p>bc</p>\n</blockquote>\n<p>d</p>\n"),
    ],
)
def test_each_decoration_has_its_tag(kind: str, expected: str) -> None:
    assert html_of("abcd", TextEntity(kind, 1, 2)) == expected


def test_lines_and_paragraphs_stay_apart() -> None:
    assert html_of("a\nb\n\nc") == "<p>a<br>\nb</p>\n<p>c</p>\n"
    assert html_of("a\r\nb\r\rc") == html_of("a\nb\n\nc")


def test_spaces_are_not_swallowed() -> None:
    assert html_of("a   b\n  c").replace("\xa0", "&nbsp;") == "<p>a&nbsp; &nbsp;b<br>\n&nbsp; c</p>\n".replace(
        "&nbsp; &nbsp;b", "&nbsp;  b"
    ).replace("<br>\n&nbsp; c", "<br>\n&nbsp; c")


def test_crossing_decorations_are_closed_and_opened_again() -> None:
    crossing = html_of("abcdef", TextEntity("bold", 0, 4), TextEntity("italic", 2, 4))
    assert crossing == "<p><b>ab</b><b><i>cd</i></b><i>ef</i></p>\n"


@pytest.mark.parametrize("url", ["https://a.test/?x=1&y=2", "http://a.test", "mailto:a@b.test", "tel:+7495"])
def test_a_link_of_a_safe_kind_is_a_link(url: str) -> None:
    page = html_of("link", TextEntity("link", 0, 4, url))
    assert f'<a href="{url.replace("&", "&amp;")}" rel="noopener noreferrer">link</a>' in page


@pytest.mark.parametrize("words", ["\U0001fae8", "\u0378", "\u06dd", "\uf8ff"])
def test_words_that_this_unicode_does_not_know_yet_are_a_link_like_any_other(words: str) -> None:
    assert f">{words}</a>" in html_of(words, TextEntity("link", 0, 1, "https://a.test"))


@pytest.mark.parametrize("words", [" ", "\u200b", "\u2800", "\u3164", "\u00ad", "\ufe0f"])
def test_a_link_that_nobody_can_see_is_written_out(words: str) -> None:
    assert "(https://a.test)" in html_of(f"да{words}", TextEntity("link", 2, 1, "https://a.test"))


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", " javascript:x", "tg://user?id=1", "//evil.test", "a.html", "", None],
)
def test_a_link_of_any_other_kind_is_text(url: str | None) -> None:
    assert "href" not in html_of("link", TextEntity("link", 0, 4, url))


def test_a_crafted_link_cannot_leave_its_attribute() -> None:
    page = html_of("x", TextEntity("link", 0, 1, 'https://a.test/" onclick="alert(1)'))
    assert Shown(page).tags == ["p", "a"]


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60),
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 60), st.integers(1, 60)), max_size=6),
)
@settings(max_examples=200)
def test_any_text_with_any_decorations_shows_its_characters(text: str, marks: list[tuple[str, int, int]]) -> None:
    found = RichText.from_utf16(text, [(kind, start, length, "https://a.test") for kind, start, length in marks])
    shown = Shown(html_body(found))
    written_out = r"\s|\(https://a\.test\)"  # behind words that nobody sees
    assert re.sub(written_out, "", shown.text) == re.sub(r"\s", "", text)
    assert set(shown.tags) <= {"p", "br", "b", "i", "u", "s", "code", "pre", "blockquote", "a", "span"}


def test_a_layout_keeps_its_tables_and_styles_and_loses_what_runs() -> None:
    layout = (
        "<!DOCTYPE html><html><head><style>a {color: red} td > b {x: y}</style></head><body onload='x()'>"
        "<table width='600'><tr><td style='color: red' onclick='x()'>да</td></tr></table>"
        "<img src='https://a.test/x.png' onerror='x()'><script>x()</script><a href='javascript:x()'>нет</a>"
        "<iframe src='https://evil.test'></iframe><form action='https://evil.test'><input></form></body></html>"
    )
    cleaned = clean_layout(layout)
    assert "<style>a {color: red} td > b {x: y}</style>" in cleaned
    assert '<td style="color: red">да</td>' in cleaned
    assert '<img src="https://a.test/x.png">' in cleaned
    for piece in ("script", "onclick", "onload", "onerror", "iframe", "form", "input", "x()"):
        assert piece not in cleaned


@pytest.mark.parametrize(
    "unseen",
    [
        "<title>Чужое имя</title>",
        "<head><title>Чужое имя</title></head>",
        "<TITLE>Чужое имя</TITLE>",
        "<script>Чужое имя</script>",
        "<iframe>Чужое имя</iframe>",
        "<noframes>Чужое имя</noframes>",
        "<noembed>Чужое имя</noembed>",
        "<template><p>Чужое имя</p></template>",
        "<datalist><option>Чужое имя</option></datalist>",
        "<!-- Чужое имя -->",
        "<!--[if mso]>Чужое имя<![endif]-->",
    ],
)
def test_what_a_reader_would_not_see_of_a_layout_does_not_stand_in_the_letter(unseen: str) -> None:
    cleaned = clean_layout(f"<html>{unseen}<body><p>Привет</p></body></html>")
    assert "Чужое имя" not in cleaned
    assert "<p>Привет</p>" in cleaned
