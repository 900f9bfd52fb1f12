"""A button's label is one line, whatever an earlier version has kept in the name that stands on it."""

import pytest

from bot.telegram.page import LONGEST_LABEL, PageButton
from domain.one_line import LINE_BREAKS, breaks_line


@pytest.mark.parametrize("which", LINE_BREAKS, ids=[f"U+{ord(one):04X}" for one in LINE_BREAKS])
def test_a_label_is_one_line(which: str) -> None:
    label = PageButton(f"📝 Иванов · Тема{which}{which}письма{which}").telegram()["text"]
    assert label == "📝 Иванов · Тема письма"
    long = PageButton(f"Тема{which}" * 20).telegram()["text"]
    assert len(long) == LONGEST_LABEL
    numbered = [PageButton("ж" * length, number=7).shown for length in range(1, 40)]
    assert max(map(len, numbered)) == LONGEST_LABEL
    assert all("ж" * length in label for length, label in enumerate(numbered[:31], 1))
    assert all(label.startswith(("7. ж", "⑦ж")) for label in numbered)
    assert not breaks_line(long)
