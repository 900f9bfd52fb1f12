"""Twins: things that have one title. People tell them apart by the system name, and by what is switched off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, Self

from domain.accounts.folding import fold

OFF = "⏸ "
LONGEST_SHORT = 28
"""How long a name may be that is `short`: it stands on a button, perhaps behind a sign."""

_ROOM_FOR_NAME = 15


class Titled(Protocol):
    """Something with a title for people and a name that no other of its kind has."""

    @property
    def title(self) -> str:
        """What people call it."""
        ...

    @property
    def system_name(self) -> str:
        """What the configuration calls it."""
        ...


@dataclass(frozen=True, slots=True)
class TitledPart:
    """A part of a document that is being written; one without a title or a name has an empty one."""

    title: str
    system_name: str

    @classmethod
    def of(cls, part: object) -> Self:
        """Return what a part is called so far."""
        data = part if isinstance(part, Mapping) else {}
        return cls(str(data.get("title") or ""), str(data.get("system_name") or ""))


def is_alike(one: str, other: str) -> bool:
    """Whether people take two titles for the same: letter case, ё and spaces do not tell them apart."""
    return _key(one) == _key(other)


def names_apart(things: Iterable[Titled], *, short: bool = False, state: bool = True) -> list[str]:
    """Return what each is called: its title, and the system name besides where another one has the same title.

    `short` ones fit on a button; `state` says which of the twins are switched off.
    """
    known = list(things)
    by_title: dict[str, list[str]] = {}
    for thing in known:
        by_title.setdefault(_key(thing.title), []).append(thing.system_name)
    found = []
    for thing in known:
        names = by_title[_key(thing.title)]
        if len(names) == 1:
            found.append(thing.title)
            continue
        sign = OFF if state and not getattr(thing, "enabled", True) else ""
        found.append(sign + (_short if short else _whole)(thing.title, thing.system_name, names))
    return found


def titles_apart(things: Iterable[Titled], *, short: bool = False, state: bool = True) -> dict[str, str]:
    """Return the same by system name."""
    known = list(things)
    return dict(zip((item.system_name for item in known), names_apart(known, short=short, state=state), strict=True))


def written_twins(parts: Sequence[Mapping[str, Any]], among: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the titles that several of a document's parts have, if one of `among` has them, as written first."""
    found: dict[str, list[str]] = {}
    for part in parts:
        title = part.get("title")
        if isinstance(title, str) and _key(title):
            found.setdefault(_key(title), []).append(title)
    meant = {_key(str(part.get("title") or "")) for part in among}
    return [titles[0] for key, titles in found.items() if len(titles) > 1 and key in meant]


@lru_cache(maxsize=4_096)
def _key(title: str) -> str:
    """Kept, since a page compares the same few titles again and again, and a file each one with all the others."""
    return " ".join(fold(title).split())


def _whole(title: str, name: str, _: Sequence[str]) -> str:
    return f"{title} · {name}"


def _short(title: str, name: str, names: Sequence[str]) -> str:
    """Return both in the room of a button: of a long name the piece where it differs from the others."""
    if len(name) > _ROOM_FOR_NAME:
        same = max(same_letters(name, other) for other in names if other != name)
        start = max(0, min(same - 3, len(name) - _ROOM_FOR_NAME + 1))
        name = f"{'…' if start else ''}{name[start : start + _ROOM_FOR_NAME - 1]}"
    room = LONGEST_SHORT - len(name) - 3
    cut = title if len(title) <= room else f"{title[: room - 1].rstrip()}…"
    return f"{cut} · {name}"


def same_letters(one: str, other: str) -> int:
    """Return with how many letters both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (left, right) in pairs if left != right), min(len(one), len(other)))
