from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.accounts import import_accounts
from domain.accounts.csv_file import read_accounts_file
from domain.accounts.import_accounts import ImportAccounts
from domain.accounts.import_report import DETAILS, ImportReport, Remark, Touched
from storage import models
from storage.repositories.accounts import AccountRepository
from storage.transactions import atomically

FIRST = """\
username;fullName;mbox;phone;department;manager;active
ivanov;Иванов Иван;ivanov@firma.ru;1;Отдел продаж;BOSS;да
petrov;Петров Пётр;petrov@firma.ru;2;Отдел продаж;boss@firma.ru;да
boss;Главный Начальник;boss@firma.ru;;;;да
"""


class Importing:
    """The use case over a real database: each import is tried dry first, and must then do what it said."""

    def __init__(self, directory: AccountRepository) -> None:
        self.directory = directory
        self._import = ImportAccounts(directory, atomically)

    async def __call__(self, text: str) -> ImportReport:
        parsed = read_accounts_file(text.encode())
        before = await everything()
        said = await self._import(parsed, dry_run=True)
        assert await everything() == before
        done = await self._import(parsed, dry_run=False)
        said.dry_run = False
        assert said == done
        assert done.added + done.changed + done.unchanged + done.wrong == done.lines
        return done

    async def account(self, username: str) -> dict[str, Any]:
        return await models.Account.get(username=username).values(
            "full_name", "mbox", "phone", "department", "active", manager="manager__username"
        )


async def everything() -> list[Any]:
    tables = (models.Account, models.AccountWord, models.AccountPlace)
    return [await table.all().order_by("id").values() for table in tables]


@pytest.fixture
def importing(directory: AccountRepository) -> Importing:
    return Importing(directory)


def remark(line: int, key: str, params: Mapping[str, str | int] | None = None) -> Remark:
    return Remark(line, key, params or {})


async def test_a_first_import_adds_everybody_with_their_managers(importing: Importing) -> None:
    report = await importing(FIRST)
    assert (report.lines, report.added, report.wrong, report.notes) == (3, 3, 0, 0)
    assert (report.encoding, report.delimiter) == ("UTF-8", ";")
    assert report.added_details[0] == Touched(2, "ivanov", "Иванов Иван")
    assert (await importing.account("ivanov"))["manager"] == "boss"
    assert (await importing.account("petrov"))["manager"] == "boss"
    found = await importing.directory.search("петр прод")
    assert [account.username for account in found.accounts] == ["petrov"]


async def test_the_same_file_again_changes_nothing(importing: Importing) -> None:
    await importing(FIRST)
    before = await everything()
    report = await importing(FIRST)
    assert (report.unchanged, report.added, report.changed, report.notes) == (3, 0, 0, 0)
    assert await everything() == before


async def test_what_differs_is_changed_and_named(importing: Importing) -> None:
    await importing(FIRST)
    report = await importing(
        "username,fullName,mbox,phone,manager,active\n"
        "IVANOV,Иванов Семён,ivanov@firma.ru,1,boss,да\n"
        "petrov,Петров Пётр,petrov@firma.ru,2,ivanov,нет\n"
    )
    assert report.changed_details == [
        Touched(2, "IVANOV", "Иванов Семён", ("username", "fullName")),
        Touched(3, "petrov", "Петров Пётр", ("active", "manager")),
    ]
    assert (await importing.directory.search("семен")).accounts[0].username == "IVANOV"
    assert (await importing.directory.search("петров")).accounts == ()


async def test_an_empty_cell_clears_and_a_missing_column_keeps(importing: Importing) -> None:
    await importing(FIRST)
    report = await importing("username,fullName,mbox,department,manager\nivanov,Иванов Иван,,,\n")
    assert report.changed_details[0].fields == ("mbox", "department", "manager")
    assert await importing.account("ivanov") == {
        "full_name": "Иванов Иван",
        "mbox": "",
        "phone": "1",
        "department": "",
        "active": True,
        "manager": None,
    }


async def test_without_a_username_the_address_decides(importing: Importing) -> None:
    await importing("ФИО;Почта\nИванов;Ivanov@Firma.RU\n")
    report = await importing("ФИО;Почта\nИванов И. И.;ivanov@firma.ru\n")
    assert (report.added, report.changed) == (0, 1)
    assert (await importing("ФИО;Почта\nИванов И. И.;ivanov@firma.ru\n")).unchanged == 1
    assert report.changed_details[0].username == "Ivanov@Firma.RU"


