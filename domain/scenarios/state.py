"""Where a run stands: a stack of frames and the variables, as they are stored between two segments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Numbers = tuple[int, ...]
"""Where an action is: the indexes from the root, as `1.2` in the chat is (0, 1); a block of several has one, too."""

LOT = 200
"""How many items of a loop a stored state holds."""

VERSION = 3
"""1 had neither kinds, nor templates, nor variables of frames: all its frames were of the run's own record.

2 did not say whether a frame's items are records, and had no cursors. Its variables held a record as a text.
"""


@dataclass(slots=True)
class Frame:
    """One level of where a run stands: the actions of `container`, done for each of `items` in turn.

    `container` are the numbers of the action that holds them, and of its block where it has several (empty for the
    scenario itself); `kind` is that action's kind. The items are kept values. Where they are `of_records` they are
    numbers of records, each of which is the context in turn, as `template` names it; where a loop names its `variable`,
    each in turn is the value of that. Behind the items, `cursor` says where more are, to the action's kind alone;
    `passed` is how many there were before these. `began` is the number of the first step of the present pass in the
    event chain; `failed`: something failed in it.

    Of many items that are known at once, one lot of LOT is here. `loop` tells it from the run's other loops, `lot` says
    which of its `lots` this is, and `rest` holds those behind it until they are kept in rows of their own.
    """

    container: tuple[int, ...]
    items: tuple[Any, ...]
    position: int = 0
    index: int = 0
    kind: str | None = None
    template: str | None = None
    variable: str | None = None
    of_records: bool = False
    cursor: Any = None
    passed: int = 0
    began: int | None = None
    failed: bool = False
    loop: int | None = None
    lot: int = 0
    lots: int = 1
    rest: tuple[Any, ...] = ()

    @property
    def has_more_lots(self) -> bool:
        """Whether items are behind those that are here."""
        return self.lot + 1 < self.lots

    def take_lot(self, items: Sequence[Any]) -> None:
        """Go on with the next lot of items."""
        self.passed += len(self.items)
        self.items, self.position, self.lot, self.rest = tuple(items), 0, self.lot + 1, self.rest[LOT:]

    @property
    def item(self) -> Any:
        """The item whose turn it is."""
        return self.items[self.position] if self.position < len(self.items) else None

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
            "of_records": self.of_records,
            "cursor": self.cursor,
            "passed": self.passed,
            "began": self.began,
            "failed": self.failed,
            "loop": self.loop,
            "lot": self.lot,
            "lots": self.lots,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Frame":
        """Read what is kept."""
        return cls(**{**value, "container": tuple(value["container"]), "items": tuple(value["items"])})


@dataclass(slots=True)
class RunState:
    """The interpreter's whole state: the stack of frames, the variables, and the letter that is waited for.

    `steps` is how many actions it has done, `letters`, `records` and `apart` how many letters, records and runs of
    their own earlier segments made, `loops` how many of its loops had more than one lot; `traced` is the number of the
    next step of its event chain.
    """

    frames: list[Frame]
    variables: dict[str, Any] = field(default_factory=dict)
    waiting_for: int | None = None
    steps: int = 0
    traced: int = 0
    letters: int = 0
    records: int = 0
    apart: int = 0
    loops: int = 0

    def copied(self) -> "RunState":
        """Return a state that goes on by itself: what a frame or a variable holds is never changed in place."""
        return replace(self, frames=[replace(frame) for frame in self.frames], variables=dict(self.variables))

    def to_json(self) -> dict[str, Any]:
        """Return what is kept; `variables` hold encoded values."""
        return {
            "version": VERSION,
            "frames": [frame.to_json() for frame in self.frames],
            "variables": self.variables,
            "waiting_for": self.waiting_for,
            "steps": self.steps,
            "traced": self.traced,
            "letters": self.letters,
            "records": self.records,
            "apart": self.apart,
            "loops": self.loops,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "RunState":
        """Read what is kept, by this version or an earlier one."""
        value = _upgraded(value)
        frames = [Frame.from_json(frame) for frame in value["frames"]]
        traced = value.get("traced", 0)  # what was traced before stands in a column and has no numbers
        made = (value.get(name, 0) for name in ("letters", "records", "apart", "loops"))
        return cls(frames, dict(value["variables"]), value["waiting_for"], value["steps"], traced, *made)

    @classmethod
    def at_start(cls, record_id: int) -> "RunState":
        """Return the state before the first action."""
        return cls([Frame((), (record_id,), of_records=True)])


def _upgraded(value: Mapping[str, Any]) -> Mapping[str, Any]:
    if value["version"] >= VERSION:
        return value
    frames = [_upgraded_frame(frame) for frame in value["frames"]]
    return {**value, "version": VERSION, "frames": frames}


def _upgraded_frame(frame: Mapping[str, Any]) -> Mapping[str, Any]:
    # The only action of version 1 that held others; its records could be the run's own alone.
    kind = frame.get("kind", "change_context" if frame["container"] else None)
    of_records = frame.get("variable") is None and all(isinstance(item, int) for item in frame["items"])
    return {**frame, "kind": kind, "of_records": of_records}


def record_of(frames: Sequence[Frame]) -> int | None:
    """Return the record in context: that of the innermost frame which has records."""
    for frame in reversed(frames):
        if frame.of_records and _is_begun(frame, frames):
            item: int = frame.item
            return item
    return None


def loop_variables(frames: Sequence[Frame]) -> dict[str, Any]:
    """Return what the variables of loops hold, as it is kept; an inner loop's lies over an outer one's."""
    return {frame.variable: frame.item for frame in frames if frame.variable is not None and _is_begun(frame, frames)}


def _is_begun(frame: Frame, frames: Sequence[Frame]) -> bool:
    """Whether a run stands in a frame: another block of an action is still to be done."""
    return frame.index > 0 or frame is frames[-1]
