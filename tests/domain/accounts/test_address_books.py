"""What address books and spreadsheets export: whose columns are whose, and what must not become a person's data."""

import csv
import io

import pytest

from domain.accounts.csv_file import AccountsFileColumns, read_accounts_file
from domain.accounts.csv_line import AccountLine, judge
from domain.accounts.import_report import Remark

OUTLOOK_RU = (
    '"Обращение","Имя","Отчество","Фамилия","Суффикс","Организация","Отдел","Должность","Улица (раб. адрес)",'
    '"Телефон помощника","Рабочий факс","Рабочий телефон","Телефон раб. 2","Основной телефон организации",'
    '"Домашний телефон","Телефон переносной","Пейджер","Имя помощника","Пользователь 1","Почтовый ящик (раб. адрес)",'
    '"Расположение комнаты","Руководитель","Адрес эл. почты","Тип эл. почты","Краткое имя эл. почты",'
    '"Адрес 2 эл. почты","Тип 2 эл. почты","Краткое 2 имя эл. почты","Язык"'
)
OUTLOOK_EN = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Assistant's Phone,Business Fax,"
    "Business Phone,Company Main Phone,Home Phone,Mobile Phone,E-mail Address,E-mail Type,E-mail Display Name,"
    "E-mail 2 Address,E-mail 2 Type,E-mail 2 Display Name,Office Location,User 1"
)
GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
    "E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,"
    "Organization 1 - Title,Organization 1 - Department"
)
GOOGLE = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Nickname,File As,Organization Name,Organization Title,"
    "Organization Department,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,"
    "Phone 1 - Label,Phone 1 - Value,Address 1 - Street"
)
THUNDERBIRD = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Home Phone,"
    "Fax Number,Pager Number,Mobile Number,Job Title,Department,Organization"
)
THUNDERBIRD_RU = (
    "Имя,Фамилия,Отображаемое имя,Псевдоним,Основной адрес эл. почты,Дополнительный адрес эл. почты,"
    "Рабочий телефон,Домашний телефон,Номер факса,Мобильный телефон,Должность,Отдел,Организация"
)
ACTIVE_DIRECTORY = (
    "DN,objectClass,cn,sn,title,physicalDeliveryOfficeName,telephoneNumber,givenName,displayName,department,"
    "sAMAccountName,userPrincipalName,mail"
)
POWERSHELL = "Department,EmailAddress,GivenName,Name,OfficePhone,SamAccountName,Surname,Title,UserPrincipalName"
PERSON = {
    **dict.fromkeys(("Имя", "First Name", "Given Name", "givenName", "GivenName"), "Иван"),
    **dict.fromkeys(("Отчество", "Middle Name", "Additional Name"), "Иванович"),
    **dict.fromkeys(("Фамилия", "Last Name", "Family Name", "sn", "Surname"), "Иванов"),
    **dict.fromkeys(("Отображаемое имя", "Display Name", "Name", "Краткое имя эл. почты"), "Ваня"),
    **dict.fromkeys(("E-mail Display Name", "cn", "displayName"), "Ваня"),
    **dict.fromkeys(("sAMAccountName", "SamAccountName"), "ivanov"),
    "UserPrincipalName": "ivanov@domain.test",
    "DN": "CN=Иванов Иван,OU=ИТ,DC=firma,DC=test",
    "Обращение": "Господин",
    **dict.fromkeys(("Отдел", "Department", "Organization 1 - Department", "Organization Department"), "ИТ"),
    "department": "ИТ",
    **dict.fromkeys(("Должность", "Job Title", "Organization 1 - Title", "Organization Title"), "Инженер"),
    **dict.fromkeys(("telephoneNumber", "OfficePhone"), "+7 1"),
    **dict.fromkeys(("mail", "EmailAddress"), "ivanov@firma.test"),
    **dict.fromkeys(("Рабочий телефон", "Business Phone", "Phone 1 - Value", "Work Phone"), "+7 1"),
    **dict.fromkeys(("Телефон помощника", "Assistant's Phone", "Рабочий факс", "Домашний телефон", "Home Phone"), "2"),
    **dict.fromkeys(("Адрес эл. почты", "E-mail Address", "E-mail 1 - Value", "Primary Email"), "ivanov@firma.test"),
    "Основной адрес эл. почты": "ivanov@firma.test",
    "Почтовый ящик (раб. адрес)": "17",
    "Address 1 - Street": "Ленина",
    "E-mail 1 - Label": "Work",
    "Тип эл. почты": "SMTP",
}
PERSON_TITLES = PERSON | {"Title": "Mr"}
OF_A_DIRECTORY = {"title": "Инженер", "Title": "Инженер"}
"""There it is what somebody does, and no Mr or Mrs."""


