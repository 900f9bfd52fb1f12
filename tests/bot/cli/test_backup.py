"""`gonets backup` and `gonets restore`: real files, real processes, and nothing lost where it goes wrong."""

import asyncio
import os
import re
import shutil
import sqlite3
import stat
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app.single_instance import only_one
from bot.files.config_file import read_configuration, recipe_text
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.people import Role
from domain.runs.reports import News
from domain.runs.run import RunStatus
from domain.runs.runs import NewRun
from sandbox import Sandbox
from storage import models
from storage.database import SqliteFile, migrate, open_database
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.people import PersonRepository
from storage.repositories.records import RecordRepository
from storage.repositories.runs import RunRepository
from storage.restoring import Restoration
from storage.secrets import SecretBox
from storage.sqlite.copies import take_copy
from storage.transactions import atomically
from tests.bot.cli.conftest import Gonets, start
from tests.domain.deliveries.conftest import new_letter

TOKEN = "42:BACKUP"
PASSWORD = "очень-секретно"
ROOT = Path(__file__).parents[3]


def url(path: Path) -> str:
    return f"sqlite://{path}"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def kept_of(home: Path) -> list[Path]:
    return [
        path
        for path in sorted(home.glob("gonets.db.before-restore-*"))
        if re.fullmatch(r"\d{8}-\d{6}", path.name[-15:])
    ]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home made once: a test's time would go into its migrations otherwise."""
    home = tmp_path_factory.mktemp("furnished") / "home"
    asyncio.run(_furnish(home))
    return home


async def _furnish(home: Path) -> None:
    async with open_database(url(home / "gonets.db")):
        configuration = ConfigurationRepository(SecretBox.for_home(home))
        read = read_configuration(recipe_text(), {"SMTP_PASSWORD": PASSWORD})
        assert read.mistakes == []
        await ApplyConfiguration(configuration, atomically)(read.file)
        await PersonRepository().let_in(77, Role.ADMIN, "Алиса")
        (template,) = await configuration.templates()
        await RecordRepository().add(template.id, 77, {}, datetime.now(UTC))


@pytest.fixture
def office(gonets: Gonets, furnished: Path, home: Path) -> Path:
    """A database with the recipe, a sealed password, a person and one record; its home is returned."""
    shutil.copytree(furnished, home)
    return home


async def _put_under_way(home: Path) -> None:
    """A run without a letter, one with a letter on its way, one that is over, one that waits for its letter."""
    now = datetime.now(UTC)
    async with open_database(url(home / "gonets.db")):
        configuration, records, runs = (
            ConfigurationRepository(SecretBox.for_home(home)),
            RecordRepository(),
            RunRepository(),
        )
        (template,), (connection,) = await configuration.templates(), await configuration.connections()
        (scenario,) = await configuration.scenarios()
        made = []
        for _ in range(4):
            record = await records.add(template.id, 77, {}, now)
            run, _ = await runs.begin(NewRun(record.id, 1, 0, 77, scenario, {}, now))
            made.append(run)
        for number, run in enumerate(made[1:]):
            letter = new_letter(connection, number, ("a@firma.local", "b@firma.local"), now, author=77)
            await DeliveryRepository().add(run.id, letter, now)
            await runs.set_status(run.id, RunStatus.DELIVERING, None)
        await models.Delivery.filter(run_id=made[2].id).update(state="sent", due_at=None, ended_at=now)
        await models.Recipient.filter(delivery__run_id=made[2].id).update(state="sent")
        await runs.set_status(made[2].id, RunStatus.ENDED, now)
        await runs.set_status(made[3].id, RunStatus.WAITING, None)
        await models.Delivery.filter(run_id=made[3].id).update(state="transmitting")
        await models.Recipient.filter(delivery__run_id=made[3].id, address="b@firma.local").update(state="sent")
        await models.Recipient.filter(delivery__run_id=made[3].id, address="a@firma.local").update(state="transmitting")
        await models.Report.all().delete()
        await models.Report.create(run_id=made[1].id, news=News.DEFERRED, due_at=now)
        await models.Report.create(run_id=made[2].id, news=News.SENT, due_at=now)
        await models.Update.create(id=10, person_id=77, body={"text": "нажатие"}, received_at=now)