async def test_wrong_lines_are_said_and_the_others_are_taken(importing: Importing) -> None:
    report = await importing(
        "username,fullName,mbox\n"
        "a,А,a@firma.ru\n"
        "b,,b@firma.ru\n"
        "c,В,нет почты\n"
        "d,Г,d@firma.ru,лишнее\n"
        "same,Д,d1@firma.ru\n"
        "SAME,Е,d2@firma.ru\n"
        ",Ж,g@firma.ru\n"
        ",З,G@firma.ru\n"
        "z,Я,z@firma.ru\n"
    )
    assert report.wrong_details == [
        remark(3, "import-wrong-no-name"),
        remark(4, "import-wrong-mbox", {"value": "нет почты"}),
        remark(5, "import-wrong-columns", {"got": 4, "want": 3}),
        remark(6, "import-wrong-same-username", {"username": "same", "other": 7}),
        remark(7, "import-wrong-same-username", {"username": "SAME", "other": 6}),
        remark(8, "import-wrong-same-mbox", {"mbox": "g@firma.ru", "other": 9}),
        remark(9, "import-wrong-same-mbox", {"mbox": "G@firma.ru", "other": 8}),
    ]
    assert [touched.username for touched in report.added_details] == ["a", "z"]


async def test_one_address_for_several_people_is_noted_and_allowed(importing: Importing) -> None:
    await importing("username,fullName,mbox\nold,Старый,info@firma.ru\n")
    report = await importing("username,fullName,mbox\na,А,INFO@firma.ru\nb,Б,b@firma.ru\nc,В,b@firma.ru\n")
    assert report.added == 3
    assert sorted(report.note_details, key=lambda note: note.line) == [
        remark(2, "import-note-known-mbox", {"mbox": "info@firma.ru", "username": "old"}),
        remark(4, "import-note-shared-mbox", {"mbox": "b@firma.ru", "other": 3}),
    ]


async def test_a_manager_who_cannot_be_told_is_noted_and_the_account_keeps_its_own(importing: Importing) -> None:
    await importing(FIRST)
    report = await importing(
        "username,fullName,mbox,manager\n"
        "ivanov,Иванов Иван,ivanov@firma.ru,nobody\n"
        "petrov,Петров Пётр,info@firma.ru,petrov\n"
        "new,Новый,info@firma.ru,info@firma.ru\n"
        "last,Последний,last@firma.ru,petrov@firma.ru\n"
    )
    managers = [note for note in report.note_details if note.key != "import-note-shared-mbox"]
    assert managers == [
        remark(2, "import-note-manager-unknown", {"manager": "nobody"}),
        remark(3, "import-note-manager-own", {"manager": "petrov"}),
        remark(4, "import-note-manager-ambiguous", {"manager": "info@firma.ru"}),
        remark(5, "import-note-manager-unknown", {"manager": "petrov@firma.ru"}),
    ]
    assert (await importing.account("ivanov"))["manager"] == "boss"
    assert (await importing.account("petrov"))["manager"] == "boss"


DIRECTORY = """\
DN,sAMAccountName,displayName,mail,manager
"CN=Иван Иванов,OU=ИТ,DC=firma,DC=test",ivanov,Иванов Иван,ivanov@firma.ru,"CN=Пётр Петров,OU=ИТ,DC=firma,DC=test"
"CN=Пётр Петров,OU=ИТ,DC=firma,DC=test",petrov,Петров Пётр,petrov@firma.ru,"CN=Анна,OU=ИТ,DC=firma,DC=test"
"CN=Пётр Петров,OU=Склад,DC=firma,DC=test",petrov2,Петров Пётр,petrov2@firma.ru,
"""


async def test_a_manager_is_known_by_the_distinguished_name_of_a_directory(importing: Importing) -> None:
    report = await importing(DIRECTORY)
    assert (await importing.account("ivanov"))["manager"] == "petrov"
    unknown = {"manager": "CN=Анна,OU=ИТ,DC=firma,DC=test"}
    assert report.note_details == [remark(3, "import-note-manager-unknown", unknown)]


