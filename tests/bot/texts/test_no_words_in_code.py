"""Words that people read stand in bot/texts: no string of the code holds a Russian word, but for what is data."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import bot

BOT = Path(bot.__file__).parent
DATA = {
    "demo/sample.py": "what the demonstration is played with",
    "settings/time_zones/__init__.py": "letters of the names of time zones",
    "files/config_file.py": "a name in a file",
}


def strings(path: Path) -> Iterator[str]:
    """Every string of a module that is not a docstring or a note below a constant."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node.value


def test_no_russian_word_stands_in_the_code_of_the_bot() -> None:
    found = {
        f"{path.relative_to(BOT)}: {text}"
        for path in BOT.rglob("*.py")
        if str(path.relative_to(BOT)) not in DATA
        for text in strings(path)
        if re.search("[а-яё]", text, re.IGNORECASE)
    }
    assert found == set()


def test_what_is_let_through_as_data_is_there_and_needs_it() -> None:
    for name in DATA:
        assert any(re.search("[а-яё]", text, re.IGNORECASE) for text in strings(BOT / name)), name
