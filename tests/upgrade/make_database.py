"""Makes the database that is kept of a released version, by living with that version's bot for a day.

Run once, by the code of the release, from its root, with this folder put into it:

    git worktree add --detach ../released v0.1.0 && cp -r tests/upgrade ../released/tests/ && cd ../released
    python -m tests.upgrade.make_database tests/upgrade/v0_1_0

Everything is done by presses, words and files in the sandbox's chats and by the bot's own work. Only people who
are needed by the dozen come in through the repository. At the end Telegram does not answer, letters are under way, and
the database is copied in the middle of it, as a kill would leave it. `kept_release.py` says what is kept.
"""

import asyncio
import gzip
import json
import logging
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from aiogram.filters.callback_data import CallbackData

from bot.addresses import admin, audit, connections, directory, first_steps, journal, objects, own_settings, people
from bot.addresses import records as cards
from bot.demo.stage import ADMIN, STAFF, TOKEN
from domain.people import Role
from sandbox import Sandbox, User
from sandbox.manners import MailFault
from sandbox.seen import ChatMessage
from storage import models
from storage.database import open_database
from tests.e2e.conftest import Product, eventually
from tests.mail.scripted_smtp import SILENCE, ScriptedServer
from tests.upgrade.kept_chats import chats_of
from tests.upgrade.mail_hosts import MAIL, MUTE, SLOW, leading_to
from tests.upgrade.samples import meaning_of, samples_of, tokens_of

LOGIN = ("notify", "kept-password")
CAROL, VERA, GLEB, LEAVER = 1003, 1004, 1005, 1006
PENDING, DECLINED, LATE = 2001, 2002, 2004
ASKED_FROM = 1101
"""Administrators with one open question each, from this number on."""
WRITING_FROM = 1201
"""Staff in the middle of a form."""
STUCK_FROM = 1301
"""Those who do something while Telegram does not answer."""

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Картин;Олег;;;\r\nFN:Олег Картин\r\nTEL:+7 1\r\nEND:VCARD\r\n"


class Moved:
    """A clock that is some time ahead."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Scene:
    """One day with the bot."""

    sandbox: Sandbox
    product: Product
    clock: Moved
    slow: ScriptedServer
    mute: ScriptedServer
    notes: dict[str, Any] = field(default_factory=dict)
    """What the tests must know that the database does not hold or holds hashed."""
    seen: dict[tuple[int, int, str], str] = field(default_factory=dict)
    """Every button that anybody saw: person, message and data, with its label."""

    async def watch(self) -> None:
        while True:
            for user in self.sandbox.users:
                for message in user.messages:
                    for row in message.buttons:
                        for button in row:
                            if button.data is not None:
                                self.seen[user.id, message.id, button.data] = button.label
            await self.sandbox.messenger.changed.wait()

    # How one acts.

    async def go(self, user: User, address: CallbackData) -> ChatMessage:
        """Press a button with that address on the newest message."""
        answer = await user.press_data(user.last, address.pack())
        assert answer.answered, address
        await eventually(self._settled)
        return user.last

    async def say(self, user: User, text: str, then: str | None = None) -> ChatMessage:
        await user.send(text)
        if then is None:
            await eventually(self._settled)
            return user.last
        return await user.wait_for_text(then)

    async def _settled(self) -> bool:
        return not self.sandbox.messenger.updates.pending and not await models.Update.filter(done_at=None).exists()

    async def come(self, number: int, role: Role, first: str, last: str = "", language: str = "ru") -> User:
        """Let somebody in."""
        await self.product.people.let_in(number, role, f"{first} {last}".strip())
        user = self.sandbox.user(number, first_name=first, last_name=last or None, language_code=language)
        await self.say(user, "/start")
        return user

    async def number(self, table: Any, **about: Any) -> int:
        return int((await table.get(**about)).id)

    async def template(self, name: str) -> Any:
        return await models.RecordTemplate.get(system_name=name)

    async def begin(self, user: User, name: str) -> models.Record:
        template = await self.template(name)
        await self.go(user, cards.NewRecord(template=template.id, fresh=1))
        record = await models.Record.filter(creator_id=user.id).order_by("-id").first()
        assert record is not None
        return record

    async def pick(self, user: User, record: models.Record, attribute: str, username: str) -> None:
        template = await record.template
        account = await models.Account.get(username=username)
        number = template.numbers[attribute]
        await self.go(user, cards.PickAccount(record=record.id, attribute=number, account=account.id))

    async def compose(self, user: User, name: str, to: str, subject: str, text: str = "Текст письма") -> models.Record:
        """Fill in a form of three questions; return its record, unsent."""
        record = await self.begin(user, name)
        await self.pick(user, record, "Poluchatel", to)
        await self.say(user, subject)
        await self.say(user, text)
        await record.refresh_from_db()
        return record

    async def press(self, user: User, record: models.Record, label: str, *, answered: bool = True) -> None:
        """Press a button of a record's card."""
        await record.refresh_from_db()
        patience = 5.0 if answered else 0.0
        await user.press(label, record.card_message_id or user.last, answer_within=patience)
        if answered:
            await eventually(self._settled)

    async def reaches(self, record: models.Record, *states: str) -> None:
        async def check() -> bool:
            found = await models.Delivery.filter(run__record_id=record.id).values_list("state", flat=True)
            return bool(found) and set(found) <= set(states)

        await eventually(check)

    async def told(self) -> None:
        """Wait until nothing is left to be told."""

        async def check() -> bool:
            left = [await table.filter(due_at__isnull=False).count() for table in WORK]
            return not any(left) and not await models.Report.all().exists()

        self.clock.ahead += timedelta(seconds=11)
        self.product.wake()
        await eventually(check)


