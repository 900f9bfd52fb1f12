"""The interpreter: what each action does, where it stops, and that its state can be stored anywhere in between."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files.config_file import recipe_file
from domain.accounts.account import Account, Found
from domain.accounts.entity import KnownAccounts
from domain.documents import Stored
from domain.formulas import searches
from domain.large_contents import NothingPut
from domain.messages.letter import Attachment
from domain.messages.rich_text import RichText, TextEntity
from domain.records.entity import KnownRecord
from domain.records.record import Record, Status
from domain.records.template import RecordTemplate, StoredTemplate
from domain.scenarios.compose_letter import ComposeLetter
from domain.scenarios.document import Scenario
from domain.scenarios.interpreter import Interpreter
from domain.scenarios.segment import Segment
from domain.scenarios.state import RunState
from domain.scenarios.variables import change_value, keep, read
from domain.scenarios.world import World
from mail.compose import MimeComposer

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
IVANOV = Account(1, "ivanov", "Иванов Иван", "ivanov@firma.local", manager_id=2)
CHIEF = Account(2, "chief", "Главный Пётр", "chief@firma.local")


@dataclass
class Directory:
    """Accounts in memory, counting how often they are asked for."""

    accounts: dict[int, Account] = field(default_factory=lambda: {1: IVANOV, 2: CHIEF})
    queries: int = 0

    async def get(self, account_id: int) -> Account | None:
        return self.accounts.get(account_id)

    async def get_many(self, account_ids: Iterable[int]) -> dict[int, Account]:
        self.queries += 1
        return {number: self.accounts[number] for number in account_ids if number in self.accounts}

    async def search(self, text: str, *, limit: int = 10, offset: int = 0) -> Found:
        return Found((), more=False)

    async def count(self) -> int:
        return len(self.accounts)


@dataclass
class Source:
    """Accounts and records in memory, counting how often they are asked for."""

    directory: Directory = field(default_factory=Directory)
    kept: dict[int, KnownRecord | None] = field(default_factory=dict)
    templates: Sequence[RecordTemplate] = field(default_factory=lambda: recipe_file().templates)
    queries: int = 0

    async def accounts(self, numbers: Collection[int]) -> Mapping[int, Account]:
        return await self.directory.get_many(numbers)

    async def records(
        self, numbers: Collection[int], person_id: int, *, everything: bool = False
    ) -> Mapping[int, KnownRecord | None]:
        self.queries += 1
        return {number: self.kept[number] for number in numbers if number in self.kept}

    async def visible(
        self, numbers: Collection[int], person_id: int, *, everything: bool = False
    ) -> Mapping[int, bool]:
        self.queries += 1
        return {number: self.kept[number] is not None for number in numbers if number in self.kept}

    async def template(self, name: str) -> StoredTemplate | None:
        found = next((item for item in self.templates if item.system_name == name), None)
        return None if found is None else StoredTemplate(1, 1, found, {})

    async def find(
        self, asked: Collection[searches.Search], person_id: int, *, everything: bool = False
    ) -> Mapping[searches.Search, searches.Found | None]:
        self.queries += 1
        return dict.fromkeys(asked, searches.Found(tuple(self.kept)))


def known(number: int, creator_account_id: int | None = 2, **values: Any) -> KnownRecord:
    record = Record(number, 1, 7, {}, 1, Status.SENDING, NOW, NOW, NOW)
    return KnownRecord(record, recipe_file().templates[0], values, creator_account_id)


def world(directory: Directory | None = None, source: Source | None = None, **values: Any) -> World:
    file = recipe_file()
    default = {"Poluchatel": {"account": 1}, "Temauvedomleniya": "Тема", "Tekstuvedomleniya": "Текст"}
    made = World(
        source=source or Source(directory or Directory()),
        person_id=7,
        account_id=2,
        time_zone=ZoneInfo("Europe/Moscow"),
        record_id=5,
        routes={item.system_name: item for item in file.routes},
        connections={item.system_name: Stored(1, 1, item) for item in file.connections},
    )
    made.at_hand.laid_over[5] = known(5, **(default | values))
    return made


def scenario(*actions: dict[str, Any]) -> Scenario:
    return Scenario.model_validate(
        {
            "title": "Проба",
            "event": {"type": "button_clicked", "template": "Uvedomleniya", "button": "Otpravituvedomlenie"},
            "actions": list(actions),
        }
    )


def variables(**values: Any) -> dict[str, Any]:
    return {"change_variables": {"set": "notification", "variables": values}}


SEND = {"send_message": {"connection": "smtp_connection", "route": "smtp_route", "variable": "notification"}}
TO = {"Address": {"formula": "$Poluchatel->mbox"}}
FILLED = variables(To=TO, Body={"attribute": "Tekstuvedomleniya"}, Subject={"attribute": "Temauvedomleniya"})


class NoFiles:
    """Nobody has sent anything along."""

    async def read(self, file_ids: tuple[int, ...]) -> tuple[Attachment, ...]:
        return ()


def interpreter() -> Interpreter:
    return Interpreter(lambda: NOW, ComposeLetter(NoFiles(), MimeComposer(), NothingPut()))


async def run(document: Scenario, where: World | None = None, directory: Directory | None = None) -> Segment:
    return await interpreter()(document.actions, RunState.at_start(5), where or world(directory))


async def test_the_recipe_makes_one_letter_of_the_record() -> None:
    segment = await run(recipe_file().scenarios[0])
    (staged,) = segment.staged
    letter = staged.message.letter
    assert segment.ended
    assert segment.error is None
    assert [(item.address, item.name) for item in letter.to] == [("ivanov@firma.local", "")]
    assert (letter.subject, letter.body.text) == ("Тема", "Текст")
    assert [entry["kind"] for entry in segment.trace] == ["change_context", "change_variables", "send_message"]
    assert [entry["place"] for entry in segment.trace] == [[0], [0, 0], [0, 1]]


async def test_what_a_person_typed_is_never_read_as_a_template() -> None:
    typed = "{Subject} {{ 7*7 }} {% if x %} <b> & \\"
    segment = await run(scenario(FILLED, SEND), world(Tekstuvedomleniya=typed, Temauvedomleniya="{Body}"))
    letter = segment.staged[0].message.letter
    assert (letter.body.text, letter.subject) == (typed, "{Body}")


async def test_formatting_survives_from_the_attribute_to_the_letter() -> None:
    text = RichText("важно", (TextEntity("bold", 0, 5),))
    segment = await run(scenario(FILLED, SEND), world(Tekstuvedomleniya=text.to_json()))
    assert segment.staged[0].message.letter.body == text


async def test_a_longer_path_is_loaded_step_by_step_and_not_row_by_row() -> None:
    directory = Directory()
    chief = variables(To={"Address": {"formula": "$Poluchatel->manager->mbox"}}, Subject={"formula": "'x'"})
    segment = await run(scenario(chief, SEND), directory=directory)
    assert [item.address for item in segment.staged[0].message.letter.to] == ["chief@firma.local"]
    assert directory.queries <= 3


async def test_a_letter_to_nobody_stops_the_run_and_leaves_nothing_staged() -> None:
    segment = await run(scenario(FILLED, SEND, variables(To=TO | {"Address": {"formula": "$Poluchatel->phone"}}), SEND))
    assert segment.error is not None
    assert segment.error.key == "error-message-no-recipient"
    assert segment.staged == []


async def test_an_ignored_error_drops_what_its_action_did_and_goes_on() -> None:
    nobody = {"send_message": {**SEND["send_message"], "variable": "nothing", "ignore_errors": True}}
    segment = await run(scenario(FILLED, nobody, SEND))
    assert segment.error is None
    assert len(segment.staged) == 1
    assert "error" in segment.trace[1]


async def test_a_send_that_names_a_variable_for_the_answer_ends_the_segment() -> None:
    waiting = {"send_message": {**SEND["send_message"], "success_variable": "answer"}}
    segment = await run(scenario(FILLED, waiting, SEND))
    assert segment.waits
    assert not segment.ended
    assert len(segment.staged) == 1
    state = RunState.from_json(segment.state.to_json())
    rest = await interpreter()(scenario(FILLED, waiting, SEND).actions, state, world())
    assert rest.ended
    assert len(rest.staged) == 1


async def test_no_action_is_done_for_a_context_that_finds_nothing() -> None:
    nothing = {
        "change_context": {"template": "Uvedomleniya", "objects": {"formula": "null"}, "actions": [FILLED, SEND]}
    }
    segment = await run(scenario(nothing))
    assert segment.ended
    assert segment.staged == []


async def test_a_variable_replaced_later_keeps_its_neighbours() -> None:
    segment = await run(scenario(FILLED, variables(Subject={"formula": "'Другая: ' + $Temauvedomleniya"}), SEND))
    letter = segment.staged[0].message.letter
    assert (letter.subject, letter.body.text) == ("Другая: Тема", "Текст")


async def test_an_unknown_route_stops_the_run_with_its_name() -> None:
    gone = {"send_message": {**SEND["send_message"], "route": "gone"}}
    segment = await run(scenario(FILLED, gone))
    assert segment.error is not None
    assert segment.error.params["name"] == "gone"


async def test_the_trace_never_holds_a_whole_letter() -> None:
    segment = await run(scenario(FILLED, SEND), world(Tekstuvedomleniya="слово " * 1000))
    assert all(len(str(entry)) < 1000 for entry in segment.trace)


@pytest.mark.parametrize("address", ["нет адреса", "a@b\nBcc: x@y.ru", "@firma.ru"])
async def test_a_bad_address_is_said_and_nothing_goes(address: str) -> None:
    directory = Directory({1: Account(1, "x", "Имя", address)})
    segment = await run(scenario(FILLED, SEND), directory=directory)
    assert segment.error is not None
    assert segment.error.key in {"error-message-bad-address", "error-line-break-in-header"}
    assert segment.staged == []


values = st.recursive(
    st.none() | st.booleans() | st.text() | st.decimals(allow_nan=False, allow_infinity=False) | st.timedeltas(),
    lambda inner: (
        st.lists(inner).map(tuple)
        | st.dictionaries(st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True), inner)
    ),
    max_leaves=10,
)


@given(values)
def test_variables_come_back_as_they_were_kept(value: Any) -> None:
    assert read(keep(value), KnownAccounts()) == value


@pytest.mark.parametrize(
    ("operation", "before", "value", "after"),
    [
        ("replace", "a", "b", "b"),
        ("add", None, "b", "b"),
        ("add", "a", "b", ("a", "b")),
        ("add", ("a", "b"), ("b", "c"), ("a", "b", "b", "c")),
        ("add", "a", None, ("a",)),
        ("add", {"Address": "a"}, {"Address": "b"}, ({"Address": "a"}, {"Address": "b"})),
        ("exclude", None, "a", None),
        ("exclude", "a", "a", None),
        ("exclude", "a", "b", "a"),
        ("exclude", ("a", "b", "a"), "a", ("b",)),
        ("exclude", ({"Address": "a"}, {"Address": "b"}), {"Address": "a"}, ({"Address": "b"},)),
        ("exclude", RichText("a", (TextEntity("bold", 0, 1),)), "a", None),
    ],
)
def test_values_are_replaced_added_and_excluded(operation: str, before: Any, value: Any, after: Any) -> None:
    assert change_value(operation, before, value) == after


async def test_recipients_are_one_object_or_an_array_of_them() -> None:
    both = [TO, {"Name": {"formula": "'Второй'"}, "Address": {"formula": "'two@firma.local'"}}]
    segment = await run(scenario(FILLED, variables(To=both), SEND))
    letter = segment.staged[0].message.letter
    assert [(item.address, item.name) for item in letter.to] == [
        ("ivanov@firma.local", ""),
        ("two@firma.local", "Второй"),
    ]


async def test_what_is_added_and_excluded_outlives_a_wait() -> None:
    waiting = {"send_message": {**SEND["send_message"], "success_variable": "answer"}}
    second = {"To": {"Address": {"formula": "'b@firma.local'"}}}
    more = {"change_variables": {"operation": "add", "set": "notification", "variables": second}}
    less = {"change_variables": {"operation": "exclude", "set": "notification", "variables": {"To": TO}}}
    document = scenario(FILLED, more, waiting, less, SEND)
    first = await run(document)
    assert [item.address for item in first.staged[0].message.letter.to] == ["ivanov@firma.local", "b@firma.local"]
    state = RunState.from_json(first.state.to_json())
    rest = await interpreter()(document.actions, state, world())
    assert [item.address for item in rest.staged[0].message.letter.to] == ["b@firma.local"]


async def test_an_instant_is_printed_on_the_persons_clock() -> None:
    segment = await run(scenario(FILLED, variables(Body={"formula": "NOW()"}), SEND))
    assert segment.staged[0].message.letter.body.text == "23.11.2026 15:00"


async def test_a_run_that_version_0_1_0_left_waiting_sends_its_link_with_its_address() -> None:
    text = {"$": "text", "v": {"text": "на сайте", "entities": [["link", 3, 5, "https://firma.test"]]}}
    state = RunState.at_start(5)
    state.variables = {"notification": {"To": {"Address": "a@firma.test"}, "Subject": "Тема", "Body": text}}
    segment = await interpreter()(scenario(SEND).actions, state, world())
    assert segment.staged[0].message.letter.body.plain() == "на сайте (https://firma.test)"
