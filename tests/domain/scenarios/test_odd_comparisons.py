"""Values from the edges of what can be written: a query that compares by them finds what evaluation finds."""

import json
from typing import Any

from domain.formulas import FormulaError
from storage import models
from tests.domain.scenarios.conftest import Stored
from tests.domain.scenarios.test_queries import Unfiltered, value, world_of

TEMPLATE = """
templates:
  - title: Край
    system_name: Kray
    attributes:
      - {title: Число, system_name: Chislo, type: number}
      - {title: День, system_name: Den, type: date_time}
      - {title: Срок, system_name: Srok, type: duration}
      - {title: Слово, system_name: Slovo, type: text}
"""
NUMBERS = ("0", "-0", "1" + "0" * 30, "-1" + "0" * 30, "9" * 300, "1E+400", "1E-400", "2147483648",
           "9223372036854775807", "9223372036854775808", "0.1", "0.30000000000000004")  # fmt: skip
DAYS = ("0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00", "1969-12-31T23:59:59.999999+00:00",
        "2026-11-30T00:00:00+03:00", "1900-01-01T00:00:00+02:30")  # fmt: skip
WORDS = (
    "",
    " ",
    "%",
    "\\",
    "ё",
    "Е",
    "\u0130",
    "ß",
    "\U0010ffff",
    "\ufb01",
    "а" * 999,
    '{"$": "\\u0000"}',
    "$1 ?",
    "e\u0301",
)

OTHERS = {
    "Chislo": ("0", "-0.0", "10 ** 3", "POW(10, 30)", "POW(10, 400)", "0 - POW(10, 30)", "2147483648", "0.1",
               "9223372036854775808", "99999999999999999999999999999999", "1 / 3"),
    "Den": ("CREATEDATE(1, 1, 1)", "CREATEDATEUTC(1, 1, 1)", "CREATEDATE(9999, 12, 31)", "CREATEDATEUTC(1970, 1, 1)",
            "CREATEDATE(2026, 11, 30)", "NOW()"),
    "_creationDate": ("CREATEDATE(1, 1, 1)", "CREATEDATEUTC(1, 1, 1)", "CREATEDATE(9999, 12, 31, 23, 59, 59)",
                      "CREATEDATEUTC(9999, 12, 31, 23, 59, 59)", "NOW()"),
    "id": ("'9'", "'99999999999999999'", "'999999999999999999999999999999'", "'٣'", "'²'", "'-1'", "''"),
    "Slovo": tuple("'" + word.replace("'", "''") + "'" for word in WORDS),
}  # fmt: skip


async def kept(stored: Stored) -> None:
    await stored.apply(TEMPLATE)
    for number in NUMBERS:
        await stored.record("Kray", Chislo={"number": number})
    for day in DAYS:
        await stored.record("Kray", Den={"at": day})
    for word in WORDS:
        await stored.record("Kray", Slovo=word)


async def found(world: Any, text: str) -> str:
    try:
        return await value(world, text)
    except FormulaError as error:
        return type(error).__name__


async def test_a_query_compares_by_them_as_evaluation_does(stored: Stored) -> None:
    await kept(stored)
    first = await models.Record.first()
    assert first is not None
    filtered = await world_of(stored, first.id)
    unfiltered = await world_of(stored, first.id, queries=Unfiltered(stored.queries()))
    wrong = {}
    for name, others in OTHERS.items():
        for sign in ("==", "!=") if name in {"id", "Slovo"} else ("!=", ">="):
            for other in others:
                text = f"from x in db->Kray where x->{name} {sign} {other} select x->id"
                given = [await found(world, text) for world in (filtered, unfiltered)]
                if given[1] != "WrongType" and given[0] != given[1]:
                    wrong[text] = given
    assert wrong == {}, json.dumps(wrong, ensure_ascii=False, indent=1)[:3000]