def judged(text: str) -> list[AccountLine | Remark]:
    return [judge(row) for row in read_accounts_file(text.encode()).rows()]


def line(text: str) -> AccountLine:
    (found,) = judged(text)
    assert isinstance(found, AccountLine), found
    return found


def export(headings: str, **changes: str) -> str:
    """Return a file with one person, as that address book writes it."""
    names = next(csv.reader([headings]))
    target = io.StringIO()
    csv.writer(target).writerows([names, [(PERSON_TITLES | changes).get(name, "") for name in names]])
    return target.getvalue()


@pytest.mark.parametrize(
    ("headings", "name"),
    [
        (OUTLOOK_RU, "Иванов Иван Иванович"),
        (OUTLOOK_RU.replace(",", ";"), "Иванов Иван Иванович"),
        (OUTLOOK_EN, "Иванов Иван Иванович"),
        (GOOGLE_OLD, "Иванов Иван Иванович"),
        (GOOGLE, "Иванов Иван Иванович"),
        (THUNDERBIRD, "Иванов Иван"),
        (THUNDERBIRD_RU, "Иванов Иван"),
        (ACTIVE_DIRECTORY, "Иванов Иван"),
        (POWERSHELL, "Иванов Иван"),
    ],
)
def test_an_address_books_export_gives_the_person(headings: str, name: str) -> None:
    changes = OF_A_DIRECTORY if "SAMAccountName".casefold() in headings.casefold() else {}
    found = line(export(headings.replace(";", ","), **changes).replace(",", ";" if ";" in headings else ","))
    assert found.values["fullName"] == name
    assert {column: found.values[column] for column in ("mbox", "phone", "title", "department")} == {
        "mbox": "ivanov@firma.test",
        "phone": "+7 1",
        "title": "Инженер",
        "department": "ИТ",
    }
    assert found.notes == ()


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Эл. почта",
            "E-Mail",
            "Email",
            "Email Address",
            "E-mail address",
            "Электронная почта",
            "Адрес электронной почты",
        ),
        *("Рабочая почта", "E-mail (рабочий)", "Адрес 1 эл. почты", "E-mail 1", "Личный e-mail", "Почта:", "* E-mail"),
        *("Основной адрес эл. почты", "Primary Email", "E-mail 3 Address", "Work Email"),
    ],
)
def test_a_column_of_addresses_is_known_by_many_names(heading: str) -> None:
    assert line(f"ФИО;{heading}\nИванов Иван;i@firma.test\n").values["mbox"] == "i@firma.test"


@pytest.mark.parametrize(
    "heading",
    [
        *("Почтовый индекс", "Почтовый адрес", "Почтовый ящик", "E-mail Type", "Тип эл. почты", "E-mail Display Name"),
        *("Краткое имя эл. почты", "Address 1 - Street", "Mailing Address", "E-mail 1 - Label", "Postal Code"),
    ],
)
def test_what_only_sounds_like_an_address_is_none(heading: str) -> None:
    with pytest.raises(AccountsFileColumns):
        read_accounts_file(f"ФИО;{heading}\nИванов Иван;i@firma.test\n".encode())


@pytest.mark.parametrize("headings", ["Имя;Отчество;Почта", "First Name;E-mail", "Given Name;Middle Name;Email"])
def test_a_given_name_alone_is_no_full_name(headings: str) -> None:
    with pytest.raises(AccountsFileColumns) as raised:
        read_accounts_file(f"{headings}\nИван;и;i@firma.test\n".encode())
    assert raised.value.params["missing"] == "fullName"


