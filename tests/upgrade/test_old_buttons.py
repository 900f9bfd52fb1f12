"""Buttons that stay in chats from before an upgrade: each means what it meant, and a press of it is answered."""

from typing import Any

import pytest

from bot.telegram.catalogue import addresses
from bot.texts import LANGUAGES, load_texts
from domain.editing.draft import form_of_section
from domain.editing.fields import field_token
from domain.sections import Section
from tests.upgrade.kept_release import Release, Upgraded

LAST = ("d", "Dr", "Ox", "Og", "Pxx", "Oa", "Uc", "Dx", "Pir", "Pqd")
"""Pressed after the others, which are about what these take away."""


def prefix_of(button: dict[str, Any]) -> str:
    return str(button["data"]).partition(":")[0]


def test_each_means_the_same(release: Release) -> None:
    kinds = addresses()
    for button in (*release.kept["samples"], *release.kept["buttons"]):
        kind = kinds.get(prefix_of(button))
        assert kind is not None, f"{button['data']}: nothing has this prefix any more"
        means = kind.unpack(button["data"]).model_dump()
        assert {name: means.get(name) for name in button["means"]} == button["means"], button["data"]


def test_one_of_each_kind_is_kept(release: Release) -> None:
    """Of the kept file itself: the release's own code has listed its kinds by their samples."""
    assert {prefix_of(button) for button in release.kept["buttons"]} <= {
        sample["prefix"] for sample in release.kept["samples"]
    }
    assert len(release.kept["samples"]) == len({sample["prefix"] for sample in release.kept["samples"]}) > 100


def test_places_in_drafts_have_the_names_that_they_had(release: Release) -> None:
    for section, tokens in release.kept["tokens"].items():
        now = {field.name for field in form_of_section(Section(section)).fields}
        assert tokens.keys() <= now
        assert tokens == {name: field_token(name) for name in tokens}


@pytest.mark.parametrize("which", ["samples", "buttons"])
async def test_a_press_of_each_kind_does_its_work_or_says_why_not(bot: Upgraded, which: str) -> None:
    """Of those that people saw the newest of each kind is pressed, in its own message."""
    newest = {prefix_of(button): button for button in bot.release.kept[which]}
    wrong = []
    for prefix in sorted(newest, key=lambda prefix: (prefix in LAST, list(newest).index(prefix))):
        button = newest[prefix]
        user = bot.user(button["person"])
        answer = await user.press_data(button.get("message", user.last.id), button["data"])
        await bot.settle()
        if not answer.answered:
            wrong.append(f"{button['data']}: not answered")
        wrong += [f"{button['data']}: {key}" for key in means_nothing(user.last.text, answer.text)]
    assert wrong == []
    # Whatever was pressed: nothing went twice, but where it was asked for.
    subjects = [subject for subject in bot.subjects if "Проб" not in subject]
    assert sorted(set(subjects)) == subjects


def means_nothing(*shown: str) -> list[str]:
    """Return which words of helplessness are shown."""
    return [
        key
        for key in ("old-button", "error-unknown")
        for language in LANGUAGES
        if any(load_texts(language)(key) in text for text in shown)
    ]
