"""The event chain while it is written: a step for each action; of a long loop what nobody would look at is not kept."""

from collections.abc import Sequence
from typing import Any

from domain.scenarios.state import Frame, RunState

FIRST_KEPT = 100
"""Of a loop so many passes are kept from its beginning, besides those in which something failed, and the last."""

MOST_VALUES = 100
"""How many values of a list a step keeps: a loop over ten thousand records names the first hundred."""

Entry = dict[str, Any]
"""A step by plain JSON: `number`, `place`, `iteration`, `kind`, `at`, `ms`, and `did` or `error`."""


class Trace:
    """The steps of one segment. `forgotten` are spans of numbers, of which what was written before is to go."""

    def __init__(self, state: RunState) -> None:
        self.steps: list[Entry] = []
        self.forgotten: list[tuple[int, int]] = []
        self._state = state
        self._first = state.traced

    def note(self, entry: Entry, depth: int | None = None) -> None:
        """Keep a step of an action that stands in the first `depth` frames; it gets its number, and its pass."""
        frames = self._state.frames[:depth]
        entry["number"] = self._state.traced
        entry.setdefault("iteration", passes_of(frames))
        if "did" in entry:
            entry["did"] = _shortened(entry["did"])
        if "error" in entry:
            for frame in frames:
                frame.failed = True
        self._state.traced += 1
        self.steps.append(entry)

    def next_pass(self) -> None:
        """The innermost loop goes on: what its last pass did is forgotten, unless it is one of those that are kept."""
        frame = self._state.frames[-1]
        if frame.passed + frame.position > FIRST_KEPT and not frame.failed and frame.began is not None:
            while self.steps and self.steps[-1]["number"] >= frame.began:
                self.steps.pop()
            if frame.began < self._first:
                self.forgotten.append((frame.began, self._first))
        frame.began, frame.failed = self._state.traced, False

    def take(self) -> tuple[list[Entry], list[tuple[int, int]]]:
        """Hand over what is kept so far, and what is to go of what was handed over before."""
        steps, forgotten = list(self.steps), list(self.forgotten)
        self.steps.clear()
        self.forgotten.clear()
        self._first = self._state.traced
        return steps, forgotten


def passes_of(frames: Sequence[Frame]) -> list[int]:
    """Return in which pass each of the loops among the frames is, the outermost first."""
    return [frame.passed + frame.position + 1 for frame in frames if _is_loop(frame)]


def _is_loop(frame: Frame) -> bool:
    return len(frame.items) > 1 or frame.passed > 0 or frame.cursor is not None


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: item if isinstance(item, str) else _shortened(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        more = [f"… ({len(value)})"] if len(value) > MOST_VALUES else []
        return [_shortened(item) for item in value[:MOST_VALUES]] + more
    return value
