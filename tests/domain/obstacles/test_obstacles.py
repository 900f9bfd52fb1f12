"""Telling administrators of an obstacle: once for each cause, by whoever meets it, until it is mended or done."""

from dataclasses import replace

import pytest

from bot.cards.card_page import card_page
from domain.accounts.account import Account
from domain.errors import NotYours
from domain.obstacles.tell_administrators import NothingInTheWay, Told
from domain.obstacles.told_obstacles import TOPIC
from domain.people import Role
from domain.runs.obstacle import Obstacle, ObstacleKind
from storage import models
from storage.repositories.people import PersonRepository
from tests.bot.cards.test_recipients_on_cards import written
from tests.domain.obstacles.conftest import Telling
from tests.domain.records.desk import Desk


async def test_a_second_press_leaves_nothing_more_to_tell(desk: Desk, telling: Telling) -> None:
    assert await telling.tell.of_person(desk.person) is Told.NEW
    assert await telling.tell.of_person(desk.person) is Told.KNOWN
    assert await models.Announcement.filter(topic=TOPIC).count() == 1
    assert await models.ObstacleMet.all().count() == 1


async def test_who_is_an_account_with_an_address_has_nothing_in_the_way(desk: Desk, telling: Telling) -> None:
    number = await desk.account("Борис Борисов", "boris@firma.local")
    await models.Person.filter(telegram_id=desk.person.telegram_id).update(account_id=number)
    with pytest.raises(NothingInTheWay):
        await telling.tell.of_person(await telling.person(desk.person.telegram_id))


async def test_a_change_of_the_subject_closes_it_and_a_later_press_tells_again(desk: Desk, telling: Telling) -> None:
    number = await desk.account("Борис Борисов", "")
    await models.Person.filter(telegram_id=desk.person.telegram_id).update(account_id=number)
    person = await telling.person(desk.person.telegram_id)
    assert await telling.tell.of_person(person) is Told.NEW
    assert await telling.watch() == 0
    await desk.accounts.save(Account(number, "борис борисов", "Борис Борисов", "не адрес"))
    assert await telling.watch() == 1
    assert await telling.watch() == 0
    assert await telling.tell.of_person(person) is Told.NEW
    kinds = [(row.kind, row.mended_at is None) for row in await models.Obstacle.all().order_by("id")]
    assert kinds == [("account", False), ("account", True)]


async def test_where_nobody_could_be_told_it_says_so_and_tries_again(desk: Desk, telling: Telling) -> None:
    assert await telling.tell.of_person(desk.person) is Told.NEW
    await models.Announcement.filter(topic=TOPIC).update(due_at=None)
    assert await telling.tell.of_person(desk.person) is Told.NOBODY
    assert await models.Announcement.filter(topic=TOPIC, due_at=None).count() == 0


async def test_without_administrators_nothing_is_kept(desk: Desk, telling: Telling) -> None:
    await models.Person.filter(role=Role.ADMIN).update(active=False)
    assert await telling.tell.of_person(desk.person) is Told.NOBODY
    assert await models.Obstacle.all().count() == 0


async def test_only_an_administrator_calls_it_done_and_only_once(desk: Desk, telling: Telling) -> None:
    await telling.tell.of_person(desk.person)
    (row,) = await models.Obstacle.all()
    with pytest.raises(NotYours):
        await telling.watch.done(desk.person, row.id)
    assert await telling.watch.done(desk.admin, row.id)
    assert not await telling.watch.done(desk.admin, row.id)


async def test_a_card_says_what_a_letter_goes_without_beside_the_button_that_tells_so(desk: Desk) -> None:
    await desk.ready()
    number = await desk.account("Иванов Иван Петрович")
    (template,) = await desk.configuration.templates()
    await desk.fill.start(desk.person, template.id)
    await desk.chooses(number)
    await desk.says("Тема")
    record = (await desk.says("Текст")).record

    async def card(**person: object) -> str:
        await models.Person.filter(telegram_id=desk.person.telegram_id).update(**person)
        now = await PersonRepository().get(desk.person.telegram_id)
        assert now is not None
        page = card_page(replace(desk.reader(), person=now), await desk.card(now, record.id))
        tells = any(button.label == "Сообщить администратору" for row in page.rows for button in row)
        assert tells is ("ℹ️" in page.text)
        return page.text

    assert "Ответы придут не вам: не указано, кто вы" in await card()
    without = await desk.account("Борис Борисов", "не адрес")
    assert "Ответы придут не вам: в справочнике у вас нет рабочего адреса" in await card(account_id=without)
    assert "Ответы придут не вам" not in await card(account_id=number)
    (route,) = await desk.configuration.routes()
    await desk.configuration.save_route(route.document.model_copy(update={"reply_to": None}))
    assert "Копия вам не придёт" in await card(account_id=None, copy_to_self=True)
    assert "ℹ️" not in await card(copy_to_self=False)


@pytest.mark.parametrize("kind", ObstacleKind)
async def test_what_is_gone_has_no_mark(telling: Telling, kind: ObstacleKind) -> None:
    assert await telling.marks(Obstacle(kind, 9_999)) is None


async def test_what_a_template_read_before_a_change_lacks_is_not_said_of_the_one_since(
    desk: Desk, telling: Telling
) -> None:
    record = await written(desk)
    (now,) = await desk.configuration.templates()
    before = replace(now, revision=now.revision - 1, document=now.document.model_copy(update={"buttons": ()}))
    assert await telling.find(desk.person, record, before, None, ()) is None
    found = await telling.find(desk.person, record, now, None, ())
    assert found is not None
    assert found.lack is not None
