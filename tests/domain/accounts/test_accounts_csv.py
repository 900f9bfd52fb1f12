import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts.csv_encoding import (
    AccountsFileEmpty,
    AccountsFileEncoding,
    AccountsFileIsArchive,
    AccountsFileIsSpreadsheet,
    AccountsFileNotText,
    AccountsFileTooLarge,
)
from domain.accounts.csv_file import (
    AccountsFileColumns,
    AccountsFileColumnTwice,
    AccountsFileDelimiter,
    ParsedFile,
    read_accounts_file,
)
from domain.accounts.csv_line import AccountLine, judge
from domain.accounts.import_report import Remark
from domain.accounts.readings import Encoding
from domain.accounts.spreadsheet import bare, says_nothing

RUSSIAN = "ФИО;Эл. почта;Отдел\r\nИванов Семён;ivanov@firma.ru;Отдел продаж\r\n"


def cells(parsed: ParsedFile) -> list[dict[str, str] | None]:
    return [row.cells for row in parsed.rows()]


def archive(name: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as opened:
        opened.writestr(name, "text")
    return target.getvalue()


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", Encoding.UTF_8),
        ("utf-8-sig", Encoding.UTF_8),
        ("cp1251", Encoding.WINDOWS_1251),
        ("utf-16", Encoding.UTF_16),
    ],
)
def test_every_usual_encoding_is_recognised_and_said(codec: str, encoding: Encoding) -> None:
    parsed = read_accounts_file(RUSSIAN.encode(codec))
    assert parsed.encoding is encoding
    assert cells(parsed) == [{"fullName": "Иванов Семён", "mbox": "ivanov@firma.ru", "department": "Отдел продаж"}]


@pytest.mark.parametrize(("delimiter", "name"), [(",", ","), (";", ";"), ("\t", "tab")])
def test_the_heading_line_tells_the_delimiter(delimiter: str, name: str) -> None:
    parsed = read_accounts_file(
        f"fullName{delimiter}mbox\nA, b; c\t{delimiter}a@b.ru\n".replace("A, b; c\t", "A").encode()
    )
    assert parsed.delimiter == name
    assert cells(parsed) == [{"fullName": "A", "mbox": "a@b.ru"}]


def test_headings_are_known_in_both_languages_and_any_letter_case() -> None:
    headings = "ЛОГИН;Полное имя;E-mail;телефон;Должность;Подразделение;офис;Язык;Руководитель;Действует;Город"
    parsed = read_accounts_file(f"{headings}\n".encode())
    assert parsed.columns == {
        *("username", "fullName", "mbox", "phone", "title", "department", "office", "language", "manager", "active"),
    }
    assert parsed.ignored == ("Город",)


def test_a_quoted_field_may_hold_delimiters_quotes_and_line_breaks() -> None:
    parsed = read_accounts_file(
        'fullName,mbox,department\r\n"Иванов,\r\nИван",i@b.ru,"ООО ""Рога"""\r\nB,b@b.ru,\r\n'.encode()
    )
    rows = list(parsed.rows())
    assert [row.line for row in rows] == [2, 4]
    assert rows[0].cells == {"fullName": "Иванов, Иван", "mbox": "i@b.ru", "department": 'ООО "Рога"'}


def test_lines_are_numbered_as_an_editor_numbers_them() -> None:
    parsed = read_accounts_file('sep=;\n\n"ФИО";"Эл.\nпочта"\n\n;;\nA;a@b.ru\nB;b@b.ru'.encode())
    assert parsed.columns == {"fullName", "mbox"}
    assert [row.line for row in parsed.rows()] == [7, 8]


def test_a_file_without_line_ends_is_read_in_pieces() -> None:
    parsed = read_accounts_file(b"fullName,mbox\nA,a@b.ru\n" + b"x" * 3_000_000)
    assert [row.cells is None for row in parsed.rows()] == [False, True, True, True]


def test_a_line_with_broken_quotes_does_not_take_the_others_along() -> None:
    parsed = read_accounts_file(b'fullName,mbox\n"A"x,a@b.ru\nB,b@b.ru\n"C,c@b.ru\n')
    assert [(row.line, row.cells and row.cells["fullName"]) for row in parsed.rows()] == [
        (2, None),
        (3, "B"),
        (4, None),
    ]


