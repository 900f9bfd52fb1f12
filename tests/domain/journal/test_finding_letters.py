"""Finding letters over a real database: each condition alone and together, folded words, runs without a letter."""

from datetime import timedelta
from typing import Any

import pytest

from domain.deliveries.delivery import OWN_COPY, DeliveryState, NewRecipient
from domain.journal.journal import Group, JournalFilter, search_text, search_words
from domain.people import Role
from domain.records.record import Status
from domain.runs.run import RunStatus
from domain.runs.runs import NewRun
from storage import models
from storage.repositories.journal import SEARCHES_KEPT, JournalRepository
from storage.repositories.people import PersonRepository
from tests.domain.deliveries.conftest import Office

JOURNAL = JournalRepository()


async def letter(office: Office, subject: str, *to: tuple[str, str], author: int = 7, state: str = "sent") -> int:
    """A letter of this subject and these recipients, a minute after the last one."""
    office.clock.move(minutes=1)
    number = await office.letter(*(address for _, address in to), author=author)
    recipients = [NewRecipient(address, name, "to") for name, address in to]
    await models.Delivery.filter(id=number).update(
        subject=subject, state=state, search=search_text(subject, recipients)
    )
    return number


async def found(**wanted: object) -> list[int | None]:
    page = await JOURNAL.page(JournalFilter(**wanted), 100, None)
    return [entry.letter_id for entry in page.items]


async def run_without_letter(office: Office, status: RunStatus, *, turn: int = 1) -> int:
    office.clock.move(minutes=1)
    (scenario,) = await office.configuration.scenarios()
    new = NewRun(office.record.id, 1, turn, 7, scenario, office.record.values, office.clock())
    made, _ = await office.runs.begin(new)
    await office.runs.set_status(made.id, status, None)
    return made.id


async def test_newest_come_first_and_pages_do_not_overlap(office: Office) -> None:
    numbers = [await letter(office, "Тема", ("", "a@b.ru")) for _ in range(5)]
    pages = [await JOURNAL.page(JournalFilter(), 2, None)]
    while pages[-1].older is not None:
        pages.append(await JOURNAL.page(JournalFilter(), 2, pages[-1].older))
    assert [[entry.letter_id for entry in page.items] for page in pages] == [
        [numbers[4], numbers[3]],
        [numbers[2], numbers[1]],
        [numbers[0]],
    ]


async def test_a_run_without_a_letter_stands_between_letters_by_its_time(office: Office) -> None:
    first = await letter(office, "Тема", ("", "a@b.ru"))
    run = await run_without_letter(office, RunStatus.FAILED)
    second = await letter(office, "Тема", ("", "a@b.ru"))
    entries = (await JOURNAL.page(JournalFilter(), 10, None)).items
    assert [entry.letter_id for entry in entries] == [second, None, first]
    assert (entries[1].run_id, entries[1].status, entries[1].author) == (run, Status.FAILED, "Борис")
    assert await found(group=Group.NOT_SENT) == [None]
    assert await found(words=("тема",)) == [second, first]


async def test_a_run_that_was_stopped_before_it_made_a_letter_is_cancelled(office: Office) -> None:
    await run_without_letter(office, RunStatus.ENDED)
    entry, *_ = (await JOURNAL.page(JournalFilter(), 10, None)).items
    assert entry.status is Status.CANCELLED


@pytest.mark.parametrize("state", DeliveryState)
async def test_each_state_is_found_in_one_group(office: Office, state: DeliveryState) -> None:
    number = await letter(office, "Тема", ("", "a@b.ru"), state=state.value)
    groups = [group for group in Group if await found(group=group) == [number]]
    assert len(groups) == 1


async def test_each_condition_narrows_what_is_found(office: Office) -> None:
    await PersonRepository().let_in(8, Role.STAFF, "Вера")
    first = await letter(office, "Отчёт", ("", "a@b.ru"))
    second = await letter(office, "Отчёт", ("", "a@b.ru"), author=8)
    third = await letter(office, "Счёт", ("", "a@b.ru"), author=8)
    assert await found(person_id=8) == [third, second]
    assert await found(person_id=8, words=search_words("отчет")) == [second]
    now = office.clock()
    assert await found(since=now) == [third]
    assert await found(since=now - timedelta(minutes=2), until=now) == [second, first]
    assert await found(connection_id=1, group=Group.SENT) == [third, second, first]
    assert await found(connection_id=99) == []


async def test_a_scenarios_runs_are_found_with_a_letter_and_without(office: Office) -> None:
    number = await letter(office, "Тема", ("", "a@b.ru"))
    await run_without_letter(office, RunStatus.FAILED)
    (scenario,) = await office.configuration.scenarios()
    assert await found(scenario_id=scenario.id) == [None, number]
    assert await found(scenario_id=scenario.id + 1) == []


@pytest.mark.parametrize(
    "typed", ["отчет", "ОТЧЁТ", "иванов отч", "IVANOV@firma", "Семёнов", "семенов", "март   иванов", "чёт"]
)
async def test_words_are_found_folded_in_any_order_and_in_parts(office: Office, typed: str) -> None:
    number = await letter(office, "Отчёт за Март", ("Иванов Иван", "Ivanov@Firma.RU"), ("Семёнов", "s@b.ru"))
    await letter(office, "Другое", ("Петров", "p@b.ru"))
    assert await found(words=search_words(typed)) == [number]


