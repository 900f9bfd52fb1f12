"""Where a run stands: a stack of frames and the variables, as they are stored between two segments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

VERSION = 2
"""1 had neither kinds, nor templates, nor variables of frames: all its frames were of the run's own record."""


@dataclass(slots=True)
class Frame:
    """One level of the place: the actions of `container`, done for each of `items` in turn.

    `container` is the place of the action that holds them, with the number of its block where it has several (empty for
    the scenario itself); `kind` is that action's kind. The items are kept values: numbers of records of `template`, of
    the run's own where that is None; where a loop names its `variable`, each in turn is the value of that.
    """

    container: tuple[int, ...]
    items: tuple[Any, ...]
    position: int = 0
    index: int = 0
    kind: str | None = None
    template: str | None = None
    variable: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return what is kept."""
        return {
            "container": list(self.container),
            "items": list(self.items),
            "position": self.position,
            "index": self.index,
            "kind": self.kind,
            "template": self.template,
            "variable": self.variable,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Frame":
        """Read what is kept."""
        return cls(**{**value, "container": tuple(value["container"]), "items": tuple(value["items"])})


@dataclass(slots=True)
class RunState:
    """The interpreter's whole state: the stack of frames, the variables, and the letter that is waited for."""

    frames: list[Frame]
    variables: dict[str, Any] = field(default_factory=dict)
    waiting_for: int | None = None
    steps: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return what is kept; `variables` hold encoded values."""
        return {
            "version": VERSION,
            "frames": [frame.to_json() for frame in self.frames],
            "variables": self.variables,
            "waiting_for": self.waiting_for,
            "steps": self.steps,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "RunState":
        """Read what is kept, by this version or an earlier one."""
        value = _upgraded(value)
        frames = [Frame.from_json(frame) for frame in value["frames"]]
        return cls(frames, dict(value["variables"]), value["waiting_for"], value["steps"])

    @classmethod
    def at_start(cls, record_id: int) -> "RunState":
        """Return the state before the first action."""
        return cls([Frame((), (record_id,))])


def _upgraded(value: Mapping[str, Any]) -> Mapping[str, Any]:
    if value["version"] >= VERSION:
        return value
    # The only action of version 1 that held others; its records could be the run's own alone.
    frames = [{**frame, "kind": "change_context" if frame["container"] else None} for frame in value["frames"]]
    return {**value, "version": VERSION, "frames": frames}
