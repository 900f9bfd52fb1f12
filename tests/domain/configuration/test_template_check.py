"""Record templates: what a default or a condition may be is said when the template is saved."""

from typing import Any

import pytest
from pydantic import ValidationError

from domain.configuration.template_check import check_template
from domain.records.template import RecordTemplate

FORM = [
    {"title": "Кто", "type": "account", "default": "$_creator"},
    {"title": "Тема", "type": "text"},
    {"title": "Кому", "type": "account", "multiple": True},
]


def template(*attributes: dict[str, Any], **fields: Any) -> RecordTemplate:
    return RecordTemplate.model_validate({"title": "Заявка", "attributes": [*FORM, *attributes], **fields})


def mistakes(checked: RecordTemplate) -> dict[str, tuple[str, dict[str, Any]]]:
    return {item.shown_path: (item.key, dict(item.params)) for item in check_template(checked, ())}


@pytest.mark.parametrize(
    ("kind", "default"),
    [
        ("text", "'Заявка'"),
        ("text", "'от ' + $_creator->fullName"),
        ("text", "$Kto->fullName"),
        ("text", "NOW()"),
        ("text", "1 + 2"),
        ("text", "IF(EMPTY($Kto->phone), 'нет', $Kto->phone)"),
        ("account", "$_creator->manager"),
        ("account", "USER()"),
        ("account", "USER()->manager"),
        ("account", "FIRST(LIST($Kto, USER()))"),
        ("account", "IF(EMPTY($_creator->manager), $_creator, $_creator->manager)"),
        ("account", "null"),
    ],
)
def test_a_default_that_fits_its_attribute_is_taken(kind: str, default: str) -> None:
    assert mistakes(template({"title": "Проба", "type": kind, "default": default})) == {}


@pytest.mark.parametrize(
    ("kind", "default", "key", "param"),
    [
        ("text", "$_creator", "config-formula-kind", ("found", "account")),
        ("text", "$Net", "error-formula-unknown-name", ("name", "Net")),
        ("text", "1 +", "error-formula-syntax", ("line", 1)),
        ("text", "$Tema", "config-default-too-early", ("name", "Tema")),
        ("text", "$Komu->mbox", "config-default-too-early", ("name", "Komu")),
        ("text", "$Proba", "config-default-too-early", ("name", "Proba")),
        ("text", "$$nabor->Tema", "config-default-too-early", ("name", "nabor")),
        ("text", "$$Kto->fullName", "config-default-too-early", ("name", "Kto")),
        ("account", "'Иванов'", "config-formula-kind", ("found", "text")),
        ("account", "$_creator->fullName", "config-formula-kind", ("found", "text")),
        ("account", "NOW()", "config-formula-kind", ("found", "date_time")),
        ("account", "COUNT($Kto)", "config-formula-kind", ("found", "number")),
        ("account", "1 == 1", "config-formula-kind", ("found", "boolean")),
        ("account", "LIST($Kto, USER())", "config-default-one", ("name", "Проба")),
    ],
)
def test_a_default_that_does_not_fit_is_refused_with_its_place(
    kind: str, default: str, key: str, param: tuple[str, Any]
) -> None:
    found = mistakes(template({"title": "Проба", "type": kind, "default": default}))
    (path,) = found
    assert path == "attributes[3].default"
    assert found[path][0] == key
    assert found[path][1][param[0]] == param[1]


def test_files_have_no_default() -> None:
    with pytest.raises(ValidationError, match="config-no-default"):
        template({"title": "Файлы", "type": "document", "default": "null"})


@pytest.mark.parametrize(("condition", "found"), [("$Tema", "text"), ("$Kto", "account"), ("1", "number")])
def test_a_condition_that_would_hide_its_button_always_is_refused(condition: str, found: str) -> None:
    checked = template(buttons=[{"title": "Послать", "condition": condition}])
    assert mistakes(checked) == {
        "buttons[0].condition": ("config-formula-kind", {"expected": "boolean", "found": found})
    }


def test_a_condition_that_says_yes_or_no_is_taken() -> None:
    checked = template(buttons=[{"title": "Послать", "condition": "NOT(EMPTY($Tema)) && $Kto == $_creator"}])
    assert mistakes(checked) == {}
