"""A message attribute that gets no value of its type: whose mistake it is, and what each is told."""

import json

from bot.cards.card_page import card_page
from domain.messages.rich_text import RichText
from tests.domain.records.desk import Desk, read_letter

ROUTE = """
routes:
  - title: Счёт
    system_name: schet
    connection: smtp_connection
    request: [{name: N, type: number}]
    subject: 'Сумма {N}'
    body: '{% if N > 100 %}{{ N | number(2) }}{% endif %}'
scenarios:
  - title: Отправка счёта
    event: {type: button_clicked, template: Proba, button: Poslat}
    actions:
      - change_variables:
          set: letter
          variables:
            To: {Address: {formula: "'ivanov@firma.local'"}}
            N: %s
      - send_message: {connection: smtp_connection, route: schet, variable: letter}
"""
ATTRIBUTES = "{title: Сумма, type: text}\n{title: Примечание, type: text}"


def filled(formula: str = "") -> str:
    """The route and its scenario, whose number is the record's text, or a formula."""
    return ROUTE.replace("%s", json.dumps({"formula": formula} if formula else {"attribute": "Summa"}))


async def pressed(desk: Desk, summa: str) -> tuple[int, str]:
    """Fill in a record and press its button; return its number and what its card says to its author."""
    await desk.ready()
    await desk.begin()
    await desk.says(summa)
    record = (await desk.says(RichText("—"))).record
    await desk.presses(record)
    await desk.letters()
    view = await desk.card(desk.person, record.id)
    return record.id, card_page(desk.reader(), view).text


async def test_what_the_author_has_typed_is_theirs_to_correct(desk: Desk) -> None:
    await desk.template(ATTRIBUTES)
    assert await desk.apply(filled()) == []
    number, said = await pressed(desk, "сто рублей")
    assert "В «N» письма попало «сто рублей», а нужно одно число. Исправьте это в уведомлении" in said
    record = (await desk.fill.copy(desk.person, number)).record
    await desk.changes(record, "Summa")
    await desk.says("1 500,5")
    assert (await desk.presses(record)).began
    (content,) = await desk.letters()
    assert read_letter(content) == ("Сумма 1500,5", "1\u00a0500,50")


async def test_what_the_template_has_made_is_not(desk: Desk) -> None:
    await desk.template(ATTRIBUTES)
    assert await desk.apply(filled("CONCAT(LIST($Summa, ' шт'))")) == []
    _, said = await pressed(desk, "5")
    assert "Исправьте это" not in said
    assert "Шаблон настроен с ошибкой" in said


async def test_a_fixed_text_is_refused_where_it_is_typed(desk: Desk) -> None:
    await desk.template(ATTRIBUTES)
    assert [item.key for item in await desk.mistakes(filled("'abc'"))] == ["config-wants-number"]
    assert [item.key for item in await desk.mistakes(filled("NOW()"))] == ["config-wants"]
    assert await desk.mistakes(filled("'1 500,50'")) == []
