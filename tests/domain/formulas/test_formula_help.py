"""Help with formulas: every function is listed, names are offered, a mistake is underlined."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.cli.formula import functions_text
from bot.files.config_file import recipe_file
from bot.objects.formula_help import function_lines
from bot.telegram.mistakes import underlined
from bot.telegram.reader import Reader
from bot.texts import load_texts
from docs.make_formulas import DOCUMENT, document
from domain.configuration.formula_names import formula_names
from domain.configuration.schema import schema_of
from domain.formulas import (
    FormulaError,
    compile_formula,
    known_functions,
)
from domain.formulas.functions import FUNCTIONS
from domain.people import Person, Role

(TEMPLATE,) = recipe_file().templates


def reader(language: str) -> Reader:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    return Reader(Person(7, "Анна", Role.ADMIN, language), load_texts(language), ZoneInfo("Europe/Moscow"), now)


def error_of(text: str) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        compile_formula(text).check(schema_of(TEMPLATE))
    return caught.value


def test_exactly_the_functions_that_there_are_are_listed() -> None:
    assert {item.name for item in known_functions()} == set(FUNCTIONS)
    assert all(item.signatures[0].startswith(f"{item.name}(") for item in known_functions())


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_function_has_a_line(language: str) -> None:
    lines = function_lines(reader(language), known_functions())
    assert len([line for line in lines if line.startswith("• <code>")]) == len(FUNCTIONS)
    assert len([line for line in lines if line.startswith("    <code>")]) == len(FUNCTIONS)
    assert "function-" not in "\n".join(lines)


def test_the_names_offered_can_be_used_in_a_formula_at_once() -> None:
    names = formula_names(TEMPLATE)
    assert (names[0].text, names[0].title, names[0].field) == ("$Poluchatel->mbox", "Получатель", "mbox")
    for name in names:
        compile_formula(name.text).check(schema_of(TEMPLATE))


def shown(text: str) -> str:
    """What the chat shows below the mistake of a formula."""
    return underlined(reader("ru"), error_of(text).params).removeprefix("\n")


def test_only_the_line_of_the_mistake_is_shown() -> None:
    assert shown("'a' +\n$Poluchatl->mbox") == "<u>$Poluchatl</u>-&gt;mbox"


def test_a_mistake_is_underlined_and_escaped() -> None:
    assert shown("'<b>' + $Poluchatl->mbox") == "'&lt;b&gt;' + <u>$Poluchatl</u>-&gt;mbox"
    assert shown("1 +") == "1 +<u>▁</u>"
    long = shown("'" + "я" * 900 + "' + $Net + '" + "я" * 900 + "'")
    assert "<u>$Net</u>" in long
    assert len(long) < 400


def test_the_document_lists_what_the_code_has() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "python -m docs.make_formulas writes it anew"


def test_help_on_the_command_line_lists_every_function() -> None:
    words = functions_text()
    assert all(f"  {item.signatures[0]} — " in words and item.example in words for item in known_functions())
