"""A record whose buttons send nothing is no draft, no unsent letter and no second letter, wherever it is told of."""

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.cards.addresses import PressRecordButton
from bot.cards.card_page import card_page
from bot.cards.outcome import many_news_page
from bot.cards.questions_first import delete_page, doubt_page
from bot.journal.addresses import RunPage
from bot.journal.story import run_page
from domain.journal.browse_journal import BrowseJournal
from domain.records.record import Record
from domain.runs.press_button import Doubt
from storage import models
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.journal import JournalRepository
from storage.repositories.runs import RunRepository
from tests.domain.records.desk import Desk

NOTES = "change_attributes: {changes: [{attribute: Itog, value: {formula: \"'да'\"}}]}"
STOPS = "check: {condition: \"$Tema == '-'\", message: \"'Рано'\"}"
WRITES = "To: {Address: {formula: \"'a@firma.local'\"}}, Subject: {attribute: Tema}, Body: {attribute: Tema}"
SENDS = (
    f"change_variables: {{set: n, variables: {{{WRITES}}}}}",
    "send_message: {connection: smtp_connection, route: smtp_route, variable: n}",
)


async def written(desk: Desk, *actions: str, enabled: bool = True) -> Record:
    """Fill in a record, whose button does these actions, where there are any."""
    await desk.ready()
    await desk.template(
        "{title: Тема, type: text}\n{title: Итог, type: text, default: \"'нет'\"}", form="[Tema, Poslat]"
    )
    if actions:
        lines = "\n".join(f"      - {action}" for action in actions)
        event = "{type: button_clicked, template: Proba, button: Poslat}"
        text = f"scenarios:\n  - title: Дело\n    enabled: {enabled}\n    event: {event}\n    actions:\n{lines}\n"
        assert await desk.apply(text) == []
    await desk.begin()
    return (await desk.says("О деле")).record


async def pressed(desk: Desk, record: Record) -> None:
    assert (await desk.presses(record)).began
    await desk.letters()


async def card(desk: Desk, record: Record) -> tuple[str, list[str]]:
    """Return the text of the record's card, and its labels."""
    page = card_page(desk.reader(), await desk.card(desk.person, record.id))
    return re.sub(r"<[^>]*>", "", page.text), [button.label for row in page.rows for button in row]


@pytest.mark.parametrize(
    ("actions", "enabled", "status"),
    [
        ([NOTES], True, "🗂 записано"),
        ([STOPS, NOTES], True, "🗂 записано"),
        ([f"run_apart: {{actions: [{{{NOTES}}}]}}"], True, "🗂 записано"),
        ([NOTES], False, "📝 черновик"),
        ([], True, "📝 черновик"),
        ([*SENDS], True, "📝 черновик"),
        ([f"run_apart: {{actions: [{{{SENDS[0]}}}, {{{SENDS[1]}}}]}}"], True, "📝 черновик"),
        (
            [
                f"by_conditions: {{branches: [{{condition: 'false', actions: [{{{SENDS[0]}}}, {{{SENDS[1]}}}]}}]}}",
                NOTES,
            ],
            True,
            "📝 черновик",
        ),
    ],
)
async def test_a_filled_in_record_is_a_draft_only_where_a_button_may_send_it(
    desk: Desk, actions: list[str], enabled: bool, status: str
) -> None:
    record = await written(desk, *actions, enabled=enabled)
    text, _ = await card(desk, record)
    assert status in text.splitlines()[0]
    told = await desk.card.status_told(record)
    assert desk.reader().text("status", status=told) == status


async def test_a_record_that_was_worked_on_is_done_and_offers_a_copy_not_another_letter(desk: Desk) -> None:
    record = await written(desk, NOTES)
    await pressed(desk, record)
    text, labels = await card(desk, record)
    assert "✅ Выполнено" in text
    assert "Копия" in labels
    assert "Исправить и отправить заново" not in labels


async def test_what_fails_is_not_done_rather_than_not_sent(desk: Desk) -> None:
    record = await written(desk, STOPS, NOTES)
    await pressed(desk, record)
    text, _ = await card(desk, record)
    assert "❌ Не выполнено" in text
    assert "Сценарий не выполнен." in text
    assert "отправлен" not in text.casefold()
    view = await desk.card(desk.person, record.id)
    together = many_news_page(desk.reader(), [view, view]).text
    assert "❌ Не выполнено: 2" in together
    assert "отправлен" not in together.casefold()


async def test_the_journal_says_of_a_failed_run_that_sends_nothing_that_it_is_not_done(desk: Desk) -> None:
    record = await written(desk, STOPS, NOTES)
    await pressed(desk, record)
    browse = BrowseJournal(
        journal=JournalRepository(),
        runs=RunRepository(),
        deliveries=DeliveryRepository(),
        configured=desk.configuration,
        clock=desk.clock,
        hide_texts=False,
    )
    run = await models.ScenarioRun.get()
    text = run_page(desk.reader(), RunPage(run=run.id), await browse.run(desk.admin, run.id)).text
    assert "❌ Не выполнено" in text
    assert "отправлен" not in text.casefold()


async def test_questions_about_it_speak_of_no_letter(desk: Desk) -> None:
    record = await written(desk, NOTES)
    await pressed(desk, record)
    view = await desk.card(desk.person, record.id)
    press: Any = PressRecordButton(record=record.id, button=view.buttons[0].number, revision=1, turn=1)
    pages = [doubt_page(desk.reader(), view, press, doubt, None, desk.clock()) for doubt in (Doubt.AGAIN, Doubt.ALIKE)]
    for page in [*pages, delete_page(desk.reader(), view)]:
        words = " ".join([page.text, *(button.label for row in page.rows for button in row)]).casefold()
        assert "отправ" not in words
        assert "письм" not in words


async def test_what_a_template_read_before_a_change_sent_is_not_said_of_the_one_since(desk: Desk) -> None:
    await written(desk, NOTES)
    now = next(item for item in await desk.configuration.templates() if item.document.system_name == "Proba")
    (button,) = now.document.buttons
    other = now.document.model_copy(update={"buttons": (button.model_copy(update={"system_name": "Drugaya"}),)})
    before = replace(now, revision=now.revision - 1, document=other.model_copy(update={"form": ("Tema", "Drugaya")}))
    assert await desk.card.what_sends(before)
    assert not await desk.card.what_sends(now)
