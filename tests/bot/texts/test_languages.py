"""Languages: each says the same, with its own plurals, dates and numbers; no text quotes a button that is not there."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from fluent.syntax import ast

from bot.telegram.moments import moment
from bot.telegram.page import LONGEST_LABEL
from bot.texts import HERE, LANGUAGES, load_texts
from tests.bot.texts.reading import (
    HOLE,
    QUOTES,
    label,
    messages,
    quoted,
    selections,
    terms,
    variables,
    variant_names,
    words,
    words_of,
)

OTHERS = [language for language in LANGUAGES if language != "ru"]
BUTTONS = ("field-", "preset-", "choice-", "action-", "button-", "filter-")
NO_BUTTONS = {
    "ru": {
        "Отправить уведомление",
        "Отдел уведомлений",
        "CSV (разделители — запятые)",
        "Адрес эл. почты отправителя",
        "Уведомления",
        "Старт",
    },
    "en": {"CSV (comma delimited)", "Notifications", "Start"},
}
"""What texts quote besides buttons and states: the recipe's own button, another program's words, a field of a file."""


def label_keys() -> list[str]:
    return [key for key in messages("ru") if key.startswith(BUTTONS)]


def labels(language: str) -> dict[str, set[str]]:
    """The keys of each label that a text may quote, those of a record's states with them."""
    found: dict[str, set[str]] = {}
    for key in label_keys():
        found.setdefault(label(messages(language)[key]), set()).add(key)
    for choice in selections(messages(language)["status"]):
        for variant in choice.variants:
            state = re.sub(r"^[^\w]+", "", words(ast.Message(ast.Identifier("state"), variant.value)))
            found.setdefault(state, set()).add(f"status {variant_names(choice) and variant.key.name}")
    return found


@pytest.mark.parametrize("language", OTHERS)
def test_each_language_has_the_same_files_and_keys(language: str) -> None:
    assert {path.name for path in (HERE / language).glob("*.ftl")} == {
        path.name for path in (HERE / "ru").glob("*.ftl")
    }
    assert messages(language).keys() ^ messages("ru").keys() == set()


@pytest.mark.parametrize("language", OTHERS)
def test_each_text_uses_the_same_values_and_terms_in_every_language(language: str) -> None:
    for key, message in messages("ru").items():
        other = messages(language)[key]
        assert variables(other) == variables(message), key
        assert terms(other) == terms(message), key


@pytest.mark.parametrize("language", OTHERS)
def test_each_text_has_the_same_markup_and_names_the_same_commands_in_every_language(language: str) -> None:
    for key, message in messages("ru").items():
        for pattern in (r"</?[a-z-]+", r"(?<![\w/<])/[a-z]+\b"):
            mine, other = (set(re.findall(pattern, words(item))) for item in (message, messages(language)[key]))
            assert mine == other, key


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_told_apart_is_told_apart_in_every_language(language: str) -> None:
    plural = {"zero", "1", "one", "two", "few", "many", "other"}
    for key, message in messages("ru").items():
        mine, other = (
            {name for choice in selections(item) for name in variant_names(choice) if name not in plural}
            for item in (message, messages(language)[key])
        )
        if key not in {"moment-this-year", "moment-any-year", "moment-day"}:
            assert mine - other == set(), key


def test_english_has_no_plurals_that_it_does_not_know_and_no_russian_words() -> None:
    for key, message in messages("en").items():
        names = {name for choice in selections(message) for name in variant_names(choice)}
        assert names & {"few", "many", "two", "zero"} == set(), key
        assert not re.search("[а-яё«»]", words(message), re.IGNORECASE), key


