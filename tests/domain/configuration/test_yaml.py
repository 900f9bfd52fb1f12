"""YAML by the core schema of 1.2: what is read as what, and an export that every reader reads alike."""

import math
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.files.config_file import NotUtf8, Unreadable, read_configuration, text_of
from bot.files.core_yaml import HiddenBreaks, Loader, NotCore, scalar, write


def read(text: str) -> Any:
    """Plain data, without what a configuration's objects check."""
    breaks = HiddenBreaks(text)

    def value(node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            return {breaks.show(key.value): value(item) for key, item in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [value(item) for item in node.value]
        found = scalar(node)
        return breaks.show(found) if isinstance(found, str) else found

    root = yaml.compose(breaks.hide(text), Loader=Loader)
    return None if root is None else value(root)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *((text, text) for text in ("yes", "Yes", "no", "on", "off", "y", "N", "tRue", "nULL", "<<", "=", "0b11")),
        *((text, text) for text in ("12:30", "12:30:45", "1_000", "2026-11-29", "2026-11-29 10:00:00", "+0x1F")),
        *((text, text) for text in ("1e", "e3", ".", "+", "0x", "0o8", "1.2.3", ".Inf.", "+.nan", "--1", "1 000")),
        *((text, True) for text in ("true", "True", "TRUE")),
        *((text, False) for text in ("false", "False", "FALSE")),
        *((text, None) for text in ("null", "Null", "NULL", "~", "")),
        *(("0465", 465), ("0o14", 12), ("0x1F", 31), ("-012", -12), ("+5", 5), ("00", 0), ("09", 9)),
        *(("1e3", 1000.0), ("1.5", 1.5), ("0.", 0.0), (".5", 0.5), ("-1E-2", -0.01), ("01.50", 1.5)),
        *((".inf", math.inf), ("-.INF", -math.inf), ("+.Inf", math.inf)),
        *(('"0465"', "0465"), ("'true'", "true"), ("!!str 12", "12"), ('!!int "12"', 12)),
    ],
)  # fmt: skip
def test_a_plain_value_is_what_the_core_schema_says(written: str, value: object) -> None:
    found = read(f"x: {written}\n")["x"]
    assert (type(found), found) == (type(value), value)


def test_what_is_no_number_is_read_as_such() -> None:
    assert math.isnan(read("x: .NaN\n")["x"])


@pytest.mark.parametrize(
    "written",
    ["!!timestamp 2026-11-29", "!!binary aGk=", "!!set {a}", "!!omap [a: 1]", "!!int yes", "!!bool 1", "!foo bar",
     "!!float x", "!!null 1", "!!map [a]", "!!seq {a: 1}", "9" * 5000, "!!python/name:os.system x"],
)  # fmt: skip
def test_what_the_core_schema_does_not_have_is_refused_with_its_place(written: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_configuration(f"routes:\n  - title: {written}\n", {})
    assert (refused.value.line, refused.value.params["reason"]) == (2, "value")


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_what_only_yaml_1_1_takes_for_a_line_break_is_a_character(sign: str) -> None:
    assert read(f"a: x{sign}y\nb: 'x{sign}y'\nc: |\n  x{sign}y\n") == {
        "a": f"x{sign}y",
        "b": f"x{sign}y",
        "c": f"x{sign}y\n",
    }


def test_a_place_behind_such_a_character_is_counted_in_lines_of_the_file() -> None:
    found = read_configuration("connections:\n  - title: a\u2028b\n    hots: x\n", {})
    assert (3, 5) in {found.spot_of(mistake.path) for mistake in found.mistakes}


def test_a_merge_key_is_a_field_that_nobody_knows() -> None:
    found = read_configuration("routes:\n  - &a {title: A, connection: c}\n  - <<: *a\n    title: B\n", {})
    assert ("routes[1].<<", "config-unknown-field") in {(item.shown_path, item.key) for item in found.mistakes}


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x1b", "\x7f", "\x9f", "\ud800", "\ufffe"])
def test_a_control_character_is_named_with_its_place(sign: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_configuration(f"routes:\n  - title: П{sign}уть\n", {})
    assert (refused.value.line, refused.value.column) == (2, 13)
    assert refused.value.params == {"code": f"U+{ord(sign):04X}"}


@pytest.mark.parametrize(
    "text", ["routes: []\r\ntemplates: []\r\n", "\ufeffroutes: []\n", "---\nroutes: []\n...\n", ""]
)
def test_windows_line_ends_a_mark_and_an_empty_file_are_fine(text: str) -> None:
    assert read_configuration(text_of(text.encode()), {}).mistakes == []


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("title: Почта".encode("utf-16"), "utf-16"),
        ("title: Почта".encode("utf-16-le"), "utf-16"),
        ("title: Почта".encode("utf-16-be"), "utf-16"),
        ("title: Почта".encode("utf-32"), "utf-16"),
        ("title: Почта".encode("cp1251"), "windows-1251"),
        ("title: Größe".encode("latin-1"), "other"),
        (b"\x89PNG\r\n\x1a\n\xff\xd9", "other"),
    ],
)
def test_a_file_in_another_encoding_is_told_by_its_name(content: bytes, encoding: str) -> None:
    with pytest.raises(NotUtf8) as refused:
        text_of(content)
    assert refused.value.params == {"encoding": encoding}


