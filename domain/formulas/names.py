"""The known name that is nearest to what was typed."""

import difflib
from collections.abc import Collection, Iterable

from domain.formulas.foreign_words import folded, from_elsewhere, looks_like, names_elsewhere
from domain.formulas.schema import Schema

_LIKELY, _SURELY = 0.6, 0.75
"""How much two names must have in common to be one with a slip of the fingers, from 0 to 1."""


def nearest_name(name: str, known: Iterable[str], least: float = _LIKELY) -> str:
    """Return the known name that looks most like `name`, `least` or more; empty when none does."""
    by_look = {looks_like(item): item for item in known}
    if looks_like(name) in by_look:
        return by_look[looks_like(name)]
    found = difflib.get_close_matches(looks_like(name), by_look, n=1, cutoff=least)
    return by_look[found[0]] if found else ""


def nearest_function(name: str, known: Collection[str]) -> str:
    """Return the function that is meant: what it is called elsewhere goes before what only looks like it."""
    found = from_elsewhere("function", name, known)
    if found:
        return found
    # A name from elsewhere may be mistyped, too: UPER is UPPER, and no USER.
    nearest = nearest_name(name, (*names_elsewhere("function"), *known), _SURELY)
    meant = nearest if nearest in known else from_elsewhere("function", nearest, known)
    return meant or nearest_name(name, known)


def nearest_attribute(name: str, schema: Schema) -> str:
    """Return the attribute that is meant, by its title, by what it is called elsewhere, or by its look."""
    by_title = {folded(field.title): known for known, field in schema.fields.items() if field.title}
    kind = "record" if "_creator" in schema.fields else "account"
    wanted = folded(name)
    return (
        next((known for known in schema.fields if folded(known) == wanted), "")
        or by_title.get(wanted, "")
        or from_elsewhere(kind, name, schema.fields)
        or nearest_name(name, schema.fields)
        or by_title.get(nearest_name(wanted, by_title), "")
    )
