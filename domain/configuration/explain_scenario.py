"""A scenario's tree as numbered lines, from the document as it is written: a draft need not be complete."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from domain.records.template import RecordTemplate
from domain.scenarios.actions import KINDS
from domain.scenarios.events import EVENTS, kind_of, template_of
from domain.scenarios.lines import About, EmptyLine, Line, Templates, UnknownLine, mapping_of
from domain.scenarios.walking import Written, WrittenBlock, number_of, walk_written

Titles = Mapping[str, str]


def explain_scenario(
    document: Mapping[str, Any], templates: Templates, titles: Titles = MappingProxyType({})
) -> tuple[Line, ...]:
    """Return the event and every action of a scenario's document.

    Titles come from `templates`, and for routes from `titles`, by system name.
    """
    return tuple(_lines(document, templates, titles))


def _lines(document: Mapping[str, Any], templates: Templates, titles: Titles) -> Iterator[Line]:
    event = document.get("event")
    kind = EVENTS.get(kind_of(event))
    if kind is None:
        yield UnknownLine("", (), kind=kind_of(event))
    else:
        yield kind.explain(mapping_of(event), templates)
    for spot in walk_written(document.get("actions"), template_of(event)):
        if isinstance(spot, Written):
            yield _action_line(spot, templates, titles)
        else:
            yield from _block_lines(spot, templates, titles)


def _action_line(spot: Written, templates: Templates, titles: Titles) -> Line:
    if spot.kind is None:
        given = mapping_of(spot.item)
        return UnknownLine(number_of(spot.numbers), spot.numbers, kind=next(iter(map(str, given)), ""))
    return KINDS[spot.kind].explain(_about(spot, spot.numbers, templates, titles))


def _block_lines(spot: WrittenBlock, templates: Templates, titles: Titles) -> Iterator[Line]:
    holder, block = spot.holder, spot.block
    if not block.actions and not block.required:
        return
    if block.number is not None and holder is not None and holder.kind is not None:
        yield KINDS[holder.kind].explain_block(_about(holder, spot.numbers, templates, titles), block)
    if not block.actions:
        yield EmptyLine("", (*spot.numbers, 0))


def _about(spot: Written, numbers: tuple[int, ...], templates: Templates, titles: Titles) -> About:
    template: RecordTemplate | None = templates.get(spot.template or "")
    return About(number_of(numbers), numbers, spot.kind or "", spot.body, template, templates, titles)
