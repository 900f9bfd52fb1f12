"""A mistake in something that is configured: its place, and the text that says what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.accepting import replace_broken_characters
from domain.one_line import in_one_line

Place = tuple[str | int, ...]
"""Where something stands: ("scenarios", 0, "actions", 1, "send_message", "route")."""

_LONGEST_SHOWN = 200


def _shown(text: str) -> str:
    """Return what somebody wrote so that it can stand within one line of text, on a terminal too."""
    return replace_broken_characters(in_one_line(text))[:_LONGEST_SHOWN]


def path_of(place: Place) -> str:
    """Return a place as a path: `scenarios[0].actions[1].send_message.route`."""
    path = ""
    for part in place:
        path += f"[{part}]" if isinstance(part, int) else f".{_shown(part)}" if path else _shown(part)
    return path


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong, with its place and the text that says what."""

    place: Place
    key: str
    params: Mapping[str, str | int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """What somebody wrote becomes fit to be shown; a formula's marks are lines of their own."""
        shown = {
            name: _shown(value) if isinstance(value, str) and name != "underlined" else value
            for name, value in self.params.items()
        }
        object.__setattr__(self, "params", shown)

    @property
    def path(self) -> str:
        """The place as a path."""
        return path_of(self.place)
