"""What a step saw and did is told in words: what its fields are called in files is nobody's language."""

import re

import pytest

from bot.scenarios.actions import DRAWINGS
from bot.texts import LANGUAGES, load_texts
from domain.clock import system_clock
from domain.runs.chain import ChainStep

STEPS = {
    "check": {"condition": True},
    "repeat": {"times": 3},
    "by_conditions": {"branches[1].condition": True, "branches[12].condition": False},
    "change_context": {"records": ["1"], "template": "Uvedomleniya"},
    "for_each": {"count": 2},
    "create_record": {"record": "5", "template": "Uvedomleniya"},
    "duplicate_record": {"record": "5", "copied": "1"},
    "run_apart": {"apart": True},
    "change_attributes": {"record": "5", "changes": [{"attribute": "Tema", "operation": "replace", "value": "1"}]},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", STEPS)
def test_no_field_is_called_by_its_name_in_files(kind: str, language: str) -> None:
    step = ChainStep("1", kind, system_clock(), 0, did=STEPS[kind], sources={})
    told = "\n".join(DRAWINGS[kind].did(load_texts(language), step, texts=True))
    assert told
    assert not re.search(r"(?m)^(condition|times|branches|records|count|apart|changes|copied)\b", told), told


def test_a_block_is_told_by_its_number() -> None:
    step = ChainStep("1", "by_conditions", system_clock(), 0, did=STEPS["by_conditions"], sources={})
    told = list(DRAWINGS["by_conditions"].did(load_texts("ru"), step, texts=True))
    assert told == ["Условие блока 1 = да", "Условие блока 12 = нет"]
