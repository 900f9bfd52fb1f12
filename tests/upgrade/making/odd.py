"""What was accepted then and breaks the rules of later versions: line separators, hidden marks, odd addresses."""

from bot.cards import addresses as cards
from bot.objects import addresses as objects
from domain.people import Role
from sandbox import User
from storage import models
from tests.e2e.conftest import eventually
from tests.upgrade.making.scene import Scene

ODD = 1401
"""Somebody whose name has a mark in it that turns the rest around."""


async def be_odd(scene: Scene) -> None:
    """A letter that cannot go and is tried for ever, drafts whose letters fail, and an object that is being changed."""
    user = await scene.come(ODD, Role.STAFF, "Мэл\u202eлори", "Странная")
    stuck = await scene.compose(user, "Pozdorovavshiesya", "ivanov", "Застряло")
    await scene.press(user, stuck, "Отправить")
    await scene.reaches(stuck, "queued", "connecting", "deferred", "sent")
    double = await scene.compose(user, "Dvoynye", "ivanov", "От двоих")
    odd = await scene.compose(user, "Strannye", "odd", "Странное\u2028письмо")
    scene.notes["records"] |= {
        "stuck": stuck.id,
        "double": double.id,
        "odd": odd.id,
        "files": await with_file(scene, user),
    }
    route = await models.Route.get(system_name="odd_route")
    editor = await scene.come(ODD + 1, Role.ADMIN, "Правящий", "странное")
    await scene.go(editor, objects.EditObject(section=2, object=route.id))


async def with_file(scene: Scene, user: User) -> int:
    """Fill in a form with a file whose name is not what it seems; return its record."""
    numbers = (await scene.template("Zayavki")).numbers
    record = await scene.begin(user, "Zayavki")
    await scene.pick(user, record, "Komu", "ivanov")
    for attribute in ("Komu", "Kopiya"):
        await scene.go(user, cards.FinishQuestion(record=record.id, attribute=numbers[attribute]))
    await scene.say(user, "первая\u2028вторая\x0bтретья")
    await scene.say(user, "Текст")
    await user.send_document("счёт\u202efdp.exe", b"MZ")
    await eventually(scene.settled)
    await scene.go(user, cards.FinishQuestion(record=record.id, attribute=numbers["Fayly"]))
    return record.id
