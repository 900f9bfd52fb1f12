"""What can be configured wrong, and what is said about it when it is saved: one line for each silence there was."""

from typing import Any

import pytest

from bot.files.config_file import recipe_file
from bot.texts import load_texts
from domain.configuration.document import ConfigurationFile
from domain.configuration.refused_now import all_refused_now, refused_now
from domain.configuration.twins_told import twin_parts, twins_of
from domain.configuration.validation import Configuration, check_configuration
from domain.configured.route import Route
from domain.records.template import RecordTemplate
from domain.scenarios.document import Scenario
from domain.sections import Section

TEMPLATE = RecordTemplate.model_validate(
    {
        "title": "Пропуск",
        "system_name": "Propusk",
        "attributes": [
            {"title": "Гость", "type": "account"},
            {"title": "Гости", "type": "account", "multiple": True},
            {"title": "Тема", "type": "text"},
            {"title": "Файлы", "type": "document", "multiple": True},
        ],
        "buttons": [{"title": "Послать"}],
    }
)
ROUTE: dict[str, Any] = {
    "title": "Путь",
    "system_name": "put",
    "connection": "smtp_connection",
    "request": [
        {"name": "Subject"},
        {"name": "Body", "required": True},
        {"name": "Srok"},
        {"name": "N", "type": "number"},
    ],
    "subject": "{Subject}",
    "body": "{Body}",
}
BODY = {"attribute": "Tema"}
TO = {"Address": {"formula": "$Gost->mbox"}}
SEND: dict[str, Any] = {"connection": "smtp_connection", "route": "put", "variable": "letter"}
PLACE = "scenarios[0].actions[0].change_context.actions"


def configuration(
    variables: dict[str, Any] | None = None,
    *,
    send: dict[str, Any] | None = None,
    route: dict[str, Any] | None = None,
    more: tuple[dict[str, Any], ...] = (),
    objects: dict[str, Any] | None = None,
) -> Configuration:
    """Return a scenario that is right but for what is given, with all that it needs."""
    given = {"To": TO, "Subject": BODY, "Body": BODY} if variables is None else variables
    actions = [{"change_variables": {"set": "letter", "variables": given}}, {"send_message": {**SEND, **(send or {})}}]
    context = {"template": "Propusk", "objects": objects or {"attribute": "id"}, "actions": [*actions, *more]}
    scenario = Scenario.model_validate(
        {
            "title": "Проба",
            "system_name": "proba",
            "event": {"type": "button_clicked", "template": "Propusk", "button": "Poslat"},
            "actions": [{"change_context": context}],
        }
    )
    file = recipe_file()
    return Configuration(
        {item.system_name: item for item in file.connections},
        {"put": Route.model_validate({**ROUTE, **(route or {})})},
        {"Propusk": TEMPLATE},
        {"proba": scenario},
    )


def refused(whole: Configuration, stored: Configuration | None = None) -> list[tuple[str, str]]:
    file = ConfigurationFile(scenarios=[*whole.scenarios.values()])
    file.paths[("scenarios", "proba")] = ("scenarios", 0)
    mistakes = check_configuration(whole, file, stored)
    for language in ("ru", "en"):
        words = [load_texts(language)(item.key, **item.params) for item in mistakes]
        assert not any("{" in line for line in words), words
    return [(item.shown_path, item.key) for item in mistakes]


def test_what_is_right_is_taken() -> None:
    assert refused(configuration()) == []
    assert all_refused_now(configuration()) == []


ALL = {"To": TO, "Subject": BODY, "Body": BODY}


def formula(text: str) -> dict[str, Any]:
    return {"formula": text}