def test_russian_tells_two_from_five_wherever_it_tells_one_from_two() -> None:
    oblique = {"many-news"}  # «по 2 уведомлениям» and «по 5 уведомлениям» are alike
    for key, message in messages("ru").items():
        for choice in selections(message):
            names = variant_names(choice)
            assert "one" not in names or "few" in names or key in oblique, key
        assert not re.search("[“”]", words(message)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotes_are_closed_and_markup_is_balanced(language: str) -> None:
    for key, message in messages(language).items():
        text = words(message)
        opened, closed = (text.count(sign) for sign in ("«»" if language == "ru" else "“”"))
        assert opened == closed, key
        for tag in ("b", "i", "code", "pre", "u", "s", "blockquote"):
            assert text.count(f"<{tag}>") == text.count(f"</{tag}>"), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_quotes_a_button_names_one_that_exists(language: str) -> None:
    known = labels(language).keys() | NO_BUTTONS[language]
    for key, message in messages(language).items():
        assert quoted(language, message) - known == set(), key


@pytest.mark.parametrize("language", OTHERS)
def test_a_text_quotes_the_same_buttons_in_every_language(language: str) -> None:
    russian, other = labels("ru"), labels(language)
    for key, message in messages("ru").items():
        named = quoted("ru", message) - NO_BUTTONS["ru"]
        there = quoted(language, messages(language)[key]) - NO_BUTTONS[language]
        assert len(named) == len(there), key
        for name in named:
            assert any(russian[name] & other[one] for one in there), f"{key}: {name}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_their_buttons(language: str) -> None:
    for key in label_keys():
        text = words(messages(language)[key])
        assert "\n" not in text, key
        assert len(text.replace(HOLE, "99")) <= LONGEST_LABEL, key


@pytest.mark.parametrize(
    ("language", "number", "shown"),
    [
        ("ru", 1, "1 ошибка."),
        ("ru", 2, "2 ошибки."),
        ("ru", 5, "5 ошибок."),
        ("ru", 21, "21 ошибка."),
        ("ru", 112, "112 ошибок."),
        ("en", 1, "1 mistake."),
        ("en", 2, "2 mistakes."),
        ("en", 5, "5 mistakes."),
        ("en", 21, "21 mistakes."),
        ("en", 112, "112 mistakes."),
    ],
)
def test_numbers_have_their_plural(language: str, number: int, shown: str) -> None:
    assert load_texts(language)("config-nothing-applied", count=number).startswith(shown)


@pytest.mark.parametrize(("language", "shown"), [("ru", "12\N{NO-BREAK SPACE}345"), ("en", "12,345")])
def test_thousands_are_set_apart(language: str, shown: str) -> None:
    assert shown in load_texts(language)("many-more", count=12_345)


@pytest.mark.parametrize(
    ("instant", "russian", "english"),
    [
        (datetime(2026, 11, 23, 11, 5, tzinfo=UTC), "14:05", "14:05"),
        (datetime(2026, 11, 22, 21, 5, tzinfo=UTC), "00:05", "00:05"),
        (datetime(2026, 11, 22, 20, 5, tzinfo=UTC), "22.11 23:05", "22 Nov, 23:05"),
        (datetime(2026, 5, 3, 6, 7, tzinfo=UTC), "03.05 09:07", "3 May, 09:07"),
        (datetime(2025, 12, 31, 20, 0, tzinfo=UTC), "31.12.2025 23:00", "31 Dec 2025, 23:00"),
        (datetime(2025, 12, 31, 22, 0, tzinfo=UTC), "01.01 01:00", "1 Jan, 01:00"),
    ],
)
def test_a_moment_is_written_as_each_language_does(instant: datetime, russian: str, english: str) -> None:
    now, zone = datetime(2026, 11, 23, 12, 0, tzinfo=UTC), ZoneInfo("Europe/Moscow")
    assert moment(instant, now, zone, load_texts("ru")) == russian
    assert moment(instant, now, zone, load_texts("en")) == english


def test_every_quote_of_a_language_is_seen_by_these_tests() -> None:
    assert QUOTES.keys() == set(LANGUAGES)


ONE_ALONE = re.compile(r"\b(он|она|оно|его|её|ему|ей|нему|неё|один|одна|одно)\b(?! не)", re.IGNORECASE)
"""Words about a single thing; «ни один не» is about any number."""


def test_what_is_said_of_one_is_not_said_of_twenty_one() -> None:
    """Russian has the same form of words for 1, 21 and 101: what is true of a single thing alone is a variant `[1]`."""
    wrong = [
        f"{name}: {variant}"
        for name, message in messages("ru").items()
        for choice in selections(message)
        for variant in [words_of(choice, "one")]
        if ONE_ALONE.search(variant) or (variant and HOLE not in variant)
    ]
    assert wrong == []


BENDING = re.compile(
    r"\b(у|от|для|без|к|о|об|из|до|над|про|кроме|после|вместо|попросите|спросите) (<b>)?\{ \$(name|who|person|heir)\b",
    re.IGNORECASE,
)
NOT_PEOPLE = {"formulas.ftl"}
"""Where a name is a function's, which no case changes."""


def test_names_of_people_stand_where_they_need_no_case() -> None:
    """«У Иванов Иван» is no Russian: a name that is put in stands behind a colon, or says itself what is done."""
    wrong = [
        f"{path.name}: {line}"
        for path in sorted((HERE / "ru").glob("*.ftl"))
        if path.name not in NOT_PEOPLE
        for line in path.read_text(encoding="utf-8").splitlines()
        if BENDING.search(line)
    ]
    assert wrong == []
