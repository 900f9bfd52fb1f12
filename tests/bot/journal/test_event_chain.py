"""The event chain in words: texts of letters are told apart from what is none, and nothing breaks a page."""

from typing import Any

import pytest

from bot.journal.chain import error_text, step_lines
from bot.texts import load_texts
from domain.runs.chain import ChainStep, is_harmless, leaves
from tests.domain.deliveries.conftest import MovedClock

TEXTS = load_texts("ru")


def step(kind: str, did: dict[str, Any], **fields: Any) -> ChainStep:
    return ChainStep("1", kind, MovedClock()(), 0.2, did=did, **fields)


def lines(step: ChainStep, *, texts: bool = False) -> list[str]:
    return list(step_lines(TEXTS.html, step, texts=texts))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("Body", None),
        ("Body", ""),
        ("Body", True),
        ("To", "ivanov@firma.local"),
        ("To.Address", "ivanov@firma.local"),
        ("Cc[2].Address", "root@mailhost"),
        ("Bcc", ["a@b.ru", "c@d.ru"]),
        ("To", ()),
    ],
)
def test_what_can_be_no_text_is_shown(path: str, value: Any) -> None:
    assert is_harmless(path, value)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("Body", "Привет"),
        ("Body", "483920"),
        ("Body", "P@ssw0rd"),
        ("Body", "a@b.ru"),
        ("Total", "a@b.ru"),
        ("To.Name", "Иванов"),
        ("To", "пишите на a@b.ru"),
        ("To", ["a@b.ru", "Привет"]),
        ("To", "x" * 500 + "@b.ru"),
    ],
)
def test_everything_else_counts_as_a_text(path: str, value: Any) -> None:
    assert not is_harmless(path, value)


def test_nested_values_have_their_paths() -> None:
    value = {"To": [{"Address": "a@b.ru", "Name": "А"}, {"Address": "c@d.ru"}], "Cc": ["a@b.ru", "c@d.ru"], "X": None}
    assert list(leaves(value)) == [
        ("To[1].Address", "a@b.ru"),
        ("To[1].Name", "А"),
        ("To[2].Address", "c@d.ru"),
        ("Cc", ["a@b.ru", "c@d.ru"]),
        ("X", None),
    ]


def test_texts_are_hidden_and_escaped_and_cut() -> None:
    values = {"Body": "<b>Тайна & точка</b> " * 50, "To": "a@b.ru"}
    one = step("change_variables", {"set": "n", "values": values}, sources={"Body": "Tekst<>"})
    assert lines(one) == ["n.Body = (текст скрыт) ← Tekst&lt;&gt;", "n.To = a@b.ru"]
    shown, _ = lines(one, texts=True)
    assert "&lt;b&gt;Тайна &amp; точка" in shown
    assert len(shown) < 400


def test_an_action_that_failed_says_why_and_nothing_that_it_did_not_do() -> None:
    error = {"key": "error-scenario-unknown-piece", "params": {"kind": "route", "name": "smtp_route"}}
    for kind in ("change_context", "send_message", "change_variables"):
        (line,) = lines(step(kind, {}, error=error))
        assert line.startswith("❌ Сценарий ссылается на «smtp_route»")


def test_what_somebody_wrote_in_place_of_an_address_is_hidden() -> None:
    error = {"key": "error-message-bad-address", "params": {"address": "Уважаемый Иван!", "where": "To"}}
    assert "Уважаемый" not in error_text(TEXTS.html, error, texts=False)
    assert "Уважаемый" in error_text(TEXTS.html, error, texts=True)


def test_an_action_of_a_kind_that_the_page_does_not_know_is_still_shown() -> None:
    (line,) = lines(step("check", {"result": True}))
    assert line == "result = да"
