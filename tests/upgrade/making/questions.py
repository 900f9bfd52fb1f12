"""Everything that can be open: drafts of objects, questions of pages and of forms, files that wait for their press."""

from aiogram.filters.callback_data import CallbackData

from bot.cards import addresses as cards
from bot.connections import addresses as connections
from bot.demo.stage import STAFF
from bot.directory import addresses as directory
from bot.first_steps import addresses as first_steps
from bot.journal import addresses as journal
from bot.objects import addresses as objects
from bot.people import addresses as people
from bot.settings import addresses as own_settings
from domain.people import Role
from sandbox import User
from storage import models
from tests.e2e.conftest import eventually
from tests.upgrade.making.letters import BOLD
from tests.upgrade.making.people import ask_for_account
from tests.upgrade.making.scene import CAROL, GLEB, VERA, Scene, send_file

ASKED_FROM = 1101
"""Administrators with one open question each, from this number on."""
WRITING_FROM = 1201
"""Staff in the middle of a form."""
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Картин;Олег;;;\r\nFN:Олег Картин\r\nTEL:+7 1\r\nEND:VCARD\r\n"


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
    stamp = (await scene.product.people.get(STAFF)).stamp
    steps: dict[str, list[CallbackData | str]] = {
        "object": [objects.DraftPage(draft=draft.id, token=""), "?Название"],
        "object_password": [objects.AddObject(section=1, preset=1), "?smtp_connection", "Яндекс", "me@example.ru"],
        "objects": [objects.SectionPage(section=3)],
        "connection_password": [connections.AskPassword(connection=stopped)],
        "test_letter": [connections.TestLetterPage(connection=usual)],
        "own_address": [first_steps.AddMe()],
        "journal": [journal.JournalAsk()],
        "journal-person": [journal.JournalChoice(of=journal.CHOICES.index("person"))],
        "audit-person": [journal.AuditPeople()],
        "people-search": [first_steps.PeoplePage()],
        "person-account": [people.LinkPage(person=GLEB)],
        "person-new-account": [people.LinkPage(person=GLEB), people.NewAccountPage(person=GLEB)],
        "person-zone": [people.ZonesPage(person=CAROL)],
        "person-heir": [people.HeirsPage(person=STAFF, stamp=stamp)],
        "requests-search": [people.RequestsPage()],
        "time-zone": [own_settings.TimeZonePage()],
        "directory": [first_steps.AccountsPage()],
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
            await user.wait_for(lambda chat, sent=sent: chat.last.id > sent.id)
            upload = await models.Upload.filter(person_id=user.id).first()
            assert upload is not None
            await scene.go(user, directory.AskCardAddress(upload=upload.id))
        for act in acts:
            if isinstance(act, CallbackData):
                await scene.go(user, act)
            elif act.startswith("?"):
                await user.press(act[1:], user.last)
                await eventually(scene.settled)
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
        await user.send("Жирный текст", entities=BOLD)
        await eventually(scene.settled)
        return user, record

    searching, record = await at(0, "Komu")
    await scene.pick(searching, record, "Komu", "ivanov")
    await scene.say(searching, "сотрудник")
    await scene.go(searching, cards.SearchPage(record=record.id, attribute=numbers["Komu"], page=1))
    for place, attribute in enumerate(("Kopiya", "Tema", "Tekst"), 1):
        await at(place, attribute)
    with_file, _ = await at(4, "Fayly")
    await with_file.send_document("черновик.txt", b"a draft")
    await eventually(scene.settled)
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
    await eventually(scene.settled)
    await alisa.send_document("новые.csv", "ФИО;Почта\nНовый Николай;novyi@firma.local\nКривой;@\n".encode())
    await alisa.wait_for(lambda chat: "новые.csv" in chat.last.text and "Применить" in chat.last.labels)
    document = {
        "routes": [{"system_name": "spare_route", "title": "Запасной путь", "connection": "smtp_connection",
                    "subject": "Из файла", "body": "Из файла"}]
    }  # fmt: skip
    await send_file(scene, vera, "путь.yaml", document)