async def test_nothing_typed_is_taken_for_a_pattern(office: Office) -> None:
    number = await letter(office, "100% готово_", ("", "a@b.ru"))
    await letter(office, "Другое", ("", "p@b.ru"))
    assert await found(words=search_words("%")) == [number]
    assert await found(words=search_words("готово_")) == [number]
    assert await found(words=search_words("' OR 1=1 --")) == []


async def test_subjects_of_others_are_not_looked_at_where_they_are_hidden(office: Office) -> None:
    await PersonRepository().let_in(8, Role.ADMIN, "Вера")
    others = await letter(office, "Увольнение", ("Иванов", "a@b.ru"))
    own = await letter(office, "Увольнение", ("Иванов", "a@b.ru"), author=8)
    assert await found(words=("увольнение",), subjects_of=8) == [own]
    assert await found(words=("иванов",), subjects_of=8) == [own, others]
    assert await found(words=("увольнение", "иванов"), subjects_of=8) == [own]


def test_the_search_text_is_one_line_for_the_subject_and_one_for_the_recipients() -> None:
    recipients = [
        NewRecipient("Ivanov@Firma.ru", "Иванов\nИван", "to"),
        NewRecipient("boris@firma.ru", "Борис", OWN_COPY),
    ]
    assert search_text("Отчёт\nза  март", recipients) == "отчет за март\nиванов иван ivanov@firma.ru"
    assert len(search_text("я" * 10_000, recipients * 1_000)) < 5_000


async def test_a_new_letter_is_found_as_soon_as_it_is_written(office: Office) -> None:
    number = await office.letter("Ivanov@firma.local")
    assert await found(words=search_words("тема ivanov@")) == [number]


async def test_counts_are_of_what_was_made_since_each_instant(office: Office) -> None:
    await letter(office, "Тема", ("", "a@b.ru"), state="failed")
    await run_without_letter(office, RunStatus.FAILED)
    office.clock.move(days=2)
    today = office.clock()
    await letter(office, "Тема", ("", "a@b.ru"))
    await letter(office, "Тема", ("", "a@b.ru"), state="queued")
    await letter(office, "Тема", ("", "a@b.ru"), state="uncertain")
    day, week = await JOURNAL.counts(today, today - timedelta(days=6))
    assert day == {Group.WAITING: 1, Group.SENT: 1, Group.NOT_SENT: 0, Group.ASKS: 1, Group.CANCELLED: 0}
    assert week == {Group.WAITING: 1, Group.SENT: 1, Group.NOT_SENT: 2, Group.ASKS: 1, Group.CANCELLED: 0}


async def test_recipients_besides_the_first_are_counted_and_the_authors_copy_is_not(office: Office) -> None:
    number = await letter(office, "Тема", ("", "a@b.ru"), ("", "c@d.ru"), ("", "e@f.ru"))
    await models.Recipient.filter(delivery_id=number, address="e@f.ru").update(kind=OWN_COPY)
    (entry,) = (await JOURNAL.page(JournalFilter(), 10, None)).items
    assert (entry.recipient, entry.more) == ("a@b.ru", 1)


async def test_searches_are_kept_for_their_person_and_the_oldest_are_forgotten(office: Office) -> None:
    await PersonRepository().let_in(8, Role.ADMIN, "Вера")
    first = await JOURNAL.keep_search(7, "отчёт", office.clock())
    assert await JOURNAL.keep_search(7, "отчёт", office.clock()) == first
    assert await JOURNAL.searched(7, first) == "отчёт"
    assert await JOURNAL.searched(8, first) is None
    for number in range(SEARCHES_KEPT):
        office.clock.move(minutes=1)
        await JOURNAL.keep_search(7, str(number), office.clock())
    assert await JOURNAL.searched(7, first) is None
    assert await models.SearchText.all().count() == SEARCHES_KEPT


async def test_the_last_error_is_the_latest_try_that_came_to_nothing(office: Office) -> None:
    assert await JOURNAL.last_error() is None
    number = await letter(office, "Тема", ("", "a@b.ru"))
    for attempt, outcome in enumerate(("temporary", "permanent", "accepted", "open"), 1):
        office.clock.move(minutes=1)
        await models.Attempt.create(
            delivery_id=number, number=attempt, server="s", phase="rcpt", outcome=outcome, started_at=office.clock(),
            cause="unknown_user",
        )  # fmt: skip
    error = await JOURNAL.last_error()
    assert error is not None
    assert (error.letter_id, error.at, error.cause) == (number, office.clock() - timedelta(minutes=2), "unknown_user")


async def test_a_run_that_fails_before_its_letter_is_the_last_error_too(office: Office) -> None:
    await letter(office, "Тема", ("", "a@b.ru"))
    (run,) = await models.ScenarioRun.all()
    faults = {"error-scenario-check": None, "error-message-no-recipient": run.id, "error-letter-not-accepted": None}
    for key, expected in faults.items():
        changes: Any = {"status": "failed", "ended_at": office.clock(), "error": {"key": key, "params": {}}}
        await models.ScenarioRun.filter(id=run.id).update(**changes)
        error = await JOURNAL.last_error()
        assert (None if error is None else error.run_id) == expected
