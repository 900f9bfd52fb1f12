"""Texts: each key that the code names has a text, and each text is used. `test_languages.py` compares the languages."""

import html
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import bot
import domain
import mail
import storage
from bot.texts import language_of, load_texts
from domain.errors import GonetsError
from domain.formulas import known_functions
from domain.messages.causes import Cause
from domain.scenarios.document import Action
from tests.bot.texts.reading import messages

DRAWN = (
    *("section-", "purpose-", "object-", "field-", "hint-", "choice-", "about-"),
    *("button-move-", "button-from-", "ask-preset-", "guide-", "button-guide-"),
)
"""Texts of pages that are drawn from descriptions: tests/domain/editing holds them to the descriptions."""

ROOT = Path(bot.__file__).parent.parent
TEXTS = load_texts("ru")


def modules() -> None:
    for package in (bot, domain, mail, storage):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in found.name and not found.name.endswith("__main__"):
                importlib.import_module(found.name)


def errors(kind: type[GonetsError] = GonetsError) -> list[type[GonetsError]]:
    return [kind, *(deeper for inner in kind.__subclasses__() for deeper in errors(inner))]


def sources() -> str:
    paths = [path for name in ("bot", "domain", "mail", "storage") for path in (ROOT / name).rglob("*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def test_every_error_has_a_text() -> None:
    modules()
    missing = {error.key for error in errors() if not TEXTS.has(error.key)}
    assert missing == set()


def test_every_cause_of_a_failed_letter_has_a_text() -> None:
    assert {f"cause-{cause}" for cause in (*Cause, "interrupted")} - messages("ru").keys() == set()


def test_every_action_has_a_name() -> None:
    for kind in Action.model_fields:
        assert TEXTS.has(f"action-{kind.replace('_', '-')}")


def test_every_function_of_formulas_is_explained() -> None:
    names = {f"function-{item.name.lower()}" for item in known_functions()}
    groups = {f"function-group-{item.group}" for item in known_functions()}
    assert {key for key in messages("ru") if key.startswith("function-")} == names | groups


def test_every_key_that_the_code_names_has_a_text() -> None:
    named = set(re.findall(r'\b(?:text|label|texts|html)\(\s*"([a-z][a-z0-9-]+)"', sources()))
    assert len(named) > 50
    assert {key for key in named if not TEXTS.has(key)} == set()


def test_no_text_stands_unused() -> None:
    modules()
    named = set(re.findall(r"""(?<=["'])[\w-]+(?=["'])""", sources()))
    dynamic = (
        "cause-",
        "advice-",
        "ask-",
        "next-step-",
        "step-",
        "first-step-",
        "button-step-",
        "action-",
        "command-",
        "import-wrong-same-",
        "function-",
        "device-ended-",
        "task-",
        "help-",
        "details-",
        "demo-example-",
        "demo-fault-",
        "demo-promise-",
        "error-scenario-other-records",  # runs that version 0.1.0 failed with it are still told
        *DRAWN,
    )
    unused = {key for key in messages("ru").keys() - named if not key.startswith(dynamic)}
    assert unused == set()


def test_what_is_put_into_a_page_is_escaped() -> None:
    assert "&lt;b&gt;&amp;" in TEXTS.html("start", name="<b>&")
    assert "<b>&" in TEXTS("start", name="<b>&")


@pytest.mark.parametrize(
    "value", ["ё" * 4096, "&" * 4096, "a" * 2497 + "&&"], ids=["long", "escaped", "cut in an entity"]
)
def test_a_value_that_is_too_long_is_cut_and_never_lost(value: str, caplog: pytest.LogCaptureFixture) -> None:
    text = TEXTS.html("account-line", title="x", value=value, code="no")
    assert html.unescape(text).startswith(f"<b>x:</b> {value[:390]}")
    assert text.endswith("…")
    assert re.fullmatch(r"([^&]|&amp;)*", text)
    assert caplog.records == []


def test_an_unknown_key_is_shown_as_itself_and_never_raised() -> None:
    assert TEXTS("no-such-key") == "no-such-key"


@pytest.mark.parametrize(
    ("wanted", "default", "language"),
    [
        ("ru", "ru", "ru"),
        ("en-GB", "ru", "en"),
        ("EN", "ru", "en"),
        ("de", "ru", "ru"),
        ("de", "en", "en"),
        (None, "en", "en"),
        ("", "en", "en"),
        (None, "ru", "ru"),
    ],
)
def test_a_wish_for_a_language_is_met_or_the_products_own_is_spoken(
    wanted: str | None, default: str, language: str
) -> None:
    assert language_of(wanted, default) == language
