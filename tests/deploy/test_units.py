"""The units and `compose.yaml`: what they start is a command of ours, as closed in as the bot itself."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.app.environment import RunSettings

ROOT = Path(__file__).parents[2]
UNITS = ("gonets.service", "gonets-worker@.service", "gonets-bot@.service")
IDLE = {"Description", "Documentation", "After", "ExecStart"}


def settings_of(unit: str) -> set[tuple[str, str]]:
    lines = (ROOT / "deploy" / unit).read_text().splitlines()
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {(name, value) for name, _, value in pairs}


def test_every_process_is_as_closed_in_as_the_first_bot() -> None:
    first, *others = ({pair for pair in settings_of(unit) if pair[0] not in IDLE} for unit in UNITS)
    assert all(other == first for other in others)


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_names_a_page_that_is_there(unit: str) -> None:
    (page,) = [value for name, value in settings_of(unit) if name == "Documentation"]
    assert (ROOT / page.removeprefix("file:/opt/gonets/src/")).exists()


def test_each_worker_answers_at_a_port_of_its_own() -> None:
    (command,) = [value for name, value in settings_of("gonets-worker@.service") if name == "ExecStart"]
    assert "GONETS_METRICS_LISTEN=127.0.0.1:919%i" in command
    assert command.endswith("/gonets worker")


def test_each_bot_has_ports_of_its_own() -> None:
    (command,) = [value for name, value in settings_of("gonets-bot@.service") if name == "ExecStart"]
    assert "GONETS_LISTEN=127.0.0.1:808%i GONETS_METRICS_LISTEN=127.0.0.1:918%i" in command
    assert command.endswith("/gonets run --no-worker")


@pytest.fixture
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return read


def test_without_a_profile_there_is_the_bot_alone(compose: dict[str, Any]) -> None:
    plain = {name for name, service in compose["services"].items() if "profiles" not in service}
    assert plain == {"gonets"}
    assert compose["services"]["gonets"]["command"] == "${BOT_COMMAND:-run}"
    assert compose["services"]["gonets"]["depends_on"]["postgres"]["required"] is False


def test_the_profile_has_a_server_and_two_workers(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert {name for name, service in services.items() if service.get("profiles") == ["postgres"]} == {
        "worker",
        "postgres",
    }
    assert services["worker"]["deploy"]["replicas"] == 2
    assert services["worker"]["command"] == "worker"
    for name in ("gonets", "worker"):
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]


def test_compose_publishes_no_port(compose: dict[str, Any]) -> None:
    assert not any("ports" in service for service in compose["services"].values())


def test_every_variable_of_ours_is_one_that_is_read() -> None:
    text = (ROOT / "compose.yaml").read_text() + (ROOT / "docs" / "operating.md").read_text()
    for unit in UNITS:
        text += (ROOT / "deploy" / unit).read_text()
    known = {f"GONETS_{name.upper()}" for name in RunSettings.model_fields}
    known |= {f"{name}_FILE" for name in known}
    assert set(re.findall(r"GONETS_[A-Z_]+", text)) <= known
