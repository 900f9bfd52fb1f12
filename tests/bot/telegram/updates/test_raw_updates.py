"""An answer of getUpdates is taken apart as it stands: each update keeps its own text, whatever it says."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.raw_updates import LARGEST_NUMBER, RawUpdate, updates_of

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(st.lists(values, max_size=5), st.sampled_from([None, 2]), st.booleans())
def test_every_update_keeps_the_text_that_came(updates: list[Any], indent: int | None, ascii_only: bool) -> None:
    written = [json.dumps(update, indent=indent, ensure_ascii=ascii_only) for update in updates]
    taken = updates_of('{"ok": true, "result": [' + " ,\n".join(written) + "]}")
    assert taken is not None
    assert [update.text for update in taken] == written


@given(st.lists(values, max_size=5))
def test_the_order_of_the_fields_of_an_answer_does_not_matter(updates: list[Any]) -> None:
    taken = updates_of(json.dumps({"result": updates, "extra": [1], "ok": True}))
    assert taken is not None
    assert [update.text for update in taken] == [json.dumps(update) for update in updates]


DEEP = '{"update_id": 8, "message": ' + "[" * 50_000 + '"]}\\""' + "]" * 50_000 + "}"
LONG = '{"update_id": 8, "message": {"number": ' + "9" * 6_000 + "}}"
FINE = '{"update_id": 9, "message": {"text": "]}"}}'


@pytest.mark.parametrize("odd", [DEEP, LONG], ids=["50,000 deep", "6,000 digits"])
def test_an_update_that_nothing_decodes_hides_neither_its_number_nor_those_beside_it(odd: str) -> None:
    taken = updates_of(f'{{"ok":true,"result":[{odd},{FINE}]}}')
    assert taken is not None
    assert [update.number for update in taken] == [8, 9]
    assert [update.text for update in taken] == [odd, FINE]


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "<html>",
        "null",
        "[]",
        "{}",
        '{"ok":true}',
        '{"ok":true,"result":null}',
        '{"ok":true,"result":{}}',
        '{"ok":false,"result":[]}',
        '{"ok":true,"result":[',
        '{"ok":true,"result":[{}',
        '{"ok":true,"result":[{} {}]}',
        '{"ok":true,"result":[{"update_id":1}',
        '{"ok":true,"result":[nothing]}',
        '{"ok":true,"result":[' + "[" * 50_000,
        "[" * 50_000,
    ],
)
def test_what_is_no_list_of_updates_is_told_apart(answer: str) -> None:
    assert updates_of(answer) is None


UNUSABLE = (None, "7", "", 7.0, 1.5, True, False, -1, 0, LARGEST_NUMBER + 1, 2**53, 2**63, 10**30, [7], {"id": 7})


@pytest.mark.parametrize("number", UNUSABLE, ids=repr)
def test_a_number_that_cannot_be_kept_is_none(number: object) -> None:
    content = {"update_id": number}
    assert RawUpdate(json.dumps(content), content).number is None


@pytest.mark.parametrize("content", [None, 7, "7", [], [{"update_id": 7}], {}, {"id": 7}], ids=repr)
def test_what_is_no_update_has_no_number(content: object) -> None:
    assert RawUpdate(json.dumps(content), content).number is None


@pytest.mark.parametrize("number", [1, LARGEST_NUMBER])
def test_numbers_of_telegram_are_usable(number: int) -> None:
    assert RawUpdate("", {"update_id": number}).number == number
