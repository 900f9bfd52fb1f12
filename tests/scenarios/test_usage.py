"""What uses an object or a part of it is found before it goes."""

from domain.configuration.usage import (
    Use,
    uses_of_attribute,
    uses_of_button,
    uses_of_connection,
    uses_of_route,
    uses_of_route_attribute,
    uses_of_template,
)
from domain.configuration.validation import Configuration
from storage.repositories.record_counts import RecordCounts
from tests.scenarios.conftest import NOW, Stored

MORE = """
templates:
  - title: Заявка
    attributes:
      - {title: Кто, type: account, default: USER()}
      - {title: Тема, type: text, default: $Kto->fullName}
      - {title: Примечание, type: text}
    buttons:
      - {title: Послать, condition: NOT(EMPTY($Tema))}
scenarios:
  - title: Заявка
    event: {type: button_clicked, template: Zayavka, button: Poslat}
    actions:
      - change_variables:
          set: letter
          variables:
            To: [{Address: {formula: $Kto->mbox}}]
            Subject: {attribute: Tema}
      - send_message: {connection: smtp_connection, route: smtp_route, variable: letter}
"""


async def whole(stored: Stored) -> Configuration:
    await stored.apply(MORE)
    return await Configuration.stored(stored.configuration)


def scenario(part: str, where: str = "") -> Use:
    return Use("scenarios", "Otpravkauvedomleniya", "Отправка уведомления", part, where)


def request(part: str, where: str = "") -> Use:
    return Use("scenarios", "Zayavka", "Заявка", part, where)


def route(part: str) -> Use:
    return Use("routes", "smtp_route", "Отправка уведомлений по эл. почте через SMTP", part)


async def test_a_connection_and_a_route_are_used_by_what_sends(stored: Stored) -> None:
    configuration = await whole(stored)
    sends = [scenario("action", "1.2"), request("action", "2")]
    assert [*uses_of_connection(configuration, "smtp_connection")] == [route("connection"), *sends]
    assert [*uses_of_route(configuration, "smtp_route")] == sends
    assert not [*uses_of_route(configuration, "other")]


async def test_a_routes_attribute_is_used_by_its_templates_and_filled_by_scenarios(stored: Stored) -> None:
    configuration = await whole(stored)
    assert [*uses_of_route_attribute(configuration, "smtp_route", "Subject")] == [
        route("subject"),
        scenario("action", "1.1"),
        request("action", "1"),
    ]
    body = uses_of_route_attribute(configuration, "smtp_route", "Body")
    assert [use.part for use in body] == ["body", "action"]


async def test_a_template_is_used_by_scenarios(stored: Stored) -> None:
    uses = [*uses_of_template(await whole(stored), "Uvedomleniya")]
    assert uses == [scenario("event"), scenario("action", "1")]


async def test_a_templates_attribute_is_used_by_formulas_and_actions(stored: Stored) -> None:
    configuration = await whole(stored)
    theme = [*uses_of_attribute(configuration, "Zayavka", "Tema")]
    assert theme == [Use("templates", "Zayavka", "Заявка", "condition", "Послать"), request("action", "1")]
    who = [*uses_of_attribute(configuration, "Zayavka", "Kto")]
    assert who == [Use("templates", "Zayavka", "Заявка", "default", "Тема"), request("action", "1")]
    assert not [*uses_of_attribute(configuration, "Zayavka", "Primechanie")]
    assert not [*uses_of_attribute(configuration, "Uvedomleniya", "Tema")]


async def test_a_button_is_used_by_the_scenario_that_it_starts(stored: Stored) -> None:
    configuration = await whole(stored)
    assert [*uses_of_button(configuration, "Uvedomleniya", "Otpravituvedomlenie")] == [scenario("event")]
    assert not [*uses_of_button(configuration, "Uvedomleniya", "Drugaya")]


async def test_records_are_counted_but_blank_ones(stored: Stored, filled: int) -> None:
    counts = RecordCounts()
    assert await counts.of_template("Uvedomleniya") == 1
    await stored.records.add((await stored.configuration.templates())[0].id, 7, {}, NOW)
    assert await counts.of_template("Uvedomleniya") == 1


async def test_values_of_an_attribute_are_counted(stored: Stored) -> None:
    await stored.apply(MORE)
    await stored.record("Zayavka", Tema="Одна", Kto=None)
    await stored.record("Zayavka", Tema="Две", Kto={"account": 1})
    counts = RecordCounts()
    assert await counts.with_value("Zayavka", "Tema") == 2
    assert await counts.with_value("Zayavka", "Kto") == 1
    assert await counts.with_value("Zayavka", "Primechanie") == 0


async def test_values_under_a_russian_name_are_counted(stored: Stored) -> None:
    await stored.apply(
        "templates:\n  - title: Русский\n    attributes: [{title: Тема, system_name: Тема, type: text}]\n"
    )
    await stored.record("Russkiy", Тема="Одна")
    assert await RecordCounts().with_value("Russkiy", "Тема") == 1
