"""The bot of today starts on the database of a release and goes on with what was open there."""

from datetime import timedelta

from bot.demo.stage import ADMIN, STAFF
from sandbox import User
from sandbox.seen import ChatMessage
from storage import models
from tests.e2e.conftest import eventually
from tests.upgrade.kept_release import Upgraded

DUE = ["До черты 0", "До черты 1", "Ещё не начато", "Застряло", "Нажато, не показано"]
"""Two runs had not begun, one letter was before its mark, one behind it in the queue, and one failed at every try."""
IN_HOURS = ["Второе: По очереди", "От ушедшего", "Отложено", "По очереди"]
"""What waited for its time, and what waited for one of these to go."""


async def state_of(subject: str) -> str:
    return (await models.Delivery.get(subject=subject)).state


async def card(bot: Upgraded, user: User, record: int) -> ChatMessage:
    """Open a record's card."""
    await user.press_data(user.last, f"c:{record}")
    await bot.settle()
    return user.last


async def test_what_was_due_goes_once_and_what_waits_for_its_time_then(started: Upgraded) -> None:
    assert started.subjects == DUE
    await started.product.restart()
    await started.settle()
    assert started.subjects == DUE
    assert {letter.authenticated_as for letter in started.sandbox.mailbox.letters} == {"notify"}
    await started.skip(timedelta(hours=3))
    await eventually(started.sent(DUE + IN_HOURS))
    await started.skip(timedelta(minutes=10))
    assert started.subjects == sorted(DUE + IN_HOURS)
    # The run that waited has its variable from the server's answer.
    second = next(letter for letter in started.sandbox.mailbox.letters if letter.subject.startswith("Второе"))
    assert second.rcpt_to == ["second@firma.local"]
    assert "Сервер ответил: 250" in second.text
    run = await models.ScenarioRun.get(record_id=started.release.notes["deferred"]["По очереди"])
    assert run.status == "ended"
    # What the server had answered or not, is as it was.
    for subject, state in (
        ("Ушло", "sent"),
        ("With a copy", "sent"),
        ("Отказано", "failed"),
        ("Заявка: Не всем", "partly_sent"),
        ("Отменено", "cancelled"),
        ("Не рассказано", "sent"),
        ("Залежалось", "overdue"),
        ("Неизвестно", "uncertain"),
        ("За чертой", "uncertain"),
    ):
        assert await state_of(subject) == state, subject


async def test_letters_of_which_nobody_knows_are_asked_about_and_go_by_a_press(bot: Upgraded) -> None:
    for user, name, subject in (
        (bot.user(STAFF), "uncertain", "Неизвестно"),
        (bot.user(ADMIN), "slow", "За чертой"),
    ):
        page = await card(bot, user, bot.record(name))
        assert page.labels[:2] == ["Отправить ещё раз", "Считать отправленным"]
        await user.press("Отправить ещё раз", page)
        await bot.settle()
        assert bot.subjects.count(subject) == 1
        letter = next(item for item in bot.sandbox.mailbox.letters if item.subject == subject)
        assert letter.message["Message-ID"] == (await models.Delivery.get(subject=subject)).message_id


async def test_what_people_did_and_nobody_saw_is_shown_and_what_nobody_read_is_done(started: Upgraded) -> None:
    """The old bot was killed while Telegram gave it updates and took nothing from it."""
    words = started.user(1301).last
    assert "Тема: Тема из последних\nТекст: Текст из последних" in words.text
    assert "Отправить" in words.labels
    assert not await models.Asking.filter(person_id=1302).exists()
    presses = await card(started, started.user(1302), started.record("presses"))
    assert "Получатель: Иванов Иван Петрович" in presses.text
    edits = await card(started, started.user(1303), started.record("edits"))
    assert "Тема: После второй правки" in edits.text
    assert await models.ScenarioRun.filter(record_id=started.record("pressed")).count() == 1
    assert "Администраторы" in started.user(2004).last.text
    assert await models.AccessRequest.filter(telegram_id=2004, state="open").count() == 1
    assert all("typed-password" not in message.text for message in started.user(1307).messages)
    assert not any("error-unknown" in message.text for user in started.sandbox.users for message in user.messages)

    # Nor was anybody told what came of it.
    assert started.user(1306).with_text("✅ Отправлено")
    for number in (ADMIN, 1004, 1101):
        admin = started.user(number)
        assert admin.with_text("«Почта с другим паролем» остановлено")
        assert admin.with_text("Поздний просит доступ")
    await started.skip(timedelta(minutes=1))
    assert not await models.Report.all().exists()


async def test_a_stopped_connection_goes_on_with_its_new_password(bot: Upgraded) -> None:
    bot.sandbox.mail.user, bot.sandbox.mail.password = "old", "a-new-password"
    await bot.asked("connection_password").send("a-new-password")
    await eventually(bot.sent(["Ждёт подключения"]))
    staff = bot.user(STAFF)
    page = await card(bot, staff, bot.record("overdue"))
    assert page.labels[:2] == ["Нужно, пусть ждёт", "Не нужно, отменить"]
    await staff.press("Нужно, пусть ждёт", page)
    await eventually(bot.sent(["Ждёт подключения", "Залежалось"]))


async def test_invitations_of_then_let_people_in(bot: Upgraded) -> None:
    for number, (kind, code) in enumerate(bot.release.notes["invitations"].items(), 9001):
        user = bot.sandbox.user(number, first_name=f"Гость {kind}")
        await user.send(f"/start {code}")
        await user.wait_for_text("Доступ открыт")
        person = await bot.product.people.get(number)
        assert person is not None
        assert person.role == kind
    await bot.settle()


async def test_what_the_release_kept_is_found_by_all_its_words(bot: Upgraded) -> None:
    assert bot.product.app is not None
    assert await bot.product.app.make_findable()
    assert await models.Indexing.all().count() == 0
    user = bot.sandbox.user(STAFF)
    await user.send("/list ушло")
    page = await user.wait_for_text("По запросу «ушло»")
    assert any("Ушло" in label for label in page.labels)
