"""Which names a document refers to: read from what its fields say about themselves, so that none is forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from domain.annotations import options_of
from domain.described import Refers, Source
from domain.documents import Document


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that holds the system name of something that is defined elsewhere."""

    field: str
    to: Source
    name: str


def references(document: Document) -> Iterator[Reference]:
    """Yield what a document's own fields refer to; documents inside it have references of their own."""
    for field, source in _referring(type(document)):
        name = getattr(document, field)
        if isinstance(name, str):
            yield Reference(field, source, name)


@lru_cache(maxsize=256)
def _referring(model: type[Document]) -> tuple[tuple[str, Source], ...]:
    return tuple(
        (name, mark.to)
        for name, info in model.model_fields.items()
        for _, marks in options_of(info.annotation, info.metadata)
        for mark in marks
        if isinstance(mark, Refers)
    )
