"""One line of an accounts file by columns: what its cells say when each is bare of what spreadsheets put around it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from domain.accounts.csv_headings import COLUMNS, NAME_PARTS, Heading
from domain.accounts.loose_address import split_addresses
from domain.accounts.spreadsheet import Doubt, bare, doubt_of, says_nothing
from domain.visible import visible

_WHATEVER_STANDS_THERE = frozenset({"username", "active"})
"""Columns in which «-» and `none` mean what they say."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file as it stands there; `cells` is None where it could not be cut into cells, `wrong` says why.

    `doubts` are columns whose cells a spreadsheet has spoilt, `others` the addresses behind the first one.
    """

    line: int
    cells: dict[str, str] | None
    got: int
    want: int
    wrong: str = "import-wrong-quotes"
    doubts: Mapping[str, Doubt] = field(default_factory=dict)
    others: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_part_of_name: bool = False

    @property
    def fits(self) -> bool:
        """Whether there are as many cells as headings."""
        return self.got == self.want


class RowCells:
    """Puts the cells of a line under their columns."""

    def __init__(self, headings: Sequence[Heading | None]) -> None:
        self._want = len(headings)
        indexes: dict[str, list[int]] = {}
        known = [(heading.rank, index, heading.column) for index, heading in enumerate(headings) if heading is not None]
        for _, index, column in sorted(known):
            indexes.setdefault(column, []).append(index)
        self._parts = [indexes.pop(part)[0] if part in indexes else None for part in NAME_PARTS]
        self._names = indexes.pop("fullName", [])
        self._indexes = {column: tuple(found) for column, found in indexes.items()}
        named = {"fullName"} if self._names or self._parts[0] is not None else set()
        self.columns = frozenset({*self._indexes, *named}.intersection(COLUMNS))

    def row(self, line: int, raw: Sequence[str]) -> Row | None:
        """Return the line by columns; None where nothing stands in it."""
        cells = [visible(cell) for cell in raw]
        while len(cells) > self._want and not cells[-1]:
            cells.pop()
        if not any(cells):
            return None
        values: dict[str, str] = {}
        doubts: dict[str, Doubt] = {}
        others: dict[str, Sequence[str]] = {}
        name_indexes, part_of_name = self._name(cells, values)
        for column, indexes in self._indexes.items():
            empty = _never if column in _WHATEVER_STANDS_THERE else says_nothing
            value, index, rest = _first(cells, indexes, empty)
            if column == "mbox":
                found = [address for text in (value, *rest) for address in split_addresses(text)]
                value, rest = (found[0], found[1:]) if found else (value, [])
            elif column == "phone" and ":::" in value:
                value, *rest = (part.strip() for part in value.split(":::"))
            values[column] = value
            if rest and column == "mbox":
                others[column] = [text for text in dict.fromkeys(rest) if text and text.lower() != value.lower()]
            if index is not None and (doubt := doubt_of(cells[index])):
                doubts[column] = doubt
        if any((doubt := doubt_of(cells[index])) is Doubt.FORMULA for index in name_indexes):
            doubts["fullName"] = Doubt.FORMULA
        return Row(
            line,
            values,
            len(cells),
            self._want,
            doubts=doubts,
            others={column: texts for column, texts in others.items() if texts},
            is_part_of_name=part_of_name,
        )

    def _name(self, cells: Sequence[str], values: dict[str, str]) -> tuple[list[int], bool]:
        """Set the name: surname, name and patronymic where they have columns, else the column of whole names.

        Return which cells made it, and whether a surname or a name is missing.
        """
        parts = [index for index in self._parts if index is not None and index < len(cells) and cells[index]]
        whole = [index for index in self._names if index < len(cells) and cells[index]]
        family, given = self._parts[0] in parts, self._parts[1] in parts
        used = parts if (family and given) or not whole else whole[:1]
        if "fullName" in self.columns:
            values["fullName"] = visible(" ".join(bare(cells[index]) for index in used))
        return used, bool(used) and used is parts and not (family and given)


def _never(_cell: str) -> bool:
    return False


def _first(
    cells: Sequence[str], indexes: Sequence[int], empty: Callable[[str], bool]
) -> tuple[str, int | None, list[str]]:
    """Return the first cell that is filled, its index, and the others that are."""
    filled = [index for index in indexes if index < len(cells) and cells[index] and not empty(cells[index])]
    if not filled:
        return "", None, []
    return bare(cells[filled[0]]), filled[0], [bare(cells[index]) for index in filled[1:]]
