"""Ordinary Windows-1251 passes unasked; what may be read in two ways is for a person to decide."""

import itertools

import pytest

from domain.accounts.csv_encoding import AccountsFileEncoding, AccountsFileUncertain
from domain.accounts.csv_file import read_accounts_file
from domain.accounts.readings import Encoding, Words, encoding_named

HEADINGS = ("ФИО;Эл. почта;Отдел", "fullName;mbox;department", "Фамилия;Эл. почта;Отдел")
PEOPLE = (
    "Иванов Иван Иванович;ivanov@firma.test;Отдел продаж",
    "Петрова Анна;petrova@firma.test;Бухгалтерия",
    "Ёлкин Семён;elkin@firma.test;ООО «Ромашка» — офис №5",
    "Щукин Юрий;y@firma.test;МосЭнерго КамАЗ",
    "Сидоров Тимофей Фёдорович;s@firma.test;ИТ",
)
RUSSIAN = ["\r\n".join((heading, *PEOPLE[:count])) for heading, count in itertools.product(HEADINGS, (1, 2, 5))]
CASES = [str.title, str.lower, str.upper, str]

MAC = (
    "fullName;mbox;title\r\n"
    "Иванов Иван Иванович;ivanov@firma.test;ведущий инженер\r\n"
    "Петрова Анна;petrova@firma.test;главный бухгалтер\r\n"
).encode("mac_cyrillic")
WESTERN = "fullName;mbox\r\nMüller Jürgen;m@firma.test\r\nFrançois Lefèvre;f@firma.test\r\n"


def names(content: bytes, encoding: Encoding | None = None) -> list[str]:
    return [row.cells["fullName"] for row in read_accounts_file(content, encoding=encoding).rows() if row.cells]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("text", RUSSIAN)
def test_ordinary_windows_1251_passes_unasked(text: str, case: type[str]) -> None:
    assert read_accounts_file(case(text).encode("cp1251")).encoding is Encoding.WINDOWS_1251


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("text", RUSSIAN)
@pytest.mark.parametrize("codec", ["mac_cyrillic", "koi8_r", "cp866"])
def test_a_rarer_encoding_is_asked_about_with_the_right_reading_first(text: str, codec: str, case: type[str]) -> None:
    if codec != "mac_cyrillic":
        text = "".join(letter for letter in text if letter not in "«»—№")
    content = case(text).encode(codec)
    try:
        assert names(content) == names(case(text).encode())  # small letters are the same in Mac Cyrillic
    except AccountsFileUncertain as error:
        first, second = error.readings
        assert content.decode(first.encoding.codec) == case(text)
        assert first.lines != second.lines


def test_the_sample_in_mac_cyrillic_is_asked_about() -> None:
    with pytest.raises(AccountsFileUncertain) as raised:
        read_accounts_file(MAC)
    first, second = raised.value.readings
    assert (first.encoding, second.encoding) == (Encoding.MAC_CYRILLIC, Encoding.WINDOWS_1251)
    assert first.lines[0].startswith("Иванов Иван Иванович")
    assert raised.value.params["option-1"] == "mac-cyrillic"
    assert names(MAC, Encoding.MAC_CYRILLIC) == ["Иванов Иван Иванович", "Петрова Анна"]


@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
def test_western_letters_are_never_taken_for_russian_ones(codec: str) -> None:
    content = WESTERN.encode(codec)
    with pytest.raises(AccountsFileUncertain) as raised:
        read_accounts_file(content)
    assert raised.value.readings[0].encoding is Encoding.WINDOWS_1252
    assert names(content, Encoding.WINDOWS_1252) == ["Müller Jürgen", "François Lefèvre"]


def test_one_western_name_far_down_in_the_file_is_noticed() -> None:
    plain = "".join(f"John Smith {number};s{number}@firma.test\n" for number in range(20_000))
    with pytest.raises(AccountsFileUncertain):
        read_accounts_file(f"fullName;mbox\n{plain}Müller;m@firma.test\n".encode("latin-1"))


def test_one_mixed_word_of_many_does_not_make_a_file_uncertain() -> None:
    text = "ФИО;Почта\n" + "".join(f"{name};a{name[:1]}@firma.test\n" for name in ("Cидоров", *("Иванов Пётр",) * 30))
    assert read_accounts_file((text + "\n".join(PEOPLE)).encode("cp1251")).encoding is Encoding.WINDOWS_1251


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16"])
def test_two_bytes_a_letter_are_known_without_a_mark(codec: str) -> None:
    assert names(RUSSIAN[2].encode(codec)) == [line.partition(";")[0] for line in PEOPLE]


def test_an_encoding_that_was_named_is_taken_or_refused_where_it_does_not_fit() -> None:
    assert names(RUSSIAN[0].encode("koi8_r", "ignore"), Encoding.KOI8_R) == ["Иванов Иван Иванович"]
    with pytest.raises(AccountsFileEncoding) as raised:
        read_accounts_file(b"fullName;mbox\n\xc8\xe2\xe0\xed;a@b.ru\n", encoding=Encoding.UTF_8)
    assert raised.value.params == {"line": 2}


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Windows-1251", Encoding.WINDOWS_1251),
        ("cp1251", Encoding.WINDOWS_1251),
        ("mac-cyrillic", Encoding.MAC_CYRILLIC),
        ("maccyrillic", Encoding.MAC_CYRILLIC),
        ("utf8", Encoding.UTF_8),
        ("IBM866", Encoding.CP866),
        ("koi8-u", Encoding.KOI8_R),
        ("latin1", Encoding.WINDOWS_1252),
        ("UTF-16", Encoding.UTF_16),
        ("rot13", None),
        ("кириллица", None),
    ],
)
def test_an_encoding_has_its_usual_names(name: str, encoding: Encoding | None) -> None:
    assert encoding_named(name) is encoding


def test_nothing_need_be_known_of_headings_to_tell_readings_apart() -> None:
    words = Words()
    words.add(MAC)
    assert [reading.encoding for reading in words.readings()] == [Encoding.MAC_CYRILLIC, Encoding.WINDOWS_1251]
    assert words.readings() == words.readings({})
    assert words.certain() is words.certain({}) is None
