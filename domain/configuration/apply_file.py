"""Applying what was read of a file: every mistake is said at once, whether reading or checking has found it."""

from collections.abc import Iterable, Sequence

from domain.audit import COMMAND_LINE, Actor
from domain.configuration.apply_configuration import ApplyConfiguration, Change, ConfigurationInvalid
from domain.configuration.document import ConfigurationFile, Mistake

_DEFINED_IN = {
    "connection": "connections",
    "route": "routes",
    "template": "templates",
}


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
        """Return what changed or would change; `mistakes` are those of reading. Raises ConfigurationInvalid."""
        found = list(mistakes)
        try:
            changes = await self._apply(file, dry_run=dry_run or bool(mistakes), actor=actor)
        except ConfigurationInvalid as error:
            found += _own(error.mistakes, file)
        if found:
            raise ConfigurationInvalid(found)
        return changes


def _own(mistakes: Iterable[Mistake], file: ConfigurationFile) -> list[Mistake]:
    """Leave out names that are unknown only because the object that defines them has mistakes of its own."""
    return [item for item in mistakes if not _follows_from(item, file.broken)]


def _follows_from(mistake: Mistake, broken: set[tuple[str, str]]) -> bool:
    if mistake.key != "config-unknown-name":
        return False
    kind = str(mistake.params["kind"])
    if kind == "button":
        return any(section == "templates" for section, _ in broken)
    return (_DEFINED_IN.get(kind, ""), str(mistake.params["name"])) in broken
