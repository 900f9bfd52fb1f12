"""The address of the audit trail: all of it, or one object's own history."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.addresses import Number, PersonNumber
from domain.audit import Kind

KINDS = tuple(Kind)


class AuditPage(CallbackData, prefix="H"):
    """Who changed what: `kind` is the place of an object's kind in KINDS from 1, `object_id` one object of it.

    0 does not matter; `start` is from how many on.
    """

    kind: Number = 0
    object_id: PersonNumber = 0
    person: PersonNumber = 0
    start: Number = 0


class AuditKinds(AuditPage, prefix="Hk"):
    """Choose the kind of objects."""


class AuditPeople(AuditPage, prefix="Hp"):
    """Choose who did it."""

    page: Number = 0


def history_of(kind: Kind, object_id: int) -> AuditPage:
    """Return the address of an object's own history, for its page to link to."""
    return AuditPage(kind=KINDS.index(kind) + 1, object_id=object_id)
