"""Going over a scenario's actions, typed or as they are written: paths, numbers, blocks, and the record in context."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.mistakes import Path
from domain.scenarios.actions import KINDS
from domain.scenarios.actions.action import Action, Block, blocks_of
from domain.scenarios.actions.body import ActionBody
from domain.scenarios.lines import mapping_of, text_of
from domain.scenarios.state import Frame, Numbers

ROOT = "actions"
"""The field of a scenario that holds its actions."""


def number_of(numbers: Numbers) -> str:
    """Return an action's number as people read it: `1.2` for (0, 1)."""
    return ".".join(str(index + 1) for index in numbers)


@dataclass(frozen=True, slots=True)
class Spot:
    """An action and where it is.

    `path` is where it stands in the document, its kind included; `template` names that of the record in context;
    `is_ignored` says that an action around it goes on in spite of errors.
    """

    numbers: Numbers
    path: Path
    action: Action
    template: str | None
    depth: int
    is_ignored: bool

    @property
    def number(self) -> str:
        """Its number as people read it."""
        return number_of(self.numbers)


def walk(actions: Sequence[Action], template: str | None = None, path: Path = (ROOT,)) -> Iterator[Spot]:
    """Yield every action, each before those inside it; `template` is that of the record that the first ones see."""
    yield from _walk(actions, (), path, template, 1, is_ignored=False)


def sends(actions: Sequence[Action]) -> bool:
    """Whether an action among them, or inside of them, sends a letter."""
    return any(spot.action.body.sends() for spot in walk(actions))


def _walk(
    actions: Sequence[Action], numbers: Numbers, path: Path, template: str | None, depth: int, *, is_ignored: bool
) -> Iterator[Spot]:
    for index, action in enumerate(actions):
        spot = Spot((*numbers, index), (*path, index, action.kind), action, template, depth, is_ignored)
        yield spot
        inside = template_inside(type(action.body), action.body, template)
        ignored = is_ignored or action.body.ignore_errors
        for block in action.blocks:
            where, here = _inside(spot.numbers, block), (*spot.path, *block.path)
            yield from _walk(block.actions, where, here, inside, depth + 1, is_ignored=ignored)


def level_of(actions: Sequence[Action], container: Numbers) -> Sequence[Action]:
    """Return the actions at `container`: inside an action or one of its blocks; the scenario's own for an empty one."""
    rest = list(container)
    while rest:
        blocks = actions[rest.pop(0)].blocks
        block = blocks[0] if blocks[0].number is None else blocks[rest.pop(0)]
        actions = block.actions
    return actions


def under_way(actions: Sequence[Action], frames: Sequence[Frame]) -> Iterator[tuple[int, Action]]:
    """Yield the actions that a run stands in, the innermost first, each with how many frames it and those around have.

    A frame that has not begun yet, another block of an action, is none that the run stands in.
    """
    for depth in range(len(frames), 0, -1):
        frame = frames[depth - 1]
        if frame.index:
            yield depth, level_of(actions, frame.container)[frame.index - 1]


def action_at(actions: Sequence[Action], numbers: Numbers) -> Action | None:
    """Return the action with these numbers; None where there is none such."""
    try:
        return level_of(actions, numbers[:-1])[numbers[-1]]
    except IndexError:
        return None


def with_body(actions: Sequence[Action], numbers: Numbers, body: ActionBody) -> tuple[Action, ...]:
    """Return the actions with the one at `numbers` holding another body of its kind."""
    index, rest = numbers[0], numbers[1:]
    action = actions[index]
    if rest:
        block = action.blocks[0] if action.blocks[0].number is None else action.blocks[rest[0]]
        inside = with_body(block.actions, rest if block.number is None else rest[1:], body)
        body = _with(action.body, block.path, inside)
    return (*actions[:index], action.model_copy(update={action.kind: body}), *actions[index + 1 :])


def _with(holder: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    name = path[0]
    if isinstance(name, int):
        return (*holder[:name], _with(holder[name], path[1:], value), *holder[name + 1 :])
    return holder.model_copy(update={name: _with(getattr(holder, name), path[1:], value)})


@dataclass(frozen=True, slots=True)
class Written:
    """An action as it is written: `kind` is None where it is none of those that there are, and `body` is empty then."""

    numbers: Numbers
    path: Path
    item: Any
    kind: str | None
    body: Mapping[str, Any]
    template: str | None
    depth: int


@dataclass(frozen=True, slots=True)
class WrittenBlock:
    """A list of actions as it is written, with the action that holds it; None is the scenario itself."""

    numbers: Numbers
    path: Path
    holder: Written | None
    block: Block
    depth: int


def walk_written(actions: Any, template: str | None = None) -> Iterator[Written | WrittenBlock]:
    """Yield every list and every action, each before what is inside it, of a document that need not be complete."""
    yield from _walk_written(WrittenBlock((), (ROOT,), None, Block((ROOT,), actions, None, required=True), 1), template)


def _walk_written(here: WrittenBlock, template: str | None) -> Iterator[Written | WrittenBlock]:
    yield here
    items = here.block.actions
    for index, item in enumerate(items if isinstance(items, list | tuple) else ()):
        kind = kind_of(item)
        path = (*here.path, index) if kind is None else (*here.path, index, kind)
        body = {} if kind is None else mapping_of(item[kind])
        action = Written((*here.numbers, index), path, item, kind, body, template, here.depth)
        yield action
        if kind is None:
            continue
        inside = template_inside(KINDS[kind], body, template)
        for block in blocks_of(KINDS[kind], body):
            where = _inside(action.numbers, block)
            level = WrittenBlock(where, (*path, *block.path), action, block, here.depth + 1)
            yield from _walk_written(level, inside)


def kind_of(item: Any) -> str | None:
    """Return the kind of an action as it is written."""
    return next((name for name in item if name in KINDS), None) if isinstance(item, Mapping) else None


def number_in(actions: Any, path: Path) -> str | None:
    """Return the number of the action, or its block, that a path in a document leads into; None for a path outside."""
    found = None
    for spot in walk_written(actions):
        if isinstance(spot, Written):
            own = spot.path if spot.kind is None else spot.path[:-1]
        elif spot.block.number is not None:
            own = spot.path if spot.block.part is None else spot.path[:-1]
        else:
            continue
        if path[: len(own)] == own:
            found = number_of(spot.numbers)
    return found


def _inside(numbers: Numbers, block: Block) -> Numbers:
    return numbers if block.number is None else (*numbers, block.number)


def template_inside(kind: type[ActionBody], body: Any, template: str | None) -> str | None:
    """Return the template of the record that actions inside see; `template` is that of the record outside."""
    if kind.context is None:
        return template
    return text_of(body.get(kind.context) if isinstance(body, Mapping) else getattr(body, kind.context))
