"""What pressing a button may cost: said where its address is defined, so that only harmless labels may be typed."""

from typing import TypeVar

from aiogram.filters.callback_data import CallbackData

Kind = TypeVar("Kind", bound=type[CallbackData])

_SAFE: dict[type, bool | None] = {}
"""What each kind of address has said of itself; None where its `sure` decides."""


def safe(kind: Kind) -> Kind:
    """Mark an address that shows something, or whose act can be taken back: its label may be typed instead."""
    _SAFE[kind] = True
    return kind


def costly(kind: Kind) -> Kind:
    """Mark an address that sends, deletes, or cannot be taken back: only a press will do."""
    _SAFE[kind] = False
    return kind


def costly_when_sure(kind: Kind) -> Kind:
    """Mark an address that asks first: its label may be typed, and the answer «yes» must be pressed."""
    _SAFE[kind] = None
    return kind


def is_safe(address: CallbackData) -> bool:
    """Whether a button's label may be typed instead of pressing it; an address that has not said so is costly."""
    said = _SAFE.get(type(address), False)
    return not is_sure(address) if said is None else said


def is_sure(address: CallbackData) -> bool:
    """Whether it is the «yes» of a question."""
    return bool(getattr(address, "sure", 0))


def says_its_kind(kind: type[CallbackData]) -> bool:
    """Whether an address says what pressing it may cost."""
    return kind in _SAFE
