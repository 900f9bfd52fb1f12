"""Formatted values in templates: put in as they are they keep their formatting, wherever in the text they stand."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.messages.rich_text import RichText, TextEntity
from domain.messages.templates import compile_template
from mail.html_body import clean_layout

NAMES = {"Body": False, "Word": False, "Rows": True, "Nothing": False}
BODY = RichText("на сайте", (TextEntity("link", 3, 5, "https://firma.test"), TextEntity("bold", 0, 2)))
WRITTEN = "на сайте (https://firma.test)"
SHOWN = '<b>на</b> <a href="https://firma.test">сайте</a>'
VALUES = {"Body": BODY, "Word": "слово", "Rows": (BODY, "просто", BODY), "Nothing": ""}


def formatted(source: str, **values: object) -> RichText:
    return compile_template(source, NAMES).render_formatted(VALUES | values)


def html(source: str, **values: object) -> str:
    return compile_template(source, NAMES, html=True).render(VALUES | values)


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("{Body}", [BODY]),
        ("Здравствуйте!\n{Body}\nДо свидания, {Word}", ["Здравствуйте!\n", BODY, "\nДо свидания, слово"]),
        ("{{ Body }}{{ Body }}", [BODY, BODY]),
        ("{% if Body %}да: {Body}{% else %}нет{% endif %}", ["да: ", BODY]),
        ("{% if Nothing %}да{% else %}нет {Body}{% endif %}", ["нет ", BODY]),
        ("{% for row in Rows %}{{ loop.index }}. {row};{% endfor %}", ["1. ", BODY, ";2. просто;3. ", BODY, ";"]),
        ("{{ Body if Word == 'слово' else Word }}", [BODY]),
        ("{{ Nothing | default('а', true) }}{{ Nothing | default(Body, true) }}", ["а", BODY]),
        ("{{ Rows | first }}, {{ Rows | last }}", [BODY, ", ", BODY]),
    ],
)
def test_a_value_that_is_put_in_keeps_its_formatting(source: str, parts: list[str | RichText]) -> None:
    assert formatted(source) == RichText.joined(parts)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ Body | upper }}", WRITTEN.upper()),
        ("{{ Body | lower }}", WRITTEN),
        ("{{ Body | trim }}", WRITTEN),
        ("{{ Body | truncate(1000) }}", WRITTEN),
        ("{{ Body | replace('zzz', 'y') }}", WRITTEN),
        ("{{ Body | title }}", "На Сайте (Https://firma.test)"),
        ("{{ Body | capitalize }}", "На сайте (https://firma.test)"),
        ("{{ Rows | join('; ') }}", f"{WRITTEN}; просто; {WRITTEN}"),
        ("{{ Body | join }}", WRITTEN),
        ("{{ Body | length }}", str(len(WRITTEN))),
        ("{Rows}", f"{WRITTEN}, просто, {WRITTEN}"),
        ("{{ 'да' if Body == 'на сайте (https://firma.test)' else 'нет' }}", "да"),
    ],
)
def test_what_is_made_of_a_value_is_plain_text_with_its_addresses(source: str, expected: str) -> None:
    assert formatted(source) == RichText(expected)


def test_a_line_is_plain_text() -> None:
    assert compile_template("О: {Body}", NAMES).render(VALUES) == f"О: {WRITTEN}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>{Body}</p>", f"<p>{SHOWN}</p>"),
        ("<div class='a'>{{ Body }} <i>{Word}</i></div>", f"<div class='a'>{SHOWN} <i>слово</i></div>"),
        ("{% for row in Rows %}<li>{row}</li>{% endfor %}", f"<li>{SHOWN}</li><li>просто</li><li>{SHOWN}</li>"),
        ("<style>a > b {color: red}</style>{Body}", f"<style>a > b {{color: red}}</style>{SHOWN}"),
        ("<!-- it's <b --> {Body}", f"<!-- it's <b --> {SHOWN}"),
        ("<!DOCTYPE html>{Body}", f"<!DOCTYPE html>{SHOWN}"),
        ("1 < 2 {Body}", f"1 < 2 {SHOWN}"),
        ("<p title='a>b'>{Body}", f"<p title='a>b'>{SHOWN}"),
        ("<p title=it's>{Body}", f"<p title=it's>{SHOWN}"),
        ("<br/>{Body}<br />", f"<br/>{SHOWN}<br />"),
        ("{{ Body | upper }}", "НА САЙТЕ (HTTPS://FIRMA.TEST)"),
    ],
)
def test_a_layout_shows_formatting_where_its_text_is(source: str, expected: str) -> None:
    assert html(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        '<p title="{Body}">a</p>', "<p title='{Body}'>a</p>", "<p title={Body}>a</p>",
        "<p title = {Body} class=x>a</p>",
        '<p title="x {Body}">a</p>', "{% if Body %}<p title='{% endif %}{Body}'>a</p>",
    ],
)  # fmt: skip
def test_an_attribute_gets_plain_text(source: str) -> None:
    shown = clean_layout(html(source))
    assert "<a" not in shown
    assert "<br" not in shown
    assert f'{WRITTEN}"' in shown


@pytest.mark.parametrize(
    "source",
    [
        "<style>{Body}</style>",
        "<title>{Body}</title>",
        "<textarea>{Body}</textarea>",
        "<!-- {Body} -->",
        "<script>{Body}",
    ],
)
def test_where_no_markup_is_read_none_is_written(source: str) -> None:
    assert "<a" not in html(source)
    assert html(source + "{Word}") == html(source) + "слово"


NASTY = st.text(st.sampled_from("<>\"'=&;/!- \n\tabonclickstyle{}%#"), max_size=40)
PLACES = st.sampled_from(
    [
        "<p>{}</p>", '<p title="{}">x</p>', "<p title='{}'>x</p>", "<p title={}>x</p>", "<p {}>x</p>", "<{}>x",
        "</{}>x", "<{}",
        "<p title{}=x>", "<!-- {} -->x", "<style>a{}</style>", "x<br {}/>", "<p title={} class={}>x</p>",
    ]
)  # fmt: skip


@given(PLACES, NASTY, st.booleans())
def test_nothing_that_a_person_writes_becomes_markup(place: str, text: str, decorated: bool) -> None:
    value = RichText(text, (TextEntity("spoiler", 0, len(text)),)) if decorated and text else text
    source = place.replace("{}", "{Body}").replace("a{Body}", "a{{ Body }}")
    shown = tags(html(source, Body=value))
    assert shown in (tags(html(source, Body="")), tags(html(source, Body="я")))


class Tags(HTMLParser):
    """Collects tags and the names of their attributes, besides those that a line break or a spoiler is shown by."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"span", "br"} or attrs:
            self.found.append((tag, tuple(name for name, _ in attrs)))


def tags(markup: str) -> list[tuple[str, tuple[str, ...]]]:
    reader = Tags()
    reader.feed(clean_layout(markup))
    return reader.found


@given(st.text(max_size=60))
def test_a_value_that_looks_like_anything_of_the_products_stays_what_it_is(text: str) -> None:
    value = RichText(text, (TextEntity("bold", 0, len(text)),)) if text else RichText("")
    assert formatted("<{Body}|{Body}>", Body=value).text == f"<{text}|{text}>"


def test_quotations_and_listings_stand_by_themselves_in_a_layout() -> None:
    text = RichText("до\nцитата\nx  = 1\ny\nпосле", (TextEntity("quote", 3, 6), TextEntity("pre", 10, 8)))
    assert html("<div>{Body}</div>", Body=text) == (
        "<div>до<blockquote>цитата</blockquote>\n<pre>x  = 1\ny</pre>\nпосле</div>"
    )