SIGNS = [
    "\n",
    " ",
    "\t",
    "\r",
    "\u2028",
    "\u2029",
    "\x85",
    "\ufeff",
    "\xa0",
    "\x0b",
    "\x0c",
    "\0",
    "\x7f",
    "\U0010ffff",
]
LIKE_YAML = [
    "- ",
    ": ",
    " #",
    "#",
    "%",
    "@",
    "`",
    "\\",
    '"',
    "'",
    "${X}",
    "{{ x }}",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a",
    "*a",
]
LIKE_OTHERS = [
    "yes",
    "no",
    "on",
    "y",
    "true",
    "null",
    "~",
    "0465",
    "0o14",
    "0x1F",
    "1e3",
    "12:30",
    "1_000",
    ".inf",
    "<<",
]
WORDS = ["---", "...", "|", ">", "?", "!!int", "2026-11-29", "жук", "word " * 60, "x" * 200, "e\u0301", "\u202e", "😀"]
nasty = st.lists(st.sampled_from([*SIGNS, *LIKE_YAML, *LIKE_OTHERS, *WORDS]), max_size=8).map("".join)
texts = nasty | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
plain = st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False) | texts
documents = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=8
)


@settings(max_examples=400, deadline=None)
@given(documents)
@example({"a": [{"b": " \n x\n"}]})
@example(["\n\n", "a\n\n", "a \nb", " a\nb", "a\n b", "#a\nb", "a\r\nb", "---\na", "a\n...\nb\n"])
def test_what_is_written_is_read_back_as_it_was(document: Any) -> None:
    assert read(write({"x": document})) == {"x": document}


@settings(max_examples=200, deadline=None)
@given(nasty)
def test_a_text_is_read_back_by_a_reader_of_1_1_too(text: str) -> None:
    if "\U0010ffff" not in text:  # PyYAML itself refuses it
        assert yaml.safe_load(write({"x": [text], "y": {"z": text}})) == {"x": [text], "y": {"z": text}}


@pytest.mark.parametrize(
    "text", ["yes", "n", "0465", "0o14", "1e3", "12:30", "1_000", "2026-11-29", "~", "", "=", "<<"]
)
def test_a_text_that_some_reader_takes_for_something_else_is_quoted(text: str) -> None:
    assert write({"x": text}) == f"x: '{text}'\n"


def test_a_long_text_for_people_stays_readable() -> None:
    assert write({"body": "Здравствуйте!\n\n{Body}\n  — 😀\n"}) == "body: |\n  Здравствуйте!\n\n  {Body}\n    — 😀\n"


def test_a_contradiction_between_tag_and_text_is_no_value() -> None:
    with pytest.raises(NotCore):
        scalar(yaml.ScalarNode("tag:yaml.org,2002:int", "yes"))


@pytest.mark.parametrize("escape", ["\\U00110000", "\\UFFFFFFFF", "\\q", "\\xZZ", "\\u12"])
def test_an_escape_that_names_no_character_is_said_with_its_place(escape: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read_configuration(f'connections: []\nroutes: "{escape}"\n', {})
    assert (raised.value.line, raised.value.params) == (2, {"reason": "escape"})


def test_a_file_of_json_may_write_an_emoji_as_two_escapes() -> None:
    title = r'{"connections": [{"title": "\ud83d\ude00 x", "system_name": "a", "host": "h", "port": 25,'
    text = title + ' "sender_address": "a@b.ru"}]}'
    read = read_configuration(text, {})
    assert (read.mistakes, read.file.connections[0].title) == ([], "😀 x")


def test_one_null_byte_makes_no_utf_16() -> None:
    with pytest.raises(Unreadable) as raised:
        read_configuration(text_of(b"connections: []\nroutes: a\0b\n"), {})
    assert (raised.value.key, raised.value.line, raised.value.column) == ("config-character", 2, 10)


@pytest.mark.parametrize("start", ["*a", "@x", "`x", "%x"])
def test_a_sign_that_no_value_begins_with_asks_for_quotation_marks(start: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read_configuration(f"connections:\n  - title: {start}\n", {})
    assert (raised.value.line, raised.value.params) == (2, {"reason": "value"})
