"""What is known of an object before anybody has typed: mail providers and their servers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.editing.draft import Section


@dataclass(frozen=True, slots=True)
class Preset:
    """A provider: the name that a person knows, and the fields that it fills."""

    label: str
    document: Mapping[str, Any]


def _server(host: str, port: int, encryption: str) -> dict[str, Any]:
    return {"host": host, "port": port, "authentication": "basic", "encryption": encryption}


PRESETS: Mapping[Section, tuple[Preset, ...]] = {
    Section.CONNECTIONS: (
        Preset("Яндекс 360", _server("smtp.yandex.ru", 465, "ssl")),
        Preset("Mail.ru", _server("smtp.mail.ru", 465, "ssl")),
        Preset("Gmail", _server("smtp.gmail.com", 465, "ssl")),
    )
}
"""Their own documentation names these servers for mail programs. A new one goes to the end."""


def presets_of(section: Section) -> tuple[Preset, ...]:
    """Return the presets of a section."""
    return PRESETS.get(section, ())
