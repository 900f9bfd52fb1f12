"""Formatting in formulas: reading a text and `+` keep it, everything else sees and gives plain text."""

from contextlib import suppress
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from domain.formulas import Entity, FormulaError, compile_formula, to_text
from domain.formulas.functions import FUNCTIONS
from domain.messages.rich_text import RichText, TextEntity

BOLD = RichText("жирный", (TextEntity("bold", 0, 6),))
LINK = RichText("на сайте", (TextEntity("link", 3, 5, "https://firma.test"),))
WRITTEN = "на сайте (https://firma.test)"


class Thing(Entity):
    """A record with formatted texts."""

    identity = "1"

    def get(self, name: str) -> Any:
        return {"Bold": BOLD, "Link": LINK, "Plain": "просто", "Empty": None, "Many": (BOLD, LINK)}[name]


def value(formula: str) -> Any:
    view = SimpleNamespace(
        record=Thing(), variables={"set": {"Body": LINK}, "one": BOLD}, user=None, now=datetime(2026, 1, 1, tzinfo=UTC),
        time_zone=UTC,
    )  # fmt: skip
    return compile_formula(formula).evaluate(view)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("$Bold", BOLD),
        ("($Bold)", BOLD),
        ("$->Link", LINK),
        ("$$set->Body", LINK),
        ("$$one", BOLD),
        ("$Many", (BOLD, LINK)),
        ("$Bold + ' и ' + $Link", RichText.joined([BOLD, " и ", LINK])),
        ("'а ' + ($Link + '!')", RichText.joined(["а ", LINK, "!"])),
        ("$Bold + 5", RichText.joined([BOLD, "5"])),
        ("$Plain + '!'", "просто!"),
        ("$Bold + $Empty", None),
    ],
)
def test_reading_and_joining_keep_formatting(formula: str, expected: Any) -> None:
    assert value(formula) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("TOUPPER($Link)", WRITTEN.upper()),
        ("CONCAT($Link, '!')", f"{WRITTEN}!"),
        ("JOIN(', ', $Many)", f"жирный, {WRITTEN}"),
        ("TRIM($Link)", WRITTEN),
        ("REPLACE($Link, 'zzz', 'y')", WRITTEN),
        ("REGEXREPLACE($Link, 'zzz', 'y')", WRITTEN),
        ("SUBSTRING($Link, 0)", WRITTEN),
        ("NORMALIZE($Link)", WRITTEN),
        ("IF(true, $Link, '')", WRITTEN),
        ("VALUE($Link)", WRITTEN),
        ("FIRST($Many)", "жирный"),
        ("LAST($Many)", WRITTEN),
        ("LIST($Link, 'а')", (WRITTEN, "а")),
        ("DISTINCT(LIST($Link, $Link))", (WRITTEN,)),
        ("$Bold + TOUPPER($Link)", RichText.joined([BOLD, WRITTEN.upper()])),
        ("$Bold == 'жирный'", True),
        ("$Link == 'на сайте (https://firma.test)'", True),
        ("CONTAINS($Link, 'https://')", True),
        ("$Bold < 'зз'", True),
        ("EMPTY($Bold)", False),
        ("LENGTH($Bold)", 6),
    ],
)
def test_everything_else_is_plain_text_with_addresses_written_out(formula: str, expected: Any) -> None:
    assert value(formula) == expected


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_no_function_gives_formatting(name: str) -> None:
    for arguments in ("$Link", "$Link, $Link", "$Link, $Link, $Link", "true, $Link, $Link", "$Many"):
        with suppress(FormulaError):  # some take no texts at all, or not so many
            found = value(f"{name}({arguments})")
            assert not any(isinstance(item, RichText) for item in (found if isinstance(found, tuple) else (found,)))


def test_it_is_printed_as_plain_text() -> None:
    assert to_text(value("$Link + '!'")) == f"{WRITTEN}!"
    assert to_text(value("$Many")) == f"жирный, {WRITTEN}"
