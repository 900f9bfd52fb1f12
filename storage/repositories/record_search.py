"""Finding a person's records by their words, newest first."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.paging import MOST_OFFERED, NumberEdge, NumberedPage, Place, numbered_page
from domain.records.find_records import ByName, Cursor, FoundRecords, Wanted
from domain.records.record import Record
from storage.repositories.account_search import beginning_with
from storage.repositories.record_lists import in_order
from storage.statements import placeholders
from storage.transactions import query

LOOKED_AT = 20_000
"""The newest records of a person, or of a template, which are looked through: years of work."""

_FIND = """
SELECT r.id FROM record AS r
WHERE r.creator_id = ? AND r.deleted_at IS NULL AND r.disabled = ? AND (r.revision > 1 OR r.saved_at IS NOT NULL)
{narrowed}
{words}
ORDER BY r.modified_at {order}, r.id {order} LIMIT ?
"""

_OF_TEMPLATE = (
    "SELECT r.id FROM record AS r WHERE r.template_id = ? AND r.deleted_at IS NULL AND NOT r.disabled "
    "AND r.saved_at IS NOT NULL"
)

_CURSOR = "AND (r.modified_at, r.id) {beyond} (SELECT modified_at, id FROM record WHERE id = ?)"

_OLDEST = (
    "SELECT MIN(modified_at) FROM "
    "(SELECT modified_at FROM record WHERE creator_id = ? ORDER BY modified_at DESC LIMIT ?) AS looked_at"
)

_OLDEST_OF_TEMPLATE = (
    "SELECT MIN(id) FROM (SELECT id FROM record WHERE template_id = ?{whose} ORDER BY id DESC LIMIT ?) AS looked_at"
)

_WORD = """(
    EXISTS (SELECT 1 FROM record_text AS t WHERE t.record_id = r.id AND t.words LIKE ?)
    OR EXISTS (
        SELECT 1 FROM record_account AS a JOIN account_word AS w ON w.account_id = a.account_id
        WHERE a.record_id = r.id AND w.word >= ? AND w.word < ?
    ){by_name}
)"""

_TYPED = "(CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS DOUBLE PRECISION))"

_BY_NAME = """
    OR EXISTS (
        SELECT 1 FROM record_value AS v WHERE v.record_id = r.id
        AND (v.template_id, v.attribute, coalesce(v.text, ''), coalesce(v.number, 0)) IN (VALUES {values})
    )"""


class RecordSearchRepository:
    """Implements `domain.records.find_records.RecordSearch`."""

    async def find(self, creator_id: int, wanted: Wanted, limit: int, cursor: Cursor | None = None) -> FoundRecords:
        """Return a person's records that have all the words, in their texts or among the words of their accounts."""
        newer = cursor is not None and cursor.newer
        narrowed: list[str] = []
        values: list[Any] = [creator_id, wanted.archived]
        if wanted.statuses:
            narrowed.append(f"AND r.status IN ({placeholders(wanted.statuses)})")
            values += [str(status) for status in wanted.statuses]
        if cursor is not None:
            narrowed.append(_CURSOR.format(beyond=">" if newer else "<"))
            values.append(cursor.record_id)
        if wanted.words:
            narrowed.append(f"AND r.modified_at >= ({_OLDEST})")
            values += [creator_id, LOOKED_AT]
        words, of_words = _having(wanted.words, wanted.by_name)
        sql = _FIND.format(narrowed="\n".join(narrowed), order="ASC" if newer else "DESC", words=words)
        rows = await query(sql, [*values, *of_words, limit + 1])
        shown = await in_order([row["id"] for row in rows[:limit]])
        more = len(rows) > limit
        if newer:
            return FoundRecords(shown[::-1], newer=more, older=True)
        return FoundRecords(shown, newer=cursor is not None, older=more)

    async def of_template(
        self,
        template_id: int,
        creator_id: int | None,
        words: Sequence[str],
        by_name: Mapping[str, Sequence[ByName]],
        limit: int,
        place: Place,
    ) -> NumberedPage[Record]:
        """Return a page of a template's finished records that have all the words, the newest first; no archived ones.

        Implements `domain.records.choose_records.TemplateRecords`. Former versions' buttons say from how many on: no
        further than MOST_OFFERED.
        """
        edge, passed = place.edge, 0 if place.edge else min(place.about, MOST_OFFERED)
        upwards = edge is not None and edge.newer
        beyond, at = ("", []) if edge is None else (f" AND r.id {'>' if upwards else '<'} ?", [edge.number])
        whose, author = ("", []) if creator_id is None else (" AND creator_id = ?", [creator_id])
        conditions, of_words = _having(words, by_name)
        order = f"ORDER BY r.id {'ASC' if upwards else 'DESC'}"
        looked_at = _OLDEST_OF_TEMPLATE.format(whose=whose)
        sql = f"{_OF_TEMPLATE}{whose} AND r.id >= ({looked_at}){beyond}{conditions} {order} LIMIT ?"
        values = [template_id, *author, template_id, *author, LOOKED_AT, *at, *of_words, passed + limit + 1]
        near = [row["id"] for row in (await query(sql, values))[passed:]]
        page = numbered_page(near, limit, edge, lambda number: number)
        newer = NumberEdge(page.items[0], newer=True) if passed and page.items else page.newer
        return NumberedPage(await in_order(page.items), newer, page.older)


def _having(words: Sequence[str], by_name: Mapping[str, Sequence[ByName]]) -> tuple[str, list[Any]]:
    """Return the conditions that a record has each of the words, and their values."""
    sql, values = "", list[Any]()
    for word in words:
        named = by_name.get(word, ())
        rows = ", ".join([_TYPED, *["(?, ?, ?, ?)"] * (len(named) - 1)])
        sql += f"\nAND {_WORD.format(by_name=_BY_NAME.format(values=rows) if named else '')}"
        values += [f"% {_unwild(word)}%", *beginning_with(word)]
        for one in named:
            values += [one.template_id, one.attribute, one.value.text or "", one.value.number or 0]
    return sql, values


def _unwild(word: str) -> str:
    """Return the word for LIKE: a sign that means something there, as in an address, may then be any letter."""
    return word.replace("%", "_").replace("\\", "_")
