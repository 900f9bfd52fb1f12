"""Help beside a formula in the chat: what words find, the names at hand, and the value on a record."""

from domain.audit import Act, AuditFilter
from sandbox import User
from storage.repositories.audit import AuditRepository
from tests.e2e.conftest import Product, compose_draft


async def at_the_formula(admin: User) -> None:
    """Go to the address of the letter, which is a formula."""
    await admin.send("/scenarios")
    await admin.wait_for_text("Сценарии")
    for label in ("Отправка уведомления", "Изменить", "1.1 ", "Переменные"):
        await admin.press(label)
    for label in ("To", "Address"):
        await admin.press(label, exact=True)
    await admin.press("Формула")


def copied(user: User) -> set[str | None]:
    return {button.copy_text for row in user.last.buttons for button in row}


async def test_functions_and_names_are_found_by_typing_and_a_formula_typed_there_is_taken(product: Product) -> None:
    admin = product.admin
    await at_the_formula(admin)
    await admin.press("ƒ Функции")
    await admin.press("Числа (11)")
    assert "ROUND(" in copied(admin)
    await admin.send("Получатель почта")
    await admin.wait_for_text("По слову")
    assert "$Poluchatel->mbox — Получатель: Эл. почта (текст)" in admin.last.text
    await admin.send("склеить")
    await admin.wait_for_text("CONCAT(")
    assert {"CONCAT(", "JOIN("} <= copied(admin)
    await admin.press("К формуле")
    await admin.press("Имена")
    assert "$Temauvedomleniya — Тема уведомления (текст)" in admin.last.text
    assert "$Poluchatel->manager" in copied(admin)
    await admin.send("$Poluchatel->fullName")
    await admin.wait_for_text("Address = $Poluchatel->fullName")


async def test_a_formula_is_tried_on_a_record_and_only_then_taken(product: Product) -> None:
    admin = product.admin
    await compose_draft(admin, subject="Тема пробы", text="Текст пробы")
    before = [item.document.stored() for item in await product.configuration.scenarios()]
    await at_the_formula(admin)
    await admin.press("Проверить на записи")
    assert "Значение (текст):\nivanov@firma.local" in admin.last.text
    await admin.send("TOUPPER($Temauvedomleniya)")
    await admin.wait_for_text("ТЕМА ПРОБЫ")
    await admin.send("$Temauvedomlenia")
    await admin.wait_for_text("имени «Temauvedomlenia» здесь нет")
    assert "ТЕМА ПРОБЫ" in admin.last.text, "what was tried before stands there"
    await admin.send("$$nothing->X")
    await admin.wait_for_text("пусто")
    await admin.send("LENGTH($Tekstuvedomleniya) * 2")
    await admin.wait_for_text("Значение (число):\n22")
    await product.restart()
    await admin.send("$Poluchatel")
    await admin.wait_for_text("Иванов Иван")
    await admin.send("$Poluchatel->manager->mbox")
    await admin.wait_for_text("Значение: пусто")
    await admin.press("Другая запись")
    await admin.press("№ ")
    assert "$Poluchatel->manager->mbox" in admin.last.text
    assert [item.document.stored() for item in await product.configuration.scenarios()] == before
    await admin.press("✓ Взять формулу")
    assert "Address = $Poluchatel->manager->mbox" in admin.last.text


async def test_a_look_at_somebody_elses_record_is_kept_in_the_trail(product: Product) -> None:
    admin = product.admin
    await compose_draft(product.staff, subject="Чужая тема", text="Чужой текст")
    await at_the_formula(admin)
    await admin.press("Проверить на записи")
    await admin.press("№ ")
    assert "записано в след" in admin.last.text
    acts = [act for act in await AuditRepository().latest(AuditFilter(), 10) if act.act is Act.SHOWN]
    assert [(item.name, item.changes) for item in acts] == [("Отправка уведомления", {"record": (None, 1)})]
