"""What a shell can hand over: bytes that are no letters, numbers that are nobody's, folders that are files."""

import os
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Gonets

BYTES = os.fsdecode(b"\xd0\x98\xff\xfe")
"""Letters in an encoding that is not the terminal's."""


@pytest.mark.parametrize("number", ["0", "-7", "9" * 30, str(2**52), "7.0", "٧", "", BYTES])
def test_a_number_that_telegram_gives_nobody_lets_nobody_in(gonets: Gonets, number: str) -> None:
    answer = gonets("staff", "add", "--", number)
    assert answer.status == 2
    assert "нужен номер пользователя Telegram" in answer.err
    answer = gonets("doctor", GONETS_ADMINS=number or "x")
    assert "номера пользователей Telegram через запятую" in answer.out + answer.err


@pytest.mark.usefixtures("empty_database")
def test_a_name_and_a_file_of_other_bytes_are_taken_and_shown(gonets: Gonets, tmp_path: Path) -> None:
    assert gonets("staff", "add", str(2**52 - 1), "--name", BYTES).status == 0
    assert "И??" in gonets("staff", "list").out
    file = tmp_path / f"{BYTES}.csv"
    file.write_text("fullName,mbox\nИван,i@firma.test\n", encoding="utf-8")
    assert gonets("accounts", "import", str(file)).status == 0
    assert gonets("accounts", "import", f"{file}.no").status == 2
    settings = tmp_path / f"{BYTES}.yaml"
    settings.write_text(
        "templates: [{title: Т, system_name: T, attributes: [{title: С, type: text}]}]", encoding="utf-8"
    )
    assert gonets("config", "apply", str(settings)).status == 0
    below_a_file = gonets("accounts", "export", str(file / "x"))
    assert below_a_file.status == 2
    assert "И??.csv" in below_a_file.err
