"""What is known of an object before anybody has typed: mail providers, their servers and their ways of logging in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.logins.oauth2.providers.provider import Grant
from domain.sections import Section


@dataclass(frozen=True, slots=True)
class Way:
    """A way of logging in: by a password, or by tokens that `grant` brings. `document` is what it fills."""

    document: Mapping[str, Any]
    grant: Grant | None = None


@dataclass(frozen=True, slots=True)
class Preset:
    """A provider: the name that a person knows, and the fields that it fills; without a name a server of one's own.

    `ways` are how one may log in there, the best first. Where that is a password nobody is asked.
    """

    label: str
    document: Mapping[str, Any]
    ways: tuple[Way, ...] = ()

    @property
    def asks_way(self) -> bool:
        """Whether a new connection is asked how it is to log in."""
        return bool(self.ways) and self.ways[0].grant is not None


def _server(host: str, port: int, encryption: str) -> dict[str, Any]:
    return {"host": host, "port": port, "authentication": "basic", "encryption": encryption}


def _by(provider: str, grant: Grant) -> Way:
    return Way({"authentication": "oauth2", "oauth2": {"provider": provider, "grant": str(grant)}}, grant)


_BY_PASSWORD = Way({"authentication": "basic"})

PRESETS: Mapping[Section, tuple[Preset, ...]] = {
    Section.CONNECTIONS: (
        Preset(
            "Яндекс 360",
            _server("smtp.yandex.ru", 465, "ssl"),
            (_BY_PASSWORD, _by("yandex", Grant.REFRESH_TOKEN)),
        ),
        Preset("Mail.ru", _server("smtp.mail.ru", 465, "ssl"), (_BY_PASSWORD, _by("mailru", Grant.REFRESH_TOKEN))),
        Preset(
            "Gmail",
            _server("smtp.gmail.com", 465, "ssl"),
            (_by("google", Grant.SERVICE_ACCOUNT), _by("google", Grant.REFRESH_TOKEN), _BY_PASSWORD),
        ),
        Preset("", {}),
        Preset(
            "Microsoft 365",
            _server("smtp.office365.com", 587, "starttls"),
            (_by("microsoft", Grant.DEVICE_CODE), _by("microsoft", Grant.CLIENT_CREDENTIALS), _BY_PASSWORD),
        ),
    )
}
"""Their own documentation names these servers for mail programs. A new one goes to the end."""


def presets_of(section: Section) -> tuple[Preset, ...]:
    """Return the presets of a section."""
    return PRESETS.get(section, ())


def offered_presets(section: Section) -> list[tuple[int, Preset]]:
    """Return presets with their numbers as they are offered: a server of one's own, without a name, comes last."""
    presets = presets_of(section)
    if all(preset.label for preset in presets):
        presets = (*presets, Preset("", {}))
    return sorted(enumerate(presets, 1), key=lambda item: not item[1].label)


def preset_like(host: str) -> int:
    """Return the number of the provider that a connection's server belongs to, from 1; 0 where it is none of them."""
    wanted = host.casefold().rstrip(".")
    found = (
        number for number, item in enumerate(presets_of(Section.CONNECTIONS), 1) if item.document.get("host") == wanted
    )
    return next(found, 0)
