"""What differs between two versions of an object: each thing once, where it is, with both values."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files.config_file import recipe_file
from domain.configuration.differences import Difference, Way, as_changes, differences_between


def scenario() -> dict[str, Any]:
    return recipe_file().scenarios[0].stored()


def template() -> dict[str, Any]:
    return recipe_file().templates[0].stored()


def inner(document: dict[str, Any]) -> list[dict[str, Any]]:
    return document["actions"][0]["change_context"]["actions"]


def test_the_same_document_has_no_differences() -> None:
    assert differences_between(scenario(), scenario()) == []


def test_a_field_of_a_nested_action_is_told_by_its_place() -> None:
    changed = scenario()
    inner(changed)[1]["send_message"]["route"] = "other_route"
    (found,) = differences_between(scenario(), changed)
    path = ("actions", 0, "change_context", "actions", 1, "send_message", "route")
    assert found == Difference(path, Way.CHANGED, "smtp_route", "other_route")


def test_a_variable_that_became_another_kind_of_value_is_replaced_whole() -> None:
    changed = scenario()
    inner(changed)[0]["change_variables"]["variables"]["Body"] = {"formula": "$Tekst + '!'"}
    (found,) = differences_between(scenario(), changed)
    assert found.path[-2:] == ("variables", "Body")
    assert (found.before, found.after) == ({"attribute": "Tekstuvedomleniya"}, {"formula": "$Tekst + '!'"})


def test_an_action_put_in_before_others_leaves_those_as_they_were() -> None:
    changed = scenario()
    new = {"send_message": {"connection": "a", "route": "b", "variable": "c"}}
    inner(changed).insert(0, new)
    (found,) = differences_between(scenario(), changed)
    assert found == Difference(("actions", 0, "change_context", "actions", 0), Way.ADDED, None, new)


def test_an_action_that_was_removed_is_told_by_its_old_number() -> None:
    changed = scenario()
    gone = inner(changed).pop(0)
    (found,) = differences_between(scenario(), changed)
    assert found == Difference(("actions", 0, "change_context", "actions", 0), Way.REMOVED, gone, None)


def test_actions_that_changed_places_were_moved_and_not_made_anew() -> None:
    changed = scenario()
    inner(changed).reverse()
    (found,) = differences_between(scenario(), changed)
    assert found.way is Way.MOVED
    assert {found.before, found.after} == {0, 1}


def test_of_two_new_actions_the_likest_is_the_old_one_changed() -> None:
    changed = scenario()
    old = inner(changed)[0]["change_variables"]
    other = {"change_variables": {**old, "set": "other", "variables": {"x": {"attribute": "Temauvedomleniya"}}}}
    inner(changed)[0] = {"change_variables": {**old, "set": "notification2"}}
    inner(changed).insert(0, other)
    found = differences_between(scenario(), changed)
    path = ("actions", 0, "change_context", "actions")
    assert [(item.path, item.way) for item in found] == [
        ((*path, 0), Way.ADDED),
        ((*path, 1, "change_variables", "set"), Way.CHANGED),
    ]


def test_variables_are_compared_one_by_one_even_when_none_has_stayed() -> None:
    changed = scenario()
    inner(changed)[0]["change_variables"]["variables"] = {"Cc": {"formula": "1"}}
    found = {item.path[-1]: item.way for item in differences_between(scenario(), changed)}
    assert found == {"To": Way.REMOVED, "Body": Way.REMOVED, "Subject": Way.REMOVED, "Cc": Way.ADDED}


def test_an_action_of_another_kind_is_another_action() -> None:
    changed = scenario()
    inner(changed)[0] = {"send_message": {"connection": "a", "route": "b", "variable": "c"}}
    assert [item.way for item in differences_between(scenario(), changed)] == [Way.REMOVED, Way.ADDED]


def test_parts_with_names_are_compared_by_name_whatever_their_order() -> None:
    changed = template()
    first, second, third = changed["attributes"]
    changed["attributes"] = [third, {**first, "required": False}, {**second, "system_name": "Novyy", "title": "Новый"}]
    found = {item.path: item for item in differences_between(template(), changed)}
    assert found["attributes", "Poluchatel", "required"].after is False
    assert found["attributes", "Temauvedomleniya"].way is Way.REMOVED
    assert found["attributes", "Novyy"].way is Way.ADDED
    assert found["attributes",].before == ["Poluchatel", "Tekstuvedomleniya"]
    assert found["attributes",].after == ["Tekstuvedomleniya", "Poluchatel"]
    assert len(found) == 4


def test_what_is_empty_and_what_is_not_there_are_the_same() -> None:
    assert differences_between({"hint": None}, {}) == []
    (found,) = differences_between({"hint": None}, {"hint": "Кому"})
    assert found == Difference(("hint",), Way.ADDED, None, "Кому")


def test_a_list_of_plain_values_is_told_whole() -> None:
    (found,) = differences_between({"retry_after": ["1m", "5m"]}, {"retry_after": ["1m"]})
    assert (found.before, found.after) == (["1m", "5m"], ["1m"])


@pytest.mark.parametrize("document", [scenario(), template()])
def test_a_new_object_and_one_that_goes_are_told_field_by_field(document: dict[str, Any]) -> None:
    made, gone = differences_between(None, document), differences_between(document, None)
    fields = {name for name, value in document.items() if value is not None}
    assert {item.path for item in made} == {item.path for item in gone} == {(name,) for name in fields}
    assert {item.way for item in made} == {Way.ADDED}
    assert {item.way for item in gone} == {Way.REMOVED}


def test_the_audit_trail_gets_both_values_by_path() -> None:
    changed = scenario()
    inner(changed)[1]["send_message"]["route"] = "other_route"
    path = "actions[0].change_context.actions[1].send_message.route"
    assert as_changes(differences_between(scenario(), changed)) == {path: ("smtp_route", "other_route")}


def test_the_audit_trail_keeps_both_where_one_took_the_others_number() -> None:
    changed = scenario()
    gone, new = inner(changed)[0], {"send_message": {"connection": "a", "route": "b", "variable": "c"}}
    inner(changed)[0] = new
    path = "actions[0].change_context.actions[0]"
    assert as_changes(differences_between(scenario(), changed)) == {path: (gone, new)}


values = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from("абв"),
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(st.sampled_from(["name", "system_name", "a", "b"]), inside, max_size=3)
    ),
    max_leaves=12,
)


def without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_empty(item) for name, item in value.items() if item is not None}
    return [without_empty(item) for item in value] if isinstance(value, list) else value


@given(
    st.dictionaries(st.sampled_from("xyz"), values, max_size=3),
    st.dictionaries(st.sampled_from("xyz"), values, max_size=3),
)
def test_documents_differ_exactly_when_differences_are_found(before: dict[str, Any], after: dict[str, Any]) -> None:
    before, after = without_empty(before), without_empty(after)
    found = differences_between(before, after)
    assert bool(found) == (before != after)
    assert len({(item.path, item.way) for item in found}) == len(found)
