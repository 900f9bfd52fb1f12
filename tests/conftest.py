"""What holds for every test."""

import gc
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings

import bot  # noqa: F401 - before a test imports aiogram itself
from tests import postgres
from tests.databases import running_on
from tests.plans import Seen, note_all
from tests.taken import Preparing

# A slow or stalled machine is no failure: a property says what holds, never how fast.
settings.register_profile("gonets", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gonets")

statements = Seen()
elsewhere = Preparing()
note_all(statements)

LONG = {"soak", "walk", "workers"}
"""Tests that last long begin first: at the end one of them alone would leave every other core idle."""

ON_BOTH = (
    "domain/access/test_access_rules.py::test_a_template_is_for_everyone_or_for_those_who_were_granted_it",
    "bot/workers/test_telling.py",
    "storage/test_gathered.py",
    "storage/test_keeping.py::test_more_than_fit_one_commit_are_erased",
    "storage/test_transactions.py",
    "storage/test_large_contents.py",
    "storage/test_letters_in_pieces.py",
    "domain/deliveries/test_attempt_delivery.py",
    "domain/deliveries/test_left_behind.py",
    "domain/deliveries/test_restored_copies.py",
    "domain/deliveries/test_two_processes.py",
    "domain/deliveries/test_work_contract.py",
    "domain/scenarios/test_odd_comparisons.py",
    "e2e/test_account_files.py::test_a_file_is_looked_at_first_then_applied_and_noted_once",
    "e2e/test_cards_and_lists.py::test_words_behind_the_command_find_ones_own_notifications",
    "e2e/test_mail_trouble.py::test_cancelling_a_waiting_letter_stops_it_and_gives_the_draft_back",
    "e2e/test_mail_trouble.py::test_no_answer_after_the_final_dot_asks_the_person",
    "e2e/test_mail_trouble.py::test_the_schedule_sends_by_itself",
    "e2e/test_odd_characters.py",
    "e2e/test_recipe.py",
)
"""Beginnings of the names of tests that run on SQLite and on PostgreSQL, where there is a server."""

AGAIN = {"page", "soak", "upgrade", "walk", "workers"}
"""Tests that run once more what others run, or run it in other processes."""

MEASURED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long ones, and choose whose coverage is measured, which makes a test twice as slow.

    Measured are the first two members of each table.
    """
    seen: Counter[str] = Counter()
    for item in items:
        function = item.nodeid.partition("[")[0]
        seen[function] += 1
        item.stash[MEASURED] = seen[function] <= 2 and _place(item) not in AGAIN
    items.sort(key=lambda item: _place(item) not in LONG)


def pytest_collection_finish() -> None:
    """Leave all that is there by now out of garbage collections: walking over it took a fifth of every test's time."""
    gc.collect()
    gc.freeze()


def _place(item: pytest.Item) -> str:
    return _room(item.path)


@cache
def _room(path: Path) -> str:
    return path.relative_to(Path(__file__).parent).parts[0]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    measuring = Coverage.current()
    if measuring is None or item.stash[MEASURED]:
        return (yield)
    measuring.stop()
    try:
        return (yield)
    finally:
        measuring.start()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let somebody run any tests on PostgreSQL alone."""
    parser.addoption("--database", choices=["sqlite", "postgres"], default=None, help="run all tests on this database")


def pytest_unconfigure() -> None:
    """Leave nothing on the server."""
    elsewhere.close()
    postgres.drop_all()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is for both databases on each."""
    place = metafunc.definition.path.relative_to(Path(__file__).parent).as_posix()
    if f"{place}::{metafunc.function.__name__}".startswith(ON_BOTH) and metafunc.config.getoption("database") is None:
        metafunc.parametrize("which_database", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def on_server() -> Iterator[None]:
    """Leave the test out where there is no PostgreSQL server; whatever it has there is emptied behind it."""
    if postgres.server() is None:
        pytest.skip(postgres.MISSING)
    yield
    postgres.leave_nothing()


@pytest.fixture(autouse=True)
def which_database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Which database the test runs on."""
    kind: str = getattr(request, "param", request.config.getoption("database") or "sqlite")
    if kind == "sqlite":
        yield kind
        return
    request.getfixturevalue("on_server")
    running_on["database"] = kind
    yield kind
    running_on["database"] = "sqlite"


@pytest.fixture(autouse=True)
def statements_are_good() -> Iterator[None]:
    """Let no test end well that had a whole table read that grows, or SQLite told what PostgreSQL does not take.

    `tests/plans.py` and `tests/taken.py` say how that is seen.
    """
    yield
    reading, refused = statements.reading_whole(), statements.refused(elsewhere.refusal)
    assert reading == {}
    assert refused == {}, "PostgreSQL does not take these: see CONTRIBUTING"