def test_a_copy_says_where_it_is_what_it_holds_and_where_the_key_is(
    gonets: Gonets, office: Path, tmp_path: Path
) -> None:
    said = gonets("backup", str(tmp_path / "copy.db"))
    assert said.status == 0
    assert str(tmp_path / "copy.db") in said.out
    assert "Записей: 1, писем: 0" in said.out
    assert str(office / "secret.key") in said.out
    assert mode(tmp_path / "copy.db") == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "home"]


def test_no_copy_holds_the_key_or_a_password(gonets: Gonets, office: Path, tmp_path: Path) -> None:
    assert gonets("backup", str(tmp_path / "copy.db")).status == 0
    content = (tmp_path / "copy.db").read_bytes()
    assert (office / "secret.key").read_text().strip().encode() not in content
    assert PASSWORD.encode() not in content
    assert not (tmp_path / "copy.db.key").exists()


def test_the_key_is_put_beside_when_asked_for_and_only_then(gonets: Gonets, office: Path, tmp_path: Path) -> None:
    said = gonets("backup", str(tmp_path / "copy.db"), "--with-key")
    assert said.status == 0
    assert "отдельно" in said.out
    key = tmp_path / "copy.db.key"
    assert key.read_text() == (office / "secret.key").read_text()
    assert mode(key) == 0o600
    assert key.read_text().strip() not in said.out + said.err


def test_a_key_of_the_settings_is_put_beside_as_well(gonets: Gonets, office: Path, tmp_path: Path) -> None:
    said = gonets("backup", str(tmp_path / "copy.db"), "--with-key", GONETS_SECRET_KEY="ключ не короче шестнадцати")
    assert said.status == 0
    assert (tmp_path / "copy.db.key").read_text(encoding="utf-8") == "ключ не короче шестнадцати\n"
    assert "шестнадцати" not in said.out


