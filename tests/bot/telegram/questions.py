"""Every class of question that there is, and a made-up one of each."""

from collections.abc import Iterator
from typing import Any, get_args

from aiogram.filters.callback_data import CallbackData

from bot.app.routers import make_routers
from bot.telegram.asking import Question


def _kinds(kind: type[Question]) -> Iterator[type[Question]]:
    if kind.__dict__.get("topic"):
        yield kind
    for inner in kind.__subclasses__():
        yield from _kinds(inner)


def _every() -> list[type[Question]]:
    make_routers()  # the rooms' modules are there then
    found = {kind.topic: kind for kind in _kinds(Question) if kind.__module__.startswith("bot.")}
    return list(found.values())


EVERY = _every()


def sample(kind: type[Question], number: int = 1) -> Question:
    """Return a question about whatever has this number."""
    return kind.model_validate(about(kind, number=number))


def about(kind: type[Question], *, number: int = 1, words: str = "") -> dict[str, Any]:
    """Return what a row keeps of a question about whatever has this number, with these words where it has any."""
    values: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        wanted = field.annotation
        if wanted is int or int in get_args(wanted):
            values[name] = 0 if name == "start" else number
        elif wanted is str:
            values[name] = words
        elif isinstance(wanted, type) and issubclass(wanted, CallbackData):
            values[name] = words or wanted(**dict.fromkeys(wanted.model_fields, 0)).pack()
    return values
