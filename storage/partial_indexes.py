"""Indexes of few rows of a table that grows: they stay small, and cost nothing to write for the other rows.

A statement gets one only where its own condition has the index's words.
"""

from typing import Any

from tortoise.indexes import Index

LEFT = "state IN ('connecting', 'transmitting')"
"""The states of letters that somebody had in hand: written out, since a parameter is never seen to be of an index."""


KEPT_OF_RUN = "(traced > 0 OR trace <> '[]' OR \"values\" <> '{}')"
"""What is kept of a run until it is swept."""


LISTED = "deleted_at IS NULL AND (revision > 1 OR saved_at IS NOT NULL)"
"""The records that are there for their person and hold something: drafts with no answer are not listed."""


class PartialIndex(Index):
    """An index of the rows that `rows` names."""

    rows = ""

    def __init__(self, *expressions: Any, fields: Any = None, name: str | None = None) -> None:
        super().__init__(*expressions, fields=fields, name=name)
        self.extra = f" WHERE {self.rows}"


class LeasedRows(PartialIndex):
    """Only the rows that somebody holds: of a long history none, so the first lease to end is found at once."""

    rows = "lease_until IS NOT NULL"


class DueRows(PartialIndex):
    """Only the rows that still have something to do, those that are held among them."""

    rows = "due_at IS NOT NULL"


class LeftLetters(PartialIndex):
    """Only the letters that were in somebody's hands and are in nobody's any more."""

    rows = f"due_at IS NOT NULL AND lease_until IS NULL AND {LEFT}"


class UnsweptRuns(PartialIndex):
    """Only the runs of which more is kept than their row."""

    rows = KEPT_OF_RUN


class LetterlessRuns(PartialIndex):
    """Only the runs that have made no letter: the journal shows these beside all letters."""

    rows = "lettered = FALSE"


class ApartRuns(PartialIndex):
    """Only the runs that others gave rise to."""

    rows = "parent_id IS NOT NULL"


class OverdueLetters(PartialIndex):
    """Only the letters that have become questions, since they have outlived their time."""

    rows = "state = 'overdue'"


class ListedRecords(PartialIndex):
    """Only the records that stand in their person's lists."""

    rows = LISTED


class DeletedRecords(PartialIndex):
    """Only the records that their person has deleted, those that are kept empty for their runs among them."""

    rows = "deleted_at IS NOT NULL"


class RecordsWithCard(PartialIndex):
    """Only the records whose card stands in the chat."""

    rows = "card_message_id IS NOT NULL"


class DraftRecords(PartialIndex):
    """Only the records that were not sent yet."""

    rows = "deleted_at IS NULL AND status = 'draft'"