WORK = (models.Announcement, models.Notice)


async def configure(scene: Scene) -> None:
    """The configuration as a file, accounts as a file, a second version of both."""
    alisa = scene.sandbox.user(ADMIN, first_name="Алиса", last_name="Администратор")
    await scene.say(alisa, "/start", "Здравствуйте")
    document = yaml.safe_load(Path(__file__).with_name("scene.yaml").read_text(encoding="utf-8"))
    # A list of more than ten can be searched.
    document["templates"] += [
        {"title": f"Пустой {n}", "system_name": f"Pustoy{n}", "attributes": [{"title": "Слово", "type": "text"}]}
        for n in range(4)
    ]
    await send_file(scene, alisa, "настройки.yaml", document)
    await alisa.press("Применить")
    await alisa.wait_for_text("применён")
    lines = ["username;ФИО;Эл. почта;Телефон;Должность;Отдел;manager"]
    lines += [
        "ivanov;Иванов Иван Петрович;ivanov@firma.local;+7 1;Главный бухгалтер;Бухгалтерия;",
        "ivanova;Иванова Анна Сергеевна;ivanova@firma.local;;Юрист;Юридический отдел;ivanov",
        "semenov;Семёнов Пётр Ильич;semenov@firma.local;;Инженер;Производство;ivanova",
        "refused;Отказов Пётр;refused@firma.local;;;;",
    ]
    lines += [f"u{n};Сотрудник {n:02};u{n}@firma.local;;Слесарь;Склад;semenov" for n in range(30)]
    sent = await alisa.send_document("люди.csv", "\n".join(lines).encode())
    await alisa.wait_for(lambda chat: chat.last.id > sent.id and "Что будет:" in chat.last.text)
    await alisa.press("Применить")
    await alisa.wait_for_text("загружен")
    for route in document["routes"]:
        if route["system_name"] == "spare_route":
            route["body"] = "Вторая версия"
    document["connections"][0].update(sender_name="Отдел оповещений", password="${SMTP_CONNECTION_PASSWORD}")
    for connection in document["connections"]:
        connection.pop("password", None)
    await send_file(scene, alisa, "настройки-2.yaml", document)
    await alisa.press("Применить")
    await alisa.wait_for(lambda chat: "применён" in chat.last.text)


async def send_file(scene: Scene, user: User, name: str, document: Any) -> ChatMessage:
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
    sent = await user.send_document(name, text.encode())
    return await user.wait_for(
        lambda chat: chat.last if chat.last.id > sent.id and "Применить" in chat.last.labels else None
    )


