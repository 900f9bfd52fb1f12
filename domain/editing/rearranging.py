"""Rearranging the parts of a list: up, down, into the part before, out of the part that holds them, copied, removed."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from domain.editing.answers import Unfitting
from domain.editing.field_types import Type
from domain.editing.fields import MOST_PARTS, field_token
from domain.editing.nodes import Node, NodeGone, at, inside, part_token, parts_of, with_value
from domain.mistakes import Mistake
from domain.scenarios.actions import KINDS
from domain.scenarios.actions.action import Block, blocks_of
from domain.scenarios.document import MAX_ACTIONS, MAX_DEPTH
from domain.scenarios.walking import Written, kind_of, walk_written
from domain.system_names import unique_system_name
from domain.twins import TitledPart, titles_apart

MOVES = ("up", "down", "in", "out", "copy", "remove")
"""In the order of their numbers in addresses: a new one goes to the end."""


def possible(chain: Sequence[Node]) -> tuple[str, ...]:
    """Return what can be done with the part that a chain of nodes ends with."""
    here, holder = chain[-1], chain[-2]
    count, index = len(holder.data), here.index
    nests = holder.type is Type.ACTIONS
    found = {
        "up": index > 0,
        "down": index + 1 < count,
        "in": nests and index > 0 and _entrance(holder.data[index - 1]) is not None,
        "out": nests and _holding(chain) is not None,
        "copy": count < MOST_PARTS,
        "remove": True,
    }
    return tuple(name for name, can in found.items() if can)


def moved(document: Any, chain: Sequence[Node], move: str) -> tuple[Any, str]:
    """Return the document after the move, and the token of where the part is then; raises NodeGone."""
    if move not in possible(chain):
        raise NodeGone(move)
    here, holder = chain[-1], chain[-2]
    parts, index = list(holder.data), here.index
    if move == "in":
        return _into(document, holder, parts, index)
    if move == "out":
        return _out(document, chain, parts, index)
    if move == "remove":
        del parts[index]
        return with_value(document, holder.path, parts), holder.token
    if move == "copy":
        parts.insert(index + 1, _copy(parts[index], parts))
        index += 1
    else:
        other = index + (1 if move == "down" else -1)
        parts[index], parts[other] = parts[other], parts[index]
        index = other
    return with_value(document, holder.path, parts), holder.token + part_token(index)


def reordered(document: Mapping[str, Any], order: Sequence[str] | None, name: int, act: int) -> list[str]:
    """Return the order of an object's own names after one move: `act` 0 up, 1 down, 2 out, 3 in; raises NodeGone."""
    names = own_names(document)
    known = list(names)
    if not 0 <= name < len(known):
        raise NodeGone(f"name {name}")
    result = [item for item in (known if order is None else order) if item in names]
    here = known[name]
    index = result.index(here) if here in result else None
    if act == 3 and index is None:
        return [*result, here]
    if index is None:
        raise NodeGone(f"name {name}")
    del result[index]
    if act == 2:
        return result
    result.insert(max(0, index + (1 if act == 1 else -1)), here)
    return result


def follow_parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> Mapping[str, Any]:
    """Keep a template's order in step with its parts: what is gone leaves it, what is new comes at its end."""
    order = after.get("form")
    if not isinstance(order, list):
        return after
    known, names = own_names(before), own_names(after)
    kept = [name for name in order if name in names]
    added = [name for name in names if name not in known and name not in kept]
    return after if not added and len(kept) == len(order) else {**after, "form": [*kept, *added]}


def keep_bounds(before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Raises Unfitting for a step past what a scenario may hold; the way back from there stays open."""
    (count, depth), (now, deep) = _extent(before.get("actions")), _extent(after.get("actions"))
    if deep > max(depth, MAX_DEPTH):
        raise Unfitting(Mistake(("actions",), "config-too-deep", {"limit": MAX_DEPTH}))
    if now > max(count, MAX_ACTIONS):
        raise Unfitting(Mistake(("actions",), "config-too-many-actions", {"limit": MAX_ACTIONS}))


def _extent(actions: Any) -> tuple[int, int]:
    """Return how many actions a list holds, in all, and how many levels of them."""
    depths = [spot.depth for spot in walk_written(actions) if isinstance(spot, Written)]
    return len(depths), max(depths, default=0)


def own_names(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the system names of a template's attributes and buttons with what they are called, as they stand."""
    parts = [TitledPart.of(item) for key in ("attributes", "buttons") for item in parts_of(document.get(key))]
    return titles_apart(item for item in parts if item.system_name and item.title)


def _into(document: Any, holder: Node, parts: list[Any], index: int) -> tuple[Any, str]:
    part = parts.pop(index)
    (kind,), block = parts[index - 1].keys(), _entrance(parts[index - 1])
    if block is None:
        raise NodeGone("in")
    inner = [*block.actions, part]
    parts[index - 1] = with_value(parts[index - 1], (kind, *block.path), inner)
    # A field's token depends on its name alone.
    steps = [part_token(step) if isinstance(step, int) else field_token(step) for step in block.path]
    token = holder.token + "".join([part_token(index - 1), *steps, part_token(len(inner) - 1)])
    return with_value(document, holder.path, parts), token


def _out(document: Any, chain: Sequence[Node], parts: list[Any], index: int) -> tuple[Any, str]:
    found = _holding(chain)
    if found is None:
        raise NodeGone("out")
    outer, container = found
    part = parts.pop(index)
    without_it = with_value(document, chain[-2].path, parts)
    siblings = list(at(without_it, outer.path))
    siblings.insert(container.index + 1, part)
    return with_value(without_it, outer.path, siblings), outer.token + part_token(container.index + 1)


def _holding(chain: Sequence[Node]) -> tuple[Node, Node] | None:
    """Return the action that a chain's last node, an action, is in, behind the list that it is in itself."""
    found = [number for number, node in enumerate(chain[:-1]) if node.kind is not None]
    return (chain[found[-1] - 1], chain[found[-1]]) if found else None


def _entrance(part: Mapping[str, Any]) -> Block | None:
    """Return the list inside an action that takes the action behind it: the last one that there is."""
    kind = kind_of(part)
    if kind is None:
        return None
    blocks = blocks_of(KINDS[kind], part[kind])
    there = [block for block in blocks if block.required or block.actions or block.number is None]
    return there[-1] if there else None


def _copy(part: Any, siblings: Sequence[Any]) -> Any:
    """Return a copy; a part with a system name gets one of its own."""
    copied = deepcopy(part)
    for name in ("system_name", "name"):
        if isinstance(copied.get(name), str):
            copied[name] = unique_system_name(copied[name], [str(item.get(name) or "") for item in siblings])
    return copied


def actions_inside(node: Node) -> list[Node]:
    """Return the actions inside a node at whatever depth, in the order of the scenario."""
    waiting, found = [item for item in inside(node) if _leads_to_actions(node, item)], []
    while waiting:
        item = waiting.pop(0)
        if item.kind is not None:
            found.append(item)
        waiting = [inner for inner in inside(item) if _leads_to_actions(item, inner)] + waiting
    return found


def _leads_to_actions(holder: Node, node: Node) -> bool:
    is_block = holder.first_block is not None
    return node.kind is not None or node.type is Type.ACTIONS or node.first_block is not None or is_block
