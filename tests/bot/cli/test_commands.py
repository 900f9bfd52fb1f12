"""Commands over the database: what they do, what they say, and with which status they end."""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import GROUPS
from bot.cli.accounts import ENCODINGS
from bot.files.config_file import recipe_text
from domain.accounts.account import Account
from domain.accounts.readings import Encoding
from domain.audit import COMMAND_LINE, AuditEntry, AuditFilter
from domain.deliveries.holding import Holding
from domain.people import Role
from storage import models
from storage.database import open_database
from storage.repositories.accounts import AccountRepository
from storage.repositories.audit import AuditRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.holding import HoldingRepository
from storage.repositories.people import PersonRepository
from storage.repositories.records import RecordRepository
from storage.secrets import SecretBox
from tests.bot.cli.conftest import Gonets

pytestmark = pytest.mark.usefixtures("empty_database")

PEOPLE = "ФИО;Эл. почта;Отдел\nИванов Иван;ivanov@firma.ru;Склад\nБез почты;;Склад\nСемёнов Пётр;semenov@firma.ru;\n"


@pytest.mark.parametrize(
    "command", [[], *[[name] for name in GROUPS]], ids=lambda command: " ".join(command) or "gonets"
)
def test_every_help_is_worth_reading(gonets: Gonets, command: list[str]) -> None:
    said = gonets(*command, "--help")
    assert said.status == 0
    assert said.out.startswith(f"Вызов: {' '.join(['gonets', *command])} ")
    assert "Код выхода" in said.out
    assert "gonets" in said.out.split("Код выхода", maxsplit=1)[0]