async def meet(scene: Scene) -> None:
    """People come in by every way there is, ask, are changed and go."""
    alisa = scene.product.admin
    boris = scene.sandbox.user(STAFF, first_name="Борис", last_name="Сотрудник")
    await scene.say(boris, f"/start {await invitation(scene, admin_too=False)}", "Здравствуйте")
    vera = scene.sandbox.user(VERA, first_name="Вера", last_name="Вторая")
    await scene.say(vera, f"/start {await invitation(scene, admin_too=True)}", "Здравствуйте")
    carol = await ask_for_access(scene, CAROL, "Carol", "en")
    request = await scene.number(models.AccessRequest, telegram_id=CAROL)
    await scene.go(alisa, people.DecideRequest(request=request, allow=1))
    await scene.say(carol, "/start")
    await ask_for_access(scene, DECLINED, "Дмитрий", "ru")
    request = await scene.number(models.AccessRequest, telegram_id=DECLINED)
    await scene.go(alisa, people.DecideRequest(request=request, allow=0))
    gleb = await scene.come(GLEB, Role.STAFF, "Глеб", "Преемник")
    await scene.come(LEAVER, Role.STAFF, "Лев", "Уходящий")
    await set_account(scene, STAFF, "semenov")
    await set_account(scene, CAROL, "ivanova")
    await set_person(scene, GLEB, people.SetRole, admin=1)
    await set_person(scene, GLEB, people.SetRole, admin=0)
    await set_person(scene, CAROL, people.SetLanguage, language=2)
    restricted = await scene.template("Prikazy")
    await scene.go(alisa, people.SetGrant(person=STAFF, template=restricted.id, allowed=1))
    await scene.go(carol, own_settings.ChooseTimeZone(zone=5))
    await scene.go(carol, own_settings.CopyToSelf(wanted=1))
    await scene.go(vera, first_steps.HideFirstSteps(hidden=1))
    await invitation(scene, admin_too=False)
    revoked = await models.Invitation.filter(used_by=None).order_by("-id").first()
    assert revoked is not None
    await scene.go(alisa, people.RevokeInvitation(invitation=revoked.id))
    scene.notes["invitations"] = {
        "staff": await invitation(scene, admin_too=False),
        "admin": await invitation(scene, admin_too=True),
    }
    await scene.go(gleb, cards.StartPage())


async def invitation(scene: Scene, *, admin_too: bool) -> str:
    alisa = scene.product.admin
    await scene.say(alisa, "/staff")
    await scene.go(alisa, people.InvitationsPage())
    await alisa.press("Новая для администратора" if admin_too else "Новая для сотрудника", alisa.last)
    page = await alisa.wait_for(lambda chat: chat.last if "Скопируйте её сейчас" in chat.last.text else None)
    answer = await alisa.press("Скопировать ссылку", page)
    assert answer.copied is not None
    return answer.copied.rpartition("start=")[2]


async def ask_for_access(scene: Scene, number: int, name: str, language: str) -> User:
    user = scene.sandbox.user(number, first_name=name, language_code=language)
    await scene.say(user, "/start")
    await scene.go(user, people.RequestAccess())
    return user


async def set_person(scene: Scene, number: int, kind: Any, **fields: int) -> None:
    person = await scene.product.people.get(number)
    assert person is not None
    await scene.go(scene.product.admin, kind(person=number, stamp=person.stamp, **fields))


async def set_account(scene: Scene, number: int, username: str) -> None:
    account = await models.Account.get(username=username)
    await set_person(scene, number, people.SetAccount, account=account.id)


async def keep_directory(scene: Scene) -> None:
    """An archived account, an erased one, a request that was granted and one that was declined."""
    alisa, boris = scene.product.admin, scene.product.staff
    archived = await models.Account.get(username="u28")
    await scene.go(alisa, directory.SetAccountActive(account=archived.id, active=0))
    erased = await models.Account.get(username="u29")
    await scene.go(alisa, directory.SetAccountActive(account=erased.id, active=0))
    await scene.go(alisa, directory.EraseAccountData(account=erased.id, sure=1))
    for name, decide in (("Новикова Нина", directory.AddRequested), ("Лишний Лев", directory.DeclineRequested)):
        await ask_for_account(scene, boris, name, f"n{len(name)}@firma.local")
        request = await models.AccountRequest.all().order_by("-id").first()
        assert request is not None
        await scene.go(alisa, decide(request=request.id))
        await scene.say(boris, "/cancel")


