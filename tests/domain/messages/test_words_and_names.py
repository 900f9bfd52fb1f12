"""Templates of words and names alone are put together without Jinja: nobody sees a difference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.messages.rich_text import RichText, TextEntity
from domain.messages.template_check import TemplateError
from domain.messages.template_filters import MAX_OUTPUT
from domain.messages.template_values import PrintedValue
from domain.messages.templates import compile_template

NAMES = {"Имя": False, "Body": False, "Rows": True, "loop": False, "context": False, "str": False}
BY_JINJA = "{% if Rows %}{% endif %}"
"""Adds nothing to a text, and is more than words and names."""

WORDS = st.text() | st.sampled_from(["{", "}", "{}", "\n", "\r\n", "\r", " ", "{Нет}", "{#", "#}", "<b>", "&", "%}"])
PUT_IN = st.sampled_from([*NAMES]).flatmap(
    lambda name: st.sampled_from([f"{{{name}}}", f"{{{{ {name} }}}}", f"{{{{- {name} -}}}}", f"{{{{({name})}}}}"])
)
RAW = st.sampled_from(["{% raw %}{{ Body }}{Имя}\n{% endraw %}", "{%- raw -%} {% {%- endraw -%}"])
RICH = RichText("на сайте", (TextEntity("link", 3, 5, "https://firma.test"), TextEntity("bold", 0, 2)))
ONE = st.one_of(
    st.text(),
    st.sampled_from(
        [
            RICH,
            RichText(""),
            RichText("{Body}"),
            "{Имя}",
            "{{ Body }}",
            PrintedValue("5", 5, True, lambda _kind, _form: "5"),
        ]
    ),
    st.none(),
    st.booleans(),
    st.integers(),
)
ONES = {name: ONE for name, is_many in NAMES.items() if not is_many}
VALUES = st.fixed_dictionaries({"Rows": st.lists(ONE).map(tuple)}, optional=ONES)


def can_be_read(source: str) -> bool:
    try:
        compile_template(source, NAMES)
    except TemplateError:
        return False
    return True


def come_to(source: str, values: dict[str, object], *, formatted: bool) -> object:
    template = compile_template(source, NAMES)
    try:
        return template.render_formatted(values) if formatted else template.render(values)
    except TemplateError as error:
        return error.params


@given(st.lists(WORDS | PUT_IN | RAW, max_size=6).map("".join).filter(can_be_read), VALUES, st.booleans())
def test_they_come_to_what_jinja_makes_of_them(source: str, values: dict[str, object], formatted: bool) -> None:
    assert come_to(source, values, formatted=formatted) == come_to(BY_JINJA + source, values, formatted=formatted)


def test_what_becomes_too_much_is_not_made_to_its_end() -> None:
    made = []

    class Row:
        def __str__(self) -> str:
            made.append(self)
            return "а" * (MAX_OUTPUT // 2)

    with pytest.raises(TemplateError) as error:
        compile_template("{Rows}" * 100, NAMES).render({"Rows": (Row(),)})
    assert error.value.params["reason"] == "too-large"
    assert len(made) == 3
