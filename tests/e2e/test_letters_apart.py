"""A press whose scenario sends letters apart: its card counts all of them, asks, and tries them again together."""

from collections.abc import Callable

from sandbox import ChatMessage, User
from sandbox.manners import MailFault
from tests.e2e.conftest import Product
from tests.e2e.test_journal import opened

APART = """
routes:
  - title: Отдельные письма
    system_name: apart_route
    connection: smtp_connection
    request:
      - {name: Theme, required: true}
    subject: "{Theme}"
    body: "Текст"
templates:
  - title: Рассылка
    attributes:
      - {title: Тема, type: text, required: true}
    buttons:
      - {title: Разослать}
scenarios:
  - title: Рассылка
    event: {type: button_clicked, template: Rassylka, button: Razoslat}
    actions:
      - change_variables:
          set: n
          variables:
            To: {Address: {formula: "'own@firma.local'"}}
            Theme: {attribute: Tema}
      - send_message: {connection: smtp_connection, route: apart_route, variable: n}
      - for_each:
          values: {formula: "LIST('a@firma.local', 'b@firma.local')"}
          variable: address
          actions:
            - run_apart:
                actions:
                  - change_variables:
                      set: n
                      variables:
                        To: {Address: {formula: $$address}}
                        Theme: {formula: "$Tema + ' для ' + $$address"}
                  - send_message: {connection: smtp_connection, route: apart_route, variable: n}
      - run_apart:
          actions:
            - check: {condition: "$Tema != 'Плохая'", message: "'Тема не годится'"}
"""


async def send_out(product: Product, theme: str) -> User:
    staff = product.staff
    await product.apply(APART)
    await staff.send("/new")
    await staff.wait_for_text("Что написать?")
    await staff.press("Рассылка")
    await staff.wait_for_text("Тема")
    await staff.send(theme)
    await staff.wait_for(lambda chat: "Разослать" in chat.last.labels)
    await staff.press("Разослать")
    return staff


def card_with(*words: str) -> Callable[[User], ChatMessage | None]:
    def look(chat: User) -> ChatMessage | None:
        cards = [item for item in chat.messages if item.text.startswith("Рассылка · ")]
        return next((item for item in cards if all(word in item.text for word in words)), None)

    return look


async def test_an_uncertain_letter_of_a_run_apart_is_asked_about_on_the_card(product: Product) -> None:
    mail = product.sandbox.mail
    mail.fault, mail.times = MailFault.DROPPED, 3
    staff = await send_out(product, "Сбор")
    card = await staff.wait_for(card_with("нужен ваш ответ 3"))
    assert "Отправить ещё раз" in card.labels
    assert "Требуют внимания (3)" in card.labels
    before = len(product.sandbox.mailbox.letters)
    await staff.press("Отправить ещё раз", card)
    card = await staff.wait_for(card_with("✅ Отправлено", "отправлено 3 из 3"))
    assert len(product.sandbox.mailbox.letters) == before + 3


async def test_what_nobody_took_of_runs_apart_is_tried_again_from_the_card(product: Product) -> None:
    mail = product.sandbox.mail
    mail.refuse_recipient("a@firma.local")
    staff = await send_out(product, "Сбор")
    card = await staff.wait_for(card_with("отправлено 2 из 3, не принято 1"))
    told = await staff.wait_for(lambda chat: next((item for item in chat.messages if item.reply_to == card.id), None))
    assert "не принято 1" in told.text
    mail.reset()
    await staff.press("Повторить не доставленным", card)
    await staff.wait_for(card_with("✅ Отправлено", "отправлено 3 из 3"))
    assert sorted(letter.rcpt_to[0] for letter in product.sandbox.mailbox.letters) == [
        "a@firma.local",
        "b@firma.local",
        "own@firma.local",
    ]


async def test_a_run_apart_that_fails_by_itself_is_told_and_the_letters_count_as_sent(product: Product) -> None:
    staff = await send_out(product, "Плохая")
    card = await staff.wait_for(card_with("✅ Отправлено", "отправлено 3 из 3", "выполняется отдельно"))
    assert "Тема не годится" in card.text
    told = await staff.wait_for(lambda chat: next((m for m in chat.messages if m.reply_to == card.id), None))
    assert "Тема не годится" in told.text
    assert "Не выполнено" in told.text
    page = await opened(product)
    await product.admin.press(next(name for name in page.names if "· без" in name), page)
    page = product.admin.last
    assert "Выполнялось отдельно" in page.text
    await product.admin.press(next(label for label in page.labels if label.startswith("К выполнению ")), page)
    assert "Выполнялось отдельно" not in product.admin.last.text
