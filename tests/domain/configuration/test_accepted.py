"""What is accepted can be used: every field of everything configured, with what it takes and what it refuses."""

from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
import trustme
from pydantic import BaseModel, ValidationError

from bot.files.config_file import read_configuration
from bot.texts import load_texts
from domain.configuration.document import MODELS, ConfigurationFile, read_document, read_object
from domain.configuration.refused_now import refused_now
from domain.configuration.validation import Configuration, check_configuration
from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.described import Kinds
from domain.documents import ConfiguredObject
from domain.mistakes import Mistake
from domain.records.template import RecordTemplate
from domain.scenarios.actions import KINDS
from tests.domain.configuration.field_cases import (
    CASES,
    CONNECTION,
    INNER,
    LOGIN,
    ROUTE,
    SCENARIO,
    STEPS,
    TEMPLATE,
    WALK,
    trials,
)


def with_value(data: Any, path: tuple[str | int, ...], value: Any) -> Any:
    if not path:
        return value
    if isinstance(data, list):
        return [with_value(item, path[1:], value) if n == path[0] else item for n, item in enumerate(data)]
    return {**data, path[0]: with_value(data.get(path[0]), path[1:], value)}


def documents_in(kind: type[BaseModel], seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """Every class of document that a kind of object consists of."""
    if kind not in seen:
        seen.add(kind)
        waiting = [part for info in kind.model_fields.values() for part in (info.annotation, *info.metadata)]
        while waiting:
            one = waiting.pop()
            waiting += get_args(one)
            if isinstance(one, Kinds):
                waiting += one.table.values()
            if isinstance(one, type) and issubclass(one, BaseModel):
                documents_in(one, seen)
    return seen


def test_no_field_is_left_out_of_this_test() -> None:
    everything: set[type[BaseModel]] = set()
    for kind in MODELS.values():
        documents_in(kind, everything)
    known = {name for fields in (*CASES.values(), *INNER.values()) for name in fields}
    values = {"formula", "attribute", *KINDS}
    assert {name for kind in everything for name in kind.model_fields} <= known | values
    for kind, fields in CASES.items():
        assert set(kind.model_fields) == set(fields)
    for path, fields in INNER.items():
        names = {frozenset(kind.model_fields) for kind in everything}
        assert frozenset(fields) in names, path


@pytest.mark.parametrize("kind", CASES, ids=lambda kind: kind.__name__)
def test_what_a_field_takes_is_accepted(kind: type[ConfiguredObject]) -> None:
    for owner, whole, path, value in trials(good=True):
        if owner is kind:
            document, mistakes = read_object(with_value(whole, path, value), ("x", 0), kind)
            assert (document is not None, mistakes) == (True, []), (path, value)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("kind", CASES, ids=lambda kind: kind.__name__)
def test_what_a_field_refuses_is_said_with_its_place(kind: type[ConfiguredObject], language: str) -> None:
    texts = load_texts(language)
    for owner, whole, path, value in trials(good=False):
        if owner is kind:
            _, mistakes = read_object(with_value(whole, path, value), ("x", 0), kind)
            paths = [mistake.path[2 : 2 + len(path)] for mistake in mistakes]
            assert mistakes, (path, value)
            about_the_whole = [item for item in mistakes if len(item.path) < 2 + len(path)]
            assert path in paths or about_the_whole, (path, value, mistakes)
            assert all(texts(item.key, **item.params) for item in mistakes)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("port: '465'", "напишите его без кавычек и точки, 465"),
        ("port: 465.0", "напишите его без кавычек и точки, 465"),
        ("port: yes", "нужно целое число"),
        ("enabled: yes", "вместо yes напишите true"),
        ("enabled: off", "вместо off напишите false"),
        ("enabled: 'True'", "вместо True напишите true, без кавычек"),
        ("version: yes", "«version» может быть: 1"),
        ("system_name: 0", "это текст"),
        ("system_name: []", "нужен текст"),
        ("enabled: 0", "вместо 0 напишите false"),
        ("title: 007", "это текст, а записано число: возьмите значение в кавычки"),
        ("title: true", "это текст, а записано true или false: возьмите значение в кавычки"),
        ("timeout: 30", "«30» — не срок"),
        ("timeout: true", "«true» — не срок"),
        ("timeout: 1000h", "не может быть больше 10m"),
        ("give_up_after: 1000000d", "не может быть больше 30d"),
        ("host: mail.firma.ru:465", "а порт пишется в своём поле"),
        ("host: smtp://mail.firma.ru", "нужно только имя сервера, без ://"),
        ("sender_address: Отдел <a@firma.test>", "имя отправителя пишется в своём поле"),
        ("sender_address: a@firma.test,b@firma.test", "это не адрес почты"),
        ('local_hostname: "pc\\r\\nMAIL"', "одна строка"),
        ('sender_name: "Отдел\\u2028x"', "одна строка"),
        ('sender_name: "Отдел\\u0007x"', "управляющий знак U+0007"),
        ("ca_file: company.pem", "нужен полный путь"),
        ("password: 12345", "пароль пишется текстом"),
        ('password: "a\\nb"', "в пароле перенос строки"),
    ],
)
def test_the_mistake_says_what_to_write(line: str, said: str) -> None:
    name = line.partition(":")[0]
    fields = {key: value for key, value in CONNECTION.items() if key != name}
    text = "connections:\n  - " + "\n    ".join([line, *(f"{key}: {value}" for key, value in fields.items())])
    read = read_configuration(text, {})
    (mistake,) = read.mistakes
    assert said in load_texts("ru")(mistake.key, **mistake.params)
    assert (mistake.shown_path, read.spot_of(mistake.path)[0]) == (f"connections[0].{name}", 2)


