"""The pages of lists, turned while what they show comes and goes."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.first_steps.addresses import PeoplePage
from bot.journal.addresses import AuditPeople, JournalChoice
from bot.people.addresses import HeirsPage, InvitationsPage, RequestsPage
from domain.access.invitations import NewInvitation
from domain.accounts.account import Account
from domain.clock import system_clock
from domain.people import Role
from storage import models
from storage.repositories.access_requests import AccessRequestRepository
from storage.repositories.invitations import InvitationRepository
from tests.e2e.conftest import ADMIN, STAFF, Product


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


LISTS: Mapping[str, CallbackData] = {
    "people": PeoplePage(),
    "requests": RequestsPage(),
    "links": InvitationsPage(),
    "whose letters": JournalChoice(of=1),
    "who did it": AuditPeople(),
    "who takes over": HeirsPage(person=STAFF, stamp=0),
}
FORMER = {"whose letters": "page", "who did it": "page"}
"""Where former versions' buttons counted the pages, and not from how many on."""

WAYS = {"Дальше →", "← Раньше"}


async def address_of(product: Product, name: str) -> CallbackData:
    address = LISTS[name]
    if name != "who takes over":
        return address
    person = await product.people.get(STAFF)
    assert person is not None
    return address.model_copy(update={"stamp": person.stamp})


@pytest.mark.parametrize("words", ["", "лид"])
async def test_every_list_of_people_is_turned_to_its_end_and_back(product: Product, words: str) -> None:
    admin, now = product.admin, system_clock()
    requests, links = AccessRequestRepository(), InvitationRepository()
    for number in range(25):
        await product.people.let_in(2**51 + number, Role.STAFF, f"Лида {number:02}")
        await requests.add(2**51 + 100 + number, f"Лида {number:02}", None, now)
        ends = now + timedelta(hours=number + 1)
        await links.add(NewInvitation(f"{number}", Role.STAFF, ADMIN, now, ends))
    await admin.send("/staff")
    await admin.wait_for_text("Люди · 27")

    def shown() -> list[str]:
        return [line for line in admin.last.text.splitlines() if "Лида" in line or " до " in line]

    async def turn(way: str) -> list[list[str]]:
        pages = [shown()]
        while way in admin.last.labels:
            before = admin.last.text
            await admin.press(way)
            await admin.wait_for(lambda chat, before=before: chat.last.text != before)
            pages.append(shown())
        return pages

    for name in LISTS:
        if words and name == "links":
            continue
        await admin.press_data(admin.last, (await address_of(product, name)).pack())
        if words:
            await admin.send(words)
            await admin.wait_for_text("«лид»")
        forth = await turn("Дальше →")
        assert len(forth) == 3, name
        names = [line.partition("Лида ")[2][:2] or line for page in forth for line in page]
        assert name == "links" or names == sorted(names), name
        assert len(names) == len(set(names)) == 25, name
        assert await turn("← Раньше") == forth[::-1], name


async def test_a_former_versions_button_of_any_list_shows_it_from_its_beginning(product: Product) -> None:
    admin = product.admin
    await admin.send("/admin")
    await admin.wait_for_text("Управление")
    for name in LISTS:
        address = await address_of(product, name)
        former = address.model_copy(update={FORMER.get(name, "start"): 10})
        await admin.press_data(admin.last, address.pack())
        text = admin.last.text
        await admin.press_data(admin.last, former.pack())
        page = await admin.wait_for_text("Это кнопка прежней версии")
        assert page.text.endswith(text), name


async def test_a_list_that_is_turned_no_further_asks_for_more_words(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("storage.repositories.accounts", "bot.telegram.paging"):
        monkeypatch.setattr(f"{module}.MOST_OFFERED", 20)
    await product.accounts.add_many(
        [Account(0, f"l{number}", f"Лидин {number:02}", mbox=f"l{number}@firma.ru") for number in range(30)]
    )
    admin, staff = product.admin, product.staff
    await admin.send("/accounts")
    await admin.wait_for_text("Лидин")
    await admin.send("лидин")
    await admin.wait_for_text("«лидин»")
    await admin.press("Дальше →")
    page = await admin.wait_for_text("Показаны первые 20. Если нужного среди них нет, напишите больше слов для поиска.")
    assert "Лидин 19" in page.text
    assert "Дальше →" not in page.labels
    await staff.send("/new")
    await staff.wait_for_text("Получатель")
    await staff.send("лидин")
    page = await staff.wait_for(lambda chat: chat.last if "Дальше →" in chat.last.labels else None)
    for _ in range(3):
        assert "Показаны первые" not in page.text
        before = page.text
        await staff.press("Дальше →")
        page = await staff.wait_for(lambda chat, before=before: chat.last if chat.last.text != before else None)
    assert "Показаны первые 20." in page.text
    assert "Дальше →" not in page.labels
