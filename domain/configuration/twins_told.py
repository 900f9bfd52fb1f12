"""Twins are told when they are made: nothing is refused, since two things may well be called alike for a while."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from domain.mistakes import Mistake, Path
from domain.twins import Titled, is_alike, written_twins

LISTS = {"attributes": "config-twin-attributes", "buttons": "config-twin-buttons"}


def twins_of(document: Mapping[str, Any], others: Iterable[Titled], path: Path = ()) -> Iterator[Mistake]:
    """Yield that another object of the section has the document's title; `others` are all but itself."""
    title = document.get("title")
    if not isinstance(title, str) or not title:
        return
    names = [other.system_name for other in others if is_alike(other.title, title)]
    if names:
        yield Mistake((*path, "title"), "config-twin", {"title": title, "names": ", ".join(names)})


def twin_parts(document: Mapping[str, Any], path: Path = ()) -> Iterator[Mistake]:
    """Yield that attributes or buttons of a template have one title.

    Buttons that all have conditions may well take turns at one place of the card.
    """
    for name, key in LISTS.items():
        given = document.get(name)
        parts = [part for part in given if isinstance(part, Mapping)] if isinstance(given, list | tuple) else []
        always = [part for part in parts if not part.get("condition")]
        for title in written_twins(parts, among=always):
            yield Mistake((*path, name), key, {"title": title})