@pytest.mark.parametrize(
    ("variables", "path", "key"),
    [
        # Addresses.
        ({"To": {"Address": formula("5")}}, "To.Address.formula", "config-wants"),
        ({"Cc": {"Address": formula("5")}}, "Cc.Address.formula", "config-wants"),
        ({"Bcc": [{"Address": formula("1 == 1")}]}, "Bcc[0].Address.formula", "config-wants"),
        ({"To": formula("NOW()")}, "To.formula", "config-wants"),
        ({"To": {"Address": formula("'ivanov'")}}, "To.Address.formula", "config-wants-address"),
        ({"To": {"Address": formula("'a@b.test, c@d.test'")}}, "To.Address.formula", "config-wants-address"),
        ({"To": {"Address": formula("'ivanov@' + 'firma test'")}}, "To.Address.formula", "config-wants-address"),
        ({"To": {"Address": formula("''")}}, "To.Address.formula", "config-wants-address-empty"),
        ({"To": {"Address": formula("null")}}, "To.Address.formula", "config-wants-address-empty"),
        ({"To": {"Address": {"attribute": "Fayly"}}}, "To.Address.attribute", "config-wants"),
        ({"To": {"Address": {"attribute": "id"}}}, "To.Address.attribute", "config-wants"),
        ({"To": {"Address": {"attribute": "_creationDate"}}}, "To.Address.attribute", "config-wants"),
        ({"To": {"Address": formula("$Gost->mbox"), "Nmae": BODY}}, "To.Nmae", "config-unknown-field"),
        ({"To": {"Address": formula("$Gost->mbox"), "Name": {"attribute": "Fayly"}}}, "To.Name.attribute",
         "config-wants"),
        # Files and headers.
        ({"Attachments": {"attribute": "Tema"}}, "Attachments.attribute", "config-wants"),
        ({"Attachments": {"attribute": "Gost"}}, "Attachments.attribute", "config-wants"),
        ({"Attachments": formula("'a.pdf'")}, "Attachments.formula", "config-want-files"),
        ({"Attachments": formula("$Fayly")}, "Attachments.formula", "config-want-files"),
        ({"Attachments": {"File": {"attribute": "Fayly"}}}, "Attachments", "config-want-files"),
        ({"CustomHeaders": formula("'x'")}, "CustomHeaders.formula", "config-wants"),
        ({"CustomHeaders": {"XNote": {"attribute": "Gost"}}}, "CustomHeaders.XNote.attribute", "config-wants"),
        # What the route declares.
        ({"Subject": {"attribute": "Gost"}}, "Subject.attribute", "config-wants"),
        ({"Subject": formula("$Gost->manager")}, "Subject.formula", "config-wants"),
        ({"N": formula("'abc'")}, "N.formula", "config-wants-number"),
        ({"N": formula("NOW()")}, "N.formula", "config-wants"),
        # Formulas that are wrong whatever is filled in.
        ({"Subject": formula("$Tema - 1")}, "Subject.formula", "error-formula-type"),
        ({"Subject": formula("1 - $Tema")}, "Subject.formula", "error-formula-type"),
        ({"Subject": formula("$Tema * 2")}, "Subject.formula", "error-formula-type"),
        ({"Subject": formula("-$Tema")}, "Subject.formula", "error-formula-type"),
        ({"Subject": formula("$Gost + 1")}, "Subject.formula", "error-formula-type"),
        ({"Subject": formula("TOUPPER($Gosti->fullName)")}, "Subject.formula", "error-formula-type"),
        ({"Subject": formula("TOUPPER(1)")}, "Subject.formula", "error-formula-type"),
        ({"Subject": formula("IF($Tema, 'a', 'b')")}, "Subject.formula", "error-formula-type"),
        ({"Subject": formula("IF($Tema > 1, 'a', 'b')")}, "Subject.formula", "error-formula-type"),
        ({"Subject": formula("SUM($Gosti->fullName)")}, "Subject.formula", "error-formula-type"),
        ({"Subject": formula("NOW() - 1")}, "Subject.formula", "error-formula-type"),
        ({"Subject": formula("NOT($Tema)")}, "Subject.formula", "error-formula-type"),
        # Names.
        ({"Subject": formula("$$leter->Body")}, "Subject.formula", "error-formula-unknown-name"),
        ({"Subject": formula("$$letter->Bodi")}, "Subject.formula", "error-formula-unknown-name"),
        ({"Subject": formula("$Temma")}, "Subject.formula", "error-formula-unknown-name"),
        ({"Subject": {"attribute": "Poluchatel"}}, "Subject.attribute", "config-unknown-name"),
    ],
)  # fmt: skip
def test_a_value_that_never_does_is_refused_with_its_place(variables: dict[str, Any], path: str, key: str) -> None:
    whole = configuration({**ALL, **variables})
    assert (f"{PLACE}[0].change_variables.variables.{path}", key) in refused(whole)


@pytest.mark.parametrize(
    "variables",
    [
        {"To": {"Address": {"attribute": "Gost"}}},
        {"To": {"Address": formula("$Gosti")}},
        {"To": {"attribute": "Gost"}},
        {"To": [{"Address": formula("$Gost->manager->mbox"), "Name": {"attribute": "Gost"}}]},
        {"To": {"Address": formula("IF($Tema == 'a', 'a@b.test', $Gost->mbox)")}},
        {"To": {"Address": formula("LIST('a@b.test', 'c@d.test')")}},
        {"To": {"Address": {"attribute": "Tema"}}},
        {"Attachments": {"attribute": "Fayly"}},
        {"Subject": formula("'№ ' + $id")},
        {"Subject": {"attribute": "id"}},
        {"Subject": formula("$$letter->Body")},
        {"Subject": formula("$Tema + 1")},
        {"Subject": formula("NOW()")},
        {"N": formula("'5'")},
        {"N": formula("LENGTH($Tema) - 1")},
        {"N": {"attribute": "Tema"}},
        {"CustomHeaders": {"XNote": {"attribute": "Tema"}}},
    ],
)
def test_a_value_that_may_do_is_taken(variables: dict[str, Any]) -> None:
    assert refused(configuration({**ALL, **variables})) == []


