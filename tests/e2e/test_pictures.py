"""The picture of a scenario, and of what a run has done, in the chat."""

from io import BytesIO

from PIL import Image

from sandbox import User
from tests.e2e.conftest import BUTTON, Product, compose_draft


def picture_of(user: User) -> Image.Image:
    """The picture that somebody sees last in their chat."""
    kept = user.last.document
    assert kept is not None
    return Image.open(BytesIO(kept.data))


async def test_a_scenario_and_its_draft_are_seen_as_a_picture_and_the_way_back_works(product: Product) -> None:
    admin = product.admin
    await admin.send("/scenarios")
    await admin.wait_for_text("Сценарии")
    await admin.press("Отправка уведомления")
    await admin.press("🖼 Схема")
    await admin.wait_for_text("🖼 Отправка уведомления")
    picture = picture_of(admin)
    assert picture.width == 720
    await admin.press("Назад")
    assert "1.2 Отправить сообщение" in admin.last.text
    await admin.press("Изменить")
    await admin.press("➕ Действие")
    await admin.press("Проверить результат")
    await admin.press("⤒ К началу")
    await admin.press("🖼 Схема")
    await admin.wait_for_text("🖼 Отправка уведомления")
    assert picture_of(admin).height > picture.height, "the draft has one action more"
    await admin.press("Назад")
    assert "Изменится" in admin.last.text


async def test_an_event_chain_is_seen_as_a_picture(product: Product) -> None:
    staff, admin = product.staff, product.admin
    await compose_draft(staff, subject="Тема", text="Текст")
    await staff.press(BUTTON)
    await staff.wait_for_text("сервер принял письмо")
    await admin.send("/journal")
    await admin.wait_for_text("Иванов")
    await admin.press("1. ")
    await admin.press("Цепочка событий")
    await admin.press("🖼 Схема")
    await admin.wait_for_text("выполнение закончено")
    colours = {colour for _, colour in picture_of(admin).convert("RGB").getcolors(100_000) or ()}
    assert (22, 163, 74) in colours
    await admin.press("Цепочка событий")
    assert "1.2" in admin.last.text