@pytest.mark.parametrize(
    ("headings", "cells", "name"),
    [
        ("Имя;Почта", "Иванов Иван", "Иванов Иван"),
        ("Имя;Фамилия;Почта", "Иван;Иванов", "Иванов Иван"),
        ("Имя;ФИО;Почта", "Иван;Иванов Иван Иванович", "Иванов Иван Иванович"),
        ("Фамилия И.О.;Почта", "Иванов И.О.", "Иванов И.О."),
        ("Фамилия Имя Отчество;Почта", "Иванов\u00a0Иван  Иванович", "Иванов Иван Иванович"),
        ("First Name;Last Name;Display Name;Email", ";;Иванов Иван", "Иванов Иван"),
        ("First Name;Last Name;Display Name;Email", "Иван;;Иванов Иван", "Иванов Иван"),
    ],
)
def test_columns_of_a_name_make_one_name(headings: str, cells: str, name: str) -> None:
    assert line(f"{headings}\n{cells};i@firma.test\n").values["fullName"] == name


def test_a_part_of_a_name_is_taken_and_noted() -> None:
    (note,) = line("Имя;Фамилия;Почта\nИван;;i@firma.test\n").notes
    assert note == Remark(2, "import-note-part-of-name", {"value": "Иван"})


@pytest.mark.parametrize(
    ("cell", "others"),
    [
        ("i@firma.test ::: second@firma.test", "second@firma.test"),
        ('"i@firma.test; second@firma.test"', "second@firma.test"),
        ("i@firma.test, second@firma.test, third@firma.test", "second@firma.test, third@firma.test"),
        ("i@firma.test second@firma.test", "second@firma.test"),
        ("Иван <i@firma.test>", ""),
        ("mailto:i@firma.test", ""),
        ("MAILTO:i@firma.test?subject=x", ""),
        ("<i@firma.test>", ""),
        ("SMTP:i@firma.test", ""),
        ("i@firma.test, I@firma.test", ""),
        ("smtp:second@firma.test+SMTP:i@firma.test", "second@firma.test"),
    ],
)
def test_a_cell_with_several_addresses_gives_the_first_and_a_remark(cell: str, others: str) -> None:
    found = line(f"ФИО;Почта\nИванов Иван;{cell}\n")
    assert (found.values["mbox"], found.key) == ("i@firma.test", "i@firma.test")
    assert [note.params.get("others") for note in found.notes] == ([others] if others else [])


def test_a_second_column_of_addresses_fills_in_or_is_noted() -> None:
    headings = "Фамилия,Имя,E-mail 1 - Value,E-mail 2 - Value\n"
    assert line(f"{headings}Иванов,Иван,,b@firma.test\n").values["mbox"] == "b@firma.test"
    (note,) = line(f"{headings}Иванов,Иван,a@firma.test,b@firma.test\n").notes
    assert (note.key, note.params["others"]) == ("import-note-other-addresses", "b@firma.test")


@pytest.mark.parametrize(
    "cell", ["ivan ov@firma.test", "i@firma.test (старый)", "нет", "i@firma,test", "i@ firma.test"]
)
def test_an_address_that_has_to_be_guessed_is_refused(cell: str) -> None:
    (found,) = judged(f'ФИО;Почта\nИванов Иван;"{cell}"\n')
    assert isinstance(found, Remark)
    assert found.key == "import-wrong-mbox"


@pytest.mark.parametrize(
    "address", ["ivаnov@firma.test", "ivanov@firmа.test", "иvanov@firma.test", "иванов@firma.test"]
)
def test_an_address_of_two_scripts_is_taken_and_noted(address: str) -> None:
    assert [note.key for note in line(f"ФИО;Почта\nИванов Иван;{address}\n").notes] == ["import-note-two-scripts"]


