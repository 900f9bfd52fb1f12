"""An import never succeeds with wrong data: whose column it is, whose name it can be, and what is said of the rest."""

from collections.abc import Sequence

import pytest

from domain.accounts.csv_file import AccountsFileColumns, read_accounts_file
from domain.accounts.csv_headings import heading_of
from domain.accounts.csv_line import AccountLine, judge
from domain.accounts.import_report import Remark
from domain.accounts.loose_address import split_addresses
from domain.accounts.odd_names import is_broken, is_odd
from domain.accounts.vcard import Card, CardRemark, look_at_cards


def judged(text: str) -> list[AccountLine | Remark]:
    return [judge(row) for row in read_accounts_file(text.encode()).rows()]


def cards(*lines: str) -> tuple[list[Card], list[str]]:
    content = "\r\n".join(("BEGIN:VCARD", "VERSION:2.1", *lines, "END:VCARD", "")).encode()
    found = list(look_at_cards(content))
    return (
        [item for item in found if isinstance(item, Card)],
        [item.key for item in found if isinstance(item, CardRemark)],
    )


@pytest.mark.parametrize(
    "heading",
    [
        *("Почта руководителя", "E-mail начальника отдела", "Manager Email", "Supervisor's e-mail", "Почта ассистента"),
        *("Email Verified", "E-mail отправлен", "Email Opt In", "Email Status", "Дата подтверждения e-mail"),
        *(
            "Recovery Email",
            "Резервная почта",
            "Почта организации",
            "Email отдела",
            "Parent Email",
            "Почта Деда Мороза",
        ),
        *("Телефон руководителя", "Телефон организации", "Manager Phone", "Phone Verified", "Телефон экстренной связи"),
        *("Должность руководителя", "Отдел руководителя", "Department Head", "Имя руководителя", "Код подразделения"),
    ],
)
def test_a_column_about_somebody_or_something_else_is_not_taken(heading: str) -> None:
    assert heading_of(heading) is None
    with pytest.raises(AccountsFileColumns):
        read_accounts_file(f"ФИО;{heading}\nИванов Иван;boss@firma.test\n".encode())


@pytest.mark.parametrize(
    ("headings", "rank"),
    [
        (("Рабочая почта", "Корпоративный e-mail", "E-mail (рабочий)", "Work Email", "Primary SMTP Address"), 1),
        (("E-mail адрес", "E-mail 1 - Value", "Эл. почта 1", "Email Address [Required]", "Электронный адрес"), 2),
        (("E-mail 2 - Value", "Адрес 2 эл. почты"), 3),
        (
            (
                "Личный e-mail",
                "Дополнительный адрес эл. почты",
                "Secondary Email",
                "Почта сотрудника",
                "E-mail (личный)",
            ),
            5,
        ),
    ],
)
def test_the_companys_address_is_asked_before_others(headings: Sequence[str], rank: int) -> None:
    for heading in headings:
        found = heading_of(heading)
        assert found is not None, heading
        assert (found.column, found.rank) == ("mbox", 0 if heading == "E-mail" else rank), heading


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Рабочий телефон",
            "Телефон (раб.)",
            "Моб. телефон",
            "Мобильный",
            "Сотовый",
            "Phone 1 - Value",
            "Mobile Number",
        ),
        *("Номер телефона", "Контактный телефон", "Внутренний телефон", "Business Phone 2", "Телефон сотрудника"),
    ],
)
def test_a_column_of_telephones_is_known_by_many_names(heading: str) -> None:
    found = heading_of(heading)
    assert found is not None
    assert found.column == "phone"


WHOLE = (
    *("Иванов Иван", "Сірко Євген", "Їжак", "Müller", "João São", "Åsa Öberg", "Łukasz Wiśniewski", "O'Connor", "Ли Ю"),
    *("МакКинли", "КамАЗ", "Иван II", "ООО «Рога»", "АО «СЭ»", "王小明", "محمد", "РС Иванов", "Сёмин", "Отдел 1", "ÀÉ"),
)
BROKEN = (
    *("Ð˜Ð²Ð°Ð½Ð¾Ð²", "РРІР°РЅРѕРІ", "РЎРµСЂРіРµР№", "Èâàíîâ Èâàí", "ÈÂÀÍÎÂ", "MÃ¼ller", "пїЅпїЅ", "Иван\ufffdв"),
    *("??????", "Иванов ??"),
)
ODD = (
    *(
        "i@firma.test",
        "12345",
        "+7 900 123-45-67",
        "-",
        "01.янв",
        "И?анов",
        "иВАНОВ",
        "хБЮМНБ",
        "И=D0=98",
        "Ив=D",
        "Ив=",
    ),
    *("&#39;О", "Иван&amp;Ко", "%D0%98", "\\u0418", "║ётрэ", "..."),
)


@pytest.mark.parametrize("name", WHOLE)
def test_nothing_is_said_about_a_name_that_people_have(name: str) -> None:
    assert not is_broken(name)
    assert not is_odd(name)


@pytest.mark.parametrize("name", BROKEN)
def test_nobody_is_made_of_letters_that_were_lost_or_read_in_a_wrong_encoding(name: str) -> None:
    (found,) = judged(f'ФИО;Почта\n"{name}";i@firma.test\n')
    assert isinstance(found, Remark)
    assert found.key == "import-wrong-letters"
    assert cards(f"FN:{name}", "EMAIL:i@firma.test") == ([], ["card-wrong-letters"])


