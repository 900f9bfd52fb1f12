"""What differs between two versions of a configured object: part by part, so that a person can follow it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from domain.mistakes import Path, shown_path

NAMES = ("system_name", "name")
"""Fields that identify a part of a list: an attribute, a button, a message attribute."""

LEAVES = ("formula", "attribute")
"""What a value of a variable may be besides further variables."""


class Way(StrEnum):
    """How something differs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs, where, and its value on both sides; what is not there and what is empty are both None.

    In `path` a part that has a name stands by that name, any other by its index: the new one, or the old one where
    it was removed. What was moved has as values its index before and after, a list of named parts their order.
    """

    path: Path
    way: Way
    before: Any = None
    after: Any = None


def differences_between(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Difference]:
    """Return what differs between two stored documents; None stands for an object that does not exist."""
    return list(_of_mappings((), before or {}, after or {}))


def as_changes(differences: Sequence[Difference]) -> dict[str, tuple[Any, Any]]:
    """Return differences as the audit trail keeps them: before and after by path."""
    changes: dict[str, tuple[Any, Any]] = {}
    for item in differences:
        path = shown_path(item.path) + (f".{item.way}" if item.way is Way.MOVED else "")
        before, after = changes.get(path, (None, None))
        # One that was removed and one that was added may have had the same number.
        changes[path] = (before if item.before is None else item.before, after if item.after is None else item.after)
    return changes


def _of_values(path: Path, before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    if before is None:
        yield Difference(path, Way.ADDED, None, after)
    elif after is None:
        yield Difference(path, Way.REMOVED, before, None)
    elif isinstance(before, Mapping) and isinstance(after, Mapping) and _leaf(before) == _leaf(after):
        yield from _of_mappings(path, before, after)
    elif _are_parts(before) and _are_parts(after):
        yield from _of_parts(path, before, after)
    else:
        yield Difference(path, Way.CHANGED, before, after)


def _of_mappings(path: Path, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for name in dict.fromkeys((*before, *after)):
        yield from _of_values((*path, name), before.get(name), after.get(name))


def _leaf(value: Mapping[str, Any]) -> str | None:
    """Return what kind of value it is; one that became another kind of value is replaced whole."""
    return next((kind for kind in LEAVES if isinstance(value.get(kind), str)), None)


def _are_parts(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(i, Mapping) for i in value)


def _of_parts(path: Path, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Difference]:
    old, new = _by_name(before), _by_name(after)
    if old is None or new is None:
        yield from _of_steps(path, before, after)
        return
    for name in dict.fromkeys((*old, *new)):
        yield from _of_values((*path, name), old.get(name), new.get(name))
    stayed = [name for name in old if name in new]
    if stayed != [name for name in new if name in old]:
        yield Difference(path, Way.MOVED, stayed, [name for name in new if name in old])


def _by_name(parts: Sequence[Any]) -> dict[str, Any] | None:
    """Return parts by the name that each has; None when they have none, or not each its own."""
    for field in NAMES:
        names = [part.get(field) for part in parts]
        if all(isinstance(name, str) for name in names) and len(set(names)) == len(names):
            return dict(zip(names, parts, strict=True))
    return None


def _of_steps(path: Path, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Difference]:
    """Compare parts that have no names, as actions: what stands between equal ones was added, removed or changed."""
    old, new = [_text(item) for item in before], [_text(item) for item in after]
    found: list[tuple[int, Difference]] = []
    removed, added = [], []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone = [index for index in range(i, i_end) if old[index] not in new]
        come = [index for index in range(j, j_end) if new[index] not in old]
        pairs = _pairs([(index, before[index]) for index in gone], [(index, after[index]) for index in come])
        for index, other in pairs.items():
            found += [(other, item) for item in _of_values((*path, other), before[index], after[other])]
        removed += [index for index in range(i, i_end) if index not in pairs]
        added += [index for index in range(j, j_end) if index not in pairs.values()]
    for index in removed:
        moved_to = next((number for number in added if new[number] == old[index]), None)
        if moved_to is None:
            found.append((index, Difference((*path, index), Way.REMOVED, before[index], None)))
        else:
            added.remove(moved_to)
            found.append((moved_to, Difference((*path, moved_to), Way.MOVED, index, moved_to)))
    found += [(index, Difference((*path, index), Way.ADDED, None, after[index])) for index in added]
    yield from (item for _, item in sorted(found, key=lambda one: one[0]))


def _pairs(gone: Sequence[tuple[int, Any]], come: Sequence[tuple[int, Any]]) -> dict[int, int]:
    """Return which of those that are gone has become which of those that came: the likest first, none across others."""
    likeness = sorted(
        (
            (SequenceMatcher(None, _text(item), _text(other), autojunk=False).quick_ratio(), -index, -number)
            for index, item in gone
            for number, other in come
            if item.keys() & other.keys()
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for _, minus_index, minus_number in likeness:
        index, number = -minus_index, -minus_number
        if all((index < one) == (number < two) and index != one and number != two for one, two in pairs.items()):
            pairs[index] = number
    return pairs


def _text(item: Any) -> str:
    return json.dumps(item, ensure_ascii=False, sort_keys=True)