def test_a_password_from_the_environment_is_held_to_the_same_rule() -> None:
    data = {"connections": [{**LOGIN, "password": "${PASSWORD}"}]}
    file, mistakes = read_document(data, {"PASSWORD": "secret\n"})
    assert [(item.shown_path, item.key) for item in mistakes] == [
        ("connections[0].password", "config-password-one-line")
    ]
    assert (file.secrets, file.unset) == ({}, {})


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        ("host", "[::1]", "::1"),
        ("host", "mail.firma.ru.", "mail.firma.ru"),
        ("host", "ПОЧТА.РФ", "почта.рф"),
        ("host", "faß.de", "xn--fa-hia.de"),
        ("local_hostname", "10.0.0.5", "[10.0.0.5]"),
        ("local_hostname", "::1", "[IPv6:::1]"),
        ("local_hostname", "бот.рф", "xn--90a0am.xn--p1ai"),
        ("sender_address", " a@firma.test ", "a@firma.test"),
        ("timeout", "1,5 минуты", "90s"),
    ],
)
def test_what_can_be_put_right_is_kept_as_it_is_used(field: str, written: str, kept: str) -> None:
    document, mistakes = read_object({**CONNECTION, field: written}, (), Connection)
    assert mistakes == []
    assert document is not None
    assert document.stored()[field] == kept
    assert read_object(document.stored(), (), Connection) == (document, [])


def test_a_file_of_certificates_is_one(tmp_path: Path) -> None:
    right, wrong, empty = (tmp_path / name for name in ("ca.pem", "wrong.pem", "empty.pem"))
    trustme.CA().cert_pem.write_to_path(str(right))
    wrong.write_text("это не сертификат")
    empty.touch()
    assert read_object({**CONNECTION, "ca_file": str(right)}, (), Connection)[1] == []
    for path in (wrong, empty, tmp_path):
        _, mistakes = read_object({**CONNECTION, "ca_file": str(path)}, (), Connection)
        assert mistakes == [Mistake(("ca_file",), "config-ca-file", {"name": "ca_file"})]


BEFORE: list[tuple[type[ConfiguredObject], dict[str, Any], str]] = [
    (Connection, {**CONNECTION, "host": "mail.firma.ru:465"}, "host"),
    (Connection, {**CONNECTION, "sender_address": "a@firma.test,b@firma.test"}, "sender_address"),
    (Connection, {**CONNECTION, "timeout": "1000h"}, "timeout"),
    (Connection, {**CONNECTION, "timeout": "0s"}, "timeout"),
    (Connection, {**CONNECTION, "retry_after": ["0s", "999999999d"]}, "retry_after"),
    (Connection, {**CONNECTION, "give_up_after": "1000000d"}, "give_up_after"),
    (Connection, {**CONNECTION, "local_hostname": "бот_1.рф"}, "local_hostname"),
    (Connection, {**CONNECTION, "ca_file": "company.pem"}, "ca_file"),
    (Connection, {**CONNECTION, "title": " "}, "title"),
    (Route, {**ROUTE, "to": ["не адрес"]}, "to"),
    (Route, {**ROUTE, "request": [{"name": "self"}]}, "request"),
    (RecordTemplate, {**TEMPLATE, "form": ["Tema", "Tema"]}, ""),
]  # fmt: skip
"""What version 0.1.0 accepted, and the field that is wrong by today's rules."""


@pytest.mark.parametrize(("kind", "data", "field"), BEFORE)
def test_what_is_stored_is_read_as_it_was_saved_and_named(
    kind: type[ConfiguredObject], data: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError):
        kind.model_validate(data)
    document = kind.from_stored(data)
    assert kind.from_stored(document.stored()) == document
    assert kind.from_stored(document.model_dump_json(by_alias=True, exclude_none=True)) == document
    mistakes = refused_now(document, "x")
    assert [str(item.path[2]) if len(item.path) > 2 else "" for item in mistakes] == [field]
    assert all(load_texts("ru")(item.key, **item.params) for item in mistakes)


