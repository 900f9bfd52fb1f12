"""Templates put values in and can do nothing else."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import load_texts
from domain.messages.template_check import TemplateError
from domain.messages.templates import compile_template

NAMES = {"Subject": False, "Body": False, "Получатель": False, "Rows": True}
VALUES = {"Subject": "Тема", "Body": "a <b> & c", "Получатель": "Иван", "Rows": ("один", "два")}


def render(source: str, *, html: bool = False, **values: object) -> str:
    return compile_template(source, NAMES, html=html).render(VALUES | values)


def refusal(source: str) -> dict[str, str | int]:
    with pytest.raises(TemplateError) as caught:
        compile_template(source, NAMES)
    return caught.value.params


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{Subject}", "Тема"),
        ("{{ Subject }}", "Тема"),
        ("{Получатель}, {Subject}!", "Иван, Тема!"),
        ("{{ Subject | upper }} {{ Subject|lower }} {{ 'x'|title }}", "ТЕМА тема X"),
        ("{% if Subject %}да{% else %}нет{% endif %}", "да"),
        ("{% if Subject == 'Тема' and not Rows %}да{% elif Body %}тело{% endif %}", "тело"),
        (
            "{% for row in Rows %}{{ loop.index }}. {row}{% if not loop.last %}; {% endif %}{% endfor %}",
            "1. один; 2. два",
        ),
        ("{{ Rows | join(', ') }} ({{ Rows | length }})", "один, два (2)"),
        ("{{ Rows | first }}-{{ Rows | last }}", "один-два"),
        ("{{ Subject | replace('Т', 'т') | truncate(3) }}", "те…"),
        ("{{ Subject | trim | capitalize }}", "Тема"),
        ("{{ 'a' if Subject else 'b' }}", "a"),
        ("line\n", "line\n"),
        ("\n\n{Subject}\n\n", "\n\nТема\n\n"),
    ],
)
def test_what_is_allowed_works(source: str, expected: str) -> None:
    assert render(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "a {color: red}",
        "a{color:red}b{}",
        "a{#x} {# not a comment #}",
        "@media print {.x {display: none}}",
        "{ Subject }",
        "{Sub ject}",
        "{1}",
        "$ % # {$}",
    ],
)
def test_braces_that_are_no_placeholder_stay(source: str) -> None:
    assert render(source) == source


def test_a_raw_block_is_left_alone() -> None:
    assert render("{% raw %}{Subject} {{ Subject }}{% endraw %}{Subject}") == "{Subject} {{ Subject }}Тема"


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=200))
def test_a_value_is_never_read_as_a_template(value: str) -> None:
    assert render("<{Subject}>", Subject=value) == f"<{value}>"


@pytest.mark.parametrize("value", ["{Body}", "{{ 7*7 }}", "{% for x in Rows %}", "{Nothing}", "{{ Body|upper }}"])
def test_a_value_that_looks_like_a_template_stays_text(value: str) -> None:
    assert render("{Subject} {{ Subject }}", Subject=value) == f"{value} {value}"


def test_a_plain_template_escapes_nothing_and_an_html_one_escapes_values() -> None:
    assert render("<p>{Body}</p>") == "<p>a <b> & c</p>"
    assert render("<p>{Body}</p>", html=True) == "<p>a &lt;b&gt; &amp; c</p>"
    assert render("<p>{Body}</p>", html=True, Body="a<\nb") == "<p>a&lt;<br>\nb</p>"
    assert render("{{ Rows | join('<br>') }}", html=True) == "один&lt;br&gt;два"


@pytest.mark.parametrize(
    ("source", "line", "column", "name", "nearest"),
    [
        ("{Subjct}", 1, 2, "Subjct", "Subject"),
        ("первая\n  {{ Bdy | upper }}", 2, 6, "Bdy", "Body"),
        ("Bdy в тексте, а тут {Bdy}", 1, 22, "Bdy", "Body"),
        ("a\nb {subject}", 2, 4, "subject", "Subject"),
        ("{% if Rovs %}{% endif %}", 1, 7, "Rovs", "Rows"),
        ("{% for x in Rovs %}{% endfor %}", 1, 13, "Rovs", "Rows"),
        ("{Zzz}", 1, 2, "Zzz", ""),
        ("{% for x in Rows %}{% endfor %}\n{{ x }}", 2, 4, "x", ""),
    ],
)
def test_a_name_that_is_not_declared_is_told_with_its_place(
    source: str, line: int, column: int, name: str, nearest: str
) -> None:
    expected = {"reason": "unknown-name", "line": line, "column": column, "name": name, "nearest": nearest}
    assert refusal(source) == expected


@pytest.mark.parametrize(
    "piece",
    [
        "{{ 7 * 7 }}", "{{ 1 + 1 }}", "{{ 2 ** 9 }}", "{{ -Subject }}", "{{ Subject ~ Body }}", "{{ range(9) }}",
        "{{ Subject() }}", "{{ Subject.upper() }}", "{{ Subject.__class__ }}", "{{ Subject['x'] }}", "{{ Subject[0] }}",
        "{% set x = 1 %}", "{% macro f() %}{% endmacro %}", "{% include 'x' %}", "{% extends 'x' %}",
        "{% import 'x' as y %}", "{% block x %}{% endblock %}", "{% filter upper %}x{% endfilter %}",
        "{% call x() %}{% endcall %}", "{% with %}{% endwith %}", "{% autoescape false %}{% endautoescape %}",
        "{{ Subject is defined }}", "{{ [1, 2] }}", "{{ {'a': 1} }}", "{{ (1, 2) }}", "{{ loop.cycle('a', 'b') }}",
        "{% for x in 'abc' %}{% endfor %}", "{% for x in Rows | list %}{% endfor %}",
        "{% for x in Rows recursive %}{{ loop(x) }}{% endfor %}", "{% for a, b in Rows %}{% endfor %}",
        "{% for x in Rows %}{{ loop.parent }}{% endfor %}", "{% for loop in Rows %}{% endfor %}",
        "{% for a in Rows %}{% for b in Rows %}{% for c in Rows %}{% endfor %}{% endfor %}{% endfor %}",
        "{{ Subject | upper(*Rows) }}", "{{ self }}", "{{ Subject | map('upper') }}", "{{ Subject | format(1) }}",
    ],
)  # fmt: skip
def test_everything_else_is_refused_when_the_template_is_compiled(piece: str) -> None:
    assert refusal(f"first\n{piece}")["line"] == 2


def test_a_loop_goes_over_an_array_only() -> None:
    assert refusal("{% for x in Subject %}{% endfor %}")["reason"] == "loop-needs-array"
    assert refusal("{% for x in Rows %}{% for y in x %}{% endfor %}{% endfor %}")["reason"] == "loop-needs-array"


def test_an_unknown_filter_is_told_with_the_nearest_one() -> None:
    assert refusal("{{ Subject | uper }}") | {"line": 1} == {
        "reason": "unknown-filter", "line": 1, "column": 14, "name": "uper", "nearest": "upper",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "column", "reason", "name"),
    [
        ("ab {{ Subject", 4, "unclosed", "{{"), ("{{ Subject }} {{ Subject }", 15, "unclosed", "{{"),
        ("{{ Subject }}{%", 14, "unclosed", "{%"), ("a {% if Subject %}x", 3, "unclosed-block", "endif"),
        ("{{ Subject }} {{ }}", 15, "syntax", "{{ }}"), ("{{ Subject | }}", 1, "syntax", "{{ Subject | }}"),
        ("a {% if %}b{% endif %}", 3, "syntax", "{% if %}"), ("a {% endif %}", 3, "unknown-tag", "endif"),
        ("{% for x in Rows %}{% if x %}{% endfor %}{% endfor %}", 30, "unknown-tag", "endfor"),
        ("{{ 1e999 }}", 4, "syntax", "1e999"), ("{{ Subject | truncate(1e+400) }}", 23, "syntax", "1e+400"),
        ("{% foo %}", 1, "unknown-tag", "foo"), ("{{ 'x }}", 1, "syntax", "{{ 'x }}"),
    ],
)  # fmt: skip
def test_a_broken_template_is_told_with_its_place_and_none_of_jinjas_words(
    source: str, column: int, reason: str, name: str
) -> None:
    expected = {"reason": reason, "line": 2, "column": column, "name": name, "nearest": ""}
    assert refusal(f"\n{source}") == expected


@pytest.mark.parametrize(
    ("source", "column"),
    [
        ("ab {{ Subject.foo }}", 14), ("{{ Subject[0] }}", 11), ("{{ Subject + 'a' }}", 12), ("x {% set a = 1 %}", 6),
        ("x {% for a in Subject %}{% endfor %}", 15), ("{{ Subject }} {{ Subject | eval }}", 28),
    ],
)  # fmt: skip
def test_what_is_refused_is_told_with_its_column(source: str, column: int) -> None:
    assert refusal(source)["column"] == column


@pytest.mark.parametrize(
    "source",
    [
        "{{ " + "(" * 3000 + "Subject" + ")" * 3000 + " }}",
        "{{ " + "not " * 3000 + "Subject }}",
        "{% if Subject %}" * 300 + "{% endif %}" * 300,
        "{{ 1" + "0" * 5000 + " }}",
    ],
)
def test_a_bomb_in_a_template_is_refused_and_not_run(source: str) -> None:
    started = time.process_time()
    assert refusal(source)["reason"] in {"too-deep", "not-allowed"}
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("source", "values"),
    [
        (
            "{{ Subject" + "|replace('a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')" * 12 + " }}",
            {"Subject": "a" * 99},
        ),
        ("{% for a in Rows %}{% for b in Rows %}{% endfor %}{% endfor %}", {"Rows": ("x",) * 5000}),
        ("{{ Rows | join(Body) }}", {"Rows": ("x",) * 10_000, "Body": "y" * 10_000}),
        ("{Body}" * 1000, {"Body": "y" * 10_000}),
    ],
)
def test_a_rendering_that_grows_too_far_ends_with_an_error(source: str, values: dict[str, object]) -> None:
    started = time.process_time()
    with pytest.raises(TemplateError) as caught:
        render(source, **values)
    assert caught.value.params["reason"] == "too-large"
    assert time.process_time() - started < 5


def test_many_elifs_are_not_deep() -> None:
    assert render("{% if not Subject %}" + "{% elif not Body %}" * 80 + "{% else %}x{% endif %}") == "x"


def test_a_missing_value_is_an_error_unless_there_is_a_default() -> None:
    with pytest.raises(TemplateError):
        compile_template("{Subject}", NAMES).render({})
    assert compile_template("{{ Subject | default('нет') }}", NAMES).render({}) == "нет"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ Subject * 2 }}", "умножать"),
        ("{{ Subject + 'a' }}", "складывать"),
        ("{{ -Subject }}", "менять знак"),
        ("{{ Subject ~ 'a' }}", "соединять"),
        ("{{ Subject[0] }}", "брать часть"),
        ("{{ Subject() }}", "вызывать функции"),
        ("{{ [Subject] }}", "писать списки"),
        ("{% set x = 1 %}", "задавать свои имена"),
        ("{% filter upper %}a{% endfilter %}", "брать в фильтр"),
        ("{{ Subject is defined }}", "проверять словом"),
    ],
)
def test_what_a_template_may_not_do_is_said_in_words_and_not_in_the_library_s(source: str, words: str) -> None:
    said = load_texts("ru")("error-template", **refusal(source))
    assert words in said
    assert "«" not in said.replace("«~»", "").replace("«is»", "")
