"""Names of people and files: nothing hidden in them, and nothing lost that somebody sees."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.accounts.fields import FieldEmpty, checked
from domain.file_names import LONGEST_BYTES, NAMELESS, file_name
from domain.one_line import breaks_line
from domain.visible import visible

CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]
DIRECTIONS = list("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ZERO_WIDTH = list("\u00ad\u034f\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9\ufffa\ufffb\u3164\u115f")
TAGS = [chr(code) for code in range(0xE0000, 0xE0080)]
HIDDEN = [*CONTROLS, *DIRECTIONS, *ZERO_WIDTH, *TAGS, "\ufe0f", "\u200d", "\u200c", "\ufffe", "\U000e01ef", "\u2065"]
ANY = st.text(
    st.one_of(st.sampled_from(HIDDEN), st.characters(exclude_categories=("Cs",)), st.characters(codec="ascii"))
)


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda letter: f"U+{ord(letter):04X}")
def test_what_nobody_sees_is_taken_out_wherever_it_stands(hidden: str) -> None:
    gap = " " if hidden.isspace() else ""
    assert visible(f"{hidden}Иванов{hidden}Иван{hidden}") == f"Иванов{gap}Иван"


@pytest.mark.parametrize(
    "name",
    [
        "Иванов Иван Иванович", "Zoë O’Connor-Łukasz", "Ольга 👩‍💻", "❤️ Анна", "👨‍👩‍👧‍👦 Семья", "Нина 👍🏽", "7️⃣",
        "🏳️‍🌈",
        "علی‌رضا", "क्‍ष", "നന്‍", "山田太郎", "辻\U000e0100", "한글", "Đặng Thị", "e\u0301", "ᠠ\u180b", "Анна \U0001fae8",
    ],
)  # fmt: skip
def test_what_people_and_scripts_need_stays(name: str) -> None:
    assert visible(name) == name


@given(ANY)
@example("\u202eнавИ")
def test_a_name_is_one_line_without_anything_hidden(text: str) -> None:
    name = visible(text)
    assert not breaks_line(name)
    assert not set(name) & {*CONTROLS, *DIRECTIONS, *ZERO_WIDTH, *TAGS}
    assert name == name.strip()
    assert visible(name) == name
    assert not name or any(unicodedata.category(letter) not in {"Zs", "Zl", "Zp", "Cc", "Cs"} for letter in name)


@pytest.mark.parametrize(
    "nothing", ["", " \u00a0\u3000", "\u200b\u2060", "\u202e", "\u3164", "\u2800", "\ufe0f", "\x00"]
)
def test_of_what_nobody_sees_nothing_is_left(nothing: str) -> None:
    assert visible(nothing) == ""
    assert file_name(nothing) == NAMELESS
    with pytest.raises(FieldEmpty):
        checked("full_name", nothing)


def test_a_full_name_is_kept_as_people_see_it() -> None:
    assert checked("full_name", "\u202eИванов\u2066  Иван\u061c\u200b") == "Иванов Иван"


@pytest.mark.parametrize(
    ("sent", "safe"),
    [
        ("Договор № 5.pdf", "Договор № 5.pdf"),
        ("счёт\u202efdp.exe", "счётfdp.exe"),
        ("report.pdf\u2028\u0000", "report.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Windows\\win.ini", "C:_Windows_win.ini"),
        ("a\uff0fb\u2215c.txt", "a_b_c.txt"),
        (".htaccess", "htaccess"),
        ("...", NAMELESS),
        (" . .", NAMELESS),
        ("evil.exe. . ", "evil.exe"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("Com1 .tar.gz", "_Com1 .tar.gz"),
        ("lpt\u00b9", "_lpt\u00b9"),
        ("aux\u200b.pdf", "_aux.pdf"),
        ("console.txt", "console.txt"),
        ("a\tb\nc.txt", "a b c.txt"),
        ("🏳️‍🌈.png", "🏳️‍🌈.png"),
        ("архив.tar.gz", "архив.tar.gz"),
    ],
)
def test_a_files_name_is_safe_to_show_and_to_save(sent: str, safe: str) -> None:
    assert file_name(sent) == safe


@pytest.mark.parametrize("letter", ["x", "ё", "漢", "😀", "👩‍💻"])
def test_a_long_name_is_cut_by_bytes_and_keeps_its_extension(letter: str) -> None:
    name = file_name(letter * 300 + ".pdf")
    assert LONGEST_BYTES - len(letter.encode()) * 2 < len(name.encode()) <= LONGEST_BYTES
    assert name.endswith(".pdf")
    assert name.removesuffix(".pdf").strip("x") in {"", name.removesuffix(".pdf")}
    assert not name.removesuffix(".pdf").endswith("\u200d")
    assert len(file_name("x." + "y" * 300)) <= LONGEST_BYTES


@given(ANY)
@example("a." + " " * 300)
@example("ё" * 126 + " " + "x" * 100 + ".pdf")
@example("./con")
@example("/.x")
def test_any_name_becomes_a_safe_one(text: str) -> None:
    name = file_name(text)
    assert 0 < len(name.encode()) <= LONGEST_BYTES
    assert not breaks_line(name)
    assert not set(name) & {*CONTROLS, *DIRECTIONS, *ZERO_WIDTH, *TAGS, "/", "\\"}
    assert name[0] not in ". "
    assert name[-1] not in ". "
    assert not re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name, re.IGNORECASE)
    assert file_name(name) == name
