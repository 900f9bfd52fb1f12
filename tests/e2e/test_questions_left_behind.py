"""Questions whose subject is gone, whose row says odd things, or whose page stands while another button fails."""

from typing import Any

import pytest

from bot.demo.stage import ADMIN
from bot.directory.addresses import AskAccountField, PickManager
from bot.journal.addresses import JournalAsk
from bot.settings.addresses import ChooseTimeZone
from bot.telegram.asking import Questions
from domain.people import OpenQuestion
from sandbox import ChatMessage, User
from tests.bot.telegram.questions import EVERY, about, sample
from tests.e2e.conftest import Product, eventually

FIRST_PAGE = "Здравствуйте"
NUMBER_OF_NOTHING = 99_999
WORDS = "Иванов, new@firma.local"


async def reply(user: User, sent: ChatMessage | Any) -> str:
    return (await user.wait_for(lambda chat: chat.last if chat.last.id > sent.id else None)).text


async def open_question(product: Product) -> OpenQuestion | None:
    person = await product.people.get(ADMIN)
    assert person is not None
    return person.question


ODD: dict[str, Any] = {
    "of what is gone": lambda kind: about(kind, number=NUMBER_OF_NOTHING),
    "of numbers that no button has": lambda kind: about(kind, number=2**31 - 1, words="zz" * 40),
    "with nothing in it": lambda kind: {},
    "of other types": lambda kind: {name: [None] for name in about(kind)},
    "of words where none fit": lambda kind: about(kind, words="??"),
    "of 5,000 characters": lambda kind: about(kind, words="ы" * 5_000),
    "of a later version": lambda kind: {**about(kind, number=NUMBER_OF_NOTHING), "later": {"more": []}},
}


@pytest.mark.parametrize("odd", ODD)
async def test_what_was_asked_is_in_sight_or_closed(product: Product, odd: str) -> None:
    """Whatever its row says: an answer is told something, and the next words go where the person sees."""
    admin = product.admin
    for kind in EVERY:
        await product.people.ask(ADMIN, OpenQuestion(kind.topic, ODD[odd](kind)))
        text = await reply(admin, await admin.send(WORDS))
        assert "Что-то пошло не так" not in text, (kind.__name__, text)
        if await open_question(product) is not None:
            again = await reply(admin, await admin.send_sticker())
            assert FIRST_PAGE not in again, (kind.__name__, text, again)
            assert await open_question(product) is not None, (kind.__name__, again)


async def test_a_page_that_stands_still_asks_after_a_press_that_failed(product: Product) -> None:
    admin = product.admin
    account = await product.accounts.by_username("ivanov")
    assert account is not None
    await admin.send("/start")
    page = await admin.wait_for_text(FIRST_PAGE)
    await admin.press_data(page, AskAccountField(account=account.id, field=1).pack())
    asking = admin.last
    asked = await open_question(product)
    assert asked is not None
    answer = await admin.press_data(asking, PickManager(account=account.id, manager=account.id, mark=7).pack())
    assert answer.text
    assert admin.last.text == asking.text

    async def is_open_again() -> bool:
        return await open_question(product) == asked

    await eventually(is_open_again)
    await reply(admin, await admin.send("new@firma.local"))
    changed = await product.accounts.by_username("ivanov")
    assert changed is not None
    assert changed.mbox == "new@firma.local"


async def test_a_press_that_leads_elsewhere_closes_the_question(product: Product) -> None:
    admin = product.admin
    await admin.send("/settings")
    page = await admin.wait_for_text("Часовой пояс")
    await admin.press_data(page, JournalAsk(day_typed=1).pack())
    assert await open_question(product) is not None
    await admin.press_data(page, ChooseTimeZone(zone=999).pack())
    await admin.wait_for(lambda chat: FIRST_PAGE in chat.last.text)
    assert await open_question(product) is None


async def test_each_question_has_a_page_that_draws_it_again(product: Product) -> None:
    assert product.app is not None
    questions: Questions = product.app.dispatcher.workflow_data["questions"]
    assert [kind.__name__ for kind in EVERY if questions.read(sample(kind).kept()) is None] == []
