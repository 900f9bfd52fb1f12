"""What is kept long enough is erased, what became of the letters stays, and nothing that is open is touched."""

from datetime import timedelta
from pathlib import Path

import pytest

from domain.deliveries.delivery import DeliveryState
from domain.operating.keeping import ForgetOld
from domain.runs.run import RunStatus
from domain.runs.steer_letters import LetterErased
from storage import models
from storage.repositories.files import FileRepository
from storage.repositories.reports import ReportRepository
from storage.repositories.sweeping import AT_ONCE, SweepRepository
from tests.domain.deliveries.conftest import Office, ToldSender, answers, open_office, refuses

MONTH = timedelta(days=30)


def forget(office: Office) -> ForgetOld:
    return ForgetOld(SweepRepository(), office.clock, letters=MONTH, traces=MONTH)


async def test_letters_are_erased_a_month_after_their_end_and_what_became_of_them_stays(tmp_path: Path) -> None:
    async with open_office(tmp_path / "gonets.db", ToldSender()) as office:
        number = await office.letter()
        await office.send()
        office.clock.move(days=29)
        await forget(office)()
        assert await models.Letter.all().count() == 1
        office.clock.move(days=2)
        await forget(office)()
        assert await models.Letter.all().count() == 0
        letter = await office.delivery(number)
        assert (letter.state, letter.reply) == (DeliveryState.SENT, "250 2.0.0 kept")
        assert await office.status() == "sent"


async def test_a_letter_that_still_waits_is_kept_however_old_it_is(tmp_path: Path) -> None:
    async with open_office(tmp_path / "gonets.db", ToldSender()) as office:
        await office.letter()
        office.sender.answers = [answers(451)]
        await office.send()
        office.clock.move(days=400)
        await forget(office)()
        assert await models.Letter.all().count() == 1


async def test_more_than_fit_one_commit_are_erased(tmp_path: Path) -> None:
    async with open_office(tmp_path / "gonets.db", ToldSender()) as office:
        for _ in range(AT_ONCE + 5):
            await office.letter()
        while letters := await office.taken():
            for letter in letters:
                await office.attempt(letter)
        office.clock.move(days=31)
        assert await forget(office)() >= AT_ONCE + 5
        assert await models.Letter.all().count() == 0


async def test_attachments_go_with_the_letters(tmp_path: Path) -> None:
    async with open_office(tmp_path / "gonets.db", ToldSender()) as office:
        await FileRepository().add(office.record.id, "план.pdf", "application/pdf", b"content")
        await office.letter()
        await office.send()
        await models.Record.all().update(modified_at=office.clock())
        office.clock.move(days=29)
        await forget(office)()
        assert await models.File.all().count() == 1
        office.clock.move(days=2)
        await forget(office)()
        assert await models.File.all().count() == 0


async def test_event_chains_are_erased_and_the_run_stays(tmp_path: Path) -> None:
    async with open_office(tmp_path / "gonets.db", ToldSender()) as office:
        await models.ScenarioRun.all().update(trace=[{"step": "1"}], traced=1_500)
        step = {"run_id": office.run_id, "place": [0], "iteration": [], "kind": "check", "at": office.clock(), "ms": 1}
        await models.TraceStep.bulk_create([models.TraceStep(**step, number=number) for number in range(1_500)])
        await office.letter()
        await office.send()
        office.clock.move(days=31)
        await forget(office)()
        run = await models.ScenarioRun.get()
        assert (run.trace, run.traced, run.values, run.status) == ([], 0, {}, "ended")
        assert await models.TraceStep.all().count() == 0


async def test_the_event_chain_of_a_run_that_failed_is_erased_as_well(tmp_path: Path) -> None:
    async with open_office(tmp_path / "gonets.db", ToldSender()) as office:
        number = await office.letter()
        await models.ScenarioRun.all().update(trace=[{"step": "1"}], status=RunStatus.FAILED)
        await office.send()
        assert (await office.delivery(number)).state is DeliveryState.SENT
        office.clock.move(days=31)
        await forget(office)()
        run = await models.ScenarioRun.get()
        assert (run.trace, run.values, run.status) == ([], {}, "failed")


async def test_what_was_told_and_decided_long_ago_is_forgotten_and_what_is_open_stays(tmp_path: Path) -> None:
    async with open_office(tmp_path / "gonets.db", ToldSender()) as office:
        long_ago, now = office.clock() - MONTH - timedelta(days=1), office.clock()
        asked = {"person_id": 7, "full_name": "Иванов", "mbox": "ivanov@firma.local", "asked_at": long_ago}
        told = {"person_id": 7, "topic": "role", "about": {}, "created_at": long_ago}
        await models.AccountRequest.create(**asked, state="added", decided_at=long_ago)
        recent = await models.AccountRequest.create(**asked, state="declined", decided_at=now)
        waiting = await models.AccountRequest.create(**asked, state="open")
        await models.Announcement.create(**told)
        untold = await models.Announcement.create(**told, due_at=long_ago)
        await forget(office)()
        assert {row.id for row in await models.AccountRequest.all()} == {recent.id, waiting.id}
        assert [row.id for row in await models.Announcement.all()] == [untold.id]


async def test_what_could_not_be_told_of_a_run_for_a_month_is_forgotten(tmp_path: Path) -> None:
    async with open_office(tmp_path / "gonets.db", ToldSender()) as office:
        await office.letter()
        await office.send()
        await ReportRepository().rest(await models.Report.all().values_list("id", flat=True))  # type: ignore[arg-type]
        office.clock.move(days=29)
        await forget(office)()
        assert await models.Report.filter(due_at=None).count() == 1
        office.clock.move(days=2)
        await forget(office)()
        assert await models.Report.all().count() == 0


async def test_a_letter_that_was_erased_cannot_be_repeated_and_says_so(tmp_path: Path) -> None:
    async with open_office(tmp_path / "gonets.db", ToldSender()) as office:
        number = await office.letter("good@firma.local", "bad@firma.local")
        office.sender.answers = [refuses("bad@firma.local")]
        await office.send()
        office.clock.move(days=31)
        await forget(office)()
        with pytest.raises(LetterErased):
            await office.steer.retry_refused(office.person, office.record.id)
        assert (await office.delivery(number)).state is DeliveryState.PARTLY_SENT
        assert await office.taken() == []
