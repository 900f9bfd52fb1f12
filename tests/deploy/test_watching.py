"""What `deploy/` watches is there: every metric of the alert rules and of the dashboard is one that we answer."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.operating.exposition import Exposition
from domain.counters import Counters
from domain.operating.figures import Figures
from domain.work import WorkKind

DEPLOY = Path(__file__).parents[2] / "deploy"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
DAYS = Path(__file__).with_name("alerts.yaml")
PROMETHEUS_OWN = {"up"}
_NAME = re.compile(r"\b(?:gonets|process)_\w+|\bup\b")
_LABELS = re.compile(r"\b(gonets_\w+)\{([^}]*)\}")


def answered() -> dict[str, set[str]]:
    """Every sample's name with the labels that it may have."""
    counters = Counters()
    counters.pressed()
    counters.called("network")
    counters.attempted(phase="done", outcome="accepted", cause="accepted", state="sent")
    counters.heard(NOW)
    counters.updates_waiting = 1
    figures = Figures(
        oldest_due={WorkKind.RUN: NOW},
        waiting={"smtp_connection": 1},
        in_hand=1,
        asking={"uncertain": 1},
        suspended={"certificate": 1},
        held_back=True,
        inbox=1,
        inbox_oldest=NOW,
    )
    text = Exposition(counters, version="1", role="run", database="sqlite").write(figures, NOW).decode()
    names: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            names.setdefault(sample.name, set()).update(sample.labels)
    return names


def rules() -> list[dict[str, Any]]:
    (group,) = yaml.safe_load((DEPLOY / "prometheus-rules.yaml").read_text())["groups"]
    found: list[dict[str, Any]] = group["rules"]
    return found


def expressions() -> Iterator[str]:
    yield from (rule["expr"] for rule in rules())
    dashboard = json.loads((DEPLOY / "grafana-dashboard.json").read_text())
    for panel in dashboard["panels"]:
        yield from (target["expr"] for target in panel["targets"])


@pytest.mark.parametrize("expression", list(expressions()))
def test_every_metric_that_is_named_is_answered_with_its_labels(expression: str) -> None:
    names = answered()
    named = set(_NAME.findall(re.sub(r'"[^"]*"', '""', expression)))
    assert named
    assert named - PROMETHEUS_OWN <= set(names)
    for name, labels in _LABELS.findall(expression):
        assert set(re.findall(r"(\w+)\s*[=!]", labels)) - {"job", "instance"} <= names[name]


def test_bad_days_raise_their_alerts_and_a_good_one_none(tmp_path: Path) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("Prometheus's promtool (Debian: prometheus) is not installed")
    for file in (DEPLOY / "prometheus-rules.yaml", DAYS):
        shutil.copy(file, tmp_path)
    tried = subprocess.run(
        [promtool, "test", "rules", DAYS.name], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (tried.returncode, tried.stderr) == (0, "")


def test_every_rule_is_tried_and_with_metrics_that_we_answer() -> None:
    text, names = DAYS.read_text(), answered()
    assert {rule["alert"] for rule in rules()} <= set(re.findall(r"Gonets\w+", text))
    for day in yaml.safe_load(text)["tests"]:
        for series in day["input_series"]:
            name, _, labels = series["series"].partition("{")
            assert name in names or name in PROMETHEUS_OWN
            assert set(re.findall(r"(\w+)=", labels)) - {"job", "instance"} <= names.get(name, set())


def test_letters_are_counted_from_nought_in_every_state() -> None:
    text = Exposition(Counters(), version="1", role="worker", database="sqlite").write(None, NOW).decode()
    (family,) = [one for one in text_string_to_metric_families(text) if one.name == "gonets_letters_by_state"]
    counts = {sample.labels["state"]: sample.value for sample in family.samples if sample.name.endswith("_total")}
    assert counts == dict.fromkeys(("sent", "partly_sent", "deferred", "failed", "uncertain", "overdue"), 0)


def test_the_rules_are_five_and_each_says_what_it_means() -> None:
    assert len(rules()) == 5
    assert len({rule["alert"] for rule in rules()}) == 5
    for rule in rules():
        assert rule["for"]
        assert rule["labels"]["severity"] in {"critical", "warning"}
        assert {"summary", "description"} == set(rule["annotations"])


def test_each_rule_is_explained_to_operators() -> None:
    guide = (DEPLOY.parent / "docs" / "operating.md").read_text()
    for rule in rules():
        assert rule["alert"] in guide


def test_each_metric_is_explained_to_operators() -> None:
    guide = (DEPLOY.parent / "docs" / "operating.md").read_text()
    ours = {name for name in answered() if name.startswith("gonets_")}
    assert {name for name in ours if name not in guide} == set()


def test_panels_have_places_of_their_own() -> None:
    panels = json.loads((DEPLOY / "grafana-dashboard.json").read_text())["panels"]
    taken: set[tuple[int, int]] = set()
    for panel in panels:
        at = panel["gridPos"]
        cells = {(at["x"] + x, at["y"] + y) for x in range(at["w"]) for y in range(at["h"])}
        assert at["x"] + at["w"] <= 24
        assert not cells & taken
        taken |= cells
    assert len({panel["id"] for panel in panels}) == len(panels)
