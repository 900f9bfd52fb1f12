import pytest

from sandbox.errors import BadRequestError
from sandbox.formatting import read_formatted, tidy
from sandbox.html_reader import HtmlReader
from sandbox.html_writer import write_html


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<strong>a</strong> <em>b</em> <ins>c</ins> <del>d</del>", "<b>a</b> <i>b</i> <u>c</u> <s>d</s>"),
        ("<b>a<i>b</i></b>", "<b>a<i>b</i></b>"),
        ("a &lt;b&gt; &amp; &quot; &#33; &copy; & x", "a &lt;b&gt; &amp; &quot; ! &amp;copy; &amp; x"),
        ('<pre><code class="language-py">x</code></pre>', '<pre><code class="language-py">x</code></pre>'),
        ("<blockquote expandable>q</blockquote>", "<blockquote expandable>q</blockquote>"),
        (
            '<span class="tg-spoiler">s</span><tg-spoiler>t</tg-spoiler>',
            "<tg-spoiler>s</tg-spoiler><tg-spoiler>t</tg-spoiler>",
        ),
        ('<a href="https://example.com/?a=1&amp;b=2">л</a>', '<a href="https://example.com/?a=1&amp;b=2">л</a>'),
        ('<a href="javascript:alert(1)">л</a>', "л"),
        ('<a href="tg://user?id=5">л</a>', '<a href="tg://user?id=5">л</a>'),
        ("🙂<b>🙂</b>🙂", "🙂<b>🙂</b>🙂"),
    ],
)
def test_html_is_read_into_entities_and_shown_again(source, shown) -> None:
    assert write_html(*HtmlReader(source).read()) == shown


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("я<x>a</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_wrong_html_is_refused_with_its_place(source, complaint) -> None:
    with pytest.raises(BadRequestError) as caught:
        read_formatted({"text": source, "parse_mode": "HTML"}, "text", "entities")
    assert caught.value.description == f"Bad Request: can't parse entities: {complaint}"


def test_overlapping_entities_still_make_sound_html() -> None:
    entities = [{"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 2, "length": 4}]
    assert write_html("абвгде", entities) == "<b>аб<i>вг</i></b><i>де</i>"


def test_commands_and_addresses_are_found_by_themselves() -> None:
    text, entities = tidy("  /start a@b.example https://example.com/x. #тег @nick_name", [])
    found = [(entity["type"], text[entity["offset"] : entity["offset"] + entity["length"]]) for entity in entities]
    assert found == [
        ("bot_command", "/start"),
        ("email", "a@b.example"),
        ("url", "https://example.com/x"),
        ("hashtag", "#тег"),
        ("mention", "@nick_name"),
    ]