def test_times_that_are_stored_stay_as_they_are() -> None:
    document = Connection.from_stored({**CONNECTION, "timeout": "999999999d", "retry_after": ["0s"]})
    assert (document.timeout, document.retry_after) == (timedelta(days=999_999_999), (timedelta(0),))


@pytest.mark.parametrize(
    ("variables", "path", "key"),
    [
        ({"To": {"Adress": {"formula": "1"}}}, "To", "config-no-address"),
        ({"Cc": [{"Address": {"formula": "1"}}, {"Name": {"formula": "1"}}]}, "Cc", "config-no-address"),
        ({"Bcc": {"Name": {"formula": "1"}}}, "Bcc", "config-no-address"),
        ({"CustomHeaders": {"Тема": {"formula": "1"}}}, "CustomHeaders.Тема", "config-header-name"),
        ({"CustomHeaders": {"x" * 61: {"formula": "1"}}}, "CustomHeaders." + "x" * 61, "config-header-name"),
        ({"CustomHeaders": {"A": {"B": {"formula": "1"}}}}, "CustomHeaders.A", "config-header-name"),
    ],
)
def test_variables_that_no_letter_could_be_made_of_are_refused_in_a_file_and_named_where_they_are_stored(
    variables: dict[str, Any], path: str, key: str
) -> None:
    inner = {"change_variables": {"set": "x", "variables": variables}}
    outer = {"change_context": {"template": "Zayavka", "objects": {"attribute": "id"}, "actions": [inner]}}
    file, mistakes = read_document({"scenarios": [{**SCENARIO, "actions": [outer]}]}, {})
    assert mistakes == []
    path = f"scenarios[0].actions[0].change_context.actions[0].change_variables.variables.{path}"
    found = check_configuration(Configuration().with_file(file), file)
    assert (path, key) in {(item.shown_path, item.key) for item in found}
    assert key in {item.key for item in refused_now(file.scenarios[0], "scenarios")}
    others = check_configuration(Configuration().with_file(file), ConfigurationFile())
    assert key not in {item.key for item in others}


@pytest.mark.parametrize(
    ("section", "item", "path", "said"),
    [
        ("connections", {**CONNECTION, "a\n\x1b[31mb": 1}, "connections[0].a \ufffd[31mb", "«a \ufffd[31mb» нет"),
        ("connections", {**CONNECTION, "timeout": "a\nb"}, "connections[0].timeout", "«a b» — не срок"),
        ("connections", {**CONNECTION, "x" * 5000: 1}, "connections[0]." + "x" * 200, "нет"),
        ("connections", {**CONNECTION, "password": "${\ud800}"}, "connections[0].password", "управляющий знак"),
        ("routes", {**ROUTE, "headers": {"a": "b"}}, "routes[0].headers.a", "имя заголовка начинается с X-"),
        ("scenarios", {**SCENARIO, **STEPS, "title": 465, "system_name": None}, "scenarios[0].title", "возьмите"),
        (
            "scenarios",
            {**SCENARIO, **STEPS, "event": {**SCENARIO["event"], "formula": "1"}},
            "scenarios[0].event.formula",
            "поля «formula» нет",
        ),
        (
            "scenarios",
            {**SCENARIO, "actions": [{"change_context": {**WALK, "objects": "yes"}}]},
            "scenarios[0].actions[0].change_context.objects",
            "нужна формула или атрибут",
        ),
    ],
)
def test_a_mistake_is_one_line_that_names_the_field_and_what_to_write(
    section: str, item: dict[str, Any], path: str, said: str
) -> None:
    _, mistakes = read_document({section: [item]}, {})
    assert path in [mistake.shown_path for mistake in mistakes]
    words = [load_texts("ru")(mistake.key, **mistake.params) for mistake in mistakes]
    assert any(said in line for line in words), words
    assert not any("\n" in line for line in words)


def test_a_long_piece_of_a_formula_is_cut_in_what_is_said_about_it() -> None:
    inner = {"change_variables": {"set": "x", "variables": {"To": {"formula": "x" * 3000 + " y"}}}}
    file, mistakes = read_document({"scenarios": [{**SCENARIO, "actions": [inner]}]}, {})
    mistakes += check_configuration(Configuration().with_file(file), file)
    words = [load_texts("ru")(mistake.key, **mistake.params) for mistake in mistakes]
    assert any("x" * 100 in line for line in words)
    assert not any("{???}" in line for line in words)
