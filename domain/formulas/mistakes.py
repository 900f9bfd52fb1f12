"""Mistakes in names and in the arguments of functions, with what to type instead."""

import re
from collections.abc import Collection, Mapping

from domain.formulas.errors import Spot, UnknownName, WrongArguments
from domain.formulas.foreign_words import folded
from domain.formulas.help import function_help
from domain.formulas.names import nearest_attribute, nearest_name
from domain.formulas.schema import Field, Schema
from domain.formulas.tree import Call, Record, Step, Table

MOST_NAMES = 12
MAX_CORRECTED = 200
_DECIMAL_COMMA = re.compile(r"(?<![\d.\w])(\d+),(\d+)(?![\d.])")


def with_piece(spot: Spot, instead: str) -> str:
    """Return the formula with another piece; empty where it is too long to be said."""
    whole = f"{spot.source[: spot.start]}{instead}{spot.source[spot.start + spot.length :]}"
    return whole if len(whole) <= MAX_CORRECTED and "\n" not in whole else ""


def unknown_name(node: Step, schema: Schema) -> UnknownName:
    """Return the error of a name that is not there: it says the nearest, else which names there are."""
    nearest = nearest_attribute(node.name, schema)
    names = ""
    if not nearest:
        known = [name for name in schema.fields if name not in {"id", "ID"}][:MOST_NAMES]
        names = ", ".join(f"${name}" if isinstance(node.source, Record) else name for name in known)
    marks = len(node.spot.piece) - len(node.spot.piece.lstrip("$"))
    instead = f"{'$' * marks}{nearest}" if nearest else ""
    title = schema.fields[nearest].title if nearest else ""
    corrected = with_piece(node.spot, instead) if nearest else ""
    return UnknownName(
        node.spot, name=node.name, nearest=nearest, instead=instead, title=title, names=names, corrected=corrected
    )


def unknown_template(node: Table, templates: Mapping[str, Schema]) -> UnknownName:
    """Return the error of a template that is not there: it says the nearest, else which there are."""
    by_title = {folded(schema.title): name for name, schema in templates.items() if schema.title}
    nearest = by_title.get(folded(node.template), "") or nearest_name(node.template, templates)
    return UnknownName(
        node.spot,
        name=node.template,
        nearest=nearest,
        instead=f"db->{nearest}" if nearest else "",
        title=templates[nearest].title if nearest else "",
        names="" if nearest else ", ".join(f"db->{name}" for name in list(templates)[:MOST_NAMES]),
        corrected=with_piece(node.spot, nearest) if nearest else "",
    )


def unknown_list(spot: Spot, name: str, lists: Mapping[str, Field]) -> UnknownName:
    """Return the error of an attribute that is no list of values: it says the nearest, else which there are."""
    return unknown_value(spot, name, {known: field.title for known, field in lists.items()})


def unknown_value(spot: Spot, name: str, titles: Mapping[str, str]) -> UnknownName:
    """Return the error of a value that is not in a list: it says the nearest, by name or title, else all."""
    by_title = {folded(title): known for known, title in titles.items() if title}
    nearest = by_title.get(folded(name), "") or nearest_name(name, titles)
    nearest = nearest or by_title.get(nearest_name(folded(name), by_title), "")
    instead = f"'{nearest}'" if nearest else ""
    return UnknownName(
        spot,
        name=name,
        nearest=nearest,
        instead=instead,
        title=titles.get(nearest, ""),
        names="" if nearest else ", ".join(list(titles)[:MOST_NAMES]),
        corrected=with_piece(spot, instead) if nearest else "",
    )


def usage_of(name: str) -> dict[str, str]:
    """Return how a function is written, and an example."""
    known = function_help(name)
    return {"signature": known.signatures[0], "example": known.example} if known is not None else {}


def wrong_count(node: Call, counts: Collection[int]) -> WrongArguments:
    """Return the error of too few or too many arguments."""
    given, most = len(node.arguments), max(counts)
    source = node.spot.source
    comma = _DECIMAL_COMMA.search(source, node.spot.start) if given > most and node.name != "DATE" else None
    instead = corrected = ""
    if comma:
        instead = f"{comma[1]}.{comma[2]}"
        corrected = with_piece(Spot(source, comma.start(), len(comma[0])), instead)
    elif node.name == "DATE" and given in {3, 6}:
        corrected = with_piece(node.spot, "CREATEDATE")
    return WrongArguments(
        node.spot,
        name=node.name,
        given=given,
        counted=_counted(counts),
        instead=instead,
        corrected=corrected,
        **usage_of(node.name),
    )


def _counted(counts: Collection[int]) -> str:
    """Return how many arguments there may be: `2`, `1-2`, `3, 6`, `2 +`."""
    least, most = min(counts), max(counts)
    if most > 100:
        return f"{least} +"
    if least == most:
        return str(least)
    if len(counts) == most - least + 1:
        return f"{least}-{most}"
    return ", ".join(map(str, sorted(counts)))
