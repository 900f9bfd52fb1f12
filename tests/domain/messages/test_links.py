"""Addresses of links: kept, followed, written out, or dropped."""

import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.messages.links import is_said_by, link_address, may_be_followed, written


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
        "\x01javascript:x",
        "java\nscript:x", "data:text/html,<b>x</b>", "DATA:,x", "vbscript:x", "blob:https://a.test/1", "view-source:x",
        "filesystem:http://a.test/t", "tg://user?id=5", "tg:user?id=5", "", " ", None,
    ],
)  # fmt: skip
def test_an_address_that_runs_or_leads_nowhere_is_dropped(url: str | None) -> None:
    assert link_address(url) is None


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://firma.test/doc?id=1", "https://firma.test/doc?id=1"),
        (" https://firma.test/ ", "https://firma.test/"),
        ("https://firma.test/a b", "https://firma.test/a%20b"),
        ("https://firma.test/\u202egpj.exe", "https://firma.test/%E2%80%AEgpj.exe"),
        ("https://firma.test/a\r\nBcc: x", "https://firma.test/aBcc:%20x"),
        ("https://firma.test/\ud800", "https://firma.test/%3F"),
        ("tg://resolve?domain=firma", "tg://resolve?domain=firma"),
        ("//firma.test", "//firma.test"),
    ],
)
def test_an_address_is_one_piece_without_blanks(url: str, address: str) -> None:
    assert link_address(url) == address


@pytest.mark.parametrize(
    "address",
    [
        "https://firma.test", "HTTP://FIRMA.TEST:8080/x", "http://10.0.0.1/", "http://srv_1/", "https://президент.рф/а",
        "https://xn--d1abbgf6aiiy.xn--p1ai/", "https://u:p@firma.test/", "https://firma.test?x=1#y", "mailto:a@b.test",
        "tel:+74951234567", "http://localhost",
    ],
)  # fmt: skip
def test_the_web_e_mail_and_telephones_may_be_followed(address: str) -> None:
    assert may_be_followed(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://", "https:///x", "http://a..b", "http://1.2.3.4.5/", "http://256.1.1.1", "http://0x7f.1/",
        "//firma.test",
        "https://firma.test:99999", "https://a<b>/", "https:\\\\firma.test", "ftp://firma.test", "file:///etc/passwd",
        "tg://resolve?domain=x", "mailto:", "tel:", "firma.test", "https://xn--zzzzzzzz---/", "https://[::1",
        "mailto:?cc=a", "http://0٠", "http://firmaא.test", "http://a⒈b", "http://㏂.test",
    ],
)  # fmt: skip
def test_whatever_else_is_written_out_and_not_followed(address: str) -> None:
    assert not may_be_followed(address)


@given(st.text(st.sampled_from("htps:/.?#@[]%aя1-x \\\"<>&'"), max_size=30) | st.from_regex(r"https?://[^ ]{1,30}"))
@example("http://ྍ")
@example("http://0٠")
@example("http://firmaא.test")
@example("http://0ل.test")
@example("http://a⒈b")
@example("http://ᅟ")
@example("https://firma.test/?a=1&b='\"<")
def test_the_safe_list_keeps_whatever_may_be_followed(url: str) -> None:
    address = link_address(url)
    if address is not None and may_be_followed(address):
        quoted = address.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
        assert "href" in nh3.clean(f'<a href="{quoted}">x</a>', url_schemes={"http", "https", "mailto", "tel"})


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://firma.test/a%20b", "https://firma.test/a%20b"),
        ("mailto:info@firma.test", "info@firma.test"),
        ("mailto:info@firma.test?subject=x", "info@firma.test"),
        ("mailto:a%0Ab@firma.test", "a%0Ab@firma.test"),
        ("MAILTO:a%2Bb@firma.test", "a+b@firma.test"),
        ("tel:+74951234567", "+74951234567"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
    ],
)
def test_plain_text_names_people_and_telephones_without_a_scheme(address: str, plain: str) -> None:
    assert written(address) == plain


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("https://firma.test/doc", "https://firma.test/doc"), ("firma.test", "http://firma.test/"),
        ("Firma.Test/doc", "https://firma.test/doc"), (" firma.test ", "https://firma.test"),
        ("https://firma.test/дом", "https://firma.test/%D0%B4%D0%BE%D0%BC"),
        ("президент.рф", "http://xn--d1abbgf6aiiy.xn--p1ai/"), ("info@firma.test", "mailto:info@firma.test"),
        ("mailto:Info@firma.test", "mailto:info@firma.test"), ("+7 (495) 123-45-67", "tel:+74951234567"),
        ("ftp://firma.test", "ftp://firma.test"),
    ],
)  # fmt: skip
def test_words_that_are_the_address_say_it(words: str, address: str) -> None:
    assert is_said_by(address, words)


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("сайте", "https://firma.test"), ("https://bank.test", "https://evil.test"),
        ("firma.test", "https://firma.test/doc"),
        ("http://firma.test", "https://firma.test"), ("firma.test/Doc", "https://firma.test/doc"),
        ("8 495 123-45-67", "tel:+74951234567"), ("звоните", "tel:+74951234567"),
        ("info@bank.test", "mailto:x@evil.test"),
        ("firma.test", "ftp://firma.test"), ("bank.test", "https://bank.test@evil.test"),
        ("xn--zzzzzzzz---", "https://xn--yyyyyyyy---/"),
    ],
)  # fmt: skip
def test_other_words_do_not(words: str, address: str) -> None:
    assert not is_said_by(address, words)
