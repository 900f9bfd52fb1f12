"""What is answered to Prometheus and to balancers: over HTTP, from a real database, with nobody's data in it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from bot.app.environment import Address, WrongSetting
from bot.app.operating import watched
from bot.operating.door import OperatorsDoor
from bot.operating.exposition import Exposition
from bot.operating.listening import listening
from bot.operating.readiness import Readiness
from domain.counters import Counters
from domain.errors import DatabaseTrouble
from domain.messages.sending import Failure, Phase
from domain.operating.figures import Figures
from domain.work import WorkKind
from storage.repositories.figures import FiguresRepository
from tests.domain.deliveries.conftest import MovedClock, Office, ToldSender, answers, breaks, open_office

Samples = dict[tuple[str, ...], float]
HERE = Address("127.0.0.1", 0)


@asynccontextmanager
async def door(counters: Counters, clock: MovedClock) -> AsyncIterator["Asked"]:
    async with (
        watched(
            HERE, counters, role="run", database="sqlite://x", heard_at=lambda: counters.heard_at, clock=clock
        ) as port,
        ClientSession(f"http://127.0.0.1:{port}") as http,
    ):
        yield Asked(http)


class Asked:
    def __init__(self, http: ClientSession) -> None:
        self._http = http

    async def get(self, path: str) -> tuple[int, str]:
        async with self._http.get(path) as response:
            return response.status, await response.text()

    async def metrics(self) -> Samples:
        """Every sample by its name and the values of its labels, in the order of their names."""
        status, text = await self.get("/metrics")
        assert status == 200
        return {
            (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "gonets.db", ToldSender()) as office:
        yield office


async def test_it_lives_and_is_ready_when_telegram_was_heard(office: Office) -> None:
    counters = Counters()
    async with door(counters, office.clock) as asked:
        assert await asked.get("/healthz") == (200, "ok\n")
        assert await asked.get("/readyz") == (503, "not ready: Telegram has given no updates since the start\n")
        counters.heard(office.clock())
        assert await asked.get("/readyz") == (200, "ok\n")
        assert (await asked.get("/nowhere"))[0] == 404


async def test_what_this_process_has_done_is_counted(office: Office) -> None:
    counters = Counters()
    counters.pressed()
    counters.called()
    counters.called("network")
    counters.attempted(phase="done", outcome="accepted", cause="accepted", state="sent")
    counters.attempted(phase="rcpt", outcome="permanent", cause="unknown-user", state="failed")
    counters.attempted(phase="done", outcome="accepted", cause="accepted", state=None)
    async with door(counters, office.clock) as asked:
        samples = await asked.metrics()
    assert samples["gonets_presses_total",] == 1
    assert samples["gonets_attempts_total", "accepted", "done"] == 2
    assert samples["gonets_letters_total", "accepted", "sent"] == 1
    assert samples["gonets_letters_total", "unknown-user", "failed"] == 1
    assert samples["gonets_bot_api_calls_total",] == 2
    assert samples["gonets_bot_api_errors_total", "network"] == 1
    assert samples["process_resident_memory_bytes",] > 0
    (build,) = [key for key in samples if key[0] == "gonets_build_info"]
    assert {"run", "sqlite"} <= set(build)


class Frozen:
    """A database that does not answer until it is let go."""

    def __init__(self) -> None:
        self.free = asyncio.Event()
        self.looks = 0

    async def figures(self, now: datetime) -> Figures:
        self.looks += 1
        await self.free.wait()
        raise DatabaseTrouble("the connection broke off", kind="lost")

    async def migrations(self) -> frozenset[str]:
        raise NotImplementedError

    async def write(self, now: datetime) -> None:
        raise NotImplementedError


async def test_a_database_that_is_stuck_keeps_no_metrics_of_the_process_back(clock: MovedClock) -> None:
    rows, counters = Frozen(), Counters()
    counters.pressed()
    exposition = Exposition(counters, version="1", role="run", database="postgresql")
    ready = Readiness(rows, frozenset(), clock)
    operators = OperatorsDoor(ready, exposition, rows, clock, patience=0)
    async with (
        listening("127.0.0.1", 0, operators.routes()) as port,
        ClientSession(f"http://127.0.0.1:{port}") as http,
    ):
        for _ in range(3):
            samples = await Asked(http).metrics()
            assert samples["gonets_database_up",] == 0
            assert samples["gonets_presses_total",] == 1
        assert rows.looks == 1
        rows.free.set()
        await operators.close()


async def test_an_empty_database_says_nought(office: Office) -> None:
    async with door(Counters(), office.clock) as asked:
        samples = await asked.metrics()
    assert samples["gonets_database_up",] == 1
    for kind in ("run", "letter", "report", "probe", "notice", "announcement", "upload"):
        assert samples["gonets_oldest_due_seconds", kind] == 0
    assert samples["gonets_inbox_updates",] == samples["gonets_inbox_age_seconds",] == 0
    assert samples["gonets_letters_waiting", "smtp_connection"] == samples["gonets_letters_in_hand",] == 0
    assert samples["gonets_held_back",] == 0


async def test_a_letter_that_waits_is_seen_with_its_age(office: Office) -> None:
    await office.letter()
    office.clock.move(minutes=3)
    async with door(Counters(), office.clock) as asked:
        samples = await asked.metrics()
    assert samples["gonets_letters_waiting", "smtp_connection"] == 1
    assert samples["gonets_oldest_due_seconds", "letter"] == 180


async def test_a_letter_of_a_suspended_connection_waits_and_is_not_due(office: Office) -> None:
    await office.letter()
    office.sender.answers = [breaks(Phase.LOGIN, Failure.CERTIFICATE)]
    await office.send()
    office.clock.move(hours=3)
    async with door(Counters(), office.clock) as asked:
        samples = await asked.metrics()
    assert samples["gonets_connections_suspended", "certificate"] == 1
    assert samples["gonets_letters_waiting", "smtp_connection"] == 1
    assert samples["gonets_oldest_due_seconds", "letter"] == 0


async def test_a_letter_that_is_put_off_is_not_due(office: Office) -> None:
    await office.letter()
    office.sender.answers = [answers(451)]
    await office.send()
    figures = await FiguresRepository().figures(office.clock())
    assert WorkKind.DELIVERY not in figures.oldest_due
    assert figures.waiting == {"smtp_connection": 1}
    assert figures.in_hand == 0


async def test_letters_that_wait_for_an_answer_of_their_authors_are_counted(office: Office) -> None:
    async with door(Counters(), office.clock) as asked:
        assert (await asked.metrics())["gonets_letters_asking", "uncertain"] == 0
        office.sender.answers = [breaks(Phase.MARKED, Failure.DROPPED, uncertain=True)]
        await office.letter()
        await office.send()
        samples = await asked.metrics()
    assert samples["gonets_letters_asking", "uncertain"] == 1
    assert samples["gonets_letters_asking", "overdue"] == 0


async def test_a_report_that_nobody_tells_grows_old(office: Office) -> None:
    await office.letter()
    await office.send()
    figures = await FiguresRepository().figures(office.clock() + timedelta(hours=1))
    assert figures.oldest_due[WorkKind.REPORT] == office.clock()


async def test_no_address_subject_or_name_stands_in_the_metrics(office: Office) -> None:
    await office.letter()
    counters = Counters()
    counters.heard(office.clock())
    async with door(counters, office.clock) as asked:
        _, text = await asked.get("/metrics")
    assert "@" not in text
    assert not any("а" <= letter.casefold() <= "я" for letter in text)


async def test_an_address_that_is_taken_is_named_with_its_variable(office: Office) -> None:
    async with watched(HERE, Counters(), role="run", database="sqlite://x") as port:
        taken = Address("127.0.0.1", port)
        with pytest.raises(WrongSetting) as caught:
            async with watched(taken, Counters(), role="run", database="sqlite://x"):
                pass
    (problem,) = caught.value.problems
    assert problem.name == "GONETS_METRICS_LISTEN"
    assert problem.params["address"] == f"127.0.0.1:{port}"


async def test_rows_that_cannot_be_read_leave_the_rest(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(_self: FiguresRepository, _now: datetime) -> None:
        raise DatabaseTrouble("no", kind="locked")

    monkeypatch.setattr(FiguresRepository, "figures", fails)
    async with door(Counters(), office.clock) as asked:
        samples = await asked.metrics()
    assert samples["gonets_database_up",] == 0
    assert samples["gonets_presses_total",] == 0
    assert ("gonets_inbox_updates",) not in samples
