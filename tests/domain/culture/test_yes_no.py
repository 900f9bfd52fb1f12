"""Yes and no are read in both languages; what says neither is refused."""

import pytest

from domain.culture.yes_no import read_yes_no

YES = ["да", "Да.", "ДА!", "д", "ага", "угу", "конечно", "нужно", "yes", "Y", "yep", "sure", "true", "1", "+",
       "on", "ok", "✅", "✔️", "👍", "👍🏽", "да, конечно", "Так точно", " да ", "Да, спасибо", "плюс"]  # fmt: skip
NO = ["нет", "Нет!", "н", "не", "неа", "не нужно", "no", "N", "nope", "false", "0", "-", "—", "off", "❌", "✖️", "👎",
      "👎🏿", "нет, не надо", "no, thanks", "Нет, спасибо!", "минус"]  # fmt: skip
NEITHER = ["", " ", "может быть", "да нет", "да и нет", "2", "не знаю", "maybe", "yes no", "☎", "данет", "?", "да\nнет"]


@pytest.mark.parametrize("text", YES)
def test_it_is_a_yes(text: str) -> None:
    assert read_yes_no(text) is True


@pytest.mark.parametrize("text", NO)
def test_it_is_a_no(text: str) -> None:
    assert read_yes_no(text) is False


@pytest.mark.parametrize("text", NEITHER)
def test_what_is_neither_yes_nor_no_is_refused(text: str) -> None:
    assert read_yes_no(text) is None
