r"""Regular expressions in formulas: the platform's meaning (.NET's), and a bound on the time they may take.

The standard `re` cannot be interrupted, so an expression such as `(a|aa)+$` would stop the whole bot. The `regex`
library knows what .NET's expressions have (`\p{Lu}`, `(?<name>…)`, Cyrillic in `\w` and `\b`, looking behind) and
watches the clock while it searches. It does not watch it while it reads an expression, which it writes out: a group
under `{500}` becomes 500 groups. So the size of what would be written out is bounded before it is read.
"""

import re
import time
from contextlib import suppress
from math import prod

import regex

from domain.formulas.dotnet_patterns import Unreadable, translated

MAX_PATTERN = 200
MAX_SEARCHED = 10_000
MAX_WRITTEN_OUT = 5_000
"""Pieces; reading this many takes some hundredths of a second, whatever they are."""
MAX_SECONDS = 0.2
"""For all expressions of one evaluation together."""

_COUNT = re.compile(r"(?P<group>[)\s])?\{(?P<least>\d*),?(?P<most>\d*)\}")
_FREE_SPACING = re.compile(r"\(\?[a-zA-Z01]*x")
"""With blanks allowed anywhere, the counts could not be seen."""
_REFERENCE = re.compile(r"\$(?:(?P<sign>[$&`'+_])|(?P<number>\d+)|\{(?P<name>\w+)\})")


class BrokenPattern(Exception):
    """The expression cannot be read; `rest` is what stands behind the place up to which it can."""

    def __init__(self, rest: str = "") -> None:
        super().__init__(rest)
        self.rest = rest


class HugePattern(Exception):
    """The expression, what it is when written out, or the text that it searches is too long."""

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(what)
        self.what = what
        self.limit = limit


class SlowPattern(Exception):
    """The expression takes too long on this text."""


class HugeResult(Exception):
    """What the replacement makes is too long."""


class Searches:
    """The searches of one evaluation, which share its time. Raises the exceptions of this module."""

    def __init__(self) -> None:
        self._seconds = MAX_SECONDS

    def find(self, text: str, pattern: str) -> bool:
        """Return whether any part of a text fits."""
        begun = time.perf_counter()
        try:
            compiled = _compiled(text, pattern)
            return compiled.search(text, timeout=self._left(begun)) is not None
        except TimeoutError:
            raise SlowPattern from None
        finally:
            self._seconds -= time.perf_counter() - begun

    def replace(self, text: str, pattern: str, other: str, longest: int) -> str:
        """Return the text with every part that fits replaced; `$1`, `${name}`, `$&` and `$$` as in .NET."""
        begun = time.perf_counter()
        made = 0

        def replacement(match: regex.Match[str]) -> str:
            nonlocal made
            piece = _REFERENCE.sub(lambda reference: _referred(reference, match), other)
            made += len(piece)
            if made > longest:
                raise HugeResult
            return piece

        try:
            compiled = _compiled(text, pattern)
            return compiled.sub(replacement, text, timeout=self._left(begun))
        except TimeoutError:
            raise SlowPattern from None
        finally:
            self._seconds -= time.perf_counter() - begun

    @staticmethod
    def read(pattern: str) -> None:
        """Read an expression without searching; raises BrokenPattern. One that is too large is told when it is used."""
        with suppress(HugePattern):
            _compiled("", pattern)

    def _left(self, begun: float) -> float:
        left = self._seconds - (time.perf_counter() - begun)
        if left <= 0:
            raise SlowPattern
        return left


def _compiled(text: str, pattern: str) -> regex.Pattern[str]:
    if len(pattern) > MAX_PATTERN:
        raise HugePattern("pattern", MAX_PATTERN)
    if _written_out(pattern) > MAX_WRITTEN_OUT:
        raise HugePattern("repeats", MAX_WRITTEN_OUT)
    if len(text) > MAX_SEARCHED:
        raise HugePattern("searched", MAX_SEARCHED)
    if _FREE_SPACING.search(pattern):
        raise BrokenPattern
    try:
        return regex.compile(translated(pattern))
    except Unreadable as unreadable:
        raise BrokenPattern(pattern[unreadable.at :]) from None
    except (regex.error, ValueError, KeyError, IndexError, OverflowError, RecursionError):
        raise BrokenPattern from None


def _written_out(pattern: str) -> int:
    """Return a bound on the pieces of an expression: a count of a group multiplies, that of a letter adds."""
    counts = [(found["group"], int(found["most"] or found["least"] or 0)) for found in _COUNT.finditer(pattern)]
    groups = prod(max(1, count) for group, count in counts if group)
    return (len(pattern) + sum(count for group, count in counts if not group)) * groups


def _referred(reference: re.Match[str], match: regex.Match[str]) -> str:
    """Return what a `$…` stands for; one that names no group stays as it is written."""
    if reference["sign"]:
        return _by_sign(reference["sign"], match)
    name = reference["name"] or reference["number"]
    try:
        return match[_numbers(match.re)[int(name)] if name.isdecimal() else name] or ""
    except IndexError:
        return reference[0]


def _by_sign(sign: str, found: regex.Match[str]) -> str:
    match sign:
        case "$":
            return "$"
        case "&":
            return str(found[0])
        case "`":
            return str(found.string[: found.start()])
        case "'":
            return str(found.string[found.end() :])
        case "_":
            return str(found.string)
    return next((str(found[number]) for number in reversed(_numbers(found.re)) if found[number] is not None), "")


def _numbers(pattern: regex.Pattern[str]) -> list[int]:
    """Return by .NET's numbers of groups those of `regex`: groups without a name come first there."""
    named = sorted(pattern.groupindex.values())
    return [0, *(number for number in range(1, pattern.groups + 1) if number not in named), *named]