async def ask_for_account(scene: Scene, user: User, name: str, mbox: str | None) -> None:
    """Search for somebody who is not there, and ask for them; without an address the question stays open."""
    record = await scene.begin(user, "Uvedomleniya")
    await scene.say(user, name)
    numbers = (await scene.template("Uvedomleniya")).numbers
    await scene.go(user, directory.AskForAccount(record=record.id, attribute=numbers["Poluchatel"]))
    if mbox is not None:
        await scene.say(user, f"{name}, {mbox}")


async def write_letters(scene: Scene) -> None:
    """Letters that ended in every way, and those that wait for somebody or something."""
    alisa, boris, carol = scene.product.admin, scene.product.staff, scene.sandbox.user(CAROL)
    mail = scene.sandbox.mail
    # A suspended connection: one letter waits so long that its author is asked, another one waits behind it.
    overdue = await scene.compose(boris, "Ostanovlennye", "ivanov", "Залежалось")
    await scene.press(boris, overdue, "Отправить")
    await alisa.wait_for_text("остановлено")
    scene.clock.ahead += timedelta(hours=5)
    scene.product.wake()
    await scene.reaches(overdue, "overdue")
    waiting = await scene.compose(boris, "Ostanovlennye", "ivanov", "Ждёт подключения")
    await scene.press(boris, waiting, "Отправить")
    await scene.reaches(waiting, "queued", "deferred")
    # What ended.
    sent = await scene.compose(boris, "Uvedomleniya", "ivanov", "Ушло")
    await scene.press(boris, sent, "Отправить")
    await scene.reaches(sent, "sent")
    own = await scene.compose(carol, "Uvedomleniya", "ivanov", "With a copy")
    await scene.press(carol, own, "Отправить")
    await scene.reaches(own, "sent")
    mail.refuse_recipient("refused@firma.local")
    failed = await scene.compose(boris, "Uvedomleniya", "refused", "Отказано")
    await scene.press(boris, failed, "Отправить")
    await scene.reaches(failed, "failed")
    partly = await scene.begin(boris, "Zayavki")
    for name in ("ivanov", "refused"):
        await scene.pick(boris, partly, "Komu", name)
    template = await scene.template("Zayavki")
    await scene.go(boris, cards.FinishQuestion(record=partly.id, attribute=template.numbers["Komu"]))
    await scene.go(boris, cards.FinishQuestion(record=partly.id, attribute=template.numbers["Kopiya"]))
    await scene.say(boris, "Не всем")
    await scene.say(boris, "Текст заявки")
    await boris.send_document("отчёт.txt", "строка отчёта\n".encode() * 3)
    await eventually(scene._settled)
    await scene.go(boris, cards.FinishQuestion(record=partly.id, attribute=template.numbers["Fayly"]))
    await scene.press(boris, partly, "Послать")
    await boris.press("Да", boris.last)
    await scene.reaches(partly, "partly_sent")
    cancelled = await deferred(scene, boris, "Отменено")
    await scene.press(boris, cancelled, "Отменить")
    await scene.reaches(cancelled, "cancelled")
    # What waits for its time, and a run that waits for its letter.
    await deferred(scene, boris, "Отложено")
    await deferred(scene, boris, "По очереди", "Ozhidanie", "Отправить и ждать")
    # Nobody knows whether this one has gone.
    mail.fault, mail.times = MailFault.DROPPED, 1
    uncertain = await scene.compose(boris, "Uvedomleniya", "ivanov", "Неизвестно")
    await scene.press(boris, uncertain, "Отправить")
    await scene.reaches(uncertain, "uncertain")
    mail.reset()
    # Cards of every other kind.
    archived = await scene.compose(boris, "Uvedomleniya", "ivanov", "В архиве")
    await scene.press(boris, archived, "В архив")
    saved = await scene.compose(boris, "Uvedomleniya", "ivanov", "Сохранено")
    await scene.press(boris, saved, "Сохранить")
    deleted = await scene.compose(boris, "Uvedomleniya", "ivanov", "Удалено")
    await scene.press(boris, deleted, "Отправить")
    await scene.reaches(deleted, "sent")
    await scene.told()
    await scene.go(boris, cards.DeleteRecord(record=deleted.id, sure=1))
    finished = await scene.compose(boris, "Uvedomleniya", "ivanova", "Готово, не отправлено")
    scene.notes["records"] = {
        name: record.id
        for name, record in {
            "overdue": overdue, "waiting": waiting, "sent": sent, "failed": failed, "partly": partly,
            "cancelled": cancelled, "uncertain": uncertain, "archived": archived, "saved": saved, "deleted": deleted,
            "finished": finished,
        }.items()
    }  # fmt: skip
    letter = await models.Delivery.get(subject="Ушло")
    await scene.say(alisa, "/journal", "Журнал")
    await scene.go(alisa, journal.LetterTextPage(letter=letter.id))
    await scene.say(alisa, "/journal")
    await scene.go(alisa, journal.JournalAsk())
    await scene.say(alisa, "Иванов")


