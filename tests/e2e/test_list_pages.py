"""The pages of one's own notifications, turned while notifications come and go."""

from datetime import timedelta

from domain.clock import system_clock
from storage import models
from tests.e2e.conftest import STAFF, Product


async def notifications(product: Product, first: int, count: int) -> None:
    """Make notifications with a subject, as sent ones."""
    (template,) = await product.configuration.templates()
    now = system_clock()
    common = {"creator_id": STAFF, "template_id": template.id, "revision": 2, "status": "sent", "created_at": now}
    for number in range(first, first + count):
        values = {"Temauvedomleniya": f"Тема № {number}"}
        at = now + timedelta(seconds=number)
        await models.Record.create(**common, values=values, modified_at=at, saved_at=at)


def subjects(text: str) -> list[int]:
    return [int(line.rpartition("№ ")[2]) for line in text.splitlines() if "Тема № " in line]


async def test_a_list_goes_on_where_its_page_ended(product: Product) -> None:
    staff = product.staff
    await notifications(product, 1, 25)
    await staff.send("/list")
    page = await staff.wait_for_text("· 1 из 3")
    assert subjects(page.text) == list(range(25, 15, -1))
    await notifications(product, 26, 3)
    last_on_the_page = {"Temauvedomleniya": "Тема № 16"}
    assert await models.Record.filter(values=last_on_the_page).delete() == 1
    await staff.press("Дальше →")
    page = await staff.wait_for_text("· 2 из 3")
    assert subjects(page.text) == list(range(15, 5, -1))
    await staff.press("Дальше →")
    assert subjects((await staff.wait_for_text("· 3 из 3")).text) == [5, 4, 3, 2, 1]
    assert "Дальше →" not in staff.last.labels
    await staff.press("← Раньше")
    assert subjects((await staff.wait_for_text("· 2 из 3")).text) == list(range(15, 5, -1))
    await staff.press("← Раньше")
    await staff.press("← Раньше")
    page = await staff.wait_for(lambda chat: chat.last if "№ 28" in chat.last.text else None)
    assert "← Раньше" not in page.labels


async def test_a_former_versions_button_of_another_page_shows_the_list_from_its_beginning(product: Product) -> None:
    staff = product.staff
    await notifications(product, 1, 12)
    await staff.send("/list")
    await staff.wait_for_text("· 1 из 2")
    await staff.press_data(staff.last, "i:0:1")
    page = await staff.wait_for_text("Это кнопка прежней версии")
    assert subjects(page.text) == list(range(12, 2, -1))
    await staff.press_data(staff.last, "dp:1")
    await staff.wait_for_text("Возвращать нечего")
