"""What uses an object or a part of it is found before it goes."""

from domain.configuration.usage import FindUsage, Use
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


def finder(stored: Stored) -> FindUsage:
    return FindUsage(stored.configuration, RecordCounts())


def scenario(part: str, where: str = "") -> Use:
    return Use("scenarios", "Otpravkauvedomleniya", "Отправка уведомления", part, where)


def request(part: str, where: str = "") -> Use:
    return Use("scenarios", "Zayavka", "Заявка", part, where)


async def test_a_connection_and_a_route_are_used_by_what_sends(stored: Stored) -> None:
    await stored.apply(MORE)
    usage = await finder(stored).of_connection("smtp_connection")
    route = "Отправка уведомлений по эл. почте через SMTP"
    assert usage.uses == (
        Use("routes", "smtp_route", route, "connection"),
        scenario("action", "1.2"),
        request("action", "2"),
    )
    assert (await finder(stored).of_route("smtp_route")).uses == (scenario("action", "1.2"), request("action", "2"))
    assert not (await finder(stored).of_route("other")).is_used


async def test_a_routes_attribute_is_used_by_its_templates_and_filled_by_scenarios(stored: Stored) -> None:
    await stored.apply(MORE)
    usage = await finder(stored).of_route_attribute("smtp_route", "Subject")
    route = "Отправка уведомлений по эл. почте через SMTP"
    assert usage.uses == (
        Use("routes", "smtp_route", route, "subject"),
        scenario("action", "1.1"),
        request("action", "1"),
    )
    body = await finder(stored).of_route_attribute("smtp_route", "Body")
    assert [use.part for use in body.uses] == ["body", "action"]


async def test_a_template_is_used_by_scenarios_and_records(stored: Stored, filled: int) -> None:
    usage = await finder(stored).of_template("Uvedomleniya")
    assert usage.uses == (scenario("event"), scenario("action", "1"))
    assert usage.records == 1
    stored_template = (await stored.configuration.templates())[0]
    await stored.records.add(stored_template.id, 7, {}, NOW)
    assert (await finder(stored).of_template("Uvedomleniya")).records == 1


async def test_a_templates_attribute_is_used_by_formulas_and_held_by_records(stored: Stored) -> None:
    await stored.apply(MORE)
    await stored.record("Zayavka", Tema="Одна", Kto=None)
    await stored.record("Zayavka", Tema="Две", Kto={"account": 1})
    theme = await finder(stored).of_attribute("Zayavka", "Tema")
    assert theme.uses == (Use("templates", "Zayavka", "Заявка", "condition", "Послать"), request("action", "1"))
    assert theme.records == 2
    who = await finder(stored).of_attribute("Zayavka", "Kto")
    assert who.uses == (Use("templates", "Zayavka", "Заявка", "default", "Тема"), request("action", "1"))
    assert (who.records, who.is_needed) == (1, True)
    note = await finder(stored).of_attribute("Zayavka", "Primechanie")
    assert not note.is_used
    other = await finder(stored).of_attribute("Uvedomleniya", "Tema")
    assert not other.is_used


async def test_values_under_a_russian_name_are_counted(stored: Stored) -> None:
    await stored.apply(
        "templates:\n  - title: Русский\n    attributes: [{title: Тема, system_name: Тема, type: text}]\n"
    )
    await stored.record("Russkiy", Тема="Одна")
    assert (await finder(stored).of_attribute("Russkiy", "Тема")).records == 1


async def test_a_button_is_used_by_the_scenario_that_it_starts(stored: Stored) -> None:
    usage = await finder(stored).of_button("Uvedomleniya", "Otpravituvedomlenie")
    assert usage.uses == (scenario("event"),)
    assert not (await finder(stored).of_button("Uvedomleniya", "Drugaya")).is_used
