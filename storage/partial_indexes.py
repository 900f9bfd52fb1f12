"""Indexes of few rows of a table that grows: they stay small, and cost nothing to write for the other rows.

A statement gets one only where its own condition has the index's words.
"""

from typing import Any

from tortoise.indexes import Index

LEFT = "state IN ('connecting', 'transmitting')"
"""The states of letters that somebody had in hand: written out, since a parameter is never seen to be of an index."""


KEPT_OF_RUN = "(traced > 0 OR trace <> '[]' OR \"values\" <> '{}')"
"""What is kept of a run until it is swept."""


WAITING = "due_at IS NOT NULL"
"""The letters that have not gone yet, and the runs that have something to do."""

SENT = "state = 'sent'"
"""The letters that went."""

TROUBLED = "state IN ('failed', 'partly_sent', 'uncertain', 'overdue', 'cancelled')"
"""The letters that did not go, or not to everybody, or of which nobody knows."""

NOT_ENDED = "status <> 'ended'"
"""The runs that go on, and those that have failed."""

LISTED = "deleted_at IS NULL AND (revision > 1 OR saved_at IS NOT NULL)"
"""The records that are there for their person and hold something: drafts with no answer are not listed."""


ARCHIVED = "active = FALSE AND full_name > ''"
"""The accounts that nobody can write to; erased ones have no name."""

WITHOUT_ADDRESS = "active = TRUE AND mbox = '' AND full_name > ''"
"""The accounts that no letter reaches."""


ACTIVE = "active = TRUE"
"""The people who may use the bot."""

OPEN_REQUEST = "state = 'open'"
"""The requests for access that nobody has answered."""

OF_NOBODY = "letter_id IS NULL AND file_id IS NULL AND kept_piece_id IS NULL"
"""Large contents that are still being put, or that nobody got."""


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

    rows = WAITING


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


class OpenLetterlessRuns(PartialIndex):
    """Only those of them that go on or have failed."""

    rows = f"lettered = FALSE AND {NOT_ENDED}"


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


class SentLetters(PartialIndex):
    """Only the letters that went."""

    rows = SENT


class TroubledLetters(PartialIndex):
    """Only the letters that did not go: of a long history few."""

    rows = TROUBLED


class ArchivedAccounts(PartialIndex):
    """Only the accounts in the archive."""

    rows = ARCHIVED


class AccountsWithoutAddress(PartialIndex):
    """Only the accounts without an address."""

    rows = WITHOUT_ADDRESS


class ActivePeople(PartialIndex):
    """Only the people who may use the bot."""

    rows = ACTIVE


class OpenRequests(PartialIndex):
    """Only the requests that nobody has answered."""

    rows = OPEN_REQUEST


class ContentsOfNobody(PartialIndex):
    """Only what is being put just now, and what nobody got."""

    rows = OF_NOBODY
