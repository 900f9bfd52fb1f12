"""The configuration as a file in the chat: out by a command, back with its differences, applied by a press only."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from bot.demo.stage import ADMIN
from bot.files.addresses import ApplyConfigurationNow, CancelUpload
from bot.files.config_file import write_configuration
from domain.audit import Act, Actor, AuditFilter, Kind, Via
from domain.configuration.export_configuration import ExportConfiguration
from domain.people import Role
from domain.uploads.uploads import MAX_UPLOAD_BYTES
from sandbox import User
from sandbox.seen import ChatMessage
from storage import models
from storage.repositories.audit import AuditRepository
from tests.e2e.conftest import Product, eventually

Change = Callable[[dict[str, Any]], None]
APPLIED = "применён"


async def exported(product: Product) -> str:
    return write_configuration(await ExportConfiguration(product.configuration)())


async def changed(product: Product, change: Change) -> bytes:
    """The export with something changed, as an administrator edits it on a computer."""
    document = yaml.safe_load(await exported(product))
    change(document)
    return write_configuration(document).encode()


def port(number: int) -> Change:
    return lambda document: document["connections"][0].update(port=number)


def steps(document: dict[str, Any]) -> list[Any]:
    return document["scenarios"][0]["actions"][0]["change_context"]["actions"]


async def send(user: User, content: bytes, name: str = "настройки.yaml") -> ChatMessage:
    """Send the file and wait for what comes of it."""
    sent = await user.send_document(name, content)
    return await user.wait_for(lambda chat: chat.last if chat.last.id > sent.id and chat.last.labels else None)


def files_from_bot(user: User) -> list[ChatMessage]:
    return [message for message in user.messages if message.document and message.sender == "bot"]


async def stored_port(product: Product) -> int:
    return (await product.configuration.connections())[0].document.port


async def test_export_sends_what_the_command_line_writes_and_says_how_it_comes_back(product: Product) -> None:
    admin = product.admin
    await admin.send("/export")
    page = await admin.wait_for_text("Настройки файлом")
    (sent,) = files_from_bot(admin)
    assert sent.document is not None
    assert re.fullmatch(r"gonets-\d{4}-\d\d-\d\d\.yaml", sent.document.name)
    assert sent.document.data.decode() == await exported(product)
    assert "Паролей здесь нет" in sent.text
    assert "пришлите его сюда" in sent.text
    assert page.id > sent.id
    assert "К управлению" in page.labels


async def test_the_export_holds_no_password(product: Product) -> None:
    await send(product.admin, await changed(product, lambda document: document["connections"][0].update(
        authentication="basic", username="notify", password="тайна-тайна"
    )))  # fmt: skip
    await product.admin.press("Применить")
    await product.admin.wait_for_text(APPLIED)
    await product.admin.send("/export")
    await product.admin.wait_for_text("Настройки файлом")
    (sent,) = files_from_bot(product.admin)
    assert sent.document is not None
    text = sent.document.data.decode()
    assert "тайна" not in text
    assert "password: ${SMTP_CONNECTION_PASSWORD}" in text


async def test_an_empty_configuration_says_that_there_is_nothing_to_download(product: Product) -> None:
    for table in (models.Scenario, models.RecordTemplate, models.Route, models.Connection):
        await table.all().delete()
    await product.admin.send("/export")
    page = await product.admin.wait_for_text("Скачивать пока нечего")
    assert page.document is None
    assert "К управлению" in page.labels


async def test_the_way_there_is_on_the_page_of_administration(product: Product) -> None:
    admin = product.admin
    await admin.send("/admin")
    await admin.wait_for_text("Управление")
    await admin.press("Настройки файлом")
    await admin.wait_for_text("просто пришлите его сюда")
    await admin.press("Скачать настройки")
    await admin.wait_for(files_from_bot)
    await admin.wait_for(lambda chat: "просто пришлите его сюда" in chat.last.text and chat.last.labels)
    await admin.press("К управлению")
    await admin.wait_for_text("Управление")


async def test_staff_can_neither_export_nor_apply(product: Product) -> None:
    staff = product.staff
    await staff.send("/export")
    page = await staff.wait_for_text("Команды /export нет")
    file = await changed(product, port(2525))
    await send(product.admin, file)
    (upload,) = await models.Upload.all()
    for data in (ApplyConfigurationNow(upload=upload.id).pack(), CancelUpload(upload=upload.id).pack(), "Fx", "F"):
        await staff.press_data(page, data)
        await staff.wait_for_text("больше не действует")
    assert not files_from_bot(staff)
    assert await stored_port(product) != 2525


async def test_a_file_is_shown_field_by_field_and_applied_by_a_press_only(product: Product) -> None:
    def change(document: dict[str, Any]) -> None:
        document["connections"][0]["port"] = 2525
        steps(document)[1]["send_message"]["variable"] = "notification2"
        steps(document)[0]["change_variables"]["set"] = "notification2"
        document["templates"][0]["attributes"].append({"title": "Файлы", "type": "document", "multiple": True})
        document["routes"].append({"title": "Второй путь", "connection": "smtp_connection", "subject": "Тема"})

    admin, before = product.admin, await exported(product)
    page = await send(admin, await changed(product, change))
    assert "изменятся 4 объекта" in page.text
    assert "Пока ничего не применено" in page.text
    was = await stored_port(product)
    for line in (
        "Подключение «Отправка уведомлений через SMTP»",
        f"Порт: {was} → 2525",
        "Сценарий «Отправка уведомления»",
        "действие 1.2, Переменная с сообщением: notification → notification2",
        "добавится атрибут Fayly — Файлы (Файлы)",
        "Путь передачи данных «Второй путь» — новый объект",
        "Шаблон темы: Тема",
    ):
        assert line in page.text
    assert await exported(product) == before
    await admin.press("Применить")
    done = await admin.wait_for_text(APPLIED)
    assert "4 изменённых объекта" in done.text
    assert done.id == page.id
    assert "К управлению" in done.labels
    assert await stored_port(product) == 2525
    assert (await models.Upload.get()).content is None


async def test_a_second_press_changes_nothing_and_says_that_it_was_applied(product: Product) -> None:
    admin = product.admin
    page = await send(admin, await changed(product, port(2525)))
    data = next(button.data or "" for row in page.buttons for button in row if "Применить" in button.label)
    await admin.press("Применить")
    await admin.wait_for_text(APPLIED)
    await product.change_connection(port=2626)
    answer = await admin.press_data(page, data)
    assert answer.answered
    await admin.wait_for_text(APPLIED)
    assert await stored_port(product) == 2626
    await admin.press_data(page, data.replace("Uf", "Uc"))
    await admin.wait_for_text(APPLIED)


async def test_what_was_cancelled_is_not_applied_by_a_late_press(product: Product) -> None:
    admin = product.admin
    page = await send(admin, await changed(product, port(2525)))
    data = next(button.data or "" for row in page.buttons for button in row if "Применить" in button.label)
    await admin.press("Отменить")
    cancelled = await admin.wait_for_text("не применён, ничего не изменилось")
    assert "✉️ Новое" in cancelled.labels
    await admin.press_data(page, data)
    await admin.wait_for(lambda chat: "не применён" in chat.last.text and "К управлению" in chat.last.labels)
    assert await stored_port(product) != 2525


async def test_what_has_changed_since_is_shown_anew_before_it_is_applied(product: Product) -> None:
    admin = product.admin
    await send(admin, await changed(product, port(2525)))
    await product.change_connection(port=2626)
    await admin.press("Применить")
    page = await admin.wait_for_text("Пока вы смотрели, настройки изменились")
    assert "Порт: 2626 → 2525" in page.text
    assert await stored_port(product) == 2626
    await admin.press("Применить")
    await admin.wait_for_text(APPLIED)
    assert await stored_port(product) == 2525


async def test_a_change_elsewhere_does_not_hold_a_file_up(product: Product) -> None:
    admin = product.admin
    await send(
        admin,
        b"connections:\n  - {system_name: other, title: Other, host: other.test, port: 25, sender_address: a@b.ru}",
    )
    await product.change_connection(port=2626)
    await admin.press("Применить")
    await admin.wait_for_text(APPLIED)
    assert await stored_port(product) == 2626


async def test_a_file_that_no_longer_fits_says_why_and_is_not_applied(product: Product) -> None:
    admin = product.admin
    await send(admin, b"routes:\n  - title: Route\n    connection: smtp_connection\n")
    for table in (models.Scenario, models.Route, models.Connection):
        await table.all().delete()
    await admin.press("Применить")
    page = await admin.wait_for_text("1 ошибка")
    assert "3:5 подключения «smtp_connection» нет" in page.text
    assert await models.Route.all().count() == 0


async def test_a_file_that_changes_nothing_says_so(product: Product) -> None:
    page = await send(product.admin, (await exported(product)).encode())
    assert "менять нечего" in page.text
    assert "Применить" not in "".join(page.labels)
    assert await models.Upload.all().count() == 0


async def test_mistakes_come_back_with_line_and_column_all_at_once(product: Product) -> None:
    text = (await exported(product)).replace("$Poluchatel->mbox", "$Nobody->mbox")
    text = re.sub(r"port: \d+", "port: почта", text)
    page = await send(product.admin, text.encode())
    assert "2 ошибки" in page.text
    assert "Ничего не применено" in page.text
    for words, wrong in (("port: почта", "«port»"), ("formula: $Nobody", "Nobody")):
        line = next(number for number, line in enumerate(text.splitlines(), 1) if words in line)
        column = text.splitlines()[line - 1].index(words.partition(":")[0]) + 1
        assert re.search(rf"^{line}:{column} .*{wrong}", page.text, re.MULTILINE)
    assert "Формула. Строка 1, столбец 1: имени «Nobody» здесь нет" in page.text
    assert "\n$Nobody->mbox\n^^^^^^^" in page.text
    assert not files_from_bot(product.admin)


async def test_many_mistakes_come_as_a_file_as_well(product: Product) -> None:
    attributes = "".join(f"      - {{title: Поле {number}, type: texd}}\n" for number in range(12))
    page = await send(product.admin, f"templates:\n  - title: Заявка\n    attributes:\n{attributes}".encode())
    assert "12 ошибок" in page.text
    assert "… и ещё 4. Все ошибки — в файле выше." in page.text
    (sent,) = files_from_bot(product.admin)
    assert sent.document is not None
    lines = sent.document.data.decode().splitlines()
    assert (sent.document.name, len(lines)) == ("ошибки.txt", 12)
    assert lines[0].startswith("настройки.yaml:4:25 templates[0].attributes[0].type: ")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"connections: [", "это не YAML"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"- one\n- two\n", "состоять из разделов"),
        (b"a: 1\n" * 3, "дважды"),
        (b"x: " + b"y" * 1_000_001, "слишком большой"),
        (b"[" * 3_000, "слишком много вложенных"),
        (b"templates: &a [*a]", "слишком много вложенных"),
        (b"templates: []\n---\nroutes: []\n", "несколько документов"),
        (b"templates: [one]", "«templates» — значение не того вида, нужны поля"),
    ],
    ids=["not yaml", "not text", "another shape", "twice", "large", "deep", "endless", "several", "another kind"],
)
async def test_what_is_no_configuration_is_said_kindly(product: Product, content: bytes, words: str) -> None:
    page = await send(product.admin, content, "что-то.yml")
    assert words in page.text
    assert await models.Upload.all().count() == 0


async def test_a_file_that_is_too_large_for_a_bot_is_refused_before_it_is_fetched(product: Product) -> None:
    page = await send(product.admin, b" " * (MAX_UPLOAD_BYTES + 1))
    assert "не больше 20 МБ" in page.text


def with_password(document: dict[str, Any]) -> None:
    document["connections"][0].update(authentication="basic", username="notify", password="s3cret-word")


async def test_a_message_with_a_password_is_deleted_at_once_and_the_password_is_kept(product: Product) -> None:
    admin = product.admin
    page = await send(admin, await changed(product, with_password))
    assert "я удалил сообщение с файлом" in page.text
    assert "Пароль: пусто → •••" in page.text
    assert not [message for message in admin.messages if message.sender == "person" and message.document]
    await admin.press("Применить")
    done = await admin.wait_for_text(APPLIED)
    kept = await product.configuration.secret("smtp_connection", "password")
    assert kept is not None
    assert kept.get_secret_value() == "s3cret-word"
    assert "s3cret-word" not in admin.as_text()
    assert "Введите его" not in done.text


async def test_a_message_that_cannot_be_deleted_is_named(product: Product) -> None:
    product.sandbox.telegram.too_many_requests(0, times=3, method="deleteMessage")
    page = await send(product.admin, await changed(product, with_password))
    assert "Удалите его сами" in page.text


async def test_a_password_in_a_file_that_is_no_yaml_is_deleted_too(product: Product) -> None:
    page = await send(product.admin, b"connections:\n  - password: s3cret-word\n  host: [")
    assert "это не YAML" in page.text
    assert "я удалил сообщение с файлом" in page.text


async def test_a_reference_never_reads_the_environment(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    admin = product.admin
    monkeypatch.setenv("GONETS_BOT_TOKEN", "42:do-not-read")
    await send(admin, await changed(product, with_password))
    await admin.press("Применить")
    await admin.wait_for_text(APPLIED)

    def steal(document: dict[str, Any]) -> None:
        document["connections"][0]["password"] = "${GONETS_BOT_TOKEN}"
        document["connections"][0]["host"] = "evil.test"
        document["connections"].append({**document["connections"][0], "system_name": "evil", "title": "Evil"})

    page = await send(admin, await changed(product, steal))
    assert "меняется, куда это уходит: пароль" in page.text
    assert "для входа не хватает: пароль" in page.text
    await admin.press("Применить")
    done = await admin.wait_for(lambda chat: chat.last if "2 изменённых объекта" in chat.last.text else None)
    assert "Введите его на странице подключения" in done.text
    assert "Подключения" in "".join(done.labels)
    first, second = await product.configuration.connections()
    assert not await product.configuration.kept_secrets("smtp_connection")
    assert not await product.configuration.kept_secrets("evil")
    assert (first.document.enabled, second.document.enabled) == (False, False)


async def test_the_audit_trail_names_who_sent_the_file(product: Product) -> None:
    await send(product.admin, await changed(product, port(2525)))
    was = await stored_port(product)
    await product.admin.press("Применить")
    await product.admin.wait_for_text(APPLIED)
    (entry,) = await AuditRepository().latest(AuditFilter(), 10)
    assert (entry.actor, entry.act, entry.kind) == (Actor(ADMIN, Via.FILE), Act.CHANGED, Kind.CONNECTION)
    assert entry.changes == {"port": (was, 2525)}


async def test_long_differences_are_paged_and_long_values_cut(product: Product) -> None:
    def change(document: dict[str, Any]) -> None:
        document["routes"][0]["body"] = "{Body}" + "очень длинно " * 1_000
        for number in range(120):
            document["routes"].append({"title": f"Путь {number}", "connection": "smtp_connection", "subject": "Тема"})

    admin = product.admin
    page = await send(admin, await changed(product, change))
    assert "изменится 121 объект" in page.text
    assert "Часть 1 из" in page.text
    assert page.text.count("очень длинно") < 15
    shown = ""
    while True:
        shown += admin.last.text
        if "Дальше →" not in admin.last.labels:
            break
        before = admin.last.text
        await admin.press("Дальше →")
        await admin.wait_for(lambda chat, before=before: chat.last.text != before)
    for number in range(120):
        assert f"«Путь {number}»" in shown
    await admin.press("Применить")
    done = await admin.wait_for_text(APPLIED)
    assert "… и ещё" in done.text
    assert await models.Route.all().count() == 121


async def test_a_restart_between_the_looking_and_the_press_loses_nothing(product: Product) -> None:
    admin = product.admin
    await send(admin, await changed(product, port(2525)))
    await product.restart()
    await admin.press("Применить")
    await admin.wait_for_text(APPLIED)
    assert await stored_port(product) == 2525


async def test_a_question_about_files_takes_the_file_before_anybody_else(product: Product) -> None:
    admin = product.admin
    await product.apply(
        "templates:\n  - title: С файлами\n    attributes:\n"
        "      - {title: Файлы, type: document, multiple: true}\n      - {title: Тема, type: text}\n"
    )
    await admin.send("/new")
    await admin.wait_for_text("Что написать?")
    await admin.press("С файлами")
    await admin.wait_for_text("Файлы (1 из 2)")
    await admin.send_document("настройки.yaml", await changed(product, port(2525)))
    await admin.wait_for_text("Принят 1 файл")
    assert await models.Upload.all().count() == 0


async def test_a_file_in_the_middle_of_composing_leads_back_to_the_question(product: Product) -> None:
    admin = product.admin
    await admin.send("/new")
    await admin.wait_for_text("Получатель (1 из 3)")
    await send(admin, await changed(product, port(2525)))
    await admin.press("Отменить")
    page = await admin.wait_for_text("Получатель (1 из 3)")
    assert "ничего не изменилось" in page.text


async def test_an_attribute_that_goes_is_said_with_what_becomes_of_its_values(product: Product) -> None:
    def change(document: dict[str, Any]) -> None:
        del steps(document)[0]["change_variables"]["variables"]["Subject"]
        document["templates"][0]["attributes"].pop(1)

    page = await send(product.admin, await changed(product, change))
    assert "уберётся атрибут Temauvedomleniya — Тема уведомления (Текст)" in page.text
    assert "Вписанное в него сохранится" in page.text
    assert "уберётся действие 1.1, переменная Subject — атрибут Temauvedomleniya" in page.text


async def test_another_administrator_cannot_apply_the_file(product: Product) -> None:
    other = product.sandbox.user(2_002, first_name="Вторая")
    await product.people.let_in(2_002, Role.ADMIN, "Вторая")
    page = await send(product.admin, await changed(product, port(2525)))
    data = next(button.data or "" for row in page.buttons for button in row if "Применить" in button.label)
    await other.send("/admin")
    theirs = await other.wait_for_text("Управление")
    answer = await other.press_data(theirs, data)
    assert answer.show_alert
    assert await stored_port(product) != 2525


async def test_a_file_is_shown_applied_and_refused_in_english(product: Product) -> None:
    await models.Person.filter(telegram_id=ADMIN).update(language="en")
    admin = product.admin
    page = await send(admin, await changed(product, port(2525)))
    assert "1 object will change. Nothing is applied yet." in page.text
    await admin.press("Apply")
    done = await admin.wait_for_text("is applied: 1 object changed.")
    assert "Administration" in done.labels
    await send(admin, b"connections: 5")
    await admin.wait_for_text("1 mistake.")
    await admin.send("/export")
    await admin.wait_for_text("Settings as a file")


async def test_a_file_that_was_kept_but_never_shown_is_shown_after_a_restart(product: Product) -> None:
    admin = product.admin
    product.sandbox.telegram.unreachable(method="sendMessage")
    await admin.send_document("настройки.yaml", await changed(product, port(2525)))
    await eventually(lambda: models.Update.filter(done_at=None, applied_at__isnull=False).exists())
    await product.crash()
    product.sandbox.telegram.forget()
    await product.start()
    page = await admin.wait_for_text("Пока ничего не применено")
    assert "→ 2525" in page.text
    assert await models.Upload.all().count() == 1


async def test_what_was_applied_but_never_shown_is_shown_after_a_restart(product: Product) -> None:
    admin = product.admin
    await send(admin, await changed(product, port(2525)))
    product.sandbox.telegram.unreachable(method="editMessageText")
    await admin.press("Применить", answer_within=0.1)
    await eventually(lambda: models.Update.filter(done_at=None, applied_at__isnull=False).exists())
    await product.crash()
    product.sandbox.telegram.forget()
    await product.start()
    await admin.wait_for_text(APPLIED)
    assert len(await models.AuditEntry.all()) == 1


async def test_a_press_on_a_file_shows_its_page_below(product: Product) -> None:
    """A file has no text that could be edited: the page comes as a message of its own."""
    admin = product.admin
    await admin.send("/export")
    await admin.wait_for_text("просто пришлите его сюда")
    await admin.press("Скачать настройки")
    await admin.wait_for(files_from_bot)
    file = next(message for message in admin.messages if message.sender == "bot" and message.document is not None)
    answer = await admin.press_data(file, "h")
    assert answer.answered
    await admin.wait_for_text("Здравствуйте, Алиса")