def test_it_overwrites_nothing_unless_it_is_told_to(gonets: Gonets, office: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("чужое")
    said = gonets("backup", str(copy))
    assert (said.status, copy.read_text()) == (2, "чужое")
    assert "--force" in said.err
    (tmp_path / "other.db.key").write_text("чужой ключ")
    assert gonets("backup", str(tmp_path / "other.db"), "--with-key").status == 2
    assert not (tmp_path / "other.db").exists()
    assert gonets("backup", str(copy), "--force").status == 0
    assert rows(copy, "SELECT name FROM person") == [("Алиса",)]


def test_it_never_writes_over_the_database_itself(gonets: Gonets, office: Path) -> None:
    said = gonets("backup", str(office / "gonets.db"), "--force")
    assert (said.status, "сама база" in said.err) == (2, True)
    assert gonets("staff", "list").out == "77\tадминистратор\tАлиса\n"


def test_a_database_that_is_not_there_or_not_sqlite_is_said(gonets: Gonets, tmp_path: Path, home: Path) -> None:
    said = gonets("backup", str(tmp_path / "copy.db"))
    assert (said.status, "Базы нет" in said.err) == (2, True)
    assert not home.exists()
    for command, tool in (("backup", "pg_dump"), ("restore", "pg_restore")):
        said = gonets(command, str(tmp_path / "copy.db"), GONETS_DATABASE="postgres://user:hidden@host/db")
        assert (said.status, tool in said.err, "hidden" in said.err) == (2, True, False)


def test_a_folder_that_is_not_there_is_said(gonets: Gonets, office: Path, tmp_path: Path) -> None:
    assert "Папки" in gonets("backup", str(tmp_path / "no" / "copy.db")).err
    assert "папка" in gonets("backup", str(tmp_path)).err


async def test_a_copy_of_a_running_bot_holds_all_that_was_committed(tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with Sandbox(token=TOKEN) as sandbox:
        where = {"GONETS_HOME": str(tmp_path / "home"), "GONETS_BOT_TOKEN": TOKEN, "GONETS_BOT_API": sandbox.api_url}
        bot = await start("run", **where, GONETS_ADMINS="1001")
        await bot.line_with("Гонец работает")
        admin = sandbox.user(1001, first_name="Алиса")
        await admin.send("/start")
        await admin.wait_for_text("Первые шаги")
        backup = await start("backup", str(copy), **where)
        assert await backup.process.wait() == 0
        assert rows(copy, "SELECT telegram_id, name FROM person") == [(1001, "Алиса")]
        await admin.send("/help")
        await admin.wait_for_text("Как это работает")
        bot.process.terminate()
        await bot.process.communicate()
        assert bot.process.returncode == 0


def test_a_copy_that_is_made_between_two_writes_holds_both_or_neither(office: Path, tmp_path: Path) -> None:
    """A writer goes on committing pairs while copies are made: no copy holds half of one."""
    stop = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(office / "gonets.db", timeout=10, isolation_level=None)) as connection:
            number = 1000
            while not stop.is_set():
                connection.execute("BEGIN IMMEDIATE")
                for _ in range(2):
                    number += 1
                    connection.execute(
                        "INSERT INTO person (telegram_id, name, role, active, created_at) "
                        "VALUES (?, '', 'staff', 1, '2026-01-01 00:00:00+00:00')",
                        (number,),
                    )
                connection.execute("COMMIT")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            take_copy(office / "gonets.db", tmp_path / f"{number}.db")
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        assert rows(tmp_path / f"{number}.db", "SELECT COUNT(*) % 2 FROM person WHERE telegram_id > 1000") == [(0,)]


def test_a_disk_that_is_full_leaves_no_copy_and_the_old_one_as_it_was(office: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("прежняя копия")
    done = _limited("backup", str(copy), "--force", home=office)
    assert done[0] == 1
    assert "Копия не сделана" in done[1]
    assert copy.read_text() == "прежняя копия"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "home"]


def _limited(*arguments: str, home: Path) -> tuple[int, str]:
    """Run a command that may write no file beyond 40 KB, as on a disk that is full."""

    async def run() -> tuple[int, str]:
        command = f"ulimit -f 40; exec {sys.executable} -m bot " + " ".join(arguments)
        process = await asyncio.create_subprocess_shell(
            command,
            env={**os.environ, "GONETS_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)},
            stderr=asyncio.subprocess.PIPE,
        )
        _, err = await process.communicate()
        assert b"Traceback" not in err
        return int(process.returncode or 0), err.decode()

    return asyncio.run(run())


def test_what_was_done_after_the_copy_is_gone_and_the_old_file_is_kept(
    gonets: Gonets, office: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    assert gonets("backup", str(copy)).status == 0
    assert gonets("staff", "add", "88", "--name", "Борис").status == 0
    said = gonets("restore", str(copy))
    assert said.status == 0
    (kept,) = kept_of(office)
    assert str(kept) in said.out
    assert gonets("staff", "list").out == "77\tадминистратор\tАлиса\n"
    assert rows(kept, "SELECT name FROM person ORDER BY telegram_id") == [("Алиса",), ("Борис",)]
    assert mode(office / "gonets.db") == mode(kept) == 0o600
    assert not list(office.glob("*.restoring*"))
    assert "остановлены" not in said.out


def test_the_kept_file_can_be_restored_in_its_turn(gonets: Gonets, office: Path, tmp_path: Path) -> None:
    assert gonets("backup", str(tmp_path / "copy.db")).status == 0
    assert gonets("staff", "add", "88", "--name", "Борис").status == 0
    assert gonets("restore", str(tmp_path / "copy.db")).status == 0
    (kept,) = kept_of(office)
    assert gonets("restore", str(kept)).status == 0
    assert "Борис" in gonets("staff", "list").out


def test_it_restores_where_there_is_no_database_yet(gonets: Gonets, office: Path, tmp_path: Path) -> None:
    assert gonets("backup", str(tmp_path / "copy.db"), "--with-key").status == 0
    new = str(tmp_path / "new")
    said = gonets("restore", str(tmp_path / "copy.db"), "--key", str(tmp_path / "copy.db.key"), GONETS_HOME=new)
    assert said.status == 0
    assert "Прежн" not in said.out
    assert "остановлены" not in said.out
    assert mode(tmp_path / "new" / "secret.key") == 0o600
    assert asyncio.run(_password(tmp_path / "new")) == PASSWORD


async def _password(home: Path) -> str | None:
    async with open_database(url(home / "gonets.db")):
        password = await ConfigurationRepository(SecretBox.for_home(home)).secret("smtp_connection", "password")
    return password.get_secret_value() if isinstance(password, SecretStr) else None


def test_a_key_that_is_put_in_place_leaves_the_old_one_beside(gonets: Gonets, office: Path, tmp_path: Path) -> None:
    assert gonets("backup", str(tmp_path / "copy.db"), "--with-key").status == 0
    (office / "secret.key").write_text("another key that was made since\n")
    said = gonets("restore", str(tmp_path / "copy.db"), "--key", str(tmp_path / "copy.db.key"))
    assert said.status == 0
    (old,) = office.glob("secret.key.before-restore-*")
    assert old.read_text() == "another key that was made since\n"
    assert str(old) in said.out
    assert asyncio.run(_password(office)) == PASSWORD


def test_a_wrong_key_suspends_the_connections_and_names_them(gonets: Gonets, office: Path, tmp_path: Path) -> None:
    assert gonets("backup", str(tmp_path / "copy.db")).status == 0
    (office / "secret.key").write_text("another key that was made since\n")
    said = gonets("restore", str(tmp_path / "copy.db"))
    assert said.status == 0
    assert "smtp_connection — " in said.out
    assert "--key" in said.out
    (state,) = rows(
        office / "gonets.db", "SELECT cause, suspended_at IS NOT NULL, due_at IS NOT NULL FROM connection_state"
    )
    assert state == ("secret-unreadable", 1, 1)
    assert rows(office / "gonets.db", "SELECT person_id, kind FROM notice") == [(77, "suspended")]


def test_without_any_key_the_connections_are_named_too(gonets: Gonets, office: Path, tmp_path: Path) -> None:
    assert gonets("backup", str(tmp_path / "copy.db")).status == 0
    said = gonets("restore", str(tmp_path / "copy.db"), GONETS_HOME=str(tmp_path / "new"))
    assert (said.status, "smtp_connection — " in said.out) == (0, True)


def test_a_key_file_beside_a_key_of_the_settings_is_refused(gonets: Gonets, office: Path, tmp_path: Path) -> None:
    assert gonets("backup", str(tmp_path / "copy.db"), "--with-key").status == 0
    key = str(tmp_path / "copy.db.key")
    said = gonets("restore", str(tmp_path / "copy.db"), "--key", key, GONETS_SECRET_KEY="sixteen characters or more")
    assert (said.status, "GONETS_SECRET_KEY" in said.err) == (2, True)
    assert kept_of(office) == []


def test_a_key_file_that_holds_none_is_refused_before_anything_is_done(
    gonets: Gonets, office: Path, tmp_path: Path
) -> None:
    assert gonets("backup", str(tmp_path / "copy.db")).status == 0
    (tmp_path / "short.key").write_text("short\n")
    assert gonets("restore", str(tmp_path / "copy.db"), "--key", str(tmp_path / "short.key")).status == 1
    assert gonets("restore", str(tmp_path / "copy.db"), "--key", str(tmp_path / "none.key")).status == 2
    assert kept_of(office) == []


def test_open_letters_become_questions_and_their_authors_are_to_be_told(
    gonets: Gonets, office: Path, tmp_path: Path
) -> None:
    asyncio.run(_put_under_way(office))
    assert gonets("backup", str(tmp_path / "copy.db")).status == 0
    said = gonets("restore", str(tmp_path / "copy.db"))
    assert said.status == 0
    assert "неизвестно, ушли ли они: 2; нажатий, не успевших стать письмом: 1" in said.out
    database = office / "gonets.db"
    assert rows(database, "SELECT id, state, cause, due_at FROM delivery ORDER BY id") == [
        (1, "uncertain", "restored", None),
        (2, "sent", None, None),
        (3, "uncertain", "restored", None),
    ]
    assert rows(database, "SELECT delivery_id, address, state FROM recipient WHERE delivery_id <> 2 ORDER BY id") == [
        (1, "a@firma.local", "uncertain"),
        (1, "b@firma.local", "uncertain"),
        (3, "a@firma.local", "uncertain"),
        (3, "b@firma.local", "sent"),
    ]
    assert rows(database, "SELECT id, status FROM scenario_run ORDER BY id") == [
        (1, "failed"),
        (2, "delivering"),
        (3, "ended"),
        (4, "failed"),
    ]
    assert rows(database, "SELECT due_at, lease_until FROM scenario_run WHERE id = 1") == [(None, None)]
    assert rows(database, "SELECT run_id, news FROM report ORDER BY run_id") == [
        (1, "failed"),
        (2, "uncertain"),
        (3, "sent"),
        (4, "uncertain"),
    ]
    assert rows(database, "SELECT status FROM record WHERE id > 1 ORDER BY id")[:2] == [("failed",), ("uncertain",)]


def test_updates_that_were_not_handled_are_closed_and_the_newest_number_is_kept(
    gonets: Gonets, office: Path, tmp_path: Path
) -> None:
    asyncio.run(_put_under_way(office))
    assert gonets("backup", str(tmp_path / "copy.db")).status == 0
    with closing(sqlite3.connect(office / "gonets.db")) as connection:
        connection.execute("UPDATE \"update\" SET id = 25, body = '{}', done_at = received_at")
        connection.commit()
    assert gonets("restore", str(tmp_path / "copy.db")).status == 0
    found = rows(office / "gonets.db", 'SELECT id, done_at IS NOT NULL, body FROM "update" ORDER BY id')
    assert found == [(10, 1, "{}"), (25, 1, "{}")]


async def test_it_refuses_while_the_bot_runs(tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with Sandbox(token=TOKEN) as sandbox:
        where = {"GONETS_HOME": str(tmp_path / "home"), "GONETS_BOT_TOKEN": TOKEN, "GONETS_BOT_API": sandbox.api_url}
        bot = await start("run", **where)
        await bot.line_with("Гонец работает")
        assert await (await start("backup", str(copy), **where)).process.wait() == 0
        restore = await start("restore", str(copy), **where)
        _, err = await restore.process.communicate()
        assert restore.process.returncode == 2
        assert f"Гонец работает на этой базе (процесс {bot.process.pid})" in err.decode()
        bot.process.terminate()
        await bot.process.communicate()
    restore = await start("restore", str(copy), **where)
    _, err = await restore.process.communicate()
    assert restore.process.returncode == 0, err.decode()


def test_a_bot_cannot_start_while_its_database_is_being_restored(gonets: Gonets, office: Path) -> None:
    with only_one(office / "gonets.db"):
        said = gonets("restore", str(office / "secret.key"))
        assert (said.status, "Остановите его" in said.err) == (2, True)


def test_a_file_that_is_a_link_to_another_disk_is_the_database_there(
    gonets: Gonets, office: Path, tmp_path: Path
) -> None:
    there, link, copy = tmp_path / "disk" / "gonets.db", office / "gonets.db", tmp_path / "copy.db"
    there.parent.mkdir()
    link.rename(there)
    link.symlink_to(there)
    assert gonets("backup", str(copy)).status == 0
    with only_one(there):  # as a bot that was started by the file's other name
        said = gonets("restore", str(copy))
        assert (said.status, "Остановите его" in said.err) == (2, True)
    assert gonets("restore", str(copy)).status == 0
    assert link.is_symlink()
    assert [path.name for path in there.parent.glob("*.before-restore-*")]
    assert rows(there, "SELECT telegram_id FROM person") == [(77,)]


def test_a_damaged_copy_is_refused_and_the_database_stays(gonets: Gonets, office: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert gonets("backup", str(copy)).status == 0
    content = bytearray(copy.read_bytes())
    content[20_000:60_000] = b"\xff" * 40_000
    copy.write_bytes(content)
    said = gonets("restore", str(copy))
    assert (said.status, "повреждён" in said.err) == (1, True)
    copy.write_bytes(bytes(content[: len(content) // 2]))
    assert gonets("restore", str(copy)).status == 1
    _assert_untouched(gonets, office)


@pytest.mark.parametrize("kind", ["text", "empty", "foreign"])
def test_what_is_no_database_of_ours_is_refused(gonets: Gonets, office: Path, tmp_path: Path, kind: str) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("" if kind == "empty" else "это не база")
    if kind == "foreign":
        copy.unlink()
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY)")
    said = gonets("restore", str(copy))
    assert (said.status, "не база Гонца" in said.err) == (1, True)
    assert str(copy) in said.err
    _assert_untouched(gonets, office)


def test_a_copy_of_a_newer_version_is_refused(gonets: Gonets, office: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert gonets("backup", str(copy)).status == 0
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(
            "INSERT INTO tortoise_migrations (app, name, applied_at) VALUES ('models', '9999_later', '2030-01-01')"
        )
        connection.commit()
    said = gonets("restore", str(copy))
    assert (said.status, "Обновите" in said.err) == (1, True)
    _assert_untouched(gonets, office)


def test_a_file_that_is_not_there_or_is_the_database_itself_is_a_wrong_call(gonets: Gonets, office: Path) -> None:
    assert gonets("restore", str(office / "none.db")).status == 2
    assert gonets("restore", str(office / "gonets.db")).status == 2
    _assert_untouched(gonets, office)


def test_a_disk_that_is_full_in_the_middle_leaves_the_old_database(
    gonets: Gonets, office: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    assert gonets("backup", str(copy)).status == 0
    status, said = _limited("restore", str(copy), home=office)
    assert status == 1
    assert said.strip()
    _assert_untouched(gonets, office)


def test_what_a_killed_backup_has_left_is_swept_up_by_a_later_one(gonets: Gonets, office: Path, tmp_path: Path) -> None:
    old, young = tmp_path / ".copy.db.old.part", tmp_path / ".copy.db.young.part"
    for left in (old, young):
        left.write_bytes(b"half a copy")
    two_hours_ago = time.time() - 7200
    os.utime(old, (two_hours_ago, two_hours_ago))
    assert gonets("backup", str(tmp_path / "copy.db")).status == 0
    assert (old.exists(), young.exists()) == (False, True)


async def test_until_the_last_step_the_old_database_is_the_database(office: Path, tmp_path: Path) -> None:
    copy, database = tmp_path / "copy.db", office / "gonets.db"
    take_copy(database, copy)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE person SET name = 'Позже'")
        connection.commit()
    restoration = Restoration(SqliteFile(database), office, datetime.now(UTC))
    await restoration.prepare(copy, SecretBox.for_home(office), lambda now: now + timedelta(days=1))
    assert rows(database, "SELECT name FROM person") == [("Позже",)]
    kept = restoration.install().database
    assert kept is not None
    assert rows(database, "SELECT name FROM person") == [("Алиса",)]
    assert rows(kept, "SELECT name FROM person") == [("Позже",)]


def test_what_a_killed_restore_has_left_hinders_nothing(gonets: Gonets, office: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert gonets("backup", str(copy)).status == 0
    shutil.copy(copy, office / "gonets.db.restoring")
    (office / "gonets.db.restoring-wal").write_bytes(b"left")
    _assert_untouched(gonets, office, left=True)
    assert gonets("restore", str(copy)).status == 0
    assert not list(office.glob("*.restoring*"))


def test_a_damaged_database_with_its_log_is_replaced_and_kept_as_it_lay(
    gonets: Gonets, office: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    assert gonets("backup", str(copy)).status == 0
    (office / "gonets.db").write_bytes(b"broken " * 1000)
    (office / "gonets.db-wal").write_bytes(b"a log that nobody can read")
    assert gonets("restore", str(copy)).status == 0
    (kept,) = kept_of(office)
    assert kept.read_bytes() == b"broken " * 1000
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"a log that nobody can read"
    assert gonets("staff", "list").out == "77\tадминистратор\tАлиса\n"


def test_a_database_that_another_command_has_open_is_not_exchanged(
    gonets: Gonets, office: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    assert gonets("backup", str(copy)).status == 0
    with closing(sqlite3.connect(office / "gonets.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        said = gonets("restore", str(copy))
        assert (said.status, "занята" in said.err) == (1, True)
        other.execute("ROLLBACK")
    _assert_untouched(gonets, office)


def _assert_untouched(gonets: Gonets, home: Path, *, left: bool = False) -> None:
    assert kept_of(home) == []
    assert left or not list(home.glob("*.restoring*"))
    assert gonets("staff", "list").out == "77\tадминистратор\tАлиса\n"


async def test_a_copy_of_an_older_version_is_brought_up(office: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    take_copy(office / "gonets.db", copy)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    older = min(path.stem for path in (ROOT / "storage" / "migrations").glob("[0-9]*.py"))
    await migrate(SqliteFile(copy), older)
    process = (await start("restore", str(copy), GONETS_HOME=str(office))).process
    _, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    async with open_database(url(office / "gonets.db")):
        assert (await PersonRepository().everybody())[0].role is Role.ADMIN
    assert [path.name for path in office.iterdir() if "restoring" in path.name] == []