@pytest.mark.parametrize("manager", ["Петров  Петр", "CN=Петров Пётр,OU=ИТ,DC=firma,DC=test", "петров пётр"])
@pytest.mark.parametrize("before", ["username;fullName;mbox\npetrov;Петров Пётр;petrov@firma.ru", ""])
async def test_a_manager_is_known_by_name_in_the_file_or_in_the_directory(
    importing: Importing, manager: str, before: str
) -> None:
    own = "" if before else "petrov;Петров Пётр;petrov@firma.ru;\n"
    if before:
        await importing(before)
    report = await importing(f"username;fullName;mbox;manager\n{own}ivanov;Иванов Иван;ivanov@firma.ru;{manager}\n")
    assert (await importing.account("ivanov"))["manager"] == "petrov"
    assert not report.note_details


async def test_a_manager_of_a_name_that_two_people_have_is_noted(importing: Importing) -> None:
    await importing("username;fullName;mbox\npetrov;Петров Пётр;petrov@firma.ru")
    report = await importing(
        "username;fullName;mbox;manager\n"
        "petrov2;Петров Пётр;petrov2@firma.ru;\n"
        "ivanov;Иванов Иван;ivanov@firma.ru;Петров Пётр\n"
    )
    assert (await importing.account("ivanov"))["manager"] is None
    assert report.note_details == [remark(3, "import-note-manager-ambiguous", {"manager": "Петров Пётр"})]


@pytest.mark.parametrize("mbox", ["ivan@почта.рф", "ivan@xn--80a1acny.xn--p1ai", "иван@почта.рф"])
async def test_a_manager_is_known_by_an_international_address_as_it_is_written(importing: Importing, mbox: str) -> None:
    text = f"username;fullName;mbox;manager\nboss;Босс;{mbox};\nu1;Один;u1@firma.ru;{mbox}\n"
    await importing(text)
    boss = await models.Account.get(username="boss")
    assert (await models.Account.get(username="u1").values())["manager_id"] == boss.id


async def test_a_long_file_goes_in_parts_and_the_report_keeps_the_first_details(
    importing: Importing, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"u{number},Имя {number},u{number}@firma.ru,u{(number * 7) % 2500}" for number in range(2500)]
    report = await importing("\n".join(["username,fullName,mbox,manager", *lines]))
    assert (report.added, len(report.added_details)) == (2500, DETAILS)
    assert (await importing.account("u2499"))["manager"] == f"u{2499 * 7 % 2500}"


async def test_progress_is_told_after_each_part(directory: AccountRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_accounts, "BATCH", 2)
    told: list[tuple[int, int]] = []

    async def progress(done: int, total: int) -> None:
        told.append((done, total))

    await ImportAccounts(directory, atomically)(read_accounts_file(FIRST.encode()), dry_run=False, progress=progress)
    assert told == [(2, 6), (3, 6), (5, 6), (6, 6)]


async def test_a_file_on_disk_in_the_office_encoding_is_imported(directory: AccountRepository, tmp_path: Path) -> None:
    path = tmp_path / "из 1С.csv"
    path.write_bytes("ФИО;Эл. почта\r\nЁлкин «Юрий»;e@firma.ru\r\n".encode("cp1251"))
    report = await ImportAccounts(directory, atomically)(read_accounts_file(path), dry_run=False)
    assert report.encoding == "Windows-1251"
    assert (await directory.search("юрий елк")).accounts[0].full_name == "Ёлкин «Юрий»"


CELL = st.sampled_from(["", "a", "A", "b", "a@b.ru", "A@B.ru", "c@b.ru", "Ёлка", "елка", "да", "нет", "x" * 330, '"'])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(CELL, CELL, CELL, CELL, CELL), max_size=8))
async def test_any_file_is_done_as_it_was_said_and_the_second_time_changes_nothing(
    importing: Importing, lines: list[tuple[str, ...]]
) -> None:
    await models.Account.all().delete()
    await models.AccountPlace.all().delete()
    text = "\n".join(";".join(line) for line in [("username", "fullName", "mbox", "manager", "active"), *lines])
    first = await importing(text)
    second = await importing(text)
    assert (second.added, second.changed) == (0, 0)
    assert second.unchanged == first.lines - first.wrong
