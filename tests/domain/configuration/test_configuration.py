"""The configuration file: applied whole or not at all, exported so that it applies again, mistakes with their place."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.files.config_file import Unreadable, read_configuration, recipe_file, recipe_text, write_configuration
from bot.texts import load_texts
from domain.configuration.apply_configuration import ApplyConfiguration, ConfigurationInvalid
from domain.configuration.export_configuration import ExportConfiguration
from domain.mistakes import Mistake
from storage.database import open_database
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox
from storage.transactions import atomically
from tests.databases import opened, put_empty_database

KEY = "sixteen characters at least"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[ConfigurationRepository]:
    async with opened(tmp_path / "gonets.db"):
        yield ConfigurationRepository(SecretBox(KEY))


async def mistakes_of(store: ConfigurationRepository, text: str) -> dict[str, Mistake]:
    """Every mistake by its path, as the command line tells them."""
    read = read_configuration(text, {})
    found = list(read.mistakes)
    try:
        await ApplyConfiguration(store, atomically)(read.file, dry_run=True)
    except ConfigurationInvalid as error:
        found += error.mistakes
    return {mistake.shown_path: mistake for mistake in found}


async def test_the_same_file_twice_changes_nothing_the_second_time(store: ConfigurationRepository) -> None:
    apply = ApplyConfiguration(store, atomically)
    first = await apply(recipe_file())
    second = await apply(recipe_file())
    assert [change.created for change in first] == [True] * 4
    assert [change.is_change for change in second] == [False] * 4


async def test_an_export_applied_to_an_empty_database_gives_the_same_export(
    store: ConfigurationRepository, tmp_path: Path
) -> None:
    await ApplyConfiguration(store, atomically)(recipe_file())
    text = write_configuration(await ExportConfiguration(store)())
    async with opened(tmp_path / "other.db"):
        other = ConfigurationRepository(SecretBox(KEY))
        read = read_configuration(text, {})
        assert read.mistakes == []
        await ApplyConfiguration(other, atomically)(read.file)
        assert write_configuration(await ExportConfiguration(other)()) == text


async def test_a_new_connection_whose_password_is_not_known_is_made_disabled(store: ConfigurationRepository) -> None:
    changes = await ApplyConfiguration(store, atomically)(read_configuration(recipe_text(), {}).file)
    (connection,) = await store.connections()
    assert not connection.document.enabled
    assert (changes[0].note, changes[0].variable) == ("config-note-disabled", "SMTP_PASSWORD")


async def test_a_password_comes_from_the_environment_and_goes_into_no_export(store: ConfigurationRepository) -> None:
    read = read_configuration(recipe_text(), {"SMTP_PASSWORD": "очень секретно"})
    await ApplyConfiguration(store, atomically)(read.file)
    kept = await store.secret("smtp_connection", "password")
    assert kept is not None
    assert kept.get_secret_value() == "очень секретно"
    text = write_configuration(await ExportConfiguration(store)())
    assert "секретно" not in text
    assert "${SMTP_CONNECTION_PASSWORD}" in text


async def test_an_unset_variable_keeps_the_password_that_is_stored(store: ConfigurationRepository) -> None:
    apply = ApplyConfiguration(store, atomically)
    await apply(read_configuration(recipe_text(), {"SMTP_PASSWORD": "первый"}).file)
    changes = await apply(read_configuration(recipe_text(), {}).file)
    kept = await store.secret("smtp_connection", "password")
    assert kept == SecretStr("первый")
    assert changes[0].note == "config-note-kept"
    assert (await store.connections())[0].document.enabled


async def test_objects_that_a_file_does_not_name_stay_as_they_are(store: ConfigurationRepository) -> None:
    apply = ApplyConfiguration(store, atomically)
    await apply(recipe_file())
    only = read_configuration("templates:\n  - title: Заявка\n    attributes: [{title: Тема, type: text}]\n", {}).file
    changes = await apply(only)
    assert [(change.name, change.created) for change in changes] == [("Zayavka", True)]
    assert len(await store.templates()) == 2
    assert len(await store.scenarios()) == 1


async def test_a_number_of_an_attribute_is_never_given_twice(store: ConfigurationRepository) -> None:
    apply = ApplyConfiguration(store, atomically)

    def template(*titles: str) -> str:
        rows = "".join(f"      - {{title: {title}, type: text}}\n" for title in titles)
        return f"templates:\n  - title: Заявка\n    attributes:\n{rows}"

    await apply(read_configuration(template("Первый", "Второй"), {}).file)
    await apply(read_configuration(template("Второй", "Третий"), {}).file)
    (stored,) = await store.templates()
    assert stored.numbers == {"Pervyy": 1, "Vtoroy": 2, "Tretiy": 3}


@pytest.mark.parametrize(
    ("old", "new", "path", "key"),
    [
        ("port: 465", "port: 70000", "connections[0].port", "config-out-of-range"),
        ("port: 465", "port: 465\n    retry_after: [5m, 0s]", "connections[0].retry_after", "config-too-soon"),
        ("port: 465", "port: 465\n    timeout: 0s", "connections[0].timeout", "config-too-soon"),
        ("port: 465", "port: почта", "connections[0].port", "config-wrong-type"),
        ("authentication: basic", "authentication: oauth9", "connections[0].authentication", "config-not-a-choice"),
        ("host: smtp.test.ru", "hots: smtp.test.ru", "connections[0].hots", "config-unknown-field"),
        ("host: smtp.test.ru", "hots: smtp.test.ru", "connections[0].host", "config-missing"),
        ("connection: smtp_connection\n    request", "connection: nowhere\n    request", "routes[0].connection",
         "config-unknown-name"),
        ('subject: "{Subject}"', 'subject: "{Subjekt}"', "routes[0].subject", "error-template"),
        ("button: Otpravituvedomlenie", "button: Otpravit", "scenarios[0].event.button", "config-unknown-name"),
        ("route: smtp_route", "route: other_route",
         "scenarios[0].actions[0].change_context.actions[1].send_message.route", "config-unknown-name"),
        ("Body: {attribute: Tekstuvedomleniya}", "Body: {attribute: Tekst}",
         "scenarios[0].actions[0].change_context.actions[0].change_variables.variables.Body.attribute",
         "config-unknown-name"),
        ("$Poluchatel->mbox", "$Poluchatel->mbx",
         "scenarios[0].actions[0].change_context.actions[0].change_variables.variables.To.Address.formula",
         "error-formula-unknown-name"),
        ("send_message: {", "send_massage: {", "scenarios[0].actions[0].change_context.actions[1].send_massage",
         "config-unknown-field"),
        ("type: account", "type: person", "templates[0].attributes[0].type", "config-not-a-choice"),
        ("objects: {attribute: id}", "objects: {attribute: Poluchatel}",
         "scenarios[0].actions[0].change_context.objects.attribute", "config-finds-no-records"),
        ("set: notification", "set: letter",
         "scenarios[0].actions[0].change_context.actions[1].send_message.variable", "config-set-not-filled"),
        ("  To:", "  Toward:",
         "scenarios[0].actions[0].change_context.actions[1].send_message.variable", "config-no-recipient"),
        ("{name: Subject, type: string}",
         "{name: Subject, type: string}\n      - {name: Topic, type: string, required: true}",
         "scenarios[0].actions[0].change_context.actions[1].send_message.variable", "config-attribute-not-filled"),
    ],
)  # fmt: skip
async def test_a_mistake_has_its_path(store: ConfigurationRepository, old: str, new: str, path: str, key: str) -> None:
    assert old in recipe_text()
    found = await mistakes_of(store, recipe_text().replace(old, new))
    assert path in found
    assert found[path].key == key


async def test_all_mistakes_are_told_at_once_and_nothing_is_applied(store: ConfigurationRepository) -> None:
    text = recipe_text().replace("port: 465", "port: 0").replace("$Poluchatel->mbox", "1 +").replace(
        "route: smtp_route", "route: gone"
    )  # fmt: skip
    assert len(await mistakes_of(store, text)) >= 3
    assert await store.connections() == []
    assert await store.templates() == []


def test_a_mistake_is_found_at_its_line_and_column() -> None:
    read = read_configuration(recipe_text().replace("port: 465", "port: 0"), {})
    (mistake,) = read.mistakes
    line, column = read.spot_of(mistake.path)
    assert recipe_text().splitlines()[line - 1][column - 1 :].startswith("port:")


async def test_a_button_has_at_most_one_enabled_scenario(store: ConfigurationRepository) -> None:
    document = yaml.safe_load(recipe_text())
    document["scenarios"].append({**document["scenarios"][0], "title": "Вторая отправка"})
    found = await mistakes_of(store, yaml.safe_dump(document, allow_unicode=True))
    assert found["scenarios[1].event.button"].key == "config-button-taken"


async def test_a_message_goes_by_the_connection_of_its_route(store: ConfigurationRepository) -> None:
    document = yaml.safe_load(recipe_text())
    document["connections"].append({**document["connections"][0], "system_name": "other", "title": "Другое"})
    inner = document["scenarios"][0]["actions"][0]["change_context"]["actions"]
    inner[1]["send_message"]["connection"] = "other"
    found = await mistakes_of(store, yaml.safe_dump(document, allow_unicode=True))
    assert [mistake.key for mistake in found.values()] == ["config-other-connection"]


@pytest.mark.parametrize("name", ["attribute", "formula"])
async def test_a_variable_is_not_named_like_a_kind_of_value(store: ConfigurationRepository, name: str) -> None:
    text = recipe_text().replace("Subject: {attribute: Temauvedomleniya}", f"{name}: {{inner: {{formula: '1'}}}}")
    found = await mistakes_of(store, text)
    assert "config-reserved-name" in {mistake.key for mistake in found.values()}


async def test_names_that_differ_in_case_only_clash(store: ConfigurationRepository) -> None:
    document = yaml.safe_load(recipe_text())
    document["connections"].append({**document["connections"][0], "system_name": "SMTP_connection"})
    found = await mistakes_of(store, yaml.safe_dump(document, allow_unicode=True))
    assert {"config-twice", "config-differs-in-case"} & {mistake.key for mistake in found.values()}


@pytest.mark.parametrize(
    "text",
    [
        "a: [1",
        "a: 1\na: 2",
        "\x00\x01binary",
        "a: &a [x, x]\nb: &b [*a, *a, *a, *a]\nc: " + "[" + "*b, " * 20_000 + "*b]",
        "x: " + "y" * 2_000_000,
        "? [complex, key]\n: 1",
    ],
)
def test_what_is_no_configuration_at_all_is_said_with_its_place(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_configuration(text, {})
    assert caught.value.line >= 1


@pytest.mark.parametrize("text", ["[]", "text", "connections: 5", "unknown: []"])
def test_a_file_of_another_shape_is_a_mistake(text: str) -> None:
    assert read_configuration(text, {}).mistakes


def test_an_empty_file_changes_nothing() -> None:
    assert read_configuration("", {}).mistakes == []


titles = st.text(st.sampled_from("абвгдежзийклмн АБВ abc 0123"), min_size=1, max_size=20).filter(
    lambda text: any(letter.isalpha() for letter in text)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=25)
@given(
    name=st.lists(titles, min_size=1, max_size=6, unique=True),
    multiline=st.booleans(),
    hint=st.none() | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=50),
    port=st.integers(1, 65535),
)
async def test_any_configuration_survives_export_and_reading(
    tmp_path: Path, name: list[str], multiline: bool, hint: str | None, port: int
) -> None:
    document = yaml.safe_load(recipe_text())
    document["connections"][0]["port"] = port
    attributes = [{"title": title, "type": "text", "multiline": multiline, "hint": hint} for title in name]
    document["templates"].append({"title": "Другой шаблон", "attributes": attributes})
    read = read_configuration(write_configuration(document), {"SMTP_PASSWORD": "x"})
    assert read.mistakes == []
    path = tmp_path / f"{uuid4()}.db"
    put_empty_database(path)
    async with open_database(f"sqlite://{path}"):
        store = ConfigurationRepository(SecretBox(KEY))
        await ApplyConfiguration(store, atomically)(read.file)
        text = write_configuration(await ExportConfiguration(store)())
        again = read_configuration(text, {"SMTP_CONNECTION_PASSWORD": "x"})
        assert again.mistakes == []
        changes = await ApplyConfiguration(store, atomically)(again.file)
        assert [change.name for change in changes if change.is_change] == []


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("    sender_name:", "    timeout: скоро\n    sender_name:", "config-duration"),
        ("    username: test\n", "", "config-needs-username"),
        ("system_name: smtp_route", "system_name: 1 route", "config-system-name"),
        ("title: Получатель", "title: «…»", "error-empty-system-name"),
        ("  - title: Уведомления", '  - title: "Уведом\\nления"', "config-one-line"),
        ("{title: Отправить уведомление,", '{title: "Отправить\\nуведомление",', "config-one-line"),
        ("system_name: smtp_route", f"system_name: {'r' * 101}", "config-too-long"),
        ("multiline: true", "multiline: true, multiple: true", "config-not-multiple"),
        ("{name: Subject, type: string}", "{name: body, type: string}", "config-name-taken"),
        ("sender_address: test@test.ru", "sender_address: test", "config-wrong-address"),
    ],
)
async def test_a_reason_is_said_in_russian(store: ConfigurationRepository, old: str, new: str, key: str) -> None:
    assert old in recipe_text()
    found = await mistakes_of(store, recipe_text().replace(old, new))
    texts = [load_texts("ru")(mistake.key, **mistake.params) for mistake in found.values()]
    assert key in {mistake.key for mistake in found.values()}
    assert not any(re.search(r"\b(should|must|the|of|valid|input|string)\b", text, re.IGNORECASE) for text in texts)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("routes:\n\t- {title: Путь}\n", 2, "tab"),
        ('routes:\n  - title: "Путь\n', 3, "quote"),
        ("routes:\n  - title: Путь: письма\n", 2, "colon"),
        ("routes:\n  - title: Путь\n    body: x\n   subject: y\n", 4, "indent"),
        ("routes: [{title: Путь}\n", 2, "indent"),
        ("routes: !!python/object:os.system x\n", 1, "value"),
    ],
)
def test_what_is_no_yaml_is_said_in_our_words_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_configuration(text, {})
    assert (refused.value.line, refused.value.params) == (line, {"reason": reason})
