"""The two alternatives of a letter say the same: what is read in plain text is read in HTML, addresses included."""

import email
import re
from datetime import UTC, datetime
from email.policy import default
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.messages.links import is_said_by, written
from domain.messages.rich_html import followed
from domain.messages.rich_text import KINDS, RichText, TextEntity
from domain.scenarios.message import make_message
from mail.compose import MimeComposer

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
CONNECTION = Connection.model_validate({"title": "Почта", "host": "smtp", "port": 25, "sender_address": "a@firma.test"})
AROUND = "Здравствуйте!\n\n{Body}\n\nОтдел <кадров>"
LAYOUT = "<table class='x'><tr><td title=\"{Body}\">Здравствуйте!<br>{Body}<p>Отдел &lt;кадров&gt;</td></tr></table>"


def route(body: str = "{Body}", html: str | None = None) -> Route:
    fields = {"title": "Путь", "connection": "mail", "request": [{"name": "Body"}, {"name": "Rows", "array": True}]}
    return Route.model_validate(fields | {"subject": "{Body}", "body": body, "html": html})


def sent(value: Any, way: Route, **others: Any) -> tuple[str, str]:
    """Return a letter's plain text and its HTML, as they arrive."""
    variables = {"To": "b@firma.test", "Body": value, **others}
    content = MimeComposer().compose(make_message(way, CONNECTION, variables, now=NOW).letter)
    message = email.message_from_bytes(content, policy=default)
    assert "\n" not in message["Subject"]
    parts = [message.get_body((kind,)) for kind in ("plain", "html")]
    plain, page = (part.get_content() for part in parts if part is not None)
    return plain, page


class Read(HTMLParser):
    """What a person reads of a page, with the addresses of links written behind their words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.addresses: list[str] = []
        self._link = ("", 0)
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._link = (dict(attrs)["href"] or "", len(self.text))
            self.addresses.append(self._link[0])

    @property
    def letters(self) -> str:
        return re.sub(r"\s", "", self.text)


URLS = st.sampled_from(
    ["https://a.test/?x=1&y=<2>", "HTTP://B.test/\"'", "mailto:c@d.test", "tel:+7495", "tg://resolve?domain=e", "ftp://f.test",
     "javascript:f()", "data:text/html,x", "https://[x", "https://президент.рф/а б", None]
)  # fmt: skip
MARKS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 40), st.integers(1, 40), URLS), max_size=7)
TEXTS = st.text(
    st.sampled_from("аб😀\n <b>&amp;{Body}%'\"") | st.characters(exclude_categories=("Cs", "Cc")), max_size=40
)
WAYS = st.sampled_from([route(), route(AROUND), route(AROUND, LAYOUT), route("{% if Body %}{Body}{% endif %}!")])


@given(TEXTS, MARKS, WAYS)
def test_what_is_read_is_the_same_in_both(text: str, marks: list[tuple[str, int, int, str | None]], way: Route) -> None:
    value = RichText.from_utf16(text, marks)
    plain, page = sent(value, way)
    shown = Read(page)
    open_links = followed(value)
    for link in value.links:
        address = link.url or ""
        words = value.text[link.offset : link.end]
        assert written(address) in plain or is_said_by(address, words)
        if link in open_links:
            # In HTML the address is behind the words, not after them.
            assert address in shown.addresses
        else:
            assert re.sub(r"\s", "", written(address)) in shown.letters
    closed = [link for link in value.links if link not in open_links]
    assert re.sub(r"\s", "", value.written_out(closed).text) in shown.letters
    assert re.sub(r"\s", "", value.plain()) in re.sub(r"\s", "", plain)
    assert set(shown.addresses) == {link.url for link in open_links}


@given(TEXTS, WAYS)
def test_a_text_without_links_is_read_letter_by_letter_in_both(text: str, way: Route) -> None:
    plain, page = sent(text, way)
    assert re.sub(r"\s", "", plain) == Read(page).letters


def tags(page: str) -> list[str]:
    return re.findall(r"<(?!br|/?p\b)[a-z/]+", page)


@given(TEXTS, WAYS)
def test_nothing_of_a_text_becomes_markup(text: str, way: Route) -> None:
    assert tags(sent(text, way)[1]) == tags(sent("я", way)[1])


LINK = RichText("Инструкция на сайте", (TextEntity("link", 14, 5, "https://firma.test/doc?id=1&x=2"),))


@pytest.mark.parametrize("way", [route(), route(AROUND), route(AROUND, LAYOUT), route("{Rows}", "<p>{Body}</p>")])
def test_a_links_address_arrives_in_both(way: Route) -> None:
    plain, page = sent(LINK, way, Rows=(LINK,))
    assert "Инструкция на сайте (https://firma.test/doc?id=1&x=2)" in plain
    assert '<a href="https://firma.test/doc?id=1&amp;x=2" rel="noopener noreferrer">сайте</a>' in page


def test_texts_of_a_loop_keep_their_formatting() -> None:
    each = route(
        "{% for row in Rows %}- {row}\n{% endfor %}", "<ul>{% for row in Rows %}<li>{row}</li>{% endfor %}</ul>"
    )
    plain, page = sent("x", each, Rows=(LINK, "просто", LINK))
    assert plain.count("(https://firma.test/doc?id=1&x=2)") == 2
    assert page.count(">сайте</a></li>") == 2


def test_many_values_where_one_is_expected_keep_their_formatting() -> None:
    plain, page = sent((LINK, LINK), route())
    assert plain.count("(https://firma.test/doc?id=1&x=2)") == 2
    assert page.count(">сайте</a>") == 2


def test_the_subject_is_one_plain_line() -> None:
    text = RichText("раз\nдва", (TextEntity("link", 4, 3, "https://firma.test"), TextEntity("bold", 0, 7)))
    letter = make_message(route(), CONNECTION, {"To": "b@firma.test", "Body": text}, now=NOW).letter
    assert letter.subject == "раз два (https://firma.test)"


def test_a_long_text_with_thousands_of_decorations_is_rendered_at_once() -> None:
    text = "аб\n\n" * 20_000
    marks = tuple(TextEntity(KINDS[place % len(KINDS)], place * 10, 9, "https://a.test") for place in range(8_000))
    _, page = sent(RichText(text, marks), route(AROUND, "<div>{Body}</div>"))
    assert page.count("<br>") > 10_000


def test_a_link_is_one_piece_around_what_decorates_its_words() -> None:
    text = RichText(
        "сайт", (TextEntity("link", 0, 4, "https://a.test"), TextEntity("bold", 0, 2), TextEntity("code", 1, 2))
    )
    _, page = sent(text, route())
    assert ">" + "<b>с</b><b><code>а</code></b><code>й</code>т</a>" in page
    assert page.count("<a ") == 1


def test_a_link_that_nobody_sees_is_written_out() -> None:
    plain, page = sent(RichText("\u200bтекст", (TextEntity("link", 0, 1, "https://a.test/x.png"),)), route())
    assert "(https://a.test/x.png)" in plain
    assert "(https://a.test/x.png)" in page
    assert "<a" not in page
