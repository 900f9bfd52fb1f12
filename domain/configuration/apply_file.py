"""Applying what was read of a file: every mistake is said at once, whether reading or checking has found it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.audit import COMMAND_LINE, Actor
from domain.configuration.apply_configuration import ApplyConfiguration, ConfigurationInvalid
from domain.configuration.changes import Change
from domain.configuration.document import ConfigurationFile
from domain.mistakes import Mistake
from domain.sections import Section


class ApplyFile:
    """Applies a file, or says all that is wrong with it."""

    def __init__(self, apply: ApplyConfiguration) -> None:
        self._apply = apply

    async def __call__(
        self,
        file: ConfigurationFile,
        mistakes: Sequence[Mistake],
        *,
        dry_run: bool = False,
        actor: Actor = COMMAND_LINE,
    ) -> list[Change]:
        """Return what changed or would change; `mistakes` are those of reading. Raises ConfigurationInvalid.

        An object that an earlier version accepted and that stays as it is stops nothing: its change has remarks.
        """
        unchanged = await self._apply.unchanged_in(file)
        found = [item for item in mistakes if item.path[:2] not in unchanged]
        remarks = [item for item in mistakes if item.path[:2] in unchanged]
        try:
            changes = await self._apply(file, dry_run=dry_run or bool(found), actor=actor, unchanged=unchanged)
        except ConfigurationInvalid as error:
            found += _own(error.mistakes, file)
        if found:
            raise ConfigurationInvalid(found)
        return [_with_remarks(change, file, remarks) for change in changes]


def _with_remarks(change: Change, file: ConfigurationFile, remarks: Sequence[Mistake]) -> Change:
    names = {path: item.system_name for path, item in file.as_stored.items() if path[0] == change.section}
    own = tuple(item for item in remarks if names.get(item.path[:2]) == change.name)
    return replace(change, remarks=(*own, *change.remarks))


def _own(mistakes: Iterable[Mistake], file: ConfigurationFile) -> list[Mistake]:
    """Leave out names that are unknown only because the object that defines them has mistakes of its own."""
    return [item for item in mistakes if not _follows_from(item, file.broken)]


def _follows_from(mistake: Mistake, broken: set[tuple[str, str]]) -> bool:
    if mistake.key != "config-unknown-name":
        return False
    kind = str(mistake.params["kind"])
    if kind == "button":
        return any(section == Section.TEMPLATES for section, _ in broken)
    return (Section.of_kind(kind), str(mistake.params["name"])) in broken
