"""Forms are read from the documents: everything that can be asked has an address and a title in each language."""

from collections.abc import Iterator

import pytest

from bot.files.config_file import read_configuration, recipe_text
from bot.objects.addresses import DraftPage
from bot.texts import load_texts
from domain.documents import Document
from domain.editing.draft import editable, form_of_section
from domain.editing.fields import Field, Form, action_forms
from domain.editing.nodes import ACTIONS, Node, chain_to, inside
from domain.sections import Section


def forms() -> Iterator[Form]:
    waiting = [*(form_of_section(section) for section in Section), *action_forms().values()]
    seen: set[type[Document]] = set()
    while waiting:
        form = waiting.pop()
        if form.model in seen:
            continue
        seen.add(form.model)
        yield form
        waiting += [field.form for field in form.fields if field.form is not None]
        waiting += form.kinds.values()


def fields() -> list[tuple[Form, Field]]:
    return [(form, field) for form in forms() for field in form.fields]


def test_every_field_of_a_form_has_a_token_of_its_own() -> None:
    for form in forms():
        tokens = [field.token for field in form.fields]
        assert len(set(tokens)) == len(tokens), form.name
        assert all(len(token) == 2 and token[0] in "ghijklmnopqrstuvwxyz" for token in tokens)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_field_has_a_title_and_every_choice_a_name(language: str) -> None:
    texts = load_texts(language)
    missing = []
    for form, field in fields():
        name = field.name.replace("_", "-")
        if not texts.has(f"field-{form.name}-{name}") and not texts.has(f"field-{name}"):
            missing.append(f"field-{form.name}-{name}")
        missing += [
            f"choice-{name}-{choice.replace('_', '-')}"
            for choice in field.choices
            if not texts.has(f"choice-{name}-{choice.replace('_', '-')}")
        ]
    assert missing == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_section_and_every_action_says_what_it_is_for(language: str) -> None:
    texts = load_texts(language)
    keys = [f"{start}-{section}" for section in Section for start in ("section", "purpose", "object")]
    keys += [f"{start}-{kind.replace('_', '-')}" for kind in action_forms() for start in ("action", "about")]
    assert [key for key in keys if not texts.has(key)] == []


def test_what_is_asked_when_something_is_made_are_fields_of_its_form() -> None:
    for form in forms():
        assert set(form.asked) <= {*form.model.model_fields, *form.model.secrets}, form.name
        assert form.rare <= {field.name for field in form.fields}, form.name


def test_the_recipe_leaves_nothing_to_ask() -> None:
    file = read_configuration(recipe_text(), {}).file
    for section in Section:
        for document in getattr(file, section):
            data = {**editable(document), "password": ""}
            assert form_of_section(section).unanswered(data) is None


def test_every_place_of_the_recipe_is_found_again_by_its_token() -> None:
    file = read_configuration(recipe_text(), {}).file
    visited = 0
    for section in Section:
        for document in getattr(file, section):
            data = editable(document)
            waiting: list[Node] = list(chain_to(form_of_section(section), data, ""))
            while waiting:
                here = waiting.pop()
                found = chain_to(form_of_section(section), data, here.token)[-1]
                assert (found.path, found.type) == (here.path, here.type)
                waiting += inside(here)
                visited += 1
    assert visited > 100


def test_an_address_from_before_tokens_were_short_leads_to_the_same_place() -> None:
    whole = f"{ACTIONS}00{ACTIONS}0z{ACTIONS}10"
    assert DraftPage.unpack(f"Od:1:{whole}:0").token == whole
    assert DraftPage(draft=1, token=whole).pack() == f"Od:1:A0Az{ACTIONS}10:0"
