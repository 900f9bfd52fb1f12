"""`gonets runs show`: one press from its first action to its letter's last try, without a word of the letter."""

import asyncio
from pathlib import Path
from typing import Any

from storage import models
from storage.database import open_database
from tests.bot.cli.conftest import Gonets
from tests.domain.deliveries.conftest import ToldSender, answers, open_office

SECRET = "Тайный текст"
STEPS: list[dict[str, Any]] = [
    {"place": [0], "kind": "change_context", "did": {"records": ["1"], "template": "Uvedomleniya"}, "ms": 0.1},
    {
        "place": [0, 0],
        "kind": "change_variables",
        "did": {
            "set": "notification",
            "values": {"To": {"Address": "ivanov@firma.local"}, "Body": SECRET, "Subject": SECRET},
        },
        "ms": 0.4,
    },
    {
        "place": [0, 1],
        "kind": "send_message",
        "did": {
            "route": "smtp_route",
            "connection": "smtp_connection",
            "to": ["ivanov@firma.local"],
            "subject": SECRET,
            "reply_to": None,
        },
        "ms": 2.6,
    },
]


async def make_run(home: Path) -> None:
    """A run with a letter that the server has put off once."""
    home.mkdir()
    async with open_office(home / "gonets.db", ToldSender()) as office:
        await office.letter()
        office.sender.answers = [answers(451, "4.7.1", "later")]
        await office.send()
        steps = [{**step, "at": office.clock().isoformat()} for step in STEPS]
        await models.ScenarioRun.all().update(trace=steps)
        await models.Delivery.all().update(subject=SECRET)


async def notes(home: Path) -> list[tuple[Any, ...]]:
    async with open_database(f"sqlite://{home / 'gonets.db'}"):
        return await models.AuditEntry.all().values_list("act", "kind", "object_id", "via", "person_id")


def test_a_run_is_shown_with_its_letters_tries_and_chain_and_no_text(gonets: Gonets, tmp_path: Path) -> None:
    home = tmp_path / "home"
    asyncio.run(make_run(home))
    said = gonets("runs", "show", "1")
    assert said.status == 0
    for words in (
        "Выполнение 1: «Отправка уведомления»",
        "Письмо 1: 🕓 Ждёт отправки",
        "🕓 ivanov@firma.local — ещё не отправлено",
        "Попытка 1: 2026-11-23 12:00:00Z smtp.test.ru:465",
        "🕓 Пока не принято · ответ на письмо · 451 4.7.1 later",
        "1.2. Отправить сообщение (3 мс)",
        "notification.To.Address = ivanov@firma.local ← $Poluchatel->mbox",
        "notification.Body = (текст скрыт) ← Текст уведомления",
    ):
        assert words in said.out
    assert SECRET not in said.out
    assert asyncio.run(notes(home)) == []


def test_texts_are_shown_on_demand_and_that_is_kept(gonets: Gonets, tmp_path: Path) -> None:
    home = tmp_path / "home"
    asyncio.run(make_run(home))
    said = gonets("runs", "show", "1", "--texts")
    assert said.status == 0
    assert f"Тема: {SECRET}" in said.out
    assert f"notification.Body = {SECRET}" in said.out
    assert asyncio.run(notes(home)) == [("shown", "run", 1, "command", None)]


def test_hidden_texts_stay_hidden_on_the_command_line(gonets: Gonets, tmp_path: Path) -> None:
    home = tmp_path / "home"
    asyncio.run(make_run(home))
    said = gonets("runs", "show", "1", "--texts", GONETS_HIDE_TEXTS="yes")
    assert (said.status, said.out) == (2, "")
    assert "GONETS_HIDE_TEXTS" in said.err
    assert "ещё не действует" not in said.err
    assert asyncio.run(notes(home)) == []


def test_an_unknown_run_is_said(gonets: Gonets) -> None:
    for number in ("9", "0", "99999999999"):
        said = gonets("runs", "show", number)
        assert said.status == 2
        assert f"Выполнения {number} нет" in said.err
