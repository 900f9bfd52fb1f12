"""Whatever a release had asked, today's bot takes the answer to."""

from storage import models
from tests.e2e.conftest import eventually
from tests.upgrade.kept_release import Upgraded

ANSWERS = {
    "object": ("Новое название", "Название: Приказы → Новое название"),
    "object_password": ("secret-words", "Адрес отправителя"),
    "objects": ("уведом", "Уведомления"),
    "connection_password": ("one-more-password", "Остановленная почта"),
    "test_letter": ("someone@firma.local", "someone@firma.local"),
    "own_address": ("me@firma.local", "me@firma.local"),
    "journal": ("Иванов", "Только: «Иванов»"),
    "journal-person": ("Борис", "Борис Сотрудник"),
    "audit-person": ("Алиса", "Алиса Администратор"),
    "people-search": ("сотр бор", "Борис Сотрудник"),
    "person-account": ("иванов", "Иванов Иван Петрович"),
    "person-zone": ("almaty", "Алматы +5"),
    "person-new-account": ("gleb@firma.local", "Глеб Преемник (gleb@firma.local)"),
    "person-heir": ("глеб", "Глеб Преемник"),
    "requests-search": ("Пётр", "Пётр"),
    "time-zone": ("almaty", "Алматы"),
    "directory": ("семенов", "Семёнов Пётр Ильич"),
    "account-field": ("+7 999", "Телефон: +7 999"),
    "account-manager": ("семенов", "Семёнов Пётр Ильич"),
    "account-name": ("Петрова Мария", "Новый человек: Петрова Мария"),
    "account-mbox": ("pochtin@firma.local", "Почтин Павел"),
    "contact-address": ("kartin@firma.local", "Эл. почта: kartin@firma.local"),
    "account-request-correct": (
        "Ветров Вадим, vetrov2@firma.local",
        "В справочнике: Ветров Вадим, vetrov2@firma.local",
    ),
}
"""By topic: what is written, and what the page says then, in its text or on a button."""
CAROL = 1003
"""Reads English, and was asked whom to add."""


async def test_pages_take_the_answers_to_what_they_had_asked(bot: Upgraded) -> None:
    assert {*ANSWERS, "account-request"} >= set(bot.release.kept["topics"])
    for topic, (words, shown) in ANSWERS.items():
        user = bot.asked(topic)
        sent = await user.send(words)
        await bot.settle()
        page = user.last
        assert any(shown in text for text in (page.text, *page.labels)), f"{topic}: {user.as_text()}"
        if "password" in topic:
            assert not any(message.id == sent.id for message in user.messages), f"{topic}: the password is still there"
    carol = bot.user(CAROL)
    await carol.send("Zimin Zed, zimin@firma.local")
    await bot.settle()
    assert await models.AccountRequest.filter(mbox="zimin@firma.local", person_id=CAROL, state="open").exists()


async def test_forms_go_on_at_the_question_where_they_were_left(bot: Upgraded) -> None:
    """Somebody sits before each question of a form, and goes on to the letter."""
    answers = {"Komu": "Готово", "Kopiya": "Пропустить", "Tema": "Тема", "Tekst": "Текст", "Fayly": "Готово"}
    for start, place in enumerate(answers):
        user = bot.user(1201 + start)
        for number, (attribute, answer) in enumerate(answers.items()):
            if number < start:
                continue
            if attribute == "Tema":
                await user.send(f"Тема {start}")
            elif attribute == "Tekst":
                await user.send("Новый текст")
            elif attribute == "Fayly" and place != "Fayly":
                await user.press("Пропустить", user.last)
            else:
                await user.press(answer, user.last)
            await bot.settle()
        await user.press("Послать", user.last)
        await user.press("Да", user.last)
    changed = bot.user(1206)
    await changed.send("Тема пять")
    await bot.settle()
    await changed.press("Отправить", changed.last)
    expected = {f"Заявка: Тема {number}" for number in range(5)} | {"Тема пять"}
    await eventually(lambda: _came(bot, expected))
    await bot.settle()
    (with_file,) = (letter for letter in bot.sandbox.mailbox.letters if letter.subject == "Заявка: Тема 4")
    assert [(file.name, file.data) for file in with_file.attachments] == [("черновик.txt", b"a draft")]
    assert "<b>Жирный</b>" in with_file.html or "<strong>Жирный</strong>" in with_file.html


async def _came(bot: Upgraded, subjects: set[str]) -> bool:
    return all(bot.subjects.count(subject) == 1 for subject in subjects)