@pytest.mark.parametrize(
    "command",
    [
        ["frobnicate"],
        ["config"],
        ["config", "apply"],
        ["staff", "add", "кто"],
        ["scenario", "try", "x"],
        ["demo", "--x"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_ends_with_status_2_and_one_sentence(gonets: Gonets, command: list[str]) -> None:
    said = gonets(*command)
    assert said.status == 2
    assert "Справка: gonets" in said.err
    assert "--help" in said.err
    assert len(said.err.strip().splitlines()) <= 3


def test_no_command_at_all_shows_the_help(gonets: Gonets) -> None:
    assert "команды" in gonets().out


def test_the_help_imports_neither_telegram_nor_the_database() -> None:
    code = (
        "import sys\nfrom bot.cli import run_command\n"
        "try:\n    run_command(['--help'])\nexcept SystemExit:\n    pass\n"
        "sys.exit(any(name in sys.modules for name in ('aiogram', 'tortoise', 'aiosmtplib', 'jinja2')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0


COMMANDS = (
    *("formula 1+1", "config recipe", "config check r.yaml", "config apply r.yaml", "config export"),
    *("accounts import a.csv", "accounts export", "staff add 5", "staff list", "staff remove 5"),
    *("connection check smtp_connection", "scenario try x --record 1", "runs show 1"),
    *("backup b.db", "restore b.db", "health"),
)
"""All that need no Telegram; what each of them comes to is not asked here."""


def test_commands_that_need_no_telegram_do_not_import_it(tmp_path: Path) -> None:
    recipe = recipe_text().replace("host: smtp.test.ru", "host: 127.0.0.1").replace("port: 465", "port: 1")
    (tmp_path / "r.yaml").write_text(recipe.replace("${SMTP_PASSWORD}", "secret"), encoding="utf-8")
    (tmp_path / "a.csv").write_text("ФИО;Почта\nИванов Иван;a@firma.test\n", encoding="utf-8")
    code = (
        "import sys\nfrom bot.cli import run_command\n"
        f"for command in {COMMANDS}:\n"
        "    try:\n        run_command(command.split())\n    except SystemExit:\n        pass\n"
        "    assert 'aiogram' not in sys.modules, command\n"
    )
    environment = {**os.environ, "GONETS_HOME": str(tmp_path / "home"), "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert "Traceback" not in done.stderr
    assert (tmp_path / "b.db").exists()


A_TENTH_OF_THE_GUIDE = [
    (example["formula"], example["result"])
    for example in json.loads(Path("tests/domain/formulas/examples.json").read_text(encoding="utf-8"))
    if "erratum" not in example
][::10]


@pytest.mark.parametrize(("formula", "value"), [("'Тема: ' + TOUPPER('ура')", "Тема: УРА"), *A_TENTH_OF_THE_GUIDE])
def test_a_formulas_value_stands_alone_on_the_last_line(gonets: Gonets, formula: str, value: str) -> None:
    said = gonets("formula", formula)
    assert said.status == 0
    assert said.out.splitlines()[-1] == value


def test_a_formula_with_a_mistake_shows_its_place_and_the_nearest_name(gonets: Gonets) -> None:
    said = gonets("formula", "1 + TOLOWR('A')")
    assert said.status == 1
    assert "столбец 5" in said.err
    assert "TOLOWER" in said.err
    assert "    ^^^^^^" in said.err


def test_the_first_command_makes_the_home_and_the_database(gonets: Gonets, empty_database: Path) -> None:
    shutil.rmtree(empty_database.parent)
    assert gonets("staff", "add", "5", "--name", "Аня").status == 0
    assert "Аня" in gonets("staff", "list").out
    assert empty_database.exists()


def test_staff_are_let_in_shown_and_removed(gonets: Gonets) -> None:
    assert "Никого нет" in gonets("staff", "list").out
    assert gonets("staff", "add", "77", "--admin", "--name", "Алиса").status == 0
    assert gonets("staff", "list").out == "77\tадминистратор\tАлиса\n"
    assert gonets("staff", "add", "78", "--name", "Борис").status == 0
    removed = gonets("staff", "remove", "78", "--to", "77")
    assert (removed.status, "Передано (77): черновиков — 0" in removed.out) == (0, True)
    assert gonets("staff", "remove", "78").status == 1


def test_the_last_administrator_and_those_of_the_settings_stay(gonets: Gonets) -> None:
    gonets("staff", "add", "77", "--admin", "--name", "Алиса")
    for said in (gonets("staff", "remove", "77"), gonets("staff", "add", "77")):
        assert (said.status, said.out) == (1, "")
        assert "Алиса — единственный администратор" in said.err
    gonets("staff", "add", "78", "--admin")
    for said in (gonets("staff", "remove", "77", GONETS_ADMINS="77"), gonets("staff", "add", "77")):
        assert (said.status, said.out) == (1, "")
        assert "GONETS_ADMINS" in said.err
    assert gonets("staff", "remove", "78").status == 0


def test_nothing_is_handed_over_to_somebody_who_is_not_there(gonets: Gonets) -> None:
    gonets("staff", "add", "77", "--admin")
    gonets("staff", "add", "78")
    said = gonets("staff", "remove", "78", "--to", "79")
    assert (said.status, "Передать некому" in said.err) == (1, True)
    assert "78\tсотрудник" in gonets("staff", "list").out


def test_an_invitation_without_a_token_is_words_to_send(gonets: Gonets) -> None:
    said = gonets("invite", "--admin")
    assert said.status == 0
    assert "Приглашение для администратора" in said.out
    assert "\n/start " in said.out
    assert "GONETS_BOT_TOKEN не задано" in said.out
    quiet = gonets("invite", GONETS_BOT_TOKEN="42:NOBODY", GONETS_BOT_API="http://127.0.0.1:9")
    assert "Telegram не отвечает" in quiet.out


def test_an_uncertain_encoding_is_refused_and_taken_when_it_is_named(gonets: Gonets, tmp_path: Path) -> None:
    path = tmp_path / "mac.csv"
    path.write_bytes("fullName;mbox\nПетрова Анна;anna@firma.test\n".encode("mac_cyrillic"))
    said = gonets("accounts", "import", str(path))
    assert said.status == 1
    assert "--encoding mac-cyrillic" in said.err
    assert "--encoding windows-1251" in said.err
    assert gonets("accounts", "import", str(path), "--encoding", "такой нет").status == 2
    said = gonets("accounts", "import", str(path), "--encoding", "Mac-Cyrillic")
    assert said.status == 0
    assert "+ 2: Петрова Анна, anna@firma.test" in said.out


def test_accounts_come_from_a_file_and_wrong_lines_are_named(gonets: Gonets, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(PEOPLE.encode("cp1251"))
    dry = gonets("accounts", "import", str(path), "--dry-run")
    assert (dry.status, "Проба" in dry.out) == (1, True)
    said = gonets("accounts", "import", str(path))
    assert said.status == 1
    assert "Windows-1251" in said.out
    assert "строка 3: нет почты" in said.out
    assert "Новых: 2" in said.out
    assert "Новых: 0" in gonets("accounts", "import", str(path)).out


def test_the_directory_is_exported_as_it_can_be_imported_and_an_import_is_noted(gonets: Gonets, tmp_path: Path) -> None:
    path, copy = tmp_path / "people.csv", tmp_path / "copy.csv"
    path.write_text("ФИО;Почта;Телефон\n=Иванов;i@firma.ru;+7 1\nПетров;p@firma.ru;\n", encoding="utf-8")
    assert gonets("accounts", "import", str(path)).status == 0
    said = gonets("accounts", "export", str(copy))
    assert (said.status, "Выгружено адресатов: 2" in said.out) == (0, True)
    assert "'=Иванов" in copy.read_text(encoding="utf-8-sig")
    assert gonets("accounts", "export").out == copy.read_bytes().decode()
    said = gonets("accounts", "import", str(copy))
    assert "Новых: 0, изменено: 0, без изменений: 2" in said.out
    assert gonets("accounts", "export", str(tmp_path / "нет" / "copy.csv")).status == 2

    async def notes() -> list[AuditEntry]:
        async with open_database(f"sqlite://{tmp_path / 'home' / 'gonets.db'}"):
            entries = await AuditRepository().latest(AuditFilter(), 10)
            return list(entries)

    second, first = asyncio.run(notes())
    assert (first.act, first.kind, first.actor, first.name) == ("imported", "accounts", COMMAND_LINE, "people.csv")
    assert (first.changes, second.changes) == ({"added": (None, 2)}, {})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "ничего нет"),
        (b"PK\x03\x04[Content_Types].xml xl/workbook.xml", "CSV"),
        (b"fullName|mbox\nA|a@b.ru\n", "разделены"),
        (b"fullName,phone\nA,1\n", "Нет столбца"),
    ],
)
def test_a_file_that_is_no_directory_is_said_in_one_sentence(
    gonets: Gonets, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    said = gonets("accounts", "import", str(path))
    assert said.status == 1
    assert words in said.err


def test_a_file_that_is_not_there_is_a_wrong_call(gonets: Gonets) -> None:
    assert gonets("accounts", "import", "нет.csv").status == 2
    assert gonets("config", "apply", "нет.yaml").status == 2


def test_the_recipe_is_checked_applied_and_exported(gonets: Gonets, tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    path.write_text(gonets("config", "recipe").out, encoding="utf-8")
    assert gonets("config", "check", str(path)).status == 0
    assert "+ templates.Uvedomleniya" in gonets("config", "apply", str(path), SMTP_PASSWORD="очень-секретно").out
    assert "Изменений нет" in gonets("config", "apply", str(path)).out
    path.write_text(path.read_text(encoding="utf-8").replace("port: 465", "port: 587"), encoding="utf-8")
    checked = gonets("config", "check", str(path))
    assert "~ connections.smtp_connection\n    port: 465 → 587\n" in checked.out
    path.write_text(gonets("config", "recipe").out, encoding="utf-8")
    exported = gonets("config", "export").out
    assert "smtp_route" in exported
    assert "секретно" not in exported


def test_another_server_in_a_file_gets_no_password_that_was_kept(gonets: Gonets, tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    path.write_text(gonets("config", "recipe").out, encoding="utf-8")
    gonets("config", "apply", str(path), SMTP_PASSWORD="очень-секретно")
    path.write_text(path.read_text(encoding="utf-8").replace("port: 465", "port: 587"), encoding="utf-8")
    for act in ("check", "apply"):
        said = gonets("config", act, str(path), SMTP_PASSWORD="").out
        assert "    port: 465 → 587\n" in said
        assert "    password: ••• → нет\n" in said
        assert "    enabled: true → false\n" in said
        assert "Прежнее туда не уйдёт" in said
        assert "Переменная SMTP_PASSWORD не задана, поэтому подключение выключено" in said
    assert "пароль не введён" in gonets("connection", "check").out
    said = gonets("config", "apply", str(path), SMTP_PASSWORD="другой-секрет").out
    assert "password: нет → •••" in said
    assert "enabled: false → true" in said


def test_a_file_with_mistakes_is_told_with_file_line_column_and_path(gonets: Gonets, tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    path.write_text(recipe_text().replace("route: smtp_route", "route: smtp_rute").replace("port: 465", "port: 0"))
    said = gonets("config", "apply", str(path))
    assert said.status == 1
    assert f"{path}:8:5 connections[0].port:" in said.err
    assert "scenarios[0].actions[0].change_context.actions[1].send_message.route:" in said.err
    assert "Ничего не применено" in said.err
    nothing = gonets("config", "export")
    assert nothing.out.strip() == "{}"
    assert "gonets config recipe" in nothing.err


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("GONETS_BOT_TOKEN", "nonsense", "@BotFather"),
        ("GONETS_ADMINS", "алиса", "через запятую"),
        ("GONETS_TIMEZONE", "Москва", "Europe/Moscow"),
        ("GONETS_PROXY", "прокси", "socks5://"),
        ("GONETS_SECRET_KEY", "короткий", "16"),
        ("GONETS_BOT_API", "api.telegram.org", "http"),
        ("GONETS_LOG", "xml", "json"),
        ("GONETS_HIDE_TEXTS", "может быть", "yes или no"),
    ],
)
def test_a_wrong_variable_is_named_with_what_it_should_look_like(
    gonets: Gonets, name: str, value: str, words: str
) -> None:
    said = gonets("run", **{"GONETS_BOT_TOKEN": "42:AbC", name: value})
    assert said.status == 2
    assert name in said.err
    assert words in said.err
    assert "nonsense" not in said.err


def test_a_missing_token_is_named_and_other_commands_do_not_ask_for_it(gonets: Gonets) -> None:
    said = gonets("run")
    assert (said.status, "GONETS_BOT_TOKEN" in said.err) == (2, True)
    assert gonets("staff", "list").status == 0


def test_a_secret_may_come_from_a_file_and_a_missing_file_is_said(gonets: Gonets, tmp_path: Path) -> None:
    said = gonets("staff", "list", GONETS_SECRET_KEY_FILE=str(tmp_path / "none"))
    assert (said.status, "GONETS_SECRET_KEY_FILE" in said.err) == (2, True)
    (tmp_path / "none").write_text("sixteen characters or more\n")
    assert gonets("staff", "list").status == 0


def test_the_dotenv_file_is_read_and_a_mistyped_variable_is_said(gonets: Gonets, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("GONETS_TIMEZONE=Mars/Olympus\nGONETS_ADMIN=5\n")
    said = gonets("staff", "list")
    assert said.status == 2
    assert "GONETS_TIMEZONE" in said.err
    assert "похоже на GONETS_ADMINS" in said.err


def test_another_kind_of_database_is_said(gonets: Gonets) -> None:
    said = gonets("staff", "list", GONETS_DATABASE="mysql://user:hidden@host/db")
    assert said.status in {1, 2}
    assert "SQLite" in said.err
    assert "hidden" not in said.err


def test_the_doctor_names_what_is_missing_and_what_to_do(gonets: Gonets) -> None:
    said = gonets("doctor", "--no-network")
    assert said.status == 1
    assert "GONETS_BOT_TOKEN" in said.out
    assert "gonets accounts import" in said.out
    assert "→" in said.out


def test_applying_and_the_doctor_say_that_passwords_at_microsoft_end(gonets: Gonets, tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    login = {"authentication": "basic", "username": "notify@firma.test", "password": "secret"}
    path.write_text(connection_file(host="smtp.office365.com", **login), encoding="utf-8")
    applied = gonets("config", "apply", str(path))
    assert (applied.status, "в конце декабря 2026 года Microsoft 365 отключит" in applied.out) == (0, True)
    assert "Microsoft 365" not in gonets("config", "apply", str(path)).out
    doctor = gonets("doctor", "--no-network")
    assert "вход по паролю: в конце декабря 2026 года" in doctor.out


def test_the_doctor_says_that_everything_is_held_back(gonets: Gonets, tmp_path: Path) -> None:
    assert "придержано" not in gonets("doctor", "--no-network").out
    asyncio.run(_hold(tmp_path / "home"))
    said = gonets("doctor", "--no-network")
    assert "Всё придержано с 23.11 12:00 UTC" in said.out
    assert said.status == 1


async def _hold(home: Path) -> None:
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    async with open_database(f"sqlite://{home / 'gonets.db'}"):
        assert await HoldingRepository().change(Holding(1, now, 2), now)


def test_a_scenario_is_tried_on_a_record_and_nothing_is_sent(gonets: Gonets, tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    path.write_text(recipe_text(), encoding="utf-8")
    assert gonets("config", "apply", str(path)).status == 0
    asyncio.run(_fill(tmp_path / "home"))
    said = gonets("scenario", "try", "Otpravkauvedomleniya", "--record", "1")
    assert said.status == 0
    assert "1.2 Отправить сообщение" in said.out
    assert "Кому: ivanov@firma.ru" in said.out
    assert "Тема: Срочно" in said.out
    assert "Ничего не отправлено" in said.out
    assert gonets("formula", "$Poluchatel->fullName", "--record", "1").out.splitlines()[-1] == "Иванов Иван"
    assert gonets("formula", "$Poluchatl->mbox", "--record", "1").status == 1
    assert gonets("scenario", "try", "Otpravka", "--record", "1").status == 2
    assert gonets("scenario", "try", "Otpravkauvedomleniya", "--record", "9").status == 2


LOOP = """
scenarios:
  - title: Многим
    system_name: Mnogim
    enabled: false
    event: {type: button_clicked, template: Uvedomleniya, button: Otpravituvedomlenie}
    actions:
      - for_each:
          values: {formula: "LIST('1', '2', '3', '4', '5')"}
          variable: raz
          actions:
            - change_variables:
                operation: replace
                set: n
                variables:
                  To: {Address: {formula: "$$raz + '@firma.ru'"}}
                  Subject: {formula: "'Раз ' + $$raz"}
                  Body: {formula: "'x'"}
            - send_message: {connection: smtp_connection, route: smtp_route, variable: n, error_variable: no}
      - check: {condition: "EMPTY($$no)", message: "'Не дошло.'"}
"""


def test_a_trial_prints_three_letters_of_a_loop_and_where_refusals_and_checks_lead(
    gonets: Gonets, tmp_path: Path
) -> None:
    path = tmp_path / "my.yaml"
    path.write_text(recipe_text(), encoding="utf-8")
    assert gonets("config", "apply", str(path)).status == 0
    path.write_text(LOOP, encoding="utf-8")
    assert gonets("config", "apply", str(path)).status == 0
    asyncio.run(_fill(tmp_path / "home"))
    said = gonets("scenario", "try", "Mnogim", "--record", "1")
    first, refused, failed = re.split("^А если .*\n", said.out, flags=re.MULTILINE)
    assert re.findall("^    Тема: Раз (.)", first, re.MULTILINE) == ["1", "2", "3"]
    assert "ещё писем шага 1.2: 2 (4@firma.ru, 5@firma.ru)" in first
    assert "Сценарий дошёл бы до конца и отправил бы 5 писем." in first
    assert "А если письмо шага 1.2 не примут:" in said.out
    assert "Дошёл бы до конца: ещё 4 письма." in refused
    assert "Сценарий остановился бы: Не дошло." in failed
    assert "А если проверка шага 2 не пройдёт:" in said.out
    assert "Отправленные раньше останутся: 5." in failed
    assert said.out.rstrip().endswith("Ничего не отправлено: это проба.")


def test_a_formula_says_why_it_finds_nothing_where_texts_are_hidden(gonets: Gonets, tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    path.write_text(recipe_text(), encoding="utf-8")
    assert gonets("config", "apply", str(path)).status == 0
    count = "COUNT(from x in db->Uvedomleniya select x)"
    assert gonets("formula", count).err == ""
    said = gonets("formula", count, GONETS_HIDE_TEXTS="yes")
    assert said.out.splitlines()[-1] == "0"
    assert "GONETS_HIDE_TEXTS" in said.err
    assert "--record" in said.err
    assert gonets("formula", "1 + 1").err == ""


async def _fill(home: Path) -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    async with open_database(f"sqlite://{home / 'gonets.db'}"):
        account = await AccountRepository().add(Account(0, "ivanov", "Иванов Иван", "ivanov@firma.ru"))
        await PersonRepository().let_in(7, Role.STAFF, "Борис")
        (template,) = await ConfigurationRepository(SecretBox.for_home(home)).templates()
        values = {"Poluchatel": {"account": account.id}, "Temauvedomleniya": "Срочно", "Tekstuvedomleniya": "Текст"}
        await RecordRepository().add(template.id, 7, values, now)


@pytest.mark.parametrize("command", [[], *[[name] for name in GROUPS], ["connection", "authorize"]], ids=" ".join)
def test_every_help_is_there_in_english(gonets: Gonets, command: list[str]) -> None:
    said = gonets(*command, "--help", GONETS_LANGUAGE="en")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith(f"Usage: {' '.join(['gonets', *command])} ")
    assert "Exit status" in said.out
    assert re.findall("[а-яё]+", said.out, re.IGNORECASE) == []


@pytest.mark.parametrize("value", ["de", "EN", "english", "", "ru "])
def test_a_wrong_language_is_told_in_russian_and_keeps_help_from_nobody(gonets: Gonets, value: str) -> None:
    assert gonets("--help", GONETS_LANGUAGE=value).out.startswith("Вызов: gonets")
    said = gonets("staff", "list", GONETS_LANGUAGE=value)
    assert (said.status, said.err) == (2, "GONETS_LANGUAGE не подходит: язык: ru или en\n")


def test_the_language_of_a_file_is_spoken_and_that_of_the_environment_comes_first(
    gonets: Gonets, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("GONETS_LANGUAGE=en\n", encoding="utf-8")
    assert gonets("--help").out.startswith("Usage: gonets")
    said = gonets("staff", "list", GONETS_TIMEZONE="nowhere")
    assert said.err == "GONETS_TIMEZONE does not fit: a time zone of the IANA database, for example Europe/Moscow\n"
    assert gonets("--help", GONETS_LANGUAGE="ru").out.startswith("Вызов: gonets")


def test_a_file_of_settings_that_cannot_be_read_keeps_help_from_nobody(gonets: Gonets, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("GONETS_LANGUAGE=en # язык\n".encode("utf-16"))
    assert gonets("--help").out.startswith("Вызов: gonets")


def test_the_encodings_that_the_help_names_are_those_that_are_known() -> None:
    assert ENCODINGS.split(", ") == [encoding.option for encoding in Encoding]


def test_a_wrong_call_is_told_in_english(gonets: Gonets) -> None:
    said = gonets("staff", "add", "who", GONETS_LANGUAGE="en")
    assert (said.status, said.err) == (
        2,
        "NUMBER: the number of a Telegram user is needed, not “who”\nHelp: gonets staff add --help\n",
    )
    assert "missing: ACTION" in gonets("config").err


def test_what_a_command_says_by_key_is_in_the_products_language(gonets: Gonets, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("routes: [{title: Путь, conection: нет}]\n", encoding="utf-8")
    assert "поля «conection» нет; похоже на «connection»" in gonets("config", "check", str(path)).err
    said = gonets("config", "check", str(path), GONETS_LANGUAGE="en")
    assert "there is no field “conection”; did you mean “connection”?" in said.err
    assert "mistake" in said.err
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    said = gonets("accounts", "import", str(tmp_path / "people.csv"), GONETS_LANGUAGE="en")
    assert "no email address" in said.out
    assert "Loaded. New: 2" in said.out


def connection_file(**fields: object) -> str:
    known: dict[str, object] = {"title": "Почта", "system_name": "mail", "host": "127.0.0.1", "port": 25}
    known |= {"encryption": "none", "sender_address": "notify@firma.test", **fields}
    return "connections:\n  - " + "\n    ".join(f"{name}: {value}" for name, value in known.items()) + "\n"


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("cp1251", "похоже на Windows-1251"), ("utf-16", "а UTF-16"), ("utf-16-le", "а UTF-16")],
)
def test_a_configuration_file_in_another_encoding_is_told_by_its_name(
    gonets: Gonets, tmp_path: Path, encoding: str, words: str
) -> None:
    path = tmp_path / "my.yaml"
    path.write_bytes(connection_file().encode(encoding))
    said = gonets("config", "check", str(path))
    assert (said.status, words in said.err) == (2, True)


def test_a_configuration_file_with_a_mark_and_windows_line_ends_is_fine(gonets: Gonets, tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    path.write_bytes(connection_file().replace("\n", "\r\n").encode("utf-8-sig"))
    assert gonets("config", "check", str(path)).status == 0


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"port": "0465"}, "+ connections.mail"),
        ({"port": "'465'"}, "my.yaml:5:5 connections[0].port: «port» — это целое число: напишите его без кавычек"),
        ({"enabled": "yes"}, "connections[0].enabled: «enabled»: вместо yes напишите true"),
        ({"timeout": "1000h"}, "connections[0].timeout: «timeout» не может быть больше 10m"),
        ({"timeout": "5 минут"}, "+ connections.mail"),
        ({"host": "mail.firma.ru:465"}, "my.yaml:4:5 connections[0].host: «host» записано не так"),
    ],
)
def test_a_check_says_what_to_write_and_where(
    gonets: Gonets, tmp_path: Path, fields: dict[str, object], words: str
) -> None:
    path = tmp_path / "my.yaml"
    path.write_text(connection_file(**fields), encoding="utf-8")
    said = gonets("config", "check", str(path))
    assert (said.status, words in said.out + said.err) == (0 if words.startswith("+") else 1, True)


def test_what_an_earlier_version_saved_is_named_by_the_doctor_and_by_a_check_of_its_export(
    gonets: Gonets, tmp_path: Path
) -> None:
    path = tmp_path / "my.yaml"
    path.write_text(connection_file(), encoding="utf-8")
    assert gonets("config", "apply", str(path)).status == 0
    asyncio.run(_store_as_before(tmp_path / "home", timeout="1000h"))
    doctor = gonets("doctor", "--no-network")
    assert "connections.mail.timeout: «timeout» не может быть больше 10m" in doctor.out
    assert gonets("config", "export", str(path)).status == 0
    for act in ("check", "apply"):
        said = gonets("config", act, str(path))
        assert said.status == 0
        assert "= connections.mail" in said.out
        assert f"{path}:9:5 connections[0].timeout: «timeout» не может быть больше 10m" in said.out


async def _store_as_before(home: Path, **fields: object) -> None:
    """Write what version 0.1.0 would have accepted."""
    async with open_database(f"sqlite://{home / 'gonets.db'}"):
        row = await models.Connection.get(system_name="mail")
        row.document = {**row.document, **fields}
        await row.save()