async def deferred(
    scene: Scene, user: User, subject: str, template: str = "Uvedomleniya", button: str = "Отправить"
) -> models.Record:
    scene.sandbox.mail.fault, scene.sandbox.mail.times = MailFault.LATER, 1
    record = await scene.compose(user, template, "ivanov", subject)
    await scene.press(user, record, button)
    await scene.reaches(record, "deferred")
    scene.sandbox.mail.reset()
    scene.notes.setdefault("deferred", {})[subject] = record.id
    return record


async def leave(scene: Scene) -> None:
    """Somebody goes, and what is open becomes another's."""
    lev = scene.sandbox.user(LEAVER)
    await deferred(scene, lev, "От ушедшего")
    await scene.compose(lev, "Uvedomleniya", "ivanov", "Черновик ушедшего")
    await set_person(scene, LEAVER, people.RemoveNow, fate=2, heir=GLEB)


async def edit_objects(scene: Scene) -> None:
    """A draft of an object of each kind, and one of a new object of each kind."""
    vera = scene.sandbox.user(VERA)
    for section, name, words in (
        (1, "off_connection", "Имя отправителя"),
        (2, "spare_route", "Шаблон темы"),
        (3, "Prikazy", "Название"),
        (4, "Otpravka", "Название"),
    ):
        table = (models.Connection, models.Route, models.RecordTemplate, models.Scenario)[section - 1]
        number = await scene.number(table, system_name=name)
        await scene.go(vera, objects.EditObject(section=section, object=number))
        await vera.press(words, vera.last)
        await scene.say(vera, "Новое слово")
        await scene.go(vera, objects.CopyObject(section=section, object=number))


