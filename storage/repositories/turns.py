"""Whose letter goes next: authors in turn, each author's letters by when they are due.

Two indexes of the waiting letters lead from author to author and to the first letters of each, so that the next places
cost the same whatever number waits and whatever has gone before.
"""

import json
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from domain.deliveries.delivery import DeliveryState
from domain.deliveries.lanes import Lane
from storage.partial_indexes import LEFT
from storage.repositories.work import FREE, free_at
from storage.statements import Steps, moment

DUE = "due_at IS NOT NULL AND (due_at <= ? OR due_at > ?)"

SHORTLIST = 200
"""How many letters of a connection are put in order at once."""

SHORTLIST_LASTS = timedelta(milliseconds=200)
"""After how long the order is made anew: so long a newcomer may wait for its turn."""

_AUTHORS = (
    "WITH RECURSIVE author(id) AS ("
    "SELECT (SELECT author_id FROM delivery WHERE connection_id = ? AND due_at IS NOT NULL AND author_id > ? "
    "ORDER BY author_id LIMIT 1) UNION ALL "
    "SELECT (SELECT author_id FROM delivery WHERE connection_id = ? AND due_at IS NOT NULL AND author_id > author.id "
    "ORDER BY author_id LIMIT 1) FROM author WHERE author.id IS NOT NULL) "
    "SELECT id FROM author WHERE id IS NOT NULL LIMIT ?"
)
FIRST_OF_EACH = (
    "SELECT d.author_id, d.id FROM json_each(?) a JOIN delivery d ON d.id IN (SELECT id FROM delivery "
    f"WHERE connection_id = ? AND author_id = CAST(a.value AS BIGINT) AND due_at <= ? AND {FREE} "
    "ORDER BY due_at, id LIMIT ?)"
)
_LEAST = -(2**63)


class Turns:
    """Keeps a short list of the letters whose turn it is for each connection, and which author was last."""

    def __init__(self) -> None:
        self._lists: dict[int, tuple[datetime, deque[tuple[int, int]]]] = {}
        self._last: dict[int, int] = {}

    def next(self, connection_id: int, lane: Lane, now: datetime, lease: timedelta, most: int) -> Steps[list[int]]:
        """Return the letters whose turn it is, `most` at most; none where there are none.

        First comes what was left behind a mark: its author is to hear about it before anything else goes.
        """
        made_at, listed = self._lists.get(connection_id, (now, deque()))
        if not listed or not timedelta(0) <= now - made_at < SHORTLIST_LASTS:
            listed = deque((yield from self._list(connection_id, lane, now, lease)))
            self._lists[connection_id] = (now, listed)
        numbers: list[int] = []
        while listed and len(numbers) < most:
            author, number = listed.popleft()
            self._last[connection_id] = author
            numbers.append(number)
        return numbers

    def _list(self, connection_id: int, lane: Lane, now: datetime, lease: timedelta) -> Steps[list[tuple[int, int]]]:
        found = yield from strays(connection_id, lane, now, lease)
        known = {number for _, number in found}
        in_turn = yield from self._in_turn(connection_id, now, lease)
        return [*found, *(place for place in in_turn if place[1] not in known)][:SHORTLIST]

    def _in_turn(self, connection_id: int, now: datetime, lease: timedelta) -> Steps[list[tuple[int, int]]]:
        last = self._last.get(connection_id, _LEAST)
        after = yield _AUTHORS, (connection_id, last, connection_id, SHORTLIST)
        authors = [author for (author,) in after.rows]
        if last > _LEAST and len(authors) < SHORTLIST:
            before = yield _AUTHORS, (connection_id, _LEAST, connection_id, SHORTLIST - len(authors))
            authors += [author for (author,) in before.rows if author <= last]
        if not authors:
            return []
        each = -(-SHORTLIST // len(authors))
        values = (json.dumps(authors), connection_id, moment(now), *free_at(now, lease), each)
        letters = yield FIRST_OF_EACH, values
        if letters.rows or len(authors) < SHORTLIST:
            return _interleaved(authors, letters.rows)
        # So many authors in a row have nothing that is due yet.
        due = yield (
            f"SELECT author_id, id FROM delivery WHERE connection_id = ? AND due_at <= ? AND {FREE} "
            "ORDER BY due_at LIMIT ?",
            (connection_id, moment(now), *free_at(now, lease), SHORTLIST),
        )
        return [(author, number) for author, number in due.rows]


def strays(connection_id: int, lane: Lane, now: datetime, lease: timedelta) -> Steps[list[tuple[int, int]]]:
    """Return what waits outside the order: left by whoever had it, or due when no letter can be due."""
    due = (moment(now), moment(lane.horizon(now)))
    # The plus keeps SQLite from going along all that waits instead of the few letters that were in hand.
    left = yield (
        "SELECT author_id, id, state FROM delivery WHERE +connection_id = ? AND lease_until IS NULL "
        f"AND {LEFT} AND {DUE} LIMIT ?",
        (connection_id, *due, SHORTLIST),
    )
    ended = yield (
        "SELECT author_id, id, state FROM delivery WHERE (lease_until < ? OR lease_until > ?) AND +connection_id = ? "
        f"AND {DUE} LIMIT ?",
        (*free_at(now, lease), connection_id, *due, SHORTLIST),
    )
    far = yield (
        f"SELECT author_id, id, state FROM delivery WHERE connection_id = ? AND due_at > ? AND {FREE} LIMIT ?",
        (connection_id, moment(lane.horizon(now)), *free_at(now, lease), SHORTLIST),
    )
    rows = {row[1]: row for row in [*left.rows, *ended.rows, *far.rows]}
    ordered = sorted(rows.values(), key=lambda row: (row[2] != DeliveryState.TRANSMITTING.value, row[1]))
    return [(author, number) for author, number, _ in ordered]


def _interleaved(authors: Sequence[int], letters: Sequence[Sequence[Any]]) -> list[tuple[int, int]]:
    """Put the first letter of each author before the second of any."""
    taken = dict.fromkeys(authors, 0)
    placed = []
    order = {author: place for place, author in enumerate(authors)}
    for author, number in letters:
        placed.append((taken[author], order[author], author, number))
        taken[author] += 1
    return [(author, number) for _, _, author, number in sorted(placed)]
