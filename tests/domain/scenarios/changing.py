"""Actions that change records, and a template whose records take more than those of the recipe."""

from dataclasses import replace
from typing import Any

from domain.records.entity import KnownRecord
from domain.records.record import Status
from domain.records.template import RecordTemplate
from tests.domain.scenarios.test_interpreter import known

TEMPLATE = RecordTemplate.model_validate(
    {
        "title": "Уведомления",
        "system_name": "Uvedomleniya",
        "attributes": [
            {"title": "Получатель", "system_name": "Poluchatel", "type": "account", "required": True},
            {"title": "Тема", "system_name": "Temauvedomleniya", "type": "text", "required": True},
            {"title": "Текст", "system_name": "Tekstuvedomleniya", "type": "text", "multiline": True},
            {"title": "Копии", "system_name": "Kopii", "type": "account", "multiple": True},
            {"title": "Образец", "system_name": "Obrazec", "type": "record", "template": "Uvedomleniya"},
            {"title": "Заказ", "system_name": "Zakaz", "type": "record", "template": "Zakazy"},
            {"title": "Файлы", "system_name": "Fayly", "type": "document", "multiple": True},
        ],
    }
)


def settled(number: int, **values: Any) -> KnownRecord:
    """Return a record that may be changed, of a template that takes more than that of the recipe."""
    made = known(number, **values)
    return replace(made, template=TEMPLATE, record=replace(made.record, status=Status.SENT))


def change(attribute: str, value: Any = None, operation: str = "replace") -> dict[str, Any]:
    given = {"formula": value} if isinstance(value, str) else value
    return {
        "change_attributes": {
            "changes": [{"attribute": attribute, "operation": operation, **({} if given is None else {"value": given})}]
        }
    }


def of(number: int, *actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    objects = {"formula": f"'{number}'"}
    return {"change_context": {"template": "Uvedomleniya", "objects": objects, "actions": list(actions), **more}}


def create(*actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"create_record": {"template": "Uvedomleniya", "actions": list(actions), **more}}


def duplicate(*actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"duplicate_record": {"actions": list(actions), **more}}
