"""What applying does to each object, and what the trail keeps of it."""

from dataclasses import dataclass
from datetime import datetime

from domain.audit import Act, Actor, AuditEntry
from domain.configuration.differences import Difference, as_changes, differences_between
from domain.documents import ConfiguredObject
from domain.mistakes import Mistake
from domain.sections import Section


@dataclass(frozen=True, slots=True)
class Change:
    """What applying does to one object: what differs; nothing and not `created` means unchanged.

    `note` says what somebody must hear about its login: about which `secrets`, and the `variable`s that hold them.
    `remarks` say what of an unchanged object is not accepted any more.
    """

    section: Section
    name: str
    title: str
    created: bool
    differences: tuple[Difference, ...] = ()
    note: str | None = None
    variable: str = ""
    secrets: tuple[str, ...] = ()
    remarks: tuple[Mistake, ...] = ()

    @property
    def is_change(self) -> bool:
        """Whether anything is written."""
        return self.created or bool(self.differences)

    @property
    def fields(self) -> tuple[str, ...]:
        """The object's fields that differ."""
        return () if self.created else tuple(dict.fromkeys(str(item.path[0]) for item in self.differences))


def change_of(section: Section, new: ConfiguredObject, old: ConfiguredObject | None) -> Change:
    """Return what an object becomes, and what differs."""
    differences = differences_between(None if old is None else old.stored(), new.stored())
    return Change(section, new.system_name, new.title, created=old is None, differences=tuple(differences))


def note_of(change: Change, object_id: int, actor: Actor, at: datetime) -> AuditEntry:
    """Return what the audit trail keeps of a change."""
    fields = set() if change.created else set(change.fields)
    act = Act.CREATED if change.created else Act.CHANGED
    if fields == {"enabled"}:
        act = Act.ENABLED if change.differences[0].after else Act.DISABLED
    return AuditEntry(
        at=at,
        actor=actor,
        act=act,
        kind=change.section.kind,
        object_id=object_id,
        name=change.title,
        changes=as_changes(change.differences),
    )
