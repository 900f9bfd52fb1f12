"""People come, ask, are changed and go; the directory and the configuration come as files."""

from pathlib import Path
from typing import Any

import yaml

from bot.cards import addresses as cards
from bot.demo.stage import ADMIN, STAFF
from bot.directory import addresses as directory
from bot.first_steps import addresses as first_steps
from bot.people import addresses as people
from bot.settings import addresses as own_settings
from domain.people import Role
from sandbox import User
from storage import models
from tests.upgrade.making.letters import deferred
from tests.upgrade.making.scene import CAROL, DECLINED, GLEB, LEAVER, VERA, Scene, send_file


async def configure(scene: Scene) -> None:
    """The configuration as a file, accounts as a file, a second version of both."""
    alisa = scene.sandbox.user(ADMIN, first_name="Алиса", last_name="Администратор")
    await scene.say(alisa, "/start", "Здравствуйте")
    document = yaml.safe_load(Path(__file__).with_name("configured.yaml").read_text(encoding="utf-8"))
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
        "odd;Обратнов\u202e Олег;odd@firma.local;;Инженер\u200b;;",
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


async def leave(scene: Scene) -> None:
    """Somebody goes, and what is open becomes another's."""
    lev = scene.sandbox.user(LEAVER)
    await deferred(scene, lev, "От ушедшего")
    await scene.compose(lev, "Uvedomleniya", "ivanov", "Черновик ушедшего")
    await set_person(scene, LEAVER, people.RemoveNow, fate=2, heir=GLEB)
