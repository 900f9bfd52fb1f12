"""What long-running commands share: how they import what they are made of."""

import gc
import sys
from pathlib import Path

import pytest

from bot.cli.until_stopped import import_at_once

MAKES_MUCH = "THERE = [[[]] for _ in range(400_000)]\n"


def test_no_import_walks_through_all_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _module(tmp_path, monkeypatch, MAKES_MUCH)
    gc.collect()
    before = gc.get_stats()[2]["collections"]
    import_at_once(made)
    after = gc.get_stats()[2]["collections"]
    assert len(sys.modules[made].THERE) == 400_000
    assert after == before


@pytest.mark.parametrize("source", ["THERE = 1\n", "raise ImportError\n"])
def test_afterwards_garbage_is_collected_as_before(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = gc.get_threshold()
    try:
        import_at_once(_module(tmp_path, monkeypatch, source))
    except ImportError:
        assert "raise" in source
    assert gc.get_threshold() == before


def _module(folder: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> str:
    name = f"imported_at_once_{abs(hash(source))}"
    (folder / f"{name}.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, name, raising=False)
    return name
