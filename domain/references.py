"""Who refers to whom: read from what the fields of documents say about themselves, so that none is forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from domain.annotations import options_of
from domain.described import Part, Refers
from domain.mistakes import Path
from domain.sections import Section


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that holds the system name of something that is defined elsewhere; `path` is where it stands."""

    path: Path
    to: Section | Part
    name: str


def references(document: BaseModel, path: Path = ()) -> Iterator[Reference]:
    """Yield what a document refers to, and then what the documents inside it do; `path` is its own."""
    for inner, where in documents_in(document, path):
        yield from own_references(inner, where)


def documents_in(document: BaseModel, path: Path = ()) -> Iterator[tuple[BaseModel, Path]]:
    """Yield a document, and then those inside it, each with its path."""
    yield document, path
    for field in type(document).model_fields:
        yield from _inside(getattr(document, field), (*path, field))


def own_references(document: BaseModel, path: Path = ()) -> Iterator[Reference]:
    """Yield what a document's own fields refer to."""
    for field, to in _referring(type(document)):
        name = getattr(document, field)
        if isinstance(name, str):
            yield Reference((*path, field), to, name)


def _inside(value: Any, path: Path) -> Iterator[tuple[BaseModel, Path]]:
    if isinstance(value, BaseModel):
        yield from documents_in(value, path)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _inside(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _inside(item, (*path, str(key)))


@lru_cache(maxsize=256)
def _referring(model: type[BaseModel]) -> tuple[tuple[str, Section | Part], ...]:
    return tuple(
        (name, mark.to)
        for name, info in model.model_fields.items()
        for _, marks in options_of(info.annotation, info.metadata)
        for mark in marks
        if isinstance(mark, Refers)
    )