async def ask_everything(scene: Scene) -> None:
    """An administrator before each question that a page can ask."""
    first = await models.Account.get(username="ivanov")
    draft = await models.Draft.filter(section="templates", object_id__isnull=False).first()
    assert draft is not None
    stopped = await scene.number(models.Connection, system_name="stopped_connection")
    usual = await scene.number(models.Connection, system_name="smtp_connection")
    await ask_for_account(scene, scene.sandbox.user(CAROL), "Zimin", None)
    gleb = scene.sandbox.user(GLEB)
    await ask_for_account(scene, gleb, "Ветров Вадим", "vetrov@firma.local")
    await scene.say(gleb, "/cancel")
    request = await scene.number(models.AccountRequest, mbox="vetrov@firma.local")
    stamp = (await scene.product.people.get(STAFF)).stamp  # type: ignore[union-attr]
    steps: dict[str, list[CallbackData | str]] = {
        "object": [objects.DraftPage(draft=draft.id, token=""), "?Название"],
        "object_password": [objects.AddObject(section=1, preset=1), "?smtp_connection", "Яндекс", "me@example.ru"],
        "objects": [objects.SectionPage(section=3)],
        "connection_password": [connections.AskPassword(connection=stopped)],
        "test_letter": [connections.TestLetterPage(connection=usual)],
        "own_address": [first_steps.AddMe()],
        "journal": [journal.JournalAsk()],
        "journal-person": [journal.JournalChoice(of=journal.CHOICES.index("person"))],
        "audit-person": [audit.AuditPeople()],
        "people-search": [admin.PeoplePage()],
        "person-account": [people.LinkPage(person=GLEB)],
        "person-new-account": [people.LinkPage(person=GLEB), people.NewAccountPage(person=GLEB)],
        "person-zone": [people.ZonesPage(person=GLEB)],
        "person-heir": [people.HeirsPage(person=STAFF, stamp=stamp)],
        "requests-search": [people.RequestsPage()],
        "time-zone": [own_settings.TimeZonePage()],
        "directory": [admin.AccountsPage()],
        "account-field": [directory.AskAccountField(account=first.id, field=2)],
        "account-manager": [directory.ManagersPage(account=first.id, start=0, found=0)],
        "account-name": [directory.AddAccount()],
        "account-mbox": [directory.AddAccount(), "Почтин Павел"],
        "contact-address": [],
        "account-request-correct": [directory.CorrectRequested(request=request)],
    }
    for place, (topic, acts) in enumerate(steps.items()):
        user = await scene.come(ASKED_FROM + place, Role.ADMIN, "Спрошенный", topic)
        if topic == "contact-address":
            sent = await user.send_document("картин.vcf", CARD.encode())
            await user.wait_for(lambda chat, sent=sent: chat.last.id > sent.id)  # type: ignore[misc]
            upload = await models.Upload.filter(person_id=user.id).first()
            assert upload is not None
            await scene.go(user, directory.AskCardAddress(upload=upload.id))
        for act in acts:
            if isinstance(act, CallbackData):
                await scene.go(user, act)
            elif act.startswith("?"):
                await user.press(act[1:], user.last)
                await eventually(scene._settled)
            else:
                await scene.say(user, act)
        row = await models.Person.get(telegram_id=user.id)
        assert row.question is not None, f"{topic}: nothing is asked: {user.as_text()}"
        assert row.question["topic"] == topic, (topic, row.question)


async def fill_in_forms(scene: Scene) -> None:
    """Somebody before each kind of question of a form."""
    template = await scene.template("Zayavki")
    numbers = template.numbers

    async def at(place: int, attribute: str) -> tuple[User, models.Record]:
        user = await scene.come(WRITING_FROM + place, Role.STAFF, "Пишущий", attribute)
        record = await scene.begin(user, "Zayavki")
        if attribute == "Komu":
            return user, record
        await scene.pick(user, record, "Komu", "ivanov")
        await scene.go(user, cards.FinishQuestion(record=record.id, attribute=numbers["Komu"]))
        if attribute == "Kopiya":
            return user, record
        await scene.go(user, cards.FinishQuestion(record=record.id, attribute=numbers["Kopiya"]))
        if attribute == "Tema":
            return user, record
        await scene.say(user, f"Тема {place}")
        if attribute == "Tekst":
            return user, record
        await scene.say(user, "Текст")
        return user, record

    searching, record = await at(0, "Komu")
    await scene.pick(searching, record, "Komu", "ivanov")
    await scene.say(searching, "сотрудник")
    await scene.go(searching, cards.SearchPage(record=record.id, attribute=numbers["Komu"], page=1))
    for place, attribute in enumerate(("Kopiya", "Tema", "Tekst"), 1):
        await at(place, attribute)
    with_file, _ = await at(4, "Fayly")
    await with_file.send_document("черновик.txt", b"a draft")
    await eventually(scene._settled)
    changing = await scene.come(WRITING_FROM + 5, Role.STAFF, "Пишущий", "заново")
    record = await scene.compose(changing, "Uvedomleniya", "ivanov", "Тема 5")
    three = await scene.template("Uvedomleniya")
    await scene.go(changing, cards.ChangeField(record=record.id, attribute=three.numbers["Tema"]))


