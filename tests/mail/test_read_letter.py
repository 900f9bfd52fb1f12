"""Of a large letter its beginning is read: its subject and text are whole wherever behind them it breaks off."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.journal.journal import LetterBeginning
from domain.messages.letter import Attachment
from mail.compose import MimeComposer
from mail.read_letter import read_letter
from tests.mail.test_compose_letters import LETTER

FILES = tuple(Attachment(f"отчёт {number}.pdf", "application/pdf", bytes([number]) * 3_000) for number in range(3))
CONTENT = MimeComposer().compose(replace(LETTER, attachments=FILES))
WHOLE = read_letter(LetterBeginning(CONTENT))
BEHIND_THE_TEXT = CONTENT.index(b"text/html")


def test_all_of_a_small_one_is_read() -> None:
    assert WHOLE.text
    assert WHOLE.files == tuple(file.name for file in FILES)
    assert WHOLE.whole


@given(st.integers(BEHIND_THE_TEXT, len(CONTENT)))
def test_behind_the_text_it_may_break_off_anywhere(end: int) -> None:
    found = read_letter(LetterBeginning(CONTENT[:end], whole=False))
    assert (found.subject, found.text, found.whole) == (WHOLE.subject, WHOLE.text, False)
    assert len(found.files) <= len(FILES)


@pytest.mark.parametrize("count", [1, 2])
def test_files_whose_heads_were_read_are_named(count: int) -> None:
    end = [place for place in range(len(CONTENT)) if CONTENT.startswith(b"Content-Disposition: attachment", place)]
    found = read_letter(LetterBeginning(CONTENT[: end[count - 1] + 600], whole=False))
    assert found.files[:count] == tuple(file.name for file in FILES[:count])