def test_a_file_is_read_from_bytes_a_path_or_a_stream_as_often_as_need_be(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(RUSSIAN.encode())
    with path.open("rb") as stream:
        for source in (RUSSIAN.encode(), path, stream):
            parsed = read_accounts_file(source)
            assert cells(parsed) == cells(parsed) != []
        assert not stream.closed


@pytest.mark.parametrize(
    ("data", "error", "params"),
    [
        (b"", AccountsFileEmpty, {}),
        (b"\xef\xbb\xbf \r\n", AccountsFileEmpty, {}),
        (archive("xl/workbook.xml"), AccountsFileIsSpreadsheet, {"kind": "xlsx"}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), AccountsFileIsSpreadsheet, {"kind": "xls"}),
        (archive("people.csv"), AccountsFileIsArchive, {"kind": "zip"}),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), AccountsFileNotText, {}),
        (b"\xff\xfea", AccountsFileNotText, {}),
        (RUSSIAN.encode() + "Ёлкин".encode("cp1251"), AccountsFileEncoding, {"line": 3}),
        (
            archive("mimetype/application/vnd.oasis.opendocument.spreadsheet"),
            AccountsFileIsSpreadsheet,
            {"kind": "ods"},
        ),
        (b"\x1f\x8b" + bytes(20), AccountsFileIsArchive, {"kind": "gz"}),
        (b"%PDF-1.7\n", AccountsFileNotText, {}),
        (b";;;\n", AccountsFileDelimiter, {"found": ";;;"}),
        (b"sep=;\n", AccountsFileDelimiter, {"found": ""}),
        (b"fullName|mbox\nA|a@b.ru\n", AccountsFileDelimiter, {"found": "fullName|mbox"}),
        ("ФИО;Отдел\n".encode(), AccountsFileColumns, {"missing": "mbox", "found": "ФИО, Отдел"}),
        (b"A,a@b.ru\n", AccountsFileColumns, {"missing": "fullName, mbox", "found": "A, a@b.ru"}),
        ("ФИО;Почта;E-mail\n".encode(), AccountsFileColumnTwice, {"column": "mbox", "headings": "Почта, E-mail"}),
    ],
)
def test_a_file_that_is_no_such_csv_is_refused_with_the_reason(
    data: bytes, error: type[Exception], params: dict[str, object]
) -> None:
    with pytest.raises(error) as raised:
        read_accounts_file(data)
    assert raised.value.params == params


def test_a_file_that_is_too_large_is_refused_by_its_size_alone() -> None:
    with pytest.raises(AccountsFileTooLarge) as raised:
        read_accounts_file(RUSSIAN.encode() * 40_000, limit=1024 * 1024)
    assert raised.value.params == {"size": 4, "limit": 1}


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_and_nothing_else_happens(data: bytes) -> None:
    for head in (b"", b"fullName,mbox\n"):
        try:
            parsed = read_accounts_file(head + data)
        except (
            *(AccountsFileEmpty, AccountsFileIsArchive, AccountsFileIsSpreadsheet, AccountsFileNotText),
            *(AccountsFileEncoding, AccountsFileColumns, AccountsFileColumnTwice, AccountsFileDelimiter),
        ):
            continue
        for row in parsed.rows():
            assert isinstance(judge(row), AccountLine | Remark)


TEXT = st.text(st.characters(codec="cp1251", exclude_categories=["Cc"], exclude_characters="@"), max_size=30)
"""Without addresses: what stands around those is taken off."""


@given(
    st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=8),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\r\n", "\n"]),
)
def test_what_a_spreadsheet_writes_is_what_is_read(
    people: list[tuple[str, str, str]], delimiter: str, codec: str, newline: str
) -> None:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=delimiter, lineterminator=newline)
    writer.writerows([("ФИО", "Почта", "Отдел"), *people])
    read = cells(read_accounts_file(target.getvalue().encode(codec)))
    seen = [[" ".join(cell.replace("\xad", "").split()) for cell in person] for person in people]
    expected = [(bare(name), *("" if says_nothing(cell) else bare(cell) for cell in others)) for name, *others in seen]
    assert [tuple(row.values()) for row in read if any(row.values())] == [person for person in expected if any(person)]


@pytest.mark.parametrize(
    ("line", "key", "params"),
    [
        ("u,A,not-an-address,,", "import-wrong-mbox", {"value": "not-an-address"}),
        ("u,,a@b.ru,,", "import-wrong-no-name", {}),
        (",A,,,", "import-wrong-no-mbox", {}),
        ("u,A,a@b.ru", "import-wrong-columns", {"got": 3, "want": 5}),
        ("u,A,a@b.ru,,,x", "import-wrong-columns", {"got": 6, "want": 5}),
        (f"u,A,a@b.ru,{'9' * 101},", "import-wrong-too-long", {"column": "phone", "length": 101, "limit": 100}),
        ("u,A,a@b.ru,,может быть", "import-wrong-active", {"value": "может быть"}),
        ('u,"A"B,a@b.ru,,', "import-wrong-quotes", {}),
    ],
)
def test_a_wrong_line_says_why(line: str, key: str, params: dict[str, object]) -> None:
    parsed = read_accounts_file(f"username,fullName,mbox,phone,active\n{line}\n".encode())
    assert [judge(row) for row in parsed.rows()] == [Remark(2, key, params)]


@pytest.mark.parametrize("address", ["ivan@firma.local", "ivan@mail.test", "иван@почта.рф", "a+b@host.firma.ru"])
def test_addresses_of_company_networks_are_taken(address: str) -> None:
    (row,) = read_accounts_file(f"fullName,mbox\nA,{address}\n".encode()).rows()
    assert isinstance(judge(row), AccountLine)


@pytest.mark.parametrize(
    ("answer", "active"),
    [
        ("да", True),
        ("Yes", True),
        ("1", True),
        ("ИСТИНА", True),
        ("", True),
        ("Нет", False),
        ("0", False),
        ("FALSE", False),
    ],
)
def test_active_is_understood_as_people_write_it(answer: str, active: bool) -> None:
    (row,) = read_accounts_file(f"fullName,mbox,active\nA,a@b.ru,{answer}\n".encode()).rows()
    line = judge(row)
    assert isinstance(line, AccountLine)
    assert line.active is active