@pytest.mark.parametrize(
    ("objects", "key"),
    [
        (formula("'6'"), "config-wants"),
        (formula("6"), "config-wants"),
        (formula("$_creator->manager"), "config-wants"),
        (formula("$Gost"), "config-wants"),
        (formula("$Tema"), "config-wants"),
        (formula("NOW()"), "config-wants"),
        (formula("$Fayly"), "config-wants"),
    ],
)
def test_a_context_of_what_is_no_record_is_refused(objects: dict[str, Any], key: str) -> None:
    found = refused(configuration(objects=objects))
    assert ("scenarios[0].actions[0].change_context.objects.formula", key) in found


def test_a_context_of_the_record_itself_is_taken() -> None:
    assert refused(configuration(objects=formula("$id"))) == []


@pytest.mark.parametrize(
    ("send", "path", "key"),
    [
        ({"success_variable": "letter"}, "success_variable", "config-answer-over-set"),
        ({"error_variable": "letter"}, "error_variable", "config-answer-over-set"),
        ({"success_variable": "a", "error_variable": "a"}, "error_variable", "config-answer-twice"),
        ({"variable": "leter"}, "variable", "config-set-not-filled"),
    ],
)
def test_a_letter_that_is_sent_wrong_is_refused(send: dict[str, Any], path: str, key: str) -> None:
    assert (f"{PLACE}[1].send_message.{path}", key) in refused(configuration(send=send))


def test_a_set_that_is_spelled_wrong_is_told_with_the_nearest() -> None:
    whole = configuration(send={"variable": "leter"})
    (mistake,) = check_configuration(whole, ConfigurationFile())
    assert mistake.params["nearest"] == "letter"


def test_a_set_without_to_is_refused() -> None:
    found = refused(configuration({"Subject": BODY, "Body": BODY}))
    assert (f"{PLACE}[1].send_message.variable", "config-no-recipient") in found


def test_more_fixed_recipients_than_a_letter_may_have_are_refused() -> None:
    many = [{"Address": formula(f"'a{number}@firma.test'")} for number in range(200)]
    found = refused(configuration({**ALL, "To": many}))
    assert (f"{PLACE}[1].send_message.variable", "config-too-many-recipients") in found


@pytest.mark.parametrize(
    ("route", "holes"),
    [
        ({"body": "{Body} до {Srok}"}, ["Srok"]),
        ({"subject": "{Subject}: {Srok}"}, ["Srok"]),
        ({"html": "<b>{Srok}</b> {Body}"}, ["Srok"]),
        ({"body": "{Body} {{ Srok | upper }}"}, ["Srok"]),
        ({"body": "{Body} {% if Subject %}{Srok}{% endif %}"}, ["Srok"]),
        ({"body": "{Body} {Srok} {N}"}, ["Srok", "N"]),
        ({"body": "{Body} {% if Srok %}до {Srok}{% endif %}"}, []),
        ({"body": "{Body} {{ Srok | default('никогда') }}"}, []),
        ({"body": "{Body}"}, []),
    ],
)
def test_a_placeholder_that_nothing_fills_is_told(route: dict[str, Any], holes: list[str]) -> None:
    whole = configuration(route=route)
    assert refused(whole) == []
    found = refused_now(whole.scenarios["proba"], Section.SCENARIOS, whole)
    assert [item.params["attribute"] for item in found] == holes
    assert {item.key for item in found} <= {"config-placeholder-not-filled"}


def test_the_variable_that_was_meant_is_told_beside_the_hole() -> None:
    whole = configuration({**ALL, "Srock": BODY}, route={"body": "{Body} {Srok}"})
    (found,) = refused_now(whole.scenarios["proba"], Section.SCENARIOS, whole)
    assert found.params["nearest"] == "Srock"


