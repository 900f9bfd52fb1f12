"""A notification of numbers, a date, a length and a yes: asked, refused, pressed, shown, and printed in its letter."""

from storage import models
from tests.e2e.conftest import Product

PASS = """
routes:
  - title: Пропуск
    system_name: propusk
    connection: smtp_connection
    request:
      - {name: Gostey, type: number}
      - {name: Summa, type: number}
      - {name: Mashina, type: boolean}
      - {name: Vizit, type: date_time}
      - {name: Nadolgo, type: duration}
    subject: 'Пропуск на {{ Vizit | date("d MMMM") }}'
    body: |
      Гостей: {Gostey}{% if Gostey > 1 %} (группа){% endif %}
      Сумма: {{ Summa | number(2) }}
      Машина: {Mashina}{% if Mashina %}, ворота 2{% endif %}
      Визит: {Vizit}, на {Nadolgo}
templates:
  - title: Заявка на пропуск
    system_name: Propusk
    attributes:
      - {title: Гостей, type: number, format: whole, least: 1, most: 20, required: true}
      - {title: Сумма, type: number, format: money, least: 0, default: '0'}
      - {title: Машина, type: boolean, required: true}
      - {title: Визит, type: date_time, required: true}
      - {title: Надолго, type: duration, required: true}
    buttons:
      - {title: Отправить заявку}
scenarios:
  - title: Отправка заявки
    event: {type: button_clicked, template: Propusk, button: Otpravitzayavku}
    actions:
      - change_variables:
          set: pismo
          variables:
            To: {Address: {formula: "'guard@firma.local'"}}
            Gostey: {attribute: Gostey}
            Summa: {attribute: Summa}
            Mashina: {attribute: Mashina}
            Vizit: {attribute: Vizit}
            Nadolgo: {attribute: Nadolgo}
      - send_message: {connection: smtp_connection, route: propusk, variable: pismo}
"""


async def test_a_pass_is_asked_for_by_words_and_buttons_and_its_letter_prints_them(product: Product) -> None:
    await product.apply(PASS)
    staff = product.staff
    await staff.send("/new")
    await staff.press("Заявка на пропуск")
    await staff.send("двое")
    await staff.wait_for_text("целое число цифрами")
    await staff.send("25")
    await staff.wait_for_text("нужно число от 1 до 20, а пришло 25")
    await staff.send("2")
    await staff.wait_for_text("Машина (")
    await staff.press("Да")
    await staff.wait_for_text("Визит (")
    await staff.send("25.12.2027 9:00")
    await staff.wait_for_text("Надолго (")
    await staff.press("2 часа")
    card = await staff.wait_for(lambda chat: chat.last if "Отправить заявку" in chat.last.labels else None)
    for line in ("Гостей: 2", "Сумма: 0,00", "Машина: Да", "Визит: 25.12.2027 9:00", "Надолго: 2 часа"):
        assert line in card.text
    await staff.press("Изменить")
    await staff.wait_for_text("Что изменить")
    await staff.press("Сумма")
    await staff.wait_for_text("новое значение")
    await staff.send("1 500,5")
    await staff.wait_for_text("Сумма: 1\u00a0500,50")
    await staff.press("Отправить заявку")
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.subject == "Пропуск на 25 декабря"
    assert letter.text.split("\n")[:4] == [
        "Гостей: 2 (группа)",
        "Сумма: 1\u00a0500,50",
        "Машина: Да, ворота 2",
        "Визит: 25.12.2027 9:00, на 2 часа",
    ]
    await staff.wait_for_text("сервер принял письмо")


async def test_whoever_has_chosen_no_language_is_read_in_the_one_that_their_pages_are_in(product: Product) -> None:
    await product.apply(PASS)
    await product.stop()
    product.language = "en"
    await product.start()
    staff = product.staff
    await staff.send("/new")
    await staff.press("Заявка на пропуск")
    await staff.wait_for_text("Гостей (")
    await staff.send("2")
    await staff.wait_for_text("Сумма: 0.00")
    await staff.press("No")
    await staff.wait_for_text("Визит (")
    await staff.send("10/12/2027 9:00 AM")
    await staff.wait_for_text("Надолго (")
    (record,) = await models.Record.all()
    assert record.values["Vizit"] == {"date_time": "2027-10-12T09:00:00+03:00"}
