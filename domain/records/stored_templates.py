"""Record templates as they are kept, to be read."""

from collections.abc import Iterable
from typing import Protocol

from domain.records.template import StoredTemplate


class StoredTemplates(Protocol):
    """Record templates, to be read."""

    async def templates(self) -> list[StoredTemplate]:
        """Return all record templates."""
        ...

    async def template_by_id(self, template_id: int) -> StoredTemplate | None:
        """Return the template of that number."""
        ...


def template_named(templates: Iterable[StoredTemplate], name: str | None) -> StoredTemplate | None:
    """Return the template of that system name; None where there is none."""
    return next((item for item in templates if item.document.system_name == name), None)
