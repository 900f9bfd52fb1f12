"""A mistake in something that is configured: its path, and the text that says what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.accepting import replace_broken_characters
from domain.one_line import in_one_line

Path = tuple[str | int, ...]
"""Where something stands: ("scenarios", 0, "actions", 1, "send_message", "route")."""

_LONGEST_SHOWN = 200


def _shown(text: str) -> str:
    """Return what somebody wrote so that it can stand within one line of text, on a terminal too."""
    return replace_broken_characters(in_one_line(text))[:_LONGEST_SHOWN]


def shown_path(path: Path) -> str:
    """Return a path as people read it: `scenarios[0].actions[1].send_message.route`."""
    shown = ""
    for part in path:
        shown += f"[{part}]" if isinstance(part, int) else f".{_shown(part)}" if shown else _shown(part)
    return shown


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong, with its path and the text that says what."""

    path: Path
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
    def shown_path(self) -> str:
        """The path as people read it."""
        return shown_path(self.path)