async def send_files(scene: Scene) -> None:
    """Files that were looked at and wait for their press, and one that was not applied."""
    alisa, vera = scene.product.admin, scene.sandbox.user(VERA)
    await alisa.send_document("отменено.csv", "ФИО;Почта\nНикто;nobody@firma.local\n".encode())
    await alisa.wait_for(lambda chat: "отменено.csv" in chat.last.text and "Отменить" in chat.last.labels)
    await alisa.press("Отменить", alisa.last)
    await eventually(scene._settled)
    await alisa.send_document("новые.csv", "ФИО;Почта\nНовый Николай;novyi@firma.local\nКривой;@\n".encode())
    await alisa.wait_for(lambda chat: "новые.csv" in chat.last.text and "Применить" in chat.last.labels)
    document = {
        "routes": [{"system_name": "spare_route", "title": "Запасной путь", "connection": "smtp_connection",
                    "subject": "Из файла", "body": "Из файла"}]
    }  # fmt: skip
    await send_file(scene, vera, "путь.yaml", document)


async def be_in_the_middle(scene: Scene) -> None:
    """Letters under way, a run that has not begun, and a Telegram that hears and does not answer."""
    alisa, boris = scene.product.admin, scene.product.staff
    await scene.told()
    await scene.product.stop()
    scene.product.undo = timedelta(minutes=1)
    await scene.product.start()
    stuck = [await scene.come(STUCK_FROM + n, Role.STAFF, "Застрявший", str(n)) for n in range(6)]
    password = await scene.come(STUCK_FROM + 6, Role.ADMIN, "Застрявший", "пароль")
    unlucky = await scene.number(models.Connection, system_name="unlucky_connection")
    await scene.go(password, connections.AskPassword(connection=unlucky))
    late = scene.sandbox.user(LATE, first_name="Поздний")
    await scene.say(late, "/start")
    await ask_for_access(scene, PENDING, "Пётр", "ru")
    words, presses, edits, twice, undone, last = stuck
    question = await scene.begin(words, "Uvedomleniya")
    await scene.pick(words, question, "Poluchatel", "ivanov")
    pressed = await scene.begin(presses, "Uvedomleniya")
    edited = await scene.compose(edits, "Uvedomleniya", "ivanov", "До правки")
    their_words = next(message for message in edits.messages if message.text == "До правки")
    running = await scene.compose(twice, "Uvedomleniya", "ivanov", "Нажато, не показано")
    in_undo = await scene.compose(undone, "Uvedomleniya", "ivanov", "Ещё не начато")
    reported, unlucky_one, slow, *mute = [
        await sent_in_a_minute(scene, user, template, subject)
        for user, template, subject in (
            (last, "Uvedomleniya", "Не рассказано"),
            (boris, "Nevezuchie", "Не с тем паролем"),
            (alisa, "Medlennye", "За чертой"),
            (alisa, "Nemye", "До черты 0"),
            (alisa, "Nemye", "До черты 1"),
        )
    ]
    await scene.told()
    scene.sandbox.telegram.unreachable(polls=False)
    scene.clock.ahead += timedelta(minutes=1)
    scene.product.wake()
    await scene.reaches(slow, "transmitting")
    await scene.reaches(mute[0], "connecting")
    await scene.reaches(mute[1], "queued")
    await scene.reaches(reported, "sent")
    await eventually(lambda: models.Notice.all().exists())
    await eventually(lambda: models.Report.filter(tries__gt=0).exists())
    # Each does one thing that is applied and not shown, and one more that is not looked at yet.
    await words.send("Тема из последних")
    await words.send("Текст из последних")
    account = await models.Account.get(username="ivanov")
    numbers = (await scene.template("Uvedomleniya")).numbers
    pick = cards.PickAccount(record=pressed.id, attribute=numbers["Poluchatel"], account=account.id).pack()
    message = scene.sandbox.messenger
    message.person_presses(presses.chat.messages[presses.last.id], pick)
    message.person_presses(presses.chat.messages[presses.last.id], cards.StopAsking().pack())
    await edits.edit(their_words, "После правки")
    await edits.edit(their_words, "После второй правки")
    await scene.press(twice, running, "Отправить", answered=False)
    await scene.press(twice, running, "Отправить", answered=False)
    await scene.press(undone, in_undo, "Отправить", answered=False)
    message.person_presses(late.chat.messages[late.last.id], people.RequestAccess().pack())
    await password.send_sticker()
    await password.send("typed-password")

    async def kept() -> bool:
        return await models.Update.filter(done_at=None).count() >= 12 and not message.updates.pending

    async def applied() -> bool:
        return await models.Update.filter(done_at=None, applied_at__isnull=False).count() >= 6

    await eventually(kept)
    await eventually(applied)
    await eventually(lambda: models.Announcement.filter(due_at__isnull=False).exists())
    scene.notes["records"] |= {
        "words": question.id, "presses": pressed.id, "edits": edited.id, "pressed": running.id, "undone": in_undo.id,
        "reported": reported.id, "unlucky": unlucky_one.id, "slow": slow.id, "mute": [one.id for one in mute],
    }  # fmt: skip


