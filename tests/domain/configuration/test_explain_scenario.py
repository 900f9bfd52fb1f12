"""A scenario in plain words, complete or not, in both languages."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.files.config_file import recipe_file
from bot.objects.scenario_lines import scenario_lines
from bot.telegram.reader import Reader
from bot.texts import load_texts
from domain.configuration.explain_scenario import explain_scenario
from domain.people import Person, Role

TEMPLATES = {item.system_name: item for item in recipe_file().templates}


def reader(language: str = "ru") -> Reader:
    person = Person(7, "Анна", Role.ADMIN, language)
    return Reader(person, load_texts(language), ZoneInfo("Europe/Moscow"), datetime(2026, 11, 23, tzinfo=UTC))


def lines(document: dict[str, Any], language: str = "ru") -> list[str]:
    return scenario_lines(reader(language), explain_scenario(document, TEMPLATES, {"smtp_route": "Письмо"}))


GIVEN = [
    f"\u2003\u2003{line}"
    for line in ("To.Address = $Poluchatel-&gt;mbox", "Body = Текст уведомления", "Subject = Тема уведомления")
]
RECIPE = recipe_file().scenarios[0].stored()


def test_the_recipe_reads_as_the_article_lists_it() -> None:
    assert lines(RECIPE) == [
        "Когда нажата кнопка «Отправить уведомление» в записи «Уведомления»",
        "<b>1</b> Сменить контекст: Уведомления, по ID",
        "\u2003<b>1.1</b> Изменить переменные notification:",
        *GIVEN,
        "\u2003<b>1.2</b> Отправить сообщение: Письмо",
    ]


def test_it_reads_in_english_too() -> None:
    assert lines(RECIPE, "en")[1:] == [
        "<b>1</b> Change context: Уведомления, by ID",
        "\u2003<b>1.1</b> Set variables notification:",
        *GIVEN,
        "\u2003<b>1.2</b> Send message: Письмо",
    ]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({}, ["Когда нажата кнопка «не указано» в записи «не указано»", "Действий пока нет"]),
        (
            {"event": None, "actions": None},
            ["Когда нажата кнопка «не указано» в записи «не указано»", "Действий пока нет"],
        ),
        (
            {"event": {"template": "Net", "button": "Tozhenet"}, "actions": [{"change_context": {}}]},
            [
                "Когда нажата кнопка «Tozhenet» в записи «Net»",
                "<b>1</b> Сменить контекст: не указано, записи не указаны",
                "\u2003Действий пока нет",
            ],
        ),
        (
            {"actions": [{"change_variables": None}, {"send_message": {"route": "<r>"}}, {"explode": 1}, "?"]},
            [
                "Когда нажата кнопка «не указано» в записи «не указано»",
                "<b>1</b> Изменить переменные не указано: не указано",
                "<b>2</b> Отправить сообщение: &lt;r&gt;",
                "<b>3</b> Неизвестное действие: explode",
                "<b>4</b> Неизвестное действие: не указано",
            ],
        ),
    ],
)
def test_what_is_missing_is_said(document: dict[str, Any], words: list[str]) -> None:
    assert lines(document) == words


def test_nested_variables_arrays_and_empty_values_have_their_paths() -> None:
    variables = {
        "To": [{"Address": {"formula": "$A->mbox"}}, {"Address": {"formula": ""}, "Name": {"attribute": "Imya"}}],
        "CustomHeaders": {"Nomer": {"formula": "1"}},
        "Body": {},
    }
    action = {"change_variables": {"operation": "add", "set": "s", "variables": variables, "ignore_errors": True}}
    (_, line, *below) = lines({"actions": [action]})
    assert line == "<b>1</b> Добавить к переменным s: (ошибки пропускаются)"
    assert [item.strip() for item in below] == [
        "To[1].Address = $A-&gt;mbox",
        "To[2].Address = не указано",
        "To[2].Name = Imya",
        "CustomHeaders.Nomer = 1",
        "Body = не указано",
    ]


def test_a_wait_and_a_description_are_shown() -> None:
    send = {
        "connection": "c",
        "route": "r",
        "variable": "v",
        "success_variable": "a",
        "description": "Главное & важное",
    }
    (_, line) = lines({"actions": [{"send_message": send}]})
    assert line == "<b>1</b> Отправить сообщение: r, дождаться ответа сервера — <i>Главное &amp; важное</i>"
