"""The kinds of actions: each is a module of its own, and this table names them all."""

from collections.abc import Mapping
from typing import Optional

from pydantic.fields import FieldInfo

from domain.scenarios.actions.action import Action
from domain.scenarios.actions.body import ActionBody
from domain.scenarios.actions.by_conditions import ByConditions
from domain.scenarios.actions.change_attributes import ChangeAttributes
from domain.scenarios.actions.change_context import ChangeContext
from domain.scenarios.actions.change_variables import ChangeVariables
from domain.scenarios.actions.check import Check
from domain.scenarios.actions.create_record import CreateRecord
from domain.scenarios.actions.duplicate_record import DuplicateRecord
from domain.scenarios.actions.for_each import ForEach
from domain.scenarios.actions.repeat import Repeat
from domain.scenarios.actions.run_apart import RunApart
from domain.scenarios.actions.send_message import SendMessage

KINDS: dict[str, type[ActionBody]] = {
    "change_context": ChangeContext,
    "change_variables": ChangeVariables,
    "send_message": SendMessage,
    "check": Check,
    "by_conditions": ByConditions,
    "repeat": Repeat,
    "for_each": ForEach,
    "change_attributes": ChangeAttributes,
    "create_record": CreateRecord,
    "duplicate_record": DuplicateRecord,
    "run_apart": RunApart,
}
"""By their names in files. A new one goes to the end: buttons in a chat carry a kind's position in this table."""


def take_in(kinds: Mapping[str, type[ActionBody]]) -> None:
    """Give `Action` a field for each kind; documents are built when they are first read, so this comes before."""
    Action.__pydantic_fields__.clear()
    for name, kind in kinds.items():
        Action.__pydantic_fields__[name] = FieldInfo(annotation=Optional[kind], default=None)  # type: ignore[arg-type]  # noqa: UP045


take_in(KINDS)