@pytest.mark.parametrize("name", ODD)
def test_what_is_hardly_a_name_is_taken_with_a_remark(name: str) -> None:
    (found,) = judged(f'ФИО;Почта\n"{name}";i@firma.test\n')
    assert isinstance(found, AccountLine)
    assert [note.key for note in found.notes] == ["import-note-odd-name"]


@pytest.mark.parametrize(
    ("lines", "remarks"),
    [
        (["FN:+7 900 123", "EMAIL:i@firma.test"], ["card-note-odd-name"]),
        (["EMAIL:ivanov@firma.test"], ["card-note-odd-name"]),
        (["FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D", "EMAIL:i@firma.test"], ["card-note-odd-name"]),
        (["ORG:ООО Ромашка", "EMAIL:i@firma.test"], []),
        (["N:Иванов;Иван", "EMAIL:i@firma.test"], []),
    ],
)
def test_a_contact_without_a_name_of_its_own_has_a_remark(lines: list[str], remarks: list[str]) -> None:
    assert cards(*lines)[1] == remarks


def test_a_telephone_without_digits_has_a_remark() -> None:
    (found,) = judged("Почта,ФИО,Телефон\ni@firma.test,Иванов, Иван\n")
    assert isinstance(found, AccountLine)
    assert [note.key for note in found.notes] == ["import-note-odd-phone"]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("p@firma.test<mailto:x@other.test>", ["x@other.test", "p@firma.test"]),
        ("Иван <a@firma.test>", ["a@firma.test"]),
        ("SMTP:a@firma.test, smtp:b@firma.test, X500:/o=Labs/ou=a b", ["a@firma.test", "b@firma.test"]),
        ("smtp:b@firma.test SMTP:a@firma.test SIP:a@firma.test", ["a@firma.test", "b@firma.test"]),
        ("X500:/o=Labs;SMTP:a@firma.test", ["a@firma.test"]),
        ("smtp:a@firma.test", ["a@firma.test"]),
        ("a@firma.test,", ["a@firma.test"]),
        ("@,", ["@,"]),
        ("a@, b@firma.test", ["a@, b@firma.test"]),
    ],
)
def test_addresses_as_exchange_and_links_have_them(text: str, addresses: list[str]) -> None:
    assert split_addresses(text) == addresses


def test_two_people_with_one_address_are_named() -> None:
    text = "".join(f"BEGIN:VCARD\nFN:{name}\nEMAIL:i@firma.test\nEND:VCARD\n" for name in ("Анна", "Анна", "Борис"))
    found = [item for item in look_at_cards(text.encode()) if isinstance(item, CardRemark)]
    assert [(item.name, item.key, item.params["name"]) for item in found] == [
        ("Борис", "card-note-same-address", "Анна")
    ]


@pytest.mark.parametrize(
    "telephones",
    [
        ["TEL;WORK:", "TEL;CELL:3"],
        ["TEL;WORK;FAX:2", "TEL;CELL:3"],
        ["TEL;TYPE=FAX:1", "TEL;TYPE=HOME:3"],
        ["TEL;FAX:1", "TEL;PAGER:2", "TEL;WORK;VOICE:3"],
    ],
)
def test_a_fax_and_an_empty_number_are_nobodys_telephone(telephones: list[str]) -> None:
    ((card,), _) = cards("FN:Анна", "EMAIL:anna@firma.test", *telephones)
    assert card.phone == "3"


@pytest.mark.parametrize(
    "line",
    [
        f"EMAIL;PREF={'9' * 5000}:anna@firma.test",
        "EMAIL;PREF=²:anna@firma.test",
        "EMAIL;CHARSET=\0:anna@firma.test",
        "NOTE;CHARSET=undefined:x",
        f"EMAIL;CHARSET={'x' * 5000}:anna@firma.test",
    ],
)
@pytest.mark.parametrize(
    "charset", ["undefined", "idna", "punycode", "unicode_escape", "hex", "utf-16", "utf-7", "\0", ""]
)
def test_parameters_of_any_kind_cost_nobody_anything(line: str, charset: str) -> None:
    found, _ = cards("FN:Анна", line, f"ORG;CHARSET={charset}:Ромашка", "EMAIL:anna@firma.test")
    assert [(card.full_name, card.mbox, card.department) for card in found] == [("Анна", "anna@firma.test", "Ромашка")]


@pytest.mark.parametrize("name", ["FN:=D0=98=D0=B2=D0=B0=D0=BD", "FN;CHARSET=UTF-8:=D0=98=D0=B2=D0=B0=D0=BD"])
def test_quoted_printable_that_is_not_declared_is_read(name: str) -> None:
    ((card,), remarks) = cards(name, "EMAIL:i@firma.test")
    assert (card.full_name, remarks) == ("Иван", [])


@pytest.mark.parametrize("gap", ["\n", "\u2028", "\x85", "\u202e", "\u200b\t", "\x0b"])
def test_headings_that_are_not_known_are_shown_in_one_line_without_what_is_hidden(gap: str) -> None:
    parsed = read_accounts_file(f'ФИО;Почта;"Серый{gap} кот";"{gap}"\n'.encode())
    assert parsed.ignored == ("Серый кот",)
