"""The proof of the shape: a kind that is one module and a line of the table goes through everything else untouched."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from bot.files.config_file import read_configuration, recipe_file, write_configuration
from bot.journal.chain import step_lines
from bot.objects.differences import difference_lines
from bot.objects.scenario_lines import scenario_lines
from bot.texts import load_texts
from domain.configuration.differences import differences_between
from domain.configuration.explain_scenario import explain_scenario
from domain.configuration.export_configuration import ExportConfiguration, exported
from domain.configuration.usage import users_of, uses_of_attribute
from domain.configuration.validation import Configuration, check_scenario
from domain.editing.draft import editable, form_of_section
from domain.editing.nodes import chain_to, inside, short_token, whole_token
from domain.people import Person, Role
from domain.references import references
from domain.runs.awaited_letter import Follows, take_answer
from domain.runs.chain import steps_of
from domain.scenarios.actions import KINDS
from domain.scenarios.document import Scenario
from domain.scenarios.state import RunState
from domain.scenarios.titles import Titles
from domain.scenarios.walking import number_in, walk
from domain.sections import Section
from tests.domain.configuration.test_explain_scenario import reader
from tests.domain.runs.test_awaited_letter import PETROV, letter
from tests.domain.runs.test_try_scenario import trying
from tests.domain.scenarios.conftest import AUTHOR, Stored
from tests.domain.scenarios.made_up import either
from tests.domain.scenarios.test_interpreter import FILLED, SEND, interpreter, run, scenario, world

ADMIN = Person(AUTHOR, "Борис", Role.ADMIN)
WAITING = {"send_message": {**SEND["send_message"], "success_variable": "answer"}}


@pytest.fixture(autouse=True)
def known() -> Iterator[None]:
    with either():
        yield


def subject(text: str) -> dict[str, Any]:
    return {"change_variables": {"set": "notification", "variables": {"Subject": {"formula": f"'{text}'"}}}}


def branches(*conditions: str, otherwise: Any = (), **fields: Any) -> dict[str, Any]:
    blocks = [{"condition": item, "actions": [subject(item), SEND]} for item in conditions]
    return {"either": {"note": "done", "blocks": blocks, "otherwise": list(otherwise), **fields}}


def subjects(letters: Any) -> list[str]:
    return [item.message.letter.subject for item in letters]


def mistakes(document: Scenario) -> list[tuple[str, str]]:
    file = recipe_file()
    whole = Configuration(
        {item.system_name: item for item in file.connections},
        {item.system_name: item for item in file.routes},
        {item.system_name: item for item in file.templates},
        {document.system_name: document},
    )
    return [(item.shown_path, item.key) for item in check_scenario(document, whole, ())]


async def test_its_true_branches_are_done_in_order_and_the_others_not() -> None:
    segment = await run(scenario(FILLED, branches("1 == 1", "1 == 2", "2 == 2", otherwise=[subject("other"), SEND])))
    assert segment.ended
    assert subjects(segment.staged) == ["1 == 1", "2 == 2"]
    assert [entry["place"] for entry in segment.trace] == [[0], [1], [1, 0, 0], [1, 0, 1], [1, 2, 0], [1, 2, 1]]
    assert segment.state.variables["done"] == "1, 3"


async def test_where_none_is_true_the_other_block_is_done() -> None:
    segment = await run(scenario(FILLED, branches("1 == 2", otherwise=[subject("other"), SEND])))
    assert subjects(segment.staged) == ["other"]
    assert [entry["place"] for entry in segment.trace][2:] == [[1, 1, 0], [1, 1, 1]]


async def test_a_wait_in_a_block_goes_on_in_that_block_from_what_was_stored() -> None:
    block = {"condition": "true", "actions": [WAITING, subject("second"), SEND]}
    document = scenario(
        FILLED, {"either": {"note": "done", "blocks": [block, {"condition": "true", "actions": [SEND]}]}}
    )
    first = await run(document)
    assert first.waits
    state = RunState.from_json(first.state.to_json())
    assert [(frame.container, frame.kind) for frame in state.frames] == [
        ((), None),
        ((1, 1), "either"),
        ((1, 0), "either"),
    ]
    rest = await interpreter()(document.actions, state, world())
    assert rest.ended
    assert subjects(rest.staged) == ["second", "second"]


@pytest.mark.parametrize("ignoring", ["either", "the action that waits", "an action of another block"])
async def test_a_letter_refused_in_a_block_is_an_error_of_that_block_alone(ignoring: str) -> None:
    waiting = {"send_message": {**WAITING["send_message"], "ignore_errors": ignoring == "the action that waits"}}
    later = {"send_message": {**SEND["send_message"], "ignore_errors": ignoring == "an action of another block"}}
    blocks = [{"condition": "true", "actions": [waiting]}, {"condition": "true", "actions": [later]}]
    document = scenario(FILLED, {"either": {"note": "done", "blocks": blocks, "ignore_errors": ignoring == "either"}})
    state = (await run(document)).state
    follows, _ = take_answer(document.actions, state, letter(PETROV))
    left = {"either": [()], "the action that waits": [(), (1, 1), (1, 0)]}.get(ignoring)
    assert follows is (Follows.FAILS if left is None else Follows.GOES_ON)
    assert left in (None, [frame.container for frame in state.frames])


async def test_it_is_loaded_exported_and_loaded_again(stored: Stored) -> None:
    whole = yaml.safe_load(write_configuration(await ExportConfiguration(stored.configuration)()))
    inner = whole["scenarios"][0]["actions"][0]["change_context"]["actions"]
    inner.append(branches("NOT(EMPTY($_creator))", otherwise=[SEND], about="Uvedomleniya"))
    await stored.apply(write_configuration(whole))
    after = await ExportConfiguration(stored.configuration)()
    assert after["scenarios"] == whole["scenarios"]
    document = (await stored.configuration.scenarios())[0].document
    assert [spot.number for spot in walk(document.actions)] == [
        "1",
        "1.1",
        "1.2",
        "1.3",
        "1.3.1.1",
        "1.3.1.2",
        "1.3.2.1",
    ]


def test_a_mistake_in_a_block_has_its_place_in_the_file() -> None:
    document = scenario(branches("true", otherwise=[SEND])).stored()
    document["actions"][0]["either"]["blocks"][0]["actions"][1]["send_message"]["rout"] = "x"
    document["actions"][0]["either"]["otherwise"] = [{"either": {"note": "x", "blocks": []}}]
    found = {
        item.shown_path: item.key
        for item in read_configuration(write_configuration({"scenarios": [document]}), {}).mistakes
    }
    start = "scenarios[0].actions[0].either"
    assert found[f"{start}.blocks[0].actions[1].send_message.rout"] == "config-unknown-field"
    assert found[f"{start}.otherwise[0].either.blocks"] == "config-none-there"


def test_its_names_its_formulas_and_its_own_rule_are_checked() -> None:
    assert mistakes(scenario(FILLED, branches("true", otherwise=[SEND], about="Uvedomleniya"))) == []
    wrong = branches("$Temauvedomlenia", otherwise=[{"send_message": {**SEND["send_message"], "route": "smtp"}}])
    assert mistakes(scenario(FILLED, {"either": {**wrong["either"], "note": "notification", "about": "Net"}})) == [
        ("actions[1].either.about", "config-unknown-name"),
        ("actions[1].either.blocks[0].condition", "error-formula-unknown-name"),
        ("actions[1].either.note", "config-reserved-name"),
        ("actions[1].either.otherwise[0].send_message.route", "config-unknown-name"),
    ]


def test_what_is_filled_and_sent_inside_its_blocks_is_checked() -> None:
    sends = {"either": {"note": "x", "blocks": [{"condition": "true", "actions": [SEND]}], "otherwise": [SEND]}}
    inside = [
        "actions[0].either.blocks[0].actions[0].send_message.variable",
        "actions[0].either.otherwise[0].send_message.variable",
    ]
    assert mistakes(scenario(sends)) == [(place, "config-set-not-filled") for place in inside]
    assert mistakes(scenario({"either": {**sends["either"], "ignore_errors": True}})) == []
    assert (
        mistakes(
            scenario({"either": {**sends["either"], "blocks": [{"condition": "true", "actions": [FILLED, SEND]}]}})
        )
        == []
    )


async def test_a_dry_run_shows_its_branches_and_the_letters_inside(stored: Stored, filled: int) -> None:
    document = scenario(FILLED, branches("NOT(EMPTY($Temauvedomleniya))", "false", otherwise=[SEND]))
    trial = await trying(stored)(ADMIN, document, filled)
    assert trial.is_fine
    assert [(step.number, step.kind) for step in trial.steps] == [
        ("1", "change_variables"),
        ("2", "either"),
        ("2.1.1", "change_variables"),
        ("2.1.2", "send_message"),
    ]
    assert [(seen.path, seen.source, seen.value) for seen in trial.steps[1].seen] == [
        ("blocks[1].condition", "NOT(EMPTY($Temauvedomleniya))", True),
        ("blocks[2].condition", "false", False),
    ]
    assert [letter.step for letter in trial.letters] == ["2.1.2"]
    wrong = await trying(stored)(
        ADMIN,
        scenario(
            FILLED,
            branches("true", otherwise=[subject("x"), {"send_message": {**SEND["send_message"], "route": "net"}}]),
        ),
        filled,
    )
    assert [found.number for found in wrong.mistakes] == ["2.2.2"]


def test_its_conditions_are_numbered_as_its_blocks() -> None:
    actions = scenario(FILLED, branches("true", "false", otherwise=[SEND])).stored()["actions"]
    assert number_in(actions, ("actions", 1, "either", "blocks", 1, "condition")) == "2.2"
    assert number_in(actions, ("actions", 1, "either", "otherwise", 0, "send_message", "route")) == "2.3.1"
    assert number_in(actions, ("actions", 1, "either", "note")) == "2"


async def test_an_event_chain_tells_what_it_saw() -> None:
    document = scenario(FILLED, branches("1 == 1", otherwise=[SEND]))
    segment = await run(document)
    chain = steps_of(document, segment.trace, Titles())
    assert [(step.number, step.kind) for step in chain][1:] == [
        ("2", "either"),
        ("2.1.1", "change_variables"),
        ("2.1.2", "send_message"),
    ]
    assert dict(chain[1].sources) == {"blocks[1].condition": "1 == 1"}
    (line,) = step_lines(load_texts("ru"), chain[1], texts=True)
    assert "blocks[1].condition" in line
    assert "1 == 1" in line


def test_the_tree_shows_its_blocks_and_what_is_inside() -> None:
    document = scenario(branches("$Tema", otherwise=[SEND])).stored()
    lines = scenario_lines(reader(), explain_scenario(document, {}))[1:]
    assert lines == [
        "<b>1</b> Либо",
        "\u2003<b>1.1</b> если $Tema",
        "\u2003\u2003<b>1.1.1</b> Изменить переменные notification:",
        "\u2003\u2003\u2003Subject = '$Tema'",
        "\u2003\u2003<b>1.1.2</b> Отправить сообщение: smtp_route",
        "\u2003<b>1.2</b> иначе",
        "\u2003\u2003<b>1.2.1</b> Отправить сообщение: smtp_route",
    ]
    empty = explain_scenario({"actions": [{"either": {"blocks": [{}]}}]}, {})
    assert [line.number or "—" for line in empty][1:] == ["1", "1.1", "—"]


async def test_what_it_uses_is_known_before_it_goes(stored: Stored) -> None:
    file = recipe_file()
    document = scenario(branches("NOT(EMPTY($Temauvedomleniya))", otherwise=[SEND], about="Uvedomleniya"))
    whole = Configuration(
        {item.system_name: item for item in file.connections},
        {item.system_name: item for item in file.routes},
        {item.system_name: item for item in file.templates},
        {document.system_name: document},
    )
    assert [*users_of([document], Section.TEMPLATES, "Uvedomleniya")] == [document]
    assert [item.path for item in references(document) if item.name == "Uvedomleniya"] == [
        ("event", "template"),
        ("actions", 0, "either", "about"),
    ]
    assert [use.where for use in uses_of_attribute(whole, "Uvedomleniya", "Temauvedomleniya")] == ["1"]
    assert [*users_of([document], Section.CONNECTIONS, "smtp_connection")] == [document]


def test_every_place_in_it_has_a_token_and_a_number() -> None:
    deep = branches("true", "false", otherwise=[branches("true", otherwise=[SEND])])
    data = editable(scenario(FILLED, deep))
    form, waiting, seen = (
        form_of_section(Section.SCENARIOS),
        list(chain_to(form_of_section(Section.SCENARIOS), data, "")),
        {},
    )
    while waiting:
        here = waiting.pop()
        assert chain_to(form, data, here.token)[-1].path == here.path
        assert whole_token(short_token(here.token)) == here.token
        if here.kind is not None:
            seen[here.path] = here.number
        waiting += inside(here)
    expected = {spot.path: spot.number for spot in walk(scenario(FILLED, deep).actions)}
    assert seen == expected


def test_ten_levels_of_blocks_fit_into_an_address() -> None:
    actions: Any = [{"change_variables": {"variables": {"To": [{"Address": {"formula": "1"}}]}}}] * 20
    for _ in range(9):
        actions = [*[SEND] * 10, {"either": {"blocks": [{"actions": []}] * 5 + [{"actions": actions}]}}]
    here = chain_to(form_of_section(Section.SCENARIOS), {"actions": actions}, "")[-1]
    while below := [item for item in inside(here) if item.data or item.path[-1] == "formula"]:
        here = below[-1]
    assert here.path[-1] == "formula"
    assert len(here.numbers) == 19
    assert len(short_token(here.token)) <= 46


def test_what_differs_in_a_block_is_said_by_its_number() -> None:
    before = scenario(branches("true", otherwise=[SEND])).stored()
    after = scenario(
        branches("false", otherwise=[{"send_message": {**SEND["send_message"], "route": "other"}}])
    ).stored()
    lines = difference_lines(reader(), "scenarios", differences_between(before, after))
    assert any("1.1" in line and "false" in line for line in lines)
    assert any("other" in line and line.count("ействие 1") == 2 for line in lines)


def test_each_kind_exports_itself_alone() -> None:
    document = scenario(branches("true", otherwise=[SEND]))
    (action,) = exported(document)["actions"]
    assert list(action) == ["either"]
    assert list(KINDS)[-1] == "either"
