"""Letters that ended in every way, and those that wait for somebody or something; cards of every kind."""

from datetime import timedelta

from bot.cards import addresses as cards
from bot.journal import addresses as journal
from sandbox import User
from sandbox.manners import MailFault
from storage import models
from tests.e2e.conftest import eventually
from tests.upgrade.making.scene import CAROL, Scene

BOLD = [{"type": "bold", "offset": 0, "length": 6}]


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
    await boris.send("Жирный текст заявки", entities=BOLD)
    await eventually(scene.settled)
    await boris.send_document("отчёт.txt", "строка отчёта\n".encode() * 3)
    await eventually(scene.settled)
    await scene.go(boris, cards.FinishQuestion(record=partly.id, attribute=template.numbers["Fayly"]))
    await scene.press(boris, partly, "Послать")
    await boris.press("Да", boris.last)
    await scene.reaches(partly, "partly_sent")
    broken = await scene.compose(boris, "Nevernye", "ivanov", "Сломано")
    await scene.press(boris, broken, "Отправить")
    await eventually(lambda: models.ScenarioRun.filter(record_id=broken.id, status="failed").exists())
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
            "finished": finished, "broken": broken,
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
