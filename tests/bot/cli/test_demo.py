"""`gonets demo --fault`: each fault is played to its promise, a mistyped one is named, the page keeps the switch."""

import asyncio
import logging
from collections.abc import Iterator

import pytest
from aiohttp import ClientSession

from bot.demo.fault_plays import PLAYS
from bot.demo.faults import FAULTS
from bot.demo.play import act_out
from bot.demo.scene import Scene
from bot.texts import LANGUAGES, load_texts
from sandbox import Sandbox
from sandbox.identity.providers.microsoft import MICROSOFT
from tests.bot.cli.conftest import PATIENCE, Gonets, start


@pytest.fixture
def log_level() -> Iterator[None]:
    """The demonstration quiets the log of its whole process, which is this one."""
    before = logging.getLogger().level
    yield
    logging.getLogger().setLevel(before)


@pytest.mark.usefixtures("log_level")
@pytest.mark.parametrize(("fault", "language"), [*((fault, "ru") for fault in FAULTS), ("silent", "en")])
def test_every_fault_is_played_to_its_promise(gonets: Gonets, fault: str, language: str) -> None:
    said = gonets("demo", "--once", "--fault", fault, GONETS_LANGUAGE=language)
    texts = load_texts(language)
    assert said.status == 0, said.out
    assert said.out.splitlines()[-1] == "✓ " + texts(f"demo-promise-{fault}")
    assert said.out.count("Message-ID:") == PLAYS[fault].letters
    assert texts(f"demo-fault-{fault}") in said.out.splitlines()[0]
    assert said.err == ""
    assert MICROSOFT.refresh_token()[:6] not in said.out, "a refresh token was printed"


def test_every_fault_that_is_named_has_a_play_and_a_line_in_the_help(gonets: Gonets) -> None:
    assert PLAYS.keys() == set(FAULTS)
    for language in LANGUAGES:
        said = gonets("demo", "--help", GONETS_LANGUAGE=language).out
        for name in FAULTS:
            assert f"{name:<12} {load_texts(language)(f'demo-fault-{name}')}" in said


@pytest.mark.usefixtures("log_level")
def test_the_environment_changes_nothing_of_the_demonstration(gonets: Gonets) -> None:
    said = gonets("demo", "--once", GONETS_TIMEZONE="nowhere", GONETS_UNDO="30s", GONETS_LANGUAGE="en-GB")
    assert (said.status, said.out.splitlines()[-1]) == (0, "✓ Письмо пришло таким, каким его написали.")


@pytest.mark.parametrize(("typed", "meant"), [("refuse", "refuses"), ("unreachble", "unreachable"), ("428", "429")])
def test_a_mistyped_fault_is_answered_with_the_nearest_and_the_list(gonets: Gonets, typed: str, meant: str) -> None:
    said = gonets("demo", "--once", "--fault", typed)
    assert said.status == 2
    assert f"сбоя «{typed}» нет, похоже на {meant}." in said.err
    assert ", ".join(FAULTS) in said.err


def test_a_fault_like_no_other_is_answered_with_the_list_alone(gonets: Gonets) -> None:
    said = gonets("demo", "--fault", "xyzzy")
    assert said.status == 2
    assert "похоже" not in said.err
    assert ", ".join(FAULTS) in said.err


async def test_a_promise_that_is_not_kept_is_said() -> None:
    async def nothing(_: Scene) -> None:
        pass

    async def too_few(_: Scene) -> None:
        raise AssertionError("карточка молчит")

    async with Sandbox() as sandbox:
        scene = Scene(sandbox, sandbox.user(1), lambda _: None, load_texts())
        assert (await act_out(scene, nothing, 0, "")).succeeded
        assert (await act_out(scene, nothing, 1, "")).problems == ("писем пришло 0, а должно было прийти 1",)
        assert (await act_out(scene, too_few, 0, "")).problems == ("карточка молчит",)


async def test_without_once_the_page_is_left_with_the_fault_switched_on() -> None:
    demo = await start("demo", "--fault", "429", "--port", "0")
    page = (await demo.line_with("Страница: ")).split()[1]
    await demo.line_with("Включён сбой")
    async with ClientSession() as http, http.get(f"{page}sandbox/state") as response:
        state = await response.json()
    assert (state["telegram"]["fault"], state["mail"]["fault"]) == ("TOO_MANY_REQUESTS", "ACCEPT")
    demo.process.terminate()
    async with asyncio.timeout(PATIENCE):
        _, err = await demo.process.communicate()
    assert (demo.process.returncode, err.decode()) == (0, "")
