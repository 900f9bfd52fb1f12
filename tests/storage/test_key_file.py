"""The key file of the first start: whole or not there, since a half of a key would lock everybody out for ever."""

import errno
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr

from domain.errors import DatabaseTrouble
from storage.secrets import KEY_FILE, SecretBox


def test_the_first_use_makes_a_key_that_nobody_else_can_read_and_the_next_one_uses_it(tmp_path: Path) -> None:
    sealed = SecretBox.for_home(tmp_path / "home").seal(SecretStr("пароль"), "connection:a")
    assert SecretBox.for_home(tmp_path / "home").open(sealed, "connection:a").get_secret_value() == "пароль"
    assert stat.S_IMODE((tmp_path / "home" / KEY_FILE).stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "home").iterdir()] == [KEY_FILE]


def test_a_full_disk_leaves_no_half_of_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(DatabaseTrouble) as caught:
        SecretBox.for_home(tmp_path)
    assert caught.value.params["kind"] == "full"
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    SecretBox.for_home(tmp_path)


def test_commands_that_start_at_the_same_moment_have_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        boxes = list(pool.map(lambda _: SecretBox.for_home(tmp_path), range(8)))
    sealed = boxes[0].seal(SecretStr("пароль"), "connection:a")
    assert {box.open(sealed, "connection:a").get_secret_value() for box in boxes} == {"пароль"}