@pytest.mark.parametrize("address", ["иван@почта.рф", "ivan@почта.рф", "müller@firma.test", "a.b+c@firma.test"])
def test_an_address_of_one_script_is_not_noted(address: str) -> None:
    assert line(f"ФИО;Почта\nИванов Иван;{address}\n").notes == ()


def test_a_name_with_a_letter_of_another_script_is_noted() -> None:
    assert [note.key for note in line("ФИО;Почта\nCидоров Иван;i@firma.test\n").notes] == ["import-note-two-scripts"]


@pytest.mark.parametrize("cell", ['="+79001234567"', '"=""+79001234567"""', "'+79001234567", "+79001234567"])
def test_what_excel_puts_around_a_text_is_taken_off(cell: str) -> None:
    found = line(f'ФИО;Почта;Телефон\n="Петров Пётр";petrov@firma.test;{cell}\n')
    assert (found.values["fullName"], found.values["phone"]) == ("Петров Пётр", "+79001234567")
    assert found.notes == ()


@pytest.mark.parametrize(
    "cell", ["7,9123E+10", "7.9123E+10", "7,9E+10", "8E+10", "7,9е+10", "#ИМЯ?", "=A1", "###", "#NAME?"]
)
def test_a_number_that_a_spreadsheet_has_lost_is_not_taken(cell: str) -> None:
    found = line(f"ФИО;Почта;Телефон\nКузин Олег;kuzin@firma.test;{cell}\n")
    assert "phone" not in found.values
    assert [note.key for note in found.notes] == ["import-note-spoilt"]


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ("=B2;i@firma.test;u", "import-wrong-spoilt"),
        ("#ИМЯ?;i@firma.test;u", "import-wrong-spoilt"),
        ('Иванов;"=HYPERLINK(""mailto:i@firma.test"")";u', "import-wrong-spoilt"),
        ("Иванов;i@firma.test;7,9E+10", "import-wrong-spoilt"),
        ("?????? ????;i@firma.test;u", "import-wrong-letters"),
        ("Иван\ufffdв;i@firma.test;u", "import-wrong-letters"),
    ],
)
def test_a_person_is_not_made_of_what_a_spreadsheet_left(cells: str, key: str) -> None:
    (found,) = judged(f"ФИО;Почта;Логин\n{cells}\n")
    assert isinstance(found, Remark)
    assert found.key == key


def test_a_language_is_checked_as_the_form_checks_it() -> None:
    assert line("ФИО;Почта;Язык\nИванов;i@firma.test;Русский\n").values["language"] == "ru"
    found = line("ФИО;Почта;Язык\nИванов;i@firma.test;по-русски!\n")
    assert "language" not in found.values
    assert [note.key for note in found.notes] == ["import-note-language"]


@pytest.mark.parametrize(
    "first",
    ['"sep=;"', "sep=;", "SEP=;", '"sep=;";', "\ufeffsep=;", '\ufeff"sep=;"', "sep=\t", '"sep=\t"', "'sep=;"],
)
def test_the_line_that_excel_writes_for_itself_is_passed_over(first: str) -> None:
    delimiter = "\t" if "\t" in first else ";"
    found = line(f"{first}\r\nФИО{delimiter}Эл. почта\r\nАнна{delimiter}anna@firma.test\r\n")
    assert (found.line, found.values) == (3, {"fullName": "Анна", "mbox": "anna@firma.test"})


@pytest.mark.parametrize(
    "headings",
    [
        *("Фамилия, имя, отчество;Почта", "ФИО полностью;Почта", "Сотрудник (ФИО);Эл.адрес", "Employee name;Email"),
        *("Фамилия, Имя;E-mail", "Фамилия, имя, отчество\tПочта"),
    ],
)
def test_a_name_is_found_under_what_lists_of_staff_call_it(headings: str) -> None:
    cells = "Иванов Иван,i@firma.test".replace(",", "\t" if "\t" in headings else ";")
    assert line(f"{headings}\n{cells}\n").values == {"fullName": "Иванов Иван", "mbox": "i@firma.test"}


