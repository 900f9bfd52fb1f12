"""Evaluating queries: what a database has found is gone through, and what several rows miss is read together."""

from typing import TYPE_CHECKING, Any

from domain.formulas.alphabet import alphabetical
from domain.formulas.errors import LimitExceeded, UnknownName, WrongType
from domain.formulas.searches import MAX_ROWS, Search, condition_of
from domain.formulas.tree import Node, Query, Table
from domain.formulas.values import Missing, NotLoaded, Value, kind_of, many

if TYPE_CHECKING:
    from domain.formulas.evaluation import Evaluation

MOST_ATTRIBUTES = 3
"""Attributes that an error names as what conditions could be about."""


def results(evaluation: "Evaluation", query: Query) -> tuple[Any, ...]:
    """Return what a query gives, in its order; empty values are left out. Raises FormulaError or NotLoaded."""
    rows = _rows(evaluation, query)
    found: list[tuple[Any, Value]] = []
    missing = Missing()
    for row in rows:
        evaluation.count(query.spot)
        with evaluation.naming(query.variable, row):
            try:
                if query.where is not None and not evaluation.truth(query.where):
                    continue
                key = None if query.order is None else evaluation(query.order)
                found.append((key, evaluation(query.select)))
            except NotLoaded as stop:
                missing.add(stop)
    missing.check()
    if query.order is not None:
        found = _in_order(found, query.order, descending=query.descending)
    return evaluation.gathered(tuple(item for _, value in found for item in many(value)), query.spot)


def _rows(evaluation: "Evaluation", query: Query) -> tuple[Any, ...]:
    if not isinstance(query.source, Table):
        return many(evaluation(query.source))
    condition = None if query.where is None else condition_of(query.where, query.variable, evaluation)
    found = evaluation.view.find(Search(query.source.template, condition))
    if found is None:
        raise UnknownName(query.source.spot, name=query.source.template)
    if found.more:
        advice = ", ".join(f"{query.variable}->{name} == …" for name in found.attributes[:MOST_ATTRIBUTES])
        spot = query.spot if query.where is None else query.where.spot
        raise LimitExceeded(spot, what="rows", limit=MAX_ROWS, advice=advice)
    return tuple(found.records)


def _in_order(found: list[tuple[Any, Value]], order: Node, *, descending: bool) -> list[tuple[Any, Value]]:
    """Return the rows in order; those with nothing to be ordered by come last."""
    given = [row for row in found if row[0] is not None]
    kinds = {kind_of(key) for key, _ in given}
    if len(kinds) > 1 or kinds & {"list", "reference", "variables"}:
        expected, other = (*sorted(kinds), "text")[:2]
        raise WrongType(order.spot, expected=expected, found=other)
    given.sort(key=lambda row: alphabetical(row[0]) if isinstance(row[0], str) else row[0], reverse=descending)
    return given + [row for row in found if row[0] is None]
