"""An export that is applied changes nothing, whatever texts stand in the objects."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.files.config_file import read_configuration, write_configuration
from domain.configuration.document import MODELS, read_object
from domain.configuration.export_configuration import exported
from tests.domain.configuration.field_cases import CASES, CONNECTION, ROUTE, SCENARIO, trials
from tests.domain.configuration.test_accepted import with_value
from tests.domain.configuration.test_yaml import texts

KINDS = {kind: section.value for section, kind in MODELS.items()}


def survives(section: str, document: Any) -> None:
    text = write_configuration({section: [exported(document)]})
    read = read_configuration(text, {})
    assert (read.mistakes, getattr(read.file, section)) == ([], [document])
    again = write_configuration({section: [exported(getattr(read.file, section)[0])]})
    assert again == text


def test_every_value_of_every_field_survives() -> None:
    for kind, whole, path, value in trials(good=True):
        document, _ = read_object(with_value(whole, path, value), (), kind)
        assert document is not None
        survives(KINDS[kind], document)


connections = st.fixed_dictionaries({}, optional={"title": texts, "sender_name": texts, "username": texts})
routes = st.fixed_dictionaries(
    {},
    optional={
        "title": texts,
        "description": texts,
        "subject": texts,
        "body": texts,
        "html": texts,
        "headers": st.dictionaries(st.sampled_from(["X-A", "X-B"]), texts),
    },
)
templates = st.fixed_dictionaries(
    {
        "attributes": st.lists(
            st.fixed_dictionaries(
                {"title": texts, "type": st.just("text")}, optional={"hint": texts, "default": texts}
            ),
            min_size=1,
            max_size=3,
        )
    },
    optional={
        "title": texts,
        "buttons": st.lists(
            st.fixed_dictionaries({"title": texts}, optional={"confirm": texts, "condition": texts}), max_size=2
        ),
    },
)
values = st.recursive(
    st.fixed_dictionaries({"formula": texts}),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=2)
        | st.dictionaries(st.sampled_from(["To", "yes", "Имя", "null"]), inner, min_size=1)
    ),
    max_leaves=4,
)
changes = st.fixed_dictionaries(
    {
        "set": st.sampled_from(["letter", "no", "true"]),
        "variables": st.dictionaries(st.sampled_from(["To", "on", "Тема"]), values, min_size=1),
    },
    optional={"description": texts},
)
steps = st.lists(st.fixed_dictionaries({"change_variables": changes}), min_size=1, max_size=3)
scenarios = st.fixed_dictionaries({"actions": steps}, optional={"title": texts})
WHOLES = dict(zip(CASES, (CONNECTION, ROUTE, {"system_name": "x", "title": "x"}, SCENARIO), strict=True))


@settings(max_examples=40, deadline=None)
@given(st.tuples(connections, routes, templates, scenarios))
def test_any_accepted_object_survives(found: tuple[dict[str, Any], ...]) -> None:
    for kind, fields in zip(CASES, found, strict=True):
        document, mistakes = read_object({**WHOLES[kind], **fields}, (), kind)
        if document is None:  # the texts that can be anything are tried by themselves
            for name, value in fields.items():
                alone, mistakes = read_object({**WHOLES[kind], **fields, **WHOLES[kind], name: value}, (), kind)
                if alone is not None and not mistakes:
                    survives(KINDS[kind], alone)
        elif not mistakes:
            survives(KINDS[kind], document)
