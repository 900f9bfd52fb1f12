"""What of a world was read and is held: what was not is named, and read by whoever opened the world."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from domain.accounts.account import Account
from domain.errors import GonetsError
from domain.formulas import NotLoaded, Reference
from domain.formulas.searches import Found, Search
from domain.records.entity import KnownRecord, RecordEntity
from domain.records.staged import SpilledRecord, Staged, StagedRecord, text_in

ENOUGH = 5_000
ENOUGH_TEXT = 10_000_000
"""How many records and accounts, and characters in records, are held before what was read is forgotten between two
actions."""

STAGED_AT_ONCE = 50
STAGED_TEXT = 1_000_000
"""How many records that are changed or made, and characters in them, are held before they are spilled to rows."""

AllStaged = Mapping[int, Staged]
"""Records that a run has changed or made, by their numbers."""


class RecordNotVisible(GonetsError):
    """The record is somebody else's, and the author of the run is no administrator."""

    key = "error-scenario-record-not-yours"


@dataclass(slots=True)
class AtHand:
    """What was read; what was not is named by NotLoaded. Of a record that was `laid_over` the values are kept.

    What the run has `staged` of records holds before everything else.
    """

    laid_over: dict[int, KnownRecord] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    _staged: dict[int, Staged] = field(default_factory=dict)
    _unspilled: dict[int, StagedRecord] = field(default_factory=dict)
    new: int = 0
    """How many of those that are staged do not exist yet."""
    _held: int = 0
    _staged_text: int = 0
    _found: dict[Search, Found | None] = field(default_factory=dict)
    _accounts: dict[int, Account | None] = field(default_factory=dict)
    _records: dict[int, KnownRecord | RecordNotVisible | None] = field(default_factory=dict)
    _text: int = 0

    def is_larger(self, times: int) -> bool:
        """Whether so many times more is held than is enough."""
        held = len(self._accounts) + len(self._records) + len(self._unspilled)
        return held > times * ENOUGH or self._text > times * ENOUGH_TEXT

    @property
    def is_full(self) -> bool:
        """Whether more is staged than is to be held."""
        return self._held > STAGED_AT_ONCE or self._staged_text > STAGED_TEXT

    def forget(self) -> None:
        """Hold nothing but what was laid over."""
        self._accounts.clear()
        self._records.clear()
        self._unspilled.clear()
        self._found.clear()
        self._text = 0
        self.names.clear()

    def account(self, number: int) -> Account | None:
        """Return the account; None where there is none of that number. Raises NotLoaded."""
        try:
            return self._accounts[number]
        except KeyError:
            raise NotLoaded([("account", number)]) from None

    def record(self, number: int) -> RecordEntity:
        """Return the record as formulas see it, which is read when something of it is."""
        return RecordEntity(number, self)

    def has_record(self, number: int) -> bool:
        """Whether there is a record of that number, seen or not. Raises NotLoaded."""
        if number in self.laid_over:
            return True
        self.need([("record", number)])
        return self._records[number] is not None

    def known(self, number: int) -> KnownRecord | None:
        """Return the record; None where it is gone. Raises NotLoaded or RecordNotVisible."""
        staged = self.staged_record(number) if self._staged else None
        if staged is not None:
            return staged.known
        if number in self.laid_over:
            return self.laid_over[number]
        try:
            found = self._records[number]
        except KeyError:
            raise NotLoaded([("record", number)]) from None
        if isinstance(found, RecordNotVisible):
            raise found
        return found

    def find(self, search: Search) -> Found | None:
        """Return what a query's search has found, as records that formulas see. Raises NotLoaded."""
        if search not in self._found:
            raise NotLoaded(searches=[search])
        found = self._found[search]
        return None if found is None else replace(found, records=tuple(map(self.record, found.records)))

    def hold_found(self, found: Mapping[Search, Found | None]) -> None:
        """Hold what queries have found, until a record is changed."""
        self._found.update(found)

    def forget_found(self) -> None:
        """A record was changed: queries look again."""
        self._found.clear()

    @property
    def staged(self) -> AllStaged:
        """The records that the run has changed or made, as they are now."""
        return MappingProxyType(self._staged)

    def staged_record(self, number: int) -> StagedRecord | None:
        """Return a record as it is staged; None where it is not. Raises NotLoaded."""
        staged = self._staged.get(number)
        if not isinstance(staged, SpilledRecord):
            return staged
        self.need([("record", number)])
        return self._unspilled[number]

    def stage(self, record: StagedRecord) -> None:
        """Let a record be so from now on: queries look again."""
        self._held += not isinstance(self._staged.get(record.number), StagedRecord)
        self._staged_text += text_in(record.changed)
        self.new += record.is_new and record.number not in self._staged
        self._staged[record.number] = record
        self._unspilled.pop(record.number, None)
        self.forget_found()

    def spill(self, spilled: Mapping[int, SpilledRecord]) -> None:
        """Hold staged records no more: they are in hidden rows."""
        self._staged.update(spilled)
        self._held = self._staged_text = 0

    def hold_spilled(self, found: Mapping[int, StagedRecord]) -> None:
        """Hold what was read of those."""
        self._unspilled.update(found)
        self._text += sum(text_in(record.known.values) for record in found.values())

    def spilled_among(self, numbers: Iterable[int]) -> dict[int, SpilledRecord]:
        """Return which of these are in hidden rows."""
        found = ((number, self._staged.get(number)) for number in numbers)
        return {number: one for number, one in found if isinstance(one, SpilledRecord)}

    def take_back(self, staged: AllStaged) -> None:
        """Let records be as they were staged at a moment before."""
        if self._staged != staged:
            self._staged = dict(staged)
            self.new = sum(one.is_new for one in staged.values())
            self._held = sum(isinstance(one, StagedRecord) for one in staged.values())
            self._unspilled.clear()
            self.forget_found()

    def missing(self, references: Iterable[Reference]) -> set[Reference]:
        """Return those of the references that were not read; nothing else than accounts and records ever is."""
        missing = set()
        for kind, number in references:
            if not self._is_held(kind, number):
                missing.add((kind, number))
        return missing

    def _is_held(self, kind: str, number: int) -> bool:
        if kind == "account":
            return number in self._accounts
        if kind != "record":
            return True
        if number in self._staged:
            return number in self._unspilled or not isinstance(self._staged[number], SpilledRecord)
        return number in self.laid_over or number in self._records

    def need(self, references: Iterable[Reference]) -> None:
        """Raise NotLoaded for all of these that were not read."""
        missing = self.missing(references)
        if missing:
            raise NotLoaded(missing)

    def hold_accounts(self, asked: Iterable[int], found: Mapping[int, Account]) -> None:
        """Hold what was found of the accounts that were asked for; the others are none."""
        for number in asked:
            self._accounts[number] = found.get(number)
        for account in found.values():
            self.names[account.mbox.casefold()] = account.full_name

    def hold_records(self, asked: Iterable[int], found: Mapping[int, KnownRecord | None]) -> None:
        """Hold what was found of the records that were asked for; None is one that may not be seen."""
        for number in asked:
            hidden = number in found and found[number] is None
            self._records[number] = RecordNotVisible(record=number) if hidden else found.get(number)
        self._text += sum(text_in(known.values) for known in found.values() if known is not None)