async def sent_in_a_minute(scene: Scene, user: User, template: str, subject: str) -> models.Record:
    record = await scene.compose(user, template, "ivanov", subject)
    await scene.press(user, record, "Отправить")
    return record


STEPS: tuple[Callable[[Scene], Any], ...] = (
    configure,
    meet,
    keep_directory,
    write_letters,
    leave,
    edit_objects,
    ask_everything,
    fill_in_forms,
    send_files,
    be_in_the_middle,
)


async def live(home: Path) -> dict[str, Any]:
    """Live the day; return what is kept beside the database, whose copy is then in `home`."""
    sandbox, clock = Sandbox(token=TOKEN), Moved()
    sandbox.mail.user, sandbox.mail.password = LOGIN
    slow = ScriptedServer({"DOT": SILENCE}, login=LOGIN)
    mute = ScriptedServer({"CONNECT": SILENCE}, login=LOGIN)
    database = home / "gonets.db"
    async with sandbox, slow, mute, open_database(f"sqlite://{database}"), asyncio.TaskGroup() as group:
        product = Product(sandbox, home, clock=clock)
        scene = Scene(sandbox, product, clock, slow, mute)
        watching = group.create_task(scene.watch())
        with leading_to({MAIL: sandbox.smtp_port, SLOW: slow.port, MUTE: mute.port}):
            await product.start()
            for step in STEPS:
                print(step.__name__, flush=True)
                await step(scene)
            with closing(sqlite3.connect(database)) as before, closing(sqlite3.connect(home / "kept.db")) as after:
                before.backup(after)
            made_at = clock()
            chats = chats_of(sandbox)
            gleb = await product.people.get(GLEB)
            assert gleb is not None
            scene.notes["gleb"] = {"id": GLEB, "stamp": gleb.stamp}
            samples = await samples_of(scene.notes)
            topics = sorted(product.app.pump._handle.__self__._asked)  # type: ignore[union-attr]
            sandbox.telegram.forget()
            await product.crash()
        watching.cancel()
    seen = [
        {"person": person, "message": message, "label": label, "data": data, "means": meaning_of(data)}
        for (person, message, data), label in sorted(scene.seen.items())
    ]
    return {
        "made_at": made_at.isoformat(),
        "topics": topics,
        "notes": scene.notes,
        "chats": chats,
        "buttons": seen,
        "samples": [sample | {"means": meaning_of(sample["data"])} for sample in samples],
        "tokens": tokens_of(),
    }


def main() -> None:
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        kept = asyncio.run(live(Path(folder)))
        write(Path(folder), target, kept)


def write(home: Path, target: Path, kept: dict[str, Any]) -> None:
    """Put what is kept in its place, with what the release's own commands make of the database."""
    again = home / "again"
    again.mkdir()
    shutil.copy(home / "kept.db", again / "gonets.db")
    shutil.copy(home / "secret.key", again / "secret.key")
    command(again, "config", "export", str(target / "export.yaml"))
    command(again, "backup", str(again / "backup.db"), "--with-key")
    pack(target / "gonets.db.gz", (home / "kept.db").read_bytes())
    pack(target / "backup.db.gz", (again / "backup.db").read_bytes())
    pack(target / "kept.json.gz", json.dumps(kept, ensure_ascii=False).encode())
    shutil.copy(again / "backup.db.key", target / "secret.key")


def command(home: Path, *arguments: str) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GONETS_")}
    subprocess.run([sys.executable, "-m", "bot", *arguments], env=clean | {"GONETS_HOME": str(home)}, check=True)


def pack(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(content, mtime=0))


if __name__ == "__main__":
    main()
