"""What uses an object or a part of it is found before it goes."""

from domain.configuration.queried import formulas_in
from domain.configuration.usage import (
    Use,
    users_of,
    uses_of_attribute,
    uses_of_button,
    uses_of_route_attribute,
)
from domain.configuration.validation import Configuration
from domain.records.template import RecordTemplate
from domain.references import references
from domain.sections import Section
from storage.repositories.record_counts import RecordCounts
from tests.domain.scenarios.conftest import NOW, Stored

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


def users(whole: Configuration, section: Section, name: str) -> list[str]:
    objects = [item for known in Section for item in whole.of(known).values()]
    return [item.system_name for item in users_of(objects, section, name)]


async def whole(stored: Stored) -> Configuration:
    await stored.apply(MORE)
    return await Configuration.stored(stored.configuration)


def scenario(part: str, where: str = "") -> Use:
    return Use(Section.SCENARIOS, "Otpravkauvedomleniya", "Отправка уведомления", part, where)


def request(part: str, where: str = "") -> Use:
    return Use(Section.SCENARIOS, "Zayavka", "Заявка", part, where)


def route(part: str) -> Use:
    return Use(Section.ROUTES, "smtp_route", "Отправка уведомлений по эл. почте через SMTP", part)


async def test_a_connection_and_a_route_are_used_by_what_sends(stored: Stored) -> None:
    configuration = await whole(stored)
    sends = ["Otpravkauvedomleniya", "Zayavka"]
    assert users(configuration, Section.CONNECTIONS, "smtp_connection") == ["smtp_route", *sends]
    assert users(configuration, Section.ROUTES, "smtp_route") == sends
    assert not users(configuration, Section.ROUTES, "other")


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
    configuration = await whole(stored)
    assert users(configuration, Section.TEMPLATES, "Uvedomleniya") == ["Otpravkauvedomleniya"]
    places = [item.path for item in references(configuration.scenarios["Otpravkauvedomleniya"])]
    assert ("event", "template") in places
    assert ("actions", 0, "change_context", "template") in places


async def test_a_templates_attribute_is_used_by_formulas_and_actions(stored: Stored) -> None:
    configuration = await whole(stored)
    theme = [*uses_of_attribute(configuration, "Zayavka", "Tema")]
    assert theme == [Use(Section.TEMPLATES, "Zayavka", "Заявка", "condition", "Послать"), request("action", "1")]
    who = [*uses_of_attribute(configuration, "Zayavka", "Kto")]
    assert who == [Use(Section.TEMPLATES, "Zayavka", "Заявка", "default", "Тема"), request("action", "1")]
    assert not [*uses_of_attribute(configuration, "Zayavka", "Primechanie")]
    assert not [*uses_of_attribute(configuration, "Uvedomleniya", "Tema")]


FURTHER = """
templates:
  - title: Заказ
    system_name: Zakaz
    attributes:
      - {title: Заявка, type: record, template: Zayavka, system_name: Zayavka}
      - title: Число
        type: number
        system_name: Chislo
        default: COUNT(from x in db->Zayavka where x->Primechanie == 'x' select x)
    buttons:
      - {title: Заново, operation: create, template: Zakaz, values: [{attribute: Zayavka, formula: $Zayavka}]}
      - {title: Заявить, operation: create, template: Zayavka, values: [{attribute: Primechanie, formula: "'x'"}]}
      - {title: Показать, condition: $Zayavka->Primechanie != 'x', system_name: Pokazat}
scenarios:
  - title: Заказ
    event: {type: button_clicked, template: Zakaz, button: Pokazat}
    actions:
      - check: {condition: "NOT(EMPTY($Zayavka->Tema))", message: "'Нет: ' + $Chislo"}
      - for_each:
          values: {formula: from x in db->Zayavka orderby x->Kto->fullName select x}
          variable: odna
          actions:
            - change_attributes: {changes: [{attribute: Chislo, operation: clear}]}
      - create_record:
          template: Zayavka
          actions:
            - change_attributes: {changes: [{attribute: Tema, value: {formula: "'x'"}}]}
"""


async def test_every_formula_that_knows_an_attribute_is_found(stored: Stored) -> None:
    await stored.apply(MORE)
    await stored.apply(FURTHER)
    configuration = await Configuration.stored(stored.configuration)

    def uses(template: str, attribute: str) -> set[tuple[str, str, str]]:
        return {(use.name, use.part, use.where) for use in uses_of_attribute(configuration, template, attribute)}

    assert uses("Zakaz", "Zayavka") == {
        ("Zakaz", "value", "Заново"),
        ("Zakaz", "condition", "Показать"),
        ("Zakaz", "action", "1"),
    }
    assert uses("Zayavka", "Primechanie") == {
        ("Zakaz", "other", "Число"),
        ("Zakaz", "value", "Заявить"),
        ("Zakaz", "other", "Показать"),
    }
    assert uses("Zakaz", "Chislo") == {("Zakaz", "action", "1"), ("Zakaz", "action", "2.1")}
    assert uses("Zayavka", "Kto") >= {("Zakaz", "action", "2"), ("Zayavka", "default", "Тема")}
    assert uses("Zayavka", "Tema") >= {("Zakaz", "action", "1"), ("Zakaz", "action", "3.1")}


def test_every_field_of_a_formula_is_looked_at() -> None:
    template = RecordTemplate.from_stored(
        {
            "title": "А",
            "system_name": "A",
            "attributes": [{"title": "Б", "system_name": "B", "type": "text", "default": "$X"}],
            "buttons": [
                {
                    "title": "К",
                    "system_name": "K",
                    "condition": "$X",
                    "operation": "create",
                    "template": "A",
                    "values": [{"attribute": "B", "formula": "$X"}],
                }
            ],
        }
    )
    written = repr(template).count("'$X'")
    assert written == len(list(formulas_in(template)))


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
