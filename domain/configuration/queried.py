"""The templates whose records the formulas of an object look for: `db->Template`."""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache

from pydantic import BaseModel

from domain.annotations import options_of
from domain.described import Written
from domain.formulas import FormulaError, compile_formula
from domain.mistakes import Path
from domain.references import documents_in

_LOOKS = re.compile("db|OBJECT", re.IGNORECASE)
"""Stands in every formula that looks for records."""


def queried_templates(document: BaseModel) -> frozenset[str]:
    """Return their system names; a formula that cannot be read looks for none."""
    return frozenset(name for _, text in formulas_in(document) if _LOOKS.search(text) for name in _queried(text))


def formulas_in(document: BaseModel) -> Iterator[tuple[Path, str]]:
    """Yield the formulas of a document and of those inside it, each with its path."""
    for inner, path in documents_in(document):
        for name in _formula_fields(type(inner)):
            text = getattr(inner, name)
            if isinstance(text, str):
                yield (*path, name), text


def _queried(text: str) -> frozenset[str]:
    with suppress(FormulaError):
        return compile_formula(text).queried
    return frozenset()


@lru_cache(maxsize=256)
def _formula_fields(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(
        name
        for name, info in model.model_fields.items()
        if any(Written.FORMULA in marks for _, marks in options_of(info.annotation, info.metadata))
    )