@pytest.mark.parametrize(
    ("above", "at"),
    [
        ("#TYPE Selected.Microsoft.ActiveDirectory.Management.ADUser\r\n", 3),
        ("Список сотрудников\r\n", 3),
        ("Список сотрудников;;\r\n;;\r\n", 4),
        ('ООО "Ромашка\r\n', 3),
        ('"Отчёт\r\nза ноябрь";\r\nПериод:;01.11.2026\r\n', 5),
        ("sep=;\r\n# 2026-12-01\r\n", 4),
        ("ФИО;Отдел\r\n", 3),
    ],
)
def test_the_heading_line_is_found_under_what_reports_put_above_it(above: str, at: int) -> None:
    found = line(f"{above}ФИО;Эл. почта\r\nАнна;anna@firma.test\r\n")
    assert (found.line, found.values) == (at, {"fullName": "Анна", "mbox": "anna@firma.test"})


def taken(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """Return the addresses that were taken, and the lines that were named with their reasons."""
    found = judged(text)
    addresses = [item.values["mbox"] for item in found if isinstance(item, AccountLine)]
    return addresses, [(item.line, item.key) for item in found if isinstance(item, Remark)]


QUOTES = "import-wrong-quotes"


@pytest.mark.parametrize(
    ("lines", "addresses", "wrong"),
    [
        ('"A;o1@f.t\nB;o2@f.t\nC;o3@f.t\n', "23", [2]),
        ('A;o1@f.t\n"B;o2@f.t\nC;o3@f.t\n', "13", [3]),
        ('A;o1@f.t\nB;o2@f.t\n"C;o3@f.t\n', "12", [4]),
        ('A;o1@f.t\nB;o2@f.t\n"C;o3@f.t', "12", [4]),
        ('"A;o1@f.t\nB;o2@f.t\n"C;o3@f.t\nD;o4@f.t\n', "24", [2, 4]),
        ('"A;o1@f.t\n"B;o2@f.t\n"C;o3@f.t\n', "", [2, 3, 4]),
        ('"A;o1@f.t\nB;o2@f.t\n"C";o3@f.t\n', "23", [2]),
        ('"A;o1@f.t\nB";o2@f.t\nC;o3@f.t\n', "23", [2]),
        ('A;"o1@f.t\nB;o2@f.t\nC;o3@f.t\n', "23", [2]),
        ('"A";o1@f.t\n"B ""x"";o2@f.t\nC;o3@f.t\n', "13", [3]),
        ('"ООО ""Рога""";o1@f.t\nООО "Рога";o2@f.t\n', "12", []),
    ],
)
def test_an_open_quote_costs_its_own_line_alone(lines: str, addresses: str, wrong: list[int]) -> None:
    found, named = taken(f"ФИО;Почта\n{lines}")
    assert found == [f"o{number}@f.t" for number in addresses]
    assert named == [(number, QUOTES) for number in wrong]


@pytest.mark.parametrize("place", [0, 5_000, 9_999])
def test_an_open_quote_in_a_long_file_costs_its_own_line_alone(place: int) -> None:
    lines = [f"Человек {number};u{number}@firma.test;{'x' * 20}" for number in range(10_000)]
    lines[place] = f'"{lines[place]}'
    found, named = taken("ФИО;Почта;Отдел\n" + "\n".join(lines))
    assert len(found) == 9_999
    assert named == [(place + 2, QUOTES)]


def test_a_huge_cell_is_named_and_costs_its_own_line_alone() -> None:
    found, named = taken(f"ФИО;Почта\n{'А' * 200_000};o1@f.t\nB;o2@f.t\n")
    assert found == ["o2@f.t"]
    assert named == [(2, "import-wrong-cell-long")]


def test_a_cell_may_hold_lines_that_are_no_records() -> None:
    assert taken('ФИО;Почта;Заметки\nA;o1@f.t;"дом 1;\nкв. 2\n\nзвонить"\nB;o2@f.t;\n') == (["o1@f.t", "o2@f.t"], [])


def test_a_file_with_headings_alone_has_nobody() -> None:
    assert taken("ФИО;Почта\n") == ([], [])
    assert taken("ФИО;Почта\n\n;\n ; \n") == ([], [])


@pytest.mark.parametrize(
    "lines",
    [
        'fullName, mbox, title\n"Иванов", "i@firma.test", "Начальник, зам."',
        '"ФИО"; "Почта"; "Должность"\n"Иванов"; "i@firma.test"; "Начальник, зам."',
        'ФИО,Почта,Должность\n"Иванов,i@firma.test,""Начальник, зам."""',
        '"ФИО,""Почта"",Должность"\n"Иванов,i@firma.test,""Начальник, зам."""',
        '"ФИО;Почта;Должность"\n"Иванов;i@firma.test;Начальник, зам."',
    ],
)
def test_quotes_behind_a_space_and_around_a_whole_line_are_quotes(lines: str) -> None:
    assert line(lines).values == {"fullName": "Иванов", "mbox": "i@firma.test", "title": "Начальник, зам."}


@pytest.mark.parametrize(
    ("heading", "cell", "active"),
    [
        ("Активна", "да", True),
        ("Активна", "активна", True),
        ("Активен", "Работает", True),
        ("Активен", "уволена", False),
        ("Активен", "Заблокирован", False),
        ("Enabled", "off", False),
        ("accountEnabled", "False", False),
        ("Account enabled", "True", True),
        ("userAccountControl", "512", True),
        ("userAccountControl", "514", False),
        ("userAccountControl", "66048", True),
        ("userAccountControl", "66050", False),
    ],
)
def test_whether_somebody_still_works_there_is_read_as_programs_write_it(heading: str, cell: str, active: bool) -> None:
    assert line(f"ФИО;Почта;{heading}\nИванов;i@firma.test;{cell}").active is active


@pytest.mark.parametrize(
    "heading",
    ["ФИО получателя", "Ф.И.О. сотрудника", "ФИО (полностью)", "ФИО контактного лица", "Получатель", "Contact Name"],
)
def test_whole_names_stand_under_a_heading_that_names_the_people(heading: str) -> None:
    assert line(f"{heading};Почта\nИванов Иван;i@firma.test").values["fullName"] == "Иванов Иван"


@pytest.mark.parametrize("heading", ["Имя сотрудника", "ФИО руководителя", "«ФИО»", "Имя пользователя", "Контакт"])
def test_a_heading_that_may_be_of_something_else_is_no_whole_name(heading: str) -> None:
    with pytest.raises(AccountsFileColumns):
        judged(f"{heading};Почта\nИванов;i@firma.test")


@pytest.mark.parametrize("cell", ["NULL", "(null)", r"\N", "None", "nan", "N/A", "н/д", "-", "—", "Не указан"])
def test_a_cell_that_says_that_nothing_is_there_is_empty(cell: str) -> None:
    found = line(f"ФИО;Почта;Телефон;Отдел;Руководитель\nИванов;i@firma.test;{cell};{cell};{cell}")
    assert (found.values["phone"], found.values["department"], found.manager, found.notes) == ("", "", "", ())
    assert judged(f"ФИО;Почта\nИванов;{cell}") == [Remark(2, "import-wrong-no-mbox", {})]


@pytest.mark.parametrize(
    "headings",
    [
        "full_name,email_address,phone_number,job_title",
        "fullName,emailAddress,workPhone,jobTitle",
        "FULL_NAME,SMTP_ADDR,WORK_PHONE,JOB_TITLE",
        "ФИO,Е-mail,Teлефон,Дoлжность",
        "Сотрудник,Имейл,Телефон,Должность",
    ],
)
def test_headings_of_databases_and_with_a_letter_of_the_other_alphabet_are_known(headings: str) -> None:
    found = line(f"{headings}\nИванов Иван,i@firma.test,101,Инженер").values
    assert found == {"fullName": "Иванов Иван", "mbox": "i@firma.test", "phone": "101", "title": "Инженер"}


def test_of_an_employee_and_a_natural_person_the_employee_counts() -> None:
    found = line("Физическое лицо;Сотрудник;Почта\nИванов И.;Иванов Иван;i@firma.test")
    assert found.values["fullName"] == "Иванов Иван"
