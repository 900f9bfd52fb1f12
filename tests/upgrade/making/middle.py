"""The moment of the kill: letters under way, runs that have not begun, and a Telegram that hears and says nothing."""

from datetime import timedelta

from bot.cards import addresses as cards
from bot.connections import addresses as connections
from bot.people import addresses as people
from domain.people import Role
from sandbox import User
from storage import models
from tests.e2e.conftest import eventually
from tests.upgrade.making.people import ask_for_access
from tests.upgrade.making.scene import LATE, PENDING, Scene

STUCK_FROM = 1301
"""Those who do something while Telegram does not answer, from this number on."""


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
