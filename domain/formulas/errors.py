"""What can be wrong with a formula, with the spot of the piece that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from domain.errors import GonetsError


@dataclass(frozen=True, slots=True)
class Spot:
    """A piece of a formula: where it begins and how long it is, in characters of the source."""

    source: str
    start: int
    length: int

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self.source.count("\n", 0, self.start) + 1

    @property
    def column(self) -> int:
        """The column, from 1."""
        return self.start - (self.source.rfind("\n", 0, self.start) + 1) + 1

    @property
    def piece(self) -> str:
        """The piece itself."""
        return self.source[self.start : self.start + self.length]


class FormulaError(GonetsError):
    """A formula that cannot be used; says where, what, and the nearest known name.

    `says` are the variables of its text that are empty where nothing is known.
    """

    key = "error-formula"
    says: ClassVar[tuple[str, ...]] = ()

    def __init__(self, spot: Spot, *, nearest: str = "", **params: str | int) -> None:
        self.spot = spot
        self.nearest = nearest or None
        params = {**dict.fromkeys(self.says, ""), **params}
        super().__init__(
            f"{spot.line}:{spot.column} {spot.piece[:60]}",
            line=spot.line,
            column=spot.column,
            piece=spot.piece[:60],
            nearest=nearest,
            underlined=self.underlined(),
            **params,
        )

    @property
    def line(self) -> int:
        """The line of the piece, from 1."""
        return self.spot.line

    @property
    def column(self) -> int:
        """The column of the piece, from 1."""
        return self.spot.column

    @property
    def piece(self) -> str:
        """The piece that is wrong."""
        return self.spot.piece

    def about(self, name: str, usage: Mapping[str, str]) -> None:
        """Say how the function is written whose arguments these are, where nothing is said about one yet."""
        if "signature" in self.says and not self.params["signature"]:
            self.params.update(name=name, **usage)

    def underlined(self) -> str:
        """Return the line of the source with the piece underlined."""
        spot = self.spot
        line = spot.source.split("\n")[spot.line - 1]
        length = max(1, min(spot.length, len(line) - spot.column + 1))
        return f"{line}\n{' ' * (spot.column - 1)}{'^' * length}"


class FormulaSyntaxError(FormulaError):
    """The formula cannot be read."""

    key = "error-formula-syntax"

    def __init__(self, spot: Spot, *, slip: str = "", instead: str = "", corrected: str = "") -> None:
        super().__init__(
            spot, slip=slip or ("end" if not spot.piece else "other"), instead=instead, corrected=corrected
        )


class UnknownName(FormulaError):
    """A name that the record template, the account or the variable set does not have."""

    key = "error-formula-unknown-name"
    says = ("name", "instead", "title", "names", "corrected")


class UnknownFunction(FormulaError):
    """A function that the platform does not have."""

    key = "error-formula-unknown-function"
    says = ("name", "signature", "example", "corrected")


class WrongType(FormulaError):
    """A value of a type that does not fit here."""

    key = "error-formula-type"
    says = ("expected", "found", "hint", "names", "name", "signature", "example")


class WrongArguments(FormulaError):
    """A function with too few or too many arguments, or with one out of its range."""

    key = "error-formula-arguments"
    says: ClassVar[tuple[str, ...]] = ("name", "given", "counted", "instead", "signature", "example", "corrected")


class UnreadableForm(WrongArguments):
    """An expression to search for, or a format, that cannot be read; `rest` is where it begins to be so, if known."""

    key = "error-formula-unreadable"
    says: ClassVar[tuple[str, ...]] = ("name", "what", "rest")


class LimitExceeded(FormulaError):
    """The formula is too long, too deep, or has too much to do."""

    key = "error-formula-limit"
    says = ("advice",)
    ends_run = True


class PatternTooHard(FormulaError):
    """A regular expression that takes too long on the text that it searches."""

    key = "error-formula-pattern-too-hard"
    ends_run = True
