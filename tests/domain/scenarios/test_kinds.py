"""The tables of kinds: what stands in them, who draws them, and that nothing else in the domain knows a kind."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import pytest

import domain
from bot.files.config_file import recipe_file
from bot.objects.scenario_lines import scenario_lines
from bot.scenarios.actions import DRAWINGS
from bot.scenarios.drawing import EventDrawing
from bot.scenarios.events import DRAWINGS as EVENT_DRAWINGS
from domain.configuration.document import read_object
from domain.configuration.explain_scenario import explain_scenario
from domain.configuration.export_configuration import exported
from domain.configuration.validation import Configuration, check_scenario
from domain.described import Refers
from domain.documents import SystemName
from domain.editing.draft import form_of_section
from domain.editing.fields import Type, form_of
from domain.editing.kinds_of_parts import without_meaningless
from domain.editing.nodes import chain_to
from domain.scenarios.actions import KINDS
from domain.scenarios.actions.action import Action
from domain.scenarios.document import Scenario
from domain.scenarios.events import EVENTS, template_of, what_is_left
from domain.scenarios.events.event import Event
from domain.scenarios.lines import Line, Templates
from domain.scenarios.state import RunState
from domain.sections import Section
from tests.domain.configuration.test_explain_scenario import reader
from tests.domain.scenarios.test_interpreter import FILLED, SEND, interpreter, scenario, world


def test_every_kind_is_drawn_and_nothing_else_is() -> None:
    assert list(DRAWINGS) == list(KINDS)
    assert list(EVENT_DRAWINGS) == list(EVENTS)


def test_the_kinds_that_were_there_keep_their_numbers() -> None:
    assert list(KINDS) == [
        "change_context", "change_variables", "send_message", "check", "by_conditions", "repeat", "for_each",
        "change_attributes", "create_record", "duplicate_record", "run_apart",
    ]  # fmt: skip
    assert list(Action.model_fields) == list(KINDS)
    assert list(EVENTS)[:1] == ["button_clicked"]


@pytest.mark.parametrize("name", KINDS)
def test_what_a_kind_says_of_its_fields_is_true(name: str) -> None:
    kind = KINDS[name]
    said = [*kind.asked, *kind.rare, *kind.fills_sets, *filter(None, [kind.context, kind.main])]
    assert set(said) <= set(kind.model_fields)
    assert set(kind.model_fields).isdisjoint(dir(Action))


def test_no_kind_is_known_by_name_outside_its_module() -> None:
    root = Path(str(domain.__file__)).parent
    own = [root / "scenarios" / "actions", root / "scenarios" / "events"]
    # Some kinds are called by words that code uses, too: those count where they stand as texts.
    plain = [name for name in (*KINDS, *EVENTS) if "_" not in name]
    names = {*KINDS, *EVENTS, *(kind.__name__ for kind in (*KINDS.values(), *EVENTS.values()))} - set(plain)
    known = re.compile(rf"\b(?:{'|'.join(sorted(names))})\b|[\"'](?:{'|'.join(plain)})[\"']")
    found = {}
    for path in root.rglob("*.py"):
        if not any(path.is_relative_to(room) for room in own):
            code = re.sub(r'""".*?"""', "", path.read_text(), flags=re.DOTALL)
            if known.search(code):
                found[str(path.relative_to(root))] = known.findall(code)
    # States of version 1 did not say the kind, which was always this one.
    # The first steps have one of that name, which is no action.
    assert found == {"scenarios/state.py": ["change_context"], "first_steps/first_steps.py": ['"check"']}


async def test_a_state_of_version_1_goes_on_where_it_stood() -> None:
    waiting = {"send_message": {**SEND["send_message"], "success_variable": "answer"}}
    context = {"template": "Uvedomleniya", "objects": {"attribute": "id"}, "actions": [FILLED, waiting, SEND]}
    document = scenario({"change_context": context})
    kept = {"Subject": "Тема", "To": {"Address": "a@firma.local"}}
    frames = [
        {"container": [], "items": [5], "position": 0, "index": 1},
        {"container": [0], "items": [5], "position": 0, "index": 2},
    ]
    state = RunState.from_json(
        {"version": 1, "frames": frames, "variables": {"notification": kept}, "waiting_for": None, "steps": 3}
    )
    assert [frame.kind for frame in state.frames] == [None, "change_context"]
    assert RunState.from_json(state.to_json()) == state
    segment = await interpreter()(document.actions, state, world())
    assert segment.ended
    assert [entry["place"] for entry in segment.trace] == [[0, 2]]


class Noted(Event):
    """Somebody has noted a word about a record."""

    context: ClassVar = "template"

    type: Literal["noted"] = "noted"
    template: Annotated[SystemName, Refers(Section.TEMPLATES)]
    word: str

    @classmethod
    def explain(cls, written: Any, templates: Templates) -> Line:
        """Tell nothing but its kind."""
        return Line("", (), "noted")


class DrawNoted(EventDrawing):
    """How it is told."""

    def words(self, texts: Any, line: Any) -> str:
        """Return its name."""
        return "Когда замечено"


@pytest.fixture
def noted() -> Iterator[None]:
    EVENTS["noted"], EVENT_DRAWINGS["noted"] = Noted, DrawNoted()
    form_of.cache_clear()
    try:
        yield
    finally:
        del EVENTS["noted"], EVENT_DRAWINGS["noted"]
        form_of.cache_clear()


EVENT = {"type": "noted", "template": "Uvedomleniya", "word": "срочно"}


@pytest.mark.usefixtures("noted")
def test_a_made_up_event_is_read_checked_told_and_exported() -> None:
    whole = {"title": "Проба", "actions": [FILLED, SEND]}
    document = Scenario.model_validate({**whole, "event": EVENT})
    assert exported(document)["event"] == EVENT
    assert Scenario.from_stored(document.stored()) == document
    assert document.event.record_template == template_of(EVENT) == "Uvedomleniya"
    assert scenario_lines(reader(), explain_scenario(document.stored(), {}))[0] == "Когда замечено"
    assert what_is_left({"type": "noted", "word": "срочно"}).record_template == "?"
    wrong = Scenario.model_validate({**whole, "event": {**EVENT, "template": "Net"}})
    mistake, *_ = check_scenario(wrong, Configuration(), ())
    assert (mistake.shown_path, mistake.key) == ("event.template", "config-unknown-name")
    for event, place, key in (
        ({**EVENT, "word": 1}, "event.word", "config-text-in-quotes"),
        ({**EVENT, "wort": "x"}, "event.wort", "config-unknown-field"),
        ({**EVENT, "type": "heard"}, "event.type", "config-not-a-choice"),
        ({"template": "Uvedomleniya"}, "event.button", "config-missing"),
    ):
        _, mistakes = read_object({**whole, "event": event}, (), Scenario)
        assert [(item.shown_path, item.key) for item in mistakes if item.shown_path == place] == [(place, key)]


@pytest.mark.usefixtures("noted")
def test_which_event_it_is_is_asked_first_and_then_what_that_event_needs() -> None:
    form = form_of_section(Section.SCENARIOS).field("event")
    assert form is not None
    assert form.form is not None
    asked: dict[str, Any] = {}
    given = {"type": "noted", "template": "Uvedomleniya", "word": "срочно"}
    order = []
    while (field := form.form.of(asked).unanswered(asked)) is not None:
        order.append((field.name, field.type))
        asked[field.name] = given[field.name]
    assert order == [("type", Type.CHOICE), ("template", Type.REFERENCE), ("word", Type.LINE)]
    here = chain_to(form_of_section(Section.SCENARIOS), {"event": asked}, form.token)[-1]
    assert [item.name for item in here.form.fields] == ["type", "template", "word"] if here.form else False
    changed = {"event": {**asked, "type": "button_clicked", "button": "B"}}
    assert without_meaningless(form_of_section(Section.SCENARIOS), changed) == {
        "event": {"type": "button_clicked", "template": "Uvedomleniya", "button": "B"}
    }


def test_where_there_is_one_kind_of_event_it_is_not_asked_for() -> None:
    field = form_of_section(Section.SCENARIOS).field("event")
    assert field is not None
    assert field.form is not None
    assert [item.name for item in field.form.fields] == ["template", "button"]
    file = recipe_file()
    assert template_of(file.scenarios[0].stored()["event"]) == "Uvedomleniya"
