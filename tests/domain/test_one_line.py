"""Texts of one line: whatever breaks a line is a line break, wherever one line is wanted."""

import sys
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.configuration.document import MODELS, read_document
from domain.messages.addresses import LineBreakInHeader, check_header
from domain.messages.rich_text import RichText
from domain.one_line import LINE_BREAKS, breaks_line, in_one_line, lines_in
from domain.records.types.asked import Moment
from domain.records.types.text import OneLineOnly, TextAttribute

NOW = Moment(datetime(2026, 11, 30, 12, tzinfo=UTC), UTC)
FILE: dict[str, Any] = {
    "connections": [
        {
            "system_name": "mail",
            "title": "Почта",
            "host": "smtp.firma.test",
            "port": 465,
            "authentication": "basic",
            "username": "me",
            "sender_address": "me@firma.test",
            "sender_name": "Отдел",
            "ca_file": str(Path(__file__).parents[1] / "authority.pem"),
            "local_hostname": "gonets.firma.test",
        }
    ],
    "routes": [
        {
            "system_name": "route",
            "title": "Путь",
            "connection": "mail",
            "description": "Описание",
            "request": [{"name": "Subject"}],
            "subject": "{Subject}",
            "headers": {"X-Order": "5"},
            "to": ["a@firma.test"],
            "cc": ["b@firma.test"],
            "bcc": ["c@firma.test"],
        }
    ],
    "templates": [
        {
            "system_name": "Zayavka",
            "title": "Заявка",
            "attributes": [{"title": "Тема", "system_name": "Tema", "type": "text", "hint": "Коротко"}],
            "buttons": [{"title": "Отправить", "system_name": "Send", "confirm": "Точно?"}],
        }
    ],
    "scenarios": [],
}
REFUSED = (
    ("connections", 0, "system_name"),
    ("connections", 0, "title"),
    ("connections", 0, "host"),
    ("connections", 0, "username"),
    ("connections", 0, "sender_address"),
    ("connections", 0, "sender_name"),
    ("connections", 0, "ca_file"),
    ("connections", 0, "local_hostname"),
    ("routes", 0, "title"),
    ("routes", 0, "connection"),
    ("routes", 0, "request", 0, "name"),
    ("routes", 0, "subject"),
    ("routes", 0, "headers", "X-Order"),
    ("routes", 0, "to", 0),
    ("routes", 0, "cc", 0),
    ("routes", 0, "bcc", 0),
    ("templates", 0, "title"),
    ("templates", 0, "attributes", 0, "title"),
    ("templates", 0, "buttons", 0, "title"),
)
FOLDED = (
    ("routes", 0, "description"),
    ("templates", 0, "attributes", 0, "hint"),
    ("templates", 0, "buttons", 0, "confirm"),
)
KEPT_BY_0_1_0 = tuple(
    path for path in REFUSED if path[-1] not in {"system_name", "host", "sender_address", "connection", "name"}
)
"""Where version 0.1.0 accepted the rarer line breaks, so that its databases may hold them."""


def broken(path: tuple[str | int, ...], gap: str) -> dict[str, Any]:
    """The file with a line break in one place."""
    file = deepcopy(FILE)
    here: Any = file
    for part in path[:-1]:
        here = here[part]
    here[path[-1]] = f"{here[path[-1]][:3]}{gap}{here[path[-1]][3:]}"
    return file


def test_what_breaks_a_line_is_what_python_cuts_at() -> None:
    assert set(LINE_BREAKS) == {
        chr(code) for code in range(sys.maxunicode + 1) if len(f"a{chr(code)}b".splitlines()) > 1
    }


@given(st.text(st.sampled_from([*LINE_BREAKS, "a", " ", "я"])))
def test_a_text_in_one_line_is_one_line(text: str) -> None:
    line = in_one_line(text)
    assert not breaks_line(line)
    assert line.split() == text.split()
    assert lines_in(line) <= 1


@pytest.mark.parametrize("gap", LINE_BREAKS)
@pytest.mark.parametrize("path", REFUSED, ids=str)
def test_a_line_break_in_a_field_of_one_line_is_refused_with_its_place(path: tuple[str | int, ...], gap: str) -> None:
    _, mistakes = read_document(broken(path, gap), {})
    assert [mistake.path for mistake in mistakes] == [path]


@pytest.mark.parametrize("gap", LINE_BREAKS)
@pytest.mark.parametrize("path", FOLDED, ids=str)
def test_a_text_that_is_shown_in_one_line_may_be_written_in_several(path: tuple[str | int, ...], gap: str) -> None:
    file, mistakes = read_document(broken(path, gap), {})
    assert mistakes == []
    (document,) = getattr(file, str(path[0]))
    value: Any = document.stored()
    for part in path[2:]:
        value = value[part]
    assert " " in value
    assert not breaks_line(value)


@pytest.mark.parametrize("gap", "\x0b\x0c\x1c\x85\u2028\u2029")
@pytest.mark.parametrize("path", KEPT_BY_0_1_0, ids=str)
def test_what_an_earlier_version_has_kept_is_read_with_a_space(path: tuple[str | int, ...], gap: str) -> None:
    section = str(path[0])
    stored = broken(path, gap)[section][0]
    document = MODELS[section].from_stored(stored)
    assert not any(breaks_line(text) for text in _texts(document.stored()))
    assert MODELS[section].from_stored(document.model_dump_json(by_alias=True)) == document


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _texts(item)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("gap", LINE_BREAKS)
def test_a_second_line_of_any_kind_is_refused_at_the_question(gap: str) -> None:
    subject = TextAttribute(title="Тема", system_name="Tema", type="text")
    with pytest.raises(OneLineOnly) as caught:
        subject.written(RichText(f"первая{gap}вторая"), NOW)
    assert caught.value.params["lines"] == 2
    assert subject.written(RichText(f"{gap}одна{gap}"), NOW) == RichText("одна").to_json()


@pytest.mark.parametrize("gap", LINE_BREAKS)
def test_a_text_of_several_lines_keeps_them(gap: str) -> None:
    body = TextAttribute(title="Текст", system_name="Tekst", type="text", multiline=True)
    assert body.written(RichText(f"первая{gap}вторая"), NOW) == RichText(f"первая{gap}вторая").to_json()


@pytest.mark.parametrize("gap", LINE_BREAKS)
def test_the_last_defence_names_the_header_and_shows_its_text_in_one_line(gap: str) -> None:
    with pytest.raises(LineBreakInHeader) as caught:
        check_header(f"x{gap}Bcc: y@z", "X-Order")
    assert caught.value.params == {"text": "x Bcc: y@z", "header": "X-Order"}
