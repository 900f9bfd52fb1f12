"""Finding records by the values that queries compare: conditions as SQL, many searches in one statement."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from tortoise import connections

from domain.records.looking_up import AllOf, LeadsTo, LookUp, MadeBy, OfColumn, OfValues, OneOf
from domain.records.query_records import Looking
from domain.records.types.attribute import LONGEST_COMPARED
from storage.repositories.record_values import values_are_complete
from storage.statements import moment

A_STATEMENT = 40
"""Searches in one statement."""

Sql = tuple[str, list[Any]]
_ANYTHING = "1 = 1"
_SIGNS = {"==": "=", "!=": "=", "<": "<=", "<=": "<=", ">": ">=", ">=": ">="}
"""Numbers are rounded: what is greater by less than that is found as well."""


class RecordFinder:
    """Implements `domain.records.query_records.RecordFinder`."""

    def __init__(self) -> None:
        self._indexed = False

    async def find(self, lookings: Collection[Looking], limit: int) -> Mapping[Looking, list[int]]:
        """Return the numbers of each, in order and at most `limit`."""
        # Once all are there they stay so.
        self._indexed = self._indexed or await values_are_complete()
        found: dict[Looking, list[int]] = {one: [] for one in lookings}
        asked = list(lookings)
        for start in range(0, len(asked), A_STATEMENT):
            lot = asked[start : start + A_STATEMENT]
            pieces, values = [], list[Any]()
            for number, one in enumerate(lot):
                sql, given = _statement(one, limit, indexed=self._indexed)
                pieces.append(f"SELECT {number} AS asked, id FROM ({sql}) AS found_{number}")
                values += given
            _, rows = await connections.get("default").execute_query(" UNION ALL ".join(pieces), values)
            for row in rows:
                found[lot[row["asked"]]].append(row["id"])
        return {one: sorted(numbers) for one, numbers in found.items()}


def _statement(one: Looking, limit: int, *, indexed: bool) -> Sql:
    condition, values = _condition(one.wanted, "r", indexed=indexed)
    whose, owner = ("", []) if one.creator_id is None else (" AND r.creator_id = ?", [one.creator_id])
    return (
        "SELECT r.id FROM record r WHERE r.template_id = ? AND r.deleted_at IS NULL"
        f" AND NOT (r.revision = 1 AND r.saved_at IS NULL){whose} AND {condition} ORDER BY r.id LIMIT ?",
        [one.template_id, *owner, *values, limit],
    )


def _condition(wanted: LookUp, table: str, *, indexed: bool) -> Sql:
    match wanted:
        case AllOf(parts=parts) | OneOf(parts=parts):
            found = [_condition(part, table, indexed=indexed) for part in parts]
            joint = " AND " if isinstance(wanted, AllOf) else " OR "
            nothing = _ANYTHING if isinstance(wanted, AllOf) else "1 = 0"
            sql = joint.join(f"({part})" for part, _ in found) or nothing
            return sql, [value for _, values in found for value in values]
        case OfColumn():
            return _column(wanted, table)
        case MadeBy(inner=inner):
            condition, values = _condition(inner, "a", indexed=indexed)
            return (
                f"{table}.creator_id IN (SELECT p.telegram_id FROM person p JOIN account a ON a.id = p.account_id"
                f" WHERE {condition})",
                values,
            )
        case OfValues() | LeadsTo() if not indexed:
            return _ANYTHING, []
        case OfValues():
            return _of_values(wanted, f"{table}.id")
        case LeadsTo(template_id=template_id, attribute=attribute, kind=kind, inner=inner):
            condition, values = _condition(inner, "a", indexed=indexed) if kind == "account" else _inner_values(inner)
            numbers = f"SELECT a.id FROM account a WHERE {condition}" if kind == "account" else condition
            return (
                f"{table}.id IN (SELECT v.record_id FROM record_value v WHERE v.template_id = ? AND v.attribute = ?"
                f" AND v.number IN ({numbers}))",
                [template_id, attribute, *values],
            )
    return _ANYTHING, []


def _inner_values(inner: LookUp) -> Sql:
    """Return the numbers of records that have such values."""
    parts = inner.parts if isinstance(inner, OneOf) else (inner,)
    found = [_of_values(part, "r.id") for part in parts if isinstance(part, OfValues)]
    condition = " OR ".join(sql for sql, _ in found) or "1 = 0"
    return f"SELECT r.id FROM record r WHERE {condition}", [value for _, values in found for value in values]


def _of_values(wanted: OfValues, number: str) -> Sql:
    rows = "SELECT v.record_id FROM record_value v WHERE v.template_id = ? AND v.attribute = ?"
    given: list[Any] = [wanted.template_id, wanted.attribute]
    text, compared = wanted.value.text, wanted.value.number
    match wanted.operator:
        case "empty":
            return f"{number} NOT IN ({rows} AND (v.text IS NULL OR v.text <> ''))", given
        case "given":
            return f"{number} IN ({rows})", given
        case "contains":
            # What was cut may hold it further on.
            longer = f"length(v.text) >= {LONGEST_COMPARED}"
            return f"{number} IN ({rows} AND (instr(v.text, ?) > 0 OR {longer}))", [*given, (text or "")[:50]]
    column, value = ("text", text) if text is not None else ("number", compared)
    opposite = "NOT " if wanted.operator == "!=" else ""
    return f"{number} {opposite}IN ({rows} AND v.{column} {_SIGNS[wanted.operator]} ?)", [*given, value]


def _column(wanted: OfColumn, table: str) -> Sql:
    value = moment(wanted.value.astimezone(UTC)) if isinstance(wanted.value, datetime) else wanted.value
    if wanted.operator == "contains":
        return f"instr({table}.{wanted.column}, ?) > 0", [value]
    return f"{table}.{wanted.column} {_SIGNS[wanted.operator]} ?", [value]
