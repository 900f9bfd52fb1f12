"""Exporting the configuration: the document that, applied to an empty database, gives the same export."""

from collections.abc import Collection
from typing import Any

from domain.configuration.configured import Configured
from domain.configuration.validation import Configuration
from domain.configured.connection import Connection
from domain.documents import ConfiguredObject
from domain.logins.kinds import SECRET_PATHS
from domain.scenarios.document import Scenario
from domain.sections import Section

ALWAYS = ("system_name", "title", "type")


class ExportConfiguration:
    """Gives everything that is configured as plain data, with references in place of secrets."""

    def __init__(self, configured: Configured) -> None:
        self._configured = configured

    async def __call__(self) -> dict[str, Any]:
        """Return the document; fields that have their defaults are left out, system names never."""
        whole = await Configuration.stored(self._configured)
        kept = {name: await self._configured.kept_secrets(name) for name in whole.connections}
        return {
            section.value: [
                exported(item, kept[name] if section is Section.CONNECTIONS else ()) for name, item in objects.items()
            ]
            for section in Section
            if (objects := whole.of(section))
        }


def exported(document: ConfiguredObject, kept: Collection[str] = ()) -> dict[str, Any]:
    """Return an object as a file holds it, with references in place of needed secrets and of those that are kept."""
    if isinstance(document, Scenario):
        data = document.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        data["event"] = {"type": document.event.type, **data["event"]}
    else:
        data = document.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    first = {name: getattr(document, name) for name in ALWAYS if name in type(document).model_fields}
    result = first | {name: data[name] for name in type(document).model_fields if name in data and name not in first}
    if isinstance(document, Connection):
        secrets = document.login_secrets
        for name in (*secrets.needed, *(name for name in secrets.optional if name in kept)):
            reference = f"${{{secret_variable(document.system_name, name)}}}"
            above = SECRET_PATHS[name][:-1]
            if above:
                result[above[0]] = {**result[above[0]], name: reference}
            else:
                result = _insert_after(result, "username", name, reference)
    return result


def secret_variable(system_name: str, secret: str) -> str:
    """Return the variable that an export names for a connection's secret."""
    return f"{system_name.upper()}_{secret.upper()}"


def _insert_after(data: dict[str, Any], before: str, name: str, value: Any) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, item in data.items():
        result[key] = item
        if key == before:
            result[name] = value
    result.setdefault(name, value)
    return result