def test_what_was_saved_before_a_rule_is_no_mistake_of_another_s_saving() -> None:
    old = configuration({**ALL, "To": {"Address": formula("5")}})
    route = Route.model_validate({**ROUTE, "subject": "Новая: {Subject}"})
    after = Configuration(old.connections, {"put": route}, old.templates, old.scenarios)
    file = ConfigurationFile(routes=[route])
    file.paths[("routes", "put")] = ("routes", 0)
    assert check_configuration(after, file, old) == []
    assert [item.key for item in all_refused_now(after)] == ["config-wants"]


def test_its_own_saving_is_refused_and_switching_it_off_is_not() -> None:
    old = configuration({**ALL, "To": {"Address": formula("5")}})
    named = old.scenarios["proba"].model_copy(update={"title": "Иначе"})
    off = old.scenarios["proba"].model_copy(update={"enabled": False})
    for scenario, keys in ((named, ["config-wants"]), (off, [])):
        after = Configuration(old.connections, old.routes, old.templates, {"proba": scenario})
        assert [key for _, key in refused(after, old)] == keys


ATTRIBUTES = [{"title": "Гость", "type": "account"}, {"title": "Тема", "type": "text"}]


@pytest.mark.parametrize(
    ("template", "path", "key"),
    [
        ({"attributes": [*ATTRIBUTES, {"title": "Кто", "type": "account", "default": "'Иванов'"}]},
         "attributes[2].default", "config-formula-kind"),
        ({"attributes": [*ATTRIBUTES, {"title": "N", "type": "number", "default": "$Tema->mbox"}]},
         "attributes[2].default", "error-formula-type"),
        ({"attributes": [*ATTRIBUTES, {"title": "N", "type": "number", "default": "'пять'"}]},
         "attributes[2].default", "config-formula-kind"),
        ({"attributes": [*ATTRIBUTES, {"title": "День", "type": "date_time", "default": "5"}]},
         "attributes[2].default", "config-formula-kind"),
        ({"attributes": [*ATTRIBUTES, {"title": "Срок", "type": "duration", "default": "NOW()"}]},
         "attributes[2].default", "config-formula-kind"),
        ({"buttons": [{"title": "Послать", "condition": "$Temma == 'а'"}]}, "buttons[0].condition",
         "error-formula-unknown-name"),
        ({"buttons": [{"title": "Послать", "condition": "$Tema - 1"}]}, "buttons[0].condition", "error-formula-type"),
        ({"buttons": [{"title": "Ещё", "operation": "create", "template": "Propusk",
                       "values": [{"attribute": "Net", "formula": "$Tema"}]}]}, "buttons[0].values[0].attribute",
         "config-unknown-name"),
    ],
)  # fmt: skip
def test_a_template_s_formula_that_never_does_is_refused_with_its_place(
    template: dict[str, Any], path: str, key: str
) -> None:
    document = RecordTemplate.model_validate(
        {"title": "Пропуск", "system_name": "Propusk", "attributes": ATTRIBUTES, **template}
    )
    file = ConfigurationFile(templates=[document])
    file.paths[("templates", "propusk")] = ("templates", 0)
    found = check_configuration(Configuration({}, {}, {"Propusk": document}, {}), file)
    assert (f"templates[0].{path}", key) in [(item.shown_path, item.key) for item in found]


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ({"attributes": [{"title": "Тема"}, {"title": " тема"}]}, ["config-twin-attributes"]),
        ({"attributes": [{"title": "Счёт"}, {"title": "Счет"}, {"title": "счёт"}]}, ["config-twin-attributes"]),
        ({"attributes": [{"title": "Тема"}, {"title": "Темы"}, {}, {}]}, []),
        ({"buttons": [{"title": "Да"}, {"title": "Да"}]}, ["config-twin-buttons"]),
        ({"buttons": [{"title": "Да", "condition": "$A"}, {"title": "Да"}]}, ["config-twin-buttons"]),
        ({"buttons": [{"title": "Да", "condition": "$A"}, {"title": "Да", "condition": "NOT($A)"}]}, []),
        ({"attributes": [{"title": "Да"}], "buttons": [{"title": "Да"}]}, []),
        ({"attributes": None}, []),
    ],
)
def test_parts_of_one_title_are_told(template: dict[str, Any], told: list[str]) -> None:
    assert [item.key for item in twin_parts(template)] == told


@pytest.mark.parametrize(
    ("title", "names"),
    [("Проба", "proba"), ("ПРОБА ", "proba"), ("Проба 2", None), ("", None), (None, None), (5, None)],
)
def test_a_title_that_another_object_has_is_told(title: Any, names: str | None) -> None:
    whole = configuration()
    found = [item.params["names"] for item in twins_of({"title": title}, whole.scenarios.values())]
    assert found == ([] if names is None else [names])
